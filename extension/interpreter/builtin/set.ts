/** `set` and `frozenset`. */
import { frozensetClass, setClass, setConstructor } from '../class';
import { fail } from '../exception';
import { iterate } from '../iterate';
import type { Machine } from '../machine';
import { binary, contains, lengthOf, repr } from '../operator';
import { addMethods } from '../signature';
import type { BoundArguments, MethodTable } from '../signature';
import { bool, int, iterator, keyOf, none, set, str, unknown, unknownInt } from '../value';
import type { SetValue, Value } from '../value';

/** Adds an element; one that is not known leaves the set open. */
function addItem(target: SetValue, item: Value): void {
  const key = keyOf(item);
  if (key === null) target.open = true;
  else if (!target.items.has(key)) target.items.set(key, item);
}

/** A set of the elements of an iterable. */
export function setOf(machine: Machine, iterable: Value, frozen = false): SetValue {
  const result = set(frozen);
  const elements = iterate(machine, iterable);
  for (const item of elements.items) addItem(result, item);
  result.open = result.open || elements.rest !== null;
  return result;
}

type SetOperator = '|' | '&' | '-' | '^';

/** The set and each of the other iterables, put together by an operator. */
function combined(machine: Machine, self: SetValue, operator: SetOperator, args: BoundArguments): SetValue {
  const others = iterate(machine, args.get('others'));
  let result: Value = self;
  for (const other of others.items) result = binary(machine, operator, result, setOf(machine, other));
  const copy = set(self.frozen);
  if (result.kind === 'set') for (const [key, item] of result.items) copy.items.set(key, item);
  copy.open = others.rest !== null || result.kind !== 'set' || result.open;
  return copy;
}

function combining(operator: SetOperator) {
  return (machine: Machine, self: SetValue, args: BoundArguments): Value => combined(machine, self, operator, args);
}

function updating(operator: SetOperator) {
  return (machine: Machine, self: SetValue, args: BoundArguments): Value => {
    const result = combined(machine, self, operator, args);
    machine.heap.touch(self);
    self.items.clear();
    for (const [key, item] of result.items) self.items.set(key, item);
    self.open = result.open;
    return none;
  };
}

/** Whether each element of one is in the other; null when it is not known. */
function isWithin(part: SetValue, whole: SetValue): boolean | null {
  const missing = [...part.items.keys()].some((key) => !whole.items.has(key));
  if (missing) return whole.open ? null : false;
  return part.open ? null : true;
}

const shared: MethodTable<SetValue> = {
  'union(*others)': combining('|'),
  'intersection(*others)': combining('&'),
  'difference(*others)': combining('-'),
  'symmetric_difference(*others)': combining('^'),
  'issubset(other)': (machine, self, args) => bool(isWithin(self, setOf(machine, args.get('other')))),
  'issuperset(other)': (machine, self, args) => bool(isWithin(setOf(machine, args.get('other')), self)),
  'isdisjoint(other)': (machine, self, args) => {
    const other = setOf(machine, args.get('other'));
    if ([...self.items.keys()].some((key) => other.items.has(key))) return bool(false);
    return bool(self.open || other.open ? null : true);
  },
  'copy()': (machine, self) => setOf(machine, self, self.frozen),
  '__len__()': (machine, self) => int(lengthOf(machine, self)),
  '__iter__()': (machine, self) => iterator(() => iterate(machine, self)),
  '__contains__(item)': (machine, self, args) => bool(contains(machine, self, args.get('item'))),
  '__le__(other)': (machine, self, args) => bool(isWithin(self, setOf(machine, args.get('other')))),
  '__ge__(other)': (machine, self, args) => bool(isWithin(setOf(machine, args.get('other')), self)),
  '__lt__(other)': (machine, self, args) => bool(isProper(self, setOf(machine, args.get('other')))),
  '__gt__(other)': (machine, self, args) => bool(isProper(setOf(machine, args.get('other')), self)),
  '__repr__()': (machine, self) => str(repr(machine, self)),
  '__hash__()': () => unknownInt,
};

function isProper(part: SetValue, whole: SetValue): boolean | null {
  if (part.open || whole.open) return null;
  return part.items.size < whole.items.size && isWithin(part, whole);
}

/** Takes an element out; raises KeyError where it must be there. */
function discard(machine: Machine, self: SetValue, item: Value, isStrict: boolean): Value {
  machine.heap.touch(self);
  const key = keyOf(item);
  if (key === null) self.open = true;
  else if (!self.items.delete(key) && isStrict && !self.open) fail('KeyError', repr(machine, item) ?? '');
  return none;
}

/** Sets up `set` and `frozenset`. */
export function defineSets(): void {
  for (const type of [setClass, frozensetClass]) {
    addMethods(type, 'set', shared);
    setConstructor(type, (machine, made, args) => {
      // A class derived from set is not modelled: what its values can do is not known.
      if (made !== type) return unknown;
      const [iterable] = args.positional;
      const result = iterable === undefined ? set(type === frozensetClass) : setOf(machine, iterable, type === frozensetClass);
      if (args.open) result.open = true;
      return result;
    });
  }
  addMethods(setClass, 'set', {
    'add(item)': (machine, self, args) => {
      machine.heap.touch(self);
      addItem(self, args.get('item'));
      return none;
    },
    'discard(item)': (machine, self, args) => discard(machine, self, args.get('item'), false),
    'remove(item)': (machine, self, args) => discard(machine, self, args.get('item'), true),
    'pop()': (machine, self) => {
      machine.heap.touch(self);
      const [first] = self.items;
      if (first === undefined) return self.open ? unknown : fail('KeyError', "'pop from an empty set'");
      self.items.delete(first[0]);
      // Which element goes is not known but where there is only one.
      if (self.items.size === 0 && !self.open) return first[1];
      self.open = true;
      return unknown;
    },
    'clear()': (machine, self) => {
      machine.heap.touch(self);
      self.items.clear();
      self.open = false;
      return none;
    },
    'update(*others)': updating('|'),
    'intersection_update(*others)': updating('&'),
    'difference_update(*others)': updating('-'),
    'symmetric_difference_update(*others)': updating('^'),
  });
}
