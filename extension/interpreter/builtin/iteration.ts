/** Builtin functions of iterables, `range`, `slice`, and the methods of iterators. */
import { isConcrete, max, min } from '../../../kernels/dims/dim';
import type { Dim } from '../../../kernels/dims/dim';
import { callValue } from '../call';
import { classOf, iteratorClass, rangeClass, setConstructor, sliceClass } from '../class';
import { fail } from '../exception';
import { getItem, slicePositions } from '../item';
import { iterate, iteratorOf, nextOf } from '../iterate';
import type { Elements } from '../iterate';
import { join, joinAll } from '../join';
import { Raised } from '../machine';
import type { Machine } from '../machine';
import { binary, compareValues, contains, equals, lengthOf, truth } from '../operator';
import { addMethods, defineNative } from '../signature';
import type { BoundArguments } from '../signature';
import { bind, callSpecial } from '../special';
import { bool, int, iterator, none, positional, slice, tuple, unknown, unknownFloat, unknownInt } from '../value';
import type { CallArguments, Value } from '../value';
import { numberOf } from './number';
import { sortedList } from './sequence';

/** Elements of which some are not known one by one: all of them covered by `rest`. */
export function covered(elements: Elements): Elements {
  return elements.rest === null ? elements : { items: [], rest: joinAll([...elements.items, elements.rest]) };
}

/** Calls a function on what may not be there at all: what it raises is no mistake. */
export function callPerhaps(machine: Machine, callee: Value, args: CallArguments): Value {
  machine.uncertain += 1;
  try {
    return callValue(machine, callee, args);
  } catch (error) {
    if (error instanceof Raised) return unknown;
    throw error;
  } finally {
    machine.uncertain -= 1;
  }
}

/** Elements of several iterables side by side, up to the end of the shortest. */
export function zipElements(machine: Machine, iterables: readonly Value[], isStrict = false): { readonly rows: readonly (readonly Value[])[]; readonly rest: readonly Value[] | null } {
  const known = iterables.map((iterable) => (iterable.kind === 'iterator' ? null : iterate(machine, iterable)));
  const shortest = (all: readonly (Elements | null)[]): number => Math.min(...all.map((elements) => (elements?.rest === null ? elements.items.length : Infinity)));
  // Iterators may be without end: no more is taken of them than the others have.
  const limit = shortest(known);
  const all = known.map((elements, index) => elements ?? iterate(machine, iterables[index] ?? unknown, Number.isFinite(limit) ? limit : undefined));
  if (all.length === 0) return { rows: [], rest: null };
  const count = shortest(all);
  if (Number.isFinite(count) && all.every((elements) => elements.items.length >= count)) {
    const lengths = all.map((elements) => elements.items.length);
    if (isStrict && known.every((elements) => elements !== null)) {
      const odd = lengths.findIndex((length) => length !== lengths[0]);
      if (odd > 0) {
        const others = odd === 1 ? 'argument 1' : `arguments 1-${String(odd)}`;
        fail('ValueError', `zip() argument ${String(odd + 1)} is ${(lengths[odd] ?? 0) < (lengths[0] ?? 0) ? 'shorter' : 'longer'} than ${others}`);
      }
    }
    return { rows: Array.from({ length: count }, (_, row) => all.map((elements) => elements.items[row] ?? unknown)), rest: null };
  }
  // What all of them know of comes first, then what covers the others.
  const sure = Math.min(...all.map((elements) => elements.items.length));
  return {
    rows: Array.from({ length: sure }, (_, row) => all.map((elements) => elements.items[row] ?? unknown)),
    rest: all.map((elements) => joinAll([...elements.items.slice(sure), ...(elements.rest === null ? [] : [elements.rest])])),
  };
}

function given(args: BoundArguments, name: string): readonly Value[] | null {
  const value = args.get(name);
  return value.kind === 'tuple' && value.rest === null ? value.items : null;
}

