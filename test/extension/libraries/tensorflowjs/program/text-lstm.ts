// Characters: an embedding, stacked recurrent layers, and sampling.
import * as tf from '@tensorflow/tfjs';

const text = 'the quick brown fox jumps over the lazy dog ';
const characters = Array.from(new Set(text)).sort();
const steps = 10;

function buildModel(cells: number[]) {
  const model = tf.sequential();
  model.add(tf.layers.embedding({ inputDim: characters.length, outputDim: 8, inputLength: steps }));
  cells.forEach((units, i) => model.add(tf.layers.lstm({ units, returnSequences: i < cells.length - 1 })));
  model.add(tf.layers.dense({ units: characters.length, activation: 'softmax' }));
  return model;
}

function windowsOf(indices: number[]): [tf.Tensor2D, tf.Tensor] {
  const xs = tf.buffer([6, steps], 'int32');
  const ys: number[] = [];
  for (let row = 0; row < 6; ++row) {
    for (let step = 0; step < steps; ++step) xs.set(indices[row + step], row, step);
    ys.push(indices[row + steps]);
  }
  return [xs.toTensor() as tf.Tensor2D, tf.oneHot(tf.tensor1d(ys, 'int32'), characters.length)];
}

function sample(probabilities: tf.Tensor1D, temperature: number) {
  return tf.tidy(() => {
    const logits = tf.div(tf.log(probabilities), Math.max(temperature, 1e-6)) as tf.Tensor1D;
    return tf.multinomial(logits, 1, undefined, false).dataSync()[0];
  });
}

const indices = Array.from(text, (character) => characters.indexOf(character));
const model = buildModel([12, 7]);
model.compile({ optimizer: tf.train.rmsprop(0.01), loss: 'categoricalCrossentropy' });
const [xs, ys] = windowsOf(indices);
await model.fit(xs, ys, { epochs: 1, batchSize: 2, verbose: 0 });

let seed = indices.slice(0, steps);
while (seed.length < steps + 3) {
  const input = tf.tensor2d([seed.slice(-steps)], [1, steps]);
  const output = model.predict(input) as tf.Tensor;
  seed = [...seed, sample(output.squeeze() as tf.Tensor1D, 0.5)];
}

const both = tf.sequential();
both.add(tf.layers.bidirectional({ layer: tf.layers.gru({ units: 5, returnSequences: true }) as tf.RNN, mergeMode: 'concat', inputShape: [steps, 3] }));
both.add(tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 4 }) }));
both.add(tf.layers.simpleRNN({ units: 6 }));
const summaryOfAll = both.predict(tf.zeros([2, steps, 3])) as tf.Tensor;
summaryOfAll.print();
