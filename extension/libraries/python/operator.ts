/** `operator`: the operators as functions. */
import { getAttribute } from '../../interpreter/attribute';
import { callValue } from '../../interpreter/call';
import { deleteItem, getItem, setItem } from '../../interpreter/item';
import type { Machine } from '../../interpreter/machine';
import { binary, compareValues, contains, lengthOf, truth, unary } from '../../interpreter/operator';
import { defineNatives } from '../../interpreter/signature';
import type { BoundArguments, NativeTable } from '../../interpreter/signature';
import { callSpecial } from '../../interpreter/special';
import { bool, int, native, none, tuple, unknown } from '../../interpreter/value';
import type { Value } from '../../interpreter/value';

const binaries = {
  add: '+', sub: '-', mul: '*', truediv: '/', floordiv: '//', mod: '%', pow: '**', matmul: '@', and_: '&', or_: '|', xor: '^', lshift: '<<', rshift: '>>', concat: '+',
} as const;

const comparisons = { lt: '<', le: '<=', gt: '>', ge: '>=', eq: '==', ne: '!=', is_: 'is', is_not: 'is not' } as const;

type Run = (machine: Machine, args: BoundArguments) => Value;

/** A table with a row for each name. */
function rows<T>(names: Readonly<Record<string, T>>, parameters: string, make: (of: T) => Run): NativeTable {
  return Object.fromEntries(Object.entries(names).map(([name, of]) => [`${name}(${parameters}, /)`, make(of)]));
}

/** What is picked of one value: one thing, or a tuple of several. */
function getter(name: string, keys: Value, pick: (machine: Machine, value: Value, key: Value) => Value): Value {
  const all = keys.kind === 'tuple' && keys.rest === null ? keys.items : null;
  return native(name, (machine, { positional: [value = unknown] }) => {
    if (all === null) return unknown;
    const picked = all.map((key) => pick(machine, value, key));
    const [only] = picked;
    return picked.length === 1 && only !== undefined ? only : tuple(picked);
  });
}

const table: NativeTable = {
  ...rows(binaries, 'a, b', (operator) => (machine, args) => binary(machine, operator, args.get('a'), args.get('b'))),
  ...rows(
    Object.fromEntries(Object.entries(binaries).map(([name, operator]) => [`i${name.replace('_', '')}`, { name: `__i${name.replace('_', '')}__`, operator }])),
    'a, b',
    ({ name, operator }) => (machine, args) => {
      const a = args.get('a');
      const own = a.kind === 'instance' || a.kind === 'object' ? callSpecial(machine, a, name, args.get('b')) : null;
      return own === null || own.kind === 'not-implemented' ? binary(machine, operator, a, args.get('b')) : own;
    },
  ),
  ...rows(comparisons, 'a, b', (operator) => (machine, args) => compareValues(machine, operator, args.get('a'), args.get('b'))),
  ...rows({ neg: '-', pos: '+', invert: '~', inv: '~' } as const, 'a', (operator) => (machine, args) => unary(machine, operator, args.get('a'))),
  'not_(a, /)': (machine, args) => {
    const held = truth(machine, args.get('a'));
    return bool(held === null ? null : !held);
  },
  'truth(a, /)': (machine, args) => bool(truth(machine, args.get('a'))),
  'abs(a, /)': (machine, args) => callValue(machine, machine.builtins.get('abs') ?? unknown, { positional: [args.get('a')], keyword: new Map(), open: false }),
  'index(a, /)': (machine, args) => callSpecial(machine, args.get('a'), '__index__') ?? int(null),
  'contains(a, b, /)': (machine, args) => bool(contains(machine, args.get('a'), args.get('b'))),
  'length_hint(obj, default=0, /)': (machine, args) => int(lengthOf(machine, args.get('obj'))),
  'getitem(a, b, /)': (machine, args) => getItem(machine, args.get('a'), args.get('b')),
  'setitem(a, b, c, /)': (machine, args) => {
    setItem(machine, args.get('a'), args.get('b'), args.get('c'));
    return none;
  },
  'delitem(a, b, /)': (machine, args) => {
    deleteItem(machine, args.get('a'), args.get('b'));
    return none;
  },
  'itemgetter(*items)': (_machine, args) => getter('itemgetter', args.get('items'), getItem),
  'attrgetter(*attrs)': (_machine, args) =>
    getter('attrgetter', args.get('attrs'), (machine, value, path) => {
      if (path.kind !== 'str' || path.value === null) return unknown;
      return path.value.split('.').reduce((of, name) => getAttribute(machine, of, name), value);
    }),
  'methodcaller(name, /, *args, **kwargs)': (_machine, args) => {
    const name = args.get('name');
    const given = args.get('args');
    return native('methodcaller', (machine, { positional: [value = unknown] }) => {
      if (name.kind !== 'str' || name.value === null || given.kind !== 'tuple') return unknown;
      return callValue(machine, getAttribute(machine, value, name.value), { positional: given.items, keyword: new Map(), open: args.has('kwargs') || given.rest !== null });
    });
  },
};

/** The names of `operator`. */
export const operator: ReadonlyMap<string, Value> = defineNatives(table);
