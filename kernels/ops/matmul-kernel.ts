/** Products of matrices, and of batches of them, by the engine. */
import { elementCount } from '../wasm/tensor';
import type { Tensor } from '../wasm/tensor';
import { summedTo } from './broadcast-kernel';
import type { Operands } from './computation';

/** Where a matrix lies, and how many elements apart its rows and its columns are: one of the two is 1. */
export interface Matrix {
  readonly pointer: number;
  readonly steps: readonly [number, number];
}

/** C [rows, columns], row after row, = A [rows, inner] · B [inner, columns]. */
export function multiply(operands: Operands, a: Matrix, b: Matrix, c: number, rows: number, columns: number, inner: number): void {
  const scratch = operands.scratch(operands.engine.call('gemm_scratch', columns, inner));
  operands.engine.call('gemm', a.pointer, ...a.steps, b.pointer, ...b.steps, c, columns, 1, rows, columns, inner, 0, scratch);
}

/** A tensor as matrices, and how far apart in the batch of both factors. */
interface Factor {
  readonly batch: readonly number[];
  readonly rows: number;
  readonly columns: number;
}

/** How `matmul` takes its factors: a vector on the left is one row, on the right one column. */
function factorsOf(a: Tensor, b: Tensor): readonly [Factor, Factor] {
  const [left, right] = [a.shape, b.shape];
  return [
    { batch: left.slice(0, -2), rows: left.length === 1 ? 1 : left.at(-2) ?? 1, columns: left.at(-1) ?? 1 },
    { batch: right.slice(0, -2), rows: right.length === 1 ? right[0] ?? 1 : right.at(-2) ?? 1, columns: right.length === 1 ? 1 : right.at(-1) ?? 1 },
  ];
}

function broadcasted(a: readonly number[], b: readonly number[]): readonly number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const [one, other] = [a, b].map((shape) => shape[axis - rank + shape.length] ?? 1);
    return one === 1 ? other ?? 1 : one ?? 1;
  });
}

/** Which of its matrices a tensor has at each place of a batch that it is broadcast to. */
function placesOf(own: readonly number[], batch: readonly number[]): readonly number[] {
  let places = [0];
  batch.forEach((size, axis) => {
    const mine = own[axis - batch.length + own.length] ?? 1;
    places = places.flatMap((place) => Array.from({ length: size }, (_, index) => place * mine + (mine === 1 ? 0 : index)));
  });
  return places;
}

/** Of a product: which matrices are multiplied. */
function pairsOf(a: Factor, b: Factor): { readonly batch: readonly number[]; readonly left: readonly number[]; readonly right: readonly number[] } {
  const batch = broadcasted(a.batch, b.batch);
  return { batch, left: placesOf(a.batch, batch), right: placesOf(b.batch, batch) };
}

/** c = the product of a and b, batches broadcast. */
export function multiplyBatches(operands: Operands, a: Tensor, b: Tensor, c: Tensor): Tensor {
  const [one, other] = factorsOf(a, b);
  const { batch, left, right } = pairsOf(one, other);
  // One matrix on the right: the batch is but more rows.
  const isFolded = other.batch.length === 0;
  const rows = isFolded ? one.rows * elementCount(one.batch) : one.rows;
  const { engine } = operands;
  const scratch = operands.scratch(engine.call('gemm_scratch', other.columns, one.columns));
  for (let index = 0; index < (isFolded ? 1 : elementCount(batch)); index += 1) {
    const from = a.pointer + 4 * (left[index] ?? 0) * one.rows * one.columns;
    const by = b.pointer + 4 * (right[index] ?? 0) * other.rows * other.columns;
    engine.call('gemm', from, one.columns, 1, by, other.columns, 1, c.pointer + 4 * index * rows * other.columns, other.columns, 1, rows, other.columns, one.columns, 0, scratch);
  }
  return c;
}

/** The gradients of a product's factors, of those that are wanted. */
export function productGradients(operands: Operands, a: Tensor, b: Tensor, dc: Tensor, needsA: boolean, needsB: boolean): readonly [Tensor | null, Tensor | null] {
  const [one, other] = factorsOf(a, b);
  const { batch, left, right } = pairsOf(one, other);
  const { engine } = operands;
  const [rows, inner, columns] = [one.rows, one.columns, other.columns];
  const scratch = operands.scratch(Math.max(engine.call('gemm_scratch', inner, columns), engine.call('gemm_scratch', columns, rows)));
  const da = needsA ? engine.empty([...batch, rows, inner]) : null;
  const db = needsB ? engine.empty([...batch, inner, columns]) : null;
  for (let index = 0; index < elementCount(batch); index += 1) {
    const gradient = dc.pointer + 4 * index * rows * columns;
    const from = a.pointer + 4 * (left[index] ?? 0) * rows * inner;
    const by = b.pointer + 4 * (right[index] ?? 0) * inner * columns;
    // dA = dC · Bᵀ, dB = Aᵀ · dC.
    if (da !== null) engine.call('gemm', gradient, columns, 1, by, 1, columns, da.pointer + 4 * index * rows * inner, inner, 1, rows, inner, columns, 0, scratch);
    if (db !== null) engine.call('gemm', from, 1, inner, gradient, columns, 1, db.pointer + 4 * index * inner * columns, columns, 1, inner, columns, rows, 0, scratch);
  }
  const shaped = (whole: Tensor | null, { batch: own, rows: high, columns: wide }: Factor, shape: readonly number[]) =>
    whole && engine.view(summedTo(operands, whole, [...own, high, wide]), shape);
  return [shaped(da, one, a.shape), shaped(db, other, b.shape)];
}
