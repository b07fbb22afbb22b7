// A small transformer of plain ops and variables.
import * as tf from '@tensorflow/tfjs';

interface Config { vocabulary: number; width: number; heads: number; layers: number; length: number }
const config: Config = { vocabulary: 20, width: 16, heads: 4, layers: 2, length: 8 };

const weight = (shape: number[]) => tf.variable(tf.randomNormal(shape, 0, 0.02));

class LayerNorm {
  private readonly gain: tf.Variable;
  private readonly shift: tf.Variable;
  constructor(width: number) {
    this.gain = tf.variable(tf.ones([width]));
    this.shift = tf.variable(tf.zeros([width]));
  }
  run(x: tf.Tensor) {
    const { mean, variance } = tf.moments(x, -1, true);
    return x.sub(mean).div(variance.add(1e-5).sqrt()).mul(this.gain).add(this.shift);
  }
}

class Linear {
  private readonly w: tf.Variable;
  private readonly b: tf.Variable;
  constructor(private readonly from: number, private readonly to: number) {
    this.w = weight([from, to]);
    this.b = tf.variable(tf.zeros([to]));
  }
  run(x: tf.Tensor): tf.Tensor {
    const leading = x.shape.slice(0, -1);
    const rows = x.reshape([-1, this.from]);
    return tf.matMul(rows as tf.Tensor2D, this.w as tf.Tensor2D).add(this.b).reshape([...leading, this.to]);
  }
}

class Block {
  private readonly norms: LayerNorm[];
  private readonly qkv: Linear;
  private readonly out: Linear;
  private readonly up: Linear;
  private readonly down: Linear;
  constructor(private readonly c: Config) {
    this.norms = [new LayerNorm(c.width), new LayerNorm(c.width)];
    this.qkv = new Linear(c.width, 3 * c.width);
    this.out = new Linear(c.width, c.width);
    this.up = new Linear(c.width, 4 * c.width);
    this.down = new Linear(4 * c.width, c.width);
  }

  attend(x: tf.Tensor) {
    const [batch, length, width] = x.shape;
    const { heads } = this.c;
    const split = (t: tf.Tensor) => t.reshape([batch, length, heads, width / heads]).transpose([0, 2, 1, 3]);
    const [q, k, v] = tf.split(this.qkv.run(x), 3, -1).map(split);
    const scores = tf.matMul(q, k, false, true).div(Math.sqrt(width / heads));
    const mask = tf.linalg.bandPart(tf.ones([length, length]), -1, 0);
    const kept = scores.add(tf.sub(1, mask).mul(-1e9));
    const mixed = tf.softmax(kept).matMul(v);
    return this.out.run(mixed.transpose([0, 2, 1, 3]).reshape([batch, length, width]));
  }

  run(x: tf.Tensor) {
    const attended = x.add(this.attend(this.norms[0].run(x)));
    return attended.add(this.down.run(tf.relu(this.up.run(this.norms[1].run(attended)))));
  }
}

const table = weight([config.vocabulary, config.width]);
const places = weight([config.length, config.width]);
const blocks = Array.from({ length: config.layers }, () => new Block(config));
const last = new LayerNorm(config.width);

function logitsOf(tokens: tf.Tensor2D) {
  const [batch, length] = tokens.shape;
  let x: tf.Tensor = tf.gather(table, tokens.flatten().toInt()).reshape([batch, length, config.width]);
  x = x.add(places.slice([0, 0], [length, -1]));
  for (const block of blocks) x = block.run(x);
  const rows = last.run(x).reshape([batch * length, config.width]);
  return tf.matMul(rows, table as tf.Tensor2D, false, true).reshape([batch, length, config.vocabulary]);
}

const tokens = tf.randomUniform([2, 6], 0, config.vocabulary, 'int32') as tf.Tensor2D;
const { value, grads } = tf.variableGrads(() => {
  const logits = logitsOf(tokens);
  const targets = tf.oneHot(tokens, config.vocabulary);
  return tf.losses.softmaxCrossEntropy(targets.reshape([-1, config.vocabulary]), logits.reshape([-1, config.vocabulary])) as tf.Scalar;
});
tf.train.adam(1e-3).applyGradients(grads);
value.print();
const next = logitsOf(tokens).gather([5], 1).squeeze([1]);
const { values, indices } = tf.topk(next, 3);
values.mul(1).print();
indices.print();
