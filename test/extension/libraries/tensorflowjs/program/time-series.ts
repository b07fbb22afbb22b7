// A forecast: windows of a signal, normalisation, 1-d convolutions, and a line fitted by gradients.
import * as tf from '@tensorflow/tfjs';

function series(length: number): tf.Tensor1D {
  const t = tf.linspace(0, 12, length);
  return t.sin().add(t.mul(0.3).cos()).add(tf.randomNormal([length], 0, 0.05));
}

function windows(values: tf.Tensor1D, width: number) {
  const count = values.shape[0] - width;
  const rows = Array.from({ length: count }, (_, start) => values.slice(start, width));
  const xs = tf.stack(rows).expandDims(2) as tf.Tensor3D;
  const ys = values.slice(width).reshape([count, 1]);
  return { xs, ys };
}

function normalised(values: tf.Tensor) {
  const { mean, variance } = tf.moments(values);
  const low = values.min();
  const high = values.max();
  const scaled = values.sub(low).div(high.sub(low));
  return { scaled, standard: values.sub(mean).div(variance.sqrt()) };
}

const { scaled, standard } = normalised(series(30));
const { xs, ys } = windows(scaled as tf.Tensor1D, 8);

const model = tf.sequential({ layers: [
  tf.layers.inputLayer({ inputShape: [8, 1] }),
  tf.layers.conv1d({ filters: 6, kernelSize: 3, activation: 'relu' }),
  tf.layers.maxPooling1d({ poolSize: 2 }),
  tf.layers.layerNormalization({}),
  tf.layers.gru({ units: 5 }),
  tf.layers.repeatVector({ n: 2 }),
  tf.layers.permute({ dims: [2, 1] }),
  tf.layers.flatten(),
  tf.layers.dense({ units: 1 }),
] });
model.compile({ optimizer: 'adam', loss: tf.losses.meanSquaredError });
const history = await model.fit(xs, ys, { epochs: 1, batchSize: 11, validationSplit: 0.2, verbose: 0 });
const forecast = (model.predict(xs.slice([0, 0, 0], [4, 8, 1])) as tf.Tensor2D).squeeze();
console.log(history.epoch.length, forecast.shape, standard.shape);

const slope = tf.variable(tf.scalar(0));
const offset = tf.scalar(0).variable();
const xs1 = tf.range(0, 10).div(10);
const ys1 = xs1.mul(3).add(1);
const line = (x: tf.Tensor) => x.mul(slope).add(offset);
const optimizer = tf.train.sgd(0.1);
for (let i = 0; i < 3; i++) optimizer.minimize(() => line(xs1).sub(ys1).square().mean() as tf.Scalar);
const cubic = tf.grad((x: tf.Tensor) => x.pow(tf.scalar(3, 'int32')).sum());
const gradient = cubic(xs1);
const [gx, gy] = tf.grads((x: tf.Tensor, y: tf.Tensor) => x.mul(y).sum())([xs1, ys1]);
console.log(gradient.shape, gx.add(gy).shape);
const spectrum = tf.spectral.rfft(standard.slice([0], [16])).abs();
const frames = tf.signal.frame(standard as tf.Tensor1D, 8, 4).mul(tf.signal.hannWindow(8));
console.log(spectrum.shape, frames.shape);
