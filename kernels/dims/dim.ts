/**
 * Symbolic dimensions: sizes that are exact integers, expressions over named sizes (each at least 1), or unknown (null).
 * A division by zero has no value: an expression is the same size as its normal form wherever all its divisors are not 0.
 */
import type { Dim } from './expr';

export type { Dim, Expr } from './expr';
export type { Comparison } from './compare';
export { add, mul, neg, pow, product, sub, sum, symbol } from './expr';
export { ceilDiv, floorDiv, mod } from './divide';
export { max, min } from './extremum';
export { compare, divides, lessOrEqual, lessThan } from './compare';
export { evaluate, isSymbol, substitute, symbolsOf } from './substitute';
export { format } from './format';
export { parse } from './parse';

/** A size longer than this in writing tells nobody anything, and costs time. */
const longestLegible = 160;

/** The size itself; unknown where it has grown beyond what anybody reads. */
export function legible(dim: Dim): Dim {
  return typeof dim === 'object' && dim !== null && dim.key.length > longestLegible ? null : dim;
}

/** Whether the size is a plain integer. */
export function isConcrete(dim: Dim): dim is number {
  return typeof dim === 'number';
}
