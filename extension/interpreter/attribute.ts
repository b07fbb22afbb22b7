/** Attribute access: instance dictionaries, classes, descriptors, `__getattr__` and `__setattr__`. */
import { callValue } from './call';
import { classOf, lookup, typeClass } from './class';
import { codeObject } from './code-object';
import { fail } from './exception';
import type { Mutable } from './heap';
import { boundLater } from './import';
import { loadModule } from './module';
import type { Machine } from './machine';
import { mayHave } from './replaced';
import { isOpen } from './scope';
import { dict, keyOf, none, positional, str, tuple, unknown } from './value';
import type { ClassValue, DictValue, ModuleValue, Value } from './value';

/** Whose `__dict__` a dict is. */
export const namespaceOwners = new WeakMap<DictValue, Value>();

/** The attributes that a value itself holds (its `__dict__`); null when its kind has none. */
export function attributesOf(value: Value): Map<string, Value> | null {
  switch (value.kind) {
    case 'instance':
    case 'object':
    case 'class':
    case 'function':
    case 'module':
    case 'list':
    case 'dict':
      return value.attributes;
    default:
      return null;
  }
}

/** The attribute; raises AttributeError when there is none. */
export function getAttribute(machine: Machine, value: Value, name: string): Value {
  const found = findAttribute(machine, value, name);
  if (found !== null) return found;
  // What a library's function is in truth is not known; Python's own are what they seem.
  const isLibrary = value.kind === 'native' && machine.builtins.get(value.name) !== value;
  return isLibrary || mayHave(value, name) ? unknown : fail('AttributeError', missing(value, name));
}

function missing(value: Value, name: string): string {
  if (value.kind === 'module') return `module '${value.name}' has no attribute '${name}'`;
  if (value.kind === 'class') return `type object '${value.name}' has no attribute '${name}'`;
  return `'${classOf(value)?.name ?? 'object'}' object has no attribute '${name}'`;
}

/** The attribute, or null when there is none. What a property or `__getattr__` raises goes through. */
export function findAttribute(machine: Machine, value: Value, name: string): Value | null {
  switch (value.kind) {
    case 'unknown':
      return unknown;
    case 'lazy':
      return findAttribute(machine, value.force(machine), name);
    case 'module':
      return moduleAttribute(machine, value, name);
    case 'class':
      return classAttribute(machine, value, name);
    case 'super':
      return superAttribute(machine, value.after, value.self, name);
    default:
      return instanceAttribute(machine, value, name);
  }
}

function moduleAttribute(machine: Machine, module: ModuleValue, name: string): Value | null {
  const own = (): Value | undefined => {
    const found = module.attributes.get(name);
    if (found?.kind !== 'lazy') return found;
    // `from . import name` in a package names the package itself: what is being looked for is not there yet.
    module.attributes.delete(name);
    const forced = found.force(machine);
    module.attributes.set(name, forced);
    return forced;
  };
  const early = own();
  if (early !== undefined) return early;
  // A submodule needs no running of its package.
  loadModule(machine, module);
  const found = own() ?? boundLater(machine, module, name) ?? machine.modules.find(`${module.name}.${name}`);
  if (found !== null) return found;
  const dynamic = module.attributes.get('__getattr__');
  if (dynamic !== undefined) return callValue(machine, dynamic, positional(str(name)));
  if (name === '__dict__') return namespace(module, module.attributes);
  // A module that is still loading may yet define it, and one that was not run to its end may have.
  return module.open || module.state === 'loading' || isOpen(module.attributes) ? unknown : null;
}

function classAttribute(machine: Machine, type: ClassValue, name: string): Value | null {
  const found = lookup(type, name);
  if (found !== null) {
    if (found.kind === 'wrapped') return found.type === 'static' ? found.function : { kind: 'method', function: found.function, self: type };
    if (name === '__init_subclass__' || name === '__class_getitem__') return { kind: 'method', function: found, self: type };
    if (found.kind === 'instance' && lookup(found.class, '__get__') !== null) return callValue(machine, getAttribute(machine, found, '__get__'), positional(none, type));
    return found;
  }
  switch (name) {
    case '__name__':
    case '__qualname__':
      return str(type.name);
    case '__module__':
      return str(type.module);
    case '__mro__':
      return tuple(type.mro);
    case '__bases__':
      return tuple(type.bases);
    case '__dict__':
      return namespace(type, type.attributes);
    case '__doc__':
      return unknown;
    case '__class__':
      return type.metaclass ?? typeClass;
    case '__subclasses__':
      return unknown;
    case 'mro':
      return { kind: 'native', name: 'mro', call: () => tuple(type.mro) };
    default:
  }
  const meta = type.metaclass === null ? null : lookup(type.metaclass, name);
  if (meta !== null) return bind(machine, meta, type, name);
  return type.open ? unknown : null;
}

