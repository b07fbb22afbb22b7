/** `object`, `type`, functions, descriptors and exceptions: what their classes bring. */
import { callValue, makeInstance } from '../call';
import { objectDeleteAttribute, objectGetAttribute, objectSetAttribute } from '../attribute';
import {
  classMethodClass, classOf, functionClass, isSubclass, lookup, makeClass, nativeClass, objectClass, propertyClass, setConstructor, staticMethodClass, superClass, typeClass,
} from '../class';
import { exceptionClasses, fail } from '../exception';
import { iterate } from '../iterate';
import type { Machine } from '../machine';
import { repr, text } from '../operator';
import { addMethods } from '../signature';
import { bool, instance, list, native, none, notImplemented, positional, str, tuple, unknown, unknownInt, unknownStr } from '../value';
import type { CallArguments, ClassValue, NativeFunction, PropertyValue, Value } from '../value';
import { formatValue } from './format';
import { namedEntries } from './known';

/** A method that takes any arguments. */
function method(type: ClassValue, name: string, call: (machine: Machine, self: Value, args: CallArguments) => Value): void {
  type.attributes.set(
    name,
    native(name, (machine, args) => {
      const [self, ...rest] = args.positional;
      return self === undefined ? unknown : call(machine, self, { ...args, positional: rest });
    }),
  );
}

/** `object.__init__`: takes nothing, where the class itself asks for nothing. */
function initObject(self: Value, args: CallArguments, own: NativeFunction): Value {
  if (self.kind !== 'instance' || (args.positional.length === 0 && args.keyword.size === 0)) return none;
  const type = self.class;
  const takesNone = !type.open && type.construct === null && lookup(type, '__init__') === own && lookup(type, '__new__')?.kind === 'native';
  return takesNone ? fail('TypeError', `${type.name}() takes no arguments`) : none;
}

function defineObject(): void {
  const init: NativeFunction = native('__init__', (_machine, args) => {
    const [self, ...rest] = args.positional;
    return self === undefined ? none : initObject(self, { ...args, positional: rest }, init);
  });
  objectClass.attributes.set('__init__', init);
  objectClass.attributes.set(
    '__new__',
    native('__new__', (machine, args) => {
      const [type, ...rest] = args.positional;
      if (type?.kind !== 'class') return unknown;
      return type.construct === null ? instance(type) : type.construct(machine, type, { ...args, positional: rest });
    }),
  );
  objectClass.attributes.set('__setattr__', objectSetAttribute);
  objectClass.attributes.set('__delattr__', objectDeleteAttribute);
  objectClass.attributes.set('__getattribute__', objectGetAttribute);
  method(objectClass, '__init_subclass__', () => none);
  method(objectClass, '__subclasshook__', () => notImplemented);
  method(objectClass, '__repr__', () => unknownStr);
  method(objectClass, '__str__', (machine, self) => str(repr(machine, self)));
  method(objectClass, '__hash__', () => unknownInt);
  method(objectClass, '__sizeof__', () => unknownInt);
  method(objectClass, '__dir__', () => list([], unknownStr));
  method(objectClass, '__reduce__', () => unknown);
  method(objectClass, '__reduce_ex__', () => unknown);
  // `compareValues` knows by these names that nothing but identity was asked for.
  const same = native('object.__eq__', (_machine, args) => {
    const [a, b] = args.positional;
    return a === b && a?.kind !== 'unknown' ? bool(true) : notImplemented;
  });
  objectClass.attributes.set('__eq__', same);
  objectClass.attributes.set('__ne__', native('object.__ne__', () => notImplemented));
}

function defineType(): void {
  setConstructor(typeClass, (machine, type, args) => {
    const [name, bases, namespace] = args.positional;
    if (name?.kind !== 'str' || name.value === null || namespace?.kind !== 'dict' || bases === undefined) return unknown;
    const parents = iterate(machine, bases).items;
    const known = parents.filter((parent) => parent.kind === 'class');
    return makeClass(name.value, {
      module: '__main__',
      bases: known.length === 0 ? [objectClass] : known,
      attributes: new Map(namedEntries(namespace)),
      open: namespace.open || known.length < parents.length,
      metaclass: type === typeClass ? null : type,
    });
  });
  method(typeClass, '__call__', (machine, self, args) => (self.kind === 'class' ? makeInstance(machine, self, args) : unknown));
  method(typeClass, '__instancecheck__', (_machine, self, { positional: [value] }) => {
    const type = value === undefined ? null : classOf(value);
    return bool(type === null || self.kind !== 'class' ? null : isSubclass(type, self));
  });
  method(typeClass, '__subclasscheck__', (_machine, self, { positional: [type] }) => bool(type?.kind !== 'class' || self.kind !== 'class' ? null : isSubclass(type, self)));
  setConstructor(superClass, () => unknown);
}

