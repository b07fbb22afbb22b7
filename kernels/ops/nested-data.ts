/** Tensors from nested lists of numbers, as `torch.tensor` reads them. */
import { Refusal } from './op';
import type { Datum } from './op';
import { kindOf, promoteTypes } from './promote';
import { tensorType, unknownTensor } from './tensor-type';
import type { DType, TensorType } from './tensor-type';

/** The shape and element type of nested lists; unknown where a list's length is. */
export function nestedType(data: Datum, wanted: DType | null = null): TensorType {
  const shape = nestedShape(data);
  if (shape === null) return unknownTensor(wanted);
  checkLengths(data, shape, 0, wanted);
  return tensorType(shape, wanted ?? leastType(data));
}

/** The lengths along the first items; null when one is unknown. */
function nestedShape(data: Datum): number[] | null {
  if (data.kind === 'unknown') return null;
  if (data.kind === 'tensor') return data.type.shape?.length === 0 ? [] : null;
  if (data.kind !== 'list') return [];
  if (data.items === null) return null;
  const [first] = data.items;
  if (first === undefined) return [0];
  const inner = nestedShape(first);
  return inner === null ? null : [data.items.length, ...inner];
}

/** All lists at one depth must have the length of the first. */
function checkLengths(data: Datum, shape: readonly number[], depth: number, wanted: DType | null): void {
  const expected = shape[depth];
  if (data.kind === 'unknown' || data.kind === 'tensor') return;
  if (expected === undefined) {
    if (data.kind !== 'list') return;
    const isReal = wanted !== null && kindOf(wanted) >= 2;
    throw new Refusal('shape/arguments', isReal ? 'must be real number, not list' : "'list' object cannot be interpreted as an integer", 'TypeError');
  }
  if (data.kind !== 'list') throw new Refusal('shape/arguments', 'not a sequence', 'TypeError');
  if (data.items === null) return;
  if (data.items.length !== expected) {
    throw new Refusal('shape/arguments', `expected sequence of length ${String(expected)} at dim ${String(depth)} (got ${String(data.items.length)})`, 'ValueError');
  }
  for (const item of data.items) checkLengths(item, shape, depth + 1, wanted);
}

/** The type that holds all numbers; float for none. */
function leastType(data: Datum): DType | null {
  const found = typesIn(data);
  if (found === null) return null;
  return found.reduce<DType | null>((least, dtype) => (least === null ? dtype : promoteTypes(least, dtype)), null) ?? 'float32';
}

function typesIn(data: Datum): readonly DType[] | null {
  switch (data.kind) {
    case 'int': return ['int64'];
    case 'float': return ['float32'];
    case 'bool': return ['bool'];
    case 'tensor': return data.type.dtype === null ? null : [data.type.dtype];
    case 'list': {
      const all = data.items?.map(typesIn) ?? null;
      return all === null || all.includes(null) ? null : all.flatMap((types) => types ?? []);
    }
    default: return null;
  }
}
