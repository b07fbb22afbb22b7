/**
 * Products of matrices and vectors, and batches of them.
 *
 * matmul: [*, n, k] with [*, k, m] gives [*, n, m], the leading axes broadcast; a vector counts as a matrix of one row or column
 * that is taken away again. https://pytorch.org/docs/stable/generated/torch.matmul.html
 */
import { compare, mul, product } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { broadcast } from './broadcast';
import type { BackwardContext, ForwardContext } from './computation';
import { dimIndex } from './dim-index';
import { expanded } from './expand';
import { multiplyBatches, productGradients } from './matmul-kernel';
import { nativeTypeName } from './native-type';
import { Refusal, defineOp } from './op';
import type { Check, Cost, Op } from './op';
import { float, tensor } from './parameter';
import { dimText, scalarTypeName, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { DType, Shape, TensorType } from './tensor-type';

function refuse(code: string, text: string, recovery: TensorType | null = null): () => Refusal {
  return () => new Refusal(code, text, 'RuntimeError', recovery);
}

/** Refuses factors of two types; `word` says it in the kernel's words. */
function checkTypes(a: TensorType, b: TensorType, check: Check, word: (a: DType, b: DType) => string): void {
  const [one, other] = [a.dtype, b.dtype];
  if (one !== null && other !== null) check.must(one === other, refuse('shape/arguments', word(one, other)));
}

const mixedMatrices = (a: DType, b: DType) => `expected m1 and m2 to have the same dtype, but got: ${nativeTypeName(a)} != ${nativeTypeName(b)}`;
const mixedBatches = (a: DType, b: DType) => `expected scalar type ${scalarTypeName(a)} but found ${scalarTypeName(b)}`;
const mixedDot = (a: DType, b: DType) => `dot : expected both vectors to have same dtype, but found ${scalarTypeName(a)} and ${scalarTypeName(b)}`;
const mixedVector = (a: DType, b: DType) => `addmv input tensors must have the same dtype, but got ${scalarTypeName(b)}, ${scalarTypeName(a)}, and ${scalarTypeName(b)}`;

/** The inner sizes of two matrices, rows and columns beside them for the message. */
export function checkInner(rows: Dim, inner: Dim, other: Dim, columns: Dim, check: Check, recovery: TensorType | null): void {
  check.equal(inner, other, refuse(
    'shape/matmul', `mat1 and mat2 shapes cannot be multiplied (${dimText(rows)}x${dimText(inner)} and ${dimText(other)}x${dimText(columns)})`, recovery,
  ));
}

function checkVector(rows: Dim, inner: Dim, length: Dim, check: Check, recovery: TensorType | null): void {
  check.equal(inner, length, refuse(
    'shape/matmul', `size mismatch, got input (${dimText(rows)}), mat (${dimText(rows)}x${dimText(inner)}), vec (${dimText(length)})`, recovery,
  ));
}

function checkDot(a: Dim, b: Dim, check: Check, recovery: TensorType | null): void {
  const [of, to] = [dimText(a), dimText(b)];
  check.equal(a, b, refuse(
    'shape/matmul', `inconsistent tensor size, expected tensor [${of}] and src [${to}] to have the same number of elements, but got ${of} and ${to} elements respectively`, recovery,
  ));
}

function checkBatches(batch: Dim, inner: Dim, otherBatch: Dim, other: Dim, check: Check, recovery: TensorType | null): void {
  const text = () => new Refusal(
    'shape/matmul',
    `Expected size for first two dimensions of batch2 tensor to be: [${dimText(batch)}, ${dimText(inner)}] but got: [${dimText(otherBatch)}, ${dimText(other)}].`,
    'RuntimeError',
    recovery,
  );
  check.equal(batch, otherBatch, text);
  check.equal(inner, other, text);
}

/** The multiplications, of which each element of the output takes as many as the inner size. */
function costOf(inner: Dim | undefined, output: TensorType): Cost {
  return { macs: mul(product(output.shape ?? [null]), inner ?? null), parameters: 0 };
}

function innerLine(inner: Dim | undefined, output: TensorType): readonly string[] {
  return output.shape === null ? [] : [`${sizesText(output.shape)}, each the sum of ${dimText(inner ?? null)} products`];
}

function multiplied(a: TensorType, b: TensorType, check: Check): TensorType {
  const dtype = a.dtype ?? b.dtype;
  const [left, right] = [a.shape, b.shape];
  const ranks = [left?.length, right?.length].map((rank) => `${String(rank)}D`).join(' and ');
  if (left === null || right === null) return unknownTensor(dtype);
  check.must(left.length > 0 && right.length > 0, refuse(
    'shape/rank', `both arguments to matmul need to be at least 1D, but they are ${ranks}`,
  ));
  const inner = left.at(-1) ?? null;
  const [other = null, columns = 1] = right.length === 1 ? right : right.slice(-2);
  const rows = left.length === 1 ? 1 : left.at(-2) ?? null;
  if (left.length === 1 && right.length === 1) {
    checkTypes(a, b, check, mixedDot);
    checkDot(inner, other, check, tensorType([], dtype));
    return tensorType([], dtype);
  }
  if (right.length <= 2 && (left.length >= 2 || right.length === 2)) {
    // The leading axes are folded into the rows.
    const leading = left.slice(0, -1);
    const output = tensorType(right.length === 1 ? leading : [...leading, columns], dtype);
    if (right.length === 1) checkVector(product(leading), inner, other, check, output);
    else checkInner(product(leading), inner, other, columns, check, output);
    checkTypes(a, b, check, right.length === 1 ? mixedVector : mixedMatrices);
    return output;
  }
  const [leftBatch, rightBatch] = [left.slice(0, -2), right.slice(0, -2)];
  const batch = broadcast(leftBatch, rightBatch, check, dtype) ?? [];
  const output = tensorType([...batch, ...(left.length === 1 ? [] : [rows]), ...(right.length === 1 ? [] : [columns])], dtype);
  const count = product(batch);
  checkBatches(count, inner, count, other, check, output);
  checkTypes(a, b, check, mixedBatches);
  return output;
}

/** Forward and backward of a product of `input` and the factor of that name. */
function multiplying(second: string) {
  return {
    forward: (_args: unknown, context: ForwardContext) => multiplyBatches(context, context.input('input'), context.input(second), context.output()),
    backward(_args: unknown, context: BackwardContext) {
      const [a, b] = productGradients(context, context.input('input'), context.input(second), context.gradient(), context.needs('input'), context.needs(second));
      return { input: a, [second]: b };
    },
  };
}

const matmul = defineOp({
  name: 'matmul',
  schema: { input: tensor(), other: tensor() },
  infer: ({ input, other }, check) => multiplied(input, other, check),
  explain: ({ input }, output) => innerLine(input.shape?.at(-1), output),
  cost: ({ input }, output) => costOf(input.shape?.at(-1), output),
  ...multiplying('other'),
});

function checkMatrix({ shape }: TensorType, text: string, check: Check): void {
  check.must(shape === null || shape.length === 2, refuse('shape/rank', text));
}

const mm = defineOp({
  name: 'mm',
  schema: { input: tensor(), mat2: tensor() },
  infer({ input, mat2 }, check) {
    checkMatrix(input, 'self must be a matrix', check);
    checkMatrix(mat2, 'mat2 must be a matrix', check);
    const [rows = null, inner = null] = check.suppose(input, () => [null, mat2.shape?.[0] ?? null]) ?? [];
    const [other = null, columns = null] = check.suppose(mat2, () => [inner, null]) ?? [];
    const output = tensorType([rows, columns], input.dtype ?? mat2.dtype);
    checkInner(rows, inner, other, columns, check, output);
    checkTypes(input, mat2, check, mixedMatrices);
    return output;
  },
  explain: ({ input }, output) => innerLine(input.shape?.at(-1), output),
  cost: ({ input }, output) => costOf(input.shape?.at(-1), output),
  ...multiplying('mat2'),
});

function checkBatch({ shape }: TensorType, name: string, check: Check): void {
  check.must(shape === null || shape.length === 3, refuse('shape/rank', `${name} must be a 3D tensor`));
}

const bmm = defineOp({
  name: 'bmm',
  schema: { input: tensor(), mat2: tensor() },
  infer({ input, mat2 }, check) {
    checkBatch(input, 'batch1', check);
    checkBatch(mat2, 'batch2', check);
    const [batch = null, rows = null, inner = null] = check.suppose(input, () => [mat2.shape?.[0] ?? null, null, mat2.shape?.[1] ?? null]) ?? [];
    const [otherBatch = null, other = null, columns = null] = check.suppose(mat2, () => [batch, inner, null]) ?? [];
    const output = tensorType([batch ?? otherBatch, rows, columns], input.dtype ?? mat2.dtype);
    checkBatches(batch, inner, otherBatch, other, check, output);
    checkTypes(input, mat2, check, mixedBatches);
    return output;
  },
  explain: ({ input }, output) => innerLine(input.shape?.at(-1), output),
  cost: ({ input }, output) => costOf(input.shape?.at(-1), output),
  ...multiplying('mat2'),
});

const mv = defineOp({
  name: 'mv',
  schema: { input: tensor(), vec: tensor() },
  infer({ input, vec }, check) {
    const [matrix, vector] = [input.shape, vec.shape];
    check.must(matrix?.length !== 0, () => new Refusal(
      'shape/rank',
      'Dimension specified as 0 but tensor has no dimensions',
      'IndexError',
    ));
    if (matrix !== null && vector !== null) {
      check.must(matrix.length === 2 && vector.length === 1, refuse(
        'shape/rank', `vector + matrix @ vector expected, got 1, ${String(matrix.length)}, ${String(vector.length)}`,
      ));
    }
    const [rows = null, inner = null] = matrix ?? [];
    const output = tensorType([rows], input.dtype ?? vec.dtype);
    checkVector(rows, inner, vector?.[0] ?? null, check, output);
    checkTypes(input, vec, check, mixedVector);
    return output;
  },
  explain: ({ input }, output) => innerLine(input.shape?.at(-1), output),
  cost: ({ input }, output) => costOf(input.shape?.at(-1), output),
  ...multiplying('vec'),
});

function dot(name: string, second: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), [second]: tensor() },
    infer(args: Readonly<Record<string, TensorType>>, check) {
      const [a, b] = [args['input'] ?? unknownTensor(), args[second] ?? unknownTensor()];
      const output = tensorType([], a.dtype ?? b.dtype);
      if (a.shape === null || b.shape === null) return output;
      check.must(a.shape.length === 1 && b.shape.length === 1, refuse(
        'shape/rank', `1D tensors expected, but got ${String(a.shape.length)}D and ${String(b.shape.length)}D tensors`,
      ));
      checkTypes(a, b, check, mixedDot);
      checkDot(a.shape[0] ?? null, b.shape[0] ?? null, check, output);
      return output;
    },
    cost: (args: Readonly<Record<string, TensorType>>) => ({ macs: args['input']?.shape?.[0] ?? null, parameters: 0 }),
  });
}

