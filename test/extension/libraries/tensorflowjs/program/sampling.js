// A variational autoencoder with a sampling layer of its own.
import * as tf from '@tensorflow/tfjs';

class ZLayer extends tf.layers.Layer {
  constructor(config) {
    super(config || {});
  }

  computeOutputShape(inputShape) {
    return inputShape[0];
  }

  call(inputs, kwargs) {
    const [zMean, zLogVar] = inputs;
    const batch = zMean.shape[0];
    const dim = zMean.shape[1];
    const epsilon = tf.randomNormal([batch, dim]);
    return zMean.add(zLogVar.mul(0.5).exp().mul(epsilon));
  }

  static get className() {
    return 'ZLayer';
  }
}
tf.serialization.registerClass(ZLayer);

function encoder({ originalDim, intermediateDim, latentDim }) {
  const inputs = tf.input({ shape: [originalDim], name: 'encoder_input' });
  const x = tf.layers.dense({ units: intermediateDim, activation: 'relu' }).apply(inputs);
  const zMean = tf.layers.dense({ units: latentDim, name: 'z_mean' }).apply(x);
  const zLogVar = tf.layers.dense({ units: latentDim, name: 'z_log_var' }).apply(x);
  const z = new ZLayer({ name: 'z' }).apply([zMean, zLogVar]);
  return tf.model({ inputs, outputs: [zMean, zLogVar, z], name: 'encoder' });
}

function decoder({ originalDim, intermediateDim, latentDim }) {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: intermediateDim, activation: 'relu', inputShape: [latentDim] }),
      tf.layers.dense({ units: originalDim, activation: 'sigmoid' }),
    ],
  });
  return model;
}

function vaeLoss(inputs, [decoded, zMean, zLogVar]) {
  const reconstruction = tf.losses.meanSquaredError(inputs, decoded).mul(inputs.shape[1]);
  const kl = tf.scalar(1).add(zLogVar).sub(zMean.square()).sub(zLogVar.exp()).sum(-1).mul(-0.5);
  return reconstruction.add(kl.mean());
}

const sizes = { originalDim: 784, intermediateDim: 128, latentDim: 8 };
const enc = encoder(sizes);
const dec = decoder(sizes);
const optimizer = tf.train.adam(1e-3);
for (let step = 0; step < 2; step++) {
  const batch = tf.randomUniform([4, 784]);
  optimizer.minimize(() => {
    const [zMean, zLogVar, z] = enc.apply(batch);
    const decoded = dec.apply(z);
    return vaeLoss(batch, [decoded, zMean, zLogVar]);
  });
}
