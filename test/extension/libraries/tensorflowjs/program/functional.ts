// Two towers with shared weights, joined; a model of a model.
import * as tf from '@tensorflow/tfjs';

function tower(): tf.LayersModel {
  const input = tf.input({ shape: [32, 32, 3] });
  let x = tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same' }).apply(input) as tf.SymbolicTensor;
  x = tf.layers.batchNormalization().apply(x) as tf.SymbolicTensor;
  x = tf.layers.activation({ activation: 'relu' }).apply(x) as tf.SymbolicTensor;
  for (const filters of [32, 64]) {
    const shortcut = tf.layers.conv2d({ filters, kernelSize: 1, strides: 2 }).apply(x) as tf.SymbolicTensor;
    let y = tf.layers.conv2d({ filters, kernelSize: 3, strides: 2, padding: 'same', useBias: false }).apply(x) as tf.SymbolicTensor;
    y = tf.layers.batchNormalization().apply(y) as tf.SymbolicTensor;
    x = tf.layers.add().apply([shortcut, y]) as tf.SymbolicTensor;
    x = tf.layers.reLU().apply(x) as tf.SymbolicTensor;
  }
  const pooled = tf.layers.globalAveragePooling2d({}).apply(x) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: pooled, name: 'tower' });
}

const shared = tower();
const left = tf.input({ shape: [32, 32, 3], name: 'left' });
const right = tf.input({ shape: [32, 32, 3], name: 'right' });
const a = shared.apply(left) as tf.SymbolicTensor;
const b = shared.apply(right) as tf.SymbolicTensor;
const both = tf.layers.concatenate().apply([a, b]) as tf.SymbolicTensor;
const product = tf.layers.multiply().apply([a, b]) as tf.SymbolicTensor;
const hidden = tf.layers.dense({ units: 24, activation: 'elu' }).apply(both) as tf.SymbolicTensor;
const all = tf.layers.concatenate({ axis: 1 }).apply([hidden, product]) as tf.SymbolicTensor;
const score = tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(all) as tf.SymbolicTensor;
const siamese = tf.model({ inputs: [left, right], outputs: [score, all] });
const [p, q] = siamese.predict([tf.zeros([2, 32, 32, 3]), tf.ones([2, 32, 32, 3])]) as tf.Tensor[];
p?.squeeze([1]).greater(0.5);
q?.slice([0, 4], [-1, 8]);
