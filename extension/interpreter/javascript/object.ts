/** Objects of JavaScript: plain ones, classes and their prototypes, and the builtin classes. */
import { makeClass } from '../class';
import type { ClassParts } from '../class';
import { instance, native, now, object, undefinedValue } from '../value';
import type { CallArguments, ClassValue, FunctionValue, InstanceValue, ListValue, NativeFunction, Value } from '../value';
import type { Machine } from '../machine';

/** The base of all classes of JavaScript. */
export const objectClass: ClassValue = makeClass('Object', { module: 'javascript', bases: [] });

/** Makes a class of JavaScript. Its attributes are those of its prototype; static ones bear `static ` before their name. */
export function makeScriptClass(name: string, parts: ClassParts = {}): ClassValue {
  return makeClass(name, { module: 'javascript', bases: [objectClass], ...parts });
}

export const functionClass = makeScriptClass('Function');
export const arrayClass = makeScriptClass('Array');
export const stringClass = makeScriptClass('String');
export const numberClass = makeScriptClass('Number');
export const booleanClass = makeScriptClass('Boolean');
export const mapClass = makeScriptClass('Map');
export const setClass = makeScriptClass('Set');
export const promiseClass = makeScriptClass('Promise');
export const generatorClass = makeScriptClass('Generator');
export const symbolClass = makeScriptClass('Symbol');
export const regexClass = makeScriptClass('RegExp', { open: true });
export const errorClass = makeScriptClass('Error');

/** The classes that come with the language: what a program changes of them is not followed. */
export const builtinClasses: ReadonlySet<ClassValue> = new Set([
  objectClass, functionClass, arrayClass, stringClass, numberClass, booleanClass, mapClass, setClass, promiseClass, generatorClass, symbolClass, regexClass, errorClass,
]);

/** The class of a value; null for one that is unknown, and for undefined and null. */
export function scriptClassOf(value: Value): ClassValue | null {
  switch (value.kind) {
    case 'instance':
    case 'object':
      return value.class;
    case 'list':
      return value.class ?? arrayClass;
    case 'tuple':
      return arrayClass;
    case 'str':
      return stringClass;
    case 'int':
    case 'float':
      return numberClass;
    case 'bool':
      return booleanClass;
    case 'dict':
      return value.class ?? mapClass;
    case 'set':
      return setClass;
    case 'iterator':
      return generatorClass;
    case 'function':
    case 'native':
    case 'method':
    case 'class':
      return functionClass;
    default:
      return null;
  }
}

/** The key under which a class keeps a static property. */
export function staticKey(name: string): string {
  return `static ${name}`;
}

/** An object with these properties. */
export function makeObject(properties: Iterable<readonly [string, Value]> = []): InstanceValue {
  const made = instance(objectClass);
  for (const [name, value] of properties) made.attributes.set(name, value);
  return made;
}

/** An array; with `rest`, of unknown length. */
export function makeArray(items: readonly Value[], rest: Value | null = null): ListValue {
  return { kind: 'list', class: null, items: [...items], rest, attributes: null, born: now() };
}

/** A promise of a value: what waits for it goes on at once. */
export function makePromise(value: Value): Value {
  return object(promiseClass, value);
}

/** What a promise is of; any other value is what it is. */
export function promised(value: Value): Value {
  return value.kind === 'object' && value.class === promiseClass ? (value.data as Value) : value;
}

/** A function written here. Arguments that are not given are undefined. */
export function scriptNative(name: string, call: (machine: Machine, ...args: readonly (Value | undefined)[]) => Value): NativeFunction {
  return native(name, (machine, args) => call(machine, ...args.positional));
}

/** A method written here: its receiver comes first. */
export type ScriptMethod = (machine: Machine, self: Value, args: readonly Value[], call: CallArguments) => Value;

/** Methods by name. */
export type ScriptMethods = Readonly<Record<string, ScriptMethod>>;

/** Gives the prototype of a class methods. */
export function addScriptMethods(type: ClassValue, methods: ScriptMethods): void {
  for (const [name, run] of Object.entries(methods)) {
    type.attributes.set(name, native(name, (machine, args) => run(machine, args.positional[0] ?? undefinedValue, args.positional.slice(1), args)));
  }
}

/** Gives the prototype of a class properties that are worked out when they are read. */
export function addGetters(type: ClassValue, getters: Readonly<Record<string, (machine: Machine, self: Value) => Value>>): void {
  for (const [name, run] of Object.entries(getters)) {
    const getter = native(name, (machine, args) => run(machine, args.positional[0] ?? undefinedValue));
    type.attributes.set(name, { kind: 'property', getter, setter: null, cached: false });
  }
}

/** Gives a class static functions. */
export function addStatics(type: ClassValue, functions: Readonly<Record<string, (machine: Machine, args: readonly Value[]) => Value>>): void {
  for (const [name, run] of Object.entries(functions)) type.attributes.set(staticKey(name), native(name, (machine, args) => run(machine, args.positional)));
}

const prototypes = new WeakMap<ClassValue, InstanceValue>();

/** The prototype of a class as an object: its attributes are those of the class. */
export function prototypeOf(type: ClassValue): InstanceValue {
  let found = prototypes.get(type);
  if (found === undefined) {
    found = { kind: 'instance', class: type.bases[0] ?? objectClass, attributes: type.attributes, open: type.open, born: type.born };
    prototypes.set(type, found);
  }
  return found;
}

const functionClasses = new WeakMap<FunctionValue, ClassValue>();

/** The class whose values `new` makes with a function. */
export function classOfFunction(maker: FunctionValue): ClassValue {
  let found = functionClasses.get(maker);
  if (found === undefined) {
    const { code, file } = maker;
    found = makeScriptClass(code.name, { module: file.moduleName, definition: { file, start: code.nameRange.start, end: code.nameRange.end }, attributes: new Map<string, Value>([['constructor', maker]]) });
    functionClasses.set(maker, found);
  }
  return found;
}
