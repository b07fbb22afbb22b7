// A convolutional classifier, layer by layer, with its training data.
import * as tf from '@tensorflow/tfjs';

const IMAGE = 28;
const CLASSES = 10;

function createConvModel(): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ inputShape: [IMAGE, IMAGE, 1], kernelSize: 3, filters: 16, activation: 'relu' }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }));
  model.add(tf.layers.conv2d({ kernelSize: 3, filters: 32, activation: 'relu' }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }));
  model.add(tf.layers.conv2d({ kernelSize: 3, filters: 32, activation: 'relu' }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 64, activation: 'relu' }));
  model.add(tf.layers.dense({ units: CLASSES, activation: 'softmax' }));
  return model;
}

class MnistData {
  readonly size = 64;
  nextBatch(count: number): { xs: tf.Tensor4D; labels: tf.Tensor2D } {
    const xs = tf.zeros([count, IMAGE * IMAGE]).reshape([count, IMAGE, IMAGE, 1]) as tf.Tensor4D;
    const labels = tf.oneHot(tf.zeros([count], 'int32'), CLASSES) as tf.Tensor2D;
    return { xs, labels };
  }
}

async function main(): Promise<void> {
  const data = new MnistData();
  const model = createConvModel();
  model.compile({ optimizer: 'rmsprop', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  const { xs, labels } = data.nextBatch(data.size);
  await model.fit(xs, labels, { batchSize: 16, epochs: 1, verbose: 0 });
  const test = data.nextBatch(8);
  tf.tidy(() => {
    const output = model.predict(test.xs) as tf.Tensor;
    const predictions = output.argMax(1);
    const truth = test.labels.argMax(1);
    const accuracy = predictions.equal(truth).cast('float32').mean();
    accuracy.print();
  });
  const [loss, accuracy] = model.evaluate(test.xs, test.labels, { verbose: 0 } as tf.ModelEvaluateArgs) as tf.Scalar[];
  loss?.print();
  accuracy?.print();
}

void main();
