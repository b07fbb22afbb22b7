/** `list` and `tuple`: constructors and methods. Sorting. */
import { callValue } from '../call';
import { listClass, setConstructor, tupleClass } from '../class';
import { fail } from '../exception';
import { mostItems } from '../extent';
import { deleteItem, getItem, setItem } from '../item';
import { iterate } from '../iterate';
import { join, joinAll } from '../join';
import type { Machine } from '../machine';
import { binary, compareValues, contains, equals, lengthOf, repr, truth } from '../operator';
import { addMethods } from '../signature';
import type { BoundArguments } from '../signature';
import { bool, int, iterator, list, none, notImplemented, positional, str, tuple, unknown, unknownInt } from '../value';
import type { ListValue, TupleValue, Value } from '../value';
import { knownInt } from './known';

/** The list may now have any number of such elements. */
export function loosen(machine: Machine, value: ListValue, more: readonly Value[]): void {
  machine.heap.touch(value);
  value.rest = joinAll([...value.items, ...(value.rest === null ? [] : [value.rest]), ...more]);
  value.items = [];
}

/** Adds the elements of an iterable at the end. */
export function extendList(machine: Machine, value: ListValue, iterable: Value): void {
  const more = iterate(machine, iterable);
  if (value.rest === null && more.rest === null && value.items.length + more.items.length <= mostItems) {
    machine.heap.touch(value);
    // The list itself may be what it is extended by.
    for (const item of [...more.items]) value.items.push(item);
  } else {
    loosen(machine, value, [...more.items, ...(more.rest === null ? [] : [more.rest])]);
  }
}

/** The values in order, stably; null when their order is not known. */
export function sortValues(machine: Machine, items: readonly Value[], key: Value, isReverse: boolean): readonly Value[] | null {
  const keyed = items.map((item) => ({ item, key: key.kind === 'none' ? item : callValue(machine, key, positional(item)) }));
  const seen = { isKnown: true };
  const less = (a: Value, b: Value): boolean => {
    const answer = truth(machine, compareValues(machine, '<', a, b));
    if (answer === null) seen.isKnown = false;
    return answer === true;
  };
  const direction = isReverse ? -1 : 1;
  const sorted = keyed.sort((a, b) => (less(a.key, b.key) ? -direction : less(b.key, a.key) ? direction : 0)).map((entry) => entry.item);
  return seen.isKnown ? sorted : null;
}

/** `sorted`: where the order is not known, each place may hold any of the elements. */
export function sortedList(machine: Machine, iterable: Value, key: Value, reverse: Value): ListValue {
  const elements = iterate(machine, iterable);
  if (elements.rest !== null) return list([], joinAll([...elements.items, elements.rest]));
  const direction = truth(machine, reverse);
  const sorted = direction === null ? null : sortValues(machine, elements.items, key, direction);
  if (sorted !== null) return list(sorted);
  const any = joinAll(elements.items);
  return list(elements.items.map(() => any));
}

/** Where the first equal element stands; -1 for nowhere, null when it is not known. */
function positionOf(machine: Machine, items: readonly Value[], wanted: Value): number | null {
  for (const [index, item] of items.entries()) {
    const same = item === wanted && item.kind !== 'unknown' ? true : equals(machine, item, wanted);
    if (same === null) return null;
    if (same) return index;
  }
  return -1;
}

function pop(machine: Machine, self: ListValue, index: Value): Value {
  machine.heap.touch(self);
  if (self.rest !== null) return self.rest;
  const at = knownInt(index);
  if (self.items.length === 0) return fail('IndexError', 'pop from empty list');
  if (at === null) {
    const any = joinAll(self.items);
    const left = self.items.length - 1;
    self.items = Array.from({ length: left }, () => any);
    return any;
  }
  const position = at < 0 ? at + self.items.length : at;
  const taken = self.items[position];
  if (taken === undefined) return fail('IndexError', 'pop index out of range');
  self.items.splice(position, 1);
  return taken;
}

function insert(machine: Machine, self: ListValue, index: Value, item: Value): void {
  machine.heap.touch(self);
  const at = knownInt(index);
  if (self.rest !== null) self.rest = join(self.rest, item);
  else if (at !== null) self.items.splice(at < 0 ? Math.max(0, at + self.items.length) : at, 0, item);
  else {
    const any = joinAll([...self.items, item]);
    self.items = Array.from({ length: self.items.length + 1 }, () => any);
  }
}

function remove(machine: Machine, self: ListValue, item: Value): void {
  if (self.rest !== null) return;
  const at = positionOf(machine, self.items, item);
  if (at === -1) fail('ValueError', 'list.remove(x): x not in list');
  machine.heap.touch(self);
  if (at !== null) self.items.splice(at, 1);
  else {
    const any = joinAll(self.items);
    self.items = self.items.slice(1).map(() => any);
  }
}

function count(machine: Machine, self: ListValue | TupleValue, args: BoundArguments): Value {
  if (self.rest !== null) return unknownInt;
  const answers = self.items.map((item) => equals(machine, item, args.get('value')));
  return answers.includes(null) ? unknownInt : int(answers.filter((answer) => answer === true).length);
}

