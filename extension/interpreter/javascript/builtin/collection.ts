/** `Map`, `Set` and their weak kin, as the interpreter's own dicts and sets. */
import type { Machine } from '../../machine';
import { bool, dict, int, iterator, keyOf, set, undefinedValue, unknown, unknownInt } from '../../value';
import type { ClassValue, DictValue, SetValue, Value } from '../../value';
import { callBack, callRepeatedly } from '../callback';
import { iterate } from '../iterate';
import { addGetters, addScriptMethods, makeArray, makeScriptClass, mapClass, setClass } from '../object';

export const weakMapClass = makeScriptClass('WeakMap', { bases: [mapClass] });
export const weakSetClass = makeScriptClass('WeakSet', { bases: [setClass] });

function put(machine: Machine, map: DictValue, key: Value, value: Value): void {
  machine.heap.touch(map);
  const hash = keyOf(key);
  if (hash === null) map.open = true;
  else map.entries.set(hash, { key, value });
}

function add(machine: Machine, target: SetValue, item: Value): void {
  machine.heap.touch(target);
  const hash = keyOf(item);
  if (hash === null) target.open = true;
  else target.items.set(hash, item);
}

function entries(map: DictValue): Value {
  return iterator(() => ({ items: [...map.entries.values()].map(({ key, value }) => makeArray([key, value])), rest: map.open ? makeArray([unknown, unknown]) : null }));
}

/** Methods for values of one kind; on any other they tell nothing. */
function methodsOf<K extends 'dict' | 'set'>(kind: K, methods: Readonly<Record<string, (machine: Machine, self: Extract<Value, { readonly kind: K }>, args: readonly Value[]) => Value>>) {
  const isOfKind = (value: Value): value is Extract<Value, { readonly kind: K }> => value.kind === kind;
  return Object.fromEntries(Object.entries(methods).map(([name, run]) => [name, (machine: Machine, self: Value, args: readonly Value[]): Value => (isOfKind(self) ? run(machine, self, args) : unknown)]));
}

/** Sets up maps and sets. */
export function defineCollections(): void {
  addScriptMethods(mapClass, methodsOf('dict', {
    get: (_machine, self, [key = undefinedValue]) => {
      const hash = keyOf(key);
      if (hash === null) return unknown;
      return self.entries.get(hash)?.value ?? (self.open ? unknown : undefinedValue);
    },
    set: (machine, self, [key = undefinedValue, value = undefinedValue]) => {
      put(machine, self, key, value);
      return self;
    },
    has: (_machine, self, [key = undefinedValue]) => {
      const hash = keyOf(key);
      return bool(hash === null ? null : self.entries.has(hash) ? true : self.open ? null : false);
    },
    delete: (machine, self, [key = undefinedValue]) => {
      machine.heap.touch(self);
      const hash = keyOf(key);
      if (hash !== null) return bool(self.entries.delete(hash) ? true : self.open ? null : false);
      self.open = true;
      return bool(null);
    },
    clear: (machine, self) => {
      machine.heap.touch(self);
      self.entries.clear();
      self.open = false;
      return undefinedValue;
    },
    forEach: (machine, self, [callback]) => {
      for (const { key, value } of [...self.entries.values()]) callBack(machine, callback, value, key, self);
      if (self.open) callRepeatedly(machine, callback, () => [unknown, unknown, self]);
      return undefinedValue;
    },
    keys: (_machine, self) => iterator(() => ({ items: [...self.entries.values()].map(({ key }) => key), rest: self.open ? unknown : null })),
    values: (_machine, self) => iterator(() => ({ items: [...self.entries.values()].map(({ value }) => value), rest: self.open ? unknown : null })),
    entries: (_machine, self) => entries(self),
    '@@iterator': (_machine, self) => entries(self),
  }));
  addGetters(mapClass, { size: (_machine, self) => (self.kind === 'dict' && !self.open ? int(self.entries.size) : unknownInt) });
  addScriptMethods(setClass, methodsOf('set', {
    add: (machine, self, [item = undefinedValue]) => {
      add(machine, self, item);
      return self;
    },
    has: (_machine, self, [item = undefinedValue]) => {
      const hash = keyOf(item);
      return bool(hash === null ? null : self.items.has(hash) ? true : self.open ? null : false);
    },
    delete: (machine, self, [item = undefinedValue]) => {
      machine.heap.touch(self);
      const hash = keyOf(item);
      if (hash !== null) return bool(self.items.delete(hash) ? true : self.open ? null : false);
      self.open = true;
      return bool(null);
    },
    clear: (machine, self) => {
      machine.heap.touch(self);
      self.items.clear();
      self.open = false;
      return undefinedValue;
    },
    forEach: (machine, self, [callback]) => {
      for (const item of [...self.items.values()]) callBack(machine, callback, item, item, self);
      if (self.open) callRepeatedly(machine, callback, () => [unknown, unknown, self]);
      return undefinedValue;
    },
    keys: (_machine, self) => elements(self),
    values: (_machine, self) => elements(self),
    entries: (_machine, self) => iterator(() => ({ items: [...self.items.values()].map((item) => makeArray([item, item])), rest: self.open ? makeArray([unknown, unknown]) : null })),
    '@@iterator': (_machine, self) => elements(self),
  }));
  addGetters(setClass, { size: (_machine, self) => (self.kind === 'set' && !self.open ? int(self.items.size) : unknownInt) });
  for (const type of [mapClass, weakMapClass]) {
    (type as { construct: ClassValue['construct'] }).construct = (machine, made, { positional: [source] }) => {
      const map = dict(made);
      if (source === undefined || source.kind === 'none' || source.kind === 'undefined') return map;
      const { items, rest } = iterate(machine, source);
      for (const entry of items) {
        const parts = iterate(machine, entry);
        if (parts.rest === null) put(machine, map, parts.items[0] ?? undefinedValue, parts.items[1] ?? undefinedValue);
        else map.open = true;
      }
      map.open ||= rest !== null;
      return map;
    };
  }
  for (const type of [setClass, weakSetClass]) {
    (type as { construct: ClassValue['construct'] }).construct = (machine, _made, { positional: [source] }) => {
      const made = set();
      if (source === undefined || source.kind === 'none' || source.kind === 'undefined') return made;
      const { items, rest } = iterate(machine, source);
      for (const item of items) add(machine, made, item);
      made.open ||= rest !== null;
      return made;
    };
  }
}

function elements(self: SetValue): Value {
  return iterator(() => ({ items: [...self.items.values()], rest: self.open ? unknown : null }));
}

