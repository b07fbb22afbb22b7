/** `typing`: what annotations are made of. Nothing in it changes what a program computes, but for a few classes. */
import { attributeOrNull } from '../../interpreter/builtin/reflection';
import { updateDict } from '../../interpreter/builtin/mapping';
import { dictClass, frozensetClass, listClass, makeClass, objectClass, setClass, strClass, tupleClass, typeClass } from '../../interpreter/class';
import { storeEntry } from '../../interpreter/item';
import { defineNatives } from '../../interpreter/signature';
import type { NativeTable } from '../../interpreter/signature';
import { bool, dict, native, str, unknown, unknownBool } from '../../interpreter/value';
import type { ClassValue, Value } from '../../interpreter/value';
import { abstractBaseClasses } from './abstract-base';
import { collections } from './collections';
import { namedTupleBase } from './named-tuple';

/** Forms that stand for types in annotations. What is an instance of one is not known. */
const forms = [
  'Annotated', 'Any', 'AnyStr', 'ClassVar', 'Concatenate', 'Final', 'ForwardRef', 'IO', 'BinaryIO', 'TextIO', 'Literal', 'LiteralString', 'Match', 'Never', 'NoReturn',
  'NotRequired', 'Optional', 'Pattern', 'ReadOnly', 'Required', 'Self', 'TypeAlias', 'TypeGuard', 'TypeIs', 'Union', 'Unpack',
];

/** Abstract classes that `typing` has under the names of `collections.abc`. */
const abstract = [
  'Awaitable', 'AsyncIterable', 'AsyncIterator', 'AsyncGenerator', 'ByteString', 'Callable', 'Collection', 'Container', 'Coroutine', 'Generator', 'Hashable', 'ItemsView', 'Iterable',
  'Iterator', 'KeysView', 'Mapping', 'MappingView', 'MutableMapping', 'MutableSequence', 'MutableSet', 'Reversible', 'Sequence', 'Sized', 'ValuesView',
];

/** Decorators that give back what they decorate. */
const decorators = ['final', 'no_type_check', 'overload', 'override', 'runtime', 'type_check_only'];

/** A form of annotations; also the mark by which dataclasses know `ClassVar`. */
function form(name: string): ClassValue {
  const hook = native('__instancecheck__', () => unknownBool);
  return makeClass(name, { module: 'typing', attributes: new Map<string, Value>([['__instancecheck__', hook], ['__subclasscheck__', hook]]) });
}

/** `runtime_checkable`: what has all attributes of the protocol is an instance. */
function runtimeCheckable(type: Value): Value {
  if (type.kind !== 'class') return type;
  const names = [...type.attributes.keys()].filter((name) => !name.startsWith('__') || ['__call__', '__len__', '__iter__', '__getitem__'].includes(name));
  type.attributes.set(
    '__instancecheck__',
    native('__instancecheck__', (machine, args) => {
      const [, value = unknown] = args.positional;
      const found = names.map((name) => attributeOrNull(machine, value, name));
      return bool(found.includes(null) ? false : found.some((one) => one?.kind === 'unknown') ? null : true);
    }),
  );
  return type;
}

/** `TypedDict`: its classes make plain dicts. */
function typedDict(): ClassValue {
  return makeClass('TypedDict', {
    module: 'typing',
    construct: (machine, _type, args) => {
      const made = dict();
      for (const source of args.positional) updateDict(machine, made, source);
      for (const [name, value] of args.keyword) storeEntry(machine, made, str(name), value);
      made.open = made.open || args.open;
      return made;
    },
  });
}

const table: NativeTable = {
  'cast(typ, val)': (_machine, args) => args.get('val'),
  'assert_type(val, typ, /)': (_machine, args) => args.get('val'),
  'reveal_type(obj, /)': (_machine, args) => args.get('obj'),
  'assert_never(arg, /)': () => unknown,
  'NewType(name, tp)': () => native('NewType', (_machine, args) => args.positional[0] ?? unknown),
  'runtime_checkable(cls)': (_machine, args) => runtimeCheckable(args.get('cls')),
  'dataclass_transform(**kwargs)': () => native('dataclass_transform', (_machine, args) => args.positional[0] ?? unknown),
  'get_type_hints(obj, globalns=None, localns=None, include_extras=False)': () => unknown,
  'get_origin(tp)': () => unknown,
  'get_args(tp)': () => unknown,
  'TypeVar(name, *constraints, **kwargs)': () => unknown,
  'ParamSpec(name, **kwargs)': () => unknown,
  'TypeVarTuple(name, **kwargs)': () => unknown,
  ...Object.fromEntries(decorators.map((name) => [`${name}(decorated)`, (_machine: unknown, args: { readonly get: (name: string) => Value }): Value => args.get('decorated')])),
};

/** The names of `typing`. */
export const typing: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...forms.map((name) => [name, form(name)] as const),
  ...abstract.map((name) => [name, abstractBaseClasses.get(name) ?? unknown] as const),
  ...defineNatives(table),
  // As type checkers have it: packages that load themselves lazily say there what they hold.
  ['TYPE_CHECKING', bool(true)],
  ['List', listClass],
  ['Tuple', tupleClass],
  ['Dict', dictClass],
  ['Set', setClass],
  ['FrozenSet', frozensetClass],
  ['Type', typeClass],
  ['Text', strClass],
  ['AbstractSet', abstractBaseClasses.get('Set') ?? unknown],
  ['OrderedDict', collections.get('OrderedDict') ?? unknown],
  ['DefaultDict', collections.get('defaultdict') ?? unknown],
  ['Counter', collections.get('Counter') ?? unknown],
  ['Deque', collections.get('deque') ?? unknown],
  ['ChainMap', collections.get('ChainMap') ?? unknown],
  ['Generic', makeClass('Generic', { module: 'typing', bases: [objectClass] })],
  ['Protocol', makeClass('Protocol', { module: 'typing', bases: [objectClass] })],
  ...['SupportsInt', 'SupportsFloat', 'SupportsIndex', 'SupportsAbs', 'SupportsRound', 'SupportsBytes', 'SupportsComplex'].map((name) => [name, form(name)] as const),
  ['NamedTuple', namedTupleBase],
  ['TypedDict', typedDict()],
]);
