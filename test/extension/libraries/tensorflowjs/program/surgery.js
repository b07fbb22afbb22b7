// Transfer learning: a trunk is cut at a layer, frozen, and given another head. CommonJS style names in plain JavaScript.
import * as tf from '@tensorflow/tfjs';

function conv(x, filters, strides = 1) {
  x = tf.layers.conv2d({ filters, kernelSize: 3, strides, padding: 'same', useBias: false }).apply(x);
  x = tf.layers.batchNormalization({ axis: -1 }).apply(x);
  return tf.layers.reLU({ maxValue: 6 }).apply(x);
}

function inverted(x, expansion, filters, strides) {
  const channels = x.shape[x.shape.length - 1];
  let y = conv(x, channels * expansion);
  y = tf.layers.depthwiseConv2d({ kernelSize: 3, strides, padding: 'same', useBias: false }).apply(y);
  y = tf.layers.batchNormalization().apply(y);
  y = tf.layers.conv2d({ filters, kernelSize: 1, useBias: false }).apply(y);
  y = tf.layers.batchNormalization().apply(y);
  return strides === 1 && channels === filters ? tf.layers.add().apply([x, y]) : y;
}

function trunk() {
  const image = tf.input({ shape: [32, 32, 3], name: 'image' });
  let x = conv(image, 8, 2);
  for (const [expansion, filters, strides] of [[2, 8, 1], [3, 12, 2], [3, 12, 1]]) x = inverted(x, expansion, filters, strides);
  x = tf.layers.conv2d({ filters: 24, kernelSize: 1, name: 'features' }).apply(x);
  x = tf.layers.globalAveragePooling2d({ name: 'pooled' }).apply(x);
  const classes = tf.layers.dense({ units: 100, activation: 'softmax', name: 'classes' }).apply(x);
  return tf.model({ inputs: image, outputs: classes });
}

const base = trunk();
const features = base.getLayer('features').output;
const cut = tf.model({ inputs: base.inputs, outputs: features });
for (const layer of cut.layers) layer.trainable = false;

const head = tf.sequential({
  layers: [
    tf.layers.flatten({ inputShape: features.shape.slice(1) }),
    tf.layers.dense({ units: 10, activation: 'relu', kernelInitializer: 'varianceScaling' }),
    tf.layers.dense({ units: 2, activation: 'softmax' }),
  ],
});
const joined = tf.model({ inputs: cut.inputs[0], outputs: head.apply(cut.outputs[0]) });
joined.compile({ optimizer: tf.train.adam(), loss: 'categoricalCrossentropy' });

const image = tf.image.resizeBilinear(tf.ones([20, 24, 3]), [32, 32]).div(127).sub(1).expandDims();
const seen = cut.predict(image);
const answer = tf.tidy(() => joined.predict(image).squeeze());
const before = tf.model({ inputs: base.inputs, outputs: base.layers[base.layers.length - 2].output });
const vector = before.predict(tf.concat([image, image]));
console.log(seen.shape, answer.shape, vector.shape, base.countParams());
