/** `int`, `float`, `bool` and `complex`, and the builtin functions of numbers. */
import { isConcrete, lessOrEqual, neg } from '../../../kernels/dims/dim';
import type { Dim } from '../../../kernels/dims/dim';
import { boolClass, classOf, complexClass, floatClass, intClass, setConstructor } from '../class';
import { fail } from '../exception';
import type { Machine } from '../machine';
import { binary, repr, truth } from '../operator';
import { addMethods, bindArguments, defineNative, parseSignature } from '../signature';
import type { BoundArguments } from '../signature';
import { callSpecial } from '../special';
import { bool, float, int, native, str, tuple, unknown, unknownComplex, unknownFloat, unknownInt, unknownStr } from '../value';
import type { ClassValue, Value } from '../value';
import { fixed } from './format';
import { knownInt } from './known';

/** The number of an int, bool or float as a dimension; null when it is not known, undefined for what is no number. */
export function numberOf(value: Value): Dim | undefined {
  if (value.kind === 'int' || value.kind === 'float') return value.value;
  if (value.kind === 'bool') return value.value === null ? null : Number(value.value);
  return undefined;
}

/** A whole number that JavaScript holds exactly, or unknown. */
export function wholeNumber(value: number): Value {
  return Number.isSafeInteger(value) ? int(value + 0) : unknownInt;
}

/** `int(value)` */
export function toInt(machine: Machine, value: Value): Value {
  switch (value.kind) {
    case 'int':
      return value;
    case 'bool':
      return int(value.value === null ? null : Number(value.value));
    case 'float':
      if (value.value === null) return unknownInt;
      if (Number.isNaN(value.value)) return fail('ValueError', 'cannot convert float NaN to integer');
      if (!Number.isFinite(value.value)) return fail('OverflowError', 'cannot convert float infinity to integer');
      return wholeNumber(Math.trunc(value.value));
    case 'str': {
      if (value.value === null || value.isBytes) return unknownInt;
      const digits = value.value.trim();
      if (/^[+-]?\d+(_\d+)*$/.test(digits)) return wholeNumber(Number(digits.replaceAll('_', '')));
      return fail('ValueError', `invalid literal for int() with base 10: ${repr(machine, value) ?? ''}`);
    }
    case 'unknown':
    case 'lazy':
      return unknownInt;
    default: {
      const result = callSpecial(machine, value, '__int__') ?? callSpecial(machine, value, '__index__') ?? callSpecial(machine, value, '__trunc__');
      if (result !== null) return result.kind === 'int' ? result : unknownInt;
      const type = classOf(value);
      if (type === null || type.open) return unknownInt;
      return fail('TypeError', `int() argument must be a string, a bytes-like object or a real number, not '${type.name}'`);
    }
  }
}

/** `int(text, base)` */
function parseInteger(machine: Machine, value: Value, base: Value): Value {
  if (value.kind !== 'str' || value.value === null || base.kind !== 'int' || !isConcrete(base.value)) return unknownInt;
  const [, sign = '', prefix = '', digits = ''] = /^\s*([+-]?)(0[xXoObB])?([0-9a-zA-Z_]+)\s*$/.exec(value.value) ?? [];
  const radix = base.value === 0 ? ({ x: 16, o: 8, b: 2 }[prefix.slice(1).toLowerCase()] ?? 10) : base.value;
  const known = '0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, radix);
  const plain = digits.replaceAll('_', '').toLowerCase();
  if (plain === '' || Array.from(plain).some((digit) => !known.includes(digit))) {
    return fail('ValueError', `invalid literal for int() with base ${String(base.value)}: ${repr(machine, value) ?? ''}`);
  }
  const size = parseInt(plain, radix);
  return wholeNumber(sign === '-' ? -size : size);
}

