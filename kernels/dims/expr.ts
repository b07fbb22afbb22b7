/** The normal form of a size: integers stay numbers, everything else is an Expr whose key tells it from all others. */
import { constant, divide, holdsFloor, isPositive, keyOf, plus, power, scale, times, varyingTerms, withoutAtom } from './polynomial';
import type { ExtremumAtom, FloorAtom, Polynomial, Term } from './polynomial';

/** A size that depends on symbols. Immutable; two with the same key are equal for all values of the symbols. */
export interface Expr {
  readonly key: string;
  readonly terms: Polynomial;
}

/** A size: an integer, an expression over symbols, or null for a size that is not known. */
export type Dim = number | Expr | null;

/** Beyond this length of key a size is given up as unknown: a loop may nest floors without end. */
const LONGEST_KEY = 2000;

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_.]*$/u;

/** The size called `name`, an identifier (dots allowed). */
export function symbol(name: string): Dim {
  if (!IDENTIFIER.test(name)) throw new Error(`'${name}' cannot name a dimension`);
  return normal(power({ kind: 'symbol', key: name, name }, 1));
}

/** The atom of a floor; numerator and divisor must be reduced already. */
export function floorAtom(numerator: Polynomial, divisor: Polynomial): FloorAtom {
  return { kind: 'floor', key: `floor(${keyOf(numerator)}/${keyOf(divisor)})`, numerator, divisor };
}

/** The atom of a maximum or minimum; no operand may be redundant. */
export function extremumAtom(kind: 'max' | 'min', operands: readonly Polynomial[]): ExtremumAtom {
  const isVarying = (operand: Polynomial): number => (varyingTerms(operand).length > 0 ? 1 : 0);
  const ordered = [...operands].sort((a, b) => isVarying(b) - isVarying(a) || (keyOf(a) < keyOf(b) ? -1 : 1));
  return { kind, key: `${kind}(${ordered.map(keyOf).join(',')})`, operands: ordered };
}

/**
 * The floor that goes with the negated one: `-⌊R/D⌋ = offset + ⌊R'/D⌋`, where `R'` is what is left of `D - 1 - R`. It is how
 * `H - ⌊H/2⌋` and `⌈H/2⌉` are seen to be the same. Only for a positive divisor.
 */
export function mirror(atom: FloorAtom): { offset: Polynomial; partner: FloorAtom } | undefined {
  if (!isPositive(atom.divisor)) return undefined;
  const { quotient, remainder } = split(plus(atom.divisor, constant(-1), scale(atom.numerator, -1)), atom.divisor);
  const partner = floorAtom(remainder, atom.divisor);
  // What would be worked on further, settled or collapsed, is no partner.
  const settled = normal(remainder);
  const isFinal = settled !== null && keyOf(termsOf(settled)) === keyOf(remainder);
  if (!isFinal || remainder.some((of) => isPure(of) && loneFloor(of) !== undefined)) return undefined;
  return partner.key === atom.key ? undefined : { offset: quotient, partner };
}

/**
 * Division with the one remainder that stands for all that are equal: modulo an integer, of a floor and its mirror image the one
 * with the smaller coefficient is kept, but a floor by itself stays: floors within floors are found by it.
 */
export function split(dividend: Polynomial, divisor: Polynomial): { quotient: Polynomial; remainder: Polynomial } {
  const whole = divide(dividend, divisor);
  const [size] = divisor;
  if (size?.key !== '') return whole;
  for (const of of whole.remainder) {
    const atom = loneFloor(of);
    const excess = 2 * of.coefficient - size.coefficient;
    const mirrored = atom === undefined || excess < 0 ? undefined : mirror(atom);
    if (atom === undefined || mirrored === undefined || (excess === 0 && (isPure(of) || mirrored.partner.key > atom.key))) continue;
    const image = scale(times([withoutAtom(of, atom)], plus(mirrored.offset, power(mirrored.partner, 1))), -1);
    const others = whole.remainder.filter((one) => one !== of);
    const { quotient, remainder } = split(plus(others, image), divisor);
    return { quotient: plus(whole.quotient, quotient), remainder };
  }
  return whole;
}

/** Whether the term is one atom, once. */
export function isPure({ coefficient, factors }: Term): boolean {
  return coefficient === 1 && factors.length === 1 && factors[0]?.exponent === 1;
}

