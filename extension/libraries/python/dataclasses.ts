/** `dataclasses`. */
import { getAttribute, setAttribute, storeAttribute } from '../../interpreter/attribute';
import { knownTruth, namedEntries } from '../../interpreter/builtin/known';
import { callClass, callValue } from '../../interpreter/call';
import { exceptionClasses, fail } from '../../interpreter/exception';
import { classOf, lookup, makeClass } from '../../interpreter/class';
import { storeEntry } from '../../interpreter/item';
import { iterate } from '../../interpreter/iterate';
import { Raised } from '../../interpreter/machine';
import type { Machine } from '../../interpreter/machine';
import { compareValues, equals, repr } from '../../interpreter/operator';
import { bindArguments, defineNatives, makeSignature } from '../../interpreter/signature';
import type { BoundArguments, NativeTable } from '../../interpreter/signature';
import { bool, dict, keyOf, list, native, none, notImplemented, object, positional, str, tuple, unknown } from '../../interpreter/value';
import type { CallArguments, ClassValue, DictValue, InstanceValue, ObjectValue, Value } from '../../interpreter/value';
import { typing } from './typing';

/** What is known of one field. */
interface Field {
  readonly name: string;
  readonly type: Value;
  /** Null for a field without one. */
  readonly default: Value | null;
  readonly factory: Value | null;
  readonly isInit: boolean;
  readonly isShown: boolean;
  readonly isCompared: boolean;
  readonly isKeywordOnly: boolean;
  /** `InitVar`: handed to `__post_init__`, and not stored. */
  readonly isInitOnly: boolean;
}

interface Options {
  readonly init: boolean;
  readonly repr: boolean;
  readonly eq: boolean;
  readonly order: boolean;
  readonly frozen: boolean;
  readonly kw_only: boolean;
}

/** Fields of each dataclass, those of its bases first. */
const fieldsOf = new WeakMap<ClassValue, readonly Field[]>();

/** What `field(...)` returns. */
const fieldClass = makeClass('Field', { module: 'dataclasses', open: true });
const initVarClass = makeClass('InitVar', { module: 'dataclasses' });
const keywordOnlyMark = makeClass('KW_ONLY', { module: 'dataclasses' });
const missing = object(makeClass('_MISSING_TYPE', { module: 'dataclasses' }), null);

/** The fields of the nearest dataclass in a class's order. */
function knownFields(type: ClassValue): readonly Field[] | null {
  for (const base of type.mro) {
    const found = fieldsOf.get(base);
    if (found !== undefined) return found;
  }
  return null;
}

/** A field as its class's body declares it; null for what is no field. */
function declaredField(type: ClassValue, name: string, annotation: Value, isKeywordOnly: boolean): Field | null {
  if (annotation === typing.get('ClassVar')) return null;
  const value = type.attributes.get(name) ?? null;
  const plain = { name, type: annotation, default: value, factory: null, isInit: true, isShown: true, isCompared: true, isKeywordOnly, isInitOnly: annotation === initVarClass };
  if (value?.kind !== 'object' || value.class !== fieldClass) return plain;
  const given = value.data as Partial<Field>;
  return { ...plain, default: null, ...given, isKeywordOnly: given.isKeywordOnly ?? isKeywordOnly };
}

/** The fields of a class: those of its bases, overridden and followed by its own. */
function collectFields(type: ClassValue, options: Options): readonly Field[] {
  const fields = new Map<string, Field>();
  for (const base of [...type.mro.slice(1)].reverse()) for (const field of fieldsOf.get(base) ?? []) fields.set(field.name, field);
  const annotations = type.attributes.get('__annotations__');
  let isKeywordOnly = options.kw_only;
  if (annotations?.kind === 'dict') {
    for (const { key, value } of annotations.entries.values()) {
      if (key.kind !== 'str' || key.value === null) continue;
      if (value === keywordOnlyMark) {
        isKeywordOnly = true;
        continue;
      }
      const field = declaredField(type, key.value, value, isKeywordOnly);
      if (field === null) continue;
      fields.set(field.name, field);
      // The class keeps the default as an attribute, and nothing of `field(...)`.
      if (field.default !== null) type.attributes.set(field.name, field.default);
      else type.attributes.delete(field.name);
    }
  }
  return [...fields.values()];
}

/** Marks a parameter whose value its field's factory makes. */
const fromFactory: Value = { kind: 'unknown' };