/** What the factors' product is added to, and in what measure. */
const scales = { beta: float(1), alpha: float(1) };

const addmm = defineOp({
  name: 'addmm',
  schema: { input: tensor(), mat1: tensor(), mat2: tensor(), ...scales },
  infer({ input, mat1, mat2 }, check) {
    for (const [name, { shape }] of [['mat1', mat1], ['mat2', mat2]] as const) {
      check.must(shape === null || shape.length === 2, refuse(
        'shape/rank', `${name} must be a matrix, got ${String(shape?.length)}-D tensor`,
      ));
    }
    const [rows = null, inner = null] = mat1.shape ?? [];
    const [other = null, columns = null] = mat2.shape ?? [];
    const output = tensorType([rows, columns], mat1.dtype ?? mat2.dtype);
    checkInner(rows, inner, other, columns, check, output);
    checkAdded(input, [rows, columns], check);
    return output;
  },
  explain: ({ mat1 }, output) => innerLine(mat1.shape?.at(-1), output),
  cost: ({ mat1 }, output) => costOf(mat1.shape?.at(-1), output),
});

/** What is added must expand to the product. */
function checkAdded(input: TensorType, sizes: Shape, check: Check): void {
  if (input.shape !== null) expanded(input, sizes, check);
}

const addmv = defineOp({
  name: 'addmv',
  schema: { input: tensor(), mat: tensor(), vec: tensor(), ...scales },
  infer({ input, mat, vec }, check) {
    const [own, matrix, vector] = [input.shape, mat.shape, vec.shape];
    const [rows = null, inner = null] = matrix ?? [];
    const output = tensorType([rows], input.dtype ?? mat.dtype);
    if (own === null || matrix === null || vector === null) return matrix === null || matrix.length === 2 ? output : unknownTensor(output.dtype);
    check.must(matrix.length === 2 && vector.length === 1 && own.length <= 1, refuse(
      'shape/rank', `vector + matrix @ vector expected, got ${[own, matrix, vector].map(({ length }) => String(length)).join(', ')}`,
    ));
    const [length = null] = vector;
    const mismatch = () => {
      if (own.length === 0) return new Refusal('shape/matmul', 'Dimension specified as 0 but tensor has no dimensions', 'IndexError', output);
      return new Refusal('shape/matmul', `size mismatch, got input (${dimText(own[0] ?? null)}), mat (${dimText(rows)}x${dimText(inner)}), vec (${dimText(length)})`, 'RuntimeError', output);
    };
    check.equal(inner, length, mismatch);
    const [size = 1] = own;
    check.must(compare(size, rows) !== 'different' || compare(size, 1) !== 'different', mismatch);
    return output;
  },
  explain: ({ mat }, output) => innerLine(mat.shape?.at(-1), output),
  cost: ({ mat }, output) => costOf(mat.shape?.at(-1), output),
});