function defineDescriptors(): void {
  setConstructor(propertyClass, (_machine, type, args) => {
    if (type !== propertyClass) return unknown;
    const getter = args.positional[0] ?? args.keyword.get('fget') ?? unknown;
    const setter = args.positional[1] ?? args.keyword.get('fset') ?? none;
    return { kind: 'property', getter, setter: setter.kind === 'none' ? null : setter, cached: false };
  });
  const withPart = (self: PropertyValue, part: Partial<Pick<PropertyValue, 'getter' | 'setter'>>): PropertyValue => ({ ...self, ...part });
  addMethods(propertyClass, 'property', {
    'getter(fget)': (_machine, self, args) => withPart(self, { getter: args.get('fget') }),
    'setter(fset)': (_machine, self, args) => withPart(self, { setter: args.get('fset') }),
    'deleter(fdel)': (_machine, self) => self,
    '__get__(obj, type=None)': (machine, self, args) => (args.get('obj').kind === 'none' ? self : callValue(machine, self.getter, positional(args.get('obj')))),
    '__set__(obj, value)': (machine, self, args) => {
      if (self.setter !== null) callValue(machine, self.setter, positional(args.get('obj'), args.get('value')));
      return none;
    },
  });
  for (const [type, sort] of [[staticMethodClass, 'static'], [classMethodClass, 'class']] as const) {
    setConstructor(type, (_machine, made, args) => {
      const [wrapped] = args.positional;
      return made !== type || wrapped === undefined ? unknown : { kind: 'wrapped', type: sort, function: wrapped };
    });
  }
  for (const [type, kind] of [[functionClass, 'function'], [nativeClass, 'native']] as const) {
    addMethods(type, kind, {
      '__get__(obj, type=None)': (_machine, self, args) => (args.get('obj').kind === 'none' ? self : { kind: 'method', function: self, self: args.get('obj') }),
    });
    method(type, '__call__', (machine, self, args) => callValue(machine, self, args));
    for (const name of ['__kwdefaults__', '__closure__', '__signature__', '__text_signature__', '__type_params__']) {
      type.attributes.set(name, { kind: 'property', getter: native(name, () => unknown), setter: null, cached: true });
    }
  }
}

function defineExceptions(): void {
  for (const type of exceptionClasses.values()) {
    setConstructor(type, (_machine, made, args) => {
      const exception = instance(made);
      exception.attributes.set('args', args.open ? tuple([], unknown) : tuple(args.positional));
      // errno, filename, code, value, ...: what the interpreter sets by itself.
      exception.open = true;
      return exception;
    });
  }
  const base = exceptionClasses.get('BaseException');
  if (base === undefined) return;
  method(base, '__init__', (machine, self, args) => {
    if (self.kind === 'instance') {
      machine.heap.touch(self);
      self.attributes.set('args', args.open ? tuple([], unknown) : tuple(args.positional));
    }
    return none;
  });
  const argsOf = (self: Value): readonly Value[] | null => {
    const args = self.kind === 'instance' ? self.attributes.get('args') : undefined;
    return args?.kind === 'tuple' && args.rest === null ? args.items : null;
  };
  method(base, '__str__', (machine, self) => {
    const args = argsOf(self);
    const [only] = args ?? [];
    if (args === null || only === undefined) return str(args === null ? null : '');
    return str(args.length > 1 ? repr(machine, tuple(args)) : text(machine, only));
  });
  method(base, '__repr__', (machine, self) => {
    const shown = argsOf(self)?.map((value) => repr(machine, value));
    return str(self.kind !== 'instance' || shown === undefined || shown.includes(null) ? null : `${self.class.name}(${shown.join(', ')})`);
  });
  method(base, 'with_traceback', (_machine, self) => self);
  method(base, 'add_note', () => none);
}

/** Sets up the classes that all others stand on. */
export function defineObjects(): void {
  defineObject();
  defineType();
  defineDescriptors();
  defineExceptions();
  method(objectClass, '__format__', (machine, self, { positional: [spec] }) => {
    if (spec?.kind !== 'str' || spec.value !== '') return unknownStr;
    return str(self.kind === 'instance' || self.kind === 'object' ? text(machine, self) : formatValue(machine, self, ''));
  });
}
