/**
 * Matrices taken apart, and equations solved with the parts: LU, Cholesky, LDL, QR, least squares.
 * https://pytorch.org/docs/stable/linalg.html#matrix-decompositions
 */
import { compare, lessOrEqual, lessThan, product } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { broadcast } from './broadcast';
import { dimIndex } from './dim-index';
import { checkFloating, checkRank, checkSquare, lesser, matricesOf, refuse } from './matrix';
import type { Matrices } from './matrix';
import { defineOp } from './op';
import type { Check, Op } from './op';
import { bool, ignored, int, optionalInt, optionalInts, optionalTensor, tensor, text } from './parameter';
import { promote, realType } from './promote';
import { shapeLine } from './shape-line';
import { dimText, scalarTypeName, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

/** Whether and where each matrix of a batch failed. */
function infoOf(input: TensorType): TensorType {
  return tensorType(matricesOf(input)?.batch ?? null, 'int32');
}

function checkMatrix(op: string, { shape }: TensorType, check: Check): void {
  check.must(shape === null || shape.length >= 2, refuse(`${op}: Expected tensor with 2 or more dimensions. Got size: ${sizesText(shape ?? [])} instead`, 'shape/rank'));
}

/** The same op, which says how it went instead of raising. */
function checked(name: string, first: string, called: string): Op {
  return defineOp({
    name,
    schema: { [first]: tensor(), upper: ignored(), check_errors: ignored() },
    infer(args: Readonly<Record<string, TensorType | null>>, check) {
      const input = args[first] ?? unknownTensor();
      checkSquare(called, input, check);
      checkFloating(called, input, check);
      return [input, infoOf(input)];
    },
  });
}

function keepsMatrices(name: string, first: string, called: string): Op {
  return defineOp({
    name,
    schema: { [first]: tensor(), upper: ignored() },
    infer(args: Readonly<Record<string, TensorType | null>>, check) {
      const input = args[first] ?? unknownTensor();
      checkSquare(called, input, check);
      checkFloating(called, input, check);
      return input;
    },
  });
}

function matrixExp(): Op {
  return defineOp({
    name: 'matrix_exp',
    schema: { input: tensor() },
    infer({ input }, check) {
      checkSquare('linalg.matrix_exp', input, check);
      checkFloating('linalg.matrix_exp', input, check);
      return input;
    },
  });
}

/** Where rows were swapped: as many places as the smaller size. */
function pivotsOf(input: TensorType): TensorType {
  const matrices = matricesOf(input);
  return tensorType(matrices === null ? null : [...matrices.batch, lesser(matrices)], 'int32');
}

/** `parts` of LU, pivots and info. */
function luFactor(name: string, parts: 2 | 3): Op {
  return defineOp({
    name,
    schema: { A: tensor(), pivot: ignored(), check_errors: ignored() },
    infer({ A }, check) {
      checkMatrix('torch.lu_factor', A, check);
      return [A, pivotsOf(A), infoOf(A)].slice(0, parts);
    },
  });
}

/** `torch.lu`, which says how it went only if asked. */
const lu = defineOp({
  name: 'lu',
  schema: { A: tensor(), pivot: ignored(), get_infos: bool(false) },
  infer({ A, get_infos: asks }, check) {
    checkMatrix('torch.lu_factor', A, check);
    return asks === undefined ? [] : [A, pivotsOf(A), infoOf(A)].slice(0, asks ? 3 : 2);
  },
});

/** The matrices that swap the rows, and the two triangles. Without pivots there is nothing to swap. */
function triangles(input: TensorType, hasPivots: boolean | undefined, hasData = true): readonly TensorType[] {
  const matrices = matricesOf(input);
  const { dtype } = input;
  if (matrices === null) return [unknownTensor(dtype), unknownTensor(dtype), unknownTensor(dtype)];
  const { batch, rows, columns } = matrices;
  const inner = lesser(matrices);
  const swaps = hasPivots === undefined ? null : hasPivots ? [...batch, rows, rows] : [0];
  return [tensorType(swaps, dtype), tensorType(hasData ? [...batch, rows, inner] : [0], dtype), tensorType(hasData ? [...batch, inner, columns] : [0], dtype)];
}

const linalgLu = defineOp({
  name: 'linalg_lu',
  schema: { A: tensor(), pivot: bool(true) },
  infer({ A, pivot }, check) {
    checkMatrix('linalg.lu', A, check);
    return triangles(A, pivot);
  },
});

const luUnpack = defineOp({
  name: 'lu_unpack',
  schema: { LU_data: tensor(), LU_pivots: tensor(), unpack_data: bool(true), unpack_pivots: bool(true) },
  infer({ LU_data: data, LU_pivots: pivots, unpack_data: hasData, unpack_pivots: hasPivots }, check) {
    check.must(hasPivots !== true || pivots.dtype === null || pivots.dtype === 'int32', refuse(
      'torch.lu_unpack: LU_pivots is expected to be a contiguous tensor of torch.int32 dtype.\nNote: this function is intended to be used with the output produced by torch.linalg.lu_factor',
    ));
    return hasData === undefined ? [unknownTensor(data.dtype), unknownTensor(data.dtype), unknownTensor(data.dtype)] : triangles(data, hasPivots, hasData);
  },
});

/** The shape of X in AX = B (or XA = B), of a matrix and right sides that broadcast in their batches. */
function solution(a: TensorType, b: TensorType, isLeft: boolean | undefined, check: Check): TensorType {
  const [left, right] = [matricesOf(a), matricesOf(b)];
  const dtype = a.dtype ?? b.dtype;
  if (left === null || right === null || isLeft === undefined) return unknownTensor(dtype);
  const batch = broadcast(right.batch, left.batch, check, dtype) ?? [];
  return tensorType([...batch, right.rows, right.columns], dtype);
}

function checkSystem(op: string, a: TensorType, b: TensorType, isLeft: boolean | undefined, check: Check): void {
  const [left, right] = [matricesOf(a), matricesOf(b)];
  if (left === null || right === null || isLeft === undefined) return;
  const [size, other] = isLeft ? [left.rows, right.rows] : [left.columns, right.columns];
  check.equal(size, other, refuse(
    `${op}: Incompatible shapes of A and B for the equation ${isLeft ? 'AX = B' : 'XA = B'} (${dimText(left.rows)}x${dimText(left.columns)} and ${dimText(right.rows)}x${dimText(right.columns)})`,
    'shape/matmul',
  ));
}

function checkSameType(op: string, a: TensorType, b: TensorType, names: readonly [string, string], check: Check): void {
  check.must(a.dtype === null || b.dtype === null || a.dtype === b.dtype, refuse(
    `${op}: Expected ${names[0]} and ${names[1]} to have the same dtype, but found ${names[0]} of type ${scalarTypeName(a.dtype ?? 'float32')} and ${names[1]} of type ${scalarTypeName(b.dtype ?? 'float32')} instead`,
  ));
}

const linalgLuSolve = defineOp({
  name: 'linalg_lu_solve',
  schema: { LU: tensor(), pivots: tensor(), B: tensor(), left: bool(true), adjoint: ignored() },
  infer({ LU, pivots, B, left }, check) {
    checkFloating('torch.linalg.lu_solve', LU, check);
    checkSameType('linalg.lu_solve', LU, B, ['LU', 'B'], check);
    check.must(pivots.dtype === null || pivots.dtype === 'int32', refuse('linalg.lu_solve: pivots should be a Tensor of scalar type torch.int32'));
    checkSquare('torch.linalg.lu_solve', LU, check);
    checkSystem('linalg.lu_solve', LU, B, left, check);
    return solution(LU, B, left, check);
  },
});

const luSolve = defineOp({
  name: 'lu_solve',
  schema: { input: tensor(), LU_data: tensor(), LU_pivots: tensor() },
  infer: ({ input, LU_data: data }, check) => solution(data, input, true, check),
});

const solveTriangular = defineOp({
  name: 'linalg_solve_triangular',
  schema: { A: tensor(), B: tensor(), upper: ignored(), left: bool(true), unitriangular: ignored() },
  infer({ A, B, left }, check) {
    checkSameType('linalg.solve_triangular', A, B, ['A', 'B'], check);
    checkSquare('linalg.solve_triangular', A, check);
    checkRank('linalg.solve_triangular', B, check, 'B');
    checkSystem('linalg.solve_triangular', A, B, left, check);
    return solution(A, B, left, check);
  },
  explain: ({ A, B }, output) => shapeLine([A, B], output),
});

const triangularSolve = defineOp({
  name: 'triangular_solve',
  schema: { input: tensor(), A: tensor(), upper: ignored(), transpose: ignored(), unitriangular: ignored() },
  infer({ input, A }, check) {
    const X = solution(A, input, true, check);
    const matrices = matricesOf(A);
    return [X, tensorType(X.shape === null || matrices === null ? null : [...X.shape.slice(0, -2), matrices.rows, matrices.columns], A.dtype)];
  },
});

const choleskySolve = defineOp({
  name: 'cholesky_solve',
  schema: { input: tensor(), input2: tensor(), upper: ignored() },
  infer({ input: B, input2: L }, check) {
    for (const [name, { shape }] of [['b', B], ['u', L]] as const) {
      check.must(shape === null || shape.length >= 2, refuse(
        `${name} should have at least 2 dimensions, but has ${String(shape?.length)} dimensions instead`, 'shape/rank',
      ));
    }
    const [left, right] = [matricesOf(L), matricesOf(B)];
    if (left !== null) check.equal(left.rows, left.columns, refuse(`A must be batches of square matrices, but they are ${dimText(left.rows)} by ${dimText(left.columns)} matrices`, 'shape/matmul'));
    if (left !== null && right !== null) check.equal(left.rows, right.rows, refuse(
      `Incompatible matrix sizes for cholesky_solve: each A matrix is ${dimText(left.rows)} by ${dimText(left.rows)} but each b matrix is ${dimText(right.rows)} by ${dimText(right.columns)}`,
      'shape/matmul',
    ));
    return solution(L, B, true, check);
  },
});

const ldlSolve = defineOp({
  name: 'linalg_ldl_solve',
  schema: { LD: tensor(), pivots: tensor(), B: tensor(), hermitian: ignored() },
  infer: ({ LD, B }, check) => solution(LD, B, true, check),
});

function ldlFactor(name: string, parts: 2 | 3): Op {
  return defineOp({
    name,
    schema: { input: tensor(), hermitian: ignored(), check_errors: ignored() },
    infer({ input }, check) {
      checkSquare('torch.linalg.ldl_factor_ex', input, check);
      checkFloating('torch.linalg.ldl_factor_ex', input, check);
      return [input, pivotsOf(input), infoOf(input)].slice(0, parts);
    },
  });
}

/** What is left over: by most drivers where there are more rows than columns, by some only where the matrix is of full rank. */
function residuals(driver: string | null | undefined, { rows, columns }: Matrices, shape: Shape): Shape | null {
  if (driver === null || driver === 'gelsy' || lessOrEqual(rows, columns) === true) return [0];
  return driver === 'gels' && lessThan(columns, rows) === true ? shape : null;
}

/** Which parts hold something hangs on the driver and on the numbers. */
const lstsq = defineOp({
  name: 'linalg_lstsq',
  schema: { input: tensor(), b: tensor(), rcond: ignored(), driver: text(null) },
  infer({ input: A, b: B, driver }, check) {
    check.must(A.shape === null || A.shape.length >= 2, refuse('torch.linalg.lstsq: input must have at least 2 dimensions.', 'shape/rank'));
    check.must(B.shape === null || B.shape.length >= 1, refuse('torch.linalg.lstsq: other must have at least 1 dimension.', 'shape/rank'));
    const matrices = matricesOf(A);
    const { dtype } = A;
    const real = realType(dtype);
    if (matrices === null || B.shape === null) return [unknownTensor(dtype), unknownTensor(real), unknownTensor('int64'), unknownTensor(real)];
    const { batch, rows, columns } = matrices;
    const isVector = B.shape.length === A.shape?.length ? false : B.shape.length === (A.shape?.length ?? 0) - 1;
    const given = isVector ? [...B.shape, 1] : B.shape;
    check.equal(rows, given.at(-2) ?? null, refuse('torch.linalg.lstsq: input.size(-2) should match other.size(-2)'));
    const whole = broadcast(batch, given.slice(0, -2), check, dtype);
    const answer = whole === null ? null : [...whole, columns, ...(isVector ? [] : [given.at(-1) ?? null])];
    const values = driver === 'gelsd' || driver === 'gelss' ? [...batch, lesser(matrices)] : driver === undefined ? null : [0];
    return [tensorType(answer, dtype), tensorType(residuals(driver, matrices, isVector ? [...given.slice(0, -2), 1] : [...given.slice(0, -2), given.at(-1) ?? null]), real), tensorType(driver === 'gels' ? [0] : driver === undefined ? null : batch, 'int64'), tensorType(values, real)];
  },
});

/** The product of the reflections that QR leaves: `torch.linalg.householder_product`, `torch.orgqr`. */
function householder(name: string, second: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), [second]: tensor() },
    infer({ input }, check) {
      check.must(input.shape === null || input.shape.length >= 2, refuse(
        'torch.linalg.householder_product: input must have at least 2 dimensions.', 'shape/rank',
      ));
      return input;
    },
  });
}

