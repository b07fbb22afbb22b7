/** Objects: `Object`'s functions, what every object can do, functions and symbols as objects. */
import type { Machine } from '../../machine';
import { callValue } from '../../call';
import { bool, instance, object, positional, str, undefinedValue, unknown, unknownBool, unknownStr } from '../../value';
import type { ClassValue, Value } from '../../value';
import { callWith } from '../call';
import { iterate } from '../iterate';
import { addScriptMethods, addStatics, functionClass, makeArray, makeObject, objectClass, prototypeOf, scriptClassOf, symbolClass } from '../object';
import type { ScriptMethod } from '../object';
import { propertyName, sameValue, textOf } from '../operator';
import { defineProperty, getProperty, hasProperty, mayHaveMore, ownProperties } from '../property';
import { spreadInto } from '../expression';
import { accessor } from '../class-definition';

/** The keys, values or entries of an object. */
function listed(pick: (entry: readonly [string, Value]) => Value, ofRest: Value) {
  return (machine: Machine, [value = undefinedValue]: readonly Value[]): Value => {
    const entries = ownProperties(machine, value).map(pick);
    return mayHaveMore(value) ? makeArray([], ofRest) : makeArray(entries);
  };
}

function define(machine: Machine, target: Value, name: string | null, descriptor: Value | undefined): void {
  if (target.kind !== 'instance' || descriptor?.kind !== 'instance') return;
  if (name === null) {
    target.open = true;
    return;
  }
  const getter = descriptor.attributes.get('get');
  const setter = descriptor.attributes.get('set');
  if (getter === undefined && setter === undefined) {
    defineProperty(machine, target, name, getProperty(machine, descriptor, 'value'));
    return;
  }
  let made = target.attributes.get(name);
  if (getter !== undefined) made = accessor(made, 'getter', getter);
  if (setter !== undefined) made = accessor(made, 'setter', setter);
  if (made !== undefined) defineProperty(machine, target, name, made);
}

