import * as tf from '@tensorflow/tfjs';

/** Two convolutions with norms. */
export function double(x: tf.SymbolicTensor, filters: number): tf.SymbolicTensor {
  for (let i = 0; i < 2; i++) {
    const y = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', useBias: false, kernelInitializer: 'heNormal' }).apply(x);
    x = tf.layers.activation({ activation: 'relu' }).apply(tf.layers.batchNormalization().apply(y)) as tf.SymbolicTensor;
  }
  return x;
}

export const up = (x: tf.SymbolicTensor, filters: number) =>
  tf.layers.conv2dTranspose({ filters, kernelSize: 2, strides: 2, padding: 'same' }).apply(x) as tf.SymbolicTensor;
