/** `enum`: classes whose attributes become their members. */
import { getAttribute } from '../../interpreter/attribute';
import { callValue, makeInstance } from '../../interpreter/call';
import { intClass, lookup, makeClass, strClass, typeClass } from '../../interpreter/class';
import { fail } from '../../interpreter/exception';
import { storeEntry } from '../../interpreter/item';
import { iterate } from '../../interpreter/iterate';
import type { Machine } from '../../interpreter/machine';
import { binary, compareValues, equals, repr, text, unary } from '../../interpreter/operator';
import { formatValue } from '../../interpreter/builtin/format';
import { addMethods, defineNatives } from '../../interpreter/signature';
import type { NativeTable } from '../../interpreter/signature';
import { bool, dict, instance, int, iterator, native, none, notImplemented, object, positional, str, unknown, unknownInt } from '../../interpreter/value';
import type { CallArguments, ClassValue, InstanceValue, Value } from '../../interpreter/value';

/** What `auto()` returns, until the class is made. */
const autoClass = makeClass('auto', { module: 'enum', construct: (_machine, type) => object(type, null) });

function membersOf(type: ClassValue): readonly InstanceValue[] {
  const members = type.attributes.get('_member_map_');
  return members?.kind === 'dict' ? [...members.entries.values()].map((entry) => entry.value).filter((value) => value.kind === 'instance') : [];
}

/** Aliases stand in the map of members, but are no members of their own. */
function distinct(type: ClassValue): readonly InstanceValue[] {
  return [...new Set(membersOf(type))];
}

function valueOf(member: Value): Value {
  return member.kind === 'instance' ? (member.attributes.get('_value_') ?? unknown) : unknown;
}

function isFlag(type: ClassValue): boolean {
  return type.mro.some((base) => base.module === 'enum' && (base.name === 'Flag' || base.name === 'IntFlag'));
}

/** The value that `auto()` stands for. */
function autoValue(machine: Machine, type: ClassValue, name: string, before: readonly Value[]): Value {
  const custom = lookup(type, '_generate_next_value_');
  if (custom !== null) {
    const last = before.at(-1);
    return callValue(machine, custom.kind === 'wrapped' ? custom.function : custom, positional(str(name), int(1), int(before.length), { kind: 'list', class: null, items: last === undefined ? [] : [...before], rest: null, attributes: null, born: 0 }));
  }
  if (type.mro.includes(strClass)) return str(name.toLowerCase());
  const numbers = before.map((value) => (value.kind === 'int' ? value.value : null));
  if (numbers.some((value) => typeof value !== 'number')) return before.length === 0 ? int(1) : unknownInt;
  const most = Math.max(0, ...numbers.map(Number));
  return int(isFlag(type) ? (most === 0 ? 1 : 2 ** (Math.floor(Math.log2(most)) + 1)) : most + 1);
}

function isMember(name: string, value: Value): boolean {
  if (/^__.*__$/.test(name) || name === '_generate_next_value_' || name === '_ignore_' || name === '_missing_' || /^_[^_].*_$/.test(name)) return false;
  return !['function', 'native', 'method', 'property', 'wrapped', 'class'].includes(value.kind);
}

/** A member: `__new__` and `__init__` of the class get the value's parts. */
function makeMember(machine: Machine, type: ClassValue, name: string, value: Value): InstanceValue {
  const args = positional(...(value.kind === 'tuple' && value.class === null ? value.items : [value]));
  const maker = lookup(type, '__new__');
  const made = maker?.kind === 'function' ? callValue(machine, maker, { ...args, positional: [type, ...args.positional] }) : null;
  const member = made?.kind === 'instance' ? made : instance(type);
  if (!member.attributes.has('_value_')) member.attributes.set('_value_', value);
  member.attributes.set('_name_', str(name));
  const init = lookup(type, '__init__');
  if (init?.kind === 'function') callValue(machine, { kind: 'method', function: init, self: member }, args);
  return member;
}

/** Turns the attributes of a class's body into its members. */
function prepare(machine: Machine, type: ClassValue): Value {
  const members = dict();
  const values: Value[] = [];
  // Members that are texts or numbers too are still shown as members.
  for (const name of ['__repr__', '__str__', '__format__', '__hash__']) {
    const own = enumClass.attributes.get(name);
    if (own !== undefined && !type.mro.some((base) => base.module !== 'builtins' && base !== enumClass && base.attributes.has(name))) type.attributes.set(name, own);
  }
  for (const [name, declared] of [...type.attributes]) {
    if (!isMember(name, declared)) continue;
    const value = declared.kind === 'object' && declared.class === autoClass ? autoValue(machine, type, name, values) : declared;
    const alias = membersOf({ ...type, attributes: new Map([['_member_map_', members]]) }).find((member) => equals(machine, valueOf(member), value) === true);
    const member = alias ?? makeMember(machine, type, name, value);
    values.push(valueOf(member));
    storeEntry(machine, members, str(name), member);
    type.attributes.set(name, member);
  }
  type.attributes.set('_member_map_', members);
  return type;
}

