/** `argparse`: a program is followed as if it were run without arguments, so each argument has its default. */
import { storeAttribute } from '../../interpreter/attribute';
import { knownText, namedEntries } from '../../interpreter/builtin/known';
import { callValue } from '../../interpreter/call';
import { boolClass, floatClass, intClass, makeClass, strClass } from '../../interpreter/class';
import { storeEntry } from '../../interpreter/item';
import { iterate } from '../../interpreter/iterate';
import { Raised } from '../../interpreter/machine';
import type { Machine } from '../../interpreter/machine';
import { repr, truth } from '../../interpreter/operator';
import { addMethods } from '../../interpreter/signature';
import type { BoundArguments } from '../../interpreter/signature';
import { bool, dict, instance, list, none, positional, str, tuple, unknown, unknownBool, unknownFloat, unknownInt, unknownStr } from '../../interpreter/value';
import type { DictValue, InstanceValue, Value } from '../../interpreter/value';

const namespaceClass = makeClass('Namespace', { module: 'argparse' });
const optionalAction = makeClass('BooleanOptionalAction', { module: 'argparse' });
const parserClass = makeClass('ArgumentParser', { module: 'argparse', open: true });

/** The parser's defaults by destination; open where there may be more. */
function defaultsOf(parser: InstanceValue): DictValue | null {
  const defaults = parser.attributes.get('_defaults');
  return defaults?.kind === 'dict' ? defaults : null;
}

function keywords(args: BoundArguments): ReadonlyMap<string, Value> {
  return namedEntries(args.get('kwargs'));
}

/** What an argument's type makes of a text that is not known. */
function anyOf(type: Value | undefined): Value {
  if (type === undefined || type === strClass) return unknownStr;
  if (type === intClass) return unknownInt;
  if (type === floatClass) return unknownFloat;
  return type === boolClass ? unknownBool : unknown;
}

/** A value that must be given: one, or several by `nargs`. */
function requiredValue(type: Value | undefined, count: Value | undefined): Value {
  const any = anyOf(type);
  if (count === undefined || knownText(count) === '?') return any;
  return count.kind === 'int' && typeof count.value === 'number' && count.value < 100 ? list(Array.from({ length: count.value }, () => any)) : list([], any);
}

/** A default that is a text goes through the argument's type. */
function converted(machine: Machine, value: Value, type: Value | undefined): Value {
  if (value.kind !== 'str' || type === undefined) return value;
  try {
    return callValue(machine, type, positional(value));
  } catch (error) {
    if (error instanceof Raised) return unknown;
    throw error;
  }
}

function defaultValue(machine: Machine, isPositional: boolean, given: ReadonlyMap<string, Value>): Value {
  const action = given.get('action');
  const type = given.get('type');
  const count = given.get('nargs');
  const explicit = given.get('default');
  const name = knownText(action);
  const isOptional = knownText(count) === '?' || knownText(count) === '*';
  const required = given.get('required');
  if ((isPositional && !isOptional) || (required !== undefined && truth(machine, required) !== false)) return requiredValue(type, count);
  if (explicit !== undefined) return converted(machine, explicit, type);
  if (name === 'store_true') return bool(false);
  if (name === 'store_false') return bool(true);
  // A positional of any number of values that gets none is an empty list.
  return isPositional && knownText(count) === '*' ? list([]) : none;
}

/** The attribute that an argument's value goes to: named, or made of its first long option. */
function destination(names: readonly string[], given: ReadonlyMap<string, Value>): string | null {
  const named = given.get('dest');
  if (named !== undefined) return knownText(named);
  const name = names.find((one) => one.startsWith('--')) ?? names[0];
  return name === undefined ? null : name.replace(/^-+/, '').replaceAll('-', '_');
}

function addArgument(machine: Machine, self: InstanceValue, args: BoundArguments): Value {
  const defaults = defaultsOf(self);
  const given = keywords(args);
  const texts = iterate(machine, args.get('names')).items.map(knownText);
  const names = texts.filter((name) => name !== null);
  if (defaults === null) return unknown;
  machine.heap.touch(defaults);
  const name = names.length === texts.length ? destination(names, given) : null;
  const action = knownText(given.get('action'));
  if (name === null) defaults.open = true;
  else if (action !== 'version' && action !== 'help') {
    const isPositional = names[0] !== undefined && !names[0].startsWith('-');
    // `set_defaults` before the argument has the last word.
    if (!defaults.entries.has(`s${name}`)) storeEntry(machine, defaults, str(name), defaultValue(machine, isPositional, given));
  }
  const made = instance(makeClass('Action', { module: 'argparse', open: true }));
  storeAttribute(machine, made, 'dest', str(name));
  return made;
}

