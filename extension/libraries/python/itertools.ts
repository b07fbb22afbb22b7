/** `itertools`. Iterators without end give their first elements and say that there are more. */
import { anyElement, callPerhaps, covered, filterElements, zipElements } from '../../interpreter/builtin/iteration';
import { knownInt } from '../../interpreter/builtin/known';
import { callValue } from '../../interpreter/call';
import { makeClass } from '../../interpreter/class';
import { iterate } from '../../interpreter/iterate';
import type { Elements } from '../../interpreter/iterate';
import { joinAll } from '../../interpreter/join';
import type { Machine } from '../../interpreter/machine';
import { binary, equals, truth } from '../../interpreter/operator';
import { defineNatives } from '../../interpreter/signature';
import type { BoundArguments, NativeTable } from '../../interpreter/signature';
import { int, iterator, list, native, positional, tuple, unknown } from '../../interpreter/value';
import type { Value } from '../../interpreter/value';

/** How many elements of an iterator without end are spelled out. */
const spelledOut = 1000;

/** More combinations than this are not spelled out. */
const mostCombinations = 20_000;

function iterables(args: BoundArguments, name = 'iterables'): readonly Value[] {
  const value = args.get(name);
  return value.kind === 'tuple' ? (value.rest === null ? value.items : [unknown]) : [value];
}

function chain(machine: Machine, all: Elements, chained: (iterable: Value) => Elements): Elements {
  const parts = [...all.items, ...(all.rest === null ? [] : [all.rest])].map(chained);
  const items = parts.flatMap((part) => part.items);
  const rests = [...parts.map((part) => part.rest), ...(all.rest === null ? [] : [joinAll(parts.at(-1)?.items ?? [])])].filter((rest) => rest !== null);
  return covered({ items, rest: rests.length === 0 ? null : joinAll(rests) });
}

/** All tuples made by choosing positions; `rest` covers the values where they are not known. */
function choices(machine: Machine, args: BoundArguments, positions: (count: number, size: number) => readonly (readonly number[])[] | null): Value {
  return iterator(() => {
    const pool = covered(iterate(machine, args.get('iterable')));
    const size = args.get('r').kind === 'none' ? pool.items.length : knownInt(args.get('r'));
    const any = pool.rest ?? joinAll(pool.items);
    const chosen = size === null || pool.rest !== null ? null : positions(pool.items.length, size);
    if (chosen === null) return { items: [], rest: size === null ? tuple([], any) : tuple(Array.from({ length: size }, () => any)) };
    return { items: chosen.map((row) => tuple(row.map((at) => pool.items[at] ?? unknown))), rest: null };
  });
}

/** Rows of so many positions below `count`, in order, that `allows` lets grow; null when there are too many. */
function rowsOf(count: number, size: number, allows: (row: readonly number[], next: number) => boolean): readonly (readonly number[])[] | null {
  let rows: readonly (readonly number[])[] = [[]];
  for (let column = 0; column < size; column += 1) {
    rows = rows.flatMap((row) => Array.from({ length: count }, (_, next) => next).filter((next) => allows(row, next)).map((next) => [...row, next]));
    if (rows.length > mostCombinations) return null;
  }
  return rows;
}

function product(machine: Machine, args: BoundArguments): Value {
  return iterator(() => {
    const times = knownInt(args.get('repeat'));
    const once = iterables(args).map((iterable) => covered(iterate(machine, iterable)));
    if (times === null) return { items: [], rest: unknown };
    const pools = Array.from({ length: times }, () => once).flat();
    const any = (): Value => tuple(pools.map((pool) => pool.rest ?? joinAll(pool.items)));
    if (pools.some((pool) => pool.rest !== null) || pools.reduce((size, pool) => size * pool.items.length, 1) > mostCombinations) return { items: [], rest: any() };
    const rows = pools.reduce<readonly (readonly Value[])[]>((sofar, pool) => sofar.flatMap((row) => pool.items.map((item) => [...row, item])), [[]]);
    return { items: rows.map((row) => tuple(row)), rest: null };
  });
}

function count(machine: Machine, args: BoundArguments): Value {
  return iterator(() => {
    const items: Value[] = [args.get('start')];
    for (let index = 1; index < spelledOut; index += 1) items.push(binary(machine, '+', items.at(-1) ?? unknown, args.get('step')));
    const [first] = items;
    return { items, rest: first?.kind === 'int' ? int(null) : unknown };
  });
}