const ormqr = defineOp({
  name: 'ormqr',
  schema: { input: tensor(), input2: tensor(), input3: tensor(), left: ignored(), transpose: ignored() },
  infer: ({ input3 }) => input3,
});

const geqrf = defineOp({
  name: 'geqrf',
  schema: { input: tensor() },
  infer({ input }, check) {
    check.must(input.shape === null || input.shape.length >= 2, refuse('torch.geqrf: input must have at least 2 dimensions.', 'shape/rank'));
    const matrices = matricesOf(input);
    return [input, tensorType(matrices === null ? null : [...matrices.batch, lesser(matrices)], input.dtype)];
  },
});

const qr = defineOp({
  name: 'qr',
  schema: { input: tensor(), some: bool(true) },
  infer({ input, some }, check) {
    checkFloating('linalg.qr', input, check);
    checkRank('linalg.qr', input, check);
    const matrices = matricesOf(input);
    const { dtype } = input;
    if (matrices === null || some === undefined) return [unknownTensor(dtype), unknownTensor(dtype)];
    const inner = some ? lesser(matrices) : matrices.rows;
    return [tensorType([...matrices.batch, matrices.rows, inner], dtype), tensorType([...matrices.batch, inner, matrices.columns], dtype)];
  },
});

/** A few of the largest singular values; V is not transposed. */
function lowRank(name: string, byDefault: number | null): Op {
  return defineOp({
    name,
    schema: { A: tensor(), q: optionalInt(byDefault), niter: ignored(), M: optionalTensor() },
    infer({ A, q }) {
      const matrices = matricesOf(A);
      const { dtype } = A;
      if (matrices === null || q === undefined) return [unknownTensor(dtype), unknownTensor(realType(dtype)), unknownTensor(dtype)];
      const { batch, rows, columns } = matrices;
      const count: Dim = q === 'none' ? (typeof rows === 'number' && typeof columns === 'number' ? Math.min(6, rows, columns) : null) : q;
      return [tensorType([...batch, rows, count], dtype), tensorType([...batch, count], realType(dtype)), tensorType([...batch, columns, count], dtype)];
    },
  });
}

