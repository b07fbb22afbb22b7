/**
 * Values chosen by their order, with the indices where they stood: extrema, medians, modes, and sorting.
 * https://pytorch.org/docs/stable/generated/torch.topk.html
 */
import { lessOrEqual } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { broadcast } from './broadcast';
import { dimIndex } from './dim-index';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { bool, datum, dimOrTensor, int, optionalInt, optionalTensor, tensor } from './parameter';
import { kindOf, promote } from './promote';
import { dimHint } from './reduction';
import { dimsOf, reducedShape } from './reduced-shape';
import { dimText } from './shape-text';
import { shapeLine } from './shape-line';
import { tensorType, unknownTensor } from './tensor-type';
import type { DType, Shape, TensorType } from './tensor-type';

function refuse(text: string, exception: Refusal['exception'] = 'RuntimeError'): () => Refusal {
  return () => new Refusal('shape/arguments', text, exception);
}

/** The values, and where they stood. */
function withIndices(shape: Shape | null, dtype: DType | null): readonly TensorType[] {
  return [tensorType(shape, dtype), tensorType(shape, 'int64')];
}

function checkAxis(name: string, shape: Shape | null, dim: Dim, check: Check): void {
  const axis = shape === null ? null : dimIndex(dim, shape.length);
  check.must(axis === null || shape?.[axis] !== 0, refuse(
    `${name}(): Expected reduction dim ${String(axis)} to have non-zero size.`, 'IndexError',
  ));
}

/** `max(input)`, `max(input, dim, keepdim)` and `max(input, other)`: the second argument decides. */
function extremum(name: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), dim: dimOrTensor(), keepdim: bool(false), other: optionalTensor() },
    infer({ input, dim, keepdim, other: named }, check) {
      const other = dim.kind === 'tensor' ? dim.type : named;
      if (dim.kind === 'unknown' || other === undefined) return unknownTensor();
      if (other !== null) {
        const dtype = promote([input, other]);
        return tensorType(broadcast(input.shape, other.shape, check, dtype), dtype);
      }
      if (dim.kind === 'none') {
        check.must(!input.shape?.includes(0), refuse(
          `${name}(): Expected reduction dim to be specified for input.numel() == 0.${dimHint}`,
        ));
        return tensorType([], input.dtype);
      }
      const axis = int().read(dim, 'dim', name);
      const shape = reducedShape(input.shape, [axis], keepdim);
      check.must(input.dtype === null || kindOf(input.dtype) < 3, refuse(`${name}(): does not support complex input`));
      checkAxis(name, input.shape, axis, check);
      return withIndices(shape, input.dtype);
    },
    explain: ({ input }, output) => shapeLine([input], output),
  });
}

/** median and nanmedian: of all numbers, or along an axis. */
function median(name: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), dim: optionalInt(), keepdim: datum({ kind: 'none' }) },
    infer({ input, dim, keepdim }, check) {
      if (dim === undefined) return unknownTensor();
      if (dim === 'none') {
        check.must(keepdim.kind === 'none', refuse(`${name}() missing 1 required positional arguments: "dim"`, 'TypeError'));
        return tensorType([], input.dtype);
      }
      const shape = reducedShape(input.shape, dimsOf(dim), keepdim.kind === 'none' ? false : bool().read(keepdim, 'keepdim', name));
      checkAxis('median', input.shape, dim, check);
      return withIndices(shape, input.dtype);
    },
    explain: ({ input }, output) => shapeLine([input], output),
  });
}

const mode = defineOp({
  name: 'mode',
  schema: { input: tensor(), dim: int(-1), keepdim: bool(false) },
  infer({ input, dim, keepdim }, check) {
    const shape = reducedShape(input.shape, [dim], keepdim);
    checkAxis('mode', input.shape, dim, check);
    return withIndices(shape, input.dtype);
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

const kthvalue = defineOp({
  name: 'kthvalue',
  schema: { input: tensor(), k: int(), dim: int(-1), keepdim: bool(false) },
  infer({ input, k, dim, keepdim }, check) {
    const shape = reducedShape(input.shape, [dim], keepdim);
    const size = sizeAlong(input.shape, dim);
    checkAxis('kthvalue', input.shape, dim, check);
    const range = refuse(
      'kthvalue(): selected number k out of range for dimension ' + String(input.shape === null ? 0 : dimIndex(dim, input.shape.length),
    ));
    check.must(lessOrEqual(1, k), range);
    check.must(lessOrEqual(k, size), range);
    return withIndices(shape, input.dtype);
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

/** The size of the axis; of a tensor without axes 1. */
function sizeAlong(shape: Shape | null, dim: Dim): Dim {
  if (shape === null) return null;
  const axis = dimIndex(dim, shape.length);
  if (shape.length === 0) return 1;
  return axis === null ? null : shape[axis] ?? null;
}

const topk = defineOp({
  name: 'topk',
  schema: { input: tensor(), k: int(), dim: int(-1), largest: bool(true), sorted: bool(true) },
  infer({ input, k, dim }, check) {
    const { shape, dtype } = input;
    if (shape === null) return withIndices(null, dtype);
    const axis = dimIndex(dim, shape.length);
    const size = sizeAlong(shape, dim);
    const range = refuse('selected index k out of range');
    check.must(lessOrEqual(0, k), range);
    check.must(lessOrEqual(k, size), range);
    check.must(dtype !== 'bool', refuse('topk does not support bool dtypes on CPU'));
    check.must(dtype === null || kindOf(dtype) < 3, refuse(' topk does not support complex dtypes on CPU'));
    return withIndices(shape.map((own, at) => (axis === null ? null : at === axis ? k : own)), dtype);
  },
  explain: ({ input, k }, output) => [...shapeLine([input], output), `k = ${dimText(k)}`],
});

const sort = defineOp({
  name: 'sort',
  schema: { input: tensor(), dim: int(-1), descending: bool(false), stable: bool(false) },
  infer({ input, dim }, check) {
    if (input.shape !== null) dimIndex(dim, input.shape.length);
    check.must(input.dtype === null || kindOf(input.dtype) < 3, refuse(' Sort does not support complex dtypes on CPU'));
    return withIndices(input.shape, input.dtype);
  },
  explain: ({ dim }) => [`sorted along dim ${dimText(dim)}`],
});

const argsort = defineOp({
  name: 'argsort',
  schema: { input: tensor(), dim: int(-1), descending: bool(false), stable: bool(false) },
  infer({ input, dim }) {
    if (input.shape !== null) dimIndex(dim, input.shape.length);
    return tensorType(input.shape, 'int64');
  },
  explain: ({ dim }) => [`the order along dim ${dimText(dim)}`],
});

const msort = defineOp({
  name: 'msort',
  schema: { input: tensor() },
  infer: ({ input }) => tensorType(input.shape, input.dtype),
  explain: () => ['sorted along dim 0'],
});

export const rankedOps: readonly Op[] = [extremum('max'), extremum('min'), median('median'), median('nanmedian'), mode, kthvalue, topk, sort, argsort, msort];
