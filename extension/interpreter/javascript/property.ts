/** Properties: own ones, those of the prototype chain, getters and setters. */
import { callValue } from '../call';
import { lookup } from '../class';
import { joinAll } from '../join';
import type { Mutable } from '../heap';
import type { Machine } from '../machine';
import { int, positional, str, undefinedValue, unknown, unknownInt } from '../value';
import type { ClassValue, FunctionValue, ListValue, Value } from '../value';
import { throwError } from './error';
import { exportOf } from './module';
import { arrayClass, builtinClasses, classOfFunction, functionClass, objectClass, prototypeOf, scriptClassOf, staticKey } from './object';

/** The property; undefined where there is none. Throws for undefined and null, which have no properties. */
export function getProperty(machine: Machine, value: Value, name: string): Value {
  if (value.kind === 'undefined' || value.kind === 'none') {
    return throwError('TypeError', `Cannot read properties of ${value.kind === 'none' ? 'null' : 'undefined'} (reading '${name}')`);
  }
  return findProperty(machine, value, name) ?? undefinedValue;
}

/** The property, or null where it is known that there is none. */
export function findProperty(machine: Machine, value: Value, name: string): Value | null {
  switch (value.kind) {
    case 'undefined':
    case 'none':
      return null;
    case 'lazy':
      return findProperty(machine, value.force(machine), name);
    case 'module':
      return exportOf(machine, value, name);
    case 'class': {
      const found = lookup(value, staticKey(name));
      // Static functions written here take their arguments alone.
      return found?.kind === 'native' ? found : read(machine, found ?? classProperty(value, name), value);
    }
    case 'function':
      return read(machine, value.attributes.get(name) ?? functionProperty(value, name) ?? lookup(functionClass, name), value);
    case 'super':
      return superProperty(machine, value.after, value.self, name);
    case 'list':
      return name === 'length' ? (value.rest === null ? int(value.items.length) : unknownInt) : listProperty(machine, value, name);
    case 'tuple':
      return name === 'length' ? int(value.items.length) : read(machine, lookup(arrayClass, name), value);
    case 'str':
      if (name === 'length') return value.value === null ? unknownInt : int(value.value.length);
      break;
    case 'native':
    case 'method':
      if (name === 'name' && value.kind === 'native') return str(value.name);
      break;
    default:
  }
  const type = scriptClassOf(value);
  if (type === null) return unknown;
  const own = value.kind === 'instance' || value.kind === 'object' ? value.attributes.get(name) : undefined;
  if (own !== undefined) return own.kind === 'property' || own.kind === 'lazy' ? read(machine, own, value) : own;
  const inherited = lookup(type, name);
  if (inherited !== null) return read(machine, inherited, value);
  if (name === 'constructor') return type;
  return type.open || (value.kind === 'instance' && value.open) ? unknown : read(machine, lookup(objectClass, name), value);
}

function listProperty(machine: Machine, value: Extract<Value, { readonly kind: 'list' }>, name: string): Value | null {
  if (/^\d+$/.test(name)) return value.rest ?? value.items[Number(name)] ?? null;
  return value.attributes?.get(name) ?? read(machine, lookup(value.class ?? arrayClass, name), value);
}

/** What a stored property gives when it is read of a value: getters run, functions written here learn their receiver. */
function read(machine: Machine, found: Value | null | undefined, self: Value): Value | null {
  switch (found?.kind) {
    case undefined:
      return null;
    case 'property':
      return callValue(machine, { kind: 'method', function: found.getter, self }, positional());
    case 'native':
      return { kind: 'method', function: found, self };
    case 'lazy':
      return found.force(machine);
    default:
      return found ?? null;
  }
}

function classProperty(type: ClassValue, name: string): Value | null {
  switch (name) {
    case 'prototype':
      return prototypeOf(type);
    case 'name':
      return str(type.name);
    case 'length':
      return unknownInt;
    default:
      return type.open ? unknown : lookup(functionClass, name);
  }
}

function functionProperty(value: FunctionValue, name: string): Value | null {
  switch (name) {
    case 'prototype':
      return prototypeOf(classOfFunction(value));
    case 'name':
      return str(value.code.name);
    case 'length':
      return int(value.code.parameters.filter((parameter) => parameter.default === null && parameter.kind === 'positional').length);
    default:
      return null;
  }
}

function superProperty(machine: Machine, after: ClassValue, self: Value, name: string): Value | null {
  const key = self.kind === 'class' ? staticKey(name) : name;
  for (const base of after.mro.slice(1)) {
    const found = base.attributes.get(key);
    if (found !== undefined) return read(machine, found, self);
  }
  return after.open ? unknown : null;
}

