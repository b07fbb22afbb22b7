// Images through tf.data and tf.image into a model.
import * as tf from '@tensorflow/tfjs';

const samples = Array.from({ length: 5 }, (_, i) => ({ size: 10 + i, label: i % 3 }));

function prepare({ size, label }: { size: number; label: number }) {
  return tf.tidy(() => {
    const image = tf.fill([size, size, 3], label / 3) as tf.Tensor3D;
    const resized = tf.image.resizeBilinear(image, [12, 12]);
    const centred = resized.sub(0.5).mul(2);
    return { xs: centred, ys: tf.oneHot(tf.scalar(label, 'int32'), 3) };
  });
}

const dataset = tf.data.array(samples).map((sample) => prepare(sample as { size: number; label: number })).batch(2);
const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [12, 12, 3], filters: 4, kernelSize: 3, activation: 'relu' }));
model.add(tf.layers.cropping2D({ cropping: [[1, 1], [2, 2]] }));
model.add(tf.layers.globalAveragePooling2d({}));
model.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
await model.fitDataset(dataset, { epochs: 1, verbose: 0 });

await dataset.forEachAsync((batch) => {
  const { xs, ys } = batch as { xs: tf.Tensor4D; ys: tf.Tensor2D };
  const flipped = tf.image.flipLeftRight(xs);
  const grey = tf.mean(flipped, 3, true);
  const padded = tf.pad(grey, [[0, 0], [2, 2], [2, 2], [0, 0]]);
  padded.mul(ys.sum()).dispose();
});

const photo = tf.ones([1, 9, 9, 3]) as tf.Tensor4D;
const boxes = tf.tensor2d([[0, 0, 0.5, 0.5], [0.2, 0.2, 1, 1], [0, 0, 1, 1]]);
const crops = tf.image.cropAndResize(photo, boxes, tf.zeros([3], 'int32') as tf.Tensor1D, [12, 12]);
const scores = model.predict(crops) as tf.Tensor2D;
const top = scores.max(1);
const rows = tf.unstack(scores);
const edges = tf.conv2d(photo, tf.ones([3, 3, 3, 1]), 1, 'same');
const small = tf.maxPool(edges as tf.Tensor4D, 3, 2, 'valid');
const mean = tf.avgPool(photo, [2, 3], [2, 1], 'same');
console.log(top.shape, rows[0].shape, small.shape, mean.shape);
