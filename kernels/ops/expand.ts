/**
 * Elements repeated: expand and broadcast_to along axes of size 1, repeat and tile the whole, repeat_interleave each element.
 * https://pytorch.org/docs/stable/generated/torch.Tensor.expand.html
 */
import { compare, lessOrEqual, mul, product } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { broadcastAll } from './broadcast';
import { dimIndex } from './dim-index';
import { Refusal, defineOp } from './op';
import type { Check, Datum, Op } from './op';
import { datum, int, ints, optionalInt, tensor, tensors } from './parameter';
import { kindOf } from './promote';
import { shapeLine } from './shape-line';
import { dimText, scalarTypeName, sizesText } from './shape-text';
import { tensorType, unknownSizes, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

/** The shape that a shape expands to; -1 leaves a size as it is. */
export function expanded(input: TensorType, sizes: Shape, check: Check): Shape {
  const { shape } = input;
  if (shape === null) return sizes.map((size) => (size === -1 ? null : size));
  check.must(sizes.length >= shape.length, () => new Refusal(
    'shape/broadcast',
    `expand(torch.${scalarTypeName(input.dtype ?? 'float32')}Tensor{${sizesText(shape)}}, size=${sizesText(sizes)}): the number of sizes provided (${String(sizes.length)}) must be greater or equal to the number of dimensions in the tensor (${String(shape.length)})`,
  ));
  const leading = sizes.length - shape.length;
  const output: Dim[] = [];
  // PyTorch meets the last axis first.
  for (let axis = sizes.length - 1; axis >= 0; axis -= 1) {
    const [target = null, size = null] = [sizes[axis], axis < leading ? 1 : shape[axis - leading]];
    check.must(target !== -1 || axis >= leading, () => shape.length === 0
      ? new Refusal('shape/arguments', 'numel: integer multiplication overflow')
      : new Refusal('shape/arguments', `The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension ${String(axis)}`));
    output.unshift(target === -1 ? size : expandedSize(size, target, axis, shape, sizes, check));
  }
  return output;
}

function expandedSize(size: Dim, target: Dim, axis: number, shape: Shape, sizes: Shape, check: Check): Dim {
  // One that is not known may be -1, which leaves the size.
  if (target === null) return compare(size, 1) === 'different' ? size : null;
  if (compare(size, 1) !== 'different') {
    check.must(lessOrEqual(0, target), () => new Refusal('shape/arguments', 'numel: integer multiplication overflow'));
    return target;
  }
  check.equal(target, size, () => new Refusal(
    'shape/broadcast',
    `The expanded size of the tensor (${dimText(target)}) must match the existing size (${dimText(size)}) at non-singleton dimension ${String(axis)}.  Target sizes: ${sizesText(sizes)}.  Tensor sizes: ${sizesText(shape)}`,
  ));
  return target;
}

function expandOp(name: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), size: ints() },
    infer: ({ input, size }, check) => (size === null ? unknownTensor(input.dtype) : tensorType(expanded(input, size, check), input.dtype)),
    explain: ({ input }, output) => shapeLine([input], output),
  });
}

const expandAs = defineOp({
  name: 'expand_as',
  schema: { input: tensor(), other: tensor() },
  infer: ({ input, other }, check) => (other.shape === null ? unknownTensor(input.dtype) : tensorType(expanded(input, other.shape, check), input.dtype)),
  explain: ({ input }, output) => shapeLine([input], output),
});

const broadcastTensors = defineOp({
  name: 'broadcast_tensors',
  schema: { tensors: tensors() },
  infer({ tensors: given }, check) {
    if (given === null) return [];
    const shape = broadcastAll(given.map((one) => one.shape), check);
    return given.map(({ dtype }) => tensorType(shape, dtype));
  },
  explain: ({ tensors: given }, output) => shapeLine(given ?? [], output),
});

/** Each size times its count; axes that lack are of size 1. */
function repeated({ shape, dtype }: TensorType, counts: Shape, check: Check): TensorType {
  if (shape === null) return unknownSizes(counts.length, dtype);
  const leading = counts.length - shape.length;
  const sizes = counts.map((count, axis) => mul(count, axis < leading ? 1 : shape[axis - leading] ?? null));
  const negative = sizes.find((size) => typeof size === 'number' && size < 0);
  check.must(negative === undefined, () => new Refusal(
    'shape/arguments',
    `Trying to create tensor with negative dimension ${dimText(negative ?? null)}: ${sizesText(sizes)}`,
  ));
  return tensorType(sizes, dtype);
}

