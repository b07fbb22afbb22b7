/**
 * The axes in another order.
 * https://pytorch.org/docs/stable/generated/torch.permute.html
 */
import type { Dim } from '../dims/dim';
import { sizeOf } from './computation';
import { dimIndex } from './dim-index';
import { permuting } from './layout-kernel';
import { Refusal, defineOp } from './op';
import type { Op } from './op';
import { int, ints, tensor } from './parameter';
import { shapeLine } from './shape-line';
import { sizesText } from './shape-text';
import { tensorType, unknownSizes, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

function permuted({ shape, dtype }: TensorType, order: readonly number[]): TensorType {
  return tensorType(shape === null ? null : order.map((axis) => shape[axis] ?? null), dtype);
}

/** An axis that is known, counted from the front. */
function axisOf(dim: Dim, rank: number): number {
  const axis = sizeOf(dim);
  return axis < 0 ? axis + rank : axis;
}

/** The axes 0 to rank - 1 with two of them exchanged. */
function swapped(rank: number, one: number, other: number): readonly number[] {
  return Array.from({ length: rank }, (_, axis) => (axis === one ? other : axis === other ? one : axis));
}

function areDistinct(axes: readonly (number | null)[]): boolean {
  const known = axes.filter((axis) => axis !== null);
  return new Set(known).size === known.length;
}

const permute = defineOp({
  name: 'permute',
  schema: { input: tensor(), dims: ints() },
  infer({ input, dims }, check) {
    if (dims === null) return unknownTensor(input.dtype);
    const shape: Shape | null = check.suppose(input, () => dims.map(() => null));
    if (shape === null) return unknownSizes(dims.length, input.dtype);
    check.must(shape.length === dims.length, () => new Refusal(
      'shape/dim-range',
      `permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = ${String(shape.length)} is not equal to len(dims) = ${String(dims.length)}`,
    ));
    const order = dims.map((dim) => dimIndex(dim, shape.length));
    check.must(areDistinct(order), () => new Refusal('shape/dim-range', 'permute(): duplicate dims are not allowed.'));
    return tensorType(order.map((axis) => (axis === null ? null : shape[axis] ?? null)), input.dtype);
  },
  explain: ({ input }, output) => shapeLine([input], output),
  ...permuting<{ readonly dims: readonly Dim[] | null }>(({ dims }, rank) => (dims ?? []).map((dim) => axisOf(dim, rank))),
});

const transpose = defineOp({
  name: 'transpose',
  schema: { input: tensor(), dim0: int(), dim1: int() },
  infer({ input, dim0, dim1 }) {
    const { shape, dtype } = input;
    if (shape === null) return input;
    const [one, other] = [dimIndex(dim0, shape.length), dimIndex(dim1, shape.length)];
    return one === null || other === null ? unknownSizes(shape.length, dtype) : permuted(input, swapped(shape.length, one, other));
  },
  explain: ({ input }, output) => shapeLine([input], output),
  ...permuting<{ readonly dim0: Dim; readonly dim1: Dim }>(({ dim0, dim1 }, rank) => swapped(rank, axisOf(dim0, rank), axisOf(dim1, rank))),
});

/** All axes in reverse; `most` is the rank that is refused beyond. */
function reversed(name: string, most: number): Op {
  return defineOp({
    name,
    schema: { input: tensor() },
    infer({ input }, check) {
      const { shape, dtype } = input;
      if (shape === null) return input;
      check.must(shape.length <= most, () => new Refusal(
        'shape/rank',
        `t() expects a tensor with <= 2 dimensions, but self is ${String(shape.length)}D`,
      ));
      return tensorType(shape.toReversed(), dtype);
    },
    explain: ({ input }, output) => shapeLine([input], output),
    ...permuting((_args, rank) => Array.from({ length: rank }, (_, axis) => rank - 1 - axis)),
  });
}

/** The last two axes exchanged. */
function matrixTranspose(name: string, shown: string): Op {
  return defineOp({
    name,
    schema: { input: tensor() },
    infer({ input }, check) {
      const rank = input.shape?.length;
      if (rank === undefined || rank === 0) return input;
      check.must(rank > 1, () => new Refusal(
        'shape/rank',
        `tensor.${shown} is only supported on matrices or batches of matrices. Got 1-D tensor.`,
      ));
      return permuted(input, swapped(rank, rank - 2, rank - 1));
    },
    explain: ({ input }, output) => shapeLine([input], output),
    ...permuting((_args, rank) => swapped(rank, rank - 2, rank - 1)),
  });
}

const movedim = defineOp({
  name: 'movedim',
  schema: { input: tensor(), source: ints(), destination: ints() },
  infer({ input, source, destination }, check) {
    const { shape, dtype } = input;
    if (source === null || destination === null) return shape === null ? unknownTensor(dtype) : unknownSizes(shape.length, dtype);
    check.must(source.length === destination.length, () => new Refusal(
      'shape/dim-range',
      `movedim: Invalid source or destination dims: source (${sizesText(source)} dims) should contain the same number of dims as destination (${sizesText(destination)} dims)`,
    ));
    if (shape === null) return unknownTensor(dtype);
    const [from, to] = [source, destination].map((dims) => dims.map((dim) => dimIndex(dim, shape.length)));
    if (from === undefined || to === undefined) return unknownSizes(shape.length, dtype);
    check.must(areDistinct(from), () => new Refusal('shape/dim-range', `movedim: repeated dim in \`source\` (${sizesText(source)})`));
    check.must(areDistinct(to), () => new Refusal(
      'shape/dim-range',
      `movedim: repeated dim in \`destination\` (${sizesText(destination)})`,
    ));
    if (!from.every((axis) => axis !== null) || !to.every((axis) => axis !== null)) return unknownSizes(shape.length, dtype);
    return permuted(input, moved(shape.length, from, to));
  },
  explain: ({ input }, output) => shapeLine([input], output),
  ...permuting<{ readonly source: readonly Dim[] | null; readonly destination: readonly Dim[] | null }>(({ source, destination }, rank) => {
    const [from = [], to = []] = [source, destination].map((dims) => dims?.map((dim) => axisOf(dim, rank)));
    return moved(rank, from, to);
  }),
});

/** The axes 0 to rank - 1 with some at other places, around which the others keep their order. */
function moved(rank: number, from: readonly number[], to: readonly number[]): readonly number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  const staying = axes.filter((axis) => !from.includes(axis));
  return axes.map((axis) => from[to.indexOf(axis)] ?? staying.shift() ?? axis);
}

export const permuteOps: readonly Op[] = [
  permute,
  transpose,
  reversed('t', 2),
  reversed('numpy_T', Infinity),
  matrixTranspose('mT', 'mT'),
  matrixTranspose('adjoint', 'adjoint()'),
  movedim,
];
