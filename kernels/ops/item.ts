/**
 * `x[index]`, and `x[index] = value`. The index is the list of the items between the brackets; an item that is a list is an index tensor.
 * https://pytorch.org/docs/stable/tensor_indexing.html
 */
import { compare } from '../dims/dim';
import { expanded } from './expand';
import { picked } from './indexing';
import { Refusal, defineOp } from './op';
import type { Check, Datum, Op } from './op';
import { datum, operand, tensor } from './parameter';
import { shapeLine } from './shape-line';
import { scalarTypeName, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

const isFullSlice = (item: Datum | undefined): boolean => item?.kind === 'slice' && [item.start, item.stop, item.step].every(({ kind }) => kind === 'none');

/** The rank that people mean who write `x[:, None]` or `x[:, -1, :]`; null where the index may leave axes out. */
function impliedRank(index: Datum): number | null {
  const items = index.kind === 'list' ? index.items : null;
  if (items === null || !items.every(({ kind }) => kind === 'int' || kind === 'slice' || kind === 'none')) return null;
  const covered = items.filter(({ kind }) => kind !== 'none').length;
  return (covered > 0 && covered < items.length) || (covered > 1 && isFullSlice(items.at(-1))) ? covered : null;
}

const getitem = defineOp({
  name: 'getitem',
  schema: { input: tensor(), index: datum() },
  infer({ input, index }, check) {
    const covered = impliedRank(index);
    const shape = covered === null ? input.shape : check.guess(input, () => Array.from({ length: covered }, () => null));
    const result = shape === null ? null : picked(shape, index, check);
    return result === null ? unknownTensor(input.dtype) : tensorType(result.shape, input.dtype);
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

/** A value without the leading axes of size 1, and without those that may be of size 1 where it has more than `rank`. */
function trimmed(value: Shape, rank: number): Shape {
  const start = value.findIndex((size, axis) => {
    const same = compare(size, 1);
    return same === 'different' || (same === 'unknown' && value.length - axis <= rank);
  });
  return start < 0 ? [] : value.slice(start);
}

/** Refuses a value that cannot be put where an index tensor points. How much a mask picks is not known. */
function checkScattered(target: Shape, value: TensorType, dtype: TensorType['dtype'], check: Check): void {
  const own = value.shape === null ? null : trimmed(value.shape, target.length);
  if (own !== null && !target.includes(null)) {
    const leading = target.length - own.length;
    const fits = leading >= 0 && own.every((size, axis) => compare(size, 1) !== 'different' || compare(size, target[axis + leading] ?? null) !== 'different');
    check.must(fits, () => new Refusal(
      'shape/broadcast',
      `shape mismatch: value tensor of shape ${sizesText(own)} cannot be broadcast to indexing result of shape ${sizesText(target)}`,
    ));
  }
  const isMixed = !value.isScalar && dtype !== null && value.dtype !== null && dtype !== value.dtype && value.shape?.length !== 0;
  check.must(!isMixed, () => new Refusal(
    'shape/arguments',
    `Index put requires the source and destination dtypes match, got ${scalarTypeName(dtype ?? 'float32')} for the destination and ${scalarTypeName(value.dtype ?? 'float32')} for the source.`,
  ));
}

const setitem = defineOp({
  name: 'setitem',
  schema: { input: tensor(), index: datum(), value: operand() },
  infer({ input, index, value }, check) {
    const result = input.shape === null ? null : picked(input.shape, index, check);
    if (result === null) return input;
    if (result.isGathered) checkScattered(result.shape, value, input.dtype, check);
    else if (value.shape !== null) expanded(tensorType(trimmed(value.shape, result.shape.length), value.dtype), result.shape, check);
    return input;
  },
});

export const itemOps: readonly Op[] = [getitem, setitem];
