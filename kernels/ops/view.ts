/**
 * The same elements, in the same order, under another shape.
 *
 * view and reshape: the sizes' product stays, and one size of -1 is what is left. flatten: axes start_dim to end_dim become one.
 * unflatten: one axis becomes several. https://pytorch.org/docs/stable/tensor_view.html
 */
import { compare, floorDiv, mod, product } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { dimIndex } from './dim-index';
import { reshaping } from './layout-kernel';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { int, ints, tensor } from './parameter';
import { dimText, sizesText } from './shape-text';
import { tensorType, unknownSizes, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

/**
 * The sizes that stand for `count` elements, the one that is -1 worked out. `invalid` refuses another count, and `word` frames
 * what else is refused.
 */
function viewSizes(count: Dim, sizes: Shape, check: Check, invalid: (recovery: Shape) => Refusal, word = (text: string) => text): Shape {
  const refuse = (text: string) => () => new Refusal('shape/view-size', word(text));
  const inferred = sizes.indexOf(-1);
  sizes.forEach((size, index) => {
    check.must(size !== -1 || index === inferred, refuse('only one dimension can be inferred'));
    check.must(typeof size !== 'number' || size >= -1, refuse(
      `invalid shape dimension ${dimText(size)} at index ${String(index)} of shape ${sizesText(sizes)}`,
    ));
  });
  // A size that is not known may itself be the -1.
  if (inferred < 0) {
    check.equal(count, product(sizes), () => invalid(sizes));
    return sizes;
  }
  const others = product(sizes.filter((_, index) => index !== inferred));
  const withInferred = (dim: Dim) => sizes.map((size, index) => (index === inferred ? dim : size));
  check.must(others !== 0 || compare(count, 0) !== 'equal', refuse(
    `cannot reshape tensor of 0 elements into shape ${sizesText(sizes)} because the unspecified dimension size -1 can be any value and is ambiguous`,
  ));
  if (others === 0) check.must(false, () => invalid(withInferred(null)));
  check.must(count === null || others === null ? undefined : compare(mod(count, others), 0) !== 'different', () => invalid(withInferred(null)));
  return withInferred(floorDiv(count, others));
}

function viewed(input: TensorType, sizes: Shape | null, check: Check): TensorType {
  if (sizes === null) return unknownTensor(input.dtype);
  const count = input.shape === null ? null : product(input.shape);
  return tensorType(
    viewSizes(count, sizes, check, (recovery) => new Refusal('shape/view-size', `shape '${sizesText(sizes)}' is invalid for input of size ${dimText(count)}`, 'RuntimeError', tensorType(recovery, input.dtype))),
    input.dtype,
  );
}

/** `[2, 3, 4] → [6, 4]: 24 elements`. */
function countLine(input: TensorType, output: TensorType): readonly string[] {
  if (input.shape === null || output.shape === null) return [];
  return [`${sizesText(input.shape)} → ${sizesText(output.shape)}: ${dimText(product(input.shape))} elements`];
}

const view = defineOp({
  name: 'view',
  schema: { input: tensor(), size: ints() },
  infer: ({ input, size }, check) => viewed(input, size, check),
  explain: ({ input }, output) => countLine(input, output),
  ...reshaping,
});

const reshape = defineOp({
  name: 'reshape',
  schema: { input: tensor(), shape: ints() },
  infer: ({ input, shape }, check) => viewed(input, shape, check),
  explain: ({ input }, output) => countLine(input, output),
  ...reshaping,
});

function viewAs(name: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), other: tensor() },
    infer: ({ input, other }, check) => viewed(input, other.shape, check),
    explain: ({ input }, output) => countLine(input, output),
    ...reshaping,
  });
}

const flatten = defineOp({
  name: 'flatten',
  schema: { input: tensor(), start_dim: int(0), end_dim: int(-1) },
  infer({ input, start_dim: startDim, end_dim: endDim }, check) {
    const { shape, dtype } = input;
    if (shape === null) {
      // The axes before the first one stay, whatever the rank.
      return endDim === -1 && typeof startDim === 'number' && startDim >= 0 ? unknownSizes(startDim + 1, dtype) : unknownTensor(dtype);
    }
    const [start, end] = [dimIndex(startDim, shape.length), dimIndex(endDim, shape.length)];
    if (start === null || end === null) return unknownTensor(dtype);
    check.must(start <= end, () => new Refusal(
      'shape/dim-range',
      'flatten() has invalid args: start_dim cannot come after end_dim',
      'RuntimeError',
      tensorType(shape, dtype),
    ));
    if (shape.length === 0) return tensorType([1], dtype);
    return tensorType([...shape.slice(0, start), product(shape.slice(start, end + 1)), ...shape.slice(end + 1)], dtype);
  },
  explain: ({ input }, output) => countLine(input, output),
  ...reshaping,
});

const ravel = defineOp({
  name: 'ravel',
  schema: { input: tensor() },
  infer: ({ input }) => tensorType([input.shape === null ? null : product(input.shape)], input.dtype),
  explain: ({ input }, output) => countLine(input, output),
  ...reshaping,
});

const unflatten = defineOp({
  name: 'unflatten',
  schema: { input: tensor(), dim: int(), sizes: ints() },
  infer({ input, dim, sizes }, check) {
    const { shape, dtype } = input;
    const axis = shape === null ? null : dimIndex(dim, shape.length);
    check.must(sizes?.length !== 0, () => new Refusal('shape/arguments', 'unflatten: sizes must be non-empty'));
    if (shape === null || sizes === null || axis === null) return unknownTensor(dtype);
    const unexpected = (text: string) => `unflatten got an unexpected error:\n${text}`;
    check.must(shape.length > 0, () => new Refusal('shape/rank', unexpected(`Dimension specified as 0 but tensor has no dimensions`)));
    const size = shape[axis] ?? null;
    const around = (inner: Shape) => [...shape.slice(0, axis), ...inner, ...shape.slice(axis + 1)];
    const invalid = (inner: Shape) => new Refusal(
      'shape/view-size',
      `unflatten: Provided sizes ${sizesText(sizes)} don't multiply up to the size of dim ${String(axis)} (${dimText(size)}) in the input tensor`,
      'RuntimeError',
      tensorType(around(inner), dtype),
    );
    return tensorType(around(viewSizes(size, sizes, check, invalid, unexpected)), dtype);
  },
  explain: ({ input }, output) => countLine(input, output),
  ...reshaping,
});

export const viewOps: readonly Op[] = [view, reshape, viewAs('view_as'), viewAs('reshape_as'), flatten, ravel, unflatten];
