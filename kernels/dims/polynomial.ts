/**
 * Integer polynomials as sorted lists of terms, before any rule about floors applies.
 * A coefficient beyond the safe integers becomes NaN, which no later sum or product hides.
 */

/** A named size, at least 1. */
export interface SymbolAtom {
  readonly kind: 'symbol';
  readonly key: string;
  readonly name: string;
}

/** The floor of a quotient of two polynomials. */
export interface FloorAtom {
  readonly kind: 'floor';
  readonly key: string;
  readonly numerator: Polynomial;
  readonly divisor: Polynomial;
}

/** The greatest or least of several polynomials. */
export interface ExtremumAtom {
  readonly kind: 'max' | 'min';
  readonly key: string;
  readonly operands: readonly Polynomial[];
}

/** What a polynomial is built of, besides integers. */
export type Atom = SymbolAtom | FloorAtom | ExtremumAtom;

/** An atom and its exponent, at least 1. */
export interface Factor {
  readonly atom: Atom;
  readonly exponent: number;
}

/** A coefficient (never 0) and its monomial: factors in atom order, named by `key` ('' for the constant). */
export interface Term {
  readonly coefficient: number;
  readonly factors: readonly Factor[];
  readonly key: string;
}

/** Terms in descending order (graded, then lexicographic), each monomial once; none for zero. */
export type Polynomial = readonly Term[];

/** The integer itself where a double holds it exactly, else NaN. */
export function exact(value: number): number {
  return Number.isSafeInteger(value) ? value + 0 : NaN;
}

/** A term from its parts; the factors must be in atom order. */
export function term(coefficient: number, factors: readonly Factor[]): Term {
  const key = factors.map(({ atom, exponent }) => (exponent === 1 ? atom.key : `${atom.key}^${String(exponent)}`)).join('*');
  return { coefficient, factors, key };
}

/** The polynomial of one integer. */
export function constant(value: number): Polynomial {
  return value === 0 ? [] : [term(value, [])];
}

/** The polynomial of one atom, to a power. */
export function power(atom: Atom, exponent: number): Polynomial {
  return [term(1, exponent === 0 ? [] : [{ atom, exponent }])];
}

/** The name of a polynomial: equal polynomials, equal names. */
export function keyOf(polynomial: Polynomial): string {
  return polynomial
    .map(({ coefficient, key }) => {
      if (key === '') return String(coefficient);
      return coefficient === 1 ? key : `${String(coefficient)}*${key}`;
    })
    .join('+');
}

/** The constant term. */
export function constantOf(polynomial: Polynomial): number {
  const last = polynomial.at(-1);
  return last?.key === '' ? last.coefficient : 0;
}

/** The terms that are not constant. */
export function varyingTerms(polynomial: Polynomial): Polynomial {
  return polynomial.filter(({ key }) => key !== '');
}

/** Every atom of the terms, once each; atoms inside atoms are not looked for. */
export function atomsOf(polynomial: Polynomial): Atom[] {
  const atoms = new Map(polynomial.flatMap(({ factors }) => factors.map(({ atom }) => [atom.key, atom] as const)));
  return [...atoms.values()];
}

/** Whether a floor is among the factors; floors inside atoms are not looked for. */
export function holdsFloor(polynomial: Polynomial): boolean {
  return polynomial.some(({ factors }) => factors.some(({ atom }) => atom.kind === 'floor'));
}

const ATOM_RANK = { symbol: 0, floor: 1, max: 2, min: 3 } as const;

