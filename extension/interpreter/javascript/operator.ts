/** Operators, comparisons, truth, numbers and texts of values, as JavaScript defines them. */
import { add, compare, floorDiv, isConcrete, lessThan, mod, mul, neg, sub } from '../../../kernels/dims/dim';
import type { Dim } from '../../../kernels/dims/dim';
import type { BinaryOperator, CompareOperator } from '../../syntax/ir';
import { callValue } from '../call';
import { isSubclass, lookup } from '../class';
import type { Machine } from '../machine';
import { bool, float, int, keyOf, positional, str, undefinedValue, unknown, unknownBool, unknownFloat, unknownInt, unknownStr } from '../value';
import type { Value } from '../value';
import { throwError } from './error';
import { classOfFunction, functionClass, objectClass, scriptClassOf, symbolClass } from './object';
import { findProperty, hasProperty } from './property';

/** `Boolean(value)`; null when it is not known. */
export function truth(value: Value): boolean | null {
  switch (value.kind) {
    case 'bool':
      return value.value;
    case 'int': {
      const order = compare(value.value, 0);
      return order === 'unknown' ? null : order === 'different';
    }
    case 'float':
      return value.value === null ? null : value.value !== 0 && !Number.isNaN(value.value);
    case 'str':
      return value.value === null ? null : value.value !== '';
    case 'none':
    case 'undefined':
      return false;
    case 'unknown':
    case 'lazy':
      return null;
    default:
      return true;
  }
}

/** A number as a value: one without a fraction is an int. */
export function number(value: number): Value {
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? int(value) : float(value);
}

interface Numeric {
  /** Null: not known. */
  readonly value: Dim;
  /** It has no fraction, whatever it is. */
  readonly isWhole: boolean;
}

/** The number that a value stands for; null where not even that it is one is known. */
function numeric(machine: Machine, value: Value): Numeric | null {
  switch (value.kind) {
    case 'int':
      return { value: value.value, isWhole: true };
    case 'float':
      return { value: value.value, isWhole: false };
    case 'bool':
      return { value: value.value === null ? null : Number(value.value), isWhole: true };
    case 'none':
      return { value: 0, isWhole: true };
    case 'undefined':
      return { value: Number.NaN, isWhole: false };
    case 'str':
      return { value: value.value === null ? null : Number(value.value), isWhole: false };
    case 'unknown':
    case 'lazy':
      return null;
    default: {
      const primitive = findProperty(machine, value, 'valueOf');
      if (primitive !== null && primitive.kind === 'function') return numeric(machine, callValue(machine, { kind: 'method', function: primitive, self: value }, positional()));
      const text = textOf(machine, value);
      return { value: text === null ? null : Number(text), isWhole: false };
    }
  }
}

/** `Number(value)`. */
export function numberOf(machine: Machine, value: Value): Value {
  if (value.kind === 'int' || value.kind === 'float') return value;
  const found = numeric(machine, value);
  if (found === null) return unknown;
  return isConcrete(found.value) ? number(found.value) : found.isWhole ? unknownInt : unknownFloat;
}

/** The number that is known of a value; null for any other. */
export function knownNumber(value: Value | undefined): number | null {
  return (value?.kind === 'int' || value?.kind === 'float') && isConcrete(value.value) ? value.value : null;
}

/** `String(value)`; null when it is not known. */
export function textOf(machine: Machine, value: Value): string | null {
  switch (value.kind) {
    case 'str':
      return value.value;
    case 'int':
    case 'float':
      return isConcrete(value.value) ? String(value.value) : null;
    case 'bool':
      return value.value === null ? null : String(value.value);
    case 'none':
      return 'null';
    case 'undefined':
      return 'undefined';
    case 'list': {
      if (value.rest !== null) return null;
      const parts = value.items.map((item) => (item.kind === 'none' || item.kind === 'undefined' ? '' : textOf(machine, item)));
      return parts.includes(null) ? null : parts.join(',');
    }
    case 'instance': {
      const method = findProperty(machine, value, 'toString');
      if (method === null || method.kind === 'unknown') return null;
      const made = callValue(machine, method.kind === 'function' ? { kind: 'method', function: method, self: value } : method, positional());
      return made.kind === 'str' ? made.value : null;
    }
    default:
      return null;
  }
}

