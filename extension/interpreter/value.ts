/**
 * Values of the abstract interpreter: what is known of a run-time value without running anything.
 *
 * Each kind may be partly known (an int without its number, a list without its items); what is not understood at all
 * is `unknown`, and flows on. Mutable values are owners of state: every change goes through `Heap.touch` first, so that
 * a branch that may not run can be undone. The interpreter knows no framework: a tensor is an `object` whose class
 * brings native methods.
 */
import { legible } from '../../kernels/dims/dim';
import type { Dim } from '../../kernels/dims/dim';
import type { FunctionCode } from '../syntax/ir';
import type { SourceFile } from './module';
import type { Machine } from './machine';

export type Value =
  | IntValue
  | FloatValue
  | BoolValue
  | StrValue
  | NoneValue
  | UndefinedValue
  | EllipsisValue
  | NotImplementedValue
  | ListValue
  | TupleValue
  | SetValue
  | DictValue
  | SliceValue
  | RangeValue
  | IteratorValue
  | FunctionValue
  | NativeFunction
  | MethodValue
  | PropertyValue
  | WrappedFunction
  | ClassValue
  | InstanceValue
  | ObjectValue
  | SuperValue
  | ModuleValue
  | LazyValue
  | UnknownValue;

/** An int; its value may be symbolic or (null) unknown. */
export interface IntValue {
  readonly kind: 'int';
  readonly value: Dim;
}

/** A float, or a complex number: then never known. */
export interface FloatValue {
  readonly kind: 'float';
  readonly value: number | null;
  readonly isComplex?: true;
}

export interface BoolValue {
  readonly kind: 'bool';
  readonly value: boolean | null;
}

export interface StrValue {
  readonly kind: 'str';
  readonly value: string | null;
  readonly isBytes: boolean;
}

export interface NoneValue {
  readonly kind: 'none';
}

/** JavaScript's `undefined`; its `null` is `none`. */
export interface UndefinedValue {
  readonly kind: 'undefined';
}

export interface EllipsisValue {
  readonly kind: 'ellipsis';
}

export interface NotImplementedValue {
  readonly kind: 'not-implemented';
}

/** Mutable state, with the moment of its birth: state younger than a branch needs no undoing. */
export interface Owner {
  readonly born: number;
}

/** A list. With `rest`, of unknown length: `items` is empty then and every element is covered by `rest`. */
export interface ListValue extends Owner {
  readonly kind: 'list';
  /** `list` or a class derived from it. */
  readonly class: ClassValue | null;
  items: Value[];
  rest: Value | null;
  readonly attributes: Map<string, Value> | null;
}

/** A tuple; with `rest`, of unknown length. Derived classes (named tuples, torch.Size) give their class. */
export interface TupleValue {
  readonly kind: 'tuple';
  readonly class: ClassValue | null;
  readonly items: readonly Value[];
  readonly rest: Value | null;
}

/** A set or frozenset by the keys of its elements. `open`: may have elements that are not known. */
export interface SetValue extends Owner {
  readonly kind: 'set';
  readonly frozen: boolean;
  readonly items: Map<string, Value>;
  open: boolean;
}

export interface DictEntry {
  readonly key: Value;
  readonly value: Value;
}

/** A dict (or OrderedDict, defaultdict, ... by class). `open`: may have entries that are not known. */
export interface DictValue extends Owner {
  readonly kind: 'dict';
  readonly class: ClassValue | null;
  readonly entries: Map<string, DictEntry>;
  open: boolean;
  /** Makes the value of a missing key (defaultdict). */
  readonly missing: Value | null;
  readonly attributes: Map<string, Value> | null;
}

export interface SliceValue {
  readonly kind: 'slice';
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;
}

export interface RangeValue {
  readonly kind: 'range';
  readonly start: Dim;
  readonly stop: Dim;
  readonly step: Dim;
}

/**
 * An iterator over values that are worked out ahead; `rest` as in lists. An iterator is filled when it is first asked
 * (generators run then, in one go) and remembers its position.
 */
export interface IteratorValue extends Owner {
  readonly kind: 'iterator';
  /** Null until the first element is asked for. */
  items: readonly Value[] | null;
  rest: Value | null;
  position: number;
  /** Where it can, it goes no further than the first element that is enough. */
  readonly fill: (isEnough?: (item: Value) => boolean) => { readonly items: readonly Value[]; readonly rest: Value | null };
}

/** A scope of variables. */
export interface Environment extends Owner {
  readonly kind: 'environment';
  readonly variables: Map<string, Value>;
  readonly parent: Environment | null;
  /** Class bodies are not seen from the functions in them. */
  readonly type: 'module' | 'function' | 'class' | 'comprehension' | 'block';
}

