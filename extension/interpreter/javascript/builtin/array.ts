/** Arrays. */
import type { Machine } from '../../machine';
import { joinAll } from '../../join';
import { bool, int, iterator, native, now, str, undefinedValue, unknown, unknownBool, unknownInt, unknownStr } from '../../value';
import type { ClassValue, ListValue, Value } from '../../value';
import { callBack, callRepeatedly } from '../callback';
import { throwError } from '../error';
import { iterate } from '../iterate';
import { addScriptMethods, addStatics, arrayClass, makeArray, makeScriptClass } from '../object';
import { knownNumber, sameValue, strictEquals, textOf, truth } from '../operator';
import { findProperty, getProperty } from '../property';

/** More elements than this are not held one by one. */
const most = 100_000;

type Method = (machine: Machine, self: ListValue, args: readonly Value[]) => Value;

function isArray(value: Value | undefined): value is ListValue {
  return value?.kind === 'list';
}

/** An array of so many equal elements. */
export function filled(length: number | null, value: Value, type: ClassValue | null = null): ListValue {
  const isHeld = length !== null && length >= 0 && length <= most;
  return { kind: 'list', class: type, items: isHeld ? Array.from({ length }, () => value) : [], rest: isHeld ? null : value, attributes: null, born: now() };
}

/** Forgets how many elements there are: each may be any of these. */
function loosen(machine: Machine, self: ListValue, ...more: readonly Value[]): void {
  machine.heap.touch(self);
  self.rest = joinAll([...self.items, ...(self.rest === null ? [] : [self.rest]), ...more]);
  self.items = [];
}

/** An index that counts from the end where it is negative; null where it is not known. */
function position(value: Value | undefined, length: number, byDefault: number): number | null {
  if (value === undefined || value.kind === 'undefined') return byDefault;
  const at = knownNumber(value);
  return at === null ? null : Math.trunc(at < 0 ? Math.max(0, at + length) : Math.min(at, length));
}

function sliced(self: ListValue, args: readonly Value[]): ListValue {
  const start = position(args[0], self.items.length, 0);
  const end = position(args[1], self.items.length, self.items.length);
  if (self.rest !== null) return makeArray([], self.rest);
  return start === null || end === null ? makeArray([], joinAll(self.items)) : makeArray(self.items.slice(start, end));
}

/** Calls the callback for each element with its index and the array. */
function each(machine: Machine, self: ListValue, callback: Value | undefined, take: (answer: Value, item: Value, index: number) => boolean): void {
  for (const [index, item] of self.items.entries()) if (take(callBack(machine, callback, item, int(index), self), item, index)) return;
}

function restCall(machine: Machine, self: ListValue, callback: Value | undefined): Value {
  const rest = self.rest ?? unknown;
  return callRepeatedly(machine, callback, () => [rest, unknownInt, self]);
}

function filter(machine: Machine, self: ListValue, [callback]: readonly Value[]): Value {
  if (self.rest !== null) {
    restCall(machine, self, callback);
    return makeArray([], self.rest);
  }
  const kept: Value[] = [];
  const unsure: Value[] = [];
  each(machine, self, callback, (answer, item) => {
    const held = truth(answer);
    if (held !== false) kept.push(item);
    if (held === null) unsure.push(item);
    return false;
  });
  return unsure.length === 0 ? makeArray(kept) : makeArray([], joinAll(kept));
}

/** The first element (with its index) that a callback accepts. */
function found(machine: Machine, self: ListValue, callback: Value | undefined, isBackward: boolean): { readonly item: Value; readonly index: Value } {
  if (self.rest !== null) {
    restCall(machine, self, callback);
    return { item: unknown, index: unknownInt };
  }
  const order = [...self.items.entries()];
  for (const [index, item] of isBackward ? order.reverse() : order) {
    const held = truth(callBack(machine, callback, item, int(index), self));
    if (held === true) return { item, index: int(index) };
    if (held === null) return { item: unknown, index: unknownInt };
  }
  return { item: undefinedValue, index: int(-1) };
}

/** Whether a callback accepts some element (`some`), or rejects none (`every`). */
function tested(machine: Machine, self: ListValue, callback: Value | undefined, wanted: boolean): Value {
  if (self.rest !== null) {
    restCall(machine, self, callback);
    return unknownBool;
  }
  let answer: boolean | null = !wanted;
  each(machine, self, callback, (value) => {
    const held = truth(value);
    if (held === wanted) answer = wanted;
    else if (held === null) answer = null;
    return held === wanted;
  });
  return bool(answer);
}

