/**
 * Distances and similarities of vectors, which lie along one axis, and their normalisation.
 * https://pytorch.org/docs/stable/nn.functional.html#distance-functions
 */
import { floorDiv, mul, sub } from '../dims/dim';
import { broadcast } from './broadcast';
import { dimIndex } from './dim-index';
import { Refusal, defineOp } from './op';
import type { Op } from './op';
import { bool, float, ignored, int, ints, tensor, text } from './parameter';
import { floating, kindOf, promote, realType } from './promote';
import { dimText, scalarTypeName } from './shape-text';
import { tensorType, unknownSizes, unknownTensor } from './tensor-type';
import type { DType } from './tensor-type';

const cosineSimilarity = defineOp({
  name: 'cosine_similarity',
  schema: { x1: tensor(), x2: tensor(), dim: int(1), eps: float(1e-8) },
  infer({ x1, x2, dim }, check) {
    const dtype = promote([x1, x2]);
    check.must(dtype === null || kindOf(dtype) >= 2, () => new Refusal(
      'shape/arguments',
      `expected common dtype to be floating point, yet common dtype is ${dtype === null ? '?' : scalarTypeName(dtype)}`,
    ));
    const shape = broadcast(x1.shape, x2.shape, check);
    if (shape === null) return unknownTensor(dtype);
    const axis = dimIndex(dim, shape.length);
    if (axis === null) return unknownSizes(Math.max(shape.length - 1, 0), dtype);
    return tensorType(shape.filter((_, index) => index !== axis), dtype);
  },
  explain: () => ['x1 · x2 / (‖x1‖ · ‖x2‖) along dim'],
});

const pairwiseDistance = defineOp({
  name: 'pairwise_distance',
  schema: { x1: tensor(), x2: tensor(), p: float(2), eps: float(1e-6), keepdim: bool(false) },
  infer({ x1, x2, keepdim }, check) {
    const dtype = realType(floating(promote([x1, x2])));
    const shape = broadcast(x1.shape, x2.shape, check);
    if (shape === null || keepdim === undefined) return unknownTensor(dtype);
    return tensorType(keepdim && shape.length > 0 ? [...shape.slice(0, -1), 1] : shape.slice(0, -1), dtype);
  },
  explain: () => ['‖x1 − x2 + eps‖ along the last axis'],
});

const normalize = defineOp({
  name: 'normalize',
  schema: { input: tensor(), p: float(2), dim: ints([1]), eps: float(1e-12), out: ignored() },
  infer({ input, dim }, check) {
    const { shape, dtype } = input;
    check.must(dtype === null || kindOf(dtype) >= 2, () => new Refusal(
      'shape/arguments',
      `linalg.vector_norm: Expected a floating point or complex tensor as input. Got ${dtype === null ? '?' : scalarTypeName(dtype)}`,
      'RuntimeError',
      input,
    ));
    if (shape !== null) for (const axis of dim ?? []) dimIndex(axis, shape.length, input);
    return tensorType(shape, dtype);
  },
  explain: () => ['x / max(‖x‖, eps) along dim'],
});

function floatingOnly(op: string, dtype: DType | null, name: string): Refusal | null {
  if (dtype === null || kindOf(dtype) === 2) return null;
  return new Refusal(
    'shape/arguments',
    `${op} only supports floating-point dtypes${name === '' ? '' : `, ${name} got: ${scalarTypeName(dtype)}`}`,
  );
}

const cdist = defineOp({
  name: 'cdist',
  schema: { x1: tensor(), x2: tensor(), p: float(2), compute_mode: text('use_mm_for_euclid_dist_if_necessary') },
  infer({ x1, x2, p, compute_mode: mode }, check) {
    const modes = ['use_mm_for_euclid_dist_if_necessary', 'use_mm_for_euclid_dist', 'donot_use_mm_for_euclid_dist'];
    check.must(mode === undefined || (mode !== null && modes.includes(mode)), () => new Refusal(
      'shape/arguments',
      `${String(mode)} is not a valid value for compute_mode`,
      'ValueError',
    ));
    const dtype = x1.dtype ?? x2.dtype;
    const [first, second] = [x1.shape, x2.shape];
    const rank = (name: string, length: number | undefined) => {
      check.must(length === undefined || length >= 2, () => new Refusal(
        'shape/rank',
        `cdist only supports at least 2D tensors, ${name} got: ${String(length)}D`,
      ));
    };
    for (const refusal of [floatingOnly('cdist', x1.dtype, 'X1'), floatingOnly('cdist', x2.dtype, 'X2')]) if (refusal !== null) throw refusal;
    rank('X1', first?.length);
    rank('X2', second?.length);
    if (first === null || second === null) return unknownTensor(dtype);
    const [columns, others] = [first.at(-1) ?? null, second.at(-1) ?? null];
    check.equal(columns, others, () => new Refusal(
      'shape/matmul',
      `X1 and X2 must have the same number of columns. X1: ${dimText(columns)} X2: ${dimText(others)}`,
    ));
    check.must(typeof p !== 'number' || p >= 0, () => new Refusal('shape/arguments', 'cdist only supports non-negative p values'));
    const batch = broadcast(first.slice(0, -2), second.slice(0, -2), check) ?? [];
    return tensorType([...batch, first.at(-2) ?? null, second.at(-2) ?? null], dtype);
  },
  explain: (_, output) => [`${dimText(output.shape?.at(-2) ?? null)} × ${dimText(output.shape?.at(-1) ?? null)} distances of rows`],
});

const pdist = defineOp({
  name: 'pdist',
  schema: { input: tensor(), p: float(2) },
  infer({ input, p }, check) {
    const { dtype } = input;
    const shape = check.suppose(input, () => [null, null]);
    check.must(shape === null || shape.length === 2, () => new Refusal(
      'shape/rank',
      `pdist only supports 2D tensors, got: ${String(shape?.length)}D`,
    ));
    const refusal = floatingOnly('pdist', dtype, '');
    if (refusal !== null) throw refusal;
    check.must(typeof p !== 'number' || p >= 0, () => new Refusal('shape/arguments', 'pdist only supports non-negative p values'));
    const rows = shape?.[0] ?? null;
    return tensorType([floorDiv(mul(rows, sub(rows, 1)), 2)], dtype);
  },
  explain: ({ input }, output) => [`N·(N − 1)/2 = ${dimText(output.shape?.[0] ?? null)} pairs of ${dimText(input.shape?.[0] ?? null)} rows`],
});

export const distanceOps: readonly Op[] = [cosineSimilarity, pairwiseDistance, normalize, cdist, pdist];
