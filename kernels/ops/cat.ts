/**
 * Tensors joined: cat along an axis there is, stack along a new one.
 * https://pytorch.org/docs/stable/generated/torch.cat.html
 */
import { sum } from '../dims/dim';
import type { Dim } from '../dims/dim';
import type { Tensor } from '../wasm/tensor';
import { dimIndex } from './dim-index';
import { sizeOf } from './computation';
import type { BackwardContext, ForwardContext } from './computation';
import { join, parted } from './layout-kernel';
import { Refusal, defineOp } from './op';
import type { Check, Op, Series } from './op';
import { int, tensorSeries, tensors } from './parameter';
import { promote } from './promote';
import { shapeLine } from './shape-line';
import { dimText, sizesText } from './shape-text';
import { atLeast1d, atLeast2d, atLeast3d } from './squeeze';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

/** Joining skips a tensor of shape [0], whatever the others' ranks. Undefined: not known. */
function isSkipped(shape: Shape): boolean | undefined {
  const [size = null] = shape;
  if (shape.length !== 1) return false;
  return size === null ? undefined : size === 0;
}

/** Tensors of one type along an axis, of unknown number, whose length there nobody knows: an axis of theirs, or a new one. */
function joinedSeries({ each: { shape, dtype } }: Series, dim: Dim, isNew: boolean): TensorType {
  if (shape === null || (shape.length === 0 && !isNew)) return unknownTensor(dtype);
  const axis = dimIndex(dim, shape.length + Number(isNew));
  if (axis === null) return tensorType([...shape, ...(isNew ? [null] : [])].map(() => null), dtype);
  return tensorType([...shape.slice(0, axis), null, ...shape.slice(axis + Number(!isNew))], dtype);
}

/** The tensors joined along an axis. */
function joined(given: readonly TensorType[], dim: Dim, check: Check): TensorType {
  const dtype = promote(given);
  given.forEach(({ shape }, index) => {
    check.must(shape?.length !== 0, () => new Refusal(
      'shape/rank',
      `zero-dimensional tensor (at position ${String(index)}) cannot be concatenated`,
    ));
  });
  const leading = given.find(({ shape }) => shape !== null && isSkipped(shape) === false)?.shape ?? null;
  if (leading === null) {
    // Vectors only, empty ones among them, or nothing that is known.
    if (given.some(({ shape }) => shape === null)) return unknownTensor(dtype);
    return given.every(({ shape }) => shape?.[0] === 0) ? tensorType([0], dtype) : unknownTensor(dtype);
  }
  const axis = dimIndex(dim, leading.length, tensorType(leading, dtype));
  if (axis === null) return tensorType(leading.map(() => null), dtype);
  const sizes: Dim[] = [...leading];
  const lengths: Dim[] = [];
  given.forEach((one, index) => {
    const shape = one.shape ?? check.suppose(one, () => sizes.map((size, at) => (at === axis ? null : size)));
    if (shape === null) {
      lengths.push(null);
      return;
    }
    const skipped = isSkipped(shape);
    if (skipped === true) return;
    if (skipped === undefined && leading.length !== 1) {
      lengths.push(null);
      return;
    }
    check.must(shape.length === leading.length, () => new Refusal(
      'shape/cat-sizes',
      `Tensors must have same number of dimensions: got ${String(leading.length)} and ${String(shape.length)}`,
    ));
    shape.forEach((size, at) => {
      if (at === axis) return;
      const expected = sizes[at] ?? null;
      check.equal(expected, size, () => new Refusal(
        'shape/cat-sizes',
        `Sizes of tensors must match except in dimension ${String(axis)}. Expected size ${dimText(expected)} but got size ${dimText(size)} for tensor number ${String(index)} in the list.`,
        'RuntimeError',
        tensorType(leading.map((own, other) => (other === axis ? sum(given.map(({ shape: each }) => each?.[axis] ?? null)) : own)), dtype),
      ));
      sizes[at] = expected ?? size;
    });
    lengths.push(shape[axis] ?? null);
  });
  sizes[axis] = sum(lengths);
  return tensorType(sizes, dtype);
}

const cat = defineOp({
  name: 'cat',
  schema: { tensors: tensorSeries(), dim: int(0) },
  infer({ tensors: given, dim }, check) {
    if (given === null) return unknownTensor();
    if ('each' in given) return joinedSeries(given, dim, false);
    check.must(given.length > 0, () => new Refusal('shape/arguments', 'torch.cat(): expected a non-empty list of Tensors', 'ValueError'));
    return joined(given, dim, check);
  },
  explain({ tensors: given, dim }, output) {
    if (given === null || 'each' in given || output.shape === null) return [];
    const axis = typeof dim === 'number' && dim < 0 ? dim + output.shape.length : dim;
    if (typeof axis !== 'number' || output.shape[axis] === undefined) return [];
    return [`axis ${String(axis)}: ${given.map(({ shape }) => dimText(shape?.[axis] ?? null)).join(' + ')} = ${dimText(output.shape[axis] ?? null)}`];
  },
  ...joining(({ dim }: JoinArguments, rank) => axisOf(dim, rank), (shape) => shape),
});

