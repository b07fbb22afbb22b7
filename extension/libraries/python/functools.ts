/** `functools`. */
import { findAttribute, setAttribute, storeAttribute } from '../../interpreter/attribute';
import { namedEntries } from '../../interpreter/builtin/known';
import { isInstance } from '../../interpreter/builtin/reflection';
import { callValue } from '../../interpreter/call';
import { lookup, makeClass } from '../../interpreter/class';
import { fail } from '../../interpreter/exception';
import { iterate } from '../../interpreter/iterate';
import type { Machine } from '../../interpreter/machine';
import { truth } from '../../interpreter/operator';
import { addMethods, defineNatives } from '../../interpreter/signature';
import type { BoundArguments, NativeTable } from '../../interpreter/signature';
import { callSpecial } from '../../interpreter/special';
import { bool, dict, instance, keyOf, list, native, none, notImplemented, positional, str, tuple, unknown } from '../../interpreter/value';
import type { CallArguments, ClassValue, InstanceValue, ListValue, Value } from '../../interpreter/value';

/** Keyword arguments as a dict. */
export function keywordDict(keyword: ReadonlyMap<string, Value>, open: boolean): Value {
  const result = dict();
  for (const [name, value] of keyword) result.entries.set(keyOf(str(name)) ?? name, { key: str(name), value });
  result.open = open;
  return result;
}

/** The arguments that a partial application holds, with more after them. */
function partialArguments(self: Value, more: CallArguments): CallArguments {
  const attributes = self.kind === 'instance' ? self.attributes : new Map<string, Value>();
  const args = attributes.get('args');
  const keywords = attributes.get('keywords');
  const held = keywordArguments(keywords ?? unknown);
  const known = args?.kind === 'tuple' && args.rest === null ? args.items : null;
  return { positional: [...(known ?? []), ...more.positional], keyword: new Map([...held.keyword, ...more.keyword]), open: more.open || held.open || known === null };
}

function partialFunction(self: Value): Value {
  return (self.kind === 'instance' ? self.attributes.get('func') : undefined) ?? unknown;
}

function makePartial(): ClassValue {
  const type = makeClass('partial', {
    module: 'functools',
    construct: (machine, made, args) => {
      const [callee, ...rest] = args.positional;
      if (callee === undefined) return fail('TypeError', "type 'partial' takes at least one argument");
      const self = instance(made);
      const given: CallArguments = { ...args, positional: rest };
      // A partial of a partial is one partial.
      const isNested = callee.kind === 'instance' && callee.class === type;
      const all = isNested ? partialArguments(callee, given) : given;
      storeAttribute(machine, self, 'func', isNested ? partialFunction(callee) : callee);
      storeAttribute(machine, self, 'args', all.open ? tuple([], unknown) : tuple(all.positional));
      storeAttribute(machine, self, 'keywords', keywordDict(all.keyword, all.open));
      return self;
    },
  });
  type.attributes.set('__init__', native('__init__', () => none));
  type.attributes.set(
    '__call__',
    native('__call__', (machine, args) => {
      const [self, ...rest] = args.positional;
      return self === undefined ? unknown : callValue(machine, partialFunction(self), partialArguments(self, { ...args, positional: rest }));
    }),
  );
  return type;
}

function makePartialMethod(): ClassValue {
  return makeClass('partialmethod', {
    module: 'functools',
    construct: (_machine, _type, args) => {
      const [callee, ...rest] = args.positional;
      if (callee === undefined) return unknown;
      return native('partialmethod', (machine, more) => {
        const [self, ...others] = more.positional;
        if (self === undefined) return unknown;
        return callValue(machine, callee, { positional: [self, ...rest, ...others], keyword: new Map([...args.keyword, ...more.keyword]), open: args.open || more.open });
      });
    },
  });
}

