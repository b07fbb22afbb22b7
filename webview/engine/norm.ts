/** The norms side by side on one tensor, and batch norm's running statistics batch by batch. */
import { ops } from './ops';
import { Refusal } from '../../kernels/ops/op';
import { run } from '../../kernels/ops/run';
import type { Run, Value } from '../../kernels/ops/run';
import { Random } from '../../kernels/wasm/random';
import type { Engine } from '../../kernels/wasm/engine';
import { Tensor } from '../../kernels/wasm/tensor';
import { fillSample } from './sample';
import { normOps } from './task';
import type { NormOp, NormResult, NormTask, RunningResult, RunningTask } from './task';

type Norm = NormResult['norms'][number];

function runOp(engine: Engine, name: string, args: Readonly<Record<string, Value>>): Run | Refusal {
  const op = ops.get(name);
  return op === undefined ? new Refusal('shape/arguments', `"${name}" cannot be run in the playground`) : run(op, engine, args);
}

/** The number of the group that an element of [N, C, ...] shares its statistics with. */
function groupOf(op: NormOp, sample: number, channel: number, channels: number, groups: number): number {
  switch (op) {
    case 'batch_norm':
      return channel;
    case 'instance_norm':
      return sample * channels + channel;
    case 'group_norm':
      return sample * groups + Math.floor((channel * groups) / channels);
    case 'layer_norm':
    case 'rms_norm':
      return sample;
  }
}

function membersOf(op: NormOp, shape: readonly number[], groups: number): Int32Array {
  const [batch = 1, channels = 1, ...rest] = shape;
  const size = rest.reduce((product, one) => product * one, 1);
  const members = new Int32Array(batch * channels * size);
  for (let sample = 0; sample < batch; sample += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      const at = (sample * channels + channel) * size;
      members.fill(groupOf(op, sample, channel, channels, groups), at, at + size);
    }
  }
  return members;
}

/** Mean and biased variance of each group, in float64; RMS norm subtracts no mean. */
function groupStatistics(op: NormOp, values: Float32Array, members: Int32Array): Pick<Norm, 'means' | 'variances'> {
  const count = members.reduce((most, member) => Math.max(most, member), -1) + 1;
  const [sizes, sums, squares] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const add = (to: Float64Array, member: number, value: number): void => {
    to[member] = (to[member] ?? 0) + value;
  };
  members.forEach((member, index) => {
    add(sizes, member, 1);
    if (op !== 'rms_norm') add(sums, member, values[index] ?? 0);
  });
  const means = sums.map((sum, member) => sum / (sizes[member] ?? 1));
  members.forEach((member, index) => {
    add(squares, member, ((values[index] ?? 0) - (means[member] ?? 0)) ** 2);
  });
  return { means: Float32Array.from(means), variances: Float32Array.from(squares, (square, member) => square / (sizes[member] ?? 1)) };
}

/** The arguments of a norm on [N, C, H, W], with the same scale and shift for every channel. */
function normArguments(engine: Engine, op: NormOp, input: Tensor, { groups, eps, gamma, beta }: NormTask): Readonly<Record<string, Value>> {
  const { shape } = input;
  const channels = shape[1] ?? 1;
  const learned = (size: readonly number[]): Readonly<Record<string, Value>> => ({ weight: engine.filled(size, gamma), bias: engine.filled(size, beta) });
  switch (op) {
    case 'batch_norm':
      return { input, running_mean: null, running_var: null, ...learned([channels]), training: true, eps };
    case 'instance_norm':
      return { input, ...learned([channels]), eps };
    case 'group_norm':
      return { input, num_groups: groups, ...learned([channels]), eps };
    case 'layer_norm':
      return { input, normalized_shape: shape.slice(1), ...learned(shape.slice(1)), eps };
    case 'rms_norm':
      return { input, normalized_shape: shape.slice(1), weight: engine.filled(shape.slice(1), gamma), eps };
  }
}

