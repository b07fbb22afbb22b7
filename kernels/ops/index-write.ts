/**
 * A copy of a tensor with elements or slices replaced where an index tensor points.
 * https://pytorch.org/docs/stable/generated/torch.index_copy.html
 */
import { compare, product } from '../dims/dim';
import { dimIndex } from './dim-index';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { datum, ignored, int, tensor, text } from './parameter';
import { dimText, scalarTypeName } from './shape-text';
import type { TensorType } from './tensor-type';

function refuse(words: string, exception: Refusal['exception'] = 'RuntimeError'): () => Refusal {
  return () => new Refusal('shape/arguments', words, exception);
}

function checkSameType(op: string, input: TensorType, source: TensorType, check: Check): void {
  check.must(input.dtype === null || source.dtype === null || input.dtype === source.dtype, refuse(
    `${op}(): self and source expected to have the same dtype, but got (self) ${scalarTypeName(input.dtype ?? 'float32')} and (source) ${scalarTypeName(source.dtype ?? 'float32')}`,
  ));
}

const indexCopy = defineOp({
  name: 'index_copy',
  schema: { input: tensor(), dim: int(), index: tensor(), source: tensor() },
  infer({ input, dim, index, source }, check) {
    const [own, whole, given] = [index.shape, input.shape, source.shape];
    const axis = whole === null ? null : dimIndex(dim, whole.length);
    check.must(own === null || own.length < 2, refuse(`index_copy_(): Index should have dimension 1 or 0 (got ${String(own?.length)})`, 'IndexError'));
    if (own === null || whole === null || given === null) return input;
    const count = product(own);
    check.must(given.length > 0 || compare(count, 1) !== 'different', refuse(
      `index_copy_(): When source is scalar, index should have one element (got ${dimText(count)})`, 'IndexError',
    ));
    check.must(given.length === whole.length || given.length === 0 || whole.length === 0, refuse(
      `index_copy_(): When source and destination are not scalars, their dimensionality must match. Source dimensionality (${String(given.length)}), destination dimensionality (${String(whole.length)})`, 'IndexError',
    ));
    check.must(index.dtype === null || index.dtype === 'int64', refuse(
      `index_copy_(): Expected a long tensor for index, but got ${scalarTypeName(index.dtype ?? 'int64')}`,
    ));
    checkSameType('index_copy_', input, source, check);
    if (axis === null || given.length === 0) return input;
    const size = given[axis] ?? null;
    check.equal(count, size, refuse(
      `index_copy_(): Number of indices (${dimText(count)}) should be equal to source.size(dim) (${dimText(size)})`, 'IndexError',
    ));
    return input;
  },
});

const indexReduce = defineOp({
  name: 'index_reduce',
  schema: { input: tensor(), dim: int(), index: tensor(), source: tensor(), reduce: text(), include_self: ignored() },
  infer({ input, dim, reduce }, check) {
    check.must(typeof reduce !== 'string' || ['prod', 'mean', 'amax', 'amin'].includes(reduce), refuse(
      `index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got ${String(reduce)}.`,
    ));
    if (input.shape !== null) dimIndex(dim, input.shape.length);
    return input;
  },
});

const indexPut = defineOp({
  name: 'index_put',
  schema: { input: tensor(), indices: datum(), values: tensor(), accumulate: ignored() },
  infer({ input, indices, values }, check) {
    const count = indices.kind === 'list' ? indices.items?.length : undefined;
    check.must(count === undefined || input.shape === null || count <= Math.max(input.shape.length, 1), refuse(
      `too many indices for tensor of dimension ${String(input.shape?.length)} (got ${String(count)})`, 'IndexError',
    ));
    check.must(input.dtype === null || values.dtype === null || input.dtype === values.dtype, refuse(
      `Index put requires the source and destination dtypes match, got ${scalarTypeName(input.dtype ?? 'float32')} for the destination and ${scalarTypeName(values.dtype ?? 'float32')} for the source.`,
    ));
    return input;
  },
});

const put = defineOp({
  name: 'put',
  schema: { input: tensor(), index: tensor(), source: tensor(), accumulate: ignored() },
  infer({ input, index, source }, check) {
    check.must(index.dtype === null || index.dtype === 'int64', refuse(`put_(): Expected a long tensor for index, but got ${scalarTypeName(index.dtype ?? 'int64')}`));
    check.must(input.dtype === null || source.dtype === null || input.dtype === source.dtype, refuse(
      `put_(): self and source expected to have the same dtype, but got self.dtype = ${scalarTypeName(input.dtype ?? 'float32')} and source.dtype = ${scalarTypeName(source.dtype ?? 'float32')}`,
    ));
    const [places, values] = [index, source].map(({ shape }) => (shape === null ? null : product(shape)));
    check.equal(places ?? null, values ?? null, refuse(
      `put_(): Expected source and index to have the same number of elements, but got source.numel() = ${dimText(values ?? null)}, index.numel() = ${dimText(places ?? null)}`,
      'IndexError',
    ));
    return input;
  },
});

/** All elements one number. */
const fill = defineOp({
  name: 'fill',
  schema: { input: tensor(), value: datum() },
  infer({ input, value }, check) {
    const rank = value.kind === 'tensor' ? value.type.shape?.length ?? 0 : 0;
    check.must(rank === 0, refuse(`fill_ only supports 0-dimension value tensor but got tensor with ${String(rank)} dimensions.`));
    return input;
  },
});

export const indexWriteOps: readonly Op[] = [indexCopy, indexReduce, indexPut, put, fill];
