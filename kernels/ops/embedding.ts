/**
 * Look-ups: embedding takes indices [*] into weight [V, D] to [*, D]; embedding_bag reduces each bag of indices; one_hot [*] → [*, C].
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.embedding.html
 */
import { compare, lessOrEqual, lessThan, neg, sub } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { parameterCount } from './cost';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { bool, float, ignored, int, optionalInt, optionalTensor, tensor, text } from './parameter';
import { kindOf } from './promote';
import { dimText, scalarTypeName, torchSizeText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { TensorType } from './tensor-type';

/** Demands indices of an integer type that can index. */
function checkIndices(op: string, { dtype }: TensorType, check: Check, recovery: TensorType): void {
  check.must(dtype === null || dtype === 'int64' || dtype === 'int32', () => {
    const name = dtype === 'bool' || dtype === 'bfloat16' || dtype === null ? `CPU${dtype === null ? '?' : scalarTypeName(dtype)}Type` : `torch.${scalarTypeName(dtype)}Tensor`;
    return new Refusal(
      'shape/arguments',
      `Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got ${name} instead (while checking arguments for ${op})`,
      'RuntimeError',
      recovery,
    );
  });
}

const embedding = defineOp({
  name: 'embedding',
  schema: {
    input: tensor(),
    weight: tensor(),
    padding_idx: optionalInt(),
    max_norm: float(null),
    norm_type: float(2),
    scale_grad_by_freq: bool(false),
    sparse: bool(false),
  },
  infer({ input, weight, padding_idx: padding }, check) {
    const table = check.suppose(weight, () => [null, null]);
    const [rows = null, width = null] = table ?? [];
    const indices = check.guess(input, () => [null, null]);
    const output = indices === null ? unknownTensor(weight.dtype) : tensorType([...indices, width], weight.dtype);
    if (padding !== undefined && padding !== 'none') {
      const inRange = lessThan(padding, 0) === true ? lessOrEqual(neg(rows), padding) : compare(padding, 0) === 'equal' || lessThan(padding, rows);
      check.must(inRange, () => new Refusal('shape/arguments', 'Padding_idx must be within num_embeddings', 'AssertionError', output));
    }
    check.must(table === null || table.length === 2, () => new Refusal('shape/rank', "'weight' must be 2-D"));
    checkIndices('embedding', input, check, output);
    return output;
  },
  explain: (_, output) => [`one row of ${dimText(output.shape?.at(-1) ?? null)} numbers for each index`],
  cost: ({ weight }) => ({ macs: 0, parameters: parameterCount(weight, null) }),
});

const embeddingBag = defineOp({
  name: 'embedding_bag',
  schema: {
    input: tensor(),
    weight: tensor(),
    offsets: optionalTensor(),
    max_norm: float(null),
    norm_type: float(2),
    scale_grad_by_freq: bool(false),
    mode: text('mean'),
    sparse: bool(false),
    per_sample_weights: optionalTensor(),
    include_last_offset: bool(false),
    padding_idx: ignored(),
  },
  infer(args, check) {
    const { input, offsets, mode, per_sample_weights: perSample } = args;
    // Indices and table used to stand the other way round, and still may.
    const isSwapped = args.weight.dtype === 'int64' && input.dtype !== 'int64' && input.dtype !== null;
    const [indices, weight] = isSwapped ? [args.weight, input] : [input, args.weight];
    const { dtype } = weight;
    if (input.dtype === null && args.weight.dtype === 'int64') return unknownTensor();
    if (args.weight.dtype === null && input.dtype !== null && kindOf(input.dtype) >= 2) return unknownTensor();
    if (indices.shape === null || weight.shape === null) return unknownTensor(dtype);
    const width = weight.shape[1] ?? null;
    const rank = indices.shape.length;
    const bags = bagCount(indices.shape[0] ?? null, rank, offsets, args.include_last_offset);
    const output = tensorType([bags, width], dtype);
    const refuse = (message: () => string, exception: 'ValueError' | 'NotImplementedError' = 'ValueError', code = 'shape/arguments') => () => new Refusal(
      code,
      message(),
      exception,
      output,
    );
    if (perSample?.shape) {
      const [own, whole] = [perSample.shape, indices.shape];
      const same = own.length === rank && own.every((size, axis) => compare(size, whole[axis] ?? null) !== 'different');
      check.must(same, refuse(
        () => `embedding_bag: If per_sample_weights (${torchSizeText(own)}) is not None, then it must have the same shape as the input (${torchSizeText(whole)})`,
      ));
    }
    const tableRank = weight.shape.length;
    check.must(tableRank === 2, refuse(
      () => `weight has to be a 2D Tensor, but got Tensor of dimension ${String(tableRank)}`,
      'ValueError',
      'shape/rank',
    ));
    if (rank === 2) {
      check.must(!offsets, refuse(
        () => "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length sequences. However, found offsets of type <class 'torch.Tensor'>",
      ));
    } else if (rank === 1) {
      check.must(offsets !== null, refuse(() => 'offsets has to be a 1D Tensor but got None'));
      const offsetRank = offsets?.shape?.length ?? 1;
      check.must(offsetRank === 1, refuse(() => 'offsets has to be a 1D Tensor', 'ValueError', 'shape/rank'));
    } else {
      throw refuse(() => `input has to be 1D or 2D Tensor, but got Tensor of dimension ${String(rank)}`, 'ValueError', 'shape/rank')();
    }
    check.must(mode === undefined || mode === 'sum' || mode === 'mean' || mode === 'max', refuse(
      () => 'mode has to be one of sum, mean or max',
    ));
    if (mode === 'max') {
      check.must(args.scale_grad_by_freq !== true, refuse(() => 'max mode does not support scaling the gradient by the frequency'));
      check.must(args.sparse !== true, refuse(() => 'max mode does not support sparse weights'));
    }
    check.must(!perSample || mode === undefined || mode === 'sum', refuse(
      () => `embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for mode='sum' (got mode='${String(mode)}'). Please open a feature request on GitHub.`,
      'NotImplementedError',
    ));
    checkIndices('embedding_bag', indices, check, output);
    return output;
  },
  explain: ({ mode }) => [`the ${mode ?? 'reduced'} of each bag's rows`],
  cost: ({ weight }) => ({ macs: 0, parameters: parameterCount(weight, null) }),
});

/** A row of a matrix is a bag; of a vector each offset begins one. */
function bagCount(first: Dim, rank: number, offsets: TensorType | null | undefined, includesLast: boolean | undefined): Dim {
  if (rank === 2) return first;
  const count = offsets?.shape?.[0] ?? null;
  if (includesLast === undefined) return null;
  return includesLast ? sub(count, 1) : count;
}

const oneHot = defineOp({
  name: 'one_hot',
  schema: { input: tensor(), num_classes: int(-1) },
  infer({ input, num_classes: classes }, check) {
    check.must(input.dtype === null || input.dtype === 'int64', () => new Refusal(
      'shape/arguments',
      'one_hot is only applicable to index tensor of type LongTensor.',
      'RuntimeError',
    ));
    if (input.shape === null) return unknownTensor('int64');
    const isCounted = compare(classes, -1);
    const isEmpty = input.shape.includes(0);
    check.must(!isEmpty || lessThan(0, classes), () => new Refusal(
      'shape/arguments',
      'Can not infer total number of classes from empty tensor.',
    ));
    if (isCounted === 'different') {
      check.must(lessThan(0, classes), () => new Refusal('shape/arguments', 'Class values must be smaller than num_classes.'));
    }
    return tensorType([...input.shape, isCounted === 'different' ? classes : null], 'int64');
  },
  explain: ({ num_classes: classes }) => [`one axis more, of ${dimText(classes)} classes`],
});

export const embeddingOps: readonly Op[] = [embedding, embeddingBag, oneHot];