/** The floor of a term that holds exactly one, to the first power. */
export function loneFloor({ factors }: Term): FloorAtom | undefined {
  const [factor, another] = factors.filter(({ atom }) => atom.kind === 'floor');
  return factor?.atom.kind === 'floor' && factor.exponent === 1 && another === undefined ? factor.atom : undefined;
}

/** A term that is not in normal form, as what to add in its place; undefined where all is well. */
function correction(terms: Polynomial, of: Term): Polynomial | undefined {
  const atom = loneFloor(of);
  if (atom === undefined) return undefined;
  const isNegative = of.coefficient < 0;
  // A positive floor needs a change only beside its own mirror image, which has the same divisor.
  if (!isNegative && terms.length < 2) return undefined;
  const mirrored = mirror(atom);
  if (mirrored === undefined) return undefined;
  const cofactor = withoutAtom(of, atom);
  const partner = times([cofactor], power(mirrored.partner, 1));
  if (isNegative) return plus([{ ...of, coefficient: -of.coefficient }], scale(plus(partner, times([cofactor], mirrored.offset)), -1));
  const twin = terms.find(({ key, coefficient }) => key === partner[0]?.key && coefficient > 0);
  if (twin === undefined) return undefined;
  const count = Math.min(of.coefficient, twin.coefficient);
  const unit = { ...cofactor, coefficient: -count };
  return plus(times([unit], power(atom, 1)), times([unit], power(mirrored.partner, 1)), times([unit], mirrored.offset));
}

/** No lone floor with a negative coefficient, and no two that mirror each other: this makes the form of a sum unique. */
function settle(terms: Polynomial): Polynomial {
  let settled = terms;
  for (;;) {
    let change: Polynomial | undefined;
    for (const of of settled) {
      change = correction(settled, of);
      if (change !== undefined) break;
    }
    if (change === undefined) return settled;
    settled = plus(settled, change);
  }
}

/** The size that the terms make; null where it is too large to be known exactly. */
export function normal(terms: Polynomial): Dim {
  const settled = holdsFloor(terms) ? settle(terms) : terms;
  if (settled.some(({ coefficient }) => Number.isNaN(coefficient))) return null;
  const [first] = settled;
  if (first === undefined) return 0;
  if (first.key === '') return first.coefficient;
  const key = keyOf(settled);
  return key.length > LONGEST_KEY ? null : { key, terms: settled };
}

/** The terms of a known size. */
export function termsOf(dim: number | Expr): Polynomial {
  return typeof dim === 'number' ? constant(dim) : dim.terms;
}

function exactOrNull(value: number): Dim {
  return Number.isSafeInteger(value) ? value + 0 : null;
}

/** `a + b`. */
export function add(a: Dim, b: Dim): Dim {
  if (typeof a === 'number' && typeof b === 'number') return exactOrNull(a + b);
  if (a === null || b === null) return null;
  if (a === 0) return b;
  if (b === 0) return a;
  return normal(plus(termsOf(a), termsOf(b)));
}

/** `a * b`; null where either is, even times 0. */
export function mul(a: Dim, b: Dim): Dim {
  if (typeof a === 'number' && typeof b === 'number') return exactOrNull(a * b);
  if (a === null || b === null) return null;
  if (a === 1) return b;
  if (b === 1) return a;
  return normal(times(termsOf(a), termsOf(b)));
}

/** `-a`. */
export function neg(a: Dim): Dim {
  return mul(a, -1);
}

/** `a - b`. */
export function sub(a: Dim, b: Dim): Dim {
  return add(a, neg(b));
}

/** `base ** exponent`; null unless the exponent is an integer of at least 0. */
export function pow(base: Dim, exponent: number): Dim {
  if (base === null || !Number.isSafeInteger(exponent) || exponent < 0) return null;
  if (exponent === 0) return 1;
  const half = pow(base, Math.floor(exponent / 2));
  const square = mul(half, half);
  return exponent % 2 === 0 ? square : mul(square, base);
}

/** The sum; 0 of none. */
export function sum(dims: readonly Dim[]): Dim {
  return dims.reduce<Dim>(add, 0);
}

/** The product; 1 of none, and 0 where any is 0, even beside an unknown one. */
export function product(dims: readonly Dim[]): Dim {
  return dims.includes(0) ? 0 : dims.reduce<Dim>(mul, 1);
}
