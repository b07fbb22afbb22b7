/**
 * Products over axes of one's choice: outer, inner, tensordot, kron, cross, and chains of matrices.
 * https://pytorch.org/docs/stable/generated/torch.tensordot.html
 */
import { compare, isConcrete, mul } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { broadcast } from './broadcast';
import { dimIndex } from './dim-index';
import { expanded } from './expand';
import { Refusal, defineOp } from './op';
import type { Check, Datum, Op } from './op';
import { datum, float, int, ints, optionalInt, tensor, tensors } from './parameter';
import { promote } from './promote';
import { shapeLine } from './shape-line';
import { dimText, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

function checkVector({ shape }: TensorType, op: string, name: string, check: Check): Dim {
  check.must(shape === null || shape.length === 1, () => new Refusal(
    'shape/rank',
    `${op}: Expected 1-D argument ${name}, but got ${String(shape?.length)}-D`,
  ));
  return shape?.[0] ?? null;
}

const outer = defineOp({
  name: 'outer',
  schema: { input: tensor(), vec2: tensor() },
  infer: ({ input, vec2 }, check) => tensorType([checkVector(input, 'outer', 'self', check), checkVector(vec2, 'outer', 'vec2', check)], promote([input, vec2])),
  explain: ({ input, vec2 }, output) => shapeLine([input, vec2], output),
});

const addr = defineOp({
  name: 'addr',
  schema: { input: tensor(), vec1: tensor(), vec2: tensor(), beta: float(1), alpha: float(1) },
  infer({ input, vec1, vec2 }, check) {
    const sizes = [checkVector(vec1, 'addr', 'vec1', check), checkVector(vec2, 'addr', 'vec2', check)];
    if (input.shape !== null) expanded(input, sizes, check);
    return tensorType(sizes, promote([input, vec1, vec2]));
  },
  explain: ({ vec1, vec2 }, output) => shapeLine([vec1, vec2], output),
});

const inner = defineOp({
  name: 'inner',
  schema: { input: tensor(), other: tensor() },
  infer({ input, other }, check) {
    const [a, b] = [input.shape, other.shape];
    const dtype = input.dtype ?? other.dtype;
    if (a === null || b === null) return unknownTensor(dtype);
    if (a.length === 0 || b.length === 0) return tensorType([...a, ...b], promote([input, other]));
    check.must(input.dtype === null || other.dtype === null || input.dtype === other.dtype, () => new Refusal(
      'shape/arguments',
      'both inputs should have same dtype',
    ));
    const output = tensorType([...a.slice(0, -1), ...b.slice(0, -1)], dtype);
    check.equal(a.at(-1) ?? null, b.at(-1) ?? null, () => new Refusal(
      'shape/matmul',
      `inner() the last dimension must match on both input tensors but got shapes ${sizesText(a)} and ${sizesText(b)}`,
      'RuntimeError',
      output,
    ));
    return output;
  },
  explain: ({ input, other }, output) => shapeLine([input, other], output),
});

const kron = defineOp({
  name: 'kron',
  schema: { input: tensor(), other: tensor() },
  infer({ input, other }) {
    const [a, b] = [input.shape, other.shape];
    const dtype = promote([input, other]);
    if (a === null || b === null) return unknownTensor(dtype);
    const rank = Math.max(a.length, b.length);
    const at = (shape: Shape, axis: number) => (axis < rank - shape.length ? 1 : shape[axis - rank + shape.length] ?? null);
    return tensorType(Array.from({ length: rank }, (_, axis) => mul(at(a, axis), at(b, axis))), dtype);
  },
  explain: ({ input, other }, output) => shapeLine([input, other], output),
});

const cross = defineOp({
  name: 'cross',
  schema: { input: tensor(), other: tensor(), dim: optionalInt() },
  infer({ input, other, dim }, check) {
    const [a, b] = [input.shape, other.shape];
    const dtype = promote([input, other]);
    if (a === null || b === null) return unknownTensor(dtype);
    if (dim === 'none') check.must(a.some((size) => compare(size, 3) !== 'different'), () => new Refusal('shape/arguments', 'no dimension of size 3 in input'));
    check.must(a.length === b.length, () => new Refusal('shape/rank', 'linalg.cross: inputs must have the same number of dimensions.'));
    const axis = typeof dim === 'number' ? dimIndex(dim, a.length) : dim === 'none' && a.every(isConcrete) ? a.indexOf(3) : null;
    if (axis !== null && dim !== undefined) {
      const [one = null, two = null] = [a[axis], b[axis]];
      check.must(compare(one, 3) !== 'different' && compare(two, 3) !== 'different', () => new Refusal(
        'shape/arguments',
        `linalg.cross: inputs dimension ${dimText(dim === 'none' ? axis : dim)} must have length 3. Got ${dimText(one)} and ${dimText(two)}`,
      ));
    }
    return tensorType(broadcast(a, b, check, dtype), dtype);
  },
  explain: ({ input, other }, output) => shapeLine([input, other], output),
});

/** As `cross`, along the last axis if none is named. */
const linalgCross = defineOp({
  name: 'linalg_cross',
  schema: { input: tensor(), other: tensor(), dim: int(-1) },
  infer({ input, other, dim }, check) {
    const [a, b] = [input.shape, other.shape];
    const dtype = promote([input, other]);
    if (a === null || b === null) return unknownTensor(dtype);
    check.must(a.length === b.length, () => new Refusal('shape/rank', 'linalg.cross: inputs must have the same number of dimensions.'));
    const axis = dimIndex(dim, a.length);
    const [one = null, two = null] = axis === null ? [] : [a[axis], b[axis]];
    check.must(compare(one, 3) !== 'different' && compare(two, 3) !== 'different', () => new Refusal(
      'shape/arguments', `linalg.cross: inputs dimension ${dimText(dim)} must have length 3. Got ${dimText(one)} and ${dimText(two)}`,
    ));
    return tensorType(broadcast(a, b, check, dtype), dtype);
  },
  explain: ({ input, other }, output) => shapeLine([input, other], output),
});

/** The axes that tensordot sums over, of one tensor and of the other; null when unknown. */
function contracted(dims: Datum, a: Shape, b: Shape, check: Check): readonly [Shape, Shape] | null {
  if (dims.kind === 'list') {
    const [one, other] = dims.items ?? [];
    if (one === undefined || other === undefined) return null;
    const [first, second] = [ints().read(one, 'dims', 'tensordot'), ints().read(other, 'dims', 'tensordot')];
    if (first === null || second === null) return null;
    check.must(first.length === second.length, () => new Refusal('shape/arguments', 'both dimension lists should have same length'));
    return [first, second];
  }
  const count = dims.kind === 'int' ? dims.value : null;
  if (!isConcrete(count)) return null;
  check.must(count >= 0, () => new Refusal('shape/arguments', `tensordot expects dims >= 0, but got dims=${String(count)}`));
  check.must(count <= Math.min(a.length, b.length), () => new Refusal(
    'shape/arguments',
    `tensordot expects dims < ndim_a or ndim_b, but got dims=${String(count)}`,
  ));
  return [Array.from({ length: count }, (_, index) => index - count), Array.from({ length: count }, (_, index) => index)];
}

const tensordot = defineOp({
  name: 'tensordot',
  schema: { a: tensor(), b: tensor(), dims: datum({ kind: 'int', value: 2 }) },
  infer({ a, b, dims }, check) {
    const dtype = a.dtype ?? b.dtype;
    if (a.shape === null || b.shape === null) return unknownTensor(dtype);
    const [left, right] = [a.shape, b.shape];
    const summed = contracted(dims, left, right, check);
    if (summed === null) return unknownTensor(dtype);
    const [ofLeft, ofRight] = summed;
    const axes = ofLeft.map((dim, index): readonly [number | null, number | null] => {
      const otherDim = ofRight[index] ?? null;
      const [one, other] = [dimIndex(dim, left.length), dimIndex(otherDim, right.length)];
      const [size, otherSize] = [one === null ? null : left[one] ?? null, other === null ? null : right[other] ?? null];
      // An axis of size 1 is summed away on the other side first.
      if (compare(size, 1) === 'different' && compare(otherSize, 1) === 'different') {
        check.equal(size, otherSize, () => new Refusal(
          'shape/matmul',
          `contracted dimensions need to match, but first has size ${dimText(size)} in dim ${dimText(dim)} and second has size ${dimText(otherSize)} in dim ${dimText(otherDim)}`,
        ));
      }
      return [one, other];
    });
    if (axes.some(([one, other]) => one === null || other === null)) return unknownTensor(dtype);
    return tensorType([...left.filter((_, axis) => !axes.some(([one]) => one === axis)), ...right.filter((_, axis) => !axes.some(([, other]) => other === axis))], dtype);
  },
  explain: ({ a, b }, output) => shapeLine([a, b], output),
});

/** Matrices multiplied one after the other; a vector may stand at either end. */
function chained(given: readonly TensorType[], check: Check): TensorType {
  const dtype = given.find((one) => one.dtype !== null)?.dtype ?? null;
  check.must(given.length > 1, () => new Refusal(
    'shape/arguments',
    `multi_dot(): expected at least 2 tensors but got ${String(given.length)}`,
  ));
  const last = given.length - 1;
  const places = new Map([[0, 'the first tensor must be 1D or 2D'], [last, 'the last tensor must be 1D or 2D']]);
  const sides = given.map(({ shape }, index): readonly [Dim, Dim] => {
    if (shape === null) return [null, null];
    const must = places.get(index);
    check.must(shape.length === 2 || (must !== undefined && shape.length === 1), () => new Refusal(
      'shape/rank',
      `multi_dot(): ${must ?? `tensor ${String(index)} must be 2D`} but got ${String(shape.length)}D`,
    ));
    const [rows = null, columns = 1] = shape;
    return shape.length === 2 ? [rows, columns] : index === 0 ? [1, rows] : [rows, 1];
  });
  sides.slice(1).forEach(([rows], index) => {
    const before = sides[index];
    check.equal(before?.[1] ?? null, rows, () => new Refusal(
      'shape/matmul',
      `multi_dot(): tensors ${String(index)} and ${String(index + 1)} with shapes ${sizesText(before ?? [])} and ${sizesText(sides[index + 1] ?? [])} cannot be multiplied`,
    ));
  });
  const [first, end] = [given[0]?.shape ?? null, given[last]?.shape ?? null];
  if (first === null || end === null) return unknownTensor(dtype);
  return tensorType([...(first.length === 1 ? [] : [first[0] ?? null]), ...(end.length === 1 ? [] : [end[1] ?? null])], dtype);
}

const multiDot = defineOp({
  name: 'linalg_multi_dot',
  schema: { tensors: tensors() },
  infer: ({ tensors: given }, check) => (given === null ? unknownTensor() : chained(given, check)),
  explain: ({ tensors: given }, output) => shapeLine(given ?? [], output),
});

const chainMatmul = defineOp({
  name: 'chain_matmul',
  schema: { matrices: tensors() },
  infer({ matrices }, check) {
    if (matrices === null) return unknownTensor();
    check.must(matrices.length > 0, () => new Refusal('shape/arguments', 'chain_matmul(): Expected one or more matrices'));
    for (const { shape } of matrices) {
      check.must(shape === null || shape.length === 2, () => new Refusal(
        'shape/rank',
        `Tensor dimension is ${String(shape?.length)}, expected 2 instead.`,
      ));
    }
    const [only] = matrices;
    return matrices.length === 1 && only !== undefined ? only : chained(matrices, check);
  },
  explain: ({ matrices }, output) => shapeLine(matrices ?? [], output),
});

export const tensorProductOps: readonly Op[] = [outer, addr, inner, kron, cross, linalgCross, tensordot, multiDot, chainMatmul];
