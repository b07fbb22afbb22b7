/** Maximum and minimum, without the operands that another one always outdoes. */
import { lessOrEqual } from './compare';
import { extremumAtom, isPure, normal, termsOf } from './expr';
import { power } from './polynomial';
import type { Dim, Expr } from './expr';

/** The greater of two. */
export function max(a: Dim, b: Dim): Dim {
  return extremum('max', a, b);
}

/** The lesser of two. */
export function min(a: Dim, b: Dim): Dim {
  return extremum('min', a, b);
}

function extremum(kind: 'max' | 'min', a: Dim, b: Dim): Dim {
  if (a === null || b === null) return null;
  if (typeof a === 'number' && typeof b === 'number') return Math[kind](a, b);
  const outdoes = (x: Dim, y: Dim): boolean => (kind === 'max' ? lessOrEqual(y, x) : lessOrEqual(x, y)) === true;
  let kept: (number | Expr)[] = [];
  for (const operand of [...operandsOf(kind, a), ...operandsOf(kind, b)]) {
    if (kept.some((one) => outdoes(one, operand))) continue;
    kept = [...kept.filter((one) => !outdoes(operand, one)), operand];
  }
  const [only, another] = kept;
  if (only !== undefined && another === undefined) return only;
  return normal(power(extremumAtom(kind, kept.map(termsOf)), 1));
}

/** What a nested maximum or minimum is taken of; otherwise the size itself. */
function operandsOf(kind: 'max' | 'min', dim: number | Expr): (number | Expr)[] {
  const [only, another] = termsOf(dim);
  const atom = only !== undefined && another === undefined && isPure(only) ? only.factors[0]?.atom : undefined;
  return atom?.kind === kind ? atom.operands.map(normal).filter((operand) => operand !== null) : [dim];
}
