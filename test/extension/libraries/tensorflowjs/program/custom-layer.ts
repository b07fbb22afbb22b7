// Layers of one's own: attention over time, and a residual wrapper with a config.
import * as tf from '@tensorflow/tfjs';

class TimeAttention extends tf.layers.Layer {
  static className = 'TimeAttention';
  private score!: tf.LayerVariable;

  constructor(private readonly config: { units: number; name?: string }) {
    super({ name: config.name });
  }

  build(inputShape: tf.Shape): void {
    const features = inputShape[inputShape.length - 1] as number;
    this.score = this.addWeight('score', [features, this.config.units], 'float32', tf.initializers.glorotUniform({}));
    super.build(inputShape);
  }

  computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0], inputShape[2]];
  }

  call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0] : inputs;
      const [batch, steps, features] = x.shape;
      const flat = x.reshape([batch * steps, features]);
      const scores = flat.matMul(this.score.read() as tf.Tensor2D).tanh().mean(1).reshape([batch, steps]);
      const weights = tf.softmax(scores).expandDims(-1);
      return x.mul(weights).sum(1);
    });
  }

  getConfig() {
    return { ...super.getConfig(), units: this.config.units };
  }
}
tf.serialization.registerClass(TimeAttention);

class Scale extends tf.layers.Layer {
  static get className() {
    return 'Scale';
  }
  constructor(readonly factor = 2) {
    super({});
  }
  computeOutputShape(shape: tf.Shape) {
    return shape;
  }
  call(inputs: tf.Tensor[]) {
    return inputs[0].mul(this.factor);
  }
}

const input = tf.input({ shape: [12, 6] });
let x = new Scale(0.5).apply(input) as tf.SymbolicTensor;
x = tf.layers.conv1d({ filters: 10, kernelSize: 3, padding: 'same', activation: 'relu' }).apply(x) as tf.SymbolicTensor;
const pooled = new TimeAttention({ units: 4 }).apply(x) as tf.SymbolicTensor;
const output = tf.layers.dense({ units: 3 }).apply(pooled) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: output });
const logits = model.predict(tf.randomNormal([5, 12, 6])) as tf.Tensor;
const loss = tf.losses.softmaxCrossEntropy(tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1], 'int32'), 3), logits);
loss.print();
const direct = new TimeAttention({ units: 2, name: 'direct' }).apply(tf.ones([2, 7, 3])) as tf.Tensor;
direct.print();