function cycle(machine: Machine, args: BoundArguments): Value {
  return iterator(() => {
    const elements = covered(iterate(machine, args.get('iterable')));
    if (elements.rest !== null || elements.items.length === 0) return elements;
    const rounds = Math.ceil(spelledOut / elements.items.length);
    return { items: Array.from({ length: rounds }, () => elements.items).flat(), rest: joinAll(elements.items) };
  });
}

function repeat(args: BoundArguments): Value {
  const value = args.get('object');
  if (!args.has('times')) return iterator(() => ({ items: Array.from({ length: spelledOut }, () => value), rest: value }));
  const times = knownInt(args.get('times'));
  return iterator(() => (times === null || times > 100_000 ? { items: [], rest: value } : { items: Array.from({ length: Math.max(0, times) }, () => value), rest: null }));
}

function slice(machine: Machine, args: BoundArguments): Value {
  const bounds = iterables(args, 'bounds');
  const parts = bounds.map((bound) => (bound.kind === 'none' ? undefined : knownInt(bound)));
  return iterator(() => {
    const source = args.get('iterable');
    if (parts.includes(null)) return { items: [], rest: anyElement(machine, source) };
    const [start = 0, stop = Infinity, step = 1] = parts.length === 1 ? [0, ...parts] : parts;
    const end = stop ?? Infinity;
    // Only what is asked for is taken: the iterator may have no end.
    const elements = iterate(machine, source, Number.isFinite(end) ? end : undefined);
    if (elements.rest !== null && elements.items.length < end) return covered(elements);
    return { items: elements.items.slice(start ?? 0, Number.isFinite(end) ? end : undefined).filter((_, index) => index % (step ?? 1) === 0), rest: null };
  });
}

function zipLongest(machine: Machine, args: BoundArguments): Value {
  return iterator(() => {
    const all = iterables(args).map((iterable) => covered(iterate(machine, iterable)));
    const fill = args.get('fillvalue');
    if (all.some((elements) => elements.rest !== null)) return { items: [], rest: tuple(all.map((elements) => joinAll([...(elements.rest === null ? elements.items : [elements.rest]), fill]))) };
    const length = Math.max(0, ...all.map((elements) => elements.items.length));
    return { items: Array.from({ length }, (_, row) => tuple(all.map((elements) => elements.items[row] ?? fill))), rest: null };
  });
}

function starmap(machine: Machine, args: BoundArguments): Value {
  const callee = args.get('function');
  return iterator(() => {
    const elements = covered(iterate(machine, args.get('iterable')));
    const call = (row: Value, how: typeof callValue): Value => {
      const parts = iterate(machine, row);
      return how(machine, callee, { ...positional(...parts.items), open: parts.rest !== null });
    };
    return { items: elements.items.map((row) => call(row, callValue)), rest: elements.rest === null ? null : call(elements.rest, callPerhaps) };
  });
}

function accumulate(machine: Machine, args: BoundArguments): Value {
  const callee = args.get('func');
  return iterator(() => {
    const elements = covered(iterate(machine, args.get('iterable')));
    if (elements.rest !== null) return { items: [], rest: elements.rest.kind === 'int' ? int(null) : unknown };
    const start = args.get('initial');
    const values = start.kind === 'none' ? elements.items : [start, ...elements.items];
    const sums: Value[] = [];
    for (const value of values) {
      const before = sums.at(-1);
      sums.push(before === undefined ? value : callee.kind === 'none' ? binary(machine, '+', before, value) : callValue(machine, callee, positional(before, value)));
    }
    return { items: sums, rest: null };
  });
}

function groupBy(machine: Machine, args: BoundArguments): Value {
  const keyOf = (item: Value): Value => (args.get('key').kind === 'none' ? item : callValue(machine, args.get('key'), positional(item)));
  return iterator(() => {
    const elements = covered(iterate(machine, args.get('iterable')));
    const groups: { readonly key: Value; readonly items: Value[] }[] = [];
    for (const item of elements.items) {
      const key = keyOf(item);
      const last = groups.at(-1);
      const same = last === undefined ? false : equals(machine, last.key, key);
      if (same === null) return { items: [], rest: tuple([unknown, list([], joinAll(elements.items))]) };
      if (same && last !== undefined) last.items.push(item);
      else groups.push({ key, items: [item] });
    }
    return { items: groups.map((group) => tuple([group.key, iterator(() => ({ items: group.items, rest: null }))])), rest: elements.rest === null ? null : tuple([unknown, list([], elements.rest)]) };
  });
}