/** `Color(value)` looks a member up; `Enum('Color', 'RED BLUE')` makes a class. */
function call(machine: Machine, type: ClassValue, args: CallArguments): Value {
  const members = distinct(type);
  const [value, names] = args.positional;
  if (members.length === 0 && names !== undefined && value?.kind === 'str' && value.value !== null) return makeFromNames(machine, type, value.value, names);
  if (members.length === 0 || value === undefined) return makeInstance(machine, type, args);
  if (members.some((member) => member === value)) return value;
  const answers = members.map((member) => equals(machine, valueOf(member), value));
  const found = members[answers.indexOf(true)];
  if (found !== undefined) return found;
  if (answers.includes(null) || isFlag(type)) return unknown;
  const custom = lookup(type, '_missing_');
  const made = custom?.kind === 'wrapped' ? callValue(machine, custom.function, positional(type, value)) : none;
  return made.kind === 'none' ? fail('ValueError', `${repr(machine, value) ?? ''} is not a valid ${type.name}`) : made;
}

function makeFromNames(machine: Machine, base: ClassValue, name: string, names: Value): Value {
  const attributes = new Map<string, Value>();
  const items = names.kind === 'str' ? (names.value ?? '').split(/[\s,]+/).filter((part) => part !== '').map((part) => str(part)) : iterate(machine, names).items;
  for (const [index, item] of items.entries()) {
    const [key, value] = item.kind === 'tuple' ? item.items : [item, int(index + 1)];
    if (key?.kind === 'str' && key.value !== null) attributes.set(key.value, value ?? unknown);
  }
  return prepare(machine, makeClass(name, { module: '__main__', bases: [base], attributes }));
}

function makeMetaclass(): ClassValue {
  const type = makeClass('EnumType', { module: 'enum', bases: [typeClass] });
  const iterable = (self: ClassValue): Value => iterator(() => ({ items: distinct(self), rest: null }));
  addMethods(type, 'class', {
    '__prepared__()': prepare,
    '__iter__()': (_machine, self) => iterable(self),
    '__reversed__()': (_machine, self) => iterator(() => ({ items: [...distinct(self)].reverse(), rest: null })),
    '__len__()': (_machine, self) => int(distinct(self).length),
    '__getitem__(name)': (machine, self, args) => {
      const name = args.get('name');
      if (name.kind !== 'str' || name.value === null) return unknown;
      const found = self.attributes.get(name.value);
      return found?.kind === 'instance' ? found : fail('KeyError', repr(machine, name) ?? '');
    },
    '__contains__(value)': (machine, self, args) => {
      const value = args.get('value');
      if (value.kind === 'unknown') return bool(null);
      return bool(distinct(self).some((member) => member === value || equals(machine, valueOf(member), value) === true));
    },
  });
  type.attributes.set('__call__', native('__call__', (machine, args) => {
    const [self, ...rest] = args.positional;
    return self?.kind === 'class' ? call(machine, self, { ...args, positional: rest }) : unknown;
  }));
  const members = native('__members__', (_machine, args) => {
    const [self] = args.positional;
    return self?.kind === 'class' ? (self.attributes.get('_member_map_') ?? dict()) : unknown;
  });
  type.attributes.set('__members__', { kind: 'property', getter: members, setter: null, cached: false });
  return type;
}

/** IntEnum and StrEnum show their value, any other member its name. */
function shownByValue(self: InstanceValue): boolean {
  return self.class.mro.some((base) => base.module === 'enum' && (base.name === 'IntEnum' || base.name === 'StrEnum' || base.name === 'IntFlag'));
}

