/** Runs one layer on a sample, forward and backward, and keeps its tensors for those who want all of their numbers. */
import { channelsFirst, channelsFirstShape, inLayout } from './layout';
import { opOf } from './ops';
import { Refusal } from '../../kernels/ops/op';
import { run } from '../../kernels/ops/run';
import type { Run, Value } from '../../kernels/ops/run';
import { Random } from '../../kernels/wasm/random';
import type { Engine } from '../../kernels/wasm/engine';
import { Tensor } from '../../kernels/wasm/tensor';
import { argumentsOf, describe } from './describe';
import { isLearned, tensorOf } from './operand';
import { numbersOf, planeOf, planesOf } from './numbers';
import type { CompareResult, CompareTask, RunResult, RunTask, Upstream, WholeResult, WholeTask } from './task';

type Ran = NonNullable<RunResult['run']>;

export class LayerRunner {
  /** Of the last run. */
  private kept: Readonly<Partial<Record<WholeTask['what'], Tensor>>> = {};
  private held: readonly { dispose: () => void }[] = [];

  constructor(private readonly engine: Engine) {}

  run(task: RunTask): RunResult {
    const description = describe(task.layer);
    if (description.refusal !== null) return { description, run: null, refusal: description.refusal };
    const op = opOf(task.layer);
    if (op === undefined) return { description, run: null, refusal: description.refusal };
    const tensors: Tensor[] = [];
    const made = (operand: Parameters<typeof tensorOf>[2], index: number): Tensor => {
      const tensor = tensorOf(this.engine, task.layer, operand, index, task.sample);
      tensors.push(tensor);
      return tensor;
    };
    const args = argumentsOf<Value>(task.layer, made, (items) => items);
    this.engine.random.seed(task.sample.seed);
    const start = performance.now();
    const result = run(op, this.engine, args);
    const forwardTime = performance.now() - start;
    if (result instanceof Refusal) {
      for (const tensor of tensors) tensor.dispose();
      return { description, run: null, refusal: result.text };
    }
    this.release();
    this.held = [...tensors, result];
    return { description, run: this.shown(task, tensors, result, forwardTime), refusal: null };
  }

  whole({ what }: WholeTask): WholeResult | null {
    const tensor = this.kept[what];
    return tensor === undefined ? null : { shape: tensor.shape, values: Float32Array.from(tensor.dtype === 'float32' ? tensor.data : tensor.indices) };
  }

  private shown(task: RunTask, tensors: readonly Tensor[], result: Run, forwardTime: number): Ran {
    const { engine } = this;
    const [input] = tensors;
    const [output, second] = result.outputs;
    if (input === undefined || output === undefined) throw new Error(`${task.layer.op} has no tensor to show`);
    const first = task.others === 0 ? 0 : task.plane - (task.plane % task.others);
    const shown = (tensor: Tensor, others = task.others): ReturnType<typeof numbersOf> => engine.scope(
      () => ({ ...numbersOf(engine, channelsFirst(engine, task.layer, tensor), task.plane, first, others), shape: tensor.shape }),
      () => [],
    );
    this.kept = { input, output };
    const forward = {
      input: shown(input), output: shown(output), forwardTime,
      indices: second?.dtype === 'int64' ? planeOf(second, task.plane) : null,
    };
    const none = { upstream: null, gradient: null, learned: [], backwardTime: 0 };
    if (task.upstream === null || output.dtype !== 'float32') return { ...forward, ...none };
    const planes = engine.empty(channelsFirstShape(task.layer, output.shape));
    fillUpstream(planes, task.upstream, task.plane, task.sample.seed);
    const upstream = inLayout(engine, task.layer, planes);
    if (upstream !== planes) planes.dispose();
    this.held = [...this.held, upstream];
    const start = performance.now();
    let gradients: ReturnType<Run['backward']>;
    try {
      gradients = result.backward([upstream]);
    } catch (error) {
      if (error instanceof Refusal) return { ...forward, ...none };
      throw error;
    }
    const backwardTime = performance.now() - start;
    const single = Object.entries(gradients).flatMap(([name, value]) => (value instanceof Tensor ? [{ name, value }] : []));
    this.held = [...this.held, ...Object.values(gradients).flatMap((value) => value ?? [])];
    const own = single.find(({ name }) => name === 'input')?.value ?? single[0]?.value;
    if (own !== undefined) this.kept = { ...this.kept, gradient: own };
    return {
      ...forward, backwardTime,
      upstream: shown(upstream, 0),
      gradient: own === undefined ? null : shown(own),
      learned: single.filter(({ name }) => isLearned(task.layer, { name })).map(({ name, value }) => ({ name, numbers: numbersOf(engine, value, 0) })),
    };
  }

  private release(): void {
    for (const one of this.held) one.dispose();
    this.held = [];
    this.kept = {};
  }
}

/** Runs several layers on the same sample. */
export function compare(engine: Engine, { layers, sample, plane }: CompareTask): CompareResult {
  return {
    outcomes: layers.map((layer) => engine.scope(() => {
      const description = describe(layer);
      const refused = (refusal: string | null): CompareResult['outcomes'][number] => ({ refusal, shape: [], plane: null, parameters: 0, time: 0 });
      const op = opOf(layer);
      if (description.refusal !== null || op === undefined) return refused(description.refusal);
      const args = argumentsOf<Value>(layer, (operand, index) => tensorOf(engine, layer, operand, index, sample), (items) => items);
      const start = performance.now();
      const result = run(op, engine, args);
      const time = performance.now() - start;
      if (result instanceof Refusal) return refused(result.text);
      const [output] = result.outputs;
      return output === undefined ? refused(null) : { refusal: null, shape: output.shape, plane: planeOf(channelsFirst(engine, layer, output), plane), parameters: description.parameters, time };
    }, () => [])),
  };
}

function fillUpstream(to: Tensor, upstream: Upstream, plane: number, seed: number): void {
  const { data, shape } = to;
  if (upstream.kind === 'ones') data.fill(1);
  else if (upstream.kind === 'random') new Random(seed + 77).fillNormal(data);
  else {
    data.fill(0);
    const size = (shape.at(-2) ?? 1) * (shape.at(-1) ?? 1);
    const at = Math.min(plane, planesOf(shape) - 1) * size + Math.min(upstream.index, size - 1);
    if (at >= 0 && at < data.length) data[at] = 1;
  }
}
