/** Operators, comparisons, truth, length and text of values, as Python defines them. */
import { add, compare, floorDiv, isConcrete, lessThan, mod, mul, neg, sub } from '../../kernels/dims/dim';
import type { Dim } from '../../kernels/dims/dim';
import type { BinaryOperator, CompareOperator } from '../syntax/ir';
import { attributesOf } from './attribute';
import { formatPercent } from './builtin/format';
import { classOf, lookup } from './class';
import { fail } from './exception';
import { mostCharacters, mostItems } from './extent';
import { joinAll } from './join';
import { iterate, rangeLength } from './iterate';
import type { Machine } from './machine';
import { loadRegistry } from './registry';
import { callSpecial } from './special';
import { bool, dict, float, int, keyOf, list, set, tuple, unknown, unknownBool, unknownComplex, unknownFloat, unknownInt, unknownStr } from './value';
import type { Value } from './value';

const methodNames: Readonly<Record<BinaryOperator, string>> = {
  '+': 'add', '-': 'sub', '*': 'mul', '/': 'truediv', '//': 'floordiv', '%': 'mod', '**': 'pow', '@': 'matmul',
  '&': 'and', '|': 'or', '^': 'xor', '<<': 'lshift', '>>': 'rshift', '>>>': 'rshift',
};

const compareNames: Readonly<Partial<Record<CompareOperator, string>>> = {
  '<': '__lt__', '<=': '__le__', '>': '__gt__', '>=': '__ge__', '==': '__eq__', '!=': '__ne__',
};

const mirrored: Readonly<Partial<Record<CompareOperator, CompareOperator>>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==', '!=': '!=' };

/** `bool(value)`; null when it is not known. */
export function truth(machine: Machine, value: Value): boolean | null {
  switch (value.kind) {
    case 'bool':
      return value.value;
    case 'int': {
      const order = compare(value.value, 0);
      return order === 'unknown' ? null : order === 'different';
    }
    case 'float':
      return value.value === null ? null : value.value !== 0;
    case 'str':
      return value.value === null ? null : value.value !== '';
    case 'none':
      return false;
    case 'list':
    case 'tuple':
      return value.items.length > 0 ? true : value.rest === null ? false : null;
    case 'dict':
      return value.entries.size > 0 ? true : value.open ? null : false;
    case 'set':
      return value.items.size > 0 ? true : value.open ? null : false;
    case 'range': {
      const order = compare(rangeLength(value), 0);
      return order === 'unknown' ? null : order === 'different';
    }
    case 'instance':
    case 'object': {
      const answer = callSpecial(machine, value, '__bool__');
      if (answer !== null) return answer.kind === 'bool' ? answer.value : null;
      const length = callSpecial(machine, value, '__len__');
      if (length !== null) return length.kind === 'int' ? truth(machine, length) : null;
      return value.class.open ? null : true;
    }
    case 'unknown':
    case 'lazy':
    case 'not-implemented':
      return null;
    default:
      return true;
  }
}

/** `len(value)`; null when it is not known. Raises TypeError for what has no length. */
export function lengthOf(machine: Machine, value: Value): Dim {
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return value.rest === null ? value.items.length : null;
    case 'dict':
      return value.open ? null : value.entries.size;
    case 'set':
      return value.open ? null : value.items.size;
    case 'str':
      return value.value === null ? null : value.isBytes ? value.value.length : Array.from(value.value).length;
    case 'range':
      return rangeLength(value);
    case 'unknown':
    case 'lazy':
      return null;
    default: {
      const length = callSpecial(machine, value, '__len__');
      if (length !== null) return length.kind === 'int' ? length.value : null;
      const type = classOf(value);
      if (type === null || type.open) return null;
      return fail('TypeError', `object of type '${type.name}' has no len()`);
    }
  }
}

type Numeric = { readonly kind: 'int' | 'float'; readonly value: Dim; readonly isComplex?: true };