/** Sets up objects, functions and symbols. */
export function defineObjects(): void {
  addScriptMethods(objectClass, {
    hasOwnProperty: ((machine, self, [name = undefinedValue]) => owns(machine, self, name)) satisfies ScriptMethod,
    propertyIsEnumerable: ((machine, self, [name = undefinedValue]) => owns(machine, self, name)) satisfies ScriptMethod,
    isPrototypeOf: () => unknownBool,
    toString: ((_machine, self) => (self.kind === 'instance' || self.kind === 'object' ? str('[object Object]') : unknownStr)) satisfies ScriptMethod,
    toLocaleString: () => unknownStr,
    valueOf: ((_machine, self) => self) satisfies ScriptMethod,
  });
  addStatics(objectClass, {
    keys: listed(([name]) => str(name), unknownStr),
    values: listed(([, value]) => value, unknown),
    entries: listed(([name, value]) => makeArray([str(name), value]), makeArray([unknownStr, unknown])),
    getOwnPropertyNames: listed(([name]) => str(name), unknownStr),
    assign: (machine, [target = undefinedValue, ...sources]) => {
      if (target.kind === 'instance') for (const source of sources) spreadInto(machine, target, source);
      return target;
    },
    fromEntries: (machine, [source = undefinedValue]) => {
      const made = makeObject();
      const { items, rest } = iterate(machine, source);
      made.open = rest !== null;
      for (const entry of items) {
        const [key = undefinedValue, value = undefinedValue] = iterate(machine, entry).items;
        const name = propertyName(machine, key);
        if (name === null) made.open = true;
        else made.attributes.set(name, value);
      }
      return made;
    },
    freeze: (_machine, [value = undefinedValue]) => value,
    seal: (_machine, [value = undefinedValue]) => value,
    preventExtensions: (_machine, [value = undefinedValue]) => value,
    isFrozen: () => unknownBool,
    is: (_machine, [a = undefinedValue, b = undefinedValue]) => bool(sameValue(a, b)),
    hasOwn: (machine, [value = undefinedValue, name = undefinedValue]) => owns(machine, value, name),
    create: (_machine, [prototype]) => {
      const made = makeObject();
      if (prototype?.kind === 'instance') for (const [name, value] of prototype.attributes) made.attributes.set(name, value);
      made.open = prototype?.kind !== 'none' && prototype?.kind !== 'instance';
      return made;
    },
    getPrototypeOf: (_machine, [value]) => {
      if (value?.kind === 'class') return value.bases[0] ?? unknown;
      const type = value === undefined ? null : scriptClassOf(value);
      return type === null ? unknown : prototypeOf(type);
    },
    setPrototypeOf: (machine, [value = undefinedValue]) => {
      if (value.kind === 'instance') {
        machine.heap.touch(value);
        value.open = true;
      }
      return value;
    },
    defineProperty: (machine, [target = undefinedValue, name = undefinedValue, descriptor]) => {
      define(machine, target, propertyName(machine, name), descriptor);
      return target;
    },
    defineProperties: (machine, [target = undefinedValue, descriptors = undefinedValue]) => {
      for (const [name, descriptor] of ownProperties(machine, descriptors)) define(machine, target, name, descriptor);
      return target;
    },
    getOwnPropertyDescriptor: () => unknown,
    getOwnPropertyDescriptors: () => unknown,
    groupBy: () => unknown,
  });
  (objectClass as { construct: ClassValue['construct'] }).construct = (_machine, type, { positional: [value] }) => (value === undefined || value.kind === 'none' || value.kind === 'undefined' ? instance(type) : value);
  addScriptMethods(functionClass, {
    call: (machine, self, [receiver = undefinedValue, ...args], { open }) => called(machine, self, receiver, args, open),
    apply: (machine, self, [receiver = undefinedValue, list]) => {
      if (list === undefined || list.kind === 'undefined' || list.kind === 'none') return called(machine, self, receiver, [], false);
      const { items, rest } = iterate(machine, list);
      return called(machine, self, receiver, items, rest !== null);
    },
    bind: (_machine, self, [receiver = undefinedValue, ...first]) => ({
      kind: 'native', name: 'bound', call: (machine, args) => called(machine, self, receiver, [...first, ...args.positional], args.open),
    }),
    toString: () => unknownStr,
  });
  (functionClass as { construct: ClassValue['construct'] }).construct = () => unknown;
  addStatics(symbolClass, { for: (machine, [name = undefinedValue]) => symbol(textOf(machine, name) ?? '') });
  for (const name of ['iterator', 'asyncIterator', 'hasInstance', 'toPrimitive', 'toStringTag', 'species']) symbolClass.attributes.set(`static ${name}`, object(symbolClass, name));
  (symbolClass as { construct: ClassValue['construct'] }).construct = (machine, _type, { positional: [name] }) => symbol(`${name === undefined ? '' : (textOf(machine, name) ?? '')} ${String(object(symbolClass, null).born)}`);
}

function symbol(name: string): Value {
  return object(symbolClass, name);
}

function owns(machine: Machine, value: Value, key: Value): Value {
  const name = propertyName(machine, key);
  if (name === null) return unknownBool;
  if (value.kind === 'instance') return bool(value.attributes.has(name) ? true : mayHaveMore(value) ? null : false);
  return bool(value.kind === 'unknown' ? null : hasProperty(machine, value, name));
}

/** Calls a function with the receiver that it is given. */
function called(machine: Machine, callee: Value, receiver: Value, args: readonly Value[], open: boolean): Value {
  const given = { ...positional(...args), open };
  if (callee.kind === 'native') return callValue(machine, { kind: 'method', function: callee, self: receiver }, given);
  if (callee.kind === 'method' && callee.function.kind === 'native') return callValue(machine, { ...callee, self: receiver }, given);
  return callWith(machine, callee, receiver, given, null);
}
