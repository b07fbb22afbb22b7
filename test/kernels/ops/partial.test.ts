/** The recorded calls, with one of their arguments known in part or not at all: what is still told must be what PyTorch gave. */
import assert from 'node:assert/strict';
import type { Dim } from '../../../kernels/dims/dim';
import { ops } from '../../../kernels/ops/all';
import { Refusal } from '../../../kernels/ops/op';
import type { Datum } from '../../../kernels/ops/op';
import type { TensorType } from '../../../kernels/ops/tensor-type';
import { readCases, toDatum } from './recorded';
import type { Answer, TensorAnswer } from './recorded';

type Arguments = Readonly<Record<string, Datum>>;

/** An argument in the ways in which less may be known of it. */
function* lessKnown(datum: Datum): Generator<Datum> {
  switch (datum.kind) {
    case 'int':
      yield { kind: 'int', value: null };
      break;
    case 'float':
      yield { kind: 'float', value: null };
      break;
    case 'bool':
      yield { kind: 'bool', value: null };
      break;
    case 'list': {
      const { items } = datum;
      if (items === null) return;
      yield { kind: 'list', items: null };
      for (const [index, item] of items.entries()) for (const less of lessKnown(item)) yield { kind: 'list', items: items.with(index, less) };
      break;
    }
    case 'tensor': {
      const { shape, dtype } = datum.type;
      yield { kind: 'tensor', type: { shape, dtype: null } };
      // A size that is not known is taken to be positive, as a symbol is; and that a tensor is no scalar, whose type would count for less.
      if (shape?.includes(0) === true || shape?.length === 0) return;
      yield { kind: 'tensor', type: { shape: null, dtype } };
      for (const index of shape?.keys() ?? []) yield { kind: 'tensor', type: { shape: shape?.with(index, null) ?? null, dtype } };
      break;
    }
    default:
  }
  if (datum.kind !== 'none' && datum.kind !== 'tensor') yield { kind: 'unknown' };
}

function answers(answer: Answer): readonly TensorAnswer[] {
  return 'tuple' in answer ? answer.tuple : [answer];
}

function contradiction({ shape, dtype }: TensorType, truth: TensorAnswer): string | null {
  if (dtype !== null && dtype !== truth.dtype) return `${dtype} for ${truth.dtype}`;
  if (shape === null) return null;
  if (shape.length !== truth.shape.length) return `${String(shape.length)} axes for ${String(truth.shape.length)}`;
  const wrong = shape.findIndex((size: Dim, axis) => typeof size === 'number' && typeof truth.shape[axis] === 'number' && size !== truth.shape[axis]);
  return wrong < 0 ? null : `[${shape.map((size) => (typeof size === 'number' ? String(size) : '?')).join(', ')}] for [${truth.shape.join(', ')}]`;
}

/** What is wrong with an op's answer; null when nothing is. */
function judge(op: string, args: Arguments, truth: readonly TensorAnswer[]): string | null {
  const result = ops.get(op)?.apply(args) ?? null;
  if (result === null) return 'no such op';
  if (result instanceof Refusal) return `refused: ${result.text}`;
  const { each } = result;
  if (each !== null) return truth.map((one) => contradiction(each, one)).find((found) => found !== null) ?? null;
  if (result.outputs.length === 0) return null;
  // One output or several? Only the argument that decides it can tell.
  if (result.outputs.length !== truth.length && Object.values(args).some(({ kind }) => kind === 'unknown' || kind === 'bool')) return null;
  if (result.outputs.length !== truth.length) return `${String(result.outputs.length)} results for ${String(truth.length)}`;
  return result.outputs.map((output, index) => contradiction(output, truth[index] ?? { shape: [], dtype: 'float32' })).find((found) => found !== null) ?? null;
}

describe('ops whose arguments are known in part', () => {
  for (const [op, cases] of readCases()) {
    it(`${op} tells nothing wrong`, () => {
      const wrong: string[] = [];
      for (const { args, out } of cases) {
        if (out === undefined) continue;
        const whole: Arguments = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, toDatum(value, (shape, dtype) => ({ shape, dtype }), name)]));
        for (const [name, datum] of Object.entries(whole)) {
          for (const less of lessKnown(datum)) {
            const found = judge(op, { ...whole, [name]: less }, answers(out));
            if (found !== null) wrong.push(`${found}: ${name} = ${JSON.stringify(less)} of ${JSON.stringify(args)}`);
          }
        }
      }
      assert.deepEqual(wrong.slice(0, 5), [], `${String(wrong.length)} answers`);
    });
  }
});