/** `float(value)` */
export function toFloat(machine: Machine, value: Value): Value {
  switch (value.kind) {
    case 'float':
      return value;
    case 'int':
      return float(isConcrete(value.value) ? value.value : null);
    case 'bool':
      return float(value.value === null ? null : Number(value.value));
    case 'str': {
      if (value.value === null || value.isBytes) return unknownFloat;
      const source = value.value.trim().toLowerCase().replaceAll('_', '');
      if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(source)) return float(Number(source));
      const [, sign, word] = /^([+-]?)(inf|infinity|nan)$/.exec(source) ?? [];
      if (word !== undefined) return float(word === 'nan' ? NaN : sign === '-' ? -Infinity : Infinity);
      return fail('ValueError', `could not convert string to float: ${repr(machine, value) ?? ''}`);
    }
    case 'unknown':
    case 'lazy':
      return unknownFloat;
    default: {
      const result = callSpecial(machine, value, '__float__') ?? callSpecial(machine, value, '__index__');
      if (result !== null) return result.kind === 'float' ? result : result.kind === 'int' ? toFloat(machine, result) : unknownFloat;
      const type = classOf(value);
      if (type === null || type.open) return unknownFloat;
      return fail('TypeError', `float() argument must be a string or a real number, not '${type.name}'`);
    }
  }
}

/** `round` of a float to so many decimals, exact ties to the even digit. */
function roundFloat(value: number, decimals: number): number {
  const size = Math.abs(value);
  if (decimals < 0) {
    const unit = 10 ** -decimals;
    return Math.sign(value) * Number(fixed(size / unit, 0)) * unit;
  }
  return Math.sign(value) * Number(fixed(size, Math.min(decimals, 100)));
}

function round(machine: Machine, args: BoundArguments): Value {
  const value = args.get('number');
  const digits = args.get('ndigits');
  if (value.kind === 'float') {
    if (digits.kind === 'none') return value.value === null || !Number.isFinite(value.value) ? unknownInt : wholeNumber(roundFloat(value.value, 0));
    return value.value === null || digits.kind !== 'int' || !isConcrete(digits.value) ? unknownFloat : float(roundFloat(value.value, digits.value));
  }
  if (value.kind === 'int' || value.kind === 'bool') {
    if (digits.kind === 'int' && isConcrete(digits.value) && digits.value < 0) {
      const number = numberOf(value);
      return isConcrete(number ?? null) ? wholeNumber(roundFloat(Number(number), digits.value)) : unknownInt;
    }
    return toInt(machine, value);
  }
  return callSpecial(machine, value, '__round__', ...(digits.kind === 'none' ? [] : [digits])) ?? unknown;
}

function absolute(machine: Machine, value: Value): Value {
  const number = numberOf(value);
  if (number === undefined) return callSpecial(machine, value, '__abs__') ?? unknown;
  if (value.kind === 'float') return value.isComplex === true ? unknownFloat : float(isConcrete(number) ? Math.abs(number) : null);
  if (lessOrEqual(0, number) === true) return int(number);
  return lessOrEqual(number, 0) === true ? int(neg(number)) : unknownInt;
}

function power(machine: Machine, args: BoundArguments): Value {
  const modulus = args.get('mod');
  if (modulus.kind === 'none') return binary(machine, '**', args.get('base'), args.get('exp'));
  const [base, exponent, by] = [knownInt(args.get('base')), knownInt(args.get('exp')), knownInt(modulus)];
  if (base === null || exponent === null || by === null || exponent < 0 || exponent > 10_000 || by === 0) return unknownInt;
  const left = BigInt(by);
  return wholeNumber(Number(((BigInt(base) ** BigInt(exponent) % left) + left) % left));
}

/** Digits of an int in a base, as `bin`, `oct` and `hex` show them. */
function digitsOf(prefix: string, base: number) {
  return (_machine: Machine, args: BoundArguments): Value => {
    const number = knownInt(args.get('number'));
    if (number === null) return unknownStr;
    return str(`${number < 0 ? '-' : ''}${prefix}${Math.abs(number).toString(base)}`);
  };
}

function constructInt(machine: Machine, type: ClassValue, args: BoundArguments): Value {
  // A class derived from int is not modelled: what its values can do is not known.
  if (type !== intClass) return unknown;
  return args.has('base') ? parseInteger(machine, args.get('x'), args.get('base')) : toInt(machine, args.get('x'));
}

/** A read-only attribute. */
function attribute(type: ClassValue, name: string, get: (value: Value) => Value): void {
  const getter = native(name, (_machine, args) => get(args.positional[0] ?? unknown));
  type.attributes.set(name, { kind: 'property', getter, setter: null, cached: false });
}

