// Two towers that share one encoder, a functional model of two inputs and two outputs.
import * as tf from '@tensorflow/tfjs';

const encoder = tf.sequential({
  name: 'encoder',
  layers: [
    tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 8, kernelSize: 5, strides: 2, activation: 'relu' }),
    tf.layers.averagePooling2d({ poolSize: [2, 2], strides: [2, 2], padding: 'same' }),
    tf.layers.separableConv2d({ filters: 12, kernelSize: 3, padding: 'same' }),
    tf.layers.globalAveragePooling2d({}),
    tf.layers.dense({ units: 20 }),
  ],
});

const left = tf.input({ shape: [32, 32, 3], name: 'left' });
const right = tf.input({ shape: [32, 32, 3], name: 'right' });
const [a, b] = [left, right].map((input) => encoder.apply(input) as tf.SymbolicTensor);
const joined = tf.layers.concatenate().apply([a, b]) as tf.SymbolicTensor;
const similarity = tf.layers.dot({ axes: -1, normalize: true }).apply([a, b]) as tf.SymbolicTensor;
const hidden = tf.layers.dense({ units: 16, activation: 'elu' }).apply(joined) as tf.SymbolicTensor;
const mixed = tf.layers.add().apply([hidden, tf.layers.dense({ units: 16 }).apply(joined) as tf.SymbolicTensor]) as tf.SymbolicTensor;
const same = tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(mixed) as tf.SymbolicTensor;
const model = tf.model({ inputs: [left, right], outputs: [same, similarity] });
model.compile({ optimizer: 'sgd', loss: ['binaryCrossentropy', 'meanSquaredError'] });

const images = [tf.zeros([4, 32, 32, 3]), tf.ones([4, 32, 32, 3])];
const [probability, cosine] = model.predict(images) as tf.Tensor[];
const far = tf.logicalAnd(probability.less(0.5), cosine.less(0.2));
console.log(far.shape, model.outputs.map((output) => output.shape));
const embedded = encoder.predict(images[0]) as tf.Tensor2D;
const distances = tf.sub(embedded.expandDims(1), embedded.expandDims(0)).square().sum(-1).sqrt();
distances.print();