function makeEnum(): ClassValue {
  const type = makeClass('Enum', { module: 'enum', metaclass: makeMetaclass() });
  for (const [name, stored] of [['value', '_value_'], ['name', '_name_']] as const) {
    const getter = native(name, (_machine, args) => {
      const [self] = args.positional;
      return self?.kind === 'instance' ? (self.attributes.get(stored) ?? unknown) : unknown;
    });
    type.attributes.set(name, { kind: 'property', getter, setter: null, cached: false });
  }
  const mixin = (self: InstanceValue): boolean => self.class.mro.includes(strClass) || self.class.mro.includes(intClass);
  addMethods(type, 'instance', {
    '__repr__()': (machine, self) => {
      const value = repr(machine, valueOf(self));
      return str(value === null ? null : `<${self.class.name}.${text(machine, getAttribute(machine, self, 'name')) ?? ''}: ${value}>`);
    },
    '__str__()': (machine, self) => {
      if (shownByValue(self)) return str(text(machine, valueOf(self)));
      return str(`${self.class.name}.${text(machine, getAttribute(machine, self, 'name')) ?? ''}`);
    },
    '__format__(spec)': (machine, self, args) => {
      const spec = args.get('spec');
      if (spec.kind !== 'str' || spec.value === null) return str(null);
      // Whether a mixed-in type formats the member has changed from one Python to the next.
      return str(mixin(self) && !shownByValue(self) ? null : formatValue(machine, shownByValue(self) ? valueOf(self) : str(text(machine, self)), spec.value));
    },
    '__hash__()': () => unknownInt,
    // A member that is a str or an int at the same time equals its value.
    '__eq__(other)': (machine, self, args) => {
      const other = args.get('other');
      if (other.kind === 'unknown') return bool(null);
      if (!mixin(self)) return bool(other === self);
      const isOther = other.kind === 'instance' && other.attributes.has('_value_');
      return bool(equals(machine, valueOf(self), isOther ? valueOf(other) : other));
    },
  });
  return type;
}

const enumClass = makeEnum();

/** Members that are numbers too: they compute with their values. */
function makeNumeric(name: string, bases: readonly ClassValue[], keepsMember: boolean): ClassValue {
  const type = makeClass(name, { module: 'enum', bases, construct: (_machine, made) => instance(made) });
  const operand = (other: Value): Value => (other.kind === 'instance' && other.attributes.has('_value_') ? valueOf(other) : other);
  const operators = { add: '+', sub: '-', mul: '*', truediv: '/', floordiv: '//', mod: '%', pow: '**', and: '&', or: '|', xor: '^' } as const;
  for (const [method, operator] of Object.entries(operators)) {
    if (keepsMember && !['and', 'or', 'xor'].includes(method)) continue;
    const wrap = (self: InstanceValue, value: Value): Value => {
      if (!keepsMember) return value;
      const made = instance(self.class);
      made.attributes.set('_value_', value);
      made.attributes.set('_name_', none);
      return made;
    };
    addMethods(type, 'instance', {
      [`__${method}__(other)`]: (machine, self, args) => wrap(self, binary(machine, operator, valueOf(self), operand(args.get('other')))),
      [`__r${method}__(other)`]: (machine, self, args) => wrap(self, binary(machine, operator, operand(args.get('other')), valueOf(self))),
    });
  }
  for (const [method, operator] of [['lt', '<'], ['le', '<='], ['gt', '>'], ['ge', '>=']] as const) {
    addMethods(type, 'instance', {
      [`__${method}__(other)`]: (machine, self, args) => (args.get('other').kind === 'str' ? notImplemented : compareValues(machine, operator, valueOf(self), operand(args.get('other')))),
    });
  }
  addMethods(type, 'instance', {
    '__int__()': (_machine, self) => valueOf(self),
    '__index__()': (_machine, self) => valueOf(self),
    '__bool__()': (machine, self) => compareValues(machine, '!=', valueOf(self), int(0)),
    '__neg__()': (machine, self) => unary(machine, '-', valueOf(self)),
    ...(keepsMember
      ? {
          '__contains__(other)': (machine: Machine, self: InstanceValue, args: { readonly get: (name: string) => Value }): Value =>
            compareValues(machine, '==', binary(machine, '&', valueOf(self), operand(args.get('other'))), operand(args.get('other'))),
        }
      : {}),
  });
  return type;
}

/** Members that are texts too: they have the methods of `str`. */
function makeText(): ClassValue {
  const type = makeClass('StrEnum', { module: 'enum', bases: [strClass, enumClass] });
  return type;
}

const table: NativeTable = {
  'unique(enumeration)': (_machine, args) => args.get('enumeration'),
  'member(value)': (_machine, args) => args.get('value'),
  'nonmember(value)': (_machine, args) => args.get('value'),
  'verify(*constraints)': () => native('verify', (_machine, args) => args.positional[0] ?? unknown),
};

const intFlag = makeNumeric('IntFlag', [intClass, enumClass], true);
const flagClass = makeNumeric('Flag', [enumClass], true);

/** The names of `enum`. */
export const enumeration: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...defineNatives(table),
  ['Enum', enumClass],
  ['EnumMeta', enumClass.metaclass ?? unknown],
  ['EnumType', enumClass.metaclass ?? unknown],
  ['ReprEnum', enumClass],
  ['IntEnum', makeNumeric('IntEnum', [intClass, enumClass], false)],
  ['StrEnum', makeText()],
  ['Flag', flagClass],
  ['IntFlag', intFlag],
  ['auto', autoClass],
]);

