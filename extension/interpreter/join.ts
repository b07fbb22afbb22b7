/** What two values have in common: the value of a variable after a condition that is not known. */
import { compare } from '../../kernels/dims/dim';
import { float, int, keyOf, str, tuple, unknown, unknownBool } from './value';
import type { Value } from './value';

/** The most precise value that covers both. Returns `a` itself where it covers `b`, so that a fixpoint is seen as such. */
export function join(a: Value, b: Value): Value {
  if (a === b) return a;
  if (a.kind === 'int' && b.kind === 'int') return compare(a.value, b.value) === 'equal' || a.value === null ? a : int(null);
  if (a.kind === 'float' && b.kind === 'float' && a.isComplex !== b.isComplex) return unknown;
  if (a.kind === 'float' && b.kind === 'float') return a.value === b.value || a.value === null ? a : float(null);
  if (a.kind === 'bool' && b.kind === 'bool') return a.value === b.value || a.value === null ? a : unknownBool;
  if (a.kind === 'str' && b.kind === 'str' && a.isBytes === b.isBytes) return a.value === b.value || a.value === null ? a : str(null);
  if (a.kind === 'tuple' && b.kind === 'tuple' && a.class === b.class) {
    if (a.rest === null && b.rest === null && a.items.length === b.items.length) {
      const items = a.items.map((item, index) => join(item, b.items[index] ?? unknown));
      return items.every((item, index) => item === a.items[index]) ? a : tuple(items, null, a.class);
    }
    const parts = [...a.items, ...b.items, ...(a.rest === null ? [] : [a.rest]), ...(b.rest === null ? [] : [b.rest])];
    const rest = parts.length === 0 ? unknown : parts.reduce(join);
    return a.rest === rest && a.items.length === 0 ? a : tuple([], rest, a.class);
  }
  if (a.kind === 'object' && b.kind === 'object' && a.class === b.class && a.class.join !== null) return a.class.join(a, b);
  const key = keyOf(a);
  if (key !== null && key === keyOf(b) && a.kind === b.kind) return a;
  return unknown;
}

/** The values' join; unknown for none. */
export function joinAll(values: readonly Value[]): Value {
  const [first, ...others] = values;
  return first === undefined ? unknown : others.reduce(join, first);
}