/** The name of the property that a value names in brackets; null when it is not known. */
export function propertyName(machine: Machine, value: Value): string | null {
  if (value.kind === 'object' && value.class === symbolClass) return `@@${String(value.data)}`;
  return textOf(machine, value);
}

function isText(value: Value): boolean {
  return value.kind === 'str' || value.kind === 'list' || value.kind === 'instance' || value.kind === 'function' || value.kind === 'object' || value.kind === 'dict';
}

/** `a operator b`. */
export function binary(machine: Machine, operator: BinaryOperator, a: Value, b: Value): Value {
  if (operator === '+' && (isText(a) || isText(b))) {
    const x = a.kind === 'unknown' ? null : textOf(machine, a);
    const y = b.kind === 'unknown' ? null : textOf(machine, b);
    return x === null || y === null ? unknownStr : str(x + y);
  }
  const x = numeric(machine, a);
  const y = numeric(machine, b);
  // A text may be added to; all else gives a number.
  if (x === null || y === null) return operator === '+' ? unknown : '|&^<<>>>'.includes(operator) ? unknownInt : unknown;
  return arithmetic(operator, x, y);
}

function arithmetic(operator: BinaryOperator, x: Numeric, y: Numeric): Value {
  if (isConcrete(x.value) && isConcrete(y.value)) return number(calculate(operator, x.value, y.value));
  if (!x.isWhole || !y.isWhole) return '|&^<<>>>'.includes(operator) ? unknownInt : unknownFloat;
  switch (operator) {
    case '+':
      return int(add(x.value, y.value));
    case '-':
      return int(sub(x.value, y.value));
    case '*':
      return int(mul(x.value, y.value));
    case '%':
      return int(mod(x.value, y.value));
    case '/':
      return y.value !== null && compare(mod(x.value, y.value), 0) === 'equal' ? int(floorDiv(x.value, y.value)) : unknownFloat;
    default:
      return unknownInt;
  }
}

function calculate(operator: BinaryOperator, x: number, y: number): number {
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case '%':
      return x % y;
    case '**':
      return x ** y;
    case '&':
      return x & y;
    case '|':
      return x | y;
    case '^':
      return x ^ y;
    case '<<':
      return x << y;
    case '>>':
      return x >> y;
    case '>>>':
      return x >>> y;
    default:
      return Number.NaN;
  }
}

/** `-x`, `+x`, `~x`, `typeof x`, `void x`. */
export function unary(machine: Machine, operator: '-' | '+' | '~' | 'typeof' | 'void', value: Value): Value {
  if (operator === 'void') return undefinedValue;
  if (operator === 'typeof') return str(typeName(value));
  if (operator === '+') return numberOf(machine, value);
  const found = numeric(machine, value);
  if (found === null) return operator === '~' ? unknownInt : unknown;
  if (isConcrete(found.value)) return number(operator === '-' ? -found.value : ~found.value);
  if (operator === '~') return unknownInt;
  return found.isWhole ? int(neg(found.value)) : unknownFloat;
}

/** What `typeof` says; null when it is not known. */
export function typeName(value: Value): string | null {
  switch (value.kind) {
    case 'unknown':
    case 'lazy':
      return null;
    case 'undefined':
      return 'undefined';
    case 'str':
      return 'string';
    case 'int':
    case 'float':
      return 'number';
    case 'bool':
      return 'boolean';
    case 'function':
    case 'native':
    case 'method':
    case 'class':
      return 'function';
    case 'object':
      return value.class === symbolClass ? 'symbol' : 'object';
    default:
      return 'object';
  }
}