/** A part of the parser: what is declared on it is declared on the parser. */
function part(self: InstanceValue): Value {
  const made = instance(parserClass);
  made.attributes.set('_defaults', self.attributes.get('_defaults') ?? unknown);
  return made;
}

function newParser(machine: Machine, parents: readonly Value[], isOpen: boolean): InstanceValue {
  const made = instance(parserClass);
  const defaults = dict();
  for (const parent of parents) {
    const inherited = parent.kind === 'instance' ? defaultsOf(parent) : null;
    if (inherited === null) defaults.open = true;
    else for (const { key, value } of inherited.entries.values()) storeEntry(machine, defaults, key, value);
  }
  defaults.open = defaults.open || isOpen;
  made.attributes.set('_defaults', defaults);
  return made;
}

/** The namespace of a run without arguments. */
function parse(machine: Machine, self: InstanceValue, args: BoundArguments): Value {
  const given = args.get('namespace');
  const made = given.kind === 'instance' ? given : instance(namespaceClass);
  const defaults = defaultsOf(self);
  machine.heap.touch(made);
  made.open = made.open || defaults === null || defaults.open;
  const list_ = args.get('args');
  // A list of arguments in the program itself changes any of them: then no default is sure.
  const isGiven = list_.kind !== 'none' && !(list_.kind === 'list' && list_.rest === null && list_.items.length === 0);
  for (const { key, value } of defaults?.entries.values() ?? []) {
    if (key.kind === 'str' && key.value !== null && !(given.kind === 'instance' && given.attributes.has(key.value))) made.attributes.set(key.value, isGiven ? unknown : value);
  }
  return made;
}

addMethods(parserClass, 'instance', {
  '__init__(*args, **kwargs)': (machine, self, args) => {
    const parents = keywords(args).get('parents');
    const held = newParser(machine, parents === undefined ? [] : iterate(machine, parents).items, false);
    storeAttribute(machine, self, '_defaults', held.attributes.get('_defaults') ?? unknown);
    return none;
  },
  'add_argument(*names, **kwargs)': addArgument,
  'add_argument_group(*args, **kwargs)': (_machine, self) => part(self),
  'add_mutually_exclusive_group(*args, **kwargs)': (_machine, self) => part(self),
  // Which subcommand runs is not known, nor are its arguments.
  'add_subparsers(*args, **kwargs)': (machine, self) => {
    const defaults = defaultsOf(self);
    if (defaults !== null) {
      machine.heap.touch(defaults);
      defaults.open = true;
    }
    return part(self);
  },
  'add_parser(name, **kwargs)': (machine) => newParser(machine, [], true),
  'set_defaults(**kwargs)': (machine, self, args) => {
    const defaults = defaultsOf(self);
    if (defaults !== null) for (const [name, value] of keywords(args)) storeEntry(machine, defaults, str(name), value);
    return none;
  },
  'get_default(dest)': (_machine, self, args) => {
    const name = args.get('dest');
    return name.kind === 'str' && name.value !== null ? (defaultsOf(self)?.entries.get(`s${name.value}`)?.value ?? none) : unknown;
  },
  'parse_args(args=None, namespace=None)': parse,
  'parse_known_args(args=None, namespace=None)': (machine, self, args) => tuple([parse(machine, self, args), list([])]),
  'parse_intermixed_args(args=None, namespace=None)': parse,
  ...Object.fromEntries(['print_help', 'print_usage', 'register', 'convert_arg_line_to_args'].map((name) => [`${name}(*args, **kwargs)`, (): Value => none])),
  ...Object.fromEntries(['format_help', 'format_usage'].map((name) => [`${name}()`, (): Value => unknownStr])),
});

addMethods(namespaceClass, 'instance', {
  '__init__(**kwargs)': (machine, self, args) => {
    for (const [name, value] of keywords(args)) storeAttribute(machine, self, name, value);
    return none;
  },
  '__contains__(key)': (_machine, self, args) => {
    const key = args.get('key');
    if (key.kind !== 'str' || key.value === null) return unknownBool;
    return bool(self.attributes.has(key.value) ? true : self.open ? null : false);
  },
  '__repr__()': (machine, self) => {
    const parts = [...self.attributes].map(([name, value]) => {
      const shown = repr(machine, value);
      return shown === null ? null : `${name}=${shown}`;
    });
    return str(self.open || parts.includes(null) ? null : `Namespace(${parts.join(', ')})`);
  },
});

/** The names of `argparse`. */
export const argparse: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['ArgumentParser', parserClass],
  ['Namespace', namespaceClass],
  ['BooleanOptionalAction', optionalAction],
  ...[['SUPPRESS', '==SUPPRESS=='], ['OPTIONAL', '?'], ['ZERO_OR_MORE', '*'], ['ONE_OR_MORE', '+'], ['REMAINDER', '...']].map(([name = '', text = '']) => [name, str(text)] as const),
]);
