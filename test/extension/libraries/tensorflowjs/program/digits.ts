// Digits with a sequential model whose blocks are added in a loop.
import * as tf from '@tensorflow/tfjs';

const imageSize = 28;
const filters = [8, 16];

function buildModel(classes: number): tf.Sequential {
  const model = tf.sequential();
  filters.forEach((count, index) => {
    const config: Parameters<typeof tf.layers.conv2d>[0] = { filters: count, kernelSize: 3, padding: 'same', useBias: false };
    if (index === 0) config.inputShape = [imageSize, imageSize, 1];
    model.add(tf.layers.conv2d(config));
    model.add(tf.layers.batchNormalization());
    model.add(tf.layers.reLU());
    model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  });
  model.add(tf.layers.flatten());
  for (const units of [32, classes]) {
    model.add(tf.layers.dense({ units, activation: units === classes ? 'softmax' : 'relu' }));
  }
  return model;
}

function batch(size: number) {
  return tf.tidy(() => {
    const xs = tf.randomUniform([size, imageSize * imageSize]).reshape([size, imageSize, imageSize, 1]);
    const labels = tf.range(0, size, 1, 'int32').mod(tf.scalar(10, 'int32')).toInt();
    return { xs, ys: tf.oneHot(labels as tf.Tensor1D, 10) };
  });
}

async function main() {
  const model = buildModel(10);
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  const { xs, ys } = batch(6);
  await model.fit(xs, ys, { epochs: 1, batchSize: 3, verbose: 0 });
  const scores = model.predict(xs) as tf.Tensor;
  const guessed = scores.argMax(-1);
  const right = guessed.equal(ys.argMax(-1)).mean();
  const first = scores.slice([0, 0], [1, 10]).squeeze();
  tf.dispose([right, first]);
  const pixels = xs.gather([0, 2]).mean([1, 2]);
  pixels.dispose();
}

main();