const matrixPower = defineOp({
  name: 'matrix_power',
  schema: { input: tensor(), n: int() },
  infer({ input }, check) {
    checkSquare('linalg.matrix_power', input, check);
    return input;
  },
});

const vecdot = defineOp({
  name: 'linalg_vecdot',
  schema: { x: tensor(), y: tensor(), dim: int(-1) },
  infer({ x, y, dim }, check) {
    checkFloating('linalg.vecdot', x, check);
    const dtype = promote([x, y]);
    const shape = broadcast(x.shape, y.shape, check, dtype);
    if (shape === null) return unknownTensor(dtype);
    const axis = dimIndex(dim, shape.length);
    return axis === null ? unknownTensor(dtype) : tensorType(shape.filter((_, at) => at !== axis), dtype);
  },
  explain: ({ x, y }, output) => shapeLine([x, y], output),
});

const tensorinv = defineOp({
  name: 'linalg_tensorinv',
  schema: { input: tensor(), ind: int(2) },
  infer({ input: { shape, dtype }, ind }, check) {
    check.must(typeof ind !== 'number' || ind > 0, refuse(`Expected a strictly positive integer for 'ind', but got ${dimText(ind)}`));
    if (shape === null || typeof ind !== 'number') return unknownTensor(dtype);
    const [first, last] = [shape.slice(0, ind), shape.slice(ind)];
    check.equal(product(first), product(last), refuse(
      `Expected self to satisfy the requirement prod(self.shape[ind:]) == prod(self.shape[:ind]), but got ${dimText(product(last))} != ${dimText(product(first))}`,
    ));
    return tensorType([...last, ...first], dtype);
  },
});

