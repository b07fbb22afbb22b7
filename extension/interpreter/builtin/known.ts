/** What is fully known of a value, as plain data of TypeScript. */
import { isConcrete } from '../../../kernels/dims/dim';
import { truth } from '../operator';
import type { Machine } from '../machine';
import type { Value } from '../value';

/** The whole number of an int or bool; null when it is symbolic or not known, or for another kind. */
export function knownInt(value: Value): number | null {
  if (value.kind === 'bool') return value.value === null ? null : Number(value.value);
  return value.kind === 'int' && isConcrete(value.value) ? value.value : null;
}

/** The text of a str; null when it is not known, or for another kind. */
export function knownText(value: Value | undefined): string | null {
  return value?.kind === 'str' ? value.value : null;
}

/** The truth of a value, or what to assume without it. */
export function knownTruth(machine: Machine, value: Value, otherwise: boolean): boolean {
  return truth(machine, value) ?? otherwise;
}

/** The entries of a dict whose keys are known texts: keyword arguments, a namespace. */
export function namedEntries(value: Value): ReadonlyMap<string, Value> {
  const entries = new Map<string, Value>();
  if (value.kind !== 'dict') return entries;
  for (const entry of value.entries.values()) if (entry.key.kind === 'str' && entry.key.value !== null) entries.set(entry.key.value, entry.value);
  return entries;
}