/** Sets up the classes of numbers. */
export function defineNumbers(): void {
  const intSignature = parseSignature('int(x=0, /, base=10)');
  setConstructor(intClass, (machine, type, args) => constructInt(machine, type, bindArguments(intSignature, args)));
  const floatSignature = parseSignature('float(x=0.0, /)');
  setConstructor(floatClass, (machine, type, args) => (type === floatClass ? toFloat(machine, bindArguments(floatSignature, args).get('x')) : unknown));
  setConstructor(boolClass, (machine, _type, args) => {
    const [value] = args.positional;
    return value === undefined ? bool(args.open ? null : false) : bool(truth(machine, value));
  });
  setConstructor(complexClass, (_machine, _type, { positional }) => (positional.every(({ kind }) => kind === 'int' || kind === 'float' || kind === 'bool') ? unknownComplex : unknown));
  addMethods(intClass, 'int', {
    'bit_length()': (_machine, self) => (isConcrete(self.value) ? int(self.value === 0 ? 0 : Math.abs(self.value).toString(2).length) : unknownInt),
    'bit_count()': (_machine, self) => (isConcrete(self.value) ? int(Math.abs(self.value).toString(2).replaceAll('0', '').length) : unknownInt),
    'conjugate()': (_machine, self) => self,
    'is_integer()': () => bool(true),
    'as_integer_ratio()': (_machine, self) => tuple([self, int(1)]),
    "to_bytes(length=1, byteorder='big', *, signed=False)": () => ({ kind: 'str', value: null, isBytes: true }),
    '__int__()': (_machine, self) => self,
    '__index__()': (_machine, self) => self,
    '__float__()': (machine, self) => toFloat(machine, self),
    '__hash__()': () => unknownInt,
  });
  addMethods(floatClass, 'float', {
    'is_integer()': (_machine, self) => bool(self.value === null ? null : Number.isInteger(self.value)),
    'conjugate()': (_machine, self) => self,
    'hex()': () => unknownStr,
    'as_integer_ratio()': () => tuple([unknownInt, unknownInt]),
    '__int__()': (machine, self) => toInt(machine, self),
    '__float__()': (_machine, self) => self,
    '__hash__()': () => unknownInt,
  });
  for (const [name, get] of [['real', (value: Value): Value => value], ['imag', (): Value => int(0)], ['numerator', (value: Value): Value => value], ['denominator', (): Value => int(1)]] as const) {
    attribute(intClass, name, get);
  }
  attribute(floatClass, 'real', (value) => value);
  attribute(floatClass, 'imag', () => float(0));
  intClass.attributes.set('from_bytes', { kind: 'wrapped', type: 'static', function: native('from_bytes', () => unknownInt) });
  floatClass.attributes.set('fromhex', { kind: 'wrapped', type: 'static', function: native('fromhex', () => unknownFloat) });
}

/** The builtin functions of numbers. */
export const numberFunctions = [
  defineNative('round(number, ndigits=None)', round),
  defineNative('abs(x, /)', (machine, args) => absolute(machine, args.get('x'))),
  defineNative('divmod(x, y, /)', (machine, args) => tuple([binary(machine, '//', args.get('x'), args.get('y')), binary(machine, '%', args.get('x'), args.get('y'))])),
  defineNative('pow(base, exp, mod=None)', power),
  defineNative('bin(number, /)', digitsOf('0b', 2)),
  defineNative('oct(number, /)', digitsOf('0o', 8)),
  defineNative('hex(number, /)', digitsOf('0x', 16)),
  defineNative('chr(i, /)', (_machine, args) => {
    const code = knownInt(args.get('i'));
    if (code === null) return unknownStr;
    return code < 0 || code > 0x10ffff ? fail('ValueError', 'chr() arg not in range(0x110000)') : str(String.fromCodePoint(code));
  }),
  defineNative('ord(c, /)', (_machine, args) => {
    const value = args.get('c');
    return value.kind === 'str' && value.value !== null ? int(value.value.codePointAt(0) ?? null) : unknownInt;
  }),
];
