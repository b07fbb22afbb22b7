/** `math`: computed where the numbers are known. */
import { isConcrete } from '../../../kernels/dims/dim';
import { knownInt } from '../../interpreter/builtin/known';
import { toFloat, toInt, wholeNumber } from '../../interpreter/builtin/number';
import { fail } from '../../interpreter/exception';
import { iterate } from '../../interpreter/iterate';
import type { Machine } from '../../interpreter/machine';
import { binary } from '../../interpreter/operator';
import { defineNatives } from '../../interpreter/signature';
import type { BoundArguments, NativeTable } from '../../interpreter/signature';
import { callSpecial } from '../../interpreter/special';
import { bool, float, int, tuple, unknown, unknownBool, unknownFloat, unknownInt } from '../../interpreter/value';
import type { Value } from '../../interpreter/value';

/** Functions of one float. */
const ofFloat: Readonly<Record<string, (x: number) => number>> = {
  sqrt: Math.sqrt, exp: Math.exp, exp2: (x) => 2 ** x, expm1: Math.expm1, log2: Math.log2, log10: Math.log10, log1p: Math.log1p, cbrt: Math.cbrt,
  sin: Math.sin, cos: Math.cos, tan: Math.tan, asin: Math.asin, acos: Math.acos, atan: Math.atan,
  sinh: Math.sinh, cosh: Math.cosh, tanh: Math.tanh, asinh: Math.asinh, acosh: Math.acosh, atanh: Math.atanh,
  fabs: Math.abs, degrees: (x) => x * (180 / Math.PI), radians: (x) => x * (Math.PI / 180),
};

/** The number as a float; null when it is not known. */
function known(machine: Machine, value: Value): number | null {
  const number = toFloat(machine, value);
  return number.kind === 'float' ? number.value : null;
}

/** A result out of the function's domain: not a number, or infinite, for a number that is neither. */
function inDomain(result: number, ...arguments_: readonly number[]): Value {
  if (arguments_.every(Number.isFinite)) {
    if (Number.isNaN(result)) return fail('ValueError', 'math domain error');
    if (!Number.isFinite(result)) return result < 0 ? fail('ValueError', 'math domain error') : fail('OverflowError', 'math range error');
  }
  return float(result);
}

function unary(run: (x: number) => number) {
  return (machine: Machine, args: BoundArguments): Value => {
    const x = known(machine, args.get('x'));
    return x === null ? unknownFloat : inDomain(run(x), x);
  };
}

function pair(run: (x: number, y: number) => number) {
  return (machine: Machine, args: BoundArguments): Value => {
    const [x, y] = [known(machine, args.get('x')), known(machine, args.get('y'))];
    return x === null || y === null ? unknownFloat : inDomain(run(x, y), x, y);
  };
}

function test(run: (x: number) => boolean) {
  return (machine: Machine, args: BoundArguments): Value => {
    const value = args.get('x');
    // An int is finite, whatever its number.
    if (value.kind === 'int') return bool(run(0));
    const x = known(machine, value);
    return x === null ? unknownBool : bool(run(x));
  };
}

/** `ceil`, `floor`, `trunc`: an int stays what it is. */
function rounding(method: string, run: (x: number) => number) {
  return (machine: Machine, args: BoundArguments): Value => {
    const value = args.get('x');
    if (value.kind === 'instance' || value.kind === 'object') {
      const custom = callSpecial(machine, value, method);
      if (custom !== null) return custom;
    }
    if (value.kind !== 'float') return value.kind === 'unknown' ? unknownInt : toInt(machine, toFloatIfText(value));
    if (value.value === null) return unknownInt;
    return Number.isFinite(value.value) ? wholeNumber(run(value.value)) : toInt(machine, value);
  };
}

/** `math` takes no text for a number, which `int()` does. */
function toFloatIfText(value: Value): Value {
  return value.kind === 'str' ? fail('TypeError', 'must be real number, not str') : value;
}

