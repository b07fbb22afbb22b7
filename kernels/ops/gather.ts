/**
 * Elements read and written at indices that tensors hold.
 * https://pytorch.org/docs/stable/generated/torch.gather.html
 */
import { compare, lessOrEqual, product } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { broadcast } from './broadcast';
import { dimIndex } from './dim-index';
import { Refusal, defineOp } from './op';
import type { Check, Datum, Op } from './op';
import { datum, ignored, int, optionalInt, tensor, text } from './parameter';
import { shapeLine } from './shape-line';
import { dimText, scalarTypeName, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { DType, Shape, TensorType } from './tensor-type';

function refuse(words: string, exception: Refusal['exception'] = 'RuntimeError'): () => Refusal {
  return () => new Refusal('shape/arguments', words, exception);
}

function isOf(dtype: DType | null, ...types: readonly DType[]): boolean {
  return dtype === null || types.includes(dtype);
}

/** A tensor without axes counts as one of one element. */
function raised(shape: Shape): Shape {
  return shape.length === 0 ? [1] : shape;
}

/** An index may be smaller than what it indexes, but not larger, but for one axis. Undefined when unknown. */
function isWithin(index: Shape, whole: Shape, except: number | null): boolean | undefined {
  const fits = index.map((size, axis) => axis === except || lessOrEqual(size, whole[axis] ?? null));
  return fits.includes(false) ? false : fits.includes(undefined) ? undefined : true;
}

function isEmpty(shape: Shape): boolean {
  return shape.includes(0);
}

const gather = defineOp({
  name: 'gather',
  schema: { input: tensor(), dim: int(), index: tensor(), sparse_grad: ignored() },
  infer({ input, dim, index }, check) {
    checkGathered(input.shape, dim, index, check);
    return tensorType(index.shape, input.dtype);
  },
  explain: ({ input, index }, output) => shapeLine([input, index], output),
});

function checkGathered(shape: Shape | null, dim: Dim, index: TensorType, check: Check): void {
  const axis = shape === null ? null : dimIndex(dim, shape.length);
  if (shape === null || index.shape === null || isEmpty(index.shape)) return;
  check.must(isOf(index.dtype, 'int64', 'int32'), refuse('gather(): Expected dtype int32/int64 for index'));
  const [own, whole] = [raised(index.shape), raised(shape)];
  check.must(own.length === whole.length, refuse('Index tensor must have the same number of dimensions as input tensor'));
  own.forEach((size, at) => {
    check.must(at === axis || axis === null || lessOrEqual(size, whole[at] ?? null), refuse(
      `Size does not match at dimension ${String(at)} expected index ${sizesText(index.shape ?? [])} to be no larger than self ${sizesText(shape)} apart from dimension ${dimText(axis)}`,
    ));
  });
}

const takeAlongDim = defineOp({
  name: 'take_along_dim',
  schema: { input: tensor(), indices: tensor(), dim: optionalInt() },
  infer({ input, indices, dim }, check) {
    const { dtype } = input;
    const longOnly = refuse(`torch.take_along_dim(): dtype of indices should be Long but got ${scalarTypeName(indices.dtype ?? 'int64')}`);
    if (dim === 'none') {
      const isNone = indices.shape === null || isEmpty(indices.shape);
      check.must(isNone || isOf(indices.dtype, 'int64', 'int32'), refuse('gather(): Expected dtype int32/int64 for index'));
      return tensorType(indices.shape === null ? null : [product(indices.shape)], dtype);
    }
    const [shape, index] = [input.shape, indices.shape];
    if (shape === null || index === null || dim === undefined) return unknownTensor(dtype);
    check.must(shape.length === index.length, refuse(
      `torch.take_along_dim(): input and indices should have the same number of dimensions, but got ${String(shape.length)} dimensions for input, and ${String(index.length)} dimensions for indices`,
    ));
    check.must(isOf(indices.dtype, 'int64'), longOnly);
    const axis = dimIndex(dim, shape.length);
    check.must(shape.length > 0, refuse('Dimension specified as 0 but tensor has no dimensions', 'IndexError'));
    if (axis === null) return unknownTensor(dtype);
    const without = (sizes: Shape) => sizes.map((size, at) => (at === axis ? 1 : size));
    const around = broadcast(without(shape), without(index), check, dtype);
    return tensorType(around?.map((size, at) => (at === axis ? index[axis] ?? null : size)) ?? null, dtype);
  },
  explain: ({ input, indices }, output) => shapeLine([input, indices], output),
});

const indexSelect = defineOp({
  name: 'index_select',
  schema: { input: tensor(), dim: int(), index: tensor() },
  infer({ input, dim, index }, check) {
    const { shape, dtype } = input;
    const axis = shape === null ? null : dimIndex(dim, shape.length);
    const count = index.shape === null ? null : product(index.shape);
    check.must(index.shape === null || index.shape.length <= 1, refuse('index_select(): Index is supposed to be a vector', 'IndexError'));
    check.must(shape?.length !== 0 || compare(count, 1) !== 'different', refuse(
      `index_select(): Index to scalar can have only 1 value, got ${dimText(count)} value(s)`,
    ));
    check.must(isOf(index.dtype, 'int64', 'int32'), refuse('index_select(): Expected dtype int32 or int64 for index'));
    if (shape === null) return unknownTensor(dtype);
    check.must(axis === null || shape[axis] !== 0 || compare(count, 0) !== 'different', refuse(
      'index_select(): self indexing axis dim should be positive',
    ));
    return tensorType(shape.map((size, at) => (axis === null ? null : at === axis ? count : size)), dtype);
  },
  explain: ({ input, index }, output) => shapeLine([input, index], output),
});

const take = defineOp({
  name: 'take',
  schema: { input: tensor(), index: tensor() },
  infer({ input, index }, check) {
    check.must(isOf(index.dtype, 'int64'), refuse(
      `take(): Expected a long tensor for index, but got ${scalarTypeName(index.dtype ?? 'int64')}`,
    ));
    const isFound = input.shape === null || !isEmpty(input.shape) || index.shape === null || compare(product(index.shape), 0) !== 'different';
    check.must(isFound, refuse('take(): tried to take from an empty tensor', 'IndexError'));
    return tensorType(index.shape, input.dtype);
  },
  explain: ({ input, index }, output) => shapeLine([input, index], output),
});

function checkScattered(input: TensorType, dim: Dim, index: TensorType, src: TensorType | null, check: Check): void {
  const { shape } = input;
  const axis = shape === null ? null : dimIndex(dim, shape.length);
  if (shape === null || index.shape === null || isEmpty(index.shape)) return;
  check.must(isOf(index.dtype, 'int64', 'int32'), refuse('scatter(): Expected dtype int32/int64 for index'));
  const [own, whole] = [raised(index.shape), raised(shape)];
  check.must(own.length === whole.length, refuse('Index tensor must have the same number of dimensions as self tensor'));
  const from = src?.shape ?? null;
  if (axis === null) return;
  const fits = isWithin(own, whole, axis);
  const fitsSource = from === null || fits === false ? true : isWithinSource(own, raised(from), check);
  check.must(from === null || raised(from).length === own.length, refuse(
    'Index tensor must have the same number of dimensions as src tensor',
  ));
  const inSource = from === null ? '' : ` and to be no larger size than src ${sizesText(from)}`;
  const words = refuse(`Expected index ${sizesText(index.shape)} to be no larger than self ${sizesText(shape)} apart from dimension ${String(axis)}${inSource}`);
  check.must(fits, words);
  check.must(fitsSource, words);
}

/** As `isWithin`; PyTorch asks for the source's axes one by one before it compares the ranks. */
function isWithinSource(index: Shape, source: Shape, check: Check): boolean | undefined {
  for (const [axis, size] of index.entries()) {
    check.must(axis < source.length, refuse(
      `Dimension out of range (expected to be in range of [${String(-source.length)}, ${String(source.length - 1)}], but got ${String(axis)})`,
      'IndexError',
    ));
    const fits = lessOrEqual(size, source[axis] ?? null);
    if (fits !== true) return source.length > index.length ? true : fits;
  }
  return true;
}

function checkSource(name: string, input: TensorType, src: TensorType | null, check: Check): void {
  check.must(src === null || src.dtype === null || input.dtype === null || src.dtype === input.dtype, refuse(
    `${name}(): Expected self.dtype to be equal to src.dtype`,
  ));
}

/** scatter takes a tensor or a number. */
const scatter = defineOp({
  name: 'scatter',
  schema: { input: tensor(), dim: int(), index: tensor(), src: datum({ kind: 'none' }), value: datum({ kind: 'none' }), reduce: text(null) },
  infer({ input, dim, index, src }, check) {
    const source = src.kind === 'tensor' ? src.type : null;
    checkScattered(input, dim, index, source, check);
    checkSource('scatter', input, source, check);
    return input;
  },
});

function scatterInto(name: string, reductions: readonly string[]): Op {
  return defineOp({
    name,
    schema: { input: tensor(), dim: int(), index: tensor(), src: tensor(), ...(reductions.length > 0 ? { reduce: text() } : {}) },
    infer(args, check) {
      const { input, dim, index, src } = args;
      checkScattered(input, dim, index, src, check);
      checkSource('scatter', input, src, check);
      const { reduce } = args;
      check.must(typeof reduce !== 'string' || reductions.includes(reduce) || (index.shape !== null && isEmpty(index.shape)), refuse(
        `reduce argument must be either sum, prod, mean, amax or amin, got ${String(reduce)}`,
      ));
      return input;
    },
  });
}

/** What index_add and index_copy are given must be as many slices as there are indices. */
const indexAdd = defineOp({
  name: 'index_add',
  schema: { input: tensor(), dim: int(), index: tensor(), source: tensor(), alpha: ignored() },
  infer({ input, dim, index, source }, check) {
    const axis = input.shape === null ? null : dimIndex(dim, input.shape.length);
    const [own, whole] = [index.shape, input.shape];
    check.must(own === null || own.length <= 1, refuse(
      `index_add_(): Index is supposed to be a vector, but got dim: ${String(own?.length)} with type: ${scalarTypeName(index.dtype ?? 'int64')} and size: ${sizesText(own ?? [])}`,
      'IndexError',
    ));
    check.must(isOf(index.dtype, 'int64', 'int32'), refuse(
      `index_add_(): Expected dtype int32/int64 for index but got: ${scalarTypeName(index.dtype ?? 'int64')}`,
    ));
    check.must(input.dtype === null || source.dtype === null || input.dtype === source.dtype, refuse(
      `index_add_(): self (${scalarTypeName(input.dtype ?? 'float32')}) and source (${scalarTypeName(source.dtype ?? 'float32')}) must have the same scalar type`,
    ));
    if (own === null || whole === null || source.shape === null || axis === null) return input;
    const [count, given] = [product(own), source.shape.length === 0 ? 1 : source.shape[axis] ?? null];
    check.equal(count, given, refuse(
      `index_add_(): Number of indices (${dimText(count)}) should be equal to source.size(dim): (${dimText(given)}), for dim: ${String(axis)}`,
    ));
    return input;
  },
});

/** A value to fill with is a number, or a tensor of one. */
export function checkZeroDimensional(op: string, value: Datum, check: Check): void {
  const rank = value.kind === 'tensor' ? value.type.shape?.length ?? 0 : 0;
  check.must(rank === 0, refuse(`${op} only supports a 0-dimensional value tensor, but got tensor with ${String(rank)} dimension(s).`));
}

const indexFill = defineOp({
  name: 'index_fill',
  schema: { input: tensor(), dim: int(), index: tensor(), value: datum() },
  infer({ input, dim, index, value }, check) {
    checkZeroDimensional('index_fill_', value, check);
    check.must(isOf(index.dtype, 'int64'), refuse('index_fill_(): Expected dtype int64 for index.', 'IndexError'));
    if (input.shape !== null) dimIndex(dim, input.shape.length);
    check.must(index.shape === null || index.shape.length <= 1, refuse('Index has to be a vector/scalar'));
    return input;
  },
});

export const gatherOps: readonly Op[] = [
  gather,
  takeAlongDim,
  indexSelect,
  take,
  scatter,
  scatterInto('scatter_add', []),
  scatterInto('scatter_reduce', ['sum', 'prod', 'mean', 'amax', 'amin']),
  indexAdd,
  indexFill,
];
