// Sequence to sequence with states that are handed on, an attention by layers, and a second model out of the same layers.
import * as tf from '@tensorflow/tfjs';

const [source, target, embed, hidden] = [12, 9, 16, 24];
const lengths = { encoder: 7, decoder: 5 };

function encoder() {
  const input = tf.input({ shape: [lengths.encoder], name: 'source' });
  const embedded = tf.layers.embedding({ inputDim: source, outputDim: embed, maskZero: true }).apply(input);
  const outputs = tf.layers.lstm({ units: hidden, returnSequences: true, returnState: true }).apply(embedded);
  return { input, outputs };
}

function attend(query, keys) {
  const scores = tf.layers.dot({ axes: [2, 2] }).apply([query, keys]);
  const weights = tf.layers.activation({ activation: 'softmax' }).apply(scores);
  const context = tf.layers.dot({ axes: [2, 1] }).apply([weights, keys]);
  return tf.layers.concatenate().apply([context, query]);
}

const { input: encoded, outputs: [sequence, h, c] } = encoder();
const decoderInput = tf.input({ shape: [lengths.decoder] });
const decoderEmbedding = tf.layers.embedding({ inputDim: target, outputDim: embed });
const decoderCell = tf.layers.lstm({ units: hidden, returnSequences: true });
const decoded = decoderCell.apply(decoderEmbedding.apply(decoderInput));
const state = tf.layers.average().apply([h, c]);
const mixed = attend(decoded, sequence);
const tanh = tf.layers.timeDistributed({ layer: tf.layers.dense({ units: hidden, activation: 'tanh' }) }).apply(mixed);
const logits = tf.layers.timeDistributed({ layer: tf.layers.dense({ units: target, activation: 'softmax' }) }).apply(tanh);
const model = tf.model({ inputs: [encoded, decoderInput], outputs: logits });

const summariser = tf.model({ inputs: encoded, outputs: state });
const both = tf.layers.bidirectional({ layer: tf.layers.gru({ units: 6, returnSequences: false }), mergeMode: 'concat' });
const summary = both.apply(sequence);
const reader = tf.model({ inputs: encoded, outputs: summary });

const words = tf.randomUniform([3, lengths.encoder], 1, source, 'int32');
const starts = tf.ones([3, lengths.decoder]);
const predicted = model.predict([words, starts]);
const states = summariser.predict(words);
const read = reader.predict(words);
const best = predicted.argMax(2);
const [first, ...rest] = best.unstack();
const sentence = tf.concat([first, ...rest].map((one) => one.expandDims(0)));
const accuracy = tf.metrics.categoricalAccuracy(tf.oneHot(best, target), predicted).mean();
const loss = tf.losses.softmaxCrossEntropy(tf.oneHot(best, target).reshape([-1, target]), predicted.reshape([-1, target]));
