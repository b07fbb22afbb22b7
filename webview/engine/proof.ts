/** Measures what a finding claims: the same sample through both sides of the choice. */
import { ops } from './ops';
import { Refusal } from '../../kernels/ops/op';
import { run } from '../../kernels/ops/run';
import type { Value } from '../../kernels/ops/run';
import { Random } from '../../kernels/wasm/random';
import type { Engine } from '../../kernels/wasm/engine';
import type { Tensor } from '../../kernels/wasm/tensor';
import type { Proof, ProofResult, ProofTask } from './task';

/** Runs an op that is known to accept what it is given. */
function output(engine: Engine, name: string, args: Readonly<Record<string, Value>>): Tensor {
  const op = ops.get(name);
  if (op === undefined) throw new Error(`${name} is not known`);
  const result = run(op, engine, args);
  if (result instanceof Refusal) throw new Error(result.text);
  const [first] = result.outputs;
  if (first === undefined) throw new Error(`${name} returned nothing`);
  return first;
}

function normal(engine: Engine, shape: readonly number[], seed: number, scale = 1): Tensor {
  const tensor = engine.empty(shape);
  new Random(seed).fillNormal(tensor.data);
  if (scale !== 1) tensor.data.forEach((value, index, data) => {
    data[index] = value * scale;
  });
  return tensor;
}

function largestDifference(a: Tensor, b: Tensor): number {
  const other = b.data;
  return a.data.reduce((most, value, index) => Math.max(most, Math.abs(value - (other[index] ?? 0))), 0);
}

function momentsOf(values: Float32Array): readonly [mean: number, deviation: number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean, Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)];
}

function text(value: number): string {
  return value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6) ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}

type Measure = (engine: Engine, shape: readonly number[], seed: number) => ProofResult;

