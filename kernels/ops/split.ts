/**
 * A tensor taken apart along an axis. An empty list of outputs means that not even their number is known, a series that nothing but that is missing.
 * https://pytorch.org/docs/stable/generated/torch.split.html
 */
import { add, ceilDiv, compare, floorDiv, isConcrete, lessOrEqual, lessThan, max, min, mod, mul, sub, sum } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { dimIndex } from './dim-index';
import { Refusal, defineOp } from './op';
import type { Check, Datum, Op, Series } from './op';
import { datum, int, ints, tensor } from './parameter';
import { dimText, sizesText } from './shape-text';
import { sliceSize } from './slice-size';
import { tensorType } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

/** More parts than this are not told one by one. */
const mostParts = 4096;

/** The parts of the given sizes along an axis; where these are not known, what each of them is. */
function parts({ shape, dtype }: TensorType, axis: number, sizes: Shape | null): readonly TensorType[] | Series {
  const part = (own: Dim): TensorType => tensorType(shape === null ? null : shape.map((size, index) => (index === axis ? own : size)), dtype);
  return sizes?.map(part) ?? { each: part(null) };
}

/** The sizes of parts of `step` each, the last one what is left. */
function evenSizes(size: Dim, step: Dim): Shape | null {
  if (compare(size, 0) === 'equal' && compare(step, 0) === 'equal') return [0];
  if (step === null || size === null || step === 0) return null;
  const count = isConcrete(size) ? ceilDiv(max(size, 1), step) : ceilDiv(size, step);
  if (!isConcrete(count) || count > mostParts) return null;
  return Array.from({ length: count }, (_, index) => (index < count - 1 ? step : sub(size, mul(step, count - 1))));
}

/** What `split` is asked for: a size of each part, or the size of every one. */
function isList(value: Datum): boolean {
  return value.kind === 'list';
}

const split = defineOp({
  name: 'split',
  schema: { input: tensor(), split_size_or_sections: datum(), dim: int(0) },
  infer({ input, split_size_or_sections: wanted, dim }, check) {
    const given = ints().read(wanted, 'split_size', 'split');
    const rank = input.shape?.length ?? null;
    check.must(rank !== 0, () => new Refusal('shape/rank', 'split expects at least a 1-dimensional tensor'));
    const [step = null] = given ?? [];
    check.must(isList(wanted) || lessOrEqual(0, step), () => new Refusal(
      'shape/arguments',
      `split expects split_size be non-negative, but got split_size=${dimText(step)}`,
    ));
    const axis = rank === null ? null : dimIndex(dim, rank);
    const size = axis === null ? null : input.shape?.[axis] ?? null;
    if (given === null) return [];
    if (!isList(wanted)) {
      check.must(step !== 0 || compare(size, 0) !== 'different', () => new Refusal(
        'shape/arguments',
        `split_size can only be 0 if dimension size is 0, but got dimension size of ${dimText(size)}`,
      ));
      return axis === null ? [] : parts(input, axis, evenSizes(size, step));
    }
    return partsOfSizes(input, given, axis, dim, check);
  },
});

/** Parts of the sizes that are given, which must make up the whole. */
function partsOfSizes(input: TensorType, sizes: Shape, axis: number | null, dim: Dim, check: Check): readonly TensorType[] | Series {
  const size = axis === null ? null : input.shape?.[axis] ?? null;
  const text = sizesText(sizes);
  // PyTorch goes through the sizes one by one, and adds them up after that.
  for (const one of sizes) {
    check.must(lessOrEqual(0, one), () => new Refusal(
      'shape/arguments',
      `split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=${text}`,
    ));
  }
  if (axis === null) return sizes.map(() => tensorType(null, input.dtype));
  check.equal(sum(sizes), size, () => new Refusal(
    'shape/arguments',
    `split_with_sizes expects split_sizes to sum exactly to ${dimText(size)} (input tensor's size at dimension ${dimText(dim)}), but got split_sizes=${text}`,
  ));
  return parts(input, axis, sizes);
}

const splitWithSizes = defineOp({
  name: 'split_with_sizes',
  schema: { input: tensor(), split_sizes: ints(), dim: int(0) },
  infer({ input, split_sizes: sizes, dim }, check) {
    if (sizes === null) return [];
    check.must(input.shape?.length !== 0, () => new Refusal('shape/rank', 'split_with_sizes expects at least a 1-dimensional tensor'));
    return partsOfSizes(input, sizes, input.shape === null ? null : dimIndex(dim, input.shape.length), dim, check);
  },
});

