/**
 * Numbers counted, and found among others. How many distinct ones there are is not known of a shape.
 * https://pytorch.org/docs/stable/generated/torch.unique.html
 */
import { compare, lessOrEqual, lessThan, product } from '../dims/dim';
import { dimIndex } from './dim-index';
import { Refusal, defineOp } from './op';
import type { Check, Op, Schema } from './op';
import { bool, float, int, operand, optionalInt, optionalTensor, tensor } from './parameter';
import { kindOf } from './promote';
import { dimText, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

function refuse(words: string, exception: Refusal['exception'] = 'RuntimeError'): () => Refusal {
  return () => new Refusal('shape/arguments', words, exception);
}

function checkSequence(sequence: Shape, values: TensorType, check: Check): void {
  const { shape } = values;
  check.must(sequence.length === 1 || shape?.length !== 0, refuse(
    `torch.searchsorted(): input value can be a scalar only when boundaries tensor dimension is 1, but we got boundaries tensor dim(${String(sequence.length)}) and input value's dim(0) numel(1)`,
  ));
  check.must(sequence.length > 0, refuse('torch.searchsorted(): boundaries tensor should have positive dimension, but got 0 dimension'));
  if (sequence.length === 1 || shape === null) return;
  const fits = shape.length === sequence.length && sequence.slice(0, -1).every((size, axis) => compare(size, shape[axis] ?? null) !== 'different');
  check.must(fits, refuse(
    `torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries tensor and input value tensor must match, but we got boundaries tensor ${sizesText(sequence)} and input value tensor ${sizesText(shape)}`,
  ));
}

function indexType(isShort: boolean | undefined): 'int32' | 'int64' | null {
  return isShort === undefined ? null : isShort ? 'int32' : 'int64';
}

const searchsorted = defineOp({
  name: 'searchsorted',
  schema: { sorted_sequence: tensor(), input: operand(), out_int32: bool(false), right: bool(false) },
  infer({ sorted_sequence: sequence, input, out_int32: isShort }, check) {
    if (sequence.shape !== null) checkSequence(sequence.shape, input, check);
    return tensorType(input.shape, indexType(isShort));
  },
  explain: () => ['for each number, where it would stand in sorted_sequence'],
});

const bucketize = defineOp({
  name: 'bucketize',
  schema: { input: operand(), boundaries: tensor(), out_int32: bool(false), right: bool(false) },
  infer({ input, boundaries, out_int32: isShort }, check) {
    const rank = boundaries.shape?.length;
    check.must(rank === undefined || rank === 1, refuse(`boundaries tensor must be 1 dimension, but got dim(${String(rank)})`));
    return tensorType(input.shape, indexType(isShort));
  },
  explain: () => ['for each number, the index of its bucket'],
});

/** The distinct numbers (or slices along dim), and on demand where each went and how often it came. */
function unique(name: string, first: Schema): Op {
  return defineOp({
    name,
    schema: { input: tensor(), ...first, return_inverse: bool(false), return_counts: bool(false), dim: optionalInt() },
    infer(args, check) {
      const { input, dim } = args;
      const { return_inverse: inverse, return_counts: counts } = args;
      const { shape, dtype } = input;
      const isAlong = dim !== undefined && dim !== 'none';
      if (isAlong) check.must(shape?.length !== 0, refuse(
        `Dimension specified as ${dimText(dim)} but tensor has no dimensions`, 'IndexError',
      ));
      const axis = shape === null || !isAlong ? null : dimIndex(dim, shape.length);
      if (shape !== null && axis !== null) {
        const isEmpty = shape.some((size, at) => at !== axis && size === 0) && shape[axis] !== 0;
        check.must(!isEmpty, refuse("There are 0 sized dimensions, and they aren't selected, so unique cannot be applied"));
      }
      const along = shape?.map((size, at) => (axis === null || at === axis ? null : size)) ?? null;
      const values = dim === 'none' ? [null] : isAlong ? along : null;
      const found = tensorType(values, dtype);
      if (inverse === undefined || counts === undefined) return unknownTensor();
      if (!inverse && !counts) return found;
      const places = dim === 'none' ? shape : dim === undefined ? null : shape === null || axis === null ? [null] : [shape[axis] ?? null];
      return [found, ...(inverse ? [tensorType(places, 'int64')] : []), ...(counts ? [tensorType([null], 'int64')] : [])];
    },
  });
}

const bincount = defineOp({
  name: 'bincount',
  schema: { input: tensor(), weights: optionalTensor(), minlength: int(0) },
  infer({ input, weights, minlength }, check) {
    const { shape, dtype } = input;
    check.must(lessOrEqual(0, minlength), refuse('minlength should be >= 0'));
    const isCountable = (shape === null || shape.length === 1) && (dtype === null || kindOf(dtype) === 1);
    check.must(isCountable, refuse('bincount only supports 1-d non-negative integral inputs.'));
    if (weights?.shape && shape !== null) {
      const wrong = refuse('weights should be 1-d and have the same length as input');
      check.must(weights.shape.length === 1, wrong);
      check.equal(weights.shape[0] ?? null, shape[0] ?? null, wrong);
    }
    const output = weights === undefined || weights?.dtype === null ? null : weights === null ? 'int64' : weights.dtype === 'float32' ? 'float32' : 'float64';
    return tensorType([null], output);
  },
});

const histc = defineOp({
  name: 'histc',
  schema: { input: tensor(), bins: int(100), min: float(0), max: float(0) },
  infer({ input, bins }, check) {
    check.must(lessThan(0, bins), refuse(`torch.histogram(): bins must be > 0, but got ${dimText(bins)} for dimension 0`));
    return tensorType([bins], input.dtype);
  },
  explain: ({ input }) => [`${dimText(product(input.shape ?? [null]))} numbers counted in bins`],
});

export const countingOps: readonly Op[] = [
  searchsorted,
  bucketize,
  unique('unique', { sorted: bool(true) }),
  unique('unique_consecutive', {}),
  bincount,
  histc,
];
