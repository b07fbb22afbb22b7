/**
 * Parts of a tensor along its axes: ranges, single indices, diagonals, triangles and windows.
 * https://pytorch.org/docs/stable/generated/torch.narrow.html
 */
import { add, compare, floorDiv, lessOrEqual, lessThan, max, min, neg, product, sub } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { dimIndex } from './dim-index';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { int, tensor } from './parameter';
import { shapeLine } from './shape-line';
import { dimText, sizesText } from './shape-text';
import { tensorType, unknownSizes, unknownTensor } from './tensor-type';
import type { DType, Shape, TensorType } from './tensor-type';

function withSize(shape: Shape, axis: number, size: Dim): Shape {
  return shape.map((own, index) => (index === axis ? size : own));
}

/** The sum as long as it is known not to overflow: `start` may count from the end. */
function fromEnd(start: Dim, size: Dim): Dim {
  return typeof start === 'number' && start < 0 ? add(start, size) : start;
}

const narrow = defineOp({
  name: 'narrow',
  schema: { input: tensor(), dim: int(), start: int(), length: int() },
  infer({ input, dim, start, length }, check) {
    const { shape, dtype } = input;
    if (shape === null) return unknownTensor(dtype);
    check.must(shape.length > 0, () => new Refusal('shape/rank', 'narrow() cannot be applied to a 0-dim tensor.'));
    check.must(lessOrEqual(0, length), () => new Refusal('shape/arguments', 'narrow(): length must be non-negative.'));
    const axis = dimIndex(dim, shape.length);
    if (axis === null) return unknownSizes(shape.length, dtype);
    const size = shape[axis] ?? null;
    const output = tensorType(withSize(shape, axis, length), dtype);
    const range = () => new Refusal(
      'shape/dim-range',
      `start out of range (expected to be in range of [${dimText(neg(size))}, ${dimText(size)}], but got ${dimText(start)})`,
      'IndexError',
      output,
    );
    check.must(lessOrEqual(neg(size), start), range);
    check.must(lessOrEqual(start, size), range);
    const from = fromEnd(start, size);
    check.must(lessOrEqual(add(from, length), size), () => new Refusal(
      'shape/dim-range',
      `start (${dimText(from)}) + length (${dimText(length)}) exceeds dimension size (${dimText(size)}).`,
      'RuntimeError',
      output,
    ));
    return output;
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

const select = defineOp({
  name: 'select',
  schema: { input: tensor(), dim: int(), index: int() },
  infer({ input, dim, index }, check) {
    const { shape, dtype } = input;
    if (shape === null) return unknownTensor(dtype);
    check.must(shape.length > 0, () => new Refusal('shape/rank', 'select() cannot be applied to a 0-dim tensor.', 'IndexError'));
    const axis = dimIndex(dim, shape.length);
    if (axis === null) return unknownSizes(shape.length - 1, dtype);
    const size = shape[axis] ?? null;
    const output = tensorType(shape.filter((_, at) => at !== axis), dtype);
    const range = () => new Refusal(
      'shape/dim-range',
      `select(): index ${dimText(index)} out of range for tensor of size ${sizesText(shape)} at dimension ${String(axis)}`,
      'IndexError',
      output,
    );
    check.must(lessOrEqual(neg(size), index), range);
    check.must(lessThan(index, size), range);
    return output;
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

/** The length of a matrix's diagonal, `offset` columns to the right of the main one. */
function diagonalSize(rows: Dim, columns: Dim, offset: Dim): Dim {
  if (offset === null) return null;
  const right = lessOrEqual(0, offset);
  if (right === undefined) return null;
  return max(right ? min(rows, sub(columns, offset)) : min(add(rows, offset), columns), 0);
}

function checkDifferent(one: number, other: number, dim1: Dim, dim2: Dim, check: Check): void {
  check.must(one !== other, () => new Refusal(
    'shape/dim-range',
    `diagonal dimensions cannot be identical ${dimText(dim1)}, ${dimText(dim2)}`,
  ));
}

/** `first` is the name of its input, `byDefault` the axes that go without saying. */
function diagonalOf(name: string, first: string, byDefault: readonly [number, number]): Op {
  return defineOp({
    name,
    schema: { [first]: tensor(), offset: int(0), dim1: int(byDefault[0]), dim2: int(byDefault[1]) },
    infer(args: Readonly<Record<string, unknown>>, check) {
      const [{ shape, dtype }, offset, dim1, dim2] = [args[first] as TensorType, args['offset'] as Dim, args['dim1'] as Dim, args['dim2'] as Dim];
      return diagonalType(shape, dtype, offset, dim1, dim2, check);
    },
    explain: (args: Readonly<Record<string, unknown>>, output) => shapeLine([args[first] as TensorType], output),
  });
}

/** The tensor's diagonals, as the last axis. */
export function diagonalType(shape: Shape | null, dtype: DType | null, offset: Dim, dim1: Dim, dim2: Dim, check: Check): TensorType {
  if (shape === null) return unknownTensor(dtype);
  const [one, other] = [dimIndex(dim1, shape.length), dimIndex(dim2, shape.length)];
  if (one === null || other === null) return unknownSizes(Math.max(shape.length - 1, 0), dtype);
  checkDifferent(one, other, dim1, dim2, check);
  const length = diagonalSize(shape[one] ?? null, shape[other] ?? null, offset);
  return tensorType([...shape.filter((_, axis) => axis !== one && axis !== other), length], dtype);
}

/** A matrix that has a vector of `size` on a diagonal. */
function matrixSize(size: Dim, offset: Dim): Dim {
  return typeof offset === 'number' ? add(size, Math.abs(offset)) : null;
}

const diag = defineOp({
  name: 'diag',
  schema: { input: tensor(), diagonal: int(0) },
  infer({ input, diagonal: offset }, check) {
    const { shape, dtype } = input;
    if (shape === null) return unknownTensor(dtype);
    check.must(shape.length === 1 || shape.length === 2, () => new Refusal(
      'shape/rank',
      `diag(): Supports 1D or 2D tensors. Got ${String(shape.length)}D`,
    ));
    const [rows = null, columns = null] = shape;
    if (shape.length === 2) return tensorType([diagonalSize(rows, columns, offset)], dtype);
    const size = matrixSize(rows, offset);
    return tensorType([size, size], dtype);
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

const diagEmbed = defineOp({
  name: 'diag_embed',
  schema: { input: tensor(), offset: int(0), dim1: int(-2), dim2: int(-1) },
  infer({ input, offset, dim1, dim2 }, check) {
    const { shape, dtype } = input;
    if (shape === null) return unknownTensor(dtype);
    const rank = shape.length + 1;
    const [one, other] = [dimIndex(dim1, rank), dimIndex(dim2, rank)];
    if (one === null || other === null) return unknownSizes(rank, dtype);
    checkDifferent(one, other, dim1, dim2, check);
    const size = matrixSize(shape.at(-1) ?? null, offset);
    const rest = shape.slice(0, -1);
    return tensorType(Array.from({ length: rank }, (_, axis) => (axis === one || axis === other ? size : rest.shift() ?? null)), dtype);
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

function triangle(name: string, what: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), diagonal: int(0) },
    infer({ input }, check) {
      check.must(input.shape === null || input.shape.length >= 2, () => new Refusal(
        'shape/rank',
        `${name}: input tensor must have at least 2 dimensions`,
      ));
      return tensorType(input.shape, input.dtype);
    },
    explain: () => [`keeps the ${what} triangle of each matrix; the rest is 0`],
  });
}

const unfold = defineOp({
  name: 'tensor_unfold',
  schema: { input: tensor(), dimension: int(), size: int(), step: int() },
  infer({ input, dimension, size, step }, check) {
    const { shape, dtype } = input;
    if (shape === null) return unknownTensor(dtype);
    const axis = dimIndex(dimension, shape.length);
    if (axis === null) return unknownSizes(shape.length + 1, dtype);
    const whole = shape.length === 0 ? 1 : shape[axis] ?? null;
    check.must(lessOrEqual(0, size), () => new Refusal('shape/arguments', `size is ${dimText(size)} but must be >= 0`));
    check.must(lessOrEqual(size, whole), () => new Refusal(
      'shape/arguments',
      `maximum size for tensor at dimension ${String(axis)} is ${dimText(whole)} but size is ${dimText(size)}`,
    ));
    check.must(lessThan(0, step), () => new Refusal('shape/arguments', `step is ${dimText(step)} but must be > 0`));
    if (shape.length === 0) return tensorType([size], dtype);
    const windows = compare(step, 0) === 'equal' ? null : add(floorDiv(sub(whole, size), step), 1);
    return tensorType([...withSize(shape, axis, windows), size], dtype);
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

/** The elements of a tensor on the diagonal of a matrix. */
const diagflat = defineOp({
  name: 'diagflat',
  schema: { input: tensor(), offset: int(0) },
  infer({ input, offset }) {
    const size = matrixSize(input.shape === null ? null : product(input.shape), offset);
    return tensorType([size, size], input.dtype);
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

export const sliceOps: readonly Op[] = [
  narrow,
  select,
  diagonalOf('diagonal', 'input', [0, 1]),
  diagonalOf('linalg_diagonal', 'A', [-2, -1]),
  diag,
  diagEmbed,
  diagflat,
  triangle('tril', 'lower'),
  triangle('triu', 'upper'),
  unfold,
];
