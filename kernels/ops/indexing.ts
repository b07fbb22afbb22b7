/**
 * What `x[...]` picks of a tensor.
 *
 * Integers take an axis away, slices shorten it, None puts one in, and `...` passes over as many as are left. Index tensors and
 * masks are applied after those: together they broadcast to new axes, which stand where the indexed ones stood, or first when
 * those are not side by side. https://pytorch.org/docs/stable/tensor_indexing.html
 */
import { compare, lessOrEqual, lessThan, neg } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { broadcastAll } from './broadcast';
import { nestedType } from './nested-data';
import { Refusal } from './op';
import type { Check, Datum } from './op';
import { dimText, sizesText } from './shape-text';
import { sliceSize } from './slice-size';
import type { Bound } from './slice-size';
import type { DType, Shape, TensorType } from './tensor-type';

/** An index tensor; a mask counts as the tensors of the places where it is true. */
interface IndexTensor {
  readonly mask: Shape | null;
  /** The shape that takes part in broadcasting. */
  readonly shape: Shape;
  /** How many axes of the indexed tensor it stands for. */
  readonly axes: number;
  /** Whether its element type is none for indices. */
  readonly isWrong: boolean;
}

export interface Picked {
  readonly shape: Shape;
  /** Whether index tensors took part, and the result is no view. */
  readonly isGathered: boolean;
}

function indexError(text: string): () => Refusal {
  return () => new Refusal('shape/dim-range', text, 'IndexError');
}

/** What the items of an index pick of a shape; null when not even the rank of the result is known. */
export function picked(shape: Shape, index: Datum, check: Check): Picked | null {
  const items = index.kind === 'list' ? index.items : null;
  const [only] = items?.length === 1 ? items : [];
  const tensors = items?.map(indexTensor) ?? [];
  if (items === null || tensors.includes(undefined)) return null;
  const covered = items.reduce((count, item, at) => count + axesOf(item, tensors[at]), 0);
  // A single index that is too many is refused in its own words.
  check.must(covered <= shape.length || only?.kind === 'int' || only?.kind === 'slice', indexError(`too many indices for tensor of dimension ${String(shape.length)}`));
  check.must(!tensors.some((tensor) => tensor?.isWrong), indexError('tensors used as indices must be long, int, byte or bool tensors'));

  const sizes: Dim[] = [];
  const placed = new Map<number, IndexTensor>();
  let axis = 0;
  let passed = Math.max(shape.length - covered, 0);
  items.forEach((item, at) => {
    const tensor = tensors[at];
    const count = axesOf(item, tensor);
    const size = shape[axis] ?? null;
    if (tensor) {
      placed.set(sizes.length, tensor);
      sizes.push(...(count === 0 ? [1] : shape.slice(axis, axis + count)));
    } else if (item.kind === 'none') sizes.push(1);
    else if (item.kind === 'slice') sizes.push(sliced(item, size, shape.length, check));
    else if (item.kind === 'ellipsis') {
      sizes.push(...shape.slice(axis, axis + passed));
      axis += passed;
      passed = 0;
    } else checkIndex(item.kind === 'int' ? item.value : null, size, at, shape.length, check);
    axis += count;
  });
  return { shape: gathered([...sizes, ...shape.slice(axis)], placed, check), isGathered: placed.size > 0 && only?.kind !== 'bool' };
}

/** How many axes of the indexed tensor an index stands for. */
function axesOf(item: Datum, tensor: IndexTensor | null | undefined): number {
  if (tensor) return tensor.axes;
  return item.kind === 'none' || item.kind === 'ellipsis' ? 0 : 1;
}

/** The index tensor that an item is, null for other indices; undefined when that is not known. */
function indexTensor(item: Datum): IndexTensor | null | undefined {
  switch (item.kind) {
    case 'unknown': return undefined;
    case 'bool': return { mask: null, shape: [item.value === null ? null : Number(item.value)], axes: 0, isWrong: false };
    case 'tensor': return ofTensor(item.type, null);
    case 'list': return ofTensor(nestedType(item), trueCount(item));
    case 'float': throw indexError('only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got float)')();
    case 'str': throw new Refusal('shape/arguments', "new(): invalid data type 'str'", 'TypeError');
    default: return null;
  }
}