function sizeAt({ shape }: TensorType, axis: number): Dim {
  if (shape === null) return null;
  return shape[dimIndex(axis, shape.length) ?? 0] ?? null;
}

/** baddbmm and addbmm; the latter adds the batch's products up as well. */
function addBatches(name: string, isSummed: boolean): Op {
  return defineOp({
    name,
    schema: { input: tensor(), batch1: tensor(), batch2: tensor(), ...scales },
    infer({ input, batch1, batch2 }, check) {
      const batch = sizeAt(batch1, 0);
      const [rows, columns] = [sizeAt(batch1, 1), sizeAt(batch2, 2)];
      const sizes = isSummed ? [rows, columns] : [batch, rows, columns];
      const output = tensorType(sizes, batch1.dtype ?? batch2.dtype);
      checkAdded(input, sizes, check);
      checkBatch(batch1, 'batch1', check);
      checkBatch(batch2, 'batch2', check);
      const [inner, otherBatch, other] = [sizeAt(batch1, 2), sizeAt(batch2, 0), sizeAt(batch2, 1)];
      if (isSummed) {
        check.equal(batch, otherBatch, refuse(
          'shape/matmul', `batch1 and batch2 must have same number of batches, got ${dimText(batch)} and ${dimText(otherBatch)}`, output,
        ));
        check.equal(inner, other, refuse(
          'shape/matmul', `Incompatible matrix sizes for bmm (${dimText(rows)}x${dimText(inner)} and ${dimText(other)}x${dimText(columns)})`, output,
        ));
      } else checkBatches(batch, inner, otherBatch, other, check, output);
      return output;
    },
    explain: ({ batch1 }, output) => innerLine(batch1.shape?.at(-1), output),
    cost: ({ batch1 }, output) => costOf(isSummed ? mul(batch1.shape?.at(-1) ?? null, batch1.shape?.[0] ?? null) : batch1.shape?.at(-1), output),
  });
}

export const matmulOps: readonly Op[] = [matmul, mm, bmm, mv, dot('dot', 'tensor'), dot('vdot', 'other'), addmm, addmv, addBatches('baddbmm', false), addBatches('addbmm', true)];