/** Ints, bools and floats as numbers. */
function numeric(value: Value): Numeric | null {
  if (value.kind === 'int' || value.kind === 'float') return value;
  if (value.kind === 'bool') return { kind: 'int', value: value.value === null ? null : Number(value.value) };
  return null;
}

/** `a operator b`. Raises TypeError where no operand knows the other. */
export function binary(machine: Machine, operator: BinaryOperator, a: Value, b: Value): Value {
  const x = numeric(a);
  const y = x === null ? null : numeric(b);
  if (x !== null && y !== null) {
    if (a.kind === 'bool' && b.kind === 'bool' && (operator === '&' || operator === '|' || operator === '^')) return bool(bitwiseBool(operator, a.value, b.value));
    return arithmetic(operator, x, y);
  }
  const builtin = binaryOfBuiltins(machine, operator, a, b);
  if (builtin !== null) return builtin;
  const name = methodNames[operator];
  for (const [self, other, method] of [[a, b, `__${name}__`], [b, a, `__r${name}__`]] as const) {
    if (self.kind === 'unknown') continue;
    const result = callSpecial(machine, self, method, other);
    if (result !== null && result.kind !== 'not-implemented') return result;
  }
  const left = classOf(a);
  const right = classOf(b);
  if (left === null || right === null || left.open || right.open) return unknown;
  if (a.kind === 'class' && operator === '|') return unknown; // int | None, in annotations
  if (a.kind === 'none' && b.kind === 'class') return unknown;
  return fail('TypeError', `unsupported operand type(s) for ${operator}: '${left.name}' and '${right.name}'`);
}

function bitwiseBool(operator: '&' | '|' | '^', a: boolean | null, b: boolean | null): boolean | null {
  if (operator === '&' && (a === false || b === false)) return false;
  if (operator === '|' && (a === true || b === true)) return true;
  if (a === null || b === null) return null;
  return operator === '&' ? a && b : operator === '|' ? a || b : a !== b;
}

function arithmetic(operator: BinaryOperator, x: Numeric, y: Numeric): Value {
  const bothInts = x.kind === 'int' && y.kind === 'int';
  if (bothInts && operator !== '/') return integerArithmetic(operator, x.value, y.value);
  if (x.isComplex === true || y.isComplex === true) return unknownComplex;
  if (!isConcrete(x.value) || !isConcrete(y.value)) return unknownFloat;
  switch (operator) {
    case '+':
      return float(x.value + y.value);
    case '-':
      return float(x.value - y.value);
    case '*':
      return float(x.value * y.value);
    case '/':
      return y.value === 0 ? fail('ZeroDivisionError', 'division by zero') : float(x.value / y.value);
    case '//':
      return y.value === 0 ? fail('ZeroDivisionError', 'float floor division by zero') : float(Math.floor(x.value / y.value));
    case '%':
      return y.value === 0 ? fail('ZeroDivisionError', 'float modulo') : float(x.value - Math.floor(x.value / y.value) * y.value);
    case '**':
      return float(x.value ** y.value);
    default:
      return fail('TypeError', `unsupported operand type(s) for ${operator}: '${x.kind}' and '${y.kind}'`);
  }
}

/** A whole number that JavaScript holds exactly, or unknown. */
function exact(value: number): Value {
  return Number.isSafeInteger(value) ? int(value) : unknownInt;
}