/** `a === b`; null when it is not known. */
export function strictEquals(a: Value, b: Value): boolean | null {
  if (a.kind === 'unknown' || b.kind === 'unknown' || a.kind === 'lazy' || b.kind === 'lazy') return null;
  const isNumber = (value: Value): value is Extract<Value, { readonly kind: 'int' | 'float' }> => value.kind === 'int' || value.kind === 'float';
  if (isNumber(a) && isNumber(b)) {
    const order = compare(a.value, b.value);
    return order === 'unknown' ? null : order === 'equal' && !Number.isNaN(a.value);
  }
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'str' && b.kind === 'str') return a.value === null || b.value === null ? null : a.value === b.value;
  if (a.kind === 'bool' && b.kind === 'bool') return a.value === null || b.value === null ? null : a.value === b.value;
  if (a.kind === 'none' || a.kind === 'undefined') return true;
  // Two that became one in a branch may be either.
  if (a.kind === 'object' && a.class.join !== null) return null;
  if (a.kind === 'method') return keyOf(a) === keyOf(b);
  return a.kind === 'native' ? null : false;
}

/** As `===`, but that NaN is the same as itself; null when it is not known. */
export function sameValue(a: Value, b: Value): boolean | null {
  const isNaN = (value: Value): boolean => value.kind === 'float' && Number.isNaN(value.value);
  return isNaN(a) && isNaN(b) ? true : strictEquals(a, b);
}

/** `a == b`; null when it is not known. */
function looseEquals(machine: Machine, a: Value, b: Value): boolean | null {
  const isNothing = (value: Value): boolean => value.kind === 'none' || value.kind === 'undefined';
  if (a.kind === 'unknown' || b.kind === 'unknown') return null;
  if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b);
  const types = [typeName(a), typeName(b)];
  if (types[0] === types[1]) return strictEquals(a, b);
  const x = numeric(machine, a);
  const y = numeric(machine, b);
  if (x === null || y === null) return null;
  const order = compare(x.value, y.value);
  return order === 'unknown' ? null : order === 'equal';
}

function negated(answer: boolean | null): Value {
  return bool(answer === null ? null : !answer);
}

/** `a operator b` of a comparison. */
export function compareValues(machine: Machine, operator: CompareOperator, a: Value, b: Value): Value {
  switch (operator) {
    case '===':
      return bool(strictEquals(a, b));
    case '!==':
      return negated(strictEquals(a, b));
    case '==':
      return bool(looseEquals(machine, a, b));
    case '!=':
      return negated(looseEquals(machine, a, b));
    case 'in': {
      const name = propertyName(machine, a);
      return bool(name === null ? null : hasProperty(machine, b, name));
    }
    case 'instanceof':
      return bool(isInstance(a, b));
    default:
  }
  if (a.kind === 'str' && b.kind === 'str') {
    if (a.value === null || b.value === null) return unknownBool;
    return bool(ordered(operator, a.value < b.value ? -1 : a.value > b.value ? 1 : 0, 0));
  }
  const x = numeric(machine, a);
  const y = numeric(machine, b);
  return bool(x === null || y === null ? null : ordered(operator, x.value, y.value));
}

function ordered(operator: CompareOperator, x: Dim, y: Dim): boolean | null {
  if (isConcrete(x) && isConcrete(y)) {
    return operator === '<' ? x < y : operator === '<=' ? x <= y : operator === '>' ? x > y : x >= y;
  }
  const not = (answer: boolean | null): boolean | null => (answer === null ? null : !answer);
  switch (operator) {
    case '<':
      return lessThan(x, y) ?? null;
    case '>':
      return lessThan(y, x) ?? null;
    case '<=':
      return not(lessThan(y, x) ?? null);
    default:
      return not(lessThan(x, y) ?? null);
  }
}

/** `value instanceof type`; null when it is not known. */
export function isInstance(value: Value, type: Value): boolean | null {
  const target = type.kind === 'function' ? classOfFunction(type) : type;
  if (target.kind !== 'class') return target.kind === 'unknown' ? null : throwError('TypeError', "Right-hand side of 'instanceof' is not callable");
  if (value.kind === 'unknown' || value.kind === 'lazy') return null;
  const name = typeName(value);
  if (name !== 'object' && name !== 'function') return false;
  if (value.kind === 'none') return false;
  const own = scriptClassOf(value);
  if (own === null) return null;
  return target === objectClass || (target === functionClass && name === 'function') ? true : isSubclass(own, target);
}

/** What a class has for its values, by name; null when it has none. */
export function ofClass(value: Value, name: string): Value | null {
  const type = scriptClassOf(value);
  return type === null ? null : lookup(type, name);
}