function reduce(machine: Machine, self: ListValue, [callback, ...initial]: readonly Value[], isBackward: boolean): Value {
  if (self.rest !== null) {
    const rest = self.rest;
    let held: Value = initial[0] ?? rest;
    callRepeatedly(machine, callback, () => [held, rest, unknownInt, self].map((value) => value));
    held = unknown;
    return held;
  }
  const entries = [...self.items.entries()];
  if (isBackward) entries.reverse();
  let held = initial[0];
  for (const [index, item] of entries) held = held === undefined ? item : callBack(machine, callback, held, item, int(index), self);
  return held ?? throwError('TypeError', 'Reduce of empty array with no initial value');
}

/** Where an element is; null when that is not known. */
function indexOf(self: ListValue, sought: Value | undefined, isLast = false, equals = strictEquals): number | null {
  if (self.rest !== null || sought === undefined) return null;
  const entries = [...self.items.entries()];
  if (isLast) entries.reverse();
  for (const [index, item] of entries) {
    const same = equals(item, sought);
    if (same !== false) return same === null ? null : index;
  }
  return -1;
}

function flattened(items: readonly Value[], depth: number): readonly Value[] | null {
  const result: Value[] = [];
  for (const item of items) {
    if (item.kind === 'unknown') return null;
    if (item.kind !== 'list' || depth < 1) result.push(item);
    else {
      const inner = item.rest === null ? flattened(item.items, depth - 1) : null;
      if (inner === null) return null;
      result.push(...inner);
    }
  }
  return result;
}

function sorted(machine: Machine, items: readonly Value[], callback: Value | undefined): readonly Value[] | null {
  const unsure: Value[] = [];
  const order = (a: Value, b: Value): number => {
    if (callback !== undefined && callback.kind !== 'undefined') {
      const answer = knownNumber(callBack(machine, callback, a, b));
      if (answer === null) unsure.push(a);
      return answer ?? 0;
    }
    const [x, y] = [textOf(machine, a), textOf(machine, b)];
    if (x === null || y === null) unsure.push(a);
    return x === y ? 0 : (x ?? '') < (y ?? '') ? -1 : 1;
  };
  const result = [...items].sort(order);
  return unsure.length === 0 ? result : null;
}

function splice(machine: Machine, self: ListValue, args: readonly Value[], target: ListValue): Value {
  const length = self.items.length;
  const start = position(args[0], length, 0);
  const count = args.length < 2 ? length : args[1] === undefined ? null : knownNumber(args[1]);
  const more = args.slice(2);
  if (self.rest !== null || start === null || count === null) {
    loosen(machine, target, ...more);
    return makeArray([], target.rest);
  }
  machine.heap.touch(target);
  return makeArray(target.items.splice(start, count, ...more));
}

/** A copy, for the methods that leave the array as it is. */
function copied(self: ListValue): ListValue {
  return makeArray(self.items, self.rest);
}

