/** Iteration in JavaScript: arrays, strings, maps, sets, generators, and objects that bring their own. */
import { callValue } from '../call';
import { iterate as iterateBuiltin } from '../iterate';
import type { Elements } from '../iterate';
import { joinAll } from '../join';
import type { Machine } from '../machine';
import { positional, str, unknown, unknownStr } from '../value';
import type { Value } from '../value';
import { throwError } from './error';
import { makeArray } from './object';
import { truth } from './operator';
import { findProperty, getProperty } from './property';

/** An iterator that goes on after this many elements goes on for ever. */
const most = 1000;

export function iterate(machine: Machine, value: Value, limit?: number): Elements {
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return value;
    case 'str':
      return value.value === null ? { items: [], rest: unknownStr } : { items: Array.from(value.value).map((character) => str(character)), rest: null };
    case 'dict':
      return { items: [...value.entries.values()].map((entry) => makeArray([entry.key, entry.value])), rest: value.open ? unknown : null };
    case 'set':
    case 'iterator':
    case 'unknown':
    case 'range':
      return iterateBuiltin(machine, value, limit);
    case 'lazy':
      return iterate(machine, value.force(machine), limit);
    default:
  }
  const method = findProperty(machine, value, '@@iterator') ?? findProperty(machine, value, '@@asyncIterator');
  if (method === null) return throwError('TypeError', `${value.kind === 'undefined' ? 'undefined' : value.kind === 'none' ? 'null' : 'object'} is not iterable`);
  if (method.kind === 'unknown') return { items: [], rest: unknown };
  const made = callValue(machine, method.kind === 'function' ? { kind: 'method', function: method, self: value } : method, positional());
  return made.kind === 'instance' ? drained(machine, made, limit ?? most) : iterate(machine, made, limit);
}

/** The elements that `next()` gives, one after the other. */
function drained(machine: Machine, iterator: Value, limit: number): Elements {
  const items: Value[] = [];
  for (let count = 0; count < Math.min(limit, most); count += 1) {
    const next = getProperty(machine, iterator, 'next');
    const result = callValue(machine, next.kind === 'function' ? { kind: 'method', function: next, self: iterator } : next, positional());
    if (result.kind !== 'instance') return { items: [], rest: unknown };
    const done = truth(getProperty(machine, result, 'done'));
    if (done === true) return { items, rest: null };
    items.push(getProperty(machine, result, 'value'));
    if (done === null) break;
  }
  return items.length >= limit ? { items, rest: null } : { items: [], rest: joinAll(items) };
}
