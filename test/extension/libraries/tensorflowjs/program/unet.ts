// Segmentation with skips, built by loops and helpers.
import * as tf from '@tensorflow/tfjs';

type Symbolic = tf.SymbolicTensor;

const block = (filters: number) => (x: Symbolic): Symbolic => {
  let y = x;
  for (let i = 0; i < 2; i++) {
    y = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', useBias: false }).apply(y) as Symbolic;
    y = tf.layers.batchNormalization({ axis: -1 }).apply(y) as Symbolic;
    y = tf.layers.activation({ activation: 'relu' }).apply(y) as Symbolic;
  }
  return y;
};

export function unet(size: number, channels: number, widths: readonly number[]): tf.LayersModel {
  const input = tf.input({ shape: [size, size, channels] });
  const skips: Symbolic[] = [];
  let x: Symbolic = input;
  widths.forEach((width, index) => {
    x = block(width)(x);
    if (index < widths.length - 1) {
      skips.push(x);
      x = tf.layers.maxPooling2d({ poolSize: [2, 2] }).apply(x) as Symbolic;
    }
  });
  for (const width of [...widths].reverse().slice(1)) {
    const skip = skips.pop() as Symbolic;
    x = tf.layers.upSampling2d({ size: [2, 2] }).apply(x) as Symbolic;
    x = tf.layers.concatenate({ axis: 3 }).apply([x, skip]) as Symbolic;
    x = block(width)(x);
  }
  const mask = tf.layers.conv2d({ filters: 1, kernelSize: 1, activation: 'sigmoid' }).apply(x) as Symbolic;
  return tf.model({ inputs: input, outputs: mask });
}

const model = unet(32, 3, [8, 16, 32]);
const mask = model.predict(tf.zeros([1, 32, 32, 3])) as tf.Tensor4D;
const overlap = mask.mul(tf.ones([1, 32, 32, 1])).sum();
const dice = overlap.mul(2).div(mask.sum().add(32 * 32));
dice.asScalar();
