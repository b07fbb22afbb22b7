/** The engine as a peer among the others: through its public calls, infer and allocation included. */
import { ops } from '../../../kernels/ops/all';
import { Refusal } from '../../../kernels/ops/op';
import { run } from '../../../kernels/ops/run';
import type { Value } from '../../../kernels/ops/run';
import { createEngine } from '../../../kernels/wasm/engine';
import type { Engine } from '../../../kernels/wasm/engine';
import type { Tensor } from '../../../kernels/wasm/tensor';

interface Case {
  readonly kind: string;
  readonly x: readonly number[];
  readonly out: readonly number[];
  readonly w?: readonly number[];
  readonly k: number;
  readonly s: number;
  readonly p: number;
  readonly groups: number;
}

export interface Prepared {
  readonly run: () => void;
  readonly first: () => number;
  readonly dispose: () => void;
}

/** The op and its arguments, by the kind of case. */
function callOf({ kind, x, k, s, p, groups }: Case, given: Readonly<Record<string, Tensor>>): readonly [string, Readonly<Record<string, Value>>] {
  const { gamma = null, beta = null, mean = null, variance = null, w = null, b = null } = given;
  const input = given['x'] ?? null;
  const window = { input, kernel_size: k, stride: s, padding: p };
  switch (kind) {
    case 'max_pool': return ['max_pool2d', window];
    case 'max_pool_indices':
    case 'max_pool_backward': return ['max_pool2d', { ...window, return_indices: true }];
    case 'avg_pool':
    case 'avg_pool_backward': return ['avg_pool2d', window];
    case 'adaptive_avg': return ['adaptive_avg_pool2d', { input, output_size: 1 }];
    case 'batch_norm_train':
    case 'batch_norm_backward': return ['batch_norm', { input, running_mean: mean, running_var: variance, weight: gamma, bias: beta, training: true }];
    case 'batch_norm_eval': return ['batch_norm', { input, running_mean: mean, running_var: variance, weight: gamma, bias: beta }];
    case 'layer_norm':
    case 'layer_norm_backward': return ['layer_norm', { input, normalized_shape: x.slice(-1), weight: gamma, bias: beta }];
    case 'group_norm': return ['group_norm', { input, num_groups: groups, weight: gamma, bias: beta }];
    case 'softmax': return ['softmax', { input, dim: -1 }];
    case 'conv2d': return ['conv2d', { input, weight: w, bias: b, padding: p }];
    default: return ['linear', { input, weight: w, bias: b }];
  }
}

/** Makes the peer of the bytes of the kernels. */
export async function enginePeer(bytes: Uint8Array): Promise<{ readonly name: string; readonly prepare: (item: Case, inputs: Readonly<Record<string, Float32Array>>) => Prepared | null }> {
  const engine = await createEngine(Uint8Array.from(bytes));
  return { name: 'engine', prepare: (item, inputs) => prepare(engine, item, inputs) };
}

function prepare(engine: Engine, item: Case, inputs: Readonly<Record<string, Float32Array>>): Prepared | null {
  const shapes: Readonly<Record<string, readonly number[]>> = { x: item.x, dy: item.out, ...(item.w && { w: item.w }) };
  const given = Object.fromEntries(Object.entries(inputs).map(([name, values]) => [name, engine.tensor(shapes[name] ?? [values.length], values)]));
  const free = () => {
    for (const tensor of Object.values(given)) tensor.dispose();
  };
  const [name, args] = callOf(item, given);
  const op = ops.get(name);
  const forward = () => (op === undefined ? new Refusal('', '') : run(op, engine, args));
  const base = forward();
  if (base instanceof Refusal) {
    free();
    return null;
  }
  const value = base.outputs[0]?.data[0] ?? NaN;
  const dispose = () => {
    base.dispose();
    free();
  };
  if (!item.kind.endsWith('_backward')) {
    const again = () => {
      const result = forward();
      if (!(result instanceof Refusal)) result.dispose();
    };
    return { run: again, first: () => value, dispose };
  }
  const backward = () => {
    for (const gradient of Object.values(base.backward([given['dy'] ?? null]))) (gradient as Tensor | null)?.dispose();
  };
  return { run: backward, first: () => NaN, dispose };
}