/** Whether there is a property of that name; null when it is not known. */
export function hasProperty(machine: Machine, value: Value, name: string): boolean | null {
  if (value.kind === 'instance' && value.attributes.has(name)) return true;
  if (value.kind === 'list' && /^\d+$/.test(name)) return value.rest === null ? Number(name) < value.items.length : null;
  const found = findProperty(machine, value, name);
  return found?.kind === 'unknown' ? null : found !== null;
}

/** `value.name = stored`. */
export function setProperty(machine: Machine, value: Value, name: string, stored: Value): void {
  switch (value.kind) {
    case 'undefined':
    case 'none':
      return throwError('TypeError', `Cannot set properties of ${value.kind === 'none' ? 'null' : 'undefined'} (setting '${name}')`);
    case 'lazy':
      setProperty(machine, value.force(machine), name, stored);
      return;
    case 'instance':
    case 'object': {
      const accessor = value.attributes.get(name) ?? lookup(value.class, name);
      if (accessor?.kind === 'property') {
        if (accessor.setter !== null) callValue(machine, { kind: 'method', function: accessor.setter, self: value }, positional(stored));
        return;
      }
      store(machine, value, value.attributes, name, stored);
      return;
    }
    case 'class': {
      const accessor = lookup(value, staticKey(name));
      if (accessor?.kind === 'property') {
        if (accessor.setter !== null) callValue(machine, { kind: 'method', function: accessor.setter, self: value }, positional(stored));
        return;
      }
      if (!builtinClasses.has(value)) store(machine, value, value.attributes, staticKey(name), stored);
      return;
    }
    case 'function':
      if (name === 'prototype' && stored.kind === 'instance') for (const [key, item] of stored.attributes) store(machine, prototypeOf(classOfFunction(value)), classOfFunction(value).attributes, key, item);
      else store(machine, value, value.attributes, name, stored);
      return;
    case 'list':
      if (name === 'length') setLength(machine, value, stored);
      else if (value.attributes !== null) store(machine, value, value.attributes, name, stored);
      return;
    default:
  }
}

/** More are filled up one by one. */
const mostFilled = 100_000;

function setLength(machine: Machine, list: ListValue, stored: Value): void {
  machine.heap.touch(list);
  const length = stored.kind === 'int' && typeof stored.value === 'number' && stored.value <= mostFilled ? stored.value : null;
  if (list.rest !== null) {
    if (length === 0) Object.assign(list, { items: [], rest: null });
  } else if (length === null) {
    list.rest = joinAll([...list.items, undefinedValue]);
    list.items = [];
  } else {
    list.items = Array.from({ length }, (_, index) => list.items[index] ?? undefinedValue);
  }
}

/** What a program changes of what comes with the language would outlive its run. */
function store(machine: Machine, owner: Mutable, attributes: Map<string, Value>, name: string, stored: Value): void {
  if (owner.kind === 'instance' && [...builtinClasses].some((type) => type.attributes === attributes)) return;
  machine.heap.touch(owner);
  attributes.set(name, stored);
}

/** Gives an object a property of its own, whatever its class says. */
export function defineProperty(machine: Machine, value: Value, name: string, stored: Value): void {
  if (value.kind !== 'instance' && value.kind !== 'object') return;
  machine.heap.touch(value);
  value.attributes.set(name, stored);
}

/** `delete value.name`. */
export function deleteProperty(machine: Machine, value: Value, name: string | null): void {
  if (value.kind !== 'instance' && value.kind !== 'object') return;
  machine.heap.touch(value);
  if (name !== null) value.attributes.delete(name);
  else if (value.kind === 'instance') value.open = true;
}

/** The own properties that are enumerated, in JavaScript's order: whole numbers first. */
export function ownProperties(machine: Machine, value: Value): readonly (readonly [string, Value])[] {
  switch (value.kind) {
    case 'instance':
    case 'object': {
      const named = [...value.attributes].filter(([name]) => !name.startsWith('@@') && !name.startsWith('#') && !name.startsWith('<'));
      const isIndex = ([name]: readonly [string, Value]): boolean => /^(0|[1-9]\d{0,8})$/.test(name);
      const ordered = named.some(isIndex) ? [...named.filter(isIndex).sort(([a], [b]) => Number(a) - Number(b)), ...named.filter((entry) => !isIndex(entry))] : named;
      return ordered.map(([name, item]) => [name, item.kind === 'native' ? item : (read(machine, item, value) ?? undefinedValue)] as const);
    }
    case 'list':
      return value.items.map((item, index) => [String(index), item] as const);
    case 'str':
      return Array.from(value.value ?? '').map((character, index) => [String(index), str(character)] as const);
    default:
      return [];
  }
}

/** Whether a value may have properties that are not known. */
export function mayHaveMore(value: Value): boolean {
  if (value.kind === 'instance') return value.open || value.class.open;
  if (value.kind === 'list') return value.rest !== null;
  return value.kind === 'unknown' || value.kind === 'lazy' || (value.kind === 'str' && value.value === null) || (value.kind === 'object' && value.class.open) || value.kind === 'module';
}
