/** The recorded cases, and their arguments as ops take them. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Datum } from '../../../kernels/ops/op';
import type { DType, TensorType } from '../../../kernels/ops/tensor-type';

export interface TensorAnswer {
  /** Null where the size depends on the tensors' numbers. */
  readonly shape: readonly (number | null)[];
  readonly dtype: DType;
}

export type Answer = TensorAnswer | { readonly tuple: readonly TensorAnswer[] };

export type Argument =
  | number
  | string
  | boolean
  | null
  | readonly Argument[]
  | { readonly float: number }
  | { readonly slice: readonly Argument[] }
  | { readonly ellipsis: true }
  | { readonly dtype: DType; readonly tensor?: readonly number[] };

export interface Case {
  readonly op: string;
  readonly args: Readonly<Record<string, Argument>>;
  readonly out?: Answer;
  readonly error?: { readonly type: string; readonly text: string };
}

export const folder = 'test/kernels/ops/truth';

/** Every case, by op. */
export function readCases(): ReadonlyMap<string, readonly Case[]> {
  const byOp = new Map<string, Case[]>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json.gz')).sort()) {
    const cases = JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString('utf8')) as Case[];
    for (const item of cases) {
      const list = byOp.get(item.op) ?? [];
      list.push(item);
      byOp.set(item.op, list);
    }
  }
  return byOp;
}

/** What stands for a recorded tensor. */
export type Stand = (shape: readonly number[], dtype: DType, name: string) => TensorType;

/** An argument as an op takes it; tensors are what `stand` says. */
export function toDatum(value: Argument, stand: Stand, name: string): Datum {
  if (value === null) return { kind: 'none' };
  if (typeof value === 'number') return { kind: 'int', value };
  if (typeof value === 'string') return { kind: 'str', value };
  if (typeof value === 'boolean') return { kind: 'bool', value };
  if (isList(value)) return { kind: 'list', items: value.map((item, index) => toDatum(item, stand, `${name}${String(index)}_`)) };
  if ('float' in value) return { kind: 'float', value: value.float };
  if ('ellipsis' in value) return { kind: 'ellipsis' };
  if ('slice' in value) {
    const [start, stop, step] = [0, 1, 2].map((index) => toDatum(value.slice[index] ?? null, stand, name));
    const none: Datum = { kind: 'none' };
    return { kind: 'slice', start: start ?? none, stop: stop ?? none, step: step ?? none };
  }
  if (value.tensor === undefined) return { kind: 'dtype', value: value.dtype };
  return { kind: 'tensor', type: stand(value.tensor, value.dtype, name) };
}

function isList(value: Argument): value is readonly Argument[] {
  return Array.isArray(value);
}
