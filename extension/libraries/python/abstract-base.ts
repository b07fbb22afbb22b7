/** The abstract base classes of `collections.abc`, which judge a value by what it can do. */
import { isCallable } from '../../interpreter/builtin/reflection';
import { classOf, dictClass, frozensetClass, isSubclass, listClass, lookup, makeClass, rangeClass, setClass, strClass, bytesClass, tupleClass } from '../../interpreter/class';
import { addMixins, mixedIn } from './abstract-mixin';
import { bool, native, unknown } from '../../interpreter/value';
import type { ClassValue, Value } from '../../interpreter/value';

/** Classes that need the methods named. */
const structural: Readonly<Record<string, readonly string[]>> = {
  Iterable: ['__iter__'],
  Iterator: ['__iter__', '__next__'],
  Generator: ['__iter__', '__next__', 'send', 'close'],
  Reversible: ['__iter__', '__reversed__'],
  Sized: ['__len__'],
  Container: ['__contains__'],
  Collection: ['__len__', '__iter__', '__contains__'],
  Awaitable: ['__await__'],
  Coroutine: ['__await__', 'send'],
  AsyncIterable: ['__aiter__'],
  AsyncIterator: ['__aiter__', '__anext__'],
  AsyncGenerator: ['__aiter__', '__anext__', 'asend'],
};

/** Classes that builtin ones are registered with. */
const registered: Readonly<Record<string, readonly string[]>> = {
  Sequence: [listClass, tupleClass, strClass, bytesClass, rangeClass].map((type) => type.name),
  MutableSequence: ['list', 'deque'],
  ByteString: ['bytes', 'bytearray'],
  Mapping: ['dict', 'mappingproxy'],
  MutableMapping: ['dict'],
  Set: ['set', 'frozenset', 'dict_keys', 'dict_items'],
  MutableSet: ['set'],
  MappingView: ['dict_keys', 'dict_items', 'dict_values'],
  KeysView: ['dict_keys'],
  ItemsView: ['dict_items'],
  ValuesView: ['dict_values'],
};

type Judge = (type: ClassValue) => boolean | null;

function all(answers: readonly (boolean | null)[]): boolean | null {
  return answers.includes(false) ? false : answers.includes(null) ? null : true;
}

function hasMethods(names: readonly string[]): Judge {
  return (type) => all(names.map((name) => (lookup(type, name) !== null ? true : type.open ? null : false)));
}

function isRegistered(names: readonly string[]): Judge {
  return (type) => (type.mro.some((base) => base.module !== '__main__' && names.includes(base.name)) ? true : type.open ? null : false);
}

/** A class whose `isinstance` and `issubclass` ask a judge. */
export function judgedClass(name: string, module: string, judge: Judge, ofValue?: (value: Value) => boolean | null, open = false): ClassValue {
  const type = makeClass(name, { module, open });
  const ofInstance = (value: Value): boolean | null => {
    if (ofValue !== undefined) return ofValue(value);
    const of = classOf(value);
    return of === null ? null : isSubclass(of, type) === true ? true : judge(of);
  };
  type.attributes.set('__instancecheck__', native('__instancecheck__', (_machine, args) => bool(ofInstance(args.positional[1] ?? unknown))));
  type.attributes.set(
    '__subclasscheck__',
    native('__subclasscheck__', (_machine, args) => {
      const [, derived] = args.positional;
      return bool(derived?.kind === 'class' ? judge(derived) : null);
    }),
  );
  type.attributes.set('register', { kind: 'wrapped', type: 'class', function: native('register', (_machine, args) => args.positional[1] ?? unknown) });
  return type;
}

function make(): ReadonlyMap<string, ClassValue> {
  const classes = new Map<string, ClassValue>();
  for (const [name, methods] of Object.entries(structural)) classes.set(name, judgedClass(name, 'collections.abc', hasMethods(methods)));
  for (const [name, names] of Object.entries(registered)) classes.set(name, judgedClass(name, 'collections.abc', isRegistered(names), undefined, !mixedIn.includes(name)));
  classes.set('Callable', judgedClass('Callable', 'collections.abc', hasMethods(['__call__']), isCallable));
  addMixins(classes);
  const unhashable = [listClass, dictClass, setClass];
  classes.set('Hashable', judgedClass('Hashable', 'collections.abc', (type) => type === frozensetClass || !unhashable.some((one) => type.mro.includes(one))));
  return classes;
}

/** The names of `collections.abc`. */
export const abstractBaseClasses = make();
