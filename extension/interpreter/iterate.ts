/** Iteration: all elements of a value at once, as far as they are known. */
import type { Dim } from '../../kernels/dims/dim';
import { callValue } from './call';
import { classOf, lookup } from './class';
import { fail } from './exception';
import { joinAll } from './join';
import { Raised } from './machine';
import type { Machine } from './machine';
import { bind } from './special';
import { int, iterator, positional, str, unknown, unknownInt, unknownStr } from './value';
import type { IteratorValue, RangeValue, Value } from './value';

export interface Elements {
  readonly items: readonly Value[];
  /** Covers each of an unknown number of further elements; null when there are none. */
  readonly rest: Value | null;
}

/** More elements than this are never spelled out. */
const most = 100_000;

const nothingKnown: Elements = { items: [], rest: unknown };

/** Number of elements of a range; null when it is not known. */
export function rangeLength(range: RangeValue): Dim {
  const { start, stop, step } = range;
  if (typeof start !== 'number' || typeof stop !== 'number' || typeof step !== 'number' || step === 0) {
    return start === 0 && step === 1 ? stop : null;
  }
  return Math.max(0, Math.ceil((stop - start) / step));
}

/** The elements of a value, at most `limit` of them. Iterators are used up. Raises TypeError for what is not iterable. */
export function iterate(machine: Machine, value: Value, limit = most): Elements {
  switch (value.kind) {
    case 'list':
    case 'tuple':
      if (value.class !== null) {
        const custom = lookup(value.class, '__iter__');
        if (custom?.kind === 'function') break;
      }
      return value;
    case 'dict': {
      if (value.class !== null && lookup(value.class, '__iter__')?.kind === 'function') break;
      return { items: [...value.entries.values()].map((entry) => entry.key), rest: value.open ? unknown : null };
    }
    case 'set':
      return { items: [...value.items.values()], rest: value.open ? unknown : null };
    case 'str':
      return value.value === null
        ? { items: [], rest: value.isBytes ? unknownInt : unknownStr }
        : { items: Array.from(value.value).map((character) => (value.isBytes ? int(character.charCodeAt(0)) : str(character))), rest: null };
    case 'range':
      return rangeElements(value, limit);
    case 'iterator': {
      const items: Value[] = [];
      while (items.length < limit) {
        const item = next(machine, value);
        if (item === null) break;
        items.push(item);
      }
      return { items, rest: value.rest };
    }
    case 'unknown':
      return nothingKnown;
    case 'lazy':
      return iterate(machine, value.force(machine), limit);
    default:
  }
  const type = classOf(value);
  const method = type === null ? null : bind(machine, value, '__iter__');
  if (method !== null) return iterateResult(machine, callValue(machine, method, positional()), value, limit);
  const getItem = bind(machine, value, '__getitem__');
  if (getItem !== null && value.kind !== 'class') return iterateByIndex(machine, getItem, limit);
  if (type === null || type.open) return nothingKnown;
  return fail('TypeError', `'${type.name}' object is not iterable`);
}

function rangeElements(range: RangeValue, limit: number): Elements {
  const length = rangeLength(range);
  if (typeof length !== 'number' || typeof range.start !== 'number' || typeof range.step !== 'number') return { items: [], rest: unknownInt };
  const items: Value[] = [];
  const count = Math.min(length, limit, most);
  for (let index = 0; index < count; index += 1) items.push(int(range.start + index * range.step));
  return { items, rest: length > count && count < limit ? unknownInt : null };
}

/** What `__iter__` returned, used up. */
function iterateResult(machine: Machine, result: Value, of: Value, limit: number): Elements {
  if (result !== of && result.kind !== 'instance') return iterate(machine, result, limit);
  if (result.kind !== 'instance') return nothingKnown;
  const items: Value[] = [];
  while (items.length < Math.min(limit, 10_000)) {
    const item = nextOfInstance(machine, result);
    if (item === null) return { items, rest: null };
    items.push(item);
    if (machine.uncertain > 0 && items.length > 100) break;
  }
  return items.length >= limit ? { items, rest: null } : { items: [], rest: joinAll(items) };
}

function nextOfInstance(machine: Machine, value: Value): Value | null {
  const method = bind(machine, value, '__next__');
  if (method === null) return null;
  machine.guarded += 1;
  try {
    return callValue(machine, method, positional());
  } catch (error) {
    if (error instanceof Raised && error.value.kind === 'instance' && error.value.class.name === 'StopIteration') return null;
    throw error;
  } finally {
    machine.guarded -= 1;
  }
}

/** The old protocol: `__getitem__` with 0, 1, 2, ... until IndexError. */
function iterateByIndex(machine: Machine, getItem: Value, limit: number): Elements {
  const items: Value[] = [];
  machine.guarded += 1;
  try {
    // A dataset may have any number of items: a few tell what they are like.
    for (let index = 0; index < Math.min(limit, 1000); index += 1) items.push(callValue(machine, getItem, positional(int(index))));
  } catch (error) {
    if (error instanceof Raised && error.value.kind === 'instance' && error.value.class.mro.some((type) => type.name === 'LookupError')) return { items, rest: null };
    throw error;
  } finally {
    machine.guarded -= 1;
  }
  return items.length >= limit ? { items, rest: null } : { items: [], rest: joinAll(items) };
}

/** The iterator's next element; null when it is exhausted. Past its known elements it gives `rest` for ever. */
export function next(machine: Machine, value: IteratorValue): Value | null {
  machine.heap.touch(value);
  if (value.items === null) {
    value.items = [];
    const filled = value.fill();
    value.items = filled.items;
    value.rest = filled.rest;
  }
  const item = value.items[value.position];
  if (item === undefined) return null;
  value.position += 1;
  return item;
}

/** `iter(value)`: an iterator over the elements, worked out when the first is asked for. */
export function iteratorOf(machine: Machine, value: Value): Value {
  if (value.kind === 'iterator' || value.kind === 'unknown') return value;
  if (value.kind === 'instance') {
    const method = bind(machine, value, '__iter__');
    if (method !== null) return callValue(machine, method, positional());
  }
  return iterator(() => iterate(machine, value));
}

/** The next element of any iterator; null when it is exhausted, unknown when that is not known. */
export function nextOf(machine: Machine, value: Value): Value | null {
  if (value.kind === 'iterator') return next(machine, value) ?? value.rest;
  if (value.kind === 'instance') return nextOfInstance(machine, value);
  return unknown;
}
