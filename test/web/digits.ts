import * as tf from '@tensorflow/tfjs';

const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3 }));
model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
const features = model.predict(tf.zeros([2, 28, 28, 1])) as tf.Tensor;