const methods: Readonly<Record<string, Method>> = {
  push: (machine, self, args) => {
    machine.heap.touch(self);
    if (self.rest !== null) self.rest = joinAll([self.rest, ...args]);
    else self.items.push(...args);
    return self.rest === null ? int(self.items.length) : unknownInt;
  },
  pop: (machine, self) => {
    machine.heap.touch(self);
    return self.rest ?? self.items.pop() ?? undefinedValue;
  },
  shift: (machine, self) => {
    machine.heap.touch(self);
    return self.rest ?? self.items.shift() ?? undefinedValue;
  },
  unshift: (machine, self, args) => {
    machine.heap.touch(self);
    if (self.rest !== null) self.rest = joinAll([self.rest, ...args]);
    else self.items.unshift(...args);
    return self.rest === null ? int(self.items.length) : unknownInt;
  },
  concat: (_machine, self, args) => {
    const parts = [self, ...args].map((part) => (part.kind === 'list' ? part : part.kind === 'unknown' ? makeArray([], unknown) : makeArray([part])));
    const items = parts.flatMap((part) => part.items);
    const rests = parts.flatMap((part) => (part.rest === null ? [] : [part.rest]));
    return rests.length === 0 ? makeArray(items) : makeArray([], joinAll([...items, ...rests]));
  },
  slice: (_machine, self, args) => sliced(self, args),
  splice: (machine, self, args) => splice(machine, self, args, self),
  toSpliced: (machine, self, args) => {
    const copy = copied(self);
    splice(machine, copy, args, copy);
    return copy;
  },
  map: (machine, self, [callback]) => {
    if (self.rest !== null) return makeArray([], restCall(machine, self, callback));
    const items: Value[] = [];
    each(machine, self, callback, (answer) => {
      items.push(answer);
      return false;
    });
    return makeArray(items);
  },
  forEach: (machine, self, [callback]) => {
    if (self.rest !== null) restCall(machine, self, callback);
    else each(machine, self, callback, () => false);
    return undefinedValue;
  },
  filter,
  flatMap: (machine, self, [callback]) => {
    if (self.rest !== null) {
      const part = restCall(machine, self, callback);
      return makeArray([], part.kind === 'list' ? joinAll([...part.items, ...(part.rest === null ? [] : [part.rest])]) : unknown);
    }
    const parts: Value[] = [];
    each(machine, self, callback, (answer) => {
      parts.push(answer);
      return false;
    });
    const items = flattened(parts, 1);
    return items === null ? makeArray([], unknown) : makeArray(items);
  },
  flat: (_machine, self, [depth]) => {
    const levels = depth === undefined ? 1 : knownNumber(depth);
    const items = self.rest === null && levels !== null ? flattened(self.items, levels) : null;
    return items === null ? makeArray([], unknown) : makeArray(items);
  },
  reduce: (machine, self, args) => reduce(machine, self, args, false),
  reduceRight: (machine, self, args) => reduce(machine, self, args, true),
  find: (machine, self, [callback]) => found(machine, self, callback, false).item,
  findIndex: (machine, self, [callback]) => found(machine, self, callback, false).index,
  findLast: (machine, self, [callback]) => found(machine, self, callback, true).item,
  findLastIndex: (machine, self, [callback]) => found(machine, self, callback, true).index,
  some: (machine, self, [callback]) => tested(machine, self, callback, true),
  every: (machine, self, [callback]) => tested(machine, self, callback, false),
  includes: (_machine, self, [sought]) => {
    const at = indexOf(self, sought, false, sameValue);
    return bool(at === null ? null : at >= 0);
  },
  indexOf: (_machine, self, [sought]) => int(indexOf(self, sought)),
  lastIndexOf: (_machine, self, [sought]) => int(indexOf(self, sought, true)),
  join: (machine, self, [separator]) => {
    if (self.rest !== null) return unknownStr;
    const mark = separator === undefined || separator.kind === 'undefined' ? ',' : textOf(machine, separator);
    const parts = self.items.map((item) => (item.kind === 'none' || item.kind === 'undefined' ? '' : textOf(machine, item)));
    return mark === null || parts.includes(null) ? unknownStr : str(parts.join(mark));
  },
  toString: ((machine, self) => str(textOf(machine, self))) satisfies Method,
  at: (_machine, self, [index]) => {
    if (self.rest !== null) return self.rest;
    const at = index === undefined ? 0 : knownNumber(index);
    if (at === null) return self.items.length === 0 ? undefinedValue : joinAll(self.items);
    return self.items[at < 0 ? at + self.items.length : at] ?? undefinedValue;
  },
  with: (_machine, self, [index, value]) => {
    const at = index === undefined ? null : knownNumber(index);
    if (self.rest !== null || at === null) return makeArray([], unknown);
    return makeArray(self.items.map((item, place) => (place === (at < 0 ? at + self.items.length : at) ? (value ?? undefinedValue) : item)));
  },
  reverse: (machine, self) => {
    machine.heap.touch(self);
    self.items.reverse();
    return self;
  },
  toReversed: (_machine, self) => makeArray([...self.items].reverse(), self.rest),
  sort: (machine, self, [callback]) => {
    const items = self.rest === null ? sorted(machine, self.items, callback) : null;
    if (items === null) loosen(machine, self);
    else {
      machine.heap.touch(self);
      self.items = [...items];
    }
    return self;
  },
  toSorted: (machine, self, [callback]) => {
    const items = self.rest === null ? sorted(machine, self.items, callback) : null;
    return items === null ? makeArray([], self.rest ?? joinAll(self.items)) : makeArray(items);
  },
  fill: (machine, self, [value = undefinedValue, from, to]) => {
    machine.heap.touch(self);
    if (self.rest !== null) {
      self.rest = joinAll([self.rest, value]);
      return self;
    }
    const start = position(from, self.items.length, 0);
    const end = position(to, self.items.length, self.items.length);
    self.items = self.items.map((item, index) => (start === null || end === null ? joinAll([item, value]) : index >= start && index < end ? value : item));
    return self;
  },
  copyWithin: (machine, self) => {
    loosen(machine, self);
    return self;
  },
  keys: (_machine, self) => iterator(() => ({ items: self.items.map((_, index) => int(index)), rest: self.rest === null ? null : unknownInt })),
  values: (_machine, self) => iterator(() => ({ items: self.items, rest: self.rest })),
  entries: (_machine, self) =>
    iterator(() => ({ items: self.items.map((item, index) => makeArray([int(index), item])), rest: self.rest === null ? null : makeArray([unknownInt, self.rest]) })),
  '@@iterator': (_machine, self) => iterator(() => ({ items: self.items, rest: self.rest })),
  // Typed arrays.
  set: (machine, self) => {
    loosen(machine, self, unknown);
    return undefinedValue;
  },
  subarray: (_machine, self, args) => sliced(self, args),
};

