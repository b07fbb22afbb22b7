/** Floor division and modulo, as Python has them. A division by zero has no value: null. */
import { add, floorAtom, isPure, loneFloor, mul, neg, normal, split, sub, termsOf } from './expr';
import {
  cancel,
  commonMonomial,
  constant,
  constantOf,
  divide,
  gcd,
  holdsFloor,
  isPositive,
  keyOf,
  plus,
  power,
  times,
  varyingTerms,
} from './polynomial';
import type { Dim } from './expr';
import type { Polynomial } from './polynomial';

/** `a // b`, rounded down. */
export function floorDiv(a: Dim, b: Dim): Dim {
  if (a === null || b === null || b === 0) return null;
  if (typeof a === 'number' && typeof b === 'number') return Math.floor(a / b) + 0;
  if (b === 1) return a;
  const [dividend, divisor] = [termsOf(a), termsOf(b)];
  const isNegative = (divisor[0]?.coefficient ?? 0) < 0;
  if (divisor.length > 1 && holdsFloor(divisor)) {
    // A sum with floors has another form negated, and no remainder that is sure to be the only one.
    const { quotient, remainder } = isNegative ? { quotient: [], remainder: dividend } : divide(dividend, divisor);
    return remainder.length === 0 ? normal(quotient) : properFloor(dividend, divisor);
  }
  if (isNegative) return floorDiv(neg(a), neg(b));
  const { quotient, remainder } = split(dividend, divisor);
  const rest = normal(remainder);
  if (rest === null) return null;
  const isSettled = keyOf(termsOf(rest)) === keyOf(remainder);
  return add(normal(quotient), isSettled ? properFloor(remainder, divisor) : floorDiv(rest, b));
}

/** `a % b`, with the sign of `b`. */
export function mod(a: Dim, b: Dim): Dim {
  return sub(a, mul(b, floorDiv(a, b)));
}

/** `a / b`, rounded up. */
export function ceilDiv(a: Dim, b: Dim): Dim {
  return b !== null && isPositive(termsOf(b)) ? floorDiv(add(a, sub(b, 1)), b) : neg(floorDiv(neg(a), b));
}

/** The floor of a fraction whose whole part has been taken out. */
function properFloor(numerator: Polynomial, divisor: Polynomial): Dim {
  if (numerator.length === 0) return 0;
  const reduced = reduce(numerator, divisor);
  if (reduced !== undefined) return floorDiv(normal(reduced.numerator), normal(reduced.divisor));
  const known = isPositive(divisor) ? (constantFloor(numerator, divisor) ?? collapse(numerator, divisor)) : undefined;
  return known === undefined ? normal(power(floorAtom(numerator, divisor), 1)) : known;
}

/** The fraction in lower terms; undefined where it is in the lowest. */
function reduce(numerator: Polynomial, divisor: Polynomial): { numerator: Polynomial; divisor: Polynomial } | undefined {
  // Below a positive divisor ⌊(g*r + c)/(g*d)⌋ = ⌊(r + ⌊c/g⌋)/d⌋, so a constant does not stand in the way.
  const isFree = isPositive(divisor);
  const rest = constantOf(numerator);
  const parts = isFree ? varyingTerms(numerator) : numerator;
  const factor = gcd([...parts, ...divisor].map(({ coefficient }) => coefficient));
  const common = commonMonomial([...parts, ...divisor]);
  // The same with a monomial in place of g: ⌊c/M⌋ is known, for all sizes, only of these.
  const keepsMonomial = common.key === '' || (isFree && rest !== 0 && rest !== -1);
  if (factor === 1 && keepsMonomial) return undefined;
  const monomial = keepsMonomial ? { ...common, factors: [], key: '' } : common;
  const cancelled = cancel(parts, monomial, factor);
  return {
    numerator: isFree ? plus(cancelled, constant(Math.floor(rest / factor))) : cancelled,
    divisor: cancel(divisor, monomial, factor),
  };
}

/** The floor of a constant that is smaller than a positive divisor always is. */
function constantFloor(numerator: Polynomial, divisor: Polynomial): Dim | undefined {
  const value = constantOf(numerator);
  const least = divisor.reduce((total, { coefficient }) => total + coefficient, 0);
  const isSmall = numerator.length === 1 && numerator[0]?.key === '' && -least <= value && value < least;
  return isSmall ? Math.floor(value / least) : undefined;
}

/** A floor within a floor as one: ⌊(n + ⌊r/d⌋)/D⌋ = ⌊(d*n + r)/(d*D)⌋ for a positive D. */
function collapse(numerator: Polynomial, divisor: Polynomial): Dim | undefined {
  for (const inner of numerator) {
    const atom = isPure(inner) ? loneFloor(inner) : undefined;
    if (atom === undefined) continue;
    const others = numerator.filter((one) => one !== inner);
    return floorDiv(normal(plus(times(atom.divisor, others), atom.numerator)), normal(times(atom.divisor, divisor)));
  }
  return undefined;
}