function makeInit(type: ClassValue, fields: readonly Field[], options: Options): Value {
  const parameters = fields.filter((field) => field.isInit);
  const signature = makeSignature(`${type.name}.__init__`, [
    { name: 'self', kind: 'positional', default: null },
    ...[...parameters.filter((field) => !field.isKeywordOnly), ...parameters.filter((field) => field.isKeywordOnly)].map((field) => ({
      name: field.name,
      kind: field.isKeywordOnly ? ('keyword-only' as const) : ('positional' as const),
      default: field.factory === null ? field.default : fromFactory,
    })),
  ]);
  return native('__init__', (machine, args) => {
    const bound = bindArguments(signature, args);
    const self = bound.get('self');
    const store = options.frozen ? storeAttribute : setAttribute;
    const initOnly: Value[] = [];
    for (const field of fields) {
      const given = field.isInit ? bound.get(field.name) : field.factory === null ? field.default : fromFactory;
      if (given === null) continue;
      const value = given === fromFactory && field.factory !== null ? callValue(machine, field.factory, positional()) : given;
      if (field.isInitOnly) initOnly.push(value);
      else store(machine, self, field.name, value);
    }
    const own = classOf(self);
    const after = own === null ? null : lookup(own, '__post_init__');
    if (after !== null) callValue(machine, { kind: 'method', function: after, self }, positional(...initOnly));
    return none;
  });
}

function valuesOf(machine: Machine, self: InstanceValue, fields: readonly Field[]): Value {
  return tuple(fields.filter((field) => field.isCompared).map((field) => getAttribute(machine, self, field.name)));
}

/** Makes a class a dataclass. What its body defines itself stays. */
function makeDataclass(type: ClassValue, options: Options): ClassValue {
  const fields = collectFields(type, options);
  const stored = fields.filter((field) => !field.isInitOnly);
  fieldsOf.set(type, fields);
  const own = (name: string, value: Value): void => {
    if (!type.attributes.has(name)) type.attributes.set(name, value);
  };
  const compare = (name: string, run: (machine: Machine, a: Value, b: Value) => Value): void => {
    own(
      name,
      native(name, (machine, args) => {
        const [self, other] = args.positional;
        if (self?.kind !== 'instance' || other?.kind !== 'instance' || self.class !== other.class) return notImplemented;
        return run(machine, valuesOf(machine, self, stored), valuesOf(machine, other, stored));
      }),
    );
  };
  if (options.init) own('__init__', makeInit(type, fields, options));
  if (options.repr) own('__repr__', native('__repr__', (machine, args) => str(shown(machine, args.positional[0], stored))));
  if (options.eq) compare('__eq__', (machine, a, b) => bool(equals(machine, a, b)));
  if (options.order) for (const [name, operator] of [['__lt__', '<'], ['__le__', '<='], ['__gt__', '>'], ['__ge__', '>=']] as const) compare(name, (machine, a, b) => compareValues(machine, operator, a, b));
  own('__match_args__', tuple(fields.filter((field) => field.isInit && !field.isKeywordOnly).map((field) => str(field.name))));
  own('__dataclass_fields__', fieldDict(fields));
  if (options.frozen) {
    own('__setattr__', native('__setattr__', (machine, args) => refuseChange(machine, args, 'assign to')));
    own('__delattr__', native('__delattr__', (machine, args) => refuseChange(machine, args, 'delete')));
  }
  return type;
}

const frozenError = makeClass('FrozenInstanceError', { module: 'dataclasses', bases: [...exceptionClasses.values()].filter((type) => type.name === 'AttributeError') });

function refuseChange(machine: Machine, args: CallArguments, what: string): never {
  const [, name] = args.positional;
  const error = callClass(machine, frozenError, positional(str(`cannot ${what} field ${name === undefined ? '' : (repr(machine, name) ?? '')}`)));
  throw new Raised(error);
}

function shown(machine: Machine, self: Value | undefined, fields: readonly Field[]): string | null {
  if (self?.kind !== 'instance') return null;
  const parts = fields
    .filter((field) => field.isShown)
    .map((field) => {
      const text = repr(machine, getAttribute(machine, self, field.name));
      return text === null ? null : `${field.name}=${text}`;
    });
  return parts.includes(null) ? null : `${self.class.name}(${parts.join(', ')})`;
}

/** A field as the program sees it. */
function fieldObject(field: Field): ObjectValue {
  const made = object(fieldClass, field);
  for (const [name, value] of [['name', str(field.name)], ['type', field.type], ['default', field.default ?? missing], ['default_factory', field.factory ?? missing], ['init', bool(field.isInit)]] as const) {
    made.attributes.set(name, value);
  }
  return made;
}

function fieldDict(fields: readonly Field[]): DictValue {
  const result = dict();
  for (const field of fields) result.entries.set(keyOf(str(field.name)) ?? field.name, { key: str(field.name), value: fieldObject(field) });
  return result;
}

function decorate(machine: Machine, args: BoundArguments): Value {
  const option = (name: keyof Options, otherwise: boolean): boolean => knownTruth(machine, args.get(name), otherwise);
  const options: Options = { init: option('init', true), repr: option('repr', true), eq: option('eq', true), order: option('order', false), frozen: option('frozen', false), kw_only: option('kw_only', false) };
  const target = args.get('cls');
  if (target.kind === 'class') return makeDataclass(target, options);
  return native('dataclass', (_machine, { positional: [type = unknown] }) => (type.kind === 'class' ? makeDataclass(type, options) : type));
}