const tensorsolve = defineOp({
  name: 'linalg_tensorsolve',
  schema: { input: tensor(), other: tensor(), dims: optionalInts() },
  infer({ input: A, other: B, dims }, check) {
    const { shape, dtype } = A;
    if (shape === null || B.shape === null || dims === null) return unknownTensor(dtype);
    const moved = dims === 'none' ? [] : dims.map((dim) => dimIndex(dim, shape.length));
    if (moved.includes(null)) return unknownTensor(dtype);
    const order: Shape = [...shape.filter((_, axis) => !moved.includes(axis)), ...moved.map((axis) => shape[axis ?? 0] ?? null)];
    const [first, last] = [B.shape, order.slice(B.shape.length)].map(product);
    check.equal(first ?? null, last ?? null, refuse(
      `Expected self to satisfy the requirement prod(self.shape[other.ndim:]) == prod(self.shape[:other.ndim]), but got ${dimText(last ?? null)} != ${dimText(first ?? null)}`,
    ));
    return tensorType(order.slice(B.shape.length), dtype);
  },
});

const solveEx = defineOp({
  name: 'linalg_solve_ex',
  schema: { A: tensor(), B: tensor(), left: bool(true), check_errors: ignored() },
  infer({ A, B, left }, check) {
    checkSquare('linalg.solve', A, check);
    const [one, other] = [A.shape, B.shape];
    const isVector = one !== null && other !== null && (other.length === 1 || (other.length === one.length - 1 && other.every((size, axis) => compare(size, one[axis] ?? null) === 'equal')));
    const mayBeVector = one !== null && other !== null && !isVector && other.length === one.length - 1 && other.every((size, axis) => compare(size, one[axis] ?? null) !== 'different');
    if (mayBeVector) return [unknownTensor(A.dtype), infoOf(A)];
    const answer = solution(A, isVector ? tensorType([...other, 1], B.dtype) : B, left, check);
    return [isVector && answer.shape !== null ? tensorType(answer.shape.slice(0, -1), answer.dtype) : answer, tensorType(answer.shape === null ? null : matricesOf(A)?.batch ?? null, 'int32')];
  },
});

export const factorisationOps: readonly Op[] = [
  checked('linalg_cholesky_ex', 'input', 'linalg.cholesky'),
  checked('linalg_inv_ex', 'A', 'linalg.inv'),
  keepsMatrices('cholesky', 'input', 'cholesky'),
  keepsMatrices('cholesky_inverse', 'input', 'cholesky_inverse'),
  matrixExp(),
  luFactor('linalg_lu_factor', 2),
  luFactor('linalg_lu_factor_ex', 3),
  lu,
  linalgLu,
  luUnpack,
  linalgLuSolve,
  luSolve,
  solveTriangular,
  triangularSolve,
  choleskySolve,
  ldlSolve,
  ldlFactor('linalg_ldl_factor', 2),
  ldlFactor('linalg_ldl_factor_ex', 3),
  lstsq,
  householder('linalg_householder_product', 'tau'),
  householder('orgqr', 'input2'),
  ormqr,
  geqrf,
  qr,
  lowRank('svd_lowrank', 6),
  lowRank('pca_lowrank', null),
  matrixPower,
  vecdot,
  tensorinv,
  tensorsolve,
  solveEx,
];