const repeat = defineOp({
  name: 'repeat',
  schema: { input: tensor(), repeats: ints() },
  infer({ input, repeats }, check) {
    if (repeats === null) return unknownTensor(input.dtype);
    check.must(input.shape === null || repeats.length >= input.shape.length, () => new Refusal(
      'shape/arguments',
      'Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor',
    ));
    return repeated(input, repeats, check);
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

const tile = defineOp({
  name: 'tile',
  schema: { input: tensor(), dims: ints() },
  infer({ input, dims }, check) {
    if (dims === null || input.shape === null) return unknownTensor(input.dtype);
    const missing = Math.max(0, input.shape.length - dims.length);
    return repeated(input, [...Array.from({ length: missing }, () => 1), ...dims], check);
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

/** How often each element comes. How often a tensor says is not known. */
function interleaveCount(repeats: Datum, check: Check): Dim {
  if (repeats.kind === 'tensor') {
    const rank = repeats.type.shape?.length ?? 0;
    check.must(rank <= 1, () => new Refusal('shape/arguments', 'repeats must be 0-dim or 1-dim tensor'));
    return null;
  }
  const count = int().read(repeats, 'repeats', 'repeat_interleave');
  check.must(lessOrEqual(0, count), () => new Refusal('shape/arguments', 'Repeats must be non-negative'));
  return count;
}

/** A tensor of counts has one for each element, or one for all. */
function checkCounts(repeats: Datum, size: Dim, dim: string, check: Check): void {
  const [count = 1] = repeats.kind === 'tensor' && repeats.type.shape !== null ? repeats.type.shape : [];
  if (compare(count, 1) !== 'different') return;
  check.equal(count, size, () => new Refusal(
    'shape/arguments',
    `repeats must have the same size as input along dim, but got repeats.size(0) = ${dimText(count)} and input.size(${dim}) = ${dimText(size)}`,
  ));
}

const repeatInterleave = defineOp({
  name: 'repeat_interleave',
  schema: { input: tensor(), repeats: datum(), dim: optionalInt() },
  infer({ input, repeats, dim }, check) {
    const { shape, dtype } = input;
    const axis = shape === null || dim === 'none' || dim === undefined ? null : dimIndex(dim, shape.length);
    const count = interleaveCount(repeats, check);
    if (dim === undefined) return unknownTensor(dtype);
    if (dim === 'none') {
      const size = shape === null ? null : product(shape);
      checkCounts(repeats, size, '0', check);
      return tensorType([mul(size, count)], dtype);
    }
    if (shape === null) return unknownTensor(dtype);
    if (axis === null) return unknownSizes(shape.length, dtype);
    check.must(shape.length > 0, () => new Refusal(
      'shape/dim-range',
      repeats.kind === 'tensor' ? 'Dimension specified as 0 but tensor has no dimensions' : 'Dimension out of range (expected to be in range of [-1, 0], but got 1)',
      'IndexError',
    ));
    checkCounts(repeats, shape[axis] ?? null, dimText(dim), check);
    return tensorType(shape.map((size, index) => (index === axis ? mul(size, count) : size)), dtype);
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

/** Summed along the axes that `size` would have to be expanded along. */
const sumToSize = defineOp({
  name: 'sum_to_size',
  schema: { input: tensor(), size: ints() },
  infer({ input: { shape, dtype }, size }, check) {
    const isSummed = shape !== null && size !== null && (size.length === 0 || shape.length > size.length || shape.some((own, axis) => compare(own, size[axis] ?? null) === 'different'));
    const output = dtype !== null && kindOf(dtype) < 2 ? (isSummed ? 'int64' : shape === null || size === null ? null : dtype) : dtype;
    if (shape !== null && size !== null) {
      const fits = size.length <= shape.length && size.every((target, axis) => compare(target, 1) !== 'different' || compare(target, shape[shape.length - size.length + axis] ?? null) !== 'different');
      check.must(fits, () => new Refusal('shape/broadcast', `size {${sizesText(size)}} is not expandable to size {${sizesText(shape)}}.`));
    }
    return size === null ? unknownTensor(output) : tensorType(size, output);
  },
});

export const expandOps: readonly Op[] = [sumToSize, expandOp('expand'), expandOp('broadcast_to'), expandAs, broadcastTensors, repeat, tile, repeatInterleave];