function enumerate(machine: Machine, args: BoundArguments): Value {
  return iterator(() => {
    const { items, rest } = iterate(machine, args.get('iterable'));
    const start = args.get('start');
    return {
      items: items.map((item, index) => tuple([rest === null ? binary(machine, '+', start, int(index)) : unknownInt, item])),
      rest: rest === null ? null : tuple([unknownInt, rest]),
    };
  });
}

function zip(machine: Machine, args: BoundArguments): Value {
  const iterables = given(args, 'iterables');
  const strict = truth(machine, args.get('strict')) === true;
  if (iterables === null) return unknown;
  return iterator(() => {
    const { rows, rest } = zipElements(machine, iterables, strict);
    return { items: rows.map((row) => tuple(row)), rest: rest === null ? null : tuple(rest) };
  });
}

function map(machine: Machine, args: BoundArguments): Value {
  const iterables = given(args, 'iterables');
  const callee = args.get('function');
  if (iterables === null) return unknown;
  return iterator(() => {
    const { rows, rest } = zipElements(machine, iterables);
    return { items: rows.map((row) => callValue(machine, callee, positional(...row))), rest: rest === null ? null : callPerhaps(machine, callee, positional(...rest)) };
  });
}

/** The elements that a test holds of; `holds` of null leaves open how many there are. */
export function filterElements(machine: Machine, iterable: Value, holds: (item: Value) => boolean | null): Elements {
  const elements = iterate(machine, iterable);
  const kept: Value[] = [];
  const maybe: Value[] = elements.rest === null ? [] : [elements.rest];
  for (const item of elements.items) {
    const answer = holds(item);
    if (answer === true) kept.push(item);
    else if (answer === null) maybe.push(item);
  }
  return maybe.length === 0 ? { items: kept, rest: null } : { items: [], rest: joinAll([...kept, ...maybe]) };
}

function filter(machine: Machine, args: BoundArguments): Value {
  const test = args.get('function');
  return iterator(() => filterElements(machine, args.get('iterable'), (item) => truth(machine, test.kind === 'none' ? item : callValue(machine, test, positional(item)))));
}

function reversed(machine: Machine, value: Value): Value {
  const custom = value.kind === 'instance' || value.kind === 'object' ? callSpecial(machine, value, '__reversed__') : null;
  if (custom !== null) return custom;
  if (value.kind === 'iterator' || value.kind === 'set') return fail('TypeError', `'${classOf(value)?.name ?? 'object'}' object is not reversible`);
  const getter = value.kind === 'instance' ? bind(machine, value, '__getitem__') : null;
  return iterator(() => {
    if (getter !== null) {
      const length = lengthOf(machine, value);
      if (!isConcrete(length)) return { items: [], rest: unknown };
      return { items: Array.from({ length }, (_, index) => callValue(machine, getter, positional(int(length - 1 - index)))), rest: null };
    }
    const elements = covered(iterate(machine, value));
    return { items: [...elements.items].reverse(), rest: elements.rest };
  });
}

/** `min` and `max`: of ints by their dimensions, of anything else by comparison. */
function extremum(name: 'min' | 'max') {
  const ofDims = name === 'min' ? min : max;
  return (machine: Machine, args: BoundArguments): Value => {
    const values = given(args, 'args');
    if (values === null) return unknown;
    const [first] = values;
    const elements = values.length === 1 && first !== undefined ? iterate(machine, first) : { items: values, rest: null };
    const { items, rest } = elements;
    const key = args.get('key');
    if (rest !== null) return key.kind === 'none' ? kindOnly(covered(elements).rest ?? unknown) : unknown;
    const [start] = items;
    if (start === undefined) return args.has('default') ? args.get('default') : fail('ValueError', `${name}() arg is an empty sequence`);
    if (key.kind === 'none' && items.every((item) => item.kind === 'int')) return int(items.map((item) => item.value).reduce<Dim>((a, b) => ofDims(a, b), start.kind === 'int' ? start.value : null));
    const keyed = items.map((item) => ({ item, key: key.kind === 'none' ? item : callValue(machine, key, positional(item)) }));
    let best = keyed[0];
    for (const candidate of keyed.slice(1)) {
      const better = best === undefined ? true : truth(machine, compareValues(machine, name === 'min' ? '<' : '>', candidate.key, best.key));
      if (better === null) return kindOnly(joinAll(items));
      if (better) best = candidate;
    }
    return best?.item ?? unknown;
  };
}

