// Records what TensorFlow.js computes for layers whose channels are last: `node record_channels_last.mjs DIR`, DIR being a folder in
// which `npm install @tensorflow/tfjs@4.22.0` was run. Written to truth/channels-last.json.gz: arguments in PyTorch's words (weights
// as PyTorch lays them out), the numbers of every tensor, the output, and the gradients under a random upstream gradient.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const [folder = '.'] = process.argv.slice(2);
console.warn = () => undefined;
const tf = createRequire(join(resolve(folder), 'package.json'))('@tensorflow/tfjs');

let seed = 0;
const random = (shape) => tf.randomNormal(shape, 0, 1, 'float32', (seed += 1));
const rounded = (tensor) => ({ shape: tensor.shape, values: [...tensor.dataSync()].map((value) => Number(value.toPrecision(7))) });

/** Runs `compute` on tensors, forward and backward. `kept` says how the weight is laid out for PyTorch. */
function recorded(op, args, tensors, compute, kept = (tensor) => tensor) {
  return tf.tidy(() => {
    const names = Object.keys(tensors);
    const values = Object.values(tensors);
    const output = compute(...values);
    const upstream = random(output.shape);
    const gradients = tf.grads((...given) => compute(...given).mul(upstream).sum())(values);
    const written = (list) => Object.fromEntries(names.map((name, index) => [name, rounded(name === 'weight' ? kept(list[index]) : list[index])]));
    return { op, args, tensors: written(values), output: rounded(output), upstream: rounded(upstream), gradients: written(gradients) };
  });
}

const pick = (rank, value) => (Array.isArray(value) ? value.slice(0, rank) : value);
const cases = [];

const spaces = { 1: [[7]], 2: [[6, 7], [5, 4]], 3: [[4, 3, 5]] };
for (const rank of [1, 2, 3]) {
  for (const space of spaces[rank]) {
    for (const kind of ['max', 'avg']) {
      for (const kernel of [2, 3, [3, 2, 2]]) {
        for (const stride of [1, 2, 3, [2, 1, 1]]) {
          for (const padding of ['same', 'valid']) {
            const [poolSize, strides] = [pick(rank, kernel), pick(rank, stride)];
            const layer = tf.layers[`${kind === 'max' ? 'maxPooling' : 'averagePooling'}${rank}d`]({ poolSize, strides, padding });
            const input = random([2, ...space, 3]);
            cases.push(recorded(`${kind}_pool${rank}d`, { kernel_size: poolSize, stride: strides, padding }, { input }, (x) => layer.apply(x)));
          }
        }
      }
    }
    for (const kernel of [1, 2, 3, [3, 2, 2]]) {
      for (const [stride, dilation] of [[1, 1], [2, 1], [3, 1], [[2, 1, 1], 1], [1, 2]]) {
        for (const padding of ['same', 'valid']) {
          // The transposed gradient of a dilated 3d convolution is not implemented there.
          if (rank === 3 && dilation !== 1) continue;
          const sizes = Array.isArray(kernel) ? kernel.slice(0, rank) : Array.from({ length: rank }, () => kernel);
          if (padding === 'valid' && space.some((size, axis) => size < (sizes[axis] - 1) * dilation + 1)) continue;
          const [strides, dilations] = [pick(rank, stride), dilation];
          const [input, weight, bias] = [random([2, ...space, 2]), random([...sizes, 2, 3]), random([3])];
          const convolve = { 1: (x, w) => tf.conv1d(x, w, Array.isArray(strides) ? strides[0] : strides, padding, 'NWC', dilations), 2: (x, w) => tf.conv2d(x, w, strides, padding, 'NHWC', dilations), 3: (x, w) => tf.conv3d(x, w, strides, padding, 'NDHWC', dilations) }[rank];
          const order = [rank + 1, rank, ...Array.from({ length: rank }, (_, axis) => axis)];
          const args = { stride: strides, padding, dilation: dilations };
          // TensorFlow.js has no gradient for gaps.
          const run = (x, w, b) => convolve(x, w).add(b);
          if (dilation === 1) cases.push(recorded(`conv${rank}d`, args, { input, weight, bias }, run, (tensor) => tf.transpose(tensor, order)));
          else cases.push({ op: `conv${rank}d`, args, tensors: { input: rounded(input), weight: rounded(tf.transpose(weight, order)), bias: rounded(bias) }, output: rounded(run(input, weight, bias)), upstream: null, gradients: null });
          if (rank === 2 && dilation === 1 && !Array.isArray(stride)) {
            const depth = random([...sizes, 2, 2]);
            cases.push(recorded('conv2d', { ...args, groups: 2 }, { input, weight: depth }, (x, w) => tf.depthwiseConv2d(x, w, strides, padding), (tensor) => tf.reshape(tf.transpose(tensor, [2, 3, 0, 1]), [4, 1, ...sizes])));
            const layer = tf.layers.conv2dTranspose({ filters: 3, kernelSize: sizes, strides, padding });
            const small = random([2, 3, 4, 2]);
            layer.apply(small);
            const kernelOf = random([...sizes, 3, 2]);
            const outputShape = layer.computeOutputShape(small.shape);
            cases.push(recorded('conv_transpose2d', { stride: strides, padding }, { input: small, weight: kernelOf, bias: random([3]) }, (x, w, b) => tf.conv2dTranspose(x, w, outputShape, strides, padding).add(b), (tensor) => tf.transpose(tensor, [3, 2, 0, 1])));
          }
        }
      }
    }
  }
}
for (const shape of [[4, 3], [3, 5, 2], [2, 4, 3, 5]]) {
  for (const eps of [1e-3, 0.5]) {
    const channels = shape.at(-1);
    const [input, weight, bias] = [random(shape), random([channels]), random([channels])];
    const axes = shape.slice(0, -1).map((_, axis) => axis);
    cases.push(recorded('batch_norm', { training: true, eps }, { input, weight, bias }, (x, gamma, beta) => {
      const { mean, variance } = tf.moments(x, axes);
      return tf.batchNorm(x, mean, variance, beta, gamma, eps);
    }));
    const [mean, variance] = [random([channels]), random([channels]).abs()];
    const fixed = recorded('batch_norm', { training: false, eps }, { input, weight, bias }, (x, gamma, beta) => tf.batchNorm(x, mean, variance, beta, gamma, eps));
    cases.push({ ...fixed, tensors: { ...fixed.tensors, running_mean: rounded(mean), running_var: rounded(variance) } });
  }
}
writeFileSync(new URL('truth/channels-last.json.gz', import.meta.url), gzipSync(JSON.stringify({ tfjs: tf.version.tfjs, cases }), { level: 9 }));
console.log(`${cases.length} applications`);