function superAttribute(machine: Machine, after: ClassValue, self: Value, name: string): Value | null {
  const type = self.kind === 'class' && self.mro.includes(after) ? self : classOf(self);
  if (type === null) return unknown;
  const at = type.mro.indexOf(after);
  for (const base of type.mro.slice(at + 1)) {
    const found = base.attributes.get(name);
    if (found === undefined) continue;
    if (name === '__new__') return found;
    if (self.kind === 'class' && self === type && found.kind !== 'wrapped') return bindClassLevel(found, self);
    return bind(machine, found, self, name);
  }
  if (name === '__class__') return after;
  return type.open ? unknown : null;
}

/** `super().method` inside a class method: functions stay plain, `__init_subclass__` gets the class. */
function bindClassLevel(found: Value, type: ClassValue): Value {
  return found.kind === 'function' || found.kind === 'native' ? { kind: 'method', function: found, self: type } : found;
}

function instanceAttribute(machine: Machine, value: Value, name: string): Value | null {
  const type = classOf(value);
  if (type === null) return unknown;
  const custom = value.kind === 'instance' ? customAccess(type) : null;
  return custom === null ? plainAttribute(machine, value, type, name) : callValue(machine, custom, positional(value, str(name)));
}

const customAccesses = new WeakMap<ClassValue, Value | null>();

/** The `__getattribute__` of a class of the program; null where it is object's. */
function customAccess(type: ClassValue): Value | null {
  let custom = customAccesses.get(type);
  if (custom === undefined) {
    const found = lookup(type, '__getattribute__');
    custom = found === objectGetAttribute ? null : found;
    customAccesses.set(type, custom);
  }
  return custom;
}

/** What `object.__getattribute__` finds, then `__getattr__`. */
function plainAttribute(machine: Machine, value: Value, type: ClassValue, name: string): Value | null {
  const ofClass = lookup(type, name);
  if (ofClass?.kind === 'property' && !ofClass.cached) return callValue(machine, ofClass.getter, positional(value));
  if (ofClass?.kind === 'instance' && lookup(ofClass.class, '__get__') !== null) {
    return callValue(machine, getAttribute(machine, ofClass, '__get__'), positional(value, type));
  }
  const own = attributesOf(value)?.get(name);
  if (own !== undefined) return own;
  if (ofClass !== null) return bind(machine, ofClass, value, name);
  const special = specialAttribute(value, type, name);
  if (special !== null) return special;
  const dynamic = lookup(type, '__getattr__');
  if (dynamic !== null) return callValue(machine, dynamic, positional(value, str(name)));
  if (type.open || (value.kind === 'instance' && value.open)) return unknown;
  return null;
}

function specialAttribute(value: Value, type: ClassValue, name: string): Value | null {
  if (name === '__class__') return type;
  if (name === '__dict__') {
    const attributes = attributesOf(value);
    return attributes === null ? null : namespace(value, attributes);
  }
  if (name === '__doc__') return value.kind === 'function' && value.code.docstring !== null ? str(value.code.docstring) : none;
  if (name === '__module__') return str(value.kind === 'function' ? value.file.moduleName : type.module);
  if (value.kind === 'function') {
    if (name === '__name__') return str(value.code.name);
    if (name === '__qualname__') return str(value.owner === null ? value.code.name : `${value.owner.name}.${value.code.name}`);
    if (name === '__code__') return codeObject(value.code);
    if (name === '__annotations__' || name === '__defaults__' || name === '__globals__') return unknown;
  }
  if (value.kind === 'native' && (name === '__name__' || name === '__qualname__')) return str(value.name);
  if (value.kind === 'method') {
    if (name === '__func__') return value.function;
    if (name === '__self__') return value.self;
    if (name === '__name__') return value.function.kind === 'function' ? str(value.function.code.name) : unknown;
  }
  if (value.kind === 'property') {
    if (name === 'fget') return value.getter;
    if (name === 'fset') return value.setter ?? none;
  }
  if (value.kind === 'wrapped' && name === '__func__') return value.function;
  if (value.kind === 'slice' && (name === 'start' || name === 'stop' || name === 'step')) return value[name];
  if (value.kind === 'range' && (name === 'start' || name === 'stop' || name === 'step')) return { kind: 'int', value: value[name] };
  return null;
}