const measures: Readonly<Record<Proof, Measure>> = {
  'bias-before-norm': (engine, shape, seed) => {
    const [batch = 4, channels = 3, height = 8, width = 8] = shape;
    const input = normal(engine, [batch, channels, height, width], seed);
    const weight = normal(engine, [channels, channels, 3, 3], seed + 1, 0.2);
    const bias = normal(engine, [channels], seed + 2);
    const convolved = [bias, null].map((given) => output(engine, 'conv2d', { input, weight, bias: given, padding: 1 }));
    const normed = convolved.map((map) => output(engine, 'batch_norm', { input: map, running_mean: null, running_var: null, training: true }));
    const [[withBias, without], [after, afterWithout]] = [convolved, normed];
    if (withBias === undefined || without === undefined || after === undefined || afterWithout === undefined) throw new Error('nothing was computed');
    const difference = largestDifference(after, afterWithout);
    return {
      columns: ['bias=True', 'bias=False'],
      rows: [
        { what: 'mean after the convolution', left: text(momentsOf(withBias.data)[0]), right: text(momentsOf(without.data)[0]) },
        { what: 'mean after batch norm', left: text(momentsOf(after.data)[0]), right: text(momentsOf(afterWithout.data)[0]) },
        { what: 'learned numbers of the bias', left: String(channels), right: '0' },
        { what: 'largest difference before batch norm', left: text(largestDifference(withBias, without)), right: '' },
        { what: 'largest difference after batch norm', left: text(difference), right: '' },
      ],
      conclusion: `Batch norm subtracts the mean, and the bias with it: the outputs differ by ${text(difference)}, which is rounding.`,
    };
  },
  'dropout-before-norm': (engine, shape, seed) => {
    const [, channels = 8] = shape;
    const batch = 256;
    const input = normal(engine, [batch, channels], seed);
    input.data.forEach((value, index, data) => {
      data[index] = Math.abs(value);
    });
    engine.random.seed(seed);
    const dropped = output(engine, 'dropout', { input, p: 0.5, training: true });
    const [mean, variance] = [engine.zeros([channels]), engine.filled([channels], 1)];
    const statistics = { running_mean: mean, running_var: variance };
    const train = output(engine, 'batch_norm', { input: dropped, ...statistics, training: true, momentum: 1 });
    const test = output(engine, 'batch_norm', { input, ...statistics, training: false });
    const [[, before], [, after], [, trained], [, tested]] = [momentsOf(dropped.data), momentsOf(input.data), momentsOf(train.data), momentsOf(test.data)];
    return {
      columns: ['train', 'eval'],
      rows: [
        { what: 'deviation of what reaches batch norm', left: text(before), right: text(after) },
        { what: 'variance that batch norm divides by', left: text(variance.data[0] ?? NaN), right: text(variance.data[0] ?? NaN) },
        { what: 'deviation of its output', left: text(trained), right: text(tested) },
      ],
      conclusion: `Dropout widens what batch norm learns; at evaluation it is gone, and the output is ${text(trained / tested)} times too narrow.`,
    };
  },
  'layer-norm-axis': (engine, shape, seed) => {
    const [batch = 2, channels = 8, height = 4, width = 4] = shape;
    const input = normal(engine, [batch, channels, height, width], seed);
    // Every channel has a level of its own, as features have.
    input.data.forEach((value, index, data) => {
      data[index] = value + 5 * (Math.floor(index / (height * width)) % channels);
    });
    const overWidth = output(engine, 'layer_norm', { input, normalized_shape: [width] });
    const last = output(engine, 'permute', { input, dims: [0, 2, 3, 1] });
    const overChannels = output(engine, 'layer_norm', { input: last, normalized_shape: [channels] });
    const rowOf = (values: Float32Array, size: number): readonly [number, number] => momentsOf(values.slice(0, size));
    const position = Float32Array.from({ length: channels }, (_, channel) => overWidth.data[channel * height * width] ?? 0);
    return {
      columns: ['over the width', 'over the channels'],
      rows: [
        { what: 'elements that share a mean', left: `${String(width)} of one row`, right: `${String(channels)} channels of one position` },
        { what: 'mean over a row', left: text(rowOf(overWidth.data, width)[0]), right: '' },
        { what: 'mean over the channels of a position', left: text(momentsOf(position)[0]), right: text(rowOf(overChannels.data, channels)[0]) },
        { what: 'deviation over the channels of a position', left: text(momentsOf(position)[1]), right: text(rowOf(overChannels.data, channels)[1]) },
      ],
      conclusion: 'Over the last axis of [N, C, H, W] each row of the image is normalised by itself, and differences between channels are lost; the channels have to be last.',
    };
  },
  'flatten-against-pool': (engine, shape, seed) => {
    const [batch = 2, channels = 64, height = 7, width = 7] = shape;
    const classes = 10;
    const input = normal(engine, [batch, channels, height, width], seed);
    const flat = output(engine, 'flatten', { input, start_dim: 1 });
    const pooled = output(engine, 'flatten', { input: output(engine, 'adaptive_avg_pool2d', { input, output_size: 1 }), start_dim: 1 });
    const count = (features: number): number => features * classes + classes;
    const [left, right] = [flat.shape[1] ?? 0, pooled.shape[1] ?? 0];
    return {
      columns: ['Flatten', 'AdaptiveAvgPool2d(1)'],
      rows: [
        { what: 'features of the classifier', left: left.toLocaleString('en-US'), right: right.toLocaleString('en-US') },
        { what: `learned numbers for ${String(classes)} classes`, left: count(left).toLocaleString('en-US'), right: count(right).toLocaleString('en-US') },
        { what: 'other image sizes', left: 'refused', right: 'accepted' },
      ],
      conclusion: `The classifier after Flatten learns ${text(count(left) / count(right))} times as many numbers, and is bound to one image size.`,
    };
  },
};

/** Measures one claim. */
export function prove(engine: Engine, { proof, shape, seed }: ProofTask): ProofResult {
  return engine.scope(() => measures[proof](engine, shape, seed), () => []);
}
