/** Subscripts: `value[index]`, `value[index] = item`, `del value[index]`. */
import { isConcrete } from '../../kernels/dims/dim';
import { namespaceOwners, storeAttribute } from './attribute';
import { callValue } from './call';
import { classOf, lookup } from './class';
import { fail, refuse } from './exception';
import { iterate, rangeLength } from './iterate';
import { join, joinAll } from './join';
import type { Machine } from './machine';
import { repr } from './operator';
import { loadRegistry } from './registry';
import { callSpecial } from './special';
import { int, keyOf, list, positional, someKey, str, tuple, unknown } from './value';
import type { DictValue, ListValue, RangeValue, SliceValue, StrValue, TupleValue, Value } from './value';

/** `value[index]`. Raises IndexError, KeyError or TypeError as Python would. */
export function getItem(machine: Machine, value: Value, index: Value): Value {
  switch (value.kind) {
    case 'list':
    case 'tuple':
      if (value.class !== null && lookup(value.class, '__getitem__')?.kind === 'function') break;
      return sequenceItem(machine, value, index);
    case 'str':
      return stringItem(value, index);
    case 'dict':
      if (value.class !== null && lookup(value.class, '__getitem__')?.kind === 'function') break;
      return dictItem(machine, value, index);
    case 'range':
      return rangeItem(value, index);
    case 'class': {
      const custom = lookup(value, '__class_getitem__');
      if (custom !== null) return callValue(machine, { kind: 'method', function: custom.kind === 'wrapped' ? custom.function : custom, self: value }, positional(index));
      // list[int], Generic[T]: the class itself serves.
      return callSpecial(machine, value, '__getitem__', index) ?? value;
    }
    case 'unknown':
      return unknown;
    case 'lazy':
      return getItem(machine, value.force(machine), index);
    default:
  }
  const result = callSpecial(machine, value, '__getitem__', index);
  if (result !== null) return result;
  const type = classOf(value);
  return type === null || type.open ? unknown : fail('TypeError', `'${type.name}' object is not subscriptable`);
}

/** An index as a number; null when it is not known, undefined when the value is no index at all. */
function indexNumber(index: Value): number | null | undefined {
  if (index.kind === 'int') return isConcrete(index.value) ? index.value : null;
  if (index.kind === 'bool') return index.value === null ? null : Number(index.value);
  return index.kind === 'unknown' || index.kind === 'object' || index.kind === 'instance' ? null : undefined;
}

function sequenceItem(machine: Machine, value: ListValue | TupleValue, index: Value): Value {
  const make = (items: readonly Value[], rest: Value | null): Value =>
    value.kind === 'list' ? list(items, rest) : tuple(items, rest, value.class?.name === 'Size' ? value.class : null);
  if (index.kind === 'slice') {
    if (value.rest !== null) return make([], value.rest);
    const picked = slicePositions(index, value.items.length);
    return picked === null ? make([], joinAll(value.items)) : make(picked.map((at) => value.items[at] ?? unknown), null);
  }
  const at = indexNumber(index);
  if (at === undefined) return fail('TypeError', `${value.kind} indices must be integers or slices, not ${classOf(index)?.name ?? 'object'}`);
  if (value.rest !== null) return value.rest;
  if (at === null) return value.items.length === 0 ? unknown : joinAll(value.items);
  const item = value.items[at < 0 ? at + value.items.length : at];
  if (item !== undefined) return item;
  if (value.class?.name === 'Size') {
    return refuse(machine, { code: 'shape/dim-range', text: 'tuple index out of range', exception: 'IndexError', detail: null }, unknown);
  }
  return fail('IndexError', `${value.kind} index out of range`);
}

/** The positions that a slice picks of so many elements; null when it is not known. */
export function slicePositions(slice: SliceValue, length: number): readonly number[] | null {
  const part = (value: Value): number | null | undefined => (value.kind === 'none' ? undefined : (indexNumber(value) ?? null));
  const step = part(slice.step) ?? (slice.step.kind === 'none' ? 1 : null);
  const start = part(slice.start);
  const stop = part(slice.stop);
  if (step === null || start === null || stop === null) return null;
  if (step === 0) return fail('ValueError', 'slice step cannot be zero');
  const low = step > 0 ? 0 : -1;
  const high = step > 0 ? length : length - 1;
  const clamp = (value: number): number => Math.min(Math.max(value < 0 ? value + length : value, low), high);
  const from = start === undefined ? (step > 0 ? low : high) : clamp(start);
  const to = stop === undefined ? (step > 0 ? high : low) : clamp(stop);
  const positions: number[] = [];
  for (let at = from; step > 0 ? at < to : at > to; at += step) positions.push(at);
  return positions;
}

function stringItem(value: StrValue, index: Value): Value {
  if (value.value === null) return value.isBytes ? unknown : str(null);
  const characters = Array.from(value.value);
  if (index.kind === 'slice') {
    const picked = slicePositions(index, characters.length);
    return picked === null ? str(null) : { ...value, value: picked.map((at) => characters[at] ?? '').join('') };
  }
  const at = indexNumber(index);
  if (at === undefined) return fail('TypeError', `string indices must be integers, not '${classOf(index)?.name ?? 'object'}'`);
  if (at === null) return str(null);
  const character = characters[at < 0 ? at + characters.length : at];
  if (character === undefined) return fail('IndexError', 'string index out of range');
  return value.isBytes ? int(character.charCodeAt(0)) : str(character);
}

