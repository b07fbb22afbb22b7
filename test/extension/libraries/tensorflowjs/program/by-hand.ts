// Without layers: weights as variables, gradients by hand, an optimiser step, and the linear algebra around it.
import * as tf from '@tensorflow/tfjs';

type Weights = { [name: string]: tf.Variable };

const sizes = [4, 16, 16, 3] as const;
const weights: Weights = {};
for (let index = 0; index + 1 < sizes.length; index += 1) {
  const [inner, outer] = [sizes[index]!, sizes[index + 1]!];
  weights[`w${index}`] = tf.variable(tf.randomNormal([inner, outer]).mul(tf.scalar(Math.sqrt(2 / inner))));
  weights[`b${index}`] = tf.variable(tf.zeros([outer]));
}

function forward(x: tf.Tensor2D): tf.Tensor2D {
  let hidden: tf.Tensor = x;
  const count = Object.keys(weights).length / 2;
  for (let index = 0; index < count; index += 1) {
    hidden = hidden.matMul(weights[`w${index}`]!).add(weights[`b${index}`]!);
    if (index < count - 1) hidden = hidden.relu();
  }
  return hidden as tf.Tensor2D;
}

const optimizer = tf.train.adam(1e-2);
const inputs = tf.randomNormal<tf.Rank.R2>([30, 4]);
const labels = tf.oneHot(tf.tensor1d(Array.from({ length: 30 }, (_, i) => i % 3), 'int32'), 3);

function lossOf(x: tf.Tensor2D, y: tf.Tensor): tf.Scalar {
  const logits = forward(x);
  const penalty = Object.values(weights).filter((weight) => weight.rank === 2).map((weight) => weight.square().sum()).reduce((a, b) => a.add(b));
  return tf.losses.softmaxCrossEntropy(y, logits).add(penalty.mul(1e-4)).asScalar();
}

for (let epoch = 0; epoch < 2; epoch += 1) {
  for (let start = 0; start < 30; start += 10) {
    const [x, y] = [inputs.slice([start, 0], [10, -1]), labels.slice([start], [10])];
    const cost = optimizer.minimize(() => lossOf(x, y), true);
    cost?.dispose();
  }
}
const { value, grads } = tf.variableGrads(() => lossOf(inputs, labels));
const slope = grads[weights.w0!.name]!;
const gradient = tf.grad((x: tf.Tensor) => x.square().sum())(inputs);
const clipped = tf.clipByValue(gradient, -1, 1);
const { mean, variance } = tf.moments(inputs, 0);
const normal = inputs.sub(mean).div(variance.sqrt().add(1e-6));
const covariance = normal.transpose().matMul(normal).div(normal.shape[0] - 1);
const [q, r] = tf.linalg.qr(covariance as tf.Tensor2D);
const solved = r!.matMul(q!, true, true);
const { values, indices } = tf.topk(forward(inputs), 2);
const picked = tf.gather(inputs, indices.slice([0, 0], [5, 1]).flatten());
const masked = tf.where(inputs.greater(0), inputs, tf.zerosLike(inputs));
const folded = masked.reshape([5, 6, 4]).sum([0, -1], true);
const tiled = folded.tile([2, 1, 3]);
const padded = tiled.pad([[0, 0], [1, 2], [0, 0]]);
const [left, right] = tf.split(padded, 2, 0);
const same = left!.equal(right!).all();
const distances = inputs.expandDims(1).sub(inputs.expandDims(0)).norm('euclidean', -1);
const ordered = tf.reverse(distances, [1]).cumsum(1);
const spread = tf.einsum('ij,kj->ik', inputs, normal);
