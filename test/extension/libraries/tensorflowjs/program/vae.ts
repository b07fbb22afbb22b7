// A variational autoencoder, trained with gradients of one's own loss.
import * as tf from '@tensorflow/tfjs';

const size = 36;
const latent = 4;

function makeEncoder() {
  const input = tf.input({ shape: [size] });
  const h = tf.layers.dense({ units: 24, activation: 'relu' }).apply(input) as tf.SymbolicTensor;
  const mean = tf.layers.dense({ units: latent, name: 'mean' }).apply(h) as tf.SymbolicTensor;
  const logVariance = tf.layers.dense({ units: latent, name: 'log_variance' }).apply(h) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: [mean, logVariance] });
}

function makeDecoder() {
  return tf.sequential({
    layers: [
      tf.layers.dense({ units: 3 * 3 * 8, inputShape: [latent], activation: 'relu' }),
      tf.layers.reshape({ targetShape: [3, 3, 8] }),
      tf.layers.conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }),
      tf.layers.conv2d({ filters: 1, kernelSize: 3, padding: 'same', activation: 'sigmoid' }),
      tf.layers.flatten(),
    ],
  });
}

const encoder = makeEncoder();
const decoder = makeDecoder();
const optimizer = tf.train.adam(1e-3);

function sample(mean: tf.Tensor, logVariance: tf.Tensor): tf.Tensor {
  const noise = tf.randomNormal(mean.shape);
  return mean.add(noise.mul(logVariance.mul(0.5).exp()));
}

function lossOf(x: tf.Tensor2D): tf.Scalar {
  const [mean, logVariance] = encoder.apply(x, { training: true }) as tf.Tensor[];
  const z = sample(mean, logVariance);
  const again = decoder.apply(z, { training: true }) as tf.Tensor2D;
  const error = tf.losses.meanSquaredError(x, again).mul(size);
  const divergence = logVariance.add(1).sub(mean.square()).sub(logVariance.exp()).sum(-1).mul(-0.5);
  return error.add(divergence.mean()) as tf.Scalar;
}

for (let step = 0; step < 2; step++) {
  const x = tf.randomUniform([7, size]) as tf.Tensor2D;
  const cost = optimizer.minimize(() => lossOf(x), true);
  cost?.dispose();
}

const grid = tf.stack([tf.linspace(-2, 2, 5), tf.zeros([5])], 1);
const points = tf.concat([grid, tf.zeros([5, latent - 2])], 1);
const drawn = decoder.predict(points) as tf.Tensor;
const images = drawn.reshape([-1, 6, 6, 1]);
images.slice([0, 1, 1, 0], [-1, 4, 4, -1]).print();
