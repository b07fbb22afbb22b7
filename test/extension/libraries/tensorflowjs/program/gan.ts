// A DCGAN: two models that train against each other.
import * as tf from '@tensorflow/tfjs';

class Gan {
  readonly generator: tf.LayersModel;
  readonly discriminator: tf.Sequential;
  readonly combined: tf.LayersModel;

  constructor(readonly latent = 10, readonly channels = 1) {
    this.generator = this.buildGenerator();
    this.discriminator = this.buildDiscriminator();
    this.discriminator.compile({ optimizer: tf.train.adam(2e-4, 0.5), loss: 'binaryCrossentropy' });
    this.combined = this.combine();
  }

  private buildGenerator() {
    const z = tf.input({ shape: [this.latent] });
    let x = tf.layers.dense({ units: 4 * 4 * 16, useBias: false }).apply(z) as tf.SymbolicTensor;
    x = tf.layers.batchNormalization({ momentum: 0.8 }).apply(x) as tf.SymbolicTensor;
    x = tf.layers.leakyReLU({ alpha: 0.2 }).apply(x) as tf.SymbolicTensor;
    x = tf.layers.reshape({ targetShape: [4, 4, 16] }).apply(x) as tf.SymbolicTensor;
    for (const filters of [8, 4]) {
      x = tf.layers.upSampling2d({ size: [2, 2] }).apply(x) as tf.SymbolicTensor;
      x = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', useBias: false }).apply(x) as tf.SymbolicTensor;
      x = tf.layers.batchNormalization().apply(x) as tf.SymbolicTensor;
      x = tf.layers.activation({ activation: 'relu' }).apply(x) as tf.SymbolicTensor;
    }
    const image = tf.layers.conv2d({ filters: this.channels, kernelSize: 3, padding: 'same', activation: 'tanh' }).apply(x) as tf.SymbolicTensor;
    return tf.model({ inputs: z, outputs: image });
  }

  private buildDiscriminator() {
    const model = tf.sequential();
    model.add(tf.layers.conv2d({ filters: 8, kernelSize: 4, strides: 2, padding: 'same', inputShape: [16, 16, this.channels] }));
    model.add(tf.layers.leakyReLU());
    model.add(tf.layers.dropout({ rate: 0.3 }));
    model.add(tf.layers.zeroPadding2d({ padding: [[0, 1], [0, 1]] }));
    model.add(tf.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 }));
    model.add(tf.layers.globalMaxPooling2d({}));
    model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
    return model;
  }

  private combine() {
    const z = tf.input({ shape: [this.latent] });
    const fake = this.generator.apply(z) as tf.SymbolicTensor;
    this.discriminator.trainable = false;
    const verdict = this.discriminator.apply(fake) as tf.SymbolicTensor;
    const model = tf.model({ inputs: z, outputs: verdict });
    model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
    return model;
  }

  async step(real: tf.Tensor4D) {
    const count = real.shape[0];
    const noise = tf.randomNormal([count, this.latent]);
    const fake = this.generator.predict(noise) as tf.Tensor4D;
    const images = tf.concat([real, fake]);
    const labels = tf.concat([tf.ones([count, 1]), tf.zeros([count, 1])]);
    this.discriminator.trainable = true;
    await this.discriminator.trainOnBatch(images, labels);
    this.discriminator.trainable = false;
    await this.combined.trainOnBatch(noise, tf.onesLike(tf.ones([count, 1])));
    return fake;
  }
}

const gan = new Gan();
const fakes = await gan.step(tf.randomUniform([3, 16, 16, 1]));
const pixels = fakes.add(1).div(2).mul(255).clipByValue(0, 255).toInt();
const sheet = tf.concat(tf.unstack(pixels), 1);
sheet.print();
