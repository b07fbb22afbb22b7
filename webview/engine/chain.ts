/** Follows a chain of layers: the shapes on its edges, what the rules say of it, and what it makes of a sample. */
import { opOf } from './ops';
import { statisticsOf } from '../../kernels/ops/computation';
import { Refusal } from '../../kernels/ops/op';
import type { Application } from '../../kernels/ops/op';
import { run } from '../../kernels/ops/run';
import type { Value } from '../../kernels/ops/run';
import type { Engine } from '../../kernels/wasm/engine';
import type { Tensor } from '../../kernels/wasm/tensor';
import { applied, argumentsOf, describe } from './describe';
import { judge } from './graph';
import { fitted } from './learned';
import { tensorOf } from './operand';
import type { ChainItem, ChainResult, ChainStep, ChainTask, Layer } from './task';

/** Says how far it is, and whether to go on. */
export type Pause = (done: number) => Promise<boolean>;

/** The layer on the shapes that reach it. */
function reached(item: ChainItem, steps: readonly ChainStep[], outputs: readonly (readonly (readonly number[] | null)[])[]): Layer | null {
  const operands = item.layer.operands.map((operand, index) => {
    const from = item.from[index] ?? null;
    if (from === null) return operand;
    const shape = outputs[from.item]?.[from.output] ?? null;
    return shape === null ? null : { ...operand, shape };
  });
  return operands.every((operand) => operand !== null) ? fitted({ ...item.layer, operands }) : null;
}

function sizesOf(shape: Application['outputs'][number]['shape']): readonly number[] | null {
  return shape?.every((dim) => typeof dim === 'number') === true ? shape : null;
}

interface Followed {
  readonly steps: readonly ChainStep[];
  readonly applications: readonly (Application | Refusal | null)[];
}

/** Shapes, forms and costs, without numbers. A refusal goes on with what the output would be, where that is plain. */
function follow(items: readonly ChainItem[]): Followed {
  const steps: ChainStep[] = [];
  const applications: (Application | Refusal | null)[] = [];
  const outputs: (readonly (readonly number[] | null)[])[] = [];
  for (const item of items) {
    const layer = reached(item, steps, outputs);
    const application = layer === null ? null : applied(layer);
    const { fields, macs, parameters } = describe(layer ?? item.layer);
    const isRefused = application instanceof Refusal;
    const shapes = application === null ? [] : isRefused ? [sizesOf(application.recovery?.shape ?? null)] : application.outputs.map(({ shape }) => sizesOf(shape));
    applications.push(application);
    outputs.push(shapes);
    steps.push({
      refusal: application === null ? 'What reaches it has no known shape' : isRefused ? application.text : null,
      output: shapes[0] ?? null, parameters, macs, fields, layer: layer ?? item.layer, time: null, statistics: null,
    });
  }
  return { steps, applications };
}

/** Does a chain task. Numbers are given up as soon as nothing takes them any more. */
export async function runChainTask(engine: Engine, task: ChainTask, pause: Pause): Promise<ChainResult> {
  const { items, sample } = task;
  const { steps, applications } = follow(items);
  const judgements = judge(items, steps, applications);
  if (!task.runs) return { steps, judgements, isWhole: false };
  const lastUse = new Map<number, number>();
  items.forEach((item, index) => {
    for (const from of item.from) if (from !== null) lastUse.set(from.item, index);
  });
  const ran: ChainStep[] = [];
  const made = new Map<number, readonly Tensor[]>();
  const free = (item: number): void => {
    for (const tensor of made.get(item) ?? []) tensor.dispose();
    made.delete(item);
  };
  let isWhole = true;
  try {
    for (const [index, step] of steps.entries()) {
      const item = items[index];
      const op = opOf(step.layer);
      const isReady = item?.from.every((from) => from === null || made.has(from.item)) === true;
      if (item === undefined || op === undefined || step.refusal !== null || !isReady) {
        isWhole = false;
        ran.push(step);
        continue;
      }
      const own: Tensor[] = [];
      const args = argumentsOf<Value>(step.layer, (operand, at) => {
        const from = item.from[at] ?? null;
        const given = from === null ? undefined : made.get(from.item)?.[from.output];
        if (given !== undefined) return given;
        const tensor = tensorOf(engine, step.layer, operand, at, sample);
        own.push(tensor);
        return tensor;
      }, (list) => list);
      const start = performance.now();
      const result = run(op, engine, args);
      const time = performance.now() - start;
      for (const tensor of own) tensor.dispose();
      if (result instanceof Refusal) {
        isWhole = false;
        ran.push({ ...step, refusal: result.text });
        continue;
      }
      const [output] = result.outputs;
      ran.push({ ...step, time, statistics: output?.dtype === 'float32' ? statisticsOf(engine, output) : null });
      // What the backward would want is not kept; the outputs are, under other names.
      made.set(index, result.outputs.map((tensor) => engine.view(tensor, tensor.shape)));
      result.dispose();
      for (const from of item.from) if (from !== null && lastUse.get(from.item) === index) free(from.item);
      if (!lastUse.has(index)) free(index);
      if (!(await pause((index + 1) / steps.length))) return { steps: [...ran, ...steps.slice(ran.length)], judgements, isWhole: false };
    }
  } finally {
    for (const item of [...made.keys()]) free(item);
  }
  return { steps: ran, judgements, isWhole };
}
