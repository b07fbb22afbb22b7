/** `dict`: constructor, methods, and the views that `keys`, `values` and `items` give. */
import { callAttribute, callValue } from '../call';
import { dictClass, makeClass, setConstructor } from '../class';
import { fail } from '../exception';
import { deleteItem, dictGet, getItem, leaveEntriesOpen, storeEntry } from '../item';
import { iterate } from '../iterate';
import type { Elements } from '../iterate';
import { join, joinAll } from '../join';
import type { Machine } from '../machine';
import { contains, lengthOf, repr } from '../operator';
import { addMethods } from '../signature';
import type { BoundArguments } from '../signature';
import { bind, callSpecial } from '../special';
import { binary, compareValues } from '../operator';
import { bool, dict, int, iterator, keyOf, native, none, notImplemented, object, positional, set, someKey, str, tuple, unknown } from '../value';
import type { ClassValue, DictValue, ObjectValue, SetValue, Value } from '../value';

/** Copies entries in: from a mapping, or from pairs. */
export function updateDict(machine: Machine, target: DictValue, source: Value): void {
  machine.heap.touch(target);
  if (source.kind === 'dict') {
    for (const { key, value } of source.entries.values()) storeEntry(machine, target, key, value);
    if (source.open && !source.entries.has(someKey)) leaveEntriesOpen(target);
    return;
  }
  if (source.kind === 'none') fail('TypeError', "'NoneType' object is not iterable");
  const keys = source.kind === 'instance' || source.kind === 'object' ? bind(machine, source, 'keys') : null;
  if (keys !== null) {
    const names = iterate(machine, callValue(machine, keys, positional()));
    for (const name of names.items) storeEntry(machine, target, name, getItem(machine, source, name));
    if (names.rest !== null) leaveEntriesOpen(target);
    return;
  }
  const pairs = iterate(machine, source);
  for (const pair of pairs.items) {
    const parts = iterate(machine, pair);
    const [key, value] = parts.items;
    if (key === undefined || value === undefined || parts.rest !== null) leaveEntriesOpen(target);
    else storeEntry(machine, target, key, value);
  }
  if (pairs.rest !== null) leaveEntriesOpen(target);
}

/** What `dict(...)` and `update(...)` take: a mapping or pairs, and keywords. */
function updateFromArguments(machine: Machine, target: DictValue, args: BoundArguments): void {
  const given = args.get('args');
  if (given.kind === 'tuple') {
    for (const source of given.items) updateDict(machine, target, source);
    if (given.rest !== null) leaveEntriesOpen(target);
  }
  updateDict(machine, target, args.get('kwargs'));
}

/** The value under a key, or what to give without one. */
function getOr(machine: Machine, self: DictValue, key: Value, otherwise: () => Value): Value {
  const found = dictGet(machine, self, key);
  if (found === null) return otherwise();
  if (found !== 'unknown') return self.entries.has(keyOf(key) ?? '') ? found : join(found, otherwise());
  return self.open || keyOf(key) !== null ? unknown : joinAll([...[...self.entries.values()].map((entry) => entry.value), otherwise()]);
}

function pop(machine: Machine, self: DictValue, args: BoundArguments): Value {
  const key = args.get('key');
  const missing = (): Value => (args.has('default') ? args.get('default') : self.open ? unknown : fail('KeyError', repr(machine, key) ?? ''));
  const value = getOr(machine, self, key, missing);
  machine.heap.touch(self);
  const hash = keyOf(key);
  if (hash === null) self.open = true;
  else self.entries.delete(hash);
  return value;
}

function popItem(machine: Machine, self: DictValue, last: Value): Value {
  machine.heap.touch(self);
  if (self.open || last.kind !== 'bool' || last.value === null) return tuple([unknown, unknown]);
  const hashes = [...self.entries.keys()];
  const hash = last.value ? hashes.at(-1) : hashes[0];
  const entry = hash === undefined ? undefined : self.entries.get(hash);
  if (hash === undefined || entry === undefined) return fail('KeyError', "'popitem(): dictionary is empty'");
  self.entries.delete(hash);
  return tuple([entry.key, entry.value]);
}

function moveToEnd(machine: Machine, self: DictValue, args: BoundArguments): Value {
  machine.heap.touch(self);
  const hash = keyOf(args.get('key'));
  const entry = hash === null ? undefined : self.entries.get(hash);
  if (hash === null || entry === undefined) return none;
  self.entries.delete(hash);
  const last = args.get('last');
  const others = [...self.entries];
  if (last.kind === 'bool' && last.value === false) {
    self.entries.clear();
    self.entries.set(hash, entry);
    for (const [other, value] of others) self.entries.set(other, value);
  } else {
    self.entries.set(hash, entry);
  }
  return none;
}