function rangeItem(value: RangeValue, index: Value): Value {
  const length = rangeLength(value);
  const { start, step } = value;
  if (!isConcrete(length) || !isConcrete(start) || !isConcrete(step)) return int(null);
  if (index.kind === 'slice') {
    const picked = slicePositions(index, length);
    return picked === null ? list([], int(null)) : list(picked.map((at) => int(start + at * step)));
  }
  const at = indexNumber(index);
  if (at === undefined || at === null) return int(null);
  const position = at < 0 ? at + length : at;
  return position < 0 || position >= length ? fail('IndexError', 'range object index out of range') : int(start + position * step);
}

/** The value under a key: null when there is none, 'unknown' when that is not known. */
export function dictGet(machine: Machine, value: DictValue, key: Value): Value | null | 'unknown' {
  const hash = keyOf(key);
  const under = value.entries.get(someKey)?.value;
  if (hash === null) return under === undefined ? 'unknown' : joinAll([...value.entries.values()].map((entry) => entry.value));
  const entry = value.entries.get(hash);
  if (entry !== undefined) return under === undefined ? entry.value : join(entry.value, under);
  if (loadRegistry(machine, value)) return dictGet(machine, value, key);
  return value.open ? (under ?? 'unknown') : null;
}

function dictItem(machine: Machine, value: DictValue, key: Value): Value {
  const found = dictGet(machine, value, key);
  if (found === 'unknown') {
    return keyOf(key) === null && !value.open && value.entries.size > 0 ? joinAll([...value.entries.values()].map((entry) => entry.value)) : unknown;
  }
  if (found !== null) return found;
  if (value.missing !== null && value.missing.kind !== 'none') {
    const made = callValue(machine, value.missing, positional());
    storeEntry(machine, value, key, made);
    return made;
  }
  const custom = value.class === null ? null : callSpecial(machine, value, '__missing__', key);
  return custom ?? fail('KeyError', repr(machine, key) ?? '');
}

/** Notes that a dict may have entries of which nothing is known. */
export function leaveEntriesOpen(value: DictValue): void {
  value.open = true;
  value.entries.delete(someKey);
}

/** Stores an entry; under a key that is not known, beside all that was. */
export function storeEntry(machine: Machine, value: DictValue, key: Value, item: Value): void {
  const owner = namespaceOwners.get(value);
  if (owner !== undefined && key.kind === 'str' && key.value !== null) storeAttribute(machine, owner, key.value, item);
  machine.heap.touch(value);
  const hash = keyOf(key);
  if (hash === null) {
    const before = value.entries.get(someKey)?.value;
    if (before !== undefined || !value.open) value.entries.set(someKey, { key, value: before === undefined ? item : join(before, item) });
    value.open = true;
  } else value.entries.set(hash, { key: value.entries.get(hash)?.key ?? key, value: item });
}

/** `value[index] = item`. */
export function setItem(machine: Machine, value: Value, index: Value, item: Value): void {
  switch (value.kind) {
    case 'unknown':
      return;
    case 'list':
      if (value.class === null || lookup(value.class, '__setitem__')?.kind !== 'function') {
        setSequenceItem(machine, value, index, item);
        return;
      }
      break;
    case 'dict':
      if (value.class === null || lookup(value.class, '__setitem__')?.kind !== 'function') {
        storeEntry(machine, value, index, item);
        return;
      }
      break;
    default:
  }
  if (callSpecial(machine, value, '__setitem__', index, item) !== null) return;
  const type = classOf(value);
  if (type !== null && !type.open) fail('TypeError', `'${type.name}' object does not support item assignment`);
}

function setSequenceItem(machine: Machine, value: ListValue, index: Value, item: Value): void {
  machine.heap.touch(value);
  if (index.kind === 'slice') {
    const picked = value.rest === null ? slicePositions(index, value.items.length) : null;
    const replacement = iterate(machine, item);
    if (picked === null || replacement.rest !== null || index.step.kind !== 'none') {
      value.rest = unknown;
      value.items = [];
      return;
    }
    const start = picked[0] ?? clampStart(index, value.items.length);
    value.items.splice(start, picked.length, ...replacement.items);
    return;
  }
  if (value.rest !== null) {
    value.rest = joinAll([value.rest, item]);
    return;
  }
  const at = indexNumber(index);
  if (at === null || at === undefined) {
    value.items = value.items.map((old) => joinAll([old, item]));
    return;
  }
  const position = at < 0 ? at + value.items.length : at;
  if (position < 0 || position >= value.items.length) fail('IndexError', 'list assignment index out of range');
  value.items[position] = item;
}

/** Where an empty slice stands. */
function clampStart(slice: SliceValue, length: number): number {
  const start = indexNumber(slice.start);
  if (start === null || start === undefined) return slice.start.kind === 'none' ? 0 : length;
  return Math.min(Math.max(start < 0 ? start + length : start, 0), length);
}

/** `del value[index]`. */
export function deleteItem(machine: Machine, value: Value, index: Value): void {
  if (value.kind === 'unknown') return;
  if (value.kind === 'dict') {
    machine.heap.touch(value);
    const key = keyOf(index);
    if (key === null) value.open = true;
    else if (!value.entries.delete(key) && !value.open) fail('KeyError', repr(machine, index) ?? '');
    return;
  }
  if (value.kind === 'list') {
    machine.heap.touch(value);
    if (value.rest !== null) return;
    const at = indexNumber(index);
    const picked = index.kind === 'slice' ? slicePositions(index, value.items.length) : at === null || at === undefined ? null : [at < 0 ? at + value.items.length : at];
    if (picked === null) {
      value.rest = joinAll(value.items);
      value.items = [];
      return;
    }
    if (index.kind !== 'slice' && value.items[picked[0] ?? -1] === undefined) fail('IndexError', 'list assignment index out of range');
    value.items = value.items.filter((_, position) => !picked.includes(position));
    return;
  }
  callSpecial(machine, value, '__delitem__', index);
}