function field(machine: Machine, args: BoundArguments): Value {
  const factory = args.get('default_factory');
  const data: Partial<Field> = {
    default: args.has('default') ? args.get('default') : null,
    factory: factory.kind === 'none' ? null : factory,
    isInit: knownTruth(machine, args.get('init'), true),
    isShown: knownTruth(machine, args.get('repr'), true),
    isCompared: knownTruth(machine, args.get('compare'), true),
    ...(args.has('kw_only') ? { isKeywordOnly: knownTruth(machine, args.get('kw_only'), false) } : {}),
  };
  return object(fieldClass, data);
}

function fieldsOfValue(value: Value): readonly Field[] | null {
  const type = value.kind === 'class' ? value : classOf(value);
  return type === null ? null : knownFields(type);
}

/** A value with the dataclasses in it as dicts (or tuples), containers copied. */
function plain(machine: Machine, value: Value, make: (pairs: readonly (readonly [string, Value])[]) => Value): Value {
  const inner = (item: Value): Value => plain(machine, item, make);
  switch (value.kind) {
    case 'instance': {
      const fields = knownFields(value.class)?.filter((one) => !one.isInitOnly);
      return fields === undefined ? value : make(fields.map((one) => [one.name, inner(getAttribute(machine, value, one.name))]));
    }
    case 'list':
      return list(value.items.map(inner), value.rest === null ? null : inner(value.rest));
    case 'tuple':
      return tuple(value.items.map(inner), value.rest === null ? null : inner(value.rest), value.class);
    case 'dict': {
      const copy = dict(value.class, value.missing);
      for (const entry of value.entries.values()) storeEntry(machine, copy, inner(entry.key), inner(entry.value));
      copy.open = value.open;
      return copy;
    }
    default:
      return value;
  }
}

function replace(machine: Machine, args: BoundArguments): Value {
  const value = args.get('obj');
  const fields = fieldsOfValue(value);
  const changes = args.get('changes');
  if (value.kind !== 'instance' || fields === null || changes.kind !== 'dict') return unknown;
  const keyword = new Map<string, Value>();
  for (const one of fields) if (one.isInit && !one.isInitOnly) keyword.set(one.name, getAttribute(machine, value, one.name));
  for (const [name, changed] of namedEntries(changes)) keyword.set(name, changed);
  return callClass(machine, value.class, { positional: [], keyword, open: changes.open });
}

function makeFromNames(machine: Machine, args: BoundArguments): Value {
  const name = args.get('cls_name');
  if (name.kind !== 'str' || name.value === null) return unknown;
  const annotations = dict();
  const attributes = new Map<string, Value>([['__annotations__', annotations]]);
  for (const item of iterate(machine, args.get('fields')).items) {
    const [key, type = unknown, value] = item.kind === 'str' ? [item] : iterate(machine, item).items;
    if (key?.kind !== 'str' || key.value === null) return unknown;
    storeEntry(machine, annotations, key, type);
    if (value !== undefined) attributes.set(key.value, value);
  }
  const bases = iterate(machine, args.get('bases')).items.filter((base) => base.kind === 'class');
  const type = makeClass(name.value, { module: '__main__', attributes, ...(bases.length === 0 ? {} : { bases }) });
  return makeDataclass(type, { init: true, repr: true, eq: true, order: false, frozen: false, kw_only: false });
}

const table: NativeTable = {
  'dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False)': decorate,
  'field(*, default=None, default_factory=None, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=False)': field,
  'fields(class_or_instance)': (_machine, args) => {
    const fields = fieldsOfValue(args.get('class_or_instance'));
    if (fields === null) return args.get('class_or_instance').kind === 'unknown' ? unknown : fail('TypeError', 'must be called with a dataclass type or instance');
    return tuple(fields.filter((one) => !one.isInitOnly).map(fieldObject));
  },
  'asdict(obj, *, dict_factory=None)': (machine, args) =>
    plain(machine, args.get('obj'), (pairs) => {
      const result = dict();
      for (const [name, value] of pairs) storeEntry(machine, result, str(name), value);
      return args.has('dict_factory') ? callValue(machine, args.get('dict_factory'), positional(list(pairs.map(([name, value]) => tuple([str(name), value]))))) : result;
    }),
  'astuple(obj, *, tuple_factory=None)': (machine, args) => plain(machine, args.get('obj'), (pairs) => tuple(pairs.map(([, value]) => value))),
  'replace(obj, /, **changes)': replace,
  'is_dataclass(obj)': (_machine, args) => bool(fieldsOfValue(args.get('obj')) !== null ? true : args.get('obj').kind === 'unknown' ? null : false),
  'make_dataclass(cls_name, fields, *, bases=(), **kwargs)': makeFromNames,
};

/** The names of `dataclasses`. */
export const dataclasses: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...defineNatives(table),
  ['Field', fieldClass],
  ['InitVar', initVarClass],
  ['KW_ONLY', keywordOnlyMark],
  ['MISSING', missing],
  ['FrozenInstanceError', frozenError],
]);