/** Makes a wrapper look like what it wraps. */
function updateWrapper(machine: Machine, wrapper: Value, wrapped: Value): Value {
  if (wrapper.kind !== 'function' && wrapper.kind !== 'instance' && wrapper.kind !== 'class') return wrapper;
  for (const name of ['__module__', '__name__', '__qualname__', '__doc__']) {
    const found = findAttribute(machine, wrapped, name);
    if (found !== null) storeAttribute(machine, wrapper, name, found);
  }
  if (wrapped.kind === 'function') for (const [name, value] of wrapped.attributes) storeAttribute(machine, wrapper, name, value);
  storeAttribute(machine, wrapper, '__wrapped__', wrapped);
  return wrapper;
}

/** A cached function is the function itself, with the attributes of a cache. */
function cached(machine: Machine, callee: Value): Value {
  storeAttribute(machine, callee, 'cache_clear', native('cache_clear', () => none));
  storeAttribute(machine, callee, 'cache_info', native('cache_info', () => unknown));
  if (callee.kind === 'function') storeAttribute(machine, callee, '__wrapped__', callee);
  return callee;
}

/** The comparison that each of the others is made of, and whether its answer is turned round where the values differ. */
const orderings: Readonly<Record<string, { readonly turned: readonly string[]; readonly withEqual: readonly string[]; readonly turnedStrict: readonly string[] }>> = {
  __lt__: { turned: ['__ge__'], withEqual: ['__le__'], turnedStrict: ['__gt__'] },
  __le__: { turned: ['__gt__'], withEqual: [], turnedStrict: [] },
  __gt__: { turned: ['__le__'], withEqual: ['__ge__'], turnedStrict: ['__lt__'] },
  __ge__: { turned: ['__lt__'], withEqual: [], turnedStrict: [] },
};

function totalOrdering(machine: Machine, type: Value): Value {
  if (type.kind !== 'class') return type;
  const root = Object.keys(orderings).find((name) => lookup(type, name) !== null);
  const rule = root === undefined ? undefined : orderings[root];
  if (root === undefined || rule === undefined) return fail('ValueError', 'must define at least one ordering operation: < > <= >=');
  const add = (name: string, answer: (inner: Machine, held: boolean | null, same: () => boolean | null) => boolean | null): void => {
    if (lookup(type, name) !== null) return;
    const run = native(name, (inner, args) => {
      const [a = unknown, b = unknown] = args.positional;
      const result = callSpecial(inner, a, root, b);
      if (result === null || result.kind === 'not-implemented') return notImplemented;
      const same = (): boolean | null => {
        const equal = callSpecial(inner, a, '__eq__', b);
        return equal === null ? null : truth(inner, equal);
      };
      return bool(answer(inner, truth(inner, result), same));
    });
    storeAttribute(machine, type, name, run);
  };
  const either = (a: boolean | null, b: boolean | null): boolean | null => (a === true || b === true ? true : a === null || b === null ? null : false);
  const not = (a: boolean | null): boolean | null => (a === null ? null : !a);
  const isStrict = root === '__lt__' || root === '__gt__';
  for (const name of rule.turned) add(name, (_inner, held) => not(held));
  for (const name of rule.withEqual) add(name, (_inner, held, same) => either(held, same()));
  for (const name of rule.turnedStrict) add(name, (_inner, held, same) => not(either(held, same())));
  if (!isStrict) {
    const [strict, opposite] = root === '__le__' ? ['__lt__', '__ge__'] : ['__gt__', '__le__'];
    add(strict, (_inner, held, same) => not(either(not(held), same())));
    add(opposite, (_inner, held, same) => either(not(held), same()));
  }
  return type;
}

function reduce(machine: Machine, args: BoundArguments): Value {
  const { items, rest } = iterate(machine, args.get('iterable'));
  const all = args.has('initial') ? [args.get('initial'), ...items] : items;
  const [first, ...others] = all;
  if (rest !== null) return unknown;
  if (first === undefined) return fail('TypeError', 'reduce() of empty iterable with no initial value');
  return others.reduce((a, b) => callValue(machine, args.get('function'), positional(a, b)), first);
}