function integerArithmetic(operator: BinaryOperator, x: Dim, y: Dim): Value {
  switch (operator) {
    case '+':
      return int(add(x, y));
    case '-':
      return int(sub(x, y));
    case '*':
      return int(mul(x, y));
    case '//':
    case '%':
      if (y === 0) return fail('ZeroDivisionError', operator === '//' ? 'integer division or modulo by zero' : 'integer modulo by zero');
      return int(operator === '//' ? floorDiv(x, y) : mod(x, y));
    case '**':
      if (isConcrete(y) && y >= 0 && y <= 8 && !isConcrete(x)) return int(Array.from({ length: y }, () => x).reduce<Dim>(mul, 1));
      if (!isConcrete(x) || !isConcrete(y)) return unknownInt;
      return y < 0 ? float(x ** y) : exact(x ** y);
    default:
  }
  if (!isConcrete(x) || !isConcrete(y)) return unknownInt;
  switch (operator) {
    case '<<':
      return exact(x * 2 ** y);
    case '>>':
      return exact(Math.floor(x / 2 ** y));
    case '&':
      return exact(Number(BigInt(x) & BigInt(y)));
    case '|':
      return exact(Number(BigInt(x) | BigInt(y)));
    case '^':
      return exact(Number(BigInt(x) ^ BigInt(y)));
    default:
      return fail('TypeError', `unsupported operand type(s) for ${operator}: 'int' and 'int'`);
  }
}

/** Operators of str, list, tuple, dict and set; null where they do not apply. */
function binaryOfBuiltins(machine: Machine, operator: BinaryOperator, a: Value, b: Value): Value | null {
  if (operator === '%' && a.kind === 'str') return formatPercent(machine, a, b);
  if (operator === '+') {
    if (a.kind === 'str' && b.kind === 'str') return a.value === null || b.value === null || a.value.length + b.value.length > mostCharacters ? unknownStr : { ...a, value: a.value + b.value };
    if (a.kind === 'list' && b.kind === 'list') return joinSequences(a, b, 'list');
    if (a.kind === 'tuple' && b.kind === 'tuple') return joinSequences(a, b, 'tuple');
  }
  if (operator === '*') {
    if (isSequence(a) && (b.kind === 'int' || b.kind === 'bool')) return repeat(a, numeric(b)?.value ?? null);
    if (isSequence(b) && (a.kind === 'int' || a.kind === 'bool')) return repeat(b, numeric(a)?.value ?? null);
  }
  if (operator === '|' && a.kind === 'dict' && b.kind === 'dict') {
    const merged = dict(a.class, a.missing);
    for (const [key, entry] of [...a.entries, ...b.entries]) merged.entries.set(key, entry);
    merged.open = a.open || b.open;
    return merged;
  }
  if (a.kind === 'set' && b.kind === 'set' && (operator === '|' || operator === '&' || operator === '-' || operator === '^')) {
    const result = set(a.frozen);
    const keeps = (key: string): boolean => {
      if (operator === '|') return true;
      const inBoth = a.items.has(key) && b.items.has(key);
      if (operator === '&') return inBoth;
      return operator === '-' ? !b.items.has(key) : !inBoth;
    };
    for (const [key, item] of [...a.items, ...(operator === '-' || operator === '&' ? [] : b.items)]) if (keeps(key)) result.items.set(key, item);
    result.open = a.open || b.open;
    return result;
  }
  return null;
}

function isSequence(value: Value): value is Extract<Value, { readonly kind: 'list' | 'tuple' | 'str' }> {
  return value.kind === 'list' || value.kind === 'tuple' || value.kind === 'str';
}

function joinSequences(a: Extract<Value, { readonly kind: 'list' | 'tuple' }>, b: typeof a, kind: 'list' | 'tuple'): Value {
  const make = kind === 'list' ? list : tuple;
  const items = [...a.items, ...b.items];
  const isLong = a.rest !== null || b.rest !== null || items.length > mostItems;
  return isLong ? make([], joinAll([...items, ...[a.rest, b.rest].filter((rest) => rest !== null)])) : make(items);
}

function repeat(value: Extract<Value, { readonly kind: 'list' | 'tuple' | 'str' }>, times: Dim): Value {
  if (value.kind === 'str') return value.value === null || !isConcrete(times) || times * value.value.length > mostCharacters ? unknownStr : { ...value, value: value.value.repeat(Math.max(0, times)) };
  const make = value.kind === 'list' ? list : tuple;
  if (value.rest !== null || !isConcrete(times) || times * value.items.length > 100_000) return make([], joinAll(value.rest === null ? value.items : [...value.items, value.rest]));
  return make(Array.from({ length: Math.max(0, times) }, () => value.items).flat());
}

