// A U-Net over three files, with skips.
import * as tf from '@tensorflow/tfjs';
import { double, up } from './block';
import { dice } from './loss';

export interface Options { size: number; depth: number; filters?: number }

function unet({ size, depth, filters = 4 }: Options): tf.LayersModel {
  const input = tf.input({ shape: [size, size, 3] });
  const skips: tf.SymbolicTensor[] = [];
  let x: tf.SymbolicTensor = input;
  for (let level = 0; level < depth; level++) {
    x = double(x, filters << level);
    skips.push(x);
    x = tf.layers.maxPooling2d({ poolSize: [2, 2] }).apply(x) as tf.SymbolicTensor;
  }
  x = double(x, filters * 2 ** depth);
  for (let level = depth - 1; level >= 0; level--) {
    x = up(x, filters << level);
    x = tf.layers.concatenate({ axis: 3 }).apply([skips[level], x]) as tf.SymbolicTensor;
    x = double(x, filters << level);
  }
  const mask = tf.layers.conv2d({ filters: 1, kernelSize: 1, activation: 'sigmoid' }).apply(x) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: mask, name: 'unet' });
}

const model = unet({ size: 16, depth: 2 });
const images = tf.randomUniform([2, 16, 16, 3]);
const truth = tf.randomUniform([2, 16, 16, 1]).greater(0.5).cast('float32');
const guess = model.predict(images) as tf.Tensor4D;
dice(truth, guess).print();
const overlap = tf.tidy(() => {
  const on = guess.greater(0.5);
  const shared = tf.logicalAnd(on, truth.cast('bool')).sum();
  return shared.div(tf.logicalOr(on, truth.cast('bool')).sum().add(1e-6));
});
overlap.print();