/** `singledispatch`: an implementation by the class of the first argument. Registered by annotation, it may be any. */
function makeSingleDispatch(): ClassValue {
  const type = makeClass('singledispatch', {
    module: 'functools',
    construct: (machine, made, args) => {
      const self = instance(made);
      storeAttribute(machine, self, 'function', args.positional[0] ?? unknown);
      storeAttribute(machine, self, 'registry', list([]));
      return self;
    },
  });
  const registryOf = (self: InstanceValue): ListValue | null => {
    const registry = self.attributes.get('registry');
    return registry?.kind === 'list' ? registry : null;
  };
  addMethods(type, 'instance', {
    '__init__(func)': () => none,
    'register(cls, func=None)': (outer, self, args) => {
      const register = (machine: Machine, implementation: Value): Value => {
        const registry = registryOf(self);
        if (registry === null) return implementation;
        machine.heap.touch(registry);
        registry.items.unshift(tuple([args.get('cls'), implementation]));
        return implementation;
      };
      const given = args.has('func') ? args.get('func') : args.get('cls');
      return given.kind === 'class' ? native('register', (machine, inner) => register(machine, inner.positional[0] ?? unknown)) : register(outer, given);
    },
    '__call__(value, *args, **kwargs)': (machine, self, args) => {
      const value = args.get('value');
      const rest = args.get('args');
      const call = (callee: Value): Value => callValue(machine, callee, { ...keywordArguments(args.get('kwargs')), positional: [value, ...(rest.kind === 'tuple' ? rest.items : [])] });
      for (const entry of registryOf(self)?.items ?? []) {
        const [of = unknown, implementation = unknown] = entry.kind === 'tuple' ? entry.items : [];
        const held = isInstance(machine, value, of);
        if (held === null) return unknown;
        if (held) return call(implementation);
      }
      return call(self.attributes.get('function') ?? unknown);
    },
  });
  return type;
}

/** A dict of keywords as arguments. */
function keywordArguments(keywords: Value): Pick<CallArguments, 'keyword' | 'open'> {
  return { keyword: namedEntries(keywords), open: keywords.kind !== 'dict' || keywords.open };
}

/** The key by which `cmp_to_key` sorts. */
function makeComparisonKey(): ClassValue {
  const type = makeClass('K', { module: 'functools' });
  addMethods(type, 'instance', {
    '__lt__(other)': (machine, self, args) => {
      const other = args.get('other');
      const value = (of: Value): Value => (of.kind === 'instance' ? (of.attributes.get('obj') ?? unknown) : unknown);
      const order = callValue(machine, self.attributes.get('compare') ?? unknown, positional(value(self), value(other)));
      return bool(order.kind === 'int' && typeof order.value === 'number' ? order.value < 0 : null);
    },
  });
  return type;
}

const comparisonKey = makeComparisonKey();

const table: NativeTable = {
  'reduce(function, iterable, initial=None, /)': reduce,
  'update_wrapper(wrapper, wrapped, assigned=(), updated=())': (machine, args) => updateWrapper(machine, args.get('wrapper'), args.get('wrapped')),
  'wraps(wrapped, assigned=(), updated=())': (_machine, args) => native('wraps', (machine, inner) => updateWrapper(machine, inner.positional[0] ?? unknown, args.get('wrapped'))),
  'cache(user_function, /)': (machine, args) => cached(machine, args.get('user_function')),
  'lru_cache(maxsize=128, typed=False)': (machine, args) => {
    const target = args.get('maxsize');
    if (target.kind === 'function' || target.kind === 'native' || target.kind === 'method') return cached(machine, target);
    return native('lru_cache', (inner, more) => cached(inner, more.positional[0] ?? unknown));
  },
  'cached_property(func)': (_machine, args) => ({ kind: 'property', getter: args.get('func'), setter: null, cached: true }),
  'total_ordering(cls)': (machine, args) => totalOrdering(machine, args.get('cls')),
  'cmp_to_key(mycmp)': (_machine, args) =>
    native('cmp_to_key', (machine, inner) => {
      const key = instance(comparisonKey);
      setAttribute(machine, key, 'compare', args.get('mycmp'));
      setAttribute(machine, key, 'obj', inner.positional[0] ?? unknown);
      return key;
    }),
};

/** The names of `functools`. */
export const functools: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...defineNatives(table),
  ['partial', makePartial()],
  ['partialmethod', makePartialMethod()],
  ['singledispatch', makeSingleDispatch()],
]);
