import * as tf from '@tensorflow/tfjs';

// A small classifier of digits, with a bias that the norm takes away.
const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3, padding: 'same' }));
model.add(tf.layers.batchNormalization());
model.add(tf.layers.reLU());
model.add(tf.layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }));
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));

const images = tf.randomNormal([4, 28, 28, 1]);
const scores = model.predict(images) as tf.Tensor;
