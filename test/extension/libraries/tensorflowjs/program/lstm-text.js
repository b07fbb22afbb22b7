// Text, letter by letter.
import * as tf from '@tensorflow/tfjs';

export function createModel(sampleLength, charSetSize, lstmLayerSizes) {
  const sizes = Array.isArray(lstmLayerSizes) ? lstmLayerSizes : [lstmLayerSizes];
  const model = tf.sequential();
  for (let i = 0; i < sizes.length; ++i) {
    model.add(tf.layers.lstm({
      units: sizes[i],
      returnSequences: i < sizes.length - 1,
      inputShape: i === 0 ? [sampleLength, charSetSize] : undefined,
    }));
  }
  model.add(tf.layers.dense({ units: charSetSize, activation: 'softmax' }));
  return model;
}

const model = createModel(20, 30, [16, 12]);
const seed = tf.zeros([1, 20, 30]);
const output = model.predict(seed);
const next = tf.tidy(() => {
  const logits = tf.div(tf.log(output.squeeze()), 0.6);
  return tf.multinomial(logits, 1, null, false);
});
next.reshape([]);

const embedding = tf.sequential({
  layers: [
    tf.layers.embedding({ inputDim: 100, outputDim: 8, inputLength: 15 }),
    tf.layers.bidirectional({ layer: tf.layers.gru({ units: 6, returnSequences: true }), mergeMode: 'concat' }),
    tf.layers.conv1d({ filters: 10, kernelSize: 3, padding: 'same', activation: 'relu' }),
    tf.layers.globalMaxPooling1d(),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
embedding.predict(tf.zeros([5, 15]));
embedding.predict(tf.ones([2, 15])).greater(0.5).squeeze();