const chunk = defineOp({
  name: 'chunk',
  schema: { input: tensor(), chunks: int(), dim: int(0) },
  infer({ input, chunks, dim }, check) {
    check.must(input.shape?.length !== 0, () => new Refusal('shape/rank', 'chunk expects at least a 1-dimensional tensor'));
    check.must(lessThan(0, chunks), () => new Refusal(
      'shape/arguments',
      `chunk expects \`chunks\` to be greater than 0, got: ${dimText(chunks)}`,
    ));
    const axis = input.shape === null ? null : dimIndex(dim, input.shape.length);
    if (axis === null || chunks === null) return [];
    const size = input.shape?.[axis] ?? null;
    // Of nothing, every chunk is nothing.
    if (size === 0 && isConcrete(chunks)) return parts(input, axis, Array.from({ length: chunks }, () => 0));
    return parts(input, axis, evenSizes(size, ceilDiv(size, chunks)));
  },
});

/** The parts that `tensor_split` makes: `sections` of them, or one before each index and one after the last. */
function sections(size: Dim, wanted: Datum, check: Check): Shape | null {
  const given = ints().read(wanted, 'indices_or_sections', 'tensor_split');
  if (given === null || (wanted.kind === 'tensor')) return null;
  if (isList(wanted)) return [...given, 'none' as const].map((end, index) => sliceSize(size, index === 0 ? 0 : given[index - 1] ?? null, end));
  const [count = null] = given;
  check.must(lessThan(0, count), () => new Refusal('shape/arguments', `number of sections must be larger than 0, got ${dimText(count)}`));
  if (!isConcrete(count) || count > mostParts) return null;
  // The first ones take one more each, as far as the remainder goes.
  return Array.from({ length: count }, (_, index) => floorDiv(add(size, count - 1 - index), count));
}

const tensorSplit = defineOp({
  name: 'tensor_split',
  schema: { input: tensor(), indices_or_sections: datum(), dim: int(0) },
  infer({ input, indices_or_sections: wanted, dim }, check) {
    check.must(input.shape?.length !== 0, () => new Refusal(
      'shape/rank',
      'tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims',
    ));
    const axis = input.shape === null ? null : dimIndex(dim, input.shape.length);
    return axis === null ? [] : parts(input, axis, sections(input.shape?.[axis] ?? null, wanted, check));
  },
});

/** tensor_split along a fixed axis, into parts of one size. */
function splitAlong(name: string, least: number): Op {
  return defineOp({
    name,
    schema: { input: tensor(), indices_or_sections: datum() },
    infer({ input, indices_or_sections: wanted }, check) {
      const { shape } = input;
      if (shape === null) return [];
      check.must(shape.length >= least, () => new Refusal(
        'shape/rank',
        `torch.${name} requires a tensor with at least ${String(least)} dimension, but got a tensor with ${String(shape.length)} dimensions!`,
      ));
      const axis = name === 'hsplit' && shape.length > 1 ? 1 : least === 1 ? 0 : least - (name === 'vsplit' ? 2 : 1);
      const size = shape[axis] ?? null;
      if (wanted.kind === 'int') {
        const count = wanted.value;
        check.must(count !== 0 && compare(mod(size, count), 0) !== 'different', () => new Refusal(
          'shape/arguments',
          `torch.${name} attempted to split along dimension ${String(axis)}, but the size of the dimension ${dimText(size)} is not divisible by the split_size ${dimText(count)}!`,
        ));
      }
      return parts(input, axis, sections(size, wanted, check));
    },
  });
}

const unbind = defineOp({
  name: 'unbind',
  schema: { input: tensor(), dim: int(0) },
  infer({ input, dim }, check) {
    const { shape, dtype } = input;
    if (shape === null) return [];
    const axis = dimIndex(dim, shape.length);
    check.must(shape.length > 0, () => new Refusal('shape/rank', 'Dimension specified as 0 but tensor has no dimensions', 'IndexError'));
    const count = axis === null ? null : min(shape[axis] ?? null, mostParts + 1);
    if (axis === null) return [];
    const rest = tensorType(shape.filter((_, index) => index !== axis), dtype);
    if (!isConcrete(count) || count > mostParts) return { each: rest };
    return Array.from({ length: count }, () => rest);
  },
});

export const splitOps: readonly Op[] = [split, splitWithSizes, chunk, tensorSplit, splitAlong('hsplit', 1), splitAlong('vsplit', 2), splitAlong('dsplit', 3), unbind];