/** `Array.from(source, map)`. */
function from(machine: Machine, [source = undefinedValue, callback]: readonly Value[]): ListValue {
  const elements = elementsOf(machine, source);
  const array = makeArray(elements.rest === null ? elements.items : [], elements.rest === null ? null : joinAll([...elements.items, elements.rest]));
  const map = methods['map'];
  if (callback === undefined || callback.kind === 'undefined' || map === undefined) return array;
  const made = map(machine, array, [callback]);
  return made.kind === 'list' ? made : array;
}

/** The elements of an iterable, or of an object with a length. */
function elementsOf(machine: Machine, source: Value): { readonly items: readonly Value[]; readonly rest: Value | null } {
  if (source.kind !== 'instance' || findProperty(machine, source, '@@iterator') !== null) return iterate(machine, source);
  const length = knownNumber(getProperty(machine, source, 'length'));
  if (length === null || length > most) return { items: [], rest: undefinedValue };
  return { items: Array.from({ length }, (_, index) => getProperty(machine, source, String(index))), rest: null };
}

/** `new Array(3)`, `Array(1, 2, 3)`. */
function construct(args: readonly Value[], type: ClassValue | null): ListValue {
  const [only] = args;
  if (args.length !== 1 || only === undefined || (only.kind !== 'int' && only.kind !== 'unknown')) return { ...makeArray(args), class: type };
  return only.kind === 'unknown' ? filled(null, unknown, type) : filled(knownNumber(only), undefinedValue, type);
}

const typedArrays = ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array'];

/** Typed arrays by name: arrays of numbers, of which each says of which sort they are. */
export const typedArrayClasses: ReadonlyMap<string, ClassValue> = new Map(typedArrays.map((name) => [name, makeScriptClass(name, { bases: [arrayClass] })]));

/** Sets up arrays. */
export function defineArrays(): void {
  addScriptMethods(arrayClass, Object.fromEntries(Object.entries(methods).map(([name, run]) => [name, (machine: Machine, self: Value, args: readonly Value[]): Value => (isArray(self) ? run(machine, self, args) : unknown)])));
  addStatics(arrayClass, {
    from,
    of: (_machine, args) => makeArray(args),
    isArray: (_machine, [value]) => bool(value === undefined || value.kind === 'unknown' ? null : value.kind === 'list' && !typedArrays.includes(value.class?.name ?? '')),
  });
  (arrayClass as { construct: ClassValue['construct'] }).construct = (_machine, type, args) => (args.open ? makeArray([], unknown) : construct(args.positional, type === arrayClass ? null : type));
  for (const type of typedArrayClasses.values()) {
    const make = (machine: Machine, args: readonly Value[]): ListValue => {
      const [source] = args;
      if (source === undefined) return filled(0, int(0), type);
      if (source.kind === 'int') return filled(knownNumber(source), int(0), type);
      return source.kind === 'unknown' || source.kind === 'instance' || source.kind === 'object' ? filled(null, unknown, type) : { ...from(machine, args), class: type };
    };
    (type as { construct: ClassValue['construct'] }).construct = (machine, _type, { positional }) => make(machine, positional);
    type.attributes.set('static from', native('from', (machine, { positional }) => ({ ...from(machine, positional), class: type })));
    type.attributes.set('static of', native('of', (_machine, { positional }) => ({ ...makeArray(positional), class: type })));
  }
}
