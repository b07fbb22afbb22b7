/** `collections`. */
import { isConcrete } from '../../../kernels/dims/dim';
import { makeBuiltins } from '../../interpreter/builtin/builtins';
import { updateDict } from '../../interpreter/builtin/mapping';
import { loosen, sortValues } from '../../interpreter/builtin/sequence';
import { callAttribute } from '../../interpreter/call';
import { dictClass, listClass, makeClass } from '../../interpreter/class';
import { storeAttribute } from '../../interpreter/attribute';
import { fail } from '../../interpreter/exception';
import { dictGet, storeEntry } from '../../interpreter/item';
import { iterate } from '../../interpreter/iterate';
import type { Machine } from '../../interpreter/machine';
import { binary, repr } from '../../interpreter/operator';
import { addMethods } from '../../interpreter/signature';
import { bool, dict, int, iterator, list, native, none, notImplemented, str, tuple, unknown } from '../../interpreter/value';
import type { ClassValue, DictValue, InstanceValue, ListValue, Value } from '../../interpreter/value';
import { namedTupleFunction } from './named-tuple';

// The classes below take methods over from the builtin ones.
makeBuiltins();

function orderedDict(): ClassValue {
  return makeClass('OrderedDict', { module: 'collections', bases: [dictClass], construct: (_machine, type) => dict(type) });
}

function defaultDict(): ClassValue {
  const type = makeClass('defaultdict', { module: 'collections', bases: [dictClass], construct: (_machine, made, args) => dict(made, args.positional[0] ?? none) });
  addMethods(type, 'dict', {
    '__init__(default_factory=None, /, *args, **kwargs)': (machine, self, args) => {
      for (const source of iterate(machine, args.get('args')).items) updateDict(machine, self, source);
      updateDict(machine, self, args.get('kwargs'));
      return none;
    },
  });
  const factory = native('default_factory', (_machine, args) => (args.positional[0]?.kind === 'dict' ? (args.positional[0].missing ?? none) : unknown));
  type.attributes.set('default_factory', { kind: 'property', getter: factory, setter: null, cached: false });
  return type;
}

/** Adds to counts: of a mapping its numbers, of an iterable one for each element. */
function addCounts(machine: Machine, counts: DictValue, source: Value, operator: '+' | '-'): void {
  const add = (key: Value, count: Value): void => {
    const before = dictGet(machine, counts, key);
    storeEntry(machine, counts, key, binary(machine, operator, before === null || before === 'unknown' ? int(before === null ? 0 : null) : before, count));
  };
  machine.heap.touch(counts);
  if (source.kind === 'none') return;
  if (source.kind === 'dict') {
    for (const { key, value } of source.entries.values()) add(key, value);
    counts.open = counts.open || source.open;
    return;
  }
  const elements = iterate(machine, source);
  for (const item of elements.items) add(item, int(1));
  counts.open = counts.open || elements.rest !== null;
}

function counter(): ClassValue {
  const type = makeClass('Counter', { module: 'collections', bases: [dictClass], construct: (_machine, made) => dict(made) });
  const entriesOf = (self: DictValue): readonly Value[] => [...self.entries.values()].map((entry) => tuple([entry.key, entry.value]));
  const update = (operator: '+' | '-') => (machine: Machine, self: DictValue, args: { readonly get: (name: string) => Value }): Value => {
    addCounts(machine, self, args.get('iterable'), operator);
    addCounts(machine, self, args.get('kwds'), operator);
    return none;
  };
  addMethods(type, 'dict', {
    '__init__(iterable=None, /, **kwds)': update('+'),
    'update(iterable=None, /, **kwds)': update('+'),
    'subtract(iterable=None, /, **kwds)': update('-'),
    '__missing__(key)': () => int(0),
    'total()': (machine, self) => [...self.entries.values()].reduce<Value>((sum, entry) => binary(machine, '+', sum, entry.value), int(self.open ? null : 0)),
    'elements()': (_machine, self) =>
      iterator(() => ({
        items: [...self.entries.values()].flatMap(({ key, value }) => (value.kind === 'int' && isConcrete(value.value) ? Array.from({ length: Math.max(0, value.value) }, () => key) : [])),
        rest: self.open ? unknown : null,
      })),
    'most_common(n=None)': (machine, self, args) => {
      const second = native('count', (_inner, { positional: [pair] }) => (pair?.kind === 'tuple' ? (pair.items[1] ?? unknown) : unknown));
      const sorted = self.open ? null : sortValues(machine, entriesOf(self), second, true);
      const n = args.get('n');
      if (sorted === null) return list([], tuple([unknown, int(null)]));
      return list(n.kind === 'int' && isConcrete(n.value) ? sorted.slice(0, n.value) : sorted);
    },
    '__add__(other)': (machine, self, args) => {
      const sum = dict(type);
      addCounts(machine, sum, self, '+');
      addCounts(machine, sum, args.get('other'), '+');
      return sum;
    },
  });
  return type;
}

