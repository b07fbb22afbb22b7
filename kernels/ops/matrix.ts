/** Batches of matrices: the last two axes of a tensor, and what linear algebra demands of them. */
import { min } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { Refusal } from './op';
import type { Check } from './op';
import { kindOf } from './promote';
import { dimText, scalarTypeName } from './shape-text';
import type { DType, Shape, TensorType } from './tensor-type';

/** A refusal with these words. */
export function refuse(words: string, code = 'shape/arguments'): () => Refusal {
  return () => new Refusal(code, words);
}

/** A batch of matrices: null sizes where nothing is known. */
export interface Matrices {
  readonly batch: Shape;
  readonly rows: Dim;
  readonly columns: Dim;
  readonly dtype: DType | null;
}

/** The matrices of a tensor; null when not even its rank is known. */
export function matricesOf({ shape, dtype }: TensorType): Matrices | null {
  return shape === null ? null : { batch: shape.slice(0, -2), rows: shape.at(-2) ?? null, columns: shape.at(-1) ?? null, dtype };
}

/** Demands two axes. */
export function checkRank(op: string, { shape }: TensorType, check: Check, what = 'A'): void {
  check.must(shape === null || shape.length >= 2, refuse(`${op}: The input tensor ${what} must have at least 2 dimensions.`, 'shape/rank'));
}

/** Demands floating or complex numbers. */
export function checkFloating(op: string, { dtype }: TensorType, check: Check): void {
  check.must(dtype === null || kindOf(dtype) >= 2, refuse(
    `${op}: Expected a floating point or complex tensor as input. Got ${scalarTypeName(dtype ?? 'float32')}`,
  ));
}

/** Demands square matrices. */
export function checkSquare(op: string, input: TensorType, check: Check): void {
  checkRank(op, input, check);
  const matrices = matricesOf(input);
  if (matrices === null) return;
  const { rows, columns } = matrices;
  check.equal(rows, columns, refuse(
    `${op}: A must be batches of square matrices, but they are ${dimText(rows)} by ${dimText(columns)} matrices`, 'shape/matmul',
  ));
}

/** The smaller of a matrix's two sizes. */
export function lesser({ rows, columns }: Matrices): Dim {
  return rows !== null && rows === columns ? rows : min(rows, columns);
}