interface JoinArguments {
  readonly dim: Dim;
}

/** An axis that is known, counted from the front. */
function axisOf(dim: Dim, rank: number): number {
  const axis = sizeOf(dim);
  return axis < 0 ? axis + rank : axis;
}

/** Forward and backward of an op that joins tensors along an axis of the output, each as if of the shape that `raised` tells. */
function joining<A>(axisIn: (args: A, rank: number) => number, raised: (shape: readonly number[], axis: number) => readonly number[]) {
  return {
    forward(args: A, context: ForwardContext): Tensor {
      const { shape, dtype } = context.outputType();
      const given = context.inputs('tensors');
      if (given.some((one) => one.dtype !== dtype)) throw new Refusal('shape/arguments', 'tensors of different dtypes cannot be joined', 'NotImplementedError');
      const output = context.output();
      join(context, given, axisIn(args, shape.length), output);
      return output;
    },
    backward(args: A, context: BackwardContext) {
      const gradient = context.gradient();
      const given = context.inputs('tensors');
      const axis = axisIn(args, gradient.shape.length);
      const parts = parted(context, given.map(({ shape }) => raised(shape, axis)), axis, gradient);
      return { tensors: parts.map((part, index) => context.engine.view(part, given[index]?.shape ?? [])) };
    },
  };
}

const stack = defineOp({
  name: 'stack',
  schema: { tensors: tensorSeries(), dim: int(0) },
  infer({ tensors: given, dim }, check) {
    if (given === null) return unknownTensor();
    if ('each' in given) return joinedSeries(given, dim, true);
    check.must(given.length > 0, () => new Refusal('shape/arguments', 'stack expects a non-empty TensorList'));
    const dtype = promote(given);
    const first = given.find(({ shape }) => shape !== null)?.shape ?? null;
    if (first === null) return unknownTensor(dtype);
    const axis = dimIndex(dim, first.length + 1);
    const sizes: Dim[] = [...first];
    const around = () => (axis === null ? null : [...sizes.slice(0, axis), given.length, ...sizes.slice(axis)]);
    given.forEach((one, index) => {
      const shape = one.shape ?? check.suppose(one, () => sizes);
      if (shape === null) return;
      const unequal = () => new Refusal(
        'shape/cat-sizes',
        `stack expects each tensor to be equal size, but got ${sizesText(given[0]?.shape ?? first)} at entry 0 and ${sizesText(shape)} at entry ${String(index)}`,
        'RuntimeError',
        tensorType(around(), dtype),
      );
      check.must(shape.length === first.length, unequal);
      shape.forEach((size, at) => {
        const expected = sizes[at] ?? null;
        check.equal(expected, size, unequal);
        sizes[at] = expected ?? size;
      });
    });
    return tensorType(around(), dtype);
  },
  explain: ({ tensors: given }, output) => shapeLine(given === null || 'each' in given ? [] : given, output),
  ...joining(({ dim }: JoinArguments, rank) => axisOf(dim, rank), (shape, axis) => [...shape.slice(0, axis), 1, ...shape.slice(axis)]),
});

/** cat, of tensors that are given some axes first. */
function stackAlong(name: string, raised: (shape: Shape) => Shape, dimOf: (first: Shape) => number): Op {
  return defineOp({
    name,
    schema: { tensors: tensors() },
    infer({ tensors: given }, check) {
      if (given === null) return unknownTensor();
      check.must(given.length > 0, () => new Refusal('shape/arguments', `${name} expects a non-empty TensorList`));
      const shaped = given.map(({ shape, dtype }) => tensorType(shape === null ? null : raised(shape), dtype));
      const first = shaped[0]?.shape ?? null;
      return first === null ? unknownTensor(promote(given)) : joined(shaped, dimOf(first), check);
    },
    explain: ({ tensors: given }, output) => shapeLine(given ?? [], output),
  });
}

/** A vector becomes a column. */
function asColumn(shape: Shape): Shape {
  return shape.length < 2 ? [...atLeast1d(shape), 1] : shape;
}

const blockDiag = defineOp({
  name: 'block_diag',
  schema: { tensors: tensors() },
  infer({ tensors: given }, check) {
    if (given === null) return unknownTensor();
    const blocks = given.map(({ shape }, index): Shape => {
      if (shape === null) return [null, null];
      check.must(shape.length <= 2, () => new Refusal(
        'shape/rank',
        `torch.block_diag: Input tensors must have 2 or fewer dimensions. Input ${String(index)} has ${String(shape.length)} dimensions`,
      ));
      return atLeast2d(shape);
    });
    return tensorType([0, 1].map((axis) => sum(blocks.map((block) => block[axis] ?? null))), promote(given));
  },
  explain: ({ tensors: given }, output) => shapeLine(given ?? [], output),
});

export const catOps: readonly Op[] = [
  cat,
  stack,
  stackAlong('hstack', atLeast1d, (first) => (first.length === 1 ? 0 : 1)),
  stackAlong('vstack', atLeast2d, () => 0),
  stackAlong('dstack', atLeast3d, () => 2),
  stackAlong('column_stack', asColumn, () => 1),
  blockDiag,
];
