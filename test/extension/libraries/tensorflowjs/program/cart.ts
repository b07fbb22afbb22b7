// Reinforcement learning: a policy, a memory, discounted rewards, and a Q network that is copied.
import * as tf from '@tensorflow/tfjs';

interface Step { state: number[]; action: number; reward: number; next: number[]; done: boolean }

class Memory {
  private readonly steps: Step[] = [];
  add(step: Step) {
    this.steps.push(step);
    if (this.steps.length > 50) this.steps.shift();
  }
  first(count: number): Step[] {
    return this.steps.slice(0, count);
  }
}

function createNetwork(inputs: number, actions: number, trainable = true) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [inputs], trainable }));
  model.add(tf.layers.dense({ units: 8, activation: 'relu', trainable }));
  model.add(tf.layers.dense({ units: actions, trainable }));
  return model;
}

class Agent {
  readonly online = createNetwork(4, 2);
  readonly target = createNetwork(4, 2, false);
  readonly memory = new Memory();
  private readonly optimizer = tf.train.adam(1e-3);

  act(state: number[]): number {
    return tf.tidy(() => {
      const values = this.online.predict(tf.tensor2d([state])) as tf.Tensor2D;
      return values.argMax(1).dataSync()[0];
    });
  }

  sync() {
    this.target.setWeights(this.online.getWeights());
  }

  replay(count: number, gamma: number) {
    const batch = this.memory.first(count);
    const loss = () => tf.tidy(() => {
      const states = tf.tensor2d(batch.map(({ state }) => state));
      const actions = tf.tensor1d(batch.map(({ action }) => action), 'int32');
      const q = this.online.apply(states, { training: true }) as tf.Tensor2D;
      const chosen = q.mul(tf.oneHot(actions, 2)).sum(-1);
      const rewards = tf.tensor1d(batch.map(({ reward }) => reward));
      const best = (this.target.predict(tf.tensor2d(batch.map(({ next }) => next))) as tf.Tensor2D).max(-1);
      const going = tf.scalar(1).sub(tf.tensor1d(batch.map(({ done }) => Number(done))));
      const wanted = rewards.add(best.mul(going).mul(gamma));
      return tf.losses.huberLoss(wanted, chosen) as tf.Scalar;
    });
    const { value, grads } = tf.variableGrads(loss);
    this.optimizer.applyGradients(grads);
    return value;
  }
}

function discounted(rewards: number[], gamma: number) {
  const sums: number[] = [];
  let sum = 0;
  for (const reward of [...rewards].reverse()) {
    sum = reward + gamma * sum;
    sums.unshift(sum);
  }
  const values = tf.tensor1d(sums);
  return values.sub(values.mean());
}

const agent = new Agent();
for (let i = 0; i < 6; i++) {
  const state = [0.1 * i, 0, 0.2, -0.1];
  agent.memory.add({ state, action: agent.act(state), reward: 1, next: state.map((x) => x + 0.1), done: i === 5 });
}
agent.sync();
const cost = agent.replay(6, 0.95);
cost.print();
const advantages = discounted([1, 1, 0, 1], 0.9);
const logits = agent.online.predict(tf.zeros([4, 4])) as tf.Tensor2D;
const taken = tf.logSoftmax(logits).mul(tf.oneHot(tf.tensor1d([0, 1, 1, 0], 'int32'), 2)).sum(1);
taken.mul(advantages).mean().neg().print();
