/**
 * A copy of a tensor with a part of it replaced.
 * https://pytorch.org/docs/stable/generated/torch.slice_scatter.html
 */
import { compare, lessOrEqual, lessThan, neg } from '../dims/dim';
import { dimIndex } from './dim-index';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { int, optionalInt, tensor } from './parameter';
import { dimText, sizesText } from './shape-text';
import { diagonalType } from './slice';
import { sliceSize } from './slice-size';
import type { Shape, TensorType } from './tensor-type';

/** The source must be of the very shape of what it replaces. */
function checkPart(src: TensorType, part: Shape, words: string, check: Check): void {
  const { shape } = src;
  const fits = shape === null || (shape.length === part.length && shape.every((size, axis) => compare(size, part[axis] ?? null) !== 'different'));
  check.must(fits, () => new Refusal('shape/arguments', words));
}

const selectScatter = defineOp({
  name: 'select_scatter',
  schema: { input: tensor(), src: tensor(), dim: int(), index: int() },
  infer({ input, src, dim, index }, check) {
    const { shape } = input;
    if (shape === null) return input;
    const axis = dimIndex(dim, shape.length);
    if (axis === null) return input;
    const size = shape[axis] ?? null;
    const range = () => new Refusal('shape/dim-range', `select(): index ${dimText(index)} out of range for tensor of size ${sizesText(shape)} at dimension ${String(axis)}`, 'IndexError');
    check.must(lessOrEqual(neg(size), index), range);
    check.must(lessThan(index, size), range);
    const part = shape.filter((_, at) => at !== axis);
    checkPart(src, part, `expected src to have a size equal to the slice of self. src size = ${sizesText(src.shape ?? [])}, slice size = ${sizesText(part)}`, check);
    return input;
  },
});

const sliceScatter = defineOp({
  name: 'slice_scatter',
  schema: { input: tensor(), src: tensor(), dim: int(0), start: optionalInt(), end: optionalInt(), step: int(1) },
  infer({ input, src, dim, start, end, step }, check) {
    const { shape } = input;
    if (shape === null) return input;
    const axis = dimIndex(dim, shape.length);
    if (axis === null || start === undefined || end === undefined) return input;
    const part = shape.map((size, at) => (at === axis ? sliceSize(size, start, end, step) : size));
    checkPart(src, part, `expected src to have a size equal to the slice of self. src size = ${sizesText(src.shape ?? [])}, slice size = ${sizesText(part)}`, check);
    return input;
  },
});

const diagonalScatter = defineOp({
  name: 'diagonal_scatter',
  schema: { input: tensor(), src: tensor(), offset: int(0), dim1: int(0), dim2: int(1) },
  infer({ input, src, offset, dim1, dim2 }, check) {
    const part = diagonalType(input.shape, input.dtype, offset, dim1, dim2, check).shape;
    if (part !== null) checkPart(src, part, `expected src to have a size equal to the slice of self. src size = ${sizesText(src.shape ?? [])}, slice size = ${sizesText(part)}`, check);
    return input;
  },
});

export const sliceScatterOps: readonly Op[] = [selectScatter, sliceScatter, diagonalScatter];
