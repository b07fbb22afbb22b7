// Branches joined by channels, residuals with a projection where sizes differ, squeeze and excitation; settings in tables.
import * as tf from '@tensorflow/tfjs';

const L = tf.layers;
const convBn = ({ filters, size = 3, strides = 1, padding = 'same', act = 'relu' }) => (x) => {
  let y = L.conv2d({ filters, kernelSize: size, strides, padding, useBias: false }).apply(x);
  y = L.batchNormalization({ momentum: 0.9, epsilon: 1e-5 }).apply(y);
  return act ? L.activation({ activation: act }).apply(y) : y;
};
const compose = (...steps) => (x) => steps.reduce((value, step) => step(value), x);

const branches = [
  [{ filters: 16, size: 1 }],
  [{ filters: 8, size: 1 }, { filters: 16 }],
  [{ filters: 4, size: 1 }, { filters: 8, size: [1, 7] }, { filters: 8, size: [7, 1] }],
];

function inception(x, { pool = true } = {}) {
  const paths = branches.map((path) => compose(...path.map(convBn))(x));
  if (pool) {
    const pooled = L.averagePooling2d({ poolSize: 3, strides: 1, padding: 'same' }).apply(x);
    paths.push(convBn({ filters: 8, size: 1 })(pooled));
  }
  return L.concatenate({ axis: -1 }).apply(paths);
}

function excite(x, ratio = 4) {
  const channels = x.shape[x.shape.length - 1];
  const squeezed = L.globalAveragePooling2d({}).apply(x);
  const narrow = L.dense({ units: channels / ratio, activation: 'relu' }).apply(squeezed);
  const gates = L.dense({ units: channels, activation: 'sigmoid' }).apply(narrow);
  return L.multiply().apply([x, L.reshape({ targetShape: [1, 1, channels] }).apply(gates)]);
}

const residual = (filters, strides) => (x) => {
  const inner = compose(convBn({ filters, strides }), convBn({ filters, act: null }), excite)(x);
  const [, , , channels] = x.shape;
  const skip = strides === 1 && channels === filters ? x : convBn({ filters, size: 1, strides, act: null })(x);
  return L.reLU().apply(L.add().apply([inner, skip]));
};

export function build({ size, classes, widths = [16, 32] }) {
  const input = tf.input({ shape: [size, size, 3] });
  let x = convBn({ filters: widths[0], size: 5, strides: 2 })(input);
  x = inception(x);
  for (const [index, width] of widths.entries()) x = residual(width, index === 0 ? 1 : 2)(x);
  x = L.separableConv2d({ filters: 64, kernelSize: 3, padding: 'same' }).apply(x);
  x = L.spatialDropout1d === undefined ? x : L.dropout({ rate: 0.3 }).apply(x);
  const flat = L.flatten().apply(L.maxPooling2d({ poolSize: [2, 2] }).apply(x));
  return tf.model({ inputs: input, outputs: L.dense({ units: classes }).apply(flat) });
}

const net = build({ size: 32, classes: 5 });
const scores = net.predict(tf.zeros([2, 32, 32, 3]));
const middle = tf.model({ inputs: net.inputs, outputs: net.layers[10].output });
const seen = middle.predict(tf.zeros([1, 32, 32, 3]));