function wholes(machine: Machine, args: BoundArguments): readonly (number | null)[] {
  return iterate(machine, args.get('integers')).items.map((value) => {
    const number = knownInt(value);
    return number === null ? null : Math.abs(number);
  });
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** `gcd` and `lcm`: of any number of ints. */
function ofWholes(start: number, run: (a: number, b: number) => number) {
  return (machine: Machine, args: BoundArguments): Value => {
    const [first, ...others] = wholes(machine, args);
    if (first === undefined) return int(start);
    if (first === null) return unknownInt;
    return others.reduce<Value>((a, b) => (a.kind === 'int' && isConcrete(a.value) && b !== null ? wholeNumber(run(a.value, b)) : unknownInt), int(first));
  };
}

/** The product of the whole numbers from one to another. */
function rangeProduct(from: number, to: number): bigint {
  let result = 1n;
  for (let factor = from; factor <= to; factor += 1) result *= BigInt(factor);
  return result;
}

function factorial(args: BoundArguments): Value {
  const n = knownInt(args.get('n'));
  if (n === null) return unknownInt;
  if (n < 0) return fail('ValueError', 'factorial() not defined for negative values');
  return n > 1000 ? unknownInt : wholeNumber(Number(rangeProduct(2, n)));
}

/** `comb` and `perm`: how many ways there are to pick k of n. */
function picks(isOrdered: boolean) {
  return (_machine: Machine, args: BoundArguments): Value => {
    const n = knownInt(args.get('n'));
    const k = args.get('k').kind === 'none' ? n : knownInt(args.get('k'));
    if (n === null || k === null || n < 0 || k < 0 || n > 1000) return unknownInt;
    if (k > n) return int(0);
    return wholeNumber(Number(rangeProduct(n - k + 1, n) / (isOrdered ? 1n : rangeProduct(2, k))));
  };
}

function log(machine: Machine, args: BoundArguments): Value {
  const x = known(machine, args.get('x'));
  if (x === null) return unknownFloat;
  if (!args.has('base')) return inDomain(Math.log(x), x);
  const base = known(machine, args.get('base'));
  if (base === null) return unknownFloat;
  if (base === 1) return fail('ZeroDivisionError', 'float division by zero');
  return inDomain(Math.log(x) / Math.log(base), x, base);
}

function isClose(machine: Machine, args: BoundArguments): Value {
  const [a, b, relative, absolute] = ['a', 'b', 'rel_tol', 'abs_tol'].map((name) => known(machine, args.get(name)));
  if (a === undefined || a === null || b === undefined || b === null || relative === undefined || relative === null || absolute === undefined || absolute === null) return unknownBool;
  return bool(a === b || Math.abs(a - b) <= Math.max(relative * Math.max(Math.abs(a), Math.abs(b)), absolute));
}

function prod(machine: Machine, args: BoundArguments): Value {
  const { items, rest } = iterate(machine, args.get('iterable'));
  const result = items.reduce((a, b) => binary(machine, '*', a, b), args.get('start'));
  if (rest === null) return result;
  return result.kind === 'int' && rest.kind === 'int' ? unknownInt : unknown;
}

const table: NativeTable = {
  ...Object.fromEntries(Object.entries(ofFloat).map(([name, run]) => [`${name}(x, /)`, unary(run)])),
  'ceil(x, /)': rounding('__ceil__', Math.ceil),
  'floor(x, /)': rounding('__floor__', Math.floor),
  'trunc(x, /)': rounding('__trunc__', Math.trunc),
  'log(x, base=None, /)': log,
  'pow(x, y, /)': pair((x, y) => (x === 1 || y === 0 ? 1 : x ** y)),
  'atan2(x, y, /)': pair(Math.atan2),
  'fmod(x, y, /)': pair((x, y) => x % y),
  'copysign(x, y, /)': pair((x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x))),
  'isnan(x, /)': test(Number.isNaN),
  'isinf(x, /)': test((x) => !Number.isFinite(x) && !Number.isNaN(x)),
  'isfinite(x, /)': test(Number.isFinite),
  'isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)': isClose,
  'prod(iterable, /, *, start=1)': prod,
  'fsum(seq, /)': (machine, args) => {
    const { items, rest } = iterate(machine, args.get('seq'));
    const numbers = items.map((item) => known(machine, item));
    return rest !== null || numbers.includes(null) || numbers.length > 2 ? unknownFloat : float(numbers.reduce<number>((a, b) => a + (b ?? 0), 0));
  },
  'hypot(*coordinates)': (machine, args) => {
    const numbers = iterate(machine, args.get('coordinates')).items.map((item) => known(machine, item));
    return numbers.includes(null) ? unknownFloat : float(Math.hypot(...numbers.map(Number)));
  },
  'gcd(*integers)': ofWholes(0, gcd),
  'lcm(*integers)': ofWholes(1, (a, b) => (a === 0 || b === 0 ? 0 : (a / gcd(a, b)) * b)),
  'factorial(n, /)': (_machine, args) => factorial(args),
  'comb(n, k, /)': picks(false),
  'perm(n, k=None, /)': picks(true),
  'isqrt(n, /)': (_machine, args) => {
    const n = knownInt(args.get('n'));
    if (n === null) return unknownInt;
    if (n < 0) return fail('ValueError', 'isqrt() argument must be nonnegative');
    const root = Math.floor(Math.sqrt(n));
    return int(root * root > n ? root - 1 : root);
  },
  'modf(x, /)': (machine, args) => {
    const x = known(machine, args.get('x'));
    return x === null ? tuple([unknownFloat, unknownFloat]) : tuple([float(x - Math.trunc(x)), float(Math.trunc(x))]);
  },
  'frexp(x, /)': () => tuple([unknownFloat, unknownInt]),
  ...Object.fromEntries(['erf', 'erfc', 'gamma', 'lgamma', 'ulp'].map((name) => [`${name}(x, /)`, (): Value => unknownFloat])),
  ...Object.fromEntries(['ldexp', 'remainder', 'nextafter', 'dist'].map((name) => [`${name}(x, y, /)`, (): Value => unknownFloat])),
};

/** The names of `math`. */
export const math: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...defineNatives(table),
  ['pi', float(Math.PI)],
  ['e', float(Math.E)],
  ['tau', float(2 * Math.PI)],
  ['inf', float(Infinity)],
  ['nan', float(NaN)],
]);