/** `-x`, `+x`, `~x`. */
export function unary(machine: Machine, operator: '-' | '+' | '~', value: Value): Value {
  const number = numeric(value);
  if (number !== null) {
    if (number.kind === 'int') return operator === '-' ? int(neg(number.value)) : operator === '+' ? int(number.value) : int(sub(neg(number.value), 1));
    if (number.isComplex === true) return unknownComplex;
    if (operator !== '~') return float(isConcrete(number.value) ? (operator === '-' ? -number.value : number.value) : null);
  }
  if (value.kind === 'unknown') return unknown;
  const method = operator === '-' ? '__neg__' : operator === '+' ? '__pos__' : '__invert__';
  const result = callSpecial(machine, value, method);
  if (result !== null) return result;
  const type = classOf(value);
  return type === null || type.open ? unknown : fail('TypeError', `bad operand type for unary ${operator}: '${type.name}'`);
}

/** `a == b`; null when it is not known. */
export function equals(machine: Machine, a: Value, b: Value): boolean | null {
  const answer = compareValues(machine, '==', a, b);
  return answer.kind === 'bool' ? answer.value : truth(machine, answer);
}

/** `a is b`; null when it is not known. */
export function identical(a: Value, b: Value): boolean | null {
  if (a === b) return a.kind === 'unknown' ? null : true;
  if (a.kind === 'unknown' || b.kind === 'unknown' || a.kind === 'lazy' || b.kind === 'lazy') return null;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'bool' && b.kind === 'bool') return a.value === null || b.value === null ? null : a.value === b.value;
  if (a.kind === 'none') return true;
  if (a.kind === 'int' || a.kind === 'str' || a.kind === 'float' || a.kind === 'tuple') {
    const key = keyOf(a);
    return key === null ? null : key === keyOf(b);
  }
  return a.kind === 'ellipsis' || a.kind === 'not-implemented';
}

/** `a operator b` of a comparison. */
export function compareValues(machine: Machine, operator: CompareOperator, a: Value, b: Value): Value {
  switch (operator) {
    case 'is':
      return bool(identical(a, b));
    case 'is not': {
      const same = identical(a, b);
      return bool(same === null ? null : !same);
    }
    case 'in':
      return bool(contains(machine, b, a));
    case 'not in': {
      const found = contains(machine, b, a);
      return bool(found === null ? null : !found);
    }
    default:
  }
  const x = numeric(a);
  const y = x === null ? null : numeric(b);
  if (x !== null && y !== null) return bool(compareNumbers(operator, x.value, y.value));
  if (a.kind === 'str' && b.kind === 'str') {
    if (a.value === null || b.value === null) return unknownBool;
    return bool(a.isBytes === b.isBytes ? compareNumbers(operator, a.value < b.value ? -1 : a.value > b.value ? 1 : 0, 0) : operator === '!=');
  }
  if ((a.kind === 'list' && b.kind === 'list') || (a.kind === 'tuple' && b.kind === 'tuple')) return bool(compareSequences(machine, operator, a, b));
  if (a.kind === 'unknown' && b.kind === 'unknown') return unknownBool;
  for (const [self, other, method] of [[a, b, compareNames[operator]], [b, a, compareNames[mirrored[operator] ?? operator]]] as const) {
    if (self.kind === 'unknown' || method === undefined) continue;
    const type = self.kind === 'class' ? self.metaclass : classOf(self);
    const found = type === null ? null : lookup(type, method);
    if (found === null || (found.kind === 'native' && isDefault(found.name))) continue;
    const result = callSpecial(machine, self, method, other);
    if (result !== null && result.kind !== 'not-implemented') return result;
  }
  if (operator === '!=') {
    const same = equals(machine, a, b);
    return bool(same === null ? null : !same);
  }
  if (operator === '==') return bool(defaultEquals(machine, a, b));
  const left = classOf(a);
  const right = classOf(b);
  if (left === null || right === null || left.open || right.open) return unknownBool;
  if (a.kind === 'set' && b.kind === 'set') return unknownBool;
  return fail('TypeError', `'${operator}' not supported between instances of '${left.name}' and '${right.name}'`);
}

