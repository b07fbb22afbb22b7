// A generator and a discriminator, trained in turn.
import * as tf from '@tensorflow/tfjs';

const latent = 16;

function buildGenerator() {
  const cnn = tf.sequential();
  cnn.add(tf.layers.dense({ units: 3 * 3 * 32, inputShape: [latent], activation: 'relu' }));
  cnn.add(tf.layers.reshape({ targetShape: [3, 3, 32] }));
  cnn.add(tf.layers.conv2dTranspose({ filters: 16, kernelSize: 5, strides: 1, padding: 'valid', activation: 'relu' }));
  cnn.add(tf.layers.batchNormalization());
  cnn.add(tf.layers.conv2dTranspose({ filters: 8, kernelSize: 5, strides: 2, padding: 'same', activation: 'relu' }));
  cnn.add(tf.layers.conv2dTranspose({ filters: 1, kernelSize: 5, strides: 2, padding: 'same', activation: 'tanh' }));
  return cnn;
}

function buildDiscriminator() {
  const cnn = tf.sequential();
  let config = { filters: 8, kernelSize: 3, padding: 'same', strides: 2 };
  cnn.add(tf.layers.conv2d({ ...config, inputShape: [28, 28, 1] }));
  for (const filters of [16, 32]) {
    config = { ...config, filters };
    cnn.add(tf.layers.leakyReLU({ alpha: 0.2 }));
    cnn.add(tf.layers.dropout({ rate: 0.3 }));
    cnn.add(tf.layers.conv2d(config));
  }
  cnn.add(tf.layers.flatten());
  const image = tf.input({ shape: [28, 28, 1] });
  const features = cnn.apply(image);
  const real = tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(features);
  const aux = tf.layers.dense({ units: 10, activation: 'softmax' }).apply(features);
  return tf.model({ inputs: image, outputs: [real, aux] });
}

const generator = buildGenerator();
const discriminator = buildDiscriminator();
const noise = tf.randomUniform([6, latent], -1, 1);
const fake = generator.predict(noise);
const images = tf.concat([tf.zeros([6, 28, 28, 1]), fake], 0);
const labels = tf.tidy(() => tf.concat([tf.ones([6, 1]).mul(0.9), tf.zeros([6, 1])]));
const [validity, classes] = discriminator.predict(images);
const loss = tf.losses.sigmoidCrossEntropy(labels, validity);
loss.add(classes.max(-1).mean());
const shown = fake.mul(0.5).add(0.5).squeeze([3]).unstack(0);
shown[0].expandDims(-1).tile([1, 1, 3]);