function deque(): ClassValue {
  const type = makeClass('deque', { module: 'collections', construct: (_machine, made) => list([], null, made) });
  for (const name of ['append', 'extend', 'insert', 'pop', 'remove', 'clear', 'index', 'count', 'reverse', '__len__', '__getitem__', '__setitem__', '__delitem__', '__iter__', '__reversed__', '__contains__']) {
    const method = listClass.attributes.get(name);
    if (method !== undefined) type.attributes.set(name, method);
  }
  const limitOf = (self: ListValue): number => {
    const limit = self.attributes?.get('maxlen');
    return limit?.kind === 'int' && isConcrete(limit.value) ? limit.value : Infinity;
  };
  const push = (machine: Machine, self: ListValue, items: readonly Value[], atStart: boolean): Value => {
    machine.heap.touch(self);
    if (self.rest !== null) {
      loosen(machine, self, items);
      return none;
    }
    const limit = limitOf(self);
    const all = atStart ? [...[...items].reverse(), ...self.items] : [...self.items, ...items];
    self.items = atStart ? all.slice(0, limit) : all.slice(Math.max(0, all.length - limit));
    return none;
  };
  const pushAll = (machine: Machine, self: ListValue, iterable: Value, atStart: boolean): Value => {
    const elements = iterate(machine, iterable);
    push(machine, self, elements.items, atStart);
    if (elements.rest !== null) loosen(machine, self, [elements.rest]);
    return none;
  };
  addMethods(type, 'list', {
    '__init__(iterable=(), maxlen=None)': (machine, self, args) => {
      storeAttribute(machine, self, 'maxlen', args.get('maxlen'));
      self.items = [];
      return pushAll(machine, self, args.get('iterable'), false);
    },
    'append(x, /)': (machine, self, args) => push(machine, self, [args.get('x')], false),
    'appendleft(x, /)': (machine, self, args) => push(machine, self, [args.get('x')], true),
    'extend(iterable, /)': (machine, self, args) => pushAll(machine, self, args.get('iterable'), false),
    'extendleft(iterable, /)': (machine, self, args) => pushAll(machine, self, args.get('iterable'), true),
    'pop()': (machine, self) => (self.items.length === 0 && self.rest === null ? fail('IndexError', 'pop from an empty deque') : take(machine, self, false)),
    'popleft()': (machine, self) => (self.items.length === 0 && self.rest === null ? fail('IndexError', 'pop from an empty deque') : take(machine, self, true)),
    'rotate(n=1, /)': (machine, self, args) => {
      const n = args.get('n');
      machine.heap.touch(self);
      if (self.rest !== null || self.items.length === 0) return none;
      if (n.kind !== 'int' || !isConcrete(n.value)) {
        loosen(machine, self, []);
        return none;
      }
      const by = ((n.value % self.items.length) + self.items.length) % self.items.length;
      self.items = [...self.items.slice(self.items.length - by), ...self.items.slice(0, self.items.length - by)];
      return none;
    },
    'copy()': (_machine, self) => {
      const copy = list(self.items, self.rest, type);
      copy.attributes?.set('maxlen', self.attributes?.get('maxlen') ?? none);
      return copy;
    },
    '__repr__()': (machine, self) => {
      const shown = repr(machine, { ...self, class: null });
      const limit = limitOf(self);
      return str(shown === null ? null : `deque(${shown}${Number.isFinite(limit) ? `, maxlen=${String(limit)}` : ''})`);
    },
  });
  return type;
}

function take(machine: Machine, self: ListValue, atStart: boolean): Value {
  machine.heap.touch(self);
  if (self.rest !== null) return self.rest;
  return (atStart ? self.items.shift() : self.items.pop()) ?? unknown;
}

/** All entries of a `ChainMap`, the first map's first. */
function chained(machine: Machine, self: InstanceValue): DictValue {
  const merged = dict();
  const maps = self.attributes.get('maps') ?? unknown;
  const elements = iterate(machine, maps);
  for (const map of [...elements.items].reverse()) updateDict(machine, merged, map);
  merged.open = merged.open || elements.rest !== null;
  return merged;
}

function chainMap(): ClassValue {
  const type = makeClass('ChainMap', { module: 'collections' });
  const first = (machine: Machine, self: InstanceValue): Value => iterate(machine, self.attributes.get('maps') ?? unknown).items[0] ?? unknown;
  addMethods(type, 'instance', {
    '__init__(*maps)': (machine, self, args) => {
      const maps = iterate(machine, args.get('maps')).items;
      storeAttribute(machine, self, 'maps', list(maps.length === 0 ? [dict()] : maps));
      return none;
    },
    '__getitem__(key)': (machine, self, args) => callAttribute(machine, chained(machine, self), '__getitem__', args.get('key')),
    '__setitem__(key, value)': (machine, self, args) => callAttribute(machine, first(machine, self), '__setitem__', args.get('key'), args.get('value')),
    '__contains__(key)': (machine, self, args) => callAttribute(machine, chained(machine, self), '__contains__', args.get('key')),
    '__iter__()': (machine, self) => iterator(() => iterate(machine, chained(machine, self))),
    '__len__()': (machine, self) => callAttribute(machine, chained(machine, self), '__len__'),
    '__bool__()': (machine, self) => bool(chained(machine, self).entries.size > 0 ? true : null),
    'get(key, default=None)': (machine, self, args) => callAttribute(machine, chained(machine, self), 'get', args.get('key'), args.get('default')),
    'keys()': (machine, self) => callAttribute(machine, chained(machine, self), 'keys'),
    'values()': (machine, self) => callAttribute(machine, chained(machine, self), 'values'),
    'items()': (machine, self) => callAttribute(machine, chained(machine, self), 'items'),
    '__eq__(other)': () => notImplemented,
  });
  return type;
}

/** Classes that wrap a dict or list, for deriving from. */
function userClass(name: string, base: ClassValue): ClassValue {
  return makeClass(name, { module: 'collections', bases: [base], construct: (_machine, type) => (base === dictClass ? dict(type) : list([], null, type)) });
}

/** The names of `collections`. */
export const collections: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['OrderedDict', orderedDict()],
  ['defaultdict', defaultDict()],
  ['Counter', counter()],
  ['deque', deque()],
  ['ChainMap', chainMap()],
  ['UserDict', userClass('UserDict', dictClass)],
  ['UserList', userClass('UserList', listClass)],
  ['namedtuple', namedTupleFunction],
]);
