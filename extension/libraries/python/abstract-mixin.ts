/** The methods that `collections.abc` makes of the few that a derived class must bring. */
import { callAttribute, callValue } from '../../interpreter/call';
import { fail } from '../../interpreter/exception';
import { deleteItem, getItem, setItem, storeEntry } from '../../interpreter/item';
import { iterate } from '../../interpreter/iterate';
import type { Elements } from '../../interpreter/iterate';
import { Raised } from '../../interpreter/machine';
import type { Machine } from '../../interpreter/machine';
import { compareValues, contains, equals, lengthOf } from '../../interpreter/operator';
import { addMethods } from '../../interpreter/signature';
import type { BoundArguments, MethodTable } from '../../interpreter/signature';
import { bool, dict, int, iterator, none, notImplemented, positional, tuple, unknown } from '../../interpreter/value';
import type { ClassValue, DictValue, InstanceValue, Value } from '../../interpreter/value';

/** The classes whose methods are all here; values of any other abstract class may have more. */
export const mixedIn = ['Sequence', 'MutableSequence', 'Mapping', 'MutableMapping'];

type Method = (machine: Machine, self: InstanceValue, args: BoundArguments) => Value;

/** The elements of a sequence, by its length. */
function elementsOf(machine: Machine, self: InstanceValue): Elements {
  const length = lengthOf(machine, self);
  if (typeof length !== 'number' || length > 10_000) return { items: [], rest: unknown };
  return { items: Array.from({ length }, (_, index) => getItem(machine, self, int(index))), rest: null };
}

const sequence: MethodTable<InstanceValue> = {
  '__iter__()': (machine, self) => iterator(() => elementsOf(machine, self)),
  '__reversed__()': (machine, self) =>
    iterator(() => {
      const { items, rest } = elementsOf(machine, self);
      return { items: [...items].reverse(), rest };
    }),
  '__contains__(value)': (machine, self, args) => bool(contains(machine, asTuple(machine, self), args.get('value'))),
  'index(value, start=0, stop=None)': (machine, self, args) => callAttribute(machine, asTuple(machine, self), 'index', args.get('value'), args.get('start')),
  'count(value)': (machine, self, args) => callAttribute(machine, asTuple(machine, self), 'count', args.get('value')),
};

function asTuple(machine: Machine, self: InstanceValue): Value {
  const { items, rest } = elementsOf(machine, self);
  return tuple(rest === null ? items : [], rest);
}

const insertAtEnd = (machine: Machine, self: InstanceValue, value: Value): void => {
  callAttribute(machine, self, 'insert', int(lengthOf(machine, self)), value);
};

const extend: Method = (machine, self, args) => {
  const { items, rest } = iterate(machine, args.get('values'));
  for (const item of [...items, ...(rest === null ? [] : [rest])]) insertAtEnd(machine, self, item);
  return none;
};

const mutableSequence: MethodTable<InstanceValue> = {
  ...sequence,
  'append(value)': (machine, self, args) => {
    insertAtEnd(machine, self, args.get('value'));
    return none;
  },
  'extend(values)': extend,
  '__iadd__(values)': (machine, self, args) => {
    extend(machine, self, args);
    return self;
  },
  'pop(index=-1)': (machine, self, args) => {
    const value = getItem(machine, self, args.get('index'));
    deleteItem(machine, self, args.get('index'));
    return value;
  },
  'remove(value)': (machine, self, args) => {
    deleteItem(machine, self, callAttribute(machine, self, 'index', args.get('value')));
    return none;
  },
  'clear()': (machine, self) => {
    const { items } = elementsOf(machine, self);
    for (let left = items.length; left > 0; left -= 1) deleteItem(machine, self, int(-1));
    return none;
  },
  'reverse()': (machine, self) => {
    for (const [index, item] of [...elementsOf(machine, self).items].reverse().entries()) setItem(machine, self, int(index), item);
    return none;
  },
};

/** The value under a key; null where the mapping raises KeyError. */
function find(machine: Machine, self: InstanceValue, key: Value): Value | null {
  machine.guarded += 1;
  try {
    return getItem(machine, self, key);
  } catch (error) {
    if (error instanceof Raised && error.value.kind === 'instance' && error.value.class.mro.some((type) => type.name === 'KeyError')) return null;
    throw error;
  } finally {
    machine.guarded -= 1;
  }
}

/** The mapping's entries as a dict, for its views. */
function asDict(machine: Machine, self: InstanceValue): DictValue {
  const result = dict();
  const keys = iterate(machine, self);
  for (const key of keys.items) storeEntry(machine, result, key, getItem(machine, self, key));
  result.open = result.open || keys.rest !== null;
  return result;
}

const mapping: MethodTable<InstanceValue> = {
  'get(key, default=None)': (machine, self, args) => find(machine, self, args.get('key')) ?? args.get('default'),
  '__contains__(key)': (machine, self, args) => bool(find(machine, self, args.get('key')) !== null),
  'keys()': (machine, self) => callAttribute(machine, asDict(machine, self), 'keys'),
  'values()': (machine, self) => callAttribute(machine, asDict(machine, self), 'values'),
  'items()': (machine, self) => callAttribute(machine, asDict(machine, self), 'items'),
  '__eq__(other)': (machine, self, args) => {
    const other = args.get('other');
    if (other.kind === 'dict') return compareValues(machine, '==', asDict(machine, self), other);
    return other === self ? bool(true) : other.kind === 'instance' ? bool(equals(machine, asDict(machine, self), asDict(machine, other))) : notImplemented;
  },
};

const mutableMapping: MethodTable<InstanceValue> = {
  ...mapping,
  'pop(key, default=None)': (machine, self, args) => {
    const value = find(machine, self, args.get('key'));
    if (value === null) return args.has('default') ? args.get('default') : fail('KeyError', '');
    deleteItem(machine, self, args.get('key'));
    return value;
  },
  'popitem()': (machine, self) => {
    const [key] = iterate(machine, self).items;
    if (key === undefined) return fail('KeyError', '');
    const value = getItem(machine, self, key);
    deleteItem(machine, self, key);
    return tuple([key, value]);
  },
  'setdefault(key, default=None)': (machine, self, args) => {
    const value = find(machine, self, args.get('key'));
    if (value !== null) return value;
    setItem(machine, self, args.get('key'), args.get('default'));
    return args.get('default');
  },
  'update(other=(), /, **kwds)': (machine, self, args) => {
    const given = callValue(machine, machine.builtins.get('dict') ?? unknown, positional(args.get('other')));
    for (const source of [given, args.get('kwds')]) {
      if (source.kind === 'dict') for (const { key, value } of source.entries.values()) setItem(machine, self, key, value);
    }
    return none;
  },
  'clear()': (machine, self) => {
    for (const key of iterate(machine, self).items) deleteItem(machine, self, key);
    return none;
  },
};

/** Gives the abstract classes their methods. */
export function addMixins(classes: ReadonlyMap<string, ClassValue>): void {
  for (const [name, methods] of [['Sequence', sequence], ['MutableSequence', mutableSequence], ['Mapping', mapping], ['MutableMapping', mutableMapping]] as const) {
    const type = classes.get(name);
    if (type !== undefined) addMethods(type, 'instance', methods);
  }
}
