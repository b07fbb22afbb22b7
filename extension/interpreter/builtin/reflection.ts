/** Builtin functions that ask about values: their type, their attributes, their text. */
import { deleteAttribute, findAttribute, getAttribute, setAttribute } from '../attribute';
import { callValue } from '../call';
import { classOf, isSubclass, lookup } from '../class';
import { fail, isCaughtBy, exceptionClasses } from '../exception';
import type { Machine } from '../machine';
import { Raised } from '../machine';
import { loadModule } from '../module';
import { repr, truth } from '../operator';
import { defineNative } from '../signature';
import type { BoundArguments } from '../signature';
import { bool, dict, list, none, positional, str, unknown, unknownInt, unknownStr } from '../value';
import type { ClassValue, Value } from '../value';
import { formatValue } from './format';
import { knownText } from './known';

/**
 * `__instancecheck__` or `__subclasscheck__`: of the metaclass, as Python has it, or native in the class itself (abstract
 * classes that judge by structure). Classes derived from such a class are ordinary.
 */
function check(machine: Machine, name: string, value: Value, type: ClassValue): boolean | null | undefined {
  const own = type.attributes.get(name);
  const hook = own?.kind === 'native' ? own : type.metaclass === null ? null : lookup(type.metaclass, name);
  return hook === null ? undefined : truth(machine, callValue(machine, hook, positional(type, value)));
}

function anyOf(types: readonly Value[], holds: (type: Value) => boolean | null): boolean | null {
  const answers = types.map(holds);
  return answers.includes(true) ? true : answers.includes(null) ? null : false;
}

/** `isinstance(value, type)`; null when it is not known. */
export function isInstance(machine: Machine, value: Value, type: Value): boolean | null {
  if (type.kind === 'tuple') return type.rest === null ? anyOf(type.items, (one) => isInstance(machine, value, one)) : null;
  if (type.kind !== 'class') return null;
  const of = classOf(value);
  if (of !== null && isSubclass(of, type) === true) return true;
  const checked = check(machine, '__instancecheck__', value, type);
  if (checked !== undefined) return checked;
  // The numbers of complex values are never known: they pass for floats.
  if (value.kind === 'float' && value.value === null && type.name === 'complex') return null;
  return of === null ? null : isSubclass(of, type);
}

/** `issubclass(type, of)`; null when it is not known. */
export function isDerived(machine: Machine, type: Value, of: Value): boolean | null {
  if (of.kind === 'tuple') return of.rest === null ? anyOf(of.items, (one) => isDerived(machine, type, one)) : null;
  if (type.kind === 'unknown' || of.kind !== 'class') return null;
  if (type.kind !== 'class') return fail('TypeError', 'issubclass() arg 1 must be a class');
  if (isSubclass(type, of) === true) return true;
  const checked = check(machine, '__subclasscheck__', type, of);
  return checked === undefined ? isSubclass(type, of) : checked;
}

/** `callable(value)`; null when it is not known. */
export function isCallable(value: Value): boolean | null {
  switch (value.kind) {
    case 'function':
    case 'native':
    case 'method':
    case 'class':
    case 'wrapped':
      return true;
    case 'unknown':
    case 'lazy':
      return null;
    case 'instance':
    case 'object':
      return lookup(value.class, '__call__') !== null ? true : value.class.open ? null : false;
    default:
      return false;
  }
}

/** The attribute, or null where looking it up raises AttributeError. */
export function attributeOrNull(machine: Machine, value: Value, name: string): Value | null {
  machine.guarded += 1;
  try {
    return findAttribute(machine, value, name);
  } catch (error) {
    const type = exceptionClasses.get('AttributeError');
    if (!(error instanceof Raised) || type === undefined || isCaughtBy(error.value, type) === false) throw error;
    return null;
  } finally {
    machine.guarded -= 1;
  }
}

function getattr(machine: Machine, args: BoundArguments): Value {
  const name = knownText(args.get('name'));
  if (name === null) return unknown;
  if (!args.has('default')) return getAttribute(machine, args.get('object'), name);
  return attributeOrNull(machine, args.get('object'), name) ?? args.get('default');
}