function compareAtoms(a: Atom, b: Atom): number {
  return ATOM_RANK[a.kind] - ATOM_RANK[b.kind] || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

function degree({ factors }: Term): number {
  return factors.reduce((total, { exponent }) => total + exponent, 0);
}

/** Orders monomials, the greatest first: an admissible order, so that division by it ends and has one answer. */
export function compareMonomials(a: Term, b: Term): number {
  const difference = degree(b) - degree(a);
  if (difference !== 0 || a.key === b.key) return difference;
  let index = 0;
  for (const { atom, exponent } of a.factors) {
    const other = b.factors[index++];
    if (other === undefined) return -1;
    const order = compareAtoms(atom, other.atom) || other.exponent - exponent;
    if (order !== 0) return order;
  }
  return 1;
}

/** The sum of terms in any order. */
export function combine(terms: Iterable<Term>): Polynomial {
  const byKey = new Map<string, Term>();
  for (const next of terms) {
    const known = byKey.get(next.key);
    byKey.set(next.key, known === undefined ? next : { ...next, coefficient: exact(known.coefficient + next.coefficient) });
  }
  return [...byKey.values()].filter(({ coefficient }) => coefficient !== 0).sort(compareMonomials);
}

function timesTerm(a: Term, b: Term): Term {
  const coefficient = exact(a.coefficient * b.coefficient);
  if (a.key === '') return { ...b, coefficient };
  if (b.key === '') return { ...a, coefficient };
  const factors = new Map(a.factors.map((factor) => [factor.atom.key, factor]));
  for (const { atom, exponent } of b.factors) {
    factors.set(atom.key, { atom, exponent: exponent + (factors.get(atom.key)?.exponent ?? 0) });
  }
  return term(
    coefficient,
    [...factors.values()].sort((x, y) => compareAtoms(x.atom, y.atom)),
  );
}

/** The product of polynomials. */
export function times(...polynomials: readonly Polynomial[]): Polynomial {
  const [first = constant(1), ...others] = polynomials;
  return others.reduce((a, b) => combine(a.flatMap((left) => b.map((right) => timesTerm(left, right)))), first);
}

/** The sum of polynomials. */
export function plus(...polynomials: readonly Polynomial[]): Polynomial {
  return combine(polynomials.flat());
}

/** The polynomial times an integer. */
export function scale(polynomial: Polynomial, factor: number): Polynomial {
  return times(polynomial, constant(factor));
}

/** The monomial divided by another (coefficients aside), or undefined where that leaves a negative exponent. */
function monomialQuotient(a: Term, b: Term): Term | undefined {
  const left = new Map(b.factors.map(({ atom, exponent }) => [atom.key, exponent]));
  const factors: Factor[] = [];
  for (const { atom, exponent } of a.factors) {
    const rest = exponent - (left.get(atom.key) ?? 0);
    if (rest < 0) return undefined;
    if (rest > 0) factors.push({ atom, exponent: rest });
    left.delete(atom.key);
  }
  return left.size === 0 ? term(a.coefficient, factors) : undefined;
}

/** The term without one power of the atom. */
export function withoutAtom(of: Term, atom: Atom): Term {
  return monomialQuotient(of, term(1, [{ atom, exponent: 1 }])) ?? of;
}

/**
 * `dividend = quotient * divisor + remainder`, by long division. The remainder is unique: no monomial of it that the divisor's
 * leading monomial divides has a coefficient outside [0, leading coefficient), which must be positive.
 */
export function divide(dividend: Polynomial, divisor: Polynomial): { quotient: Polynomial; remainder: Polynomial } {
  const [leading, ...tail] = divisor;
  const quotient: Term[] = [];
  const remainder: Term[] = [];
  let rest = dividend;
  for (let first = rest[0]; first !== undefined && leading !== undefined; first = rest[0]) {
    const monomial = monomialQuotient(first, leading);
    const count = monomial === undefined ? 0 : Math.floor(first.coefficient / leading.coefficient);
    const left = exact(first.coefficient - count * leading.coefficient);
    if (left !== 0) remainder.push({ ...first, coefficient: left });
    rest = rest.slice(1);
    if (monomial !== undefined && count !== 0) {
      const step = { ...monomial, coefficient: count };
      quotient.push(step);
      if (tail.length > 0) rest = plus(rest, times([{ ...step, coefficient: -count }], tail));
    }
  }
  return { quotient, remainder };
}

/** The greatest common divisor of integers; 0 of none. */
export function gcd(values: Iterable<number>): number {
  let result = 0;
  for (const value of values) {
    for (let rest = Math.abs(value); rest > 0; ) [result, rest] = [rest, result % rest];
  }
  return result;
}

/** The greatest monomial that divides every term. */
export function commonMonomial(terms: Polynomial): Term {
  const [first, ...others] = terms;
  const factors = (first?.factors ?? []).map(({ atom, exponent }) => ({
    atom,
    exponent: others.reduce((least, { factors: those }) => {
      return Math.min(least, those.find((factor) => factor.atom.key === atom.key)?.exponent ?? 0);
    }, exponent),
  }));
  return term(
    1,
    factors.filter(({ exponent }) => exponent > 0),
  );
}

/** The terms divided by a monomial and an integer that divide each of them. */
export function cancel(terms: Polynomial, monomial: Term, divisor: number): Polynomial {
  return combine(terms.map((one) => ({ ...(monomialQuotient(one, monomial) ?? one), coefficient: one.coefficient / divisor })));
}

/** Whether it is plainly positive for all symbols: nothing negative in it, nothing but symbols. */
export function isPositive(polynomial: Polynomial): boolean {
  return (
    polynomial.length > 0 &&
    polynomial.every(({ coefficient, factors }) => coefficient > 0 && factors.every(({ atom }) => atom.kind === 'symbol'))
  );
}