export interface FunctionValue extends Owner {
  readonly kind: 'function';
  readonly code: FunctionCode;
  readonly file: SourceFile;
  readonly closure: Environment;
  /** Default values by parameter name, evaluated at the definition; those of imported names when they are first needed. */
  readonly defaults: Map<string, Value>;
  /** The class whose body defined it: what `super()` starts from. */
  owner: ClassValue | null;
  readonly attributes: Map<string, Value>;
}

/** A call's arguments after star arguments were spread. `open`: star arguments of unknown contents were among them. */
export interface CallArguments {
  readonly positional: readonly Value[];
  readonly keyword: ReadonlyMap<string, Value>;
  readonly open: boolean;
}

/** A function of a library or builtin, written in TypeScript. */
export interface NativeFunction {
  readonly kind: 'native';
  readonly name: string;
  readonly call: (machine: Machine, args: CallArguments) => Value;
}

export interface MethodValue {
  readonly kind: 'method';
  readonly function: Value;
  readonly self: Value;
}

export interface PropertyValue {
  readonly kind: 'property';
  readonly getter: Value;
  readonly setter: Value | null;
  /** A cached property is shadowed by an instance attribute of its name. */
  readonly cached: boolean;
}

/** `staticmethod` and `classmethod`. */
export interface WrappedFunction {
  readonly kind: 'wrapped';
  readonly type: 'static' | 'class';
  readonly function: Value;
}

export interface ClassValue extends Owner {
  readonly kind: 'class';
  readonly name: string;
  readonly module: string;
  readonly bases: readonly ClassValue[];
  /** The class itself first, `object` last. */
  readonly mro: readonly ClassValue[];
  readonly attributes: Map<string, Value>;
  /** Some base is unknown: what is not found may exist all the same. */
  readonly open: boolean;
  readonly metaclass: ClassValue | null;
  /** Makes a value of a builtin or library class; classes of user code make instances. */
  readonly construct: ((machine: Machine, type: ClassValue, args: CallArguments) => Value) | null;
  /** What two different values of the class have in common. */
  readonly join: ((a: ObjectValue, b: ObjectValue) => Value) | null;
  readonly definition: { readonly file: SourceFile; readonly start: number; readonly end: number } | null;
}

export interface InstanceValue extends Owner {
  readonly kind: 'instance';
  readonly class: ClassValue;
  readonly attributes: Map<string, Value>;
  /** Attributes that are not known may exist all the same. */
  open: boolean;
}

/** A value of a library class with native data (a tensor, a dtype). Immutable but for its attributes. */
export interface ObjectValue extends Owner {
  readonly kind: 'object';
  readonly class: ClassValue;
  readonly data: unknown;
  readonly attributes: Map<string, Value>;
}

export interface SuperValue {
  readonly kind: 'super';
  /** Lookup starts after this class in the mro of `self`'s class. */
  readonly after: ClassValue;
  readonly self: Value;
}

export interface ModuleValue extends Owner {
  readonly kind: 'module';
  readonly name: string;
  readonly attributes: Map<string, Value>;
  readonly file: SourceFile | null;
  /** Runs the module's body when it is first needed. */
  state: 'unloaded' | 'loading' | 'loaded';
  readonly load: (machine: Machine, module: ModuleValue) => void;
  /** What is not found may exist all the same (a library that is known in part). */
  readonly open: boolean;
}

/** What `from m import n` binds: read from the module when first used, so that imports cost nothing and may be cyclic. */
export interface LazyValue {
  readonly kind: 'lazy';
  readonly force: (machine: Machine) => Value;
}

export interface UnknownValue {
  readonly kind: 'unknown';
}

let clock = 0;

/** The next moment of birth. */
export function now(): number {
  clock += 1;
  return clock;
}

export const unknown: UnknownValue = { kind: 'unknown' };
export const none: NoneValue = { kind: 'none' };
export const undefinedValue: UndefinedValue = { kind: 'undefined' };
export const ellipsis: EllipsisValue = { kind: 'ellipsis' };
export const notImplemented: NotImplementedValue = { kind: 'not-implemented' };
export const unknownInt: IntValue = { kind: 'int', value: null };
export const unknownFloat: FloatValue = { kind: 'float', value: null };
export const unknownComplex: FloatValue = { kind: 'float', value: null, isComplex: true };
export const unknownBool: BoolValue = { kind: 'bool', value: null };
export const unknownStr: StrValue = { kind: 'str', value: null, isBytes: false };
const yes: BoolValue = { kind: 'bool', value: true };
const no: BoolValue = { kind: 'bool', value: false };
const smallInts: readonly IntValue[] = Array.from({ length: 1025 }, (_, value) => ({ kind: 'int', value }));