/** `hasattr`: an attribute that is unknown because its owner is known in part may not be there. */
function hasattr(machine: Machine, args: BoundArguments): Value {
  const name = knownText(args.get('name'));
  const value = args.get('object');
  if (name === null) return bool(null);
  const found = attributeOrNull(machine, value, name);
  if (found === null) return bool(false);
  if (found.kind !== 'unknown') return bool(true);
  const type = classOf(value);
  const holder = value.kind === 'instance' || value.kind === 'object' || value.kind === 'class' || value.kind === 'module' ? value.attributes : null;
  return bool(holder?.has(name) === true || (type !== null && lookup(type, name) !== null) ? true : null);
}

function setattr(machine: Machine, args: BoundArguments): Value {
  const name = knownText(args.get('name'));
  const value = args.get('object');
  if (name !== null) setAttribute(machine, value, name, args.get('value'));
  else if (value.kind === 'instance') {
    machine.heap.touch(value);
    value.open = true;
  }
  return none;
}

function vars(machine: Machine, args: BoundArguments): Value {
  if (args.has('object')) return getAttribute(machine, args.get('object'), '__dict__');
  const namespace = dict();
  namespace.open = true;
  return namespace;
}

/** The names that are known of a value, in order; there may be more. */
function dir(machine: Machine, args: BoundArguments): Value {
  const given = args.get('object');
  const value = given.kind === 'lazy' ? given.force(machine) : given;
  if (value.kind === 'module') loadModule(machine, value);
  const own = value.kind === 'class' || value.kind === 'instance' || value.kind === 'module' ? [...value.attributes.keys()] : [];
  const inherited = classOf(value)?.mro ?? (value.kind === 'class' ? value.mro : []);
  const names = new Set([...own, ...inherited.flatMap((type) => [...type.attributes.keys()])]);
  return list([...names].sort().map((name) => str(name)), unknownStr);
}

/** The builtin functions that ask about values. */
export const reflectionFunctions = [
  defineNative('isinstance(obj, class_or_tuple, /)', (machine, args) => bool(isInstance(machine, args.get('obj'), args.get('class_or_tuple')))),
  defineNative('issubclass(cls, class_or_tuple, /)', (machine, args) => bool(isDerived(machine, args.get('cls'), args.get('class_or_tuple')))),
  defineNative('callable(obj, /)', (_machine, args) => bool(isCallable(args.get('obj')))),
  defineNative('getattr(object, name, default=None, /)', getattr),
  defineNative('hasattr(object, name, /)', hasattr),
  defineNative('setattr(object, name, value, /)', setattr),
  defineNative('delattr(object, name, /)', (machine, args) => {
    const name = knownText(args.get('name'));
    if (name !== null) deleteAttribute(machine, args.get('object'), name);
    return none;
  }),
  defineNative('vars(object=None, /)', vars),
  defineNative('dir(object=None, /)', dir),
  defineNative('locals()', () => dict()),
  defineNative('globals()', () => dict()),
  defineNative('repr(obj, /)', (machine, args) => str(repr(machine, args.get('obj')))),
  defineNative('ascii(obj, /)', (machine, args) => {
    const shown = repr(machine, args.get('obj'));
    return str(shown !== null && /^[ -~]*$/.test(shown) ? shown : null);
  }),
  defineNative("format(value, format_spec='', /)", (machine, args) => {
    const spec = knownText(args.get('format_spec'));
    return str(spec === null ? null : formatValue(machine, args.get('value'), spec));
  }),
  defineNative('id(obj, /)', () => unknownInt),
  defineNative('hash(obj, /)', () => unknownInt),
  defineNative('print(*values, sep=None, end=None, file=None, flush=False)', () => none),
  defineNative("input(prompt='', /)", () => unknownStr),
  defineNative('open(file, *args, **kwargs)', () => unknown),
  defineNative('exec(*args, **kwargs)', () => none),
  defineNative('eval(*args, **kwargs)', () => unknown),
  defineNative('compile(*args, **kwargs)', () => unknown),
  defineNative('breakpoint(*args, **kwargs)', () => none),
  defineNative('exit(code=None)', () => fail('SystemExit', '')),
  defineNative('quit(code=None)', () => fail('SystemExit', '')),
  defineNative('__import__(name, globals=None, locals=None, fromlist=(), level=0)', (machine, args) => {
    const name = knownText(args.get('name'));
    const [top = ''] = (name ?? '').split('.');
    return name === null ? unknown : (machine.modules.find(truth(machine, args.get('fromlist')) === true ? name : top) ?? unknown);
  }),
];