/** `object`'s own comparisons decide nothing. */
function isDefault(name: string): boolean {
  return name === 'object.__eq__' || name === 'object.__ne__';
}

function defaultEquals(machine: Machine, a: Value, b: Value): boolean | null {
  if (a === b && a.kind !== 'unknown') return true;
  if (a.kind === 'dict' && b.kind === 'dict') {
    if (a.open || b.open) return null;
    if (a.entries.size !== b.entries.size) return false;
    return every([...a.entries], ([key, entry]) => {
      const other = b.entries.get(key);
      return other === undefined ? false : equals(machine, entry.value, other.value);
    });
  }
  if (a.kind === 'set' && b.kind === 'set') return a.open || b.open ? null : a.items.size === b.items.size && [...a.items.keys()].every((key) => b.items.has(key));
  if (a.kind === 'range' && b.kind === 'range') return null;
  const left = classOf(a);
  const right = classOf(b);
  if (left === null || right === null) return null;
  if (a.kind !== b.kind) return left.open || right.open ? null : false;
  if (a.kind === 'method') return keyOf(a) === keyOf(b);
  return identical(a, b);
}

function every<T>(items: readonly T[], holds: (item: T) => boolean | null): boolean | null {
  let answer: boolean | null = true;
  for (const item of items) {
    const held = holds(item);
    if (held === false) return false;
    if (held === null) answer = null;
  }
  return answer;
}

function compareNumbers(operator: CompareOperator, x: Dim, y: Dim): boolean | undefined {
  switch (operator) {
    case '==':
    case '!=': {
      const order = compare(x, y);
      return order === 'unknown' ? undefined : (order === 'equal') === (operator === '==');
    }
    case '<':
      return lessThan(x, y);
    case '>':
      return lessThan(y, x);
    case '<=': {
      const more = lessThan(y, x);
      return more === undefined ? undefined : !more;
    }
    default: {
      const less = lessThan(x, y);
      return less === undefined ? undefined : !less;
    }
  }
}

type Sequence = Extract<Value, { readonly kind: 'list' | 'tuple' }>;

function compareSequences(machine: Machine, operator: CompareOperator, a: Sequence, b: Sequence): boolean | null | undefined {
  if (a.rest !== null || b.rest !== null) return null;
  if (operator === '==' || operator === '!=') {
    const same = a.items.length !== b.items.length ? false : every([...a.items.entries()], ([index, item]) => equals(machine, item, b.items[index] ?? unknown));
    return same === null ? null : same === (operator === '==');
  }
  for (const [index, item] of a.items.entries()) {
    const other = b.items[index];
    if (other === undefined) break;
    const same = equals(machine, item, other);
    if (same === null) return null;
    if (!same) return truth(machine, compareValues(machine, operator, item, other));
  }
  return compareNumbers(operator, a.items.length, b.items.length);
}

/** `item in container`; null when it is not known. */
export function contains(machine: Machine, container: Value, item: Value): boolean | null {
  switch (container.kind) {
    case 'dict':
    case 'set': {
      const key = keyOf(item);
      if (key === null) return truth(machine, container) === false ? false : null;
      const has = container.kind === 'dict' ? container.entries.has(key) : container.items.has(key);
      if (has) return true;
      if (container.kind === 'dict' && loadRegistry(machine, container)) return contains(machine, container, item);
      return container.open ? null : false;
    }
    case 'str':
      return container.value === null || item.kind !== 'str' || item.value === null ? null : container.value.includes(item.value);
    case 'unknown':
      return null;
    default: {
      const answer = container.kind === 'instance' || container.kind === 'object' || container.kind === 'class' ? callSpecial(machine, container, '__contains__', item) : null;
      if (answer !== null) return truth(machine, answer);
      const elements = iterate(machine, container);
      let found: boolean | null = elements.rest === null ? false : null;
      for (const element of elements.items) {
        const same = element === item && item.kind !== 'unknown' ? true : equals(machine, element, item);
        if (same === true) return true;
        if (same === null) found = null;
      }
      return found;
    }
  }
}