function index(machine: Machine, self: ListValue | TupleValue, args: BoundArguments): Value {
  const start = knownInt(args.get('start'));
  if (self.rest !== null || start === null) return unknownInt;
  const at = positionOf(machine, self.items.slice(start), args.get('value'));
  if (at !== -1) return int(at === null ? null : at + start);
  return fail('ValueError', self.kind === 'tuple' ? 'tuple.index(x): x not in tuple' : `${repr(machine, args.get('value')) ?? 'x'} is not in list`);
}

/** A list whose own class has no say: what the methods of `list` work on. */
function plain(self: ListValue): ListValue {
  return { ...self, class: null };
}

/** Changes a list through a plain view of it. */
function change(machine: Machine, self: ListValue, run: (view: ListValue) => void): Value {
  machine.heap.touch(self);
  const view = plain(self);
  run(view);
  self.items = view.items;
  self.rest = view.rest;
  return none;
}

/** Sets up `list` and `tuple`. */
export function defineSequences(): void {
  setConstructor(listClass, (_machine, type) => list([], null, type === listClass ? null : type));
  addMethods(listClass, 'list', {
    '__init__(iterable=(), /)': (machine, self, args) => {
      machine.heap.touch(self);
      self.items = [];
      self.rest = null;
      extendList(machine, self, args.get('iterable'));
      return none;
    },
    'append(object, /)': (machine, self, args) => {
      machine.heap.touch(self);
      if (self.rest === null) self.items.push(args.get('object'));
      else self.rest = join(self.rest, args.get('object'));
      return none;
    },
    'extend(iterable, /)': (machine, self, args) => {
      extendList(machine, self, args.get('iterable'));
      return none;
    },
    'insert(index, object, /)': (machine, self, args) => {
      insert(machine, self, args.get('index'), args.get('object'));
      return none;
    },
    'pop(index=-1, /)': (machine, self, args) => pop(machine, self, args.get('index')),
    'remove(value, /)': (machine, self, args) => {
      remove(machine, self, args.get('value'));
      return none;
    },
    'clear()': (machine, self) => {
      machine.heap.touch(self);
      self.items = [];
      self.rest = null;
      return none;
    },
    'index(value, start=0, stop=None, /)': index,
    'count(value, /)': count,
    'copy()': (_machine, self) => list(self.items, self.rest),
    'reverse()': (machine, self) => {
      machine.heap.touch(self);
      self.items.reverse();
      return none;
    },
    'sort(*, key=None, reverse=False)': (machine, self, args) => {
      if (self.rest !== null) return none;
      const sorted = sortedList(machine, plain(self), args.get('key'), args.get('reverse'));
      machine.heap.touch(self);
      self.items = sorted.items;
      return none;
    },
    '__len__()': (machine, self) => int(lengthOf(machine, self)),
    '__getitem__(index, /)': (machine, self, args) => getItem(machine, plain(self), args.get('index')),
    '__setitem__(index, value, /)': (machine, self, args) =>
      change(machine, self, (view) => {
        setItem(machine, view, args.get('index'), args.get('value'));
      }),
    '__delitem__(index, /)': (machine, self, args) =>
      change(machine, self, (view) => {
        deleteItem(machine, view, args.get('index'));
      }),
    '__iter__()': (machine, self) => iterator(() => iterate(machine, plain(self))),
    '__reversed__()': (_machine, self) => iterator(() => ({ items: [...self.items].reverse(), rest: self.rest })),
    '__contains__(item, /)': (machine, self, args) => bool(contains(machine, plain(self), args.get('item'))),
    '__add__(other, /)': (machine, self, args) => (args.get('other').kind === 'list' ? binary(machine, '+', self, args.get('other')) : notImplemented),
    '__repr__()': (machine, self) => str(repr(machine, plain(self))),
  });
  setConstructor(tupleClass, (machine, type, args) => {
    const [iterable] = args.positional;
    if (iterable?.kind === 'tuple' && iterable.class === null && type === tupleClass) return iterable;
    const elements = iterable === undefined ? { items: [], rest: args.open ? unknown : null } : iterate(machine, iterable);
    const rest = elements.rest === null ? null : joinAll([...elements.items, elements.rest]);
    return tuple(rest === null ? elements.items : [], rest, type === tupleClass ? null : type);
  });
  const plainTuple = (self: TupleValue): TupleValue => ({ ...self, class: null });
  addMethods(tupleClass, 'tuple', {
    'index(value, start=0, stop=None, /)': index,
    'count(value, /)': count,
    '__len__()': (machine, self) => int(lengthOf(machine, self)),
    '__getitem__(index, /)': (machine, self, args) => getItem(machine, plainTuple(self), args.get('index')),
    '__iter__()': (_machine, self) => iterator(() => ({ items: self.items, rest: self.rest })),
    '__contains__(item, /)': (machine, self, args) => bool(contains(machine, plainTuple(self), args.get('item'))),
    '__add__(other, /)': (machine, self, args) => (args.get('other').kind === 'tuple' ? binary(machine, '+', self, args.get('other')) : notImplemented),
    '__repr__()': (machine, self) => str(repr(machine, plainTuple(self))),
    '__hash__()': () => unknownInt,
  });
}
