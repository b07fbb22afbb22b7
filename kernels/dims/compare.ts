/**
 * What is certain about two sizes for every value of the symbols, each an integer of at least 1. A difference is shown to be
 * nonnegative by shifting every atom to its lower bound, and by putting for a floor the fraction it is near to.
 */
import { mirror, sub } from './expr';
import { mod } from './divide';
import {
  atomsOf,
  combine,
  constant,
  constantOf,
  gcd,
  isPositive,
  plus,
  power,
  scale,
  times,
  varyingTerms,
  withoutAtom,
} from './polynomial';
import type { Dim } from './expr';
import type { Atom, ExtremumAtom, FloorAtom, Polynomial, Term } from './polynomial';

/** What a comparison can tell. */
export type Comparison = 'equal' | 'different' | 'unknown';

/** `different` only if the two differ for every value of the symbols, `equal` only if they never do. */
export function compare(a: Dim, b: Dim): Comparison {
  if (a === null || b === null) return 'unknown';
  if (a === b) return 'equal';
  if (typeof a === 'number' && typeof b === 'number') return 'different';
  const [forward, backward] = [sub(a, b), sub(b, a)];
  if (forward === null || backward === null) return 'unknown';
  if (typeof forward === 'number') return forward === 0 ? 'equal' : 'different';
  const terms = withoutMirrors(forward.terms);
  if (terms.length === 0) return 'equal';
  if (constantOf(terms) % gcd(varyingTerms(terms).map(({ coefficient }) => coefficient)) !== 0) return 'different';
  const [isNotLess, isNotMore] = [isAtLeast(forward, 0), isAtLeast(backward, 0)];
  if (isNotLess && isNotMore) return 'equal';
  return (isNotLess && isAtLeast(forward, 1)) || (isNotMore && isAtLeast(backward, 1)) ? 'different' : 'unknown';
}

/** Whether `a <= b`, where it is the same for every value of the symbols. */
export function lessOrEqual(a: Dim, b: Dim): boolean | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a <= b;
  if (isAtLeast(sub(b, a), 0)) return true;
  return isAtLeast(sub(a, b), 1) ? false : undefined;
}

/** Whether `a < b`, where it is the same for every value of the symbols. */
export function lessThan(a: Dim, b: Dim): boolean | undefined {
  const reversed = lessOrEqual(b, a);
  return reversed === undefined ? undefined : !reversed;
}

/** Whether `dim` is a multiple of `divisor`, where it is the same for every value of the symbols. */
export function divides(divisor: Dim, dim: Dim): boolean | undefined {
  const comparison = compare(mod(dim, divisor), 0);
  return comparison === 'unknown' ? undefined : comparison === 'equal';
}

/** Of each pair of floors that mirror each other, only one: with products of floors the normal form may hold both. */
function withoutMirrors(terms: Polynomial): Polynomial {
  for (const atom of atomsOf(terms)) {
    const mirrored = atom.kind === 'floor' ? mirror(atom) : undefined;
    if (mirrored !== undefined && mirrored.partner.key < atom.key) {
      const inPlace = scale(plus(mirrored.offset, power(mirrored.partner, 1)), -1);
      return withoutMirrors(replace(terms, atom, inPlace));
    }
  }
  return terms;
}

function replace(terms: Polynomial, atom: Atom, by: Polynomial): Polynomial {
  return combine(
    terms.flatMap((one) => (has(one, atom) ? times(replace([withoutAtom(one, atom)], atom, by), by) : [one])),
  );
}

function has({ factors }: Term, atom: Atom): boolean {
  return factors.some((factor) => factor.atom.key === atom.key);
}

/** What symbols are tried with: each shift gives every name another one of these. */
const SAMPLE_SIZES = [1, 60, 7, 2, 1000];

function sampleOf(name: string, shift: number): number {
  let index = shift;
  for (const character of name) index += character.charCodeAt(0);
  return SAMPLE_SIZES[index % SAMPLE_SIZES.length] ?? 1;
}

/** The value for one choice of the symbols; NaN where it has none. */
function valueAt(terms: Polynomial, shift: number): number {
  const ofAtom = (atom: Atom): number => {
    if (atom.kind === 'symbol') return sampleOf(atom.name, shift);
    if (atom.kind !== 'floor') return Math[atom.kind](...atom.operands.map((operand) => valueAt(operand, shift)));
    const value = Math.floor(valueAt(atom.numerator, shift) / valueAt(atom.divisor, shift));
    return Number.isFinite(value) ? value : NaN;
  };
  return terms.reduce((total, { coefficient, factors }) => {
    return total + factors.reduce((value, { atom, exponent }) => value * ofAtom(atom) ** exponent, coefficient);
  }, 0);
}

/** How many steps one proof may take. */
const PROOF_STEPS = 60;

