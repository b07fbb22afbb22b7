/**
 * Scaled dot product attention: query [*, L, E], key [*, S, E] and value [*, S, Ev] give [*, L, Ev].
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.scaled_dot_product_attention.html
 */
import { divides, mul, product, sum } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { broadcast } from './broadcast';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { bool, float, optionalTensor, tensor } from './parameter';
import { dimText, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

/** A batch of matrices: [*, rows, columns]. */
interface Matrices {
  readonly batch: Shape;
  readonly rows: Dim;
  readonly columns: Dim;
}

function matrices(shape: Shape): Matrices {
  return { batch: shape.slice(0, -2), rows: shape.at(-2) ?? null, columns: shape.at(-1) ?? null };
}

/** Demands that the columns of `a` meet the rows of `b`, in the words of the product that PyTorch computes. */
function checkInner(a: Matrices, b: Matrices, batch: Shape, check: Check, recovery: TensorType): void {
  // Against one matrix the whole batch is one.
  const text = b.batch.length === 0
    ? `mat1 and mat2 shapes cannot be multiplied (${dimText(product([...a.batch, a.rows]))}x${dimText(a.columns)} and ${dimText(b.rows)}x${dimText(b.columns)})`
    : `Expected size for first two dimensions of batch2 tensor to be: ${sizesText([product(batch), a.columns])} but got: ${sizesText([product(batch), b.rows])}.`;
  check.equal(a.columns, b.rows, () => new Refusal('shape/matmul', text, 'RuntimeError', recovery));
}

/** With grouped queries each head of key and value serves as many of the query's. */
function repeatHeads(query: Matrices, other: Matrices, check: Check): Matrices {
  const [heads = null, fewer = null] = [query.batch.at(-1), other.batch.at(-1)];
  check.must(divides(fewer, heads), () => new Refusal(
    'shape/arguments',
    'Number of heads in key and value must divide the number of heads in ',
  ));
  return { ...other, batch: [...other.batch.slice(0, -1), heads] };
}

const scaledDotProductAttention = defineOp({
  name: 'scaled_dot_product_attention',
  schema: {
    query: tensor(),
    key: tensor(),
    value: tensor(),
    attn_mask: optionalTensor(),
    dropout_p: float(0),
    is_causal: bool(false),
    scale: float(null),
    enable_gqa: bool(false),
  },
  infer(args, check) {
    const dtype = args.query.dtype;
    const [q, k, v] = [args.query.shape, args.key.shape, args.value.shape];
    if (q === null || k === null || v === null) return unknownTensor(dtype);
    check.must(q.length >= 2 && k.length >= 2 && v.length >= 2, () => new Refusal(
      'shape/rank',
      `Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: ${String(q.length)} key.dim: ${String(k.length)} and value.dim: ${String(v.length)} instead.`,
    ));
    const query = matrices(q);
    // With or without groups, the batch is the query's, but for what broadcasts from one.
    if (args.enable_gqa === undefined) {
      return tensorType([...query.batch.map((size) => (size === 1 ? null : size)), query.rows, matrices(v).columns], dtype);
    }
    const [key, value] = args.enable_gqa ? [repeatHeads(query, matrices(k), check), repeatHeads(query, matrices(v), check)] : [matrices(k), matrices(v)];
    const scored = broadcast(query.batch, key.batch, check) ?? [];
    const recovery = tensorType([...scored, query.rows, value.columns], dtype);
    checkInner(query, { ...key, rows: key.columns, columns: key.rows }, scored, check, recovery);
    if (args.attn_mask?.shape) checkMask(args.attn_mask.shape, [...scored, query.rows, key.rows], check, recovery);
    const batch = broadcast(scored, value.batch, check) ?? [];
    // With four axes a fused kernel runs, and does not look.
    if (q.length !== 4) checkInner({ batch: scored, rows: query.rows, columns: key.rows }, value, batch, check, recovery);
    return tensorType([...batch, query.rows, value.columns], dtype);
  },
  explain: ({ query, key, value }, output) => {
    const [q, k, v, out] = [query.shape, key.shape, value.shape, output.shape].map((shape) => (shape ? sizesText(shape) : '?'));
    return [`softmax(query · keyᵀ / √${dimText(query.shape?.at(-1) ?? null)}) · value: ${String(q)} · ${String(k)}ᵀ · ${String(v)} → ${String(out)}`];
  },
  cost: ({ query, key, value }) => {
    const scores = mul(product(query.shape?.slice(0, -1) ?? [null]), key.shape?.at(-2) ?? null);
    return { macs: mul(scores, sum([query.shape?.at(-1) ?? null, value.shape?.at(-1) ?? null])), parameters: 0 };
  },
});

/** The mask is added in place: it may be smaller than the scores, not larger. */
function checkMask(mask: Shape, scores: Shape, check: Check, recovery: TensorType): void {
  const shape = broadcast(scores, mask, check) ?? [];
  const isLarger = shape.length > scores.length || shape.some((size, axis) => scores[axis] === 1 && typeof size === 'number' && size !== 1);
  check.must(!isLarger, () => new Refusal(
    'shape/broadcast',
    `output with shape ${sizesText(scores)} doesn't match the broadcast shape ${sizesText(shape)}`,
    'RuntimeError',
    recovery,
  ));
}

export const attentionOps: readonly Op[] = [scaledDotProductAttention];
