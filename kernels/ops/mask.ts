/**
 * Elements chosen by a mask. How many it chooses is not known of its shape.
 * https://pytorch.org/docs/stable/generated/torch.where.html
 */
import { broadcast, broadcastAll } from './broadcast';
import { checkZeroDimensional } from './gather';
import { nativeTypeName } from './native-type';
import { Refusal, defineOp } from './op';
import type { Op } from './op';
import { datum, tensor } from './parameter';
import { optionalOperand } from './optional-operand';
import { promote } from './promote';
import { shapeLine } from './shape-line';
import { scalarTypeName } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { DType, TensorType } from './tensor-type';

function refuse(words: string): () => Refusal {
  return () => new Refusal('shape/arguments', words);
}

const maskedFill = defineOp({
  name: 'masked_fill',
  schema: { input: tensor(), mask: tensor(), value: datum() },
  infer({ input, mask, value }, check) {
    const { shape } = input;
    const output = tensorType(broadcast(shape === null ? null : check.guess(mask, () => shape), shape, check, input.dtype), input.dtype);
    checkZeroDimensional('masked_fill_', value, check);
    check.must(mask.dtype === null || mask.dtype === 'bool', refuse(
      `masked_fill_ only supports boolean masks, but got mask with dtype ${nativeTypeName(mask.dtype ?? 'float32')}`,
    ));
    return output;
  },
  explain: () => ['y = value where mask, else input'],
});

const maskedSelect = defineOp({
  name: 'masked_select',
  schema: { input: tensor(), mask: tensor() },
  infer({ input, mask }, check) {
    check.must(mask.dtype === null || mask.dtype === 'bool', refuse('masked_select: expected BoolTensor for mask'));
    broadcast(mask.shape, input.shape, check, input.dtype);
    return tensorType([null], input.dtype);
  },
  explain: () => ['the elements where mask, in one row'],
});

const maskedScatter = defineOp({
  name: 'masked_scatter',
  schema: { input: tensor(), mask: tensor(), source: tensor() },
  infer({ input, mask, source }, check) {
    const shape = broadcast(mask.shape, input.shape, check, input.dtype);
    const [own, given] = [input.dtype, source.dtype];
    check.must(own === null || given === null || own === given, refuse(
      `masked_scatter: expected self and source to have same dtypes but got${scalarTypeName(own ?? 'float32')} and ${scalarTypeName(given ?? 'float32')}`,
    ));
    check.must(mask.dtype === null || mask.dtype === 'bool', refuse(
      `masked_scatter_ only supports boolean masks, but got mask with dtype ${scalarTypeName(mask.dtype ?? 'float32')}`,
    ));
    return tensorType(shape, own);
  },
  explain: () => ['the elements where mask replaced by those of source in turn'],
});

/** One row for each element that is not zero. */
function nonzeroRows(name: string): Op {
  return defineOp({
    name,
    schema: { input: tensor() },
    infer: ({ input }) => tensorType(input.shape === null ? [null, null] : [null, input.shape.length], 'int64'),
    explain: ({ input }, output) => shapeLine([input], output),
  });
}

/** `nonzero(input, as_tuple=True)` gives one index tensor for each axis. */
const nonzero = defineOp({
  name: 'nonzero',
  schema: { input: tensor(), as_tuple: datum({ kind: 'bool', value: false }) },
  infer({ input, as_tuple: asTuple }): TensorType | readonly TensorType[] {
    const rank = input.shape?.length ?? null;
    if (asTuple.kind !== 'bool' || asTuple.value === null) return unknownTensor('int64');
    if (!asTuple.value) return tensorType([null, rank], 'int64');
    return rank === null ? [] : Array.from({ length: Math.max(rank, 1) }, () => tensorType([null], 'int64'));
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

/** `where(condition)` gives indices, `where(condition, input, other)` chooses. */
const where = defineOp({
  name: 'where',
  schema: { condition: tensor(), input: optionalOperand(), other: optionalOperand() },
  infer({ condition, input, other }, check) {
    if (input === 'none' || other === 'none') {
      const rank = condition.shape?.length ?? null;
      return rank === null ? [] : Array.from({ length: Math.max(rank, 1) }, () => tensorType([null], 'int64'));
    }
    check.must(isMask(condition.dtype), refuse(
      `where expected condition to be a boolean tensor, but got a tensor with dtype ${scalarTypeName(condition.dtype ?? 'float32')}`,
    ));
    const dtype = promote([input, other]);
    return tensorType(broadcastAll([condition.shape, input.shape, other.shape], check, dtype), dtype);
  },
  explain: () => ['y = input where condition, else other'],
});

function isMask(dtype: DType | null): boolean {
  return dtype === null || dtype === 'bool' || dtype === 'uint8';
}

export const maskOps: readonly Op[] = [maskedFill, maskedSelect, maskedScatter, nonzero, nonzeroRows('argwhere'), where];