/** All norms on the same tensor. */
export function compareNorms(engine: Engine, task: NormTask): NormResult {
  return engine.scope(() => {
    const input = engine.empty(task.shape);
    fillSample(input.data, task.shape, task.sample);
    const upstream = engine.empty(task.shape);
    new Random(task.sample.seed + 77).fillNormal(upstream.data);
    const copied = (tensor: unknown): Float32Array | null => (tensor instanceof Tensor ? Float32Array.from(tensor.data) : null);
    const norms = normOps.map((op): Norm => {
      const members = membersOf(op, task.shape, task.groups);
      const known = { op, members, ...groupStatistics(op, input.data, members) };
      const result = runOp(engine, op, normArguments(engine, op, input, task));
      if (result instanceof Refusal) return { ...known, refusal: result.text, output: new Float32Array(), gradients: null };
      const output = copied(result.outputs[0]) ?? new Float32Array();
      const gradients = result.backward([upstream]);
      return {
        ...known, refusal: null, output,
        gradients: { input: copied(gradients['input']) ?? new Float32Array(), weight: copied(gradients['weight']), bias: copied(gradients['bias']) },
      };
    });
    return { input: Float32Array.from(input.data), norms };
  }, () => []);
}

function momentsOf(values: Float32Array): readonly [mean: number, biased: number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length];
}

/** Batches of which sizes are compared. */
const batchSizes = [64, 32, 16, 8, 4, 2, 1];
const trials = 200;

/** Feeds batches to batch norm, one after the other. */
export function feedBatches(engine: Engine, task: RunningTask): RunningResult {
  return engine.scope(() => {
    const { channels, batch, spatial, eps, mean, deviation, seed } = task;
    const shape = [batch, channels, spatial];
    const random = new Random(seed);
    const [runningMean, runningVariance] = [engine.zeros([channels]), engine.filled([channels], 1)];
    const steps: RunningResult['steps'][number][] = [];
    let runningBiased = 1;
    const channelOf = (values: Float32Array): Float32Array => values.filter((_, index) => Math.floor(index / spatial) % channels === 0);
    const spreadOf = (values: Float32Array): readonly [number, number] => {
      const [center, square] = momentsOf(channelOf(values));
      return [center, Math.sqrt(square)];
    };
    const input = engine.empty(shape);
    for (let step = 1; step <= task.steps; step += 1) {
      random.fillNormal(input.data);
      input.data.forEach((value, index, data) => {
        data[index] = mean + deviation * value;
      });
      const [batchMean, biased] = momentsOf(channelOf(input.data));
      const momentum = task.momentum ?? 1 / step;
      const args = { input, running_mean: runningMean, running_var: runningVariance, eps, momentum };
      const train = runOp(engine, 'batch_norm', { ...args, training: true });
      if (train instanceof Refusal) return { refusal: train.text, steps, spread: spreadsOf(engine, task) };
      const test = runOp(engine, 'batch_norm', { ...args, training: false });
      if (test instanceof Refusal) return { refusal: test.text, steps, spread: [] };
      const count = batch * spatial;
      runningBiased = (1 - momentum) * runningBiased + momentum * biased;
      steps.push({
        batchMean, biased, runningBiased,
        unbiased: count > 1 ? (biased * count) / (count - 1) : NaN,
        runningMean: runningMean.data[0] ?? NaN,
        runningVariance: runningVariance.data[0] ?? NaN,
        train: spreadOf(train.outputs[0]?.data ?? new Float32Array()),
        eval: spreadOf(test.outputs[0]?.data ?? new Float32Array()),
      });
      train.dispose();
      test.dispose();
    }
    return { refusal: null, steps, spread: spreadsOf(engine, task) };
  }, () => []);
}

/** What one and the same sample becomes in train mode, in many batches of each size: how far that lies apart. */
function spreadsOf(engine: Engine, { spatial, eps, seed }: RunningTask): RunningResult['spread'] {
  return batchSizes.map((batch) => {
    const random = new Random(seed + batch);
    const input = engine.empty([batch, 1, spatial]);
    const own = new Float32Array(spatial);
    new Random(seed).fillNormal(own);
    const outcomes = new Float32Array(trials);
    for (let trial = 0; trial < trials; trial += 1) {
      random.fillNormal(input.data);
      input.data.set(own);
      const result = runOp(engine, 'batch_norm', { input, running_mean: null, running_var: null, training: true, eps });
      if (result instanceof Refusal) return { batch, deviation: NaN, refusal: result.text };
      outcomes[trial] = result.outputs[0]?.data[0] ?? NaN;
      result.dispose();
    }
    input.dispose();
    return { batch, deviation: Math.sqrt(momentsOf(outcomes)[1]), refusal: null };
  });
}
