/** `value[index]` and `value[index] = item`. */
import { isConcrete } from '../../../kernels/dims/dim';
import { join, joinAll } from '../join';
import type { Machine } from '../machine';
import { str, undefinedValue, unknown } from '../value';
import type { Value } from '../value';
import { throwError } from './error';
import { propertyName } from './operator';
import { defineProperty, getProperty, mayHaveMore, ownProperties, setProperty } from './property';

export function getItem(machine: Machine, value: Value, index: Value): Value {
  if (value.kind === 'lazy') return getItem(machine, value.force(machine), index);
  if (value.kind === 'list' && index.kind === 'int') {
    if (value.rest !== null) return value.rest;
    if (isConcrete(index.value)) return value.items[index.value] ?? undefinedValue;
    return value.items.length === 0 ? undefinedValue : joinAll(value.items);
  }
  if (value.kind === 'str' && index.kind === 'int') {
    if (value.value === null || !isConcrete(index.value)) return str(null);
    const character = value.value[index.value];
    return character === undefined ? undefinedValue : str(character);
  }
  const name = propertyName(machine, index);
  if (name !== null) return getProperty(machine, value, name);
  if (value.kind === 'undefined' || value.kind === 'none') return throwError('TypeError', `Cannot read properties of ${value.kind === 'none' ? 'null' : 'undefined'}`);
  // Whichever it is, it is one of them.
  if (value.kind === 'instance' && !mayHaveMore(value) && value.attributes.size > 0) return joinAll(ownProperties(machine, value).map(([, item]) => item));
  if (value.kind === 'list') return value.rest ?? (value.items.length === 0 ? unknown : joinAll(value.items));
  return unknown;
}

export function setItem(machine: Machine, value: Value, index: Value, stored: Value): void {
  if (value.kind === 'list') {
    const at = index.kind === 'int' && isConcrete(index.value) ? index.value : null;
    machine.heap.touch(value);
    if (value.rest !== null) value.rest = join(value.rest, stored);
    else if (at === null && value.class !== null) value.items = value.items.map((item) => join(item, stored));
    else if (at === null) {
      // It may be one of them, or lie behind them.
      value.rest = joinAll([...value.items, stored]);
      value.items = [];
    }
    else if (at >= 0 && at < 100_000) {
      while (value.items.length < at) value.items.push(undefinedValue);
      value.items[at] = stored;
    }
    return;
  }
  const name = propertyName(machine, index);
  if (name !== null) {
    setProperty(machine, value, name, stored);
    return;
  }
  if (value.kind !== 'instance') return;
  machine.heap.touch(value);
  value.open = true;
  for (const [key, item] of value.attributes) defineProperty(machine, value, key, join(item, stored));
}