/** Whether it is certain that the size is never below the bound. */
function isAtLeast(dim: Dim, bound: number): boolean {
  if (dim === null || typeof dim === 'number') return dim !== null && dim >= bound;
  // One counter-example saves the search for a proof.
  if (SAMPLE_SIZES.some((_, shift) => valueAt(dim.terms, shift) < bound)) return false;
  let stepsLeft = PROOF_STEPS;
  const prove = (goal: Polynomial): boolean => {
    if (stepsLeft-- <= 0) return false;
    const divisor = gcd(varyingTerms(goal).map(({ coefficient }) => coefficient)) || 1;
    // All else being a multiple of the divisor, the constant may be rounded down to one as well.
    const whole = constant(Math.floor(constantOf(goal) / divisor));
    const reduced = plus(varyingTerms(goal).map((one) => ({ ...one, coefficient: one.coefficient / divisor })), whole);
    if (lowerBound(reduced) >= 0) return true;
    // The outermost atoms have the longest keys.
    const atoms = atomsOf(reduced).sort((a, b) => b.key.length - a.key.length);
    return atoms.some((atom) => {
      if (atom.kind === 'symbol') return false;
      if (atom.kind === 'floor') {
        const relaxed = withoutFloor(reduced, atom);
        return relaxed !== undefined && prove(relaxed);
      }
      const cases = atom.operands.map((operand) => replace(reduced, atom, operand));
      // It is at least (max) or at most (min) each operand, and always one of them.
      return direction(reduced, atom) === EASY_DIRECTION[atom.kind] ? cases.some(prove) : cases.every(prove);
    });
  };
  const start = plus(dim.terms, constant(-bound));
  const alternative = withoutMirrors(start);
  return prove(start) || (alternative !== start && prove(alternative));
}

const EASY_DIRECTION = { max: 'up', min: 'down' } as const;

/** Whether the polynomial grows or falls with the atom, where that is plain and the atom occurs only to the first power. */
function direction(terms: Polynomial, atom: FloorAtom | ExtremumAtom): 'up' | 'down' | undefined {
  const own = terms.filter((one) => has(one, atom));
  const isPlain = own.every((one) => {
    const cofactor = withoutAtom(one, atom);
    return !has(cofactor, atom) && cofactor.factors.every((factor) => atomBound(factor.atom) >= 0);
  });
  if (!isPlain) return undefined;
  if (own.every(({ coefficient }) => coefficient > 0)) return 'up';
  return own.every(({ coefficient }) => coefficient < 0) ? 'down' : undefined;
}

/** A goal without the floor that implies `terms >= 0`, by `r - d + 1 <= d*⌊r/d⌋ <= r`. */
function withoutFloor(terms: Polynomial, atom: FloorAtom): Polynomial | undefined {
  const way = direction(terms, atom);
  if (way === undefined || !isPositive(atom.divisor)) return undefined;
  const own = terms.filter((one) => has(one, atom)).map((one) => withoutAtom(one, atom));
  const others = terms.filter((one) => !has(one, atom));
  const slack = plus(atom.divisor, constant(-1));
  const nearest = way === 'up' ? plus(atom.numerator, scale(slack, -1)) : atom.numerator;
  // An integer e is at least 0 where d*e is at least 1 - d: hence the slack once more.
  return plus(times(others, atom.divisor), times(own, nearest), slack);
}

/** Shifting multiplies out every power, so beyond this degree no bound is looked for. */
const HIGHEST_DEGREE = 12;

/** A number that the polynomial is never below: -Infinity where none is plain. */
function lowerBound(terms: Polynomial): number {
  const bounds = new Map(atomsOf(terms).map((atom) => [atom.key, atomBound(atom)]));
  if ([...bounds.values()].includes(-Infinity)) return -Infinity;
  if (terms.some(({ factors }) => factors.reduce((total, { exponent }) => total + exponent, 0) > HIGHEST_DEGREE)) return -Infinity;
  // Every atom is its bound and something of at least 0, which the atom itself stands for in what follows.
  const shifted = plus(
    ...terms.map(({ coefficient, factors }) => {
      const powers = factors.flatMap(({ atom, exponent }) => {
        return Array.from({ length: exponent }, () => plus(constant(bounds.get(atom.key) ?? 0), power(atom, 1)));
      });
      return times(constant(coefficient), ...powers);
    }),
  );
  return varyingTerms(shifted).every(({ coefficient }) => coefficient > 0) ? constantOf(shifted) : -Infinity;
}

function atomBound(atom: Atom): number {
  if (atom.kind === 'symbol') return 1;
  if (atom.kind !== 'floor') return Math[atom.kind](...atom.operands.map(lowerBound));
  const least = lowerBound(atom.numerator);
  const [divisor, another] = atom.divisor;
  if (divisor?.key === '' && another === undefined) return Math.floor(least / divisor.coefficient);
  return isPositive(atom.divisor) && least >= 0 ? 0 : -Infinity;
}
