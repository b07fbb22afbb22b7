import * as tf from '@tensorflow/tfjs';

export function dice(truth: tf.Tensor, guess: tf.Tensor, smooth = 1): tf.Scalar {
  const axes = [1, 2, 3];
  const both = truth.mul(guess).sum(axes);
  const all = truth.sum(axes).add(guess.sum(axes));
  return tf.sub(1, both.mul(2).add(smooth).div(all.add(smooth)).mean()) as tf.Scalar;
}
