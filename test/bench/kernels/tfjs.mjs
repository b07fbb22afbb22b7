// TensorFlow.js on its wasm and cpu backends, in its own layout (channels last); tensors are there before the clock runs.
function channelsLast(values, [n, c, h, w]) {
  const result = new Float32Array(values.length);
  for (let batch = 0; batch < n; batch += 1) {
    for (let channel = 0; channel < c; channel += 1) {
      for (let cell = 0; cell < h * w; cell += 1) result[(batch * h * w + cell) * c + channel] = values[(batch * c + channel) * h * w + cell];
    }
  }
  return result;
}

/** Makes the peer of a backend; `load` finds the packages. */
export function tfjsPeer(load, backend) {
  const tf = load('@tensorflow/tfjs-core');
  load(`@tensorflow/tfjs-backend-${backend}`);
  const isMap = ({ x, kind }) => x.length === 4 && kind !== 'softmax';
  const tensor = (values, shape, last) => (last ? tf.tensor4d(channelsLast(values, shape), [shape[0], shape[2], shape[3], shape[1]]) : tf.tensor(values, shape));

  const centred = (x, axes) => {
    const apart = tf.sub(x, tf.mean(x, axes, true));
    return [apart, tf.mean(tf.square(apart), axes, true)];
  };

  function call(item, inputs) {
    const { kind, k, s, p, eps, x: shape } = item;
    const x = tensor(inputs.x, shape, isMap(item));
    const dy = kind.endsWith('backward') && tensor(inputs.dy, item.out, isMap(item));
    const [gamma, beta, mean, variance, bias] = ['gamma', 'beta', 'mean', 'variance', 'b'].map((name) => inputs[name] && tf.tensor1d(inputs[name]));
    const axes = isMap(item) ? [0, 1, 2] : [x.rank - 1];
    switch (kind) {
      case 'max_pool': return () => tf.maxPool(x, k, s, p);
      case 'avg_pool': return () => tf.avgPool(x, k, s, p);
      case 'adaptive_avg': return () => tf.mean(x, [1, 2]);
      case 'softmax': return () => tf.softmax(x);
      case 'batch_norm_eval': return () => tf.batchNorm(x, mean, variance, beta, gamma, eps);
      case 'batch_norm_train': return () => {
        const [, spread] = centred(x, axes);
        const middle = tf.mean(x, axes);
        tf.add(tf.mul(mean, 0.9), tf.mul(middle, 0.1));
        tf.add(tf.mul(variance, 0.9), tf.mul(tf.reshape(spread, [-1]), 0.1));
        return tf.batchNorm(x, middle, tf.reshape(spread, [-1]), beta, gamma, eps);
      };
      case 'layer_norm': return () => {
        const [apart, spread] = centred(x, axes);
        return tf.add(tf.mul(tf.mul(apart, tf.rsqrt(tf.add(spread, eps))), gamma), beta);
      };
      case 'group_norm': return () => {
        const [n, h, w, c] = x.shape;
        const [apart, spread] = centred(tf.reshape(x, [n, h * w, item.groups, c / item.groups]), [1, 3]);
        return tf.add(tf.mul(tf.reshape(tf.mul(apart, tf.rsqrt(tf.add(spread, eps))), x.shape), gamma), beta);
      };
      case 'conv2d': {
        const filter = tf.transpose(tf.tensor(inputs.w, item.w), [2, 3, 1, 0]);
        return () => tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', bias });
      }
      case 'linear': {
        const b = tf.transpose(tf.tensor(inputs.w, item.w));
        return () => tf.fused.matMul({ a: x, b, bias });
      }
      case 'max_pool_backward': {
        const output = tf.maxPool(x, k, s, p);
        return () => tf.engine().runKernel('MaxPoolGrad', { dy, input: x, output }, { filterSize: k, strides: s, pad: p });
      }
      case 'batch_norm_backward':
      case 'layer_norm_backward': {
        const [apart, spread] = centred(x, axes);
        const scale = tf.rsqrt(tf.add(spread, eps));
        const others = isMap(item) ? axes : [0, 1];
        return () => {
          const normal = tf.mul(apart, scale);
          tf.sum(dy, others);
          tf.sum(tf.mul(dy, normal), others);
          const scaled = tf.mul(dy, gamma);
          const rest = tf.add(tf.mean(scaled, axes, true), tf.mul(normal, tf.mean(tf.mul(scaled, normal), axes, true)));
          return tf.mul(tf.sub(scaled, rest), scale);
        };
      }
      default: return null;
    }
  }

  return {
    name: `tfjs-${backend}`,
    use: async () => {
      if (tf.getBackend() !== backend) await tf.setBackend(backend);
      await tf.ready();
    },
    prepare(item, inputs) {
      tf.engine().startScope();
      const function_ = call(item, inputs);
      if (function_ === null) {
        tf.engine().endScope();
        return null;
      }
      const result = tf.tidy(function_);
      // Its average pooling leaves the padding out of the count: another result, as much work.
      const value = item.kind === 'avg_pool' ? NaN : result.dataSync()[0];
      result.dispose();
      return {
        first: () => value,
        run: () => {
          const output = tf.tidy(function_);
          output.dispose();
        },
        dispose: () => tf.engine().endScope(),
      };
    },
  };
}
