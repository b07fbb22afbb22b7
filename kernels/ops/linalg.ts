/**
 * Linear algebra on the last two axes; the leading ones are batches.
 * https://pytorch.org/docs/stable/linalg.html
 */
import { compare } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { broadcast } from './broadcast';
import { dimIndices } from './dim-list';
import { checkFloating, checkRank, checkSquare, lesser, matricesOf, refuse } from './matrix';
import type { Matrices } from './matrix';
import { defineOp } from './op';
import type { Op } from './op';
import { bool, datum, dtype as dtypeParameter, int, ints, optionalInts, tensor, text } from './parameter';
import { complexType, kindOf, realType } from './promote';
import { reducedShape } from './reduced-shape';
import { shapeLine } from './shape-line';
import { dimText, scalarTypeName, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { TensorType } from './tensor-type';

/** An op on square matrices. `called` is the op's name in its messages. */
function square(name: string, called: string, outputs: (matrices: Matrices) => TensorType | readonly TensorType[], isComplex = false): Op {
  const first = name.startsWith('linalg_') ? 'A' : 'input';
  return defineOp({
    name,
    schema: { [first]: tensor() },
    infer(args: Readonly<Record<string, TensorType>>, check) {
      const input = args[first] ?? unknownTensor();
      checkSquare(called, input, check);
      if (isComplex) check.must(input.dtype === null || kindOf(input.dtype) >= 2, refuse(
        `Unknown Complex ScalarType for ${scalarTypeName(input.dtype ?? 'float32')}`,
      ));
      else if (!called.endsWith('eigh')) checkFloating(called, input, check);
      const matrices = matricesOf(input);
      if (matrices !== null) return outputs(matrices);
      const known = outputs({ batch: [], rows: null, columns: null, dtype: input.dtype });
      return Array.isArray(known) ? (known as readonly TensorType[]).map(({ dtype }) => unknownTensor(dtype)) : unknownTensor((known as TensorType).dtype);
    },
    explain: (args: Readonly<Record<string, TensorType>>, output) => shapeLine([args[first] ?? unknownTensor()], output),
  });
}

const whole = ({ batch, rows, columns, dtype }: Matrices) => tensorType([...batch, rows, columns], dtype);
const scalar = ({ batch, dtype }: Matrices) => tensorType(batch, dtype);
const eigenvalues = ({ batch, rows, dtype }: Matrices) => tensorType([...batch, rows], realType(dtype));
const complexValues = ({ batch, rows, dtype }: Matrices) => tensorType([...batch, rows], complexType(dtype));

/** `isFull` undefined: not known which form. `isTransposed` for torch.svd, whose last output is V and not its transpose. */
function decomposed(matrices: Matrices, isFull: boolean | undefined, isTransposed: boolean): readonly TensorType[] {
  const { batch, rows, columns, dtype } = matrices;
  const rank = lesser(matrices);
  const inner = (size: Dim) => (isFull === undefined && compare(size, rank) !== 'equal' ? null : isFull === true ? size : rank);
  const last = isTransposed ? [columns, inner(columns)] : [inner(columns), columns];
  return [tensorType([...batch, rows, inner(rows)], dtype), tensorType([...batch, rank], realType(dtype)), tensorType([...batch, ...last], dtype)];
}

function unknownParts({ dtype }: TensorType): readonly TensorType[] {
  return [unknownTensor(dtype), unknownTensor(realType(dtype)), unknownTensor(dtype)];
}

const linalgSvd = defineOp({
  name: 'linalg_svd',
  schema: { A: tensor(), full_matrices: bool(true) },
  infer({ A, full_matrices: isFull }, check) {
    checkFloating('linalg.svd', A, check);
    checkRank('linalg.svd', A, check);
    const matrices = matricesOf(A);
    return matrices === null ? unknownParts(A) : decomposed(matrices, isFull, false);
  },
});

const svd = defineOp({
  name: 'svd',
  schema: { input: tensor(), some: bool(true) },
  infer({ input, some }, check) {
    check.must(input.shape === null || input.shape.length >= 2, refuse(
      `linalg.svd: input should have at least 2 dimensions, but has ${String(input.shape?.length)} dimensions instead`, 'shape/rank',
    ));
    const matrices = matricesOf(input);
    return matrices === null ? unknownParts(input) : decomposed(matrices, some === undefined ? undefined : !some, true);
  },
});

const svdvals = defineOp({
  name: 'linalg_svdvals',
  schema: { A: tensor() },
  infer({ A }, check) {
    checkFloating('linalg.svd', A, check);
    checkRank('linalg.svd', A, check);
    const matrices = matricesOf(A);
    return matrices === null ? unknownTensor(realType(A.dtype)) : tensorType([...matrices.batch, lesser(matrices)], realType(A.dtype));
  },
});

const qr = defineOp({
  name: 'linalg_qr',
  schema: { A: tensor(), mode: text('reduced') },
  infer({ A, mode }, check) {
    checkFloating('linalg.qr', A, check);
    checkRank('linalg.qr', A, check);
    check.must(typeof mode !== 'string' || ['reduced', 'complete', 'r'].includes(mode), refuse(
      `qr received unrecognized mode '${String(mode)}' but expected one of 'reduced' (default), 'r', or 'complete'`,
    ));
    const matrices = matricesOf(A);
    if (matrices === null || typeof mode !== 'string') return [unknownTensor(A.dtype), unknownTensor(A.dtype)];
    const { batch, rows, columns, dtype } = matrices;
    const inner = mode === 'complete' ? rows : lesser(matrices);
    return [tensorType(mode === 'r' ? [0] : [...batch, rows, inner], dtype), tensorType([...batch, inner, columns], dtype)];
  },
});

function pinv(name: string): Op {
  const first = name === 'pinverse' ? 'input' : 'A';
  return defineOp({
    name,
    schema: { [first]: tensor(), rcond: datum({ kind: 'none' }) },
    infer(args) {
      const input = args[first] as TensorType;
      const { shape, dtype } = input;
      const isWrong = (shape !== null && shape.length < 2) || (dtype !== null && kindOf(dtype) < 2);
      if (isWrong && shape !== null) {
        throw refuse(`linalg.pinv(${scalarTypeName(dtype ?? 'float32')}{${sizesText(shape)}}): expected a tensor with 2 or more dimensions of float, double, cfloat or cdouble types`)();
      }
      const matrices = matricesOf(input);
      return matrices === null ? unknownTensor(dtype) : tensorType([...matrices.batch, matrices.columns, matrices.rows], dtype);
    },
  });
}

const matrixRank = defineOp({
  name: 'linalg_matrix_rank',
  schema: { A: tensor() },
  infer({ A }, check) {
    checkRank('torch.linalg.matrix_rank', A, check, 'input');
    check.must(A.dtype === null || kindOf(A.dtype) >= 2, refuse("This function doesn't handle types other than float and double"));
    return tensorType(matricesOf(A)?.batch ?? null, 'int64');
  },
});

const cond = defineOp({
  name: 'linalg_cond',
  schema: { A: tensor() },
  infer({ A }, check) {
    check.must(A.shape === null || A.shape.length >= 2, refuse(
      'linalg.cond: The input tensor must have at least 2 dimensions.', 'shape/rank',
    ));
    checkFloating('linalg.svd', A, check);
    return tensorType(matricesOf(A)?.batch ?? null, realType(A.dtype));
  },
});

const solve = defineOp({
  name: 'linalg_solve',
  schema: { A: tensor(), B: tensor() },
  infer({ A, B }, check) {
    const [one, other] = [A.dtype, B.dtype];
    check.must(one === null || other === null || one === other, refuse(
      `linalg.solve: Expected A and B to have the same dtype, but found A of type ${scalarTypeName(one ?? 'float32')} and B of type ${scalarTypeName(other ?? 'float32')} instead`,
    ));
    checkFloating('linalg.solve', A, check);
    checkSquare('linalg.solve', A, check);
    const [left, right] = [A.shape, B.shape];
    if (left === null || right === null) return unknownTensor(one ?? other);
    // As many vectors as there are matrices are told from matrices by their shape alone.
    const isVector = right.length === 1 || (right.length === left.length - 1 && right.every((size, axis) => compare(size, left[axis] ?? null) !== 'different'));
    if (isVector && right.length > 1 && !right.every((size, axis) => compare(size, left[axis] ?? null) === 'equal')) return unknownTensor(one ?? other);
    const columns = isVector ? [...right, 1] : right;
    const [size = null, rows = null] = [left.at(-1), columns.at(-2)];
    check.equal(size, rows, refuse(
      `linalg.solve: Incompatible shapes of A and B for the equation AX = B (${dimText(left.at(-2) ?? null)}x${dimText(size)} and ${dimText(rows)}x${dimText(columns.at(-1) ?? null)})`,
      'shape/matmul',
    ));
    const batch = broadcast(left.slice(0, -2), columns.slice(0, -2), check, one) ?? [];
    return tensorType(isVector ? [...batch, rows] : [...batch, rows, columns.at(-1) ?? null], one ?? other);
  },
  explain: ({ A, B }, output) => shapeLine([A, B], output),
});

const matrixPower = defineOp({
  name: 'linalg_matrix_power',
  schema: { input: tensor(), n: int() },
  infer({ input }, check) {
    checkSquare('linalg.matrix_power', input, check);
    return input;
  },
});

const vectorNorm = defineOp({
  name: 'linalg_vector_norm',
  schema: { x: tensor(), ord: datum({ kind: 'int', value: 2 }), dim: optionalInts(), keepdim: bool(false), dtype: dtypeParameter() },
  infer({ x, dim, keepdim, dtype }, check) {
    checkFloating('linalg.vector_norm', x, check);
    return tensorType(reducedShape(x.shape, dim, keepdim), realType(dtype === 'none' ? x.dtype : dtype));
  },
  explain: ({ x }, output) => shapeLine([x], output),
});

const norm = defineOp({
  name: 'linalg_norm',
  schema: { input: tensor(), ord: datum({ kind: 'none' }), dim: optionalInts(), keepdim: bool(false), dtype: dtypeParameter() },
  infer({ input, ord, dim, keepdim, dtype }, check) {
    checkFloating('linalg.vector_norm', input, check);
    const output = realType(dtype === 'none' ? input.dtype : dtype);
    const count = dim === 'none' || dim === null ? null : dim.length;
    if (ord.kind !== 'none' && dim === 'none' && input.shape !== null) {
      check.must(input.shape.length === 1 || input.shape.length === 2 || ord.kind === 'unknown', refuse(
        `linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got ${String(input.shape.length)}D.`,
      ));
    }
    check.must(count === null || count === 1 || count === 2, refuse(
      `linalg.norm: If dim is specified, it must be of length 1 or 2. Got ${sizesText(dim === 'none' ? [] : dim ?? [])}`,
    ));
    return tensorType(reducedShape(input.shape, dim, keepdim), output);
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

const matrixNorm = defineOp({
  name: 'linalg_matrix_norm',
  schema: { input: tensor(), ord: datum({ kind: 'str', value: 'fro' }), dim: ints([-2, -1]), keepdim: bool(false), dtype: dtypeParameter() },
  infer({ input, dim, keepdim, dtype }, check) {
    checkRank('linalg.matrix_norm', input, check);
    checkFloating('linalg.matrix_norm', input, check);
    check.must(dim === null || dim.length === 2, refuse(
      `linalg.matrix_norm: dim must be a 2-tuple. Got ${dim?.map(dimText).join(' ') ?? ''}`,
    ));
    if (dim !== null && input.shape !== null) dimIndices(dim, input.shape.length);
    return tensorType(reducedShape(input.shape, dim, keepdim), realType(dtype === 'none' ? input.dtype : dtype));
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

export const linalgOps: readonly Op[] = [
  square('linalg_inv', 'linalg.inv', whole),
  square('inverse', 'linalg.inv', whole),
  square('linalg_cholesky', 'linalg.cholesky', whole),
  square('linalg_matrix_exp', 'linalg.matrix_exp', whole),
  square('linalg_det', 'linalg.det', scalar),
  square('det', 'linalg.det', scalar),
  square('logdet', 'logdet', scalar),
  square('linalg_slogdet', 'linalg.slogdet', (matrices) => [scalar(matrices), tensorType(matrices.batch, realType(matrices.dtype))]),
  square('linalg_eigh', 'linalg.eigh', (matrices) => [eigenvalues(matrices), whole(matrices)]),
  square('linalg_eigvalsh', 'linalg.eigh', eigenvalues),
  square('linalg_eig', 'linalg.eig', (matrices) => [complexValues(matrices), tensorType(whole(matrices).shape, complexType(matrices.dtype))], true),
  square('linalg_eigvals', 'linalg.eigvals', complexValues, true),
  linalgSvd,
  svd,
  svdvals,
  qr,
  pinv('linalg_pinv'),
  pinv('pinverse'),
  matrixRank,
  cond,
  solve,
  matrixPower,
  vectorNorm,
  norm,
  matrixNorm,
];
