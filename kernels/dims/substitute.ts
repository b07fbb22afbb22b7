/** The symbols of a size, and what it becomes when they are given values. */
import { floorDiv } from './divide';
import { isPure, mul, pow, product, sum, symbol } from './expr';
import { max, min } from './extremum';
import { atomsOf } from './polynomial';
import type { Dim } from './expr';
import type { Atom, Polynomial } from './polynomial';

/** The names of the symbols that the size depends on. */
export function symbolsOf(dim: Dim): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (terms: Polynomial): void => {
    for (const atom of atomsOf(terms)) {
      if (atom.kind === 'symbol') names.add(atom.name);
      else partsOf(atom).forEach(visit);
    }
  };
  if (dim !== null && typeof dim !== 'number') visit(dim.terms);
  return names;
}

function partsOf(atom: Exclude<Atom, { kind: 'symbol' }>): readonly Polynomial[] {
  return atom.kind === 'floor' ? [atom.numerator, atom.divisor] : atom.operands;
}

/** The name, if the size is just one symbol. */
export function isSymbol(dim: Dim): string | null {
  if (dim === null || typeof dim === 'number') return null;
  const [only, another] = dim.terms;
  const atom = only !== undefined && another === undefined && isPure(only) ? only.factors[0]?.atom : undefined;
  return atom?.kind === 'symbol' ? atom.name : null;
}

/** The size with every symbol that `values` has replaced by what it has there. */
export function substitute(dim: Dim, values: ReadonlyMap<string, Dim>): Dim {
  if (dim === null || typeof dim === 'number') return dim;
  const ofAtom = (atom: Atom): Dim => {
    if (atom.kind === 'symbol') {
      const value = values.get(atom.name);
      return value === undefined ? symbol(atom.name) : value;
    }
    if (atom.kind === 'floor') return floorDiv(ofTerms(atom.numerator), ofTerms(atom.divisor));
    return atom.operands.map(ofTerms).reduce(atom.kind === 'max' ? max : min);
  };
  const ofTerms = (terms: Polynomial): Dim => {
    return sum(
      terms.map(({ coefficient, factors }) => {
        // Multiplied in one go, the coefficient last: a product of floors keeps its form.
        return mul(coefficient, product(factors.map(({ atom, exponent }) => pow(ofAtom(atom), exponent))));
      }),
    );
  };
  return ofTerms(dim.terms);
}

/** The number that the size is for these values; null where it has none. */
export function evaluate(dim: Dim, values: ReadonlyMap<string, number>): number | null {
  const value = substitute(dim, values);
  return typeof value === 'number' ? value : null;
}