const integerTypes: readonly DType[] = ['int64', 'int32'];

function ofTensor({ shape, dtype }: TensorType, count: Dim): IndexTensor | null | undefined {
  if (shape === null || dtype === null) return undefined;
  if (dtype === 'bool' || dtype === 'uint8') {
    return shape.length === 0 ? { mask: null, shape: [null], axes: 0, isWrong: false } : { mask: shape, shape: [count], axes: shape.length, isWrong: false };
  }
  if (shape.length === 0 && dtype.includes('int')) return null;
  // Nothing at all is a list of no integers.
  return { mask: null, shape, axes: 1, isWrong: !integerTypes.includes(dtype) && shape[0] !== 0 };
}

/** How many of a list of bools are true. */
function trueCount(list: Extract<Datum, { kind: 'list' }>): Dim {
  const values = list.items?.map((item) => (item.kind === 'bool' ? item.value : null)) ?? [null];
  return values.includes(null) ? null : values.filter(Boolean).length;
}

/** `at` is the index's place in the tuple, by which PyTorch names the axis. */
function checkIndex(index: Dim, size: Dim, at: number, rank: number, check: Check): void {
  check.must(rank > 0 || index !== 0, indexError('invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number'));
  const range = indexError(`index ${dimText(index)} is out of bounds for dimension ${String(at)} with size ${rank === 0 ? '0' : dimText(size)}`);
  check.must(rank > 0, range);
  check.must(lessThan(index, size), range);
  check.must(lessOrEqual(neg(size), index), range);
}

function boundOf(value: Datum): Bound {
  if (value.kind === 'none') return 'none';
  if (value.kind === 'float' || value.kind === 'str' || value.kind === 'list') {
    throw new Refusal('shape/arguments', 'slice indices must be integers or None or have an __index__ method', 'TypeError');
  }
  return value.kind === 'int' ? value.value : value.kind === 'bool' && value.value !== null ? Number(value.value) : null;
}

function sliced({ start, stop, step }: Extract<Datum, { kind: 'slice' }>, size: Dim, rank: number, check: Check): Dim {
  const [from, to, by] = [boundOf(start), boundOf(stop), boundOf(step)];
  check.must(by !== 0, () => new Refusal('shape/arguments', 'slice step cannot be zero', 'ValueError'));
  check.must(by === 'none' || lessThan(0, by), () => new Refusal('shape/arguments', 'step must be greater than zero', 'ValueError'));
  check.must(rank > 0, indexError('slice() cannot be applied to a 0-dim tensor.'));
  return sliceSize(size, from, to, by === 'none' ? 1 : by);
}

/** The shape after index tensors, each at the axis where it was placed. */
function gathered(sizes: Shape, placed: ReadonlyMap<number, IndexTensor>, check: Check): Shape {
  if (placed.size === 0) return sizes;
  const taken: number[] = [];
  const shapes: Shape[] = [];
  for (const [axis, { mask, shape, axes }] of placed) {
    mask?.forEach((size, at) => {
      check.equal(size, sizes[axis + at] ?? null, indexError(
        `The shape of the mask ${sizesText(mask)} at index ${String(at)} does not match the shape of the indexed tensor ${sizesText(sizes)} at index ${String(axis + at)}`,
      ));
    });
    // A mask is as many tensors as it has axes.
    for (let at = 0; at < Math.max(axes, 1); at += 1) {
      taken.push(axis + at);
      shapes.push(shape);
    }
  }
  const indexed = broadcastIndices(shapes, check);
  const isEmpty = indexed.some((size) => compare(size, 0) !== 'different');
  check.must(isEmpty || !taken.some((axis) => sizes[axis] === 0), indexError('index is out of bounds for dimension with size 0'));
  const [first = 0] = taken;
  const isTogether = taken.every((axis, at) => axis === first + at);
  const rest = sizes.filter((_, axis) => !taken.includes(axis));
  return isTogether ? [...rest.slice(0, first), ...indexed, ...rest.slice(first)] : [...indexed, ...rest];
}

function broadcastIndices(shapes: readonly Shape[], check: Check): Shape {
  try {
    return broadcastAll(shapes, check) ?? [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw indexError(`shape mismatch: indexing tensors could not be broadcast together with shapes ${shapes.map(sizesText).join(', ')}`)();
  }
}
