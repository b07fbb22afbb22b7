// A policy that is learned from episodes.
import * as tf from '@tensorflow/tfjs';

class PolicyNetwork {
  constructor(hiddenLayerSizes) {
    const sizes = typeof hiddenLayerSizes === 'number' ? [hiddenLayerSizes] : hiddenLayerSizes;
    this.policyNet = tf.sequential();
    sizes.forEach((units, i) => {
      this.policyNet.add(tf.layers.dense({ units, activation: 'elu', inputShape: i === 0 ? [4] : undefined }));
    });
    this.policyNet.add(tf.layers.dense({ units: 1 }));
  }

  getLogitsAndActions(inputs) {
    return tf.tidy(() => {
      const logits = this.policyNet.predict(inputs);
      const leftProb = tf.sigmoid(logits);
      const probs = tf.concat([leftProb, tf.sub(1, leftProb)], 1);
      const actions = tf.multinomial(probs, 1, null, true);
      return [logits, actions];
    });
  }
}

function discount(rewards, rate) {
  const kept = [];
  let sum = 0;
  for (let i = rewards.length - 1; i >= 0; i--) {
    sum = rewards[i] + rate * sum;
    kept.unshift(sum);
  }
  return tf.tensor1d(kept);
}

const network = new PolicyNetwork([8, 6]);
const state = tf.tensor2d([[0.1, 0.2, 0.3, 0.4], [0.5, 0.6, 0.7, 0.8]]);
const [logits, actions] = network.getLogitsAndActions(state);
const returns = discount([1, 1, 1, 0, 1], 0.95);
const { mean, variance } = tf.moments(returns);
const normalised = returns.sub(mean).div(variance.sqrt());
const loss = tf.losses.sigmoidCrossEntropy(tf.sub(1, actions.cast('float32')), logits).asScalar();
loss.mul(normalised.sum());

const dqn = tf.sequential();
for (const [i, filters] of [32, 64].entries()) {
  dqn.add(tf.layers.conv2d({ filters, kernelSize: 3, strides: 1, activation: 'relu', ...(i === 0 ? { inputShape: [9, 9, 2] } : {}) }));
  dqn.add(tf.layers.batchNormalization());
}
dqn.add(tf.layers.flatten());
dqn.add(tf.layers.dense({ units: 3 }));
const qs = dqn.predict(tf.zeros([10, 9, 9, 2]));
const chosen = qs.mul(tf.oneHot(tf.zeros([10], 'int32'), 3)).sum(-1);
chosen.sub(qs.max(-1)).square().mean();