/** A method of a class attribute, as seen through one of its values. */
function bind(machine: Machine, found: Value, self: Value, name: string): Value {
  switch (found.kind) {
    case 'function':
    case 'native':
      return name === '__new__' ? found : { kind: 'method', function: found, self };
    case 'wrapped':
      return found.type === 'static' ? found.function : { kind: 'method', function: found.function, self: self.kind === 'class' ? self : (classOf(self) ?? unknown) };
    case 'property': {
      const value = callValue(machine, found.getter, positional(self));
      if (found.cached) storeAttribute(machine, self, name, value);
      return value;
    }
    default:
      return found;
  }
}

/** A value's namespace as a dict. What is stored in it is stored in the value (see `storeEntry`). */
function namespace(owner: Value, attributes: ReadonlyMap<string, Value>): Value {
  const result = dict();
  namespaceOwners.set(result, owner);
  for (const [name, value] of attributes) {
    const key = str(name);
    result.entries.set(keyOf(key) ?? name, { key, value });
  }
  return result;
}

/** `value.name = stored`, through properties and `__setattr__`. */
export function setAttribute(machine: Machine, value: Value, name: string, stored: Value): void {
  if (value.kind === 'lazy') {
    setAttribute(machine, value.force(machine), name, stored);
    return;
  }
  const type = value.kind === 'class' ? value.metaclass : classOf(value);
  if (type !== null && value.kind !== 'module') {
    const custom = lookup(type, '__setattr__');
    if (custom !== null && custom !== objectSetAttribute) {
      callValue(machine, custom, positional(value, str(name), stored));
      return;
    }
    const found = lookup(type, name);
    if (found?.kind === 'property' && !found.cached) {
      if (found.setter === null) fail('AttributeError', `property '${name}' of '${type.name}' object has no setter`);
      callValue(machine, found.setter, positional(value, stored));
      return;
    }
  }
  storeAttribute(machine, value, name, stored);
}

/** Stores into the value's own dictionary; without effect on a kind that has none. */
export function storeAttribute(machine: Machine, value: Value, name: string, stored: Value): void {
  const attributes = attributesOf(value);
  if (attributes === null) return;
  machine.heap.touch(value as Mutable);
  attributes.set(name, stored);
}

/** `del value.name`; raises AttributeError when there is none. */
export function deleteAttribute(machine: Machine, value: Value, name: string): void {
  const type = classOf(value);
  const custom = type === null ? null : lookup(type, '__delattr__');
  if (custom !== null && custom.kind !== 'native') {
    callValue(machine, custom, positional(value, str(name)));
    return;
  }
  if (custom?.kind === 'native' && custom !== objectDeleteAttribute) {
    callValue(machine, custom, positional(value, str(name)));
    return;
  }
  dropAttribute(machine, value, name);
}

/** Removes from the value's own dictionary; raises AttributeError when it is not there. */
export function dropAttribute(machine: Machine, value: Value, name: string): void {
  const attributes = attributesOf(value);
  if (attributes === null) return;
  machine.heap.touch(value as Mutable);
  if (!attributes.delete(name) && !(value.kind === 'instance' && value.open)) fail('AttributeError', missing(value, name));
}

/** `object.__setattr__`: properties, then the instance's own dictionary. */
export const objectSetAttribute: Value = {
  kind: 'native',
  name: '__setattr__',
  call: (machine, args) => {
    const [self, name, stored] = args.positional;
    if (self === undefined || name?.kind !== 'str' || name.value === null || stored === undefined) return none;
    const type = classOf(self);
    const found = type === null ? null : lookup(type, name.value);
    if (found?.kind === 'property' && !found.cached && found.setter !== null) callValue(machine, found.setter, positional(self, stored));
    else storeAttribute(machine, self, name.value, stored);
    return none;
  },
};

/** `object.__getattribute__`. */
export const objectGetAttribute: Value = {
  kind: 'native',
  name: '__getattribute__',
  call: (machine, args) => {
    const [self, name] = args.positional;
    const type = self === undefined ? null : classOf(self);
    if (self === undefined || type === null || name?.kind !== 'str' || name.value === null) return unknown;
    return plainAttribute(machine, self, type, name.value) ?? (mayHave(self, name.value) ? unknown : fail('AttributeError', missing(self, name.value)));
  },
};

/** `object.__delattr__`. */
export const objectDeleteAttribute: Value = {
  kind: 'native',
  name: '__delattr__',
  call: (machine, args) => {
    const [self, name] = args.positional;
    if (self !== undefined && name?.kind === 'str' && name.value !== null) dropAttribute(machine, self, name.value);
    return none;
  },
};
