/**
 * Broadcasting: shapes are aligned at their last axes, and a size of 1 (or a missing axis) repeats to fit the other.
 * https://pytorch.org/docs/stable/notes/broadcasting.html
 */
import { compare, lessOrEqual } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { Refusal } from './op';
import type { Check } from './op';
import { dimText } from './shape-text';
import { tensorType } from './tensor-type';
import type { DType, Shape, TensorType } from './tensor-type';

/** The size that two sizes broadcast to; undefined when they cannot. Null: not known which of them. */
function broadcastSize(a: Dim, b: Dim, check: Check): Dim | undefined {
  if (a === b || b === 1) return a;
  if (a === 1) return b;
  if (typeof a === 'number' && typeof b === 'number') return undefined;
  const same = compare(a, b);
  if (same === 'equal') return a;
  const [aRepeats, bRepeats] = [compare(a, 1) !== 'different', compare(b, 1) !== 'different'];
  if (aRepeats && bRepeats) {
    // Where one is never the larger, nor empty (`mask[:, :T]` against T), the other stays: it is 1 only if both are.
    const within = (smaller: Dim, size: Dim): boolean => lessOrEqual(1, smaller) === true && lessOrEqual(smaller, size) === true;
    if (within(b, a)) return a;
    return within(a, b) ? b : null;
  }
  if (!aRepeats && !bRepeats) {
    if (same === 'different') return undefined;
    // Neither can be 1: the two are the same size, under two names.
    check.equal(a, b, () => new Refusal('shape/broadcast', ''));
  }
  // Whatever the other is, the one that cannot be 1 stays.
  return aRepeats ? b : a;
}

/** The shape that two shapes broadcast to; null when the rank of either is unknown. `dtype` is that of the result, were it mended. */
export function broadcast(a: Shape | null, b: Shape | null, check: Check, dtype: DType | null = null): Shape | null {
  if (a === null || b === null) return null;
  const rank = Math.max(a.length, b.length);
  const at = (shape: Shape, axis: number): Dim => {
    const index = axis - rank + shape.length;
    return index < 0 ? 1 : shape[index] ?? null;
  };
  const axes = Array.from({ length: rank }, (_, axis) => broadcastSize(at(a, axis), at(b, axis), check));
  // PyTorch meets the last axis first.
  const wrong = axes.lastIndexOf(undefined);
  const sizes = axes.map((size, axis) => (size === undefined ? larger(at(a, axis), at(b, axis)) : size));
  if (wrong >= 0) {
    throw new Refusal(
      'shape/broadcast',
      `The size of tensor a (${dimText(at(a, wrong))}) must match the size of tensor b (${dimText(at(b, wrong))}) at non-singleton dimension ${String(wrong)}`,
      'RuntimeError',
      tensorType(sizes, dtype),
    );
  }
  return sizes;
}

/** The shape of an operand, where only the other's is known: most often the same, or one more axis before a vector of features. */
function supposed(operand: TensorType, other: Shape | null, check: Check): Shape | null {
  if (operand.shape !== null || other === null || other.length === 0 || other.length === 2) return operand.shape;
  const [only = null] = other;
  return check.guess(operand, () => (other.length === 1 ? [null, only] : other.map((size) => (size === 1 ? null : size))));
}

/** As `broadcast`, of operands, whose shapes may be supposed. */
export function broadcastOperands(a: TensorType, b: TensorType, check: Check, dtype: DType | null): Shape | null {
  return broadcast(supposed(a, b.shape, check), supposed(b, a.shape, check), check, dtype);
}

/** What an axis would most likely be, were its sizes the same. */
function larger(a: Dim, b: Dim): Dim {
  return typeof a === 'number' && typeof b === 'number' ? Math.max(a, b) : a;
}

/** As `broadcast`, for any number of shapes, two at a time from the left. */
export function broadcastAll(shapes: readonly (Shape | null)[], check: Check, dtype: DType | null = null): Shape | null {
  return shapes.reduce<Shape | null>((whole, shape) => broadcast(whole, shape, check, dtype), []);
}
