// Images and tables through pipelines of data.
import * as tf from '@tensorflow/tfjs';

const preprocess = (image) => tf.tidy(() => tf.image.resizeBilinear(image, [16, 16]).toFloat().div(255).sub(0.5).mul(2));

const images = [tf.zeros([20, 30, 3]), tf.zeros([40, 10, 3])];
const batch = tf.stack(images.map(preprocess));
const grey = batch.mean(3).expandDims(3);
const flipped = tf.image.flipLeftRight(batch);
const augmented = tf.concat([batch, flipped]);

const rows = Array.from({ length: 10 }, (_, i) => ({ xs: [i, i * 2, i * 3], ys: [i] }));
const xs = tf.tensor2d(rows.map((row) => row.xs), [10, 3]);
const ys = tf.tensor2d(rows.map(({ ys: y }) => y));
const { min, max } = { min: xs.min(0), max: xs.max(0) };
const scaled = xs.sub(min).div(max.sub(min));

const regression = tf.sequential({ layers: [tf.layers.dense({ inputShape: [xs.shape[1]], units: 4, activation: 'tanh' }), tf.layers.dense({ units: 1 })] });
regression.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError' });
const predicted = regression.predict(scaled);
tf.losses.meanSquaredError(ys, predicted);

const [train, test] = tf.split(scaled, [8, 2]);
train.gather(tf.tensor1d([0, 3, 5], 'int32'));
test.pad([[0, 0], [1, 1]]).matMul(tf.eye(5));
const a = tf.variable(tf.scalar(0.1));
const b = tf.variable(tf.scalar(0.2));
const line = (x) => a.mul(x).add(b);
tf.train.adam(0.1).minimize(() => line(xs).sub(ys).square().mean());
augmented.reshape([augmented.shape[0], -1]).dot(tf.zeros([16 * 16 * 3, 4]));
grey.max();