/** `str(value)` as far as it is known. */
export function text(machine: Machine, value: Value): string | null {
  if (value.kind === 'str') return value.isBytes ? null : value.value;
  if (value.kind === 'instance') {
    const custom = callSpecial(machine, value, '__str__');
    if (custom !== null) return custom.kind === 'str' ? custom.value : null;
    const args = attributesOf(value)?.get('args');
    if (args?.kind === 'tuple' && args.items.length === 1 && args.items[0] !== undefined) return text(machine, args.items[0]);
  }
  return repr(machine, value);
}

/** `repr(value)` as far as it is known. */
export function repr(machine: Machine, value: Value): string | null {
  const all = (items: readonly Value[]): string | null => {
    const texts = items.map((item) => repr(machine, item));
    return texts.includes(null) ? null : texts.join(', ');
  };
  switch (value.kind) {
    case 'int':
      return isConcrete(value.value) ? String(value.value) : null;
    case 'float':
      return value.value === null ? null : floatText(value.value);
    case 'bool':
      return value.value === null ? null : value.value ? 'True' : 'False';
    case 'none':
      return 'None';
    case 'ellipsis':
      return 'Ellipsis';
    case 'str':
      return value.value === null ? null : `${value.isBytes ? 'b' : ''}${quote(value.value)}`;
    case 'list':
    case 'tuple': {
      if (value.rest !== null) return null;
      const custom = value.class === null ? null : callSpecial(machine, value, '__repr__');
      if (custom !== null) return custom.kind === 'str' ? custom.value : null;
      const inner = all(value.items);
      if (inner === null) return null;
      return value.kind === 'list' ? `[${inner}]` : `(${inner}${value.items.length === 1 ? ',' : ''})`;
    }
    case 'dict': {
      if (value.open) return null;
      const texts = [...value.entries.values()].map((entry) => {
        const key = repr(machine, entry.key);
        const item = repr(machine, entry.value);
        return key === null || item === null ? null : `${key}: ${item}`;
      });
      return texts.includes(null) ? null : `{${texts.join(', ')}}`;
    }
    case 'set': {
      if (value.open || value.items.size === 0) return value.open ? null : value.frozen ? 'frozenset()' : 'set()';
      const inner = all([...value.items.values()]);
      return inner === null ? null : value.frozen ? `frozenset({${inner}})` : `{${inner}}`;
    }
    case 'range': {
      const { start, stop, step } = value;
      if (!isConcrete(start) || !isConcrete(stop) || !isConcrete(step)) return null;
      return step === 1 ? `range(${String(start)}, ${String(stop)})` : `range(${String(start)}, ${String(stop)}, ${String(step)})`;
    }
    case 'class':
      return `<class '${value.module === 'builtins' ? '' : `${value.module}.`}${value.name}'>`;
    case 'instance':
    case 'object': {
      const custom = callSpecial(machine, value, '__repr__');
      if (custom !== null) return custom.kind === 'str' ? custom.value : null;
      const args = value.attributes.get('args');
      if (args?.kind === 'tuple' && value.class.mro.some((type) => type.name === 'BaseException')) {
        const inner = all(args.items);
        return inner === null ? null : `${value.class.name}(${inner})`;
      }
      return null;
    }
    default:
      return null;
  }
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : String(value)}.0` : String(value);
}

function quote(value: string): string {
  const mark = value.includes("'") && !value.includes('"') ? '"' : "'";
  const escaped = value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  return `${mark}${mark === "'" ? escaped.replaceAll("'", "\\'") : escaped}${mark}`;
}
