/**
 * Running sums, products and extrema along an axis, and differences of neighbours.
 * https://pytorch.org/docs/stable/generated/torch.cumsum.html
 */
import { lessOrEqual, max, sub, sum } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { broadcast } from './broadcast';
import { dimIndex } from './dim-index';
import { Refusal, defineOp } from './op';
import type { Op } from './op';
import { datum, dtype as dtypeParameter, float, int, optionalTensor, tensor } from './parameter';
import { kindOf, promote, realType } from './promote';
import { shapeLine } from './shape-line';
import { dimText } from './shape-text';
import { tensorType, unknownSizes } from './tensor-type';
import type { DType, TensorType } from './tensor-type';

function refuse(text: string, exception: Refusal['exception'] = 'RuntimeError'): () => Refusal {
  return () => new Refusal('shape/arguments', text, exception);
}

function running(name: string, typeOf: (dtype: DType | null) => DType | null): Op {
  return defineOp({
    name,
    schema: { input: tensor(), dim: int(), dtype: dtypeParameter() },
    infer({ input, dim, dtype }) {
      if (input.shape !== null) dimIndex(dim, input.shape.length);
      return tensorType(input.shape, dtype === 'none' ? typeOf(input.dtype) : dtype);
    },
    explain: ({ dim }) => [`along dim ${dimText(dim)}, each element with those before it`],
  });
}

function runningExtremum(name: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), dim: int() },
    infer({ input, dim }, check) {
      const { shape, dtype } = input;
      if (shape !== null) {
        const isScalarDim = shape.length > 0 || typeof dim !== 'number' || dim === 0 || dim === -1;
        check.must(isScalarDim, refuse(`${name}(): Expected reduction dim -1 or 0 for scalar but got ${dimText(dim)}`, 'IndexError'));
        // Of an empty tensor the dim is not even looked at.
        if (!shape.includes(0)) dimIndex(dim, shape.length);
      }
      return [tensorType(shape, dtype), tensorType(shape, 'int64')];
    },
    explain: ({ dim }) => [`along dim ${dimText(dim)}, each element with those before it`],
  });
}

function integersAreLong(dtype: DType | null): DType | null {
  return dtype !== null && kindOf(dtype) < 2 ? 'int64' : dtype;
}

const diff = defineOp({
  name: 'diff',
  schema: { input: tensor(), n: int(1), dim: int(-1), prepend: optionalTensor(), append: optionalTensor() },
  infer({ input, n, dim, prepend, append }, check) {
    const { shape, dtype } = input;
    if (shape === null) return input;
    check.must(shape.length > 0, refuse('diff expects input to be at least one-dimensional'));
    check.must(lessOrEqual(0, n), refuse(`order must be non-negative but got ${dimText(n)}`));
    if (n === 0) return input;
    if (n === null) return unknownSizes(shape.length, dtype);
    const axis = dimIndex(dim, shape.length);
    const along = (one: TensorType | null | undefined): Dim => (one === null ? 0 : axis === null ? null : one?.shape?.[axis] ?? null);
    const sizes = shape.map((size, at) => {
      if (axis === null) return null;
      return at === axis ? max(sub(sum([size, along(prepend), along(append)]), n), 0) : size;
    });
    return tensorType(sizes, dtype);
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

const renorm = defineOp({
  name: 'renorm',
  schema: { input: tensor(), p: float(), dim: int(), maxnorm: float() },
  infer({ input, dim }, check) {
    if (input.shape === null) return input;
    const rank = input.shape.length;
    check.must(rank > 1, refuse(`renorm: input needs at least 2 dimensions, got ${String(rank)} dimensions`));
    dimIndex(dim, rank);
    return tensorType(input.shape, input.dtype);
  },
  explain: () => ['each slice along dim scaled down to a norm of at most maxnorm'],
});

const dist = defineOp({
  name: 'dist',
  schema: { input: tensor(), other: tensor(), p: datum({ kind: 'int', value: 2 }) },
  infer({ input, other }, check) {
    broadcast(input.shape, other.shape, check);
    return tensorType([], realType(promote([input, other])));
  },
  explain: () => ['y = ‖input − other‖'],
});

const trace = defineOp({
  name: 'trace',
  schema: { input: tensor() },
  infer({ input }, check) {
    const shape = check.suppose(input, () => [null, null]);
    check.must(shape === null || shape.length === 2, refuse(`trace: expected a matrix, but got tensor with dim ${String(shape?.length)}`));
    return tensorType([], integersAreLong(input.dtype));
  },
  explain: () => ['y = the sum of the diagonal'],
});

export const cumulativeOps: readonly Op[] = [
  running('cumsum', integersAreLong),
  running('cumprod', integersAreLong),
  running('logcumsumexp', (dtype) => dtype),
  runningExtremum('cummax'),
  runningExtremum('cummin'),
  diff,
  renorm,
  dist,
  trace,
];