/** `takewhile` and `dropwhile`: the elements before or from the first that a test does not hold of. */
function whileHolds(keepsBefore: boolean) {
  return (machine: Machine, args: BoundArguments): Value =>
    iterator(() => {
      const elements = iterate(machine, args.get('iterable'));
      for (const [index, item] of elements.items.entries()) {
        const held = truth(machine, callValue(machine, args.get('predicate'), positional(item)));
        if (held === null) return { items: [], rest: joinAll(elements.items) };
        if (!held) return keepsBefore ? { items: elements.items.slice(0, index), rest: null } : { items: elements.items.slice(index), rest: elements.rest };
      }
      return keepsBefore ? elements : { items: [], rest: elements.rest };
    });
}

/** The elements side by side with the ones that follow them. */
function windows(machine: Machine, iterable: Value, run: (items: readonly Value[]) => readonly Value[], row: (any: Value) => Value): Value {
  return iterator(() => {
    const elements = covered(iterate(machine, iterable));
    return elements.rest === null ? { items: run(elements.items), rest: null } : { items: [], rest: row(elements.rest) };
  });
}

const table: NativeTable = {
  'product(*iterables, repeat=1)': product,
  'repeat(object, times=None)': (_machine, args) => repeat(args),
  'count(start=0, step=1)': count,
  'cycle(iterable)': cycle,
  'islice(iterable, *bounds)': slice,
  'zip_longest(*iterables, fillvalue=None)': zipLongest,
  'starmap(function, iterable)': starmap,
  'accumulate(iterable, func=None, *, initial=None)': accumulate,
  'groupby(iterable, key=None)': groupBy,
  'takewhile(predicate, iterable)': whileHolds(true),
  'dropwhile(predicate, iterable)': whileHolds(false),
  'filterfalse(predicate, iterable)': (machine, args) =>
    iterator(() =>
      filterElements(machine, args.get('iterable'), (item) => {
        const test = args.get('predicate');
        const held = truth(machine, test.kind === 'none' ? item : callValue(machine, test, positional(item)));
        return held === null ? null : !held;
      }),
    ),
  'compress(data, selectors)': (machine, args) =>
    iterator(() => {
      const { rows, rest } = zipElements(machine, [args.get('data'), args.get('selectors')]);
      if (rest !== null) return { items: [], rest: rest[0] ?? unknown };
      const answers = rows.map(([, selector]) => truth(machine, selector ?? unknown));
      const data = rows.map(([item]) => item ?? unknown);
      return answers.includes(null) ? { items: [], rest: joinAll(data) } : { items: data.filter((_, index) => answers[index] === true), rest: null };
    }),
  'permutations(iterable, r=None)': (machine, args) => choices(machine, args, (n, size) => rowsOf(n, size, (row, next) => !row.includes(next))),
  'combinations(iterable, r)': (machine, args) => choices(machine, args, (n, size) => rowsOf(n, size, (row, next) => next > (row.at(-1) ?? -1))),
  'combinations_with_replacement(iterable, r)': (machine, args) => choices(machine, args, (n, size) => rowsOf(n, size, (row, next) => next >= (row.at(-1) ?? 0))),
  'pairwise(iterable)': (machine, args) =>
    windows(machine, args.get('iterable'), (items) => items.slice(1).map((item, index) => tuple([items[index] ?? unknown, item])), (any) => tuple([any, any])),
  'tee(iterable, n=2)': (machine, args) => {
    const n = knownInt(args.get('n'));
    const elements = iterate(machine, args.get('iterable'));
    return n === null ? unknown : tuple(Array.from({ length: n }, () => iterator(() => elements)));
  },
};

function makeChain(): Value {
  // `chain` is called, and has an attribute: a class without instances of its own.
  const chained = (machine: Machine, all: () => Elements): Value => iterator(() => chain(machine, all(), (iterable) => iterate(machine, iterable)));
  const fromIterable = native('from_iterable', (machine, args) => chained(machine, () => iterate(machine, args.positional[0] ?? unknown)));
  return makeClass('chain', {
    module: 'itertools',
    attributes: new Map<string, Value>([['from_iterable', { kind: 'wrapped', type: 'static', function: fromIterable }]]),
    construct: (machine, _type, args) => chained(machine, () => ({ items: args.positional, rest: args.open ? unknown : null })),
  });
}

/** The names of `itertools`. */
export const itertools: ReadonlyMap<string, Value> = new Map<string, Value>([...defineNatives(table), ['chain', makeChain()]]);