/** A view on a live dict. */
function viewClass(name: string, elements: (of: DictValue) => readonly Value[]): ClassValue {
  const type = makeClass(name);
  const dictOf = (view: ObjectValue): DictValue => view.data as DictValue;
  const all = (view: ObjectValue): Elements => ({ items: elements(dictOf(view)), rest: dictOf(view).open ? unknown : null });
  const asSet = (view: ObjectValue): SetValue => {
    const result = set();
    for (const item of elements(dictOf(view))) {
      const key = keyOf(item);
      if (key === null) result.open = true;
      else result.items.set(key, item);
    }
    result.open = result.open || dictOf(view).open;
    return result;
  };
  const setOf = (machine: Machine, value: Value): Value => (value.kind === 'set' ? value : value.kind === 'object' && value.class === type ? asSet(value) : callValue(machine, machine.builtins.get('set') ?? unknown, positional(value)));
  addMethods(type, 'object', {
    '__iter__()': (_machine, self) => iterator(() => all(self)),
    '__reversed__()': (_machine, self) => iterator(() => ({ items: [...all(self).items].reverse(), rest: all(self).rest })),
    '__len__()': (machine, self) => int(lengthOf(machine, dictOf(self))),
    '__contains__(item)': (machine, self, args) => bool(contains(machine, name === 'dict_keys' ? dictOf(self) : { kind: 'tuple', class: null, items: all(self).items, rest: all(self).rest }, args.get('item'))),
    '__repr__()': (machine, self) => {
      const shown = dictOf(self).open ? null : repr(machine, { kind: 'list', class: null, items: [...all(self).items], rest: null, attributes: null, born: 0 });
      return str(shown === null ? null : `${name}(${shown})`);
    },
    'isdisjoint(other)': (machine, self, args) => callAttribute(machine, asSet(self), 'isdisjoint', args.get('other')),
  });
  if (name === 'dict_values') return type;
  const operators: readonly (readonly [string, '&' | '|' | '-' | '^'])[] = [['and', '&'], ['or', '|'], ['sub', '-'], ['xor', '^']];
  for (const [method, operator] of operators) {
    addMethods(type, 'object', {
      [`__${method}__(other)`]: (machine, self, args) => binary(machine, operator, asSet(self), setOf(machine, args.get('other'))),
      [`__r${method}__(other)`]: (machine, self, args) => binary(machine, operator, setOf(machine, args.get('other')), asSet(self)),
    });
  }
  addMethods(type, 'object', {
    '__eq__(other)': (machine, self, args) => {
      const other = args.get('other');
      return other.kind === 'set' || other.kind === 'object' ? compareValues(machine, '==', asSet(self), setOf(machine, other)) : notImplemented;
    },
  });
  return type;
}

/** Sets up `dict`. */
export function defineMappings(): void {
  const keysClass = viewClass('dict_keys', (of) => [...of.entries.values()].map((entry) => entry.key));
  const valuesClass = viewClass('dict_values', (of) => [...of.entries.values()].map((entry) => entry.value));
  const itemsClass = viewClass('dict_items', (of) => [...of.entries.values()].map((entry) => tuple([entry.key, entry.value])));
  setConstructor(dictClass, (_machine, type) => dict(type === dictClass ? null : type));
  addMethods(dictClass, 'dict', {
    '__init__(*args, **kwargs)': (machine, self, args) => {
      updateFromArguments(machine, self, args);
      return none;
    },
    'update(*args, **kwargs)': (machine, self, args) => {
      updateFromArguments(machine, self, args);
      return none;
    },
    'get(key, default=None, /)': (machine, self, args) => getOr(machine, self, args.get('key'), () => args.get('default')),
    'pop(key, default=None, /)': pop,
    'popitem(last=True)': (machine, self, args) => popItem(machine, self, args.get('last')),
    'setdefault(key, default=None, /)': (machine, self, args) => {
      const found = dictGet(machine, self, args.get('key'));
      if (found !== null) return found === 'unknown' ? unknown : found;
      storeEntry(machine, self, args.get('key'), args.get('default'));
      return args.get('default');
    },
    'move_to_end(key, last=True)': moveToEnd,
    'clear()': (machine, self) => {
      machine.heap.touch(self);
      self.entries.clear();
      self.open = false;
      return none;
    },
    'copy()': (machine, self) => {
      const copy = dict(self.class?.construct === null ? null : self.class, self.missing);
      updateDict(machine, copy, self);
      return copy;
    },
    'keys()': (_machine, self) => object(keysClass, self),
    'values()': (_machine, self) => object(valuesClass, self),
    'items()': (_machine, self) => object(itemsClass, self),
    '__len__()': (machine, self) => int(lengthOf(machine, self)),
    '__iter__()': (machine, self) => iterator(() => iterate(machine, { ...self, class: null })),
    '__reversed__()': (_machine, self) => iterator(() => ({ items: [...self.entries.values()].map((entry) => entry.key).reverse(), rest: self.open ? unknown : null })),
    '__contains__(key, /)': (machine, self, args) => bool(contains(machine, self, args.get('key'))),
    '__getitem__(key, /)': (machine, self, args) => {
      const key = args.get('key');
      const missing = (): Value => callSpecial(machine, self, '__missing__', key) ?? fail('KeyError', repr(machine, key) ?? '');
      return getOr(machine, self, key, () => {
        if (self.missing === null || self.missing.kind === 'none') return missing();
        const made = callValue(machine, self.missing, positional());
        storeEntry(machine, self, key, made);
        return made;
      });
    },
    '__setitem__(key, value, /)': (machine, self, args) => {
      storeEntry(machine, self, args.get('key'), args.get('value'));
      return none;
    },
    '__delitem__(key, /)': (machine, self, args) => {
      deleteItem(machine, self, args.get('key'));
      return none;
    },
    '__repr__()': (machine, self) => str(repr(machine, { ...self, class: null })),
  });
  dictClass.attributes.set('fromkeys', {
    kind: 'wrapped',
    type: 'class',
    function: native('fromkeys', (machine, args) => {
      const [, keys, value] = args.positional;
      const made = dict();
      const elements = iterate(machine, keys ?? unknown);
      for (const key of elements.items) storeEntry(machine, made, key, value ?? none);
      made.open = made.open || elements.rest !== null;
      return made;
    }),
  });
}