/** One of several numbers of a kind: which is not known. */
function kindOnly(value: Value): Value {
  return value.kind === 'int' ? unknownInt : value.kind === 'float' ? unknownFloat : value;
}

function sum(machine: Machine, args: BoundArguments): Value {
  const { items, rest } = iterate(machine, args.get('iterable'));
  const total = items.reduce((a, b) => binary(machine, '+', a, b), args.get('start'));
  if (rest === null) return total;
  if (total.kind === 'int' && (rest.kind === 'int' || rest.kind === 'bool')) return unknownInt;
  return rest.kind === 'float' && (total.kind === 'int' || total.kind === 'float') ? unknownFloat : unknown;
}

/** `any` (wanted true) and `all` (wanted false). */
function quantifier(wanted: boolean) {
  return (machine: Machine, args: BoundArguments): Value => {
    const iterable = args.get('iterable');
    // A generator runs no further than the answer needs.
    if (iterable.kind === 'iterator' && iterable.items === null) {
      machine.heap.touch(iterable);
      const filled = iterable.fill((item) => truth(machine, item) === wanted);
      iterable.items = filled.items;
      iterable.rest = filled.rest;
    }
    const { items, rest } = iterate(machine, iterable);
    let isOpen = rest !== null;
    for (const item of items) {
      const held = truth(machine, item);
      if (held === wanted) return bool(wanted);
      if (held === null) isOpen = true;
    }
    return bool(isOpen ? null : !wanted);
  };
}

function nextElement(machine: Machine, args: BoundArguments): Value {
  const source = args.get('iterator');
  if (source.kind === 'list' || source.kind === 'tuple' || source.kind === 'dict' || source.kind === 'set' || source.kind === 'str' || source.kind === 'range') {
    return fail('TypeError', `'${classOf(source)?.name ?? 'object'}' object is not an iterator`);
  }
  return nextOf(machine, source) ?? (args.has('default') ? args.get('default') : fail('StopIteration', ''));
}

/** `iter(callable, sentinel)` goes on for as long as is not known. */
function iter(machine: Machine, args: BoundArguments): Value {
  if (args.has('sentinel')) return iterator(() => ({ items: [], rest: unknown }));
  const value = args.get('object');
  if (value.kind === 'none' || value.kind === 'int' || value.kind === 'float' || value.kind === 'bool') {
    return fail('TypeError', `'${classOf(value)?.name ?? 'object'}' object is not iterable`);
  }
  return iteratorOf(machine, value);
}

/** The builtin functions of iterables. */
export const iterationFunctions = [
  defineNative('len(obj, /)', (machine, args) => int(lengthOf(machine, args.get('obj')))),
  defineNative('enumerate(iterable, start=0)', enumerate),
  defineNative('zip(*iterables, strict=False)', zip),
  defineNative('map(function, /, *iterables)', map),
  defineNative('filter(function, iterable, /)', filter),
  defineNative('reversed(sequence, /)', (machine, args) => reversed(machine, args.get('sequence'))),
  defineNative('sorted(iterable, /, *, key=None, reverse=False)', (machine, args) => sortedList(machine, args.get('iterable'), args.get('key'), args.get('reverse'))),
  defineNative('min(*args, key=None, default=None)', extremum('min')),
  defineNative('max(*args, key=None, default=None)', extremum('max')),
  defineNative('sum(iterable, /, start=0)', sum),
  defineNative('any(iterable, /)', quantifier(true)),
  defineNative('all(iterable, /)', quantifier(false)),
  defineNative('iter(object, sentinel=None, /)', iter),
  defineNative('next(iterator, default=None, /)', nextElement),
  defineNative('aiter(object, /)', () => unknown),
  defineNative('anext(iterator, default=None, /)', () => unknown),
];