export function int(value: Dim): IntValue {
  if (typeof value === 'number') return smallInts[value] ?? { kind: 'int', value };
  const size = legible(value);
  return size === null ? unknownInt : { kind: 'int', value: size };
}

export function float(value: number | null): FloatValue {
  return { kind: 'float', value };
}

export function bool(value: boolean | null | undefined): BoolValue {
  if (value === null || value === undefined) return unknownBool;
  return value ? yes : no;
}

export function str(value: string | null): StrValue {
  return { kind: 'str', value, isBytes: false };
}

/** A list; with `rest`, one of unknown length. */
export function list(items: readonly Value[], rest: Value | null = null, type: ClassValue | null = null): ListValue {
  return { kind: 'list', class: type, items: [...items], rest, attributes: type === null ? null : new Map(), born: now() };
}

/** A tuple; with `rest`, one of unknown length. */
export function tuple(items: readonly Value[], rest: Value | null = null, type: ClassValue | null = null): TupleValue {
  return { kind: 'tuple', class: type, items, rest };
}

export function slice(start: Value, stop: Value, step: Value): SliceValue {
  return { kind: 'slice', start, stop, step };
}

/** An empty dict. */
export function dict(type: ClassValue | null = null, missing: Value | null = null): DictValue {
  return { kind: 'dict', class: type, entries: new Map(), open: false, missing, attributes: type === null ? null : new Map(), born: now() };
}

/** An empty set. */
export function set(frozen = false): SetValue {
  return { kind: 'set', frozen, items: new Map(), open: false, born: now() };
}

/** An iterator over elements that `fill` works out when the first is asked for. */
export function iterator(fill: IteratorValue['fill']): IteratorValue {
  return { kind: 'iterator', items: null, rest: null, position: 0, fill, born: now() };
}

export function native(name: string, call: NativeFunction['call']): NativeFunction {
  return { kind: 'native', name, call };
}

export function instance(type: ClassValue): InstanceValue {
  return { kind: 'instance', class: type, attributes: new Map(), open: type.open, born: now() };
}

export function object(type: ClassValue, data: unknown): ObjectValue {
  return { kind: 'object', class: type, data, attributes: new Map(), born: now() };
}

/** Positional arguments alone. */
export function positional(...values: readonly Value[]): CallArguments {
  return { positional: values, keyword: new Map(), open: false };
}

/** Where a dict keeps what was stored under keys that are not known: as long as it is there, it covers all such entries. */
export const someKey = '?';

/** Identity of a hashable value as a dict key; null when the value is not fully known. */
export function keyOf(value: Value): string | null {
  switch (value.kind) {
    case 'int':
      return value.value === null ? null : typeof value.value === 'number' ? `n${String(value.value)}` : `d${value.value.key}`;
    case 'float':
      return value.value === null ? null : `n${String(value.value)}`;
    case 'bool':
      return value.value === null ? null : `n${String(Number(value.value))}`;
    case 'str':
      return value.value === null ? null : `${value.isBytes ? 'b' : 's'}${value.value}`;
    case 'tuple': {
      if (value.rest !== null) return null;
      const keys = value.items.map(keyOf);
      return keys.includes(null) ? null : `(${keys.map((key) => `${String(key?.length ?? 0)}:${key ?? ''}`).join(',')})`;
    }
    case 'set': {
      if (value.open) return null;
      return `{${[...value.items.keys()].sort().join(',')}}`;
    }
    case 'class':
    case 'function':
    case 'instance':
    case 'object':
    case 'module':
      return `o${String(value.born)}`;
    case 'native':
      return `f${value.name}`;
    case 'method': {
      const self = keyOf(value.self);
      const target = keyOf(value.function);
      return self === null || target === null ? null : `m${self}.${target}`;
    }
    case 'none':
    case 'undefined':
    case 'ellipsis':
      return value.kind;
    default:
      return null;
  }
}

/** A value and what it wraps, as `functools.wraps` leaves it: outermost first, each once. A cached function wraps itself. */
export function wrappedChain(value: Value): readonly Value[] {
  const chain = new Set<Value>();
  let inner: Value | undefined = value;
  while (inner !== undefined && !chain.has(inner)) {
    chain.add(inner);
    inner = inner.kind === 'function' ? inner.attributes.get('__wrapped__') : undefined;
  }
  return [...chain];
}
