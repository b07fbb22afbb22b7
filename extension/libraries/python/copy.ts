/** `copy`: values that cannot change are shared. */
import { callValue } from '../../interpreter/call';
import { lookup } from '../../interpreter/class';
import { storeEntry } from '../../interpreter/item';
import type { Machine } from '../../interpreter/machine';
import { defineNatives } from '../../interpreter/signature';
import { bind } from '../../interpreter/special';
import { dict, instance, list, positional, set, tuple } from '../../interpreter/value';
import type { InstanceValue, Value } from '../../interpreter/value';

/** The value's own way of copying itself; null when it has none. */
function custom(machine: Machine, value: Value, name: string): Value | null {
  if (value.kind !== 'instance' && value.kind !== 'object') return null;
  return lookup(value.class, name) === null ? null : bind(machine, value, name);
}

function emptyLike(value: InstanceValue): InstanceValue {
  const copy = instance(value.class);
  copy.open = value.open;
  return copy;
}

/** `copy.copy` */
function shallow(machine: Machine, value: Value): Value {
  const own = custom(machine, value, '__copy__');
  if (own !== null) return callValue(machine, own, positional());
  switch (value.kind) {
    case 'list': {
      const copy = list(value.items, value.rest, value.class);
      for (const [name, held] of value.attributes ?? []) copy.attributes?.set(name, held);
      return copy;
    }
    case 'dict': {
      const copy = dict(value.class, value.missing);
      for (const entry of value.entries.values()) storeEntry(machine, copy, entry.key, entry.value);
      for (const [name, held] of value.attributes ?? []) copy.attributes?.set(name, held);
      copy.open = value.open;
      return copy;
    }
    case 'set': {
      const copy = set(value.frozen);
      for (const [key, item] of value.items) copy.items.set(key, item);
      copy.open = value.open;
      return copy;
    }
    case 'instance': {
      const copy = emptyLike(value);
      for (const [name, held] of value.attributes) copy.attributes.set(name, held);
      machine.observer.copied?.(value, copy);
      return copy;
    }
    default:
      return value;
  }
}

/** `copy.deepcopy`; `memo` has the copies made so far, so that shared parts stay shared. */
function deep(machine: Machine, value: Value, memo: Map<Value, Value>): Value {
  const made = memo.get(value);
  if (made !== undefined) return made;
  const inner = (item: Value): Value => deep(machine, item, memo);
  const copyAttributes = (from: ReadonlyMap<string, Value> | null, to: Map<string, Value> | null): void => {
    for (const [name, held] of from ?? []) to?.set(name, inner(held));
  };
  const own = custom(machine, value, '__deepcopy__');
  if (own !== null) {
    const copy = callValue(machine, own, positional(dict()));
    memo.set(value, copy);
    return copy;
  }
  switch (value.kind) {
    case 'list': {
      const copy = list([], null, value.class);
      memo.set(value, copy);
      for (const item of value.items) copy.items.push(inner(item));
      copy.rest = value.rest === null ? null : inner(value.rest);
      copyAttributes(value.attributes, copy.attributes);
      return copy;
    }
    case 'tuple': {
      const copy = tuple(value.items.map(inner), value.rest === null ? null : inner(value.rest), value.class);
      memo.set(value, copy);
      return copy;
    }
    case 'dict': {
      const copy = dict(value.class, value.missing);
      memo.set(value, copy);
      for (const [key, entry] of value.entries) copy.entries.set(key, { key: entry.key, value: inner(entry.value) });
      copyAttributes(value.attributes, copy.attributes);
      copy.open = value.open;
      return copy;
    }
    case 'instance': {
      const copy = emptyLike(value);
      memo.set(value, copy);
      copyAttributes(value.attributes, copy.attributes);
      machine.observer.copied?.(value, copy);
      return copy;
    }
    case 'method':
      return { ...value, self: inner(value.self) };
    default:
      return shallow(machine, value);
  }
}

/** The names of `copy`. */
export const copy: ReadonlyMap<string, Value> = defineNatives({
  'copy(x)': (machine, args) => shallow(machine, args.get('x')),
  'deepcopy(x, memo=None)': (machine, args) => deep(machine, args.get('x'), new Map()),
});