/** An argument of `range`. */
function bound(machine: Machine, value: Value): Dim {
  const index = value.kind === 'int' || value.kind === 'bool' ? value : value.kind === 'instance' || value.kind === 'object' ? (callSpecial(machine, value, '__index__') ?? value) : value;
  if (index.kind === 'int' || index.kind === 'bool') return numberOf(index) ?? null;
  if (index.kind === 'float' || index.kind === 'str' || index.kind === 'none' || index.kind === 'list' || index.kind === 'tuple') {
    return fail('TypeError', `'${classOf(index)?.name ?? 'object'}' object cannot be interpreted as an integer`);
  }
  return null;
}

/** Sets up `range`, `slice` and iterators. */
export function defineIteration(): void {
  setConstructor(rangeClass, (machine, _type, args) => {
    if (args.open || args.positional.length === 0) return { kind: 'range', start: 0, stop: null, step: 1 };
    const [first, second, third] = args.positional.map((value) => bound(machine, value));
    const step = third === undefined ? 1 : third;
    if (step === 0) return fail('ValueError', 'range() arg 3 must not be zero');
    return second === undefined ? { kind: 'range', start: 0, stop: first ?? null, step } : { kind: 'range', start: first ?? null, stop: second, step };
  });
  addMethods(rangeClass, 'range', {
    '__iter__()': (machine, self) => iterator(() => iterate(machine, self)),
    '__len__()': (machine, self) => int(lengthOf(machine, self)),
    '__getitem__(index)': (machine, self, args) => getItem(machine, self, args.get('index')),
    '__contains__(item)': (machine, self, args) => bool(contains(machine, self, args.get('item'))),
    'index(value)': (machine, self, args) => {
      const at = iterate(machine, self).items.findIndex((item) => equals(machine, item, args.get('value')) === true);
      return at < 0 ? unknownInt : int(at);
    },
    'count(value)': (machine, self, args) => {
      const held = contains(machine, self, args.get('value'));
      return held === null ? unknownInt : int(Number(held));
    },
  });
  setConstructor(sliceClass, (_machine, _type, args) => {
    const [first, second, third] = args.positional;
    if (args.open || first === undefined) return slice(unknown, unknown, unknown);
    return second === undefined ? slice(none, first, none) : slice(first, second, third ?? none);
  });
  addMethods(sliceClass, 'slice', {
    'indices(len)': (_machine, self, args) => {
      const length = numberOf(args.get('len'));
      const picked = length === undefined || !isConcrete(length) ? null : slicePositions(self, length);
      if (picked === null || length === undefined || !isConcrete(length)) return tuple([unknownInt, unknownInt, unknownInt]);
      const step = self.step.kind === 'int' && isConcrete(self.step.value) ? self.step.value : 1;
      const ends = (value: Value, otherwise: number): number => {
        if (value.kind !== 'int' || !isConcrete(value.value)) return otherwise;
        const at = value.value < 0 ? value.value + length : value.value;
        return step > 0 ? Math.min(Math.max(at, 0), length) : Math.min(Math.max(at, -1), length - 1);
      };
      return tuple([int(ends(self.start, step > 0 ? 0 : length - 1)), int(ends(self.stop, step > 0 ? length : -1)), int(step)]);
    },
  });
  const advance = (machine: Machine, self: Value): Value => nextOf(machine, self) ?? fail('StopIteration', '');
  addMethods(iteratorClass, 'iterator', {
    '__iter__()': (_machine, self) => self,
    '__next__()': advance,
    // A generator has run to its end when it is first asked: what is sent to it comes too late.
    'send(value)': advance,
    'throw(*args)': () => unknown,
    'close()': () => none,
  });
}

/** The join of an iterable's elements. */
export function anyElement(machine: Machine, iterable: Value): Value {
  const { items, rest } = iterate(machine, iterable);
  return items.length === 0 ? (rest ?? unknown) : rest === null ? joinAll(items) : join(joinAll(items), rest);
}
