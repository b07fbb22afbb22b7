/**
 * Losses that compare two tensors element by element, broadcast to one another.
 * https://pytorch.org/docs/stable/nn.functional.html#loss-functions
 */
import { compare } from '../dims/dim';
import { broadcast } from './broadcast';
import { differenceLoss } from './loss-kernel';
import { broadcastElements, checkReduction, reduce, reduced, reduction, sizeAverage } from './loss';
import type { Reducing } from './loss';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { bool, float, optionalTensor, tensor } from './parameter';
import { floating, promote, realType } from './promote';
import { sizesText, torchSizeText } from './shape-text';
import { tensorType } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

interface Compared extends Reducing {
  readonly input: TensorType;
  readonly target: TensorType;
}

const pair = { input: tensor(), target: tensor() } as const;
const legacy = { size_average: sizeAverage, reduce } as const;

/** False when proven to be of different shapes. */
function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => compare(size, b[axis] ?? null) !== 'different');
}

/** The loss of `input` against `target`, which are broadcast before all else. */
function compared(args: Compared, check: Check): TensorType {
  const { input, target } = args;
  const dtype = promote([input, target]);
  const shape = broadcastElements(args, input.shape, target.shape, dtype, check);
  checkReduction(args, check);
  return reduced(args, shape, dtype);
}

/** The loss of products of `target` and `input`, of which the target comes first. */
function multiplied(args: Compared, check: Check): TensorType {
  checkReduction(args, check);
  const { input, target } = args;
  const dtype = promote([input, target]);
  return reduced(args, broadcastElements(args, target.shape, input.shape, dtype, check), dtype);
}

/** A weight of every element. */
function checkElementWeight(args: Compared, weight: TensorType | null | undefined, check: Check): void {
  if (!weight?.shape || args.input.shape === null) return;
  check.must(sameShape(weight.shape, args.input.shape), () => new Refusal(
    'shape/arguments',
    'Weights and input must have the same size.',
    'ValueError',
    tensorType([]),
  ));
}

const mseLoss = defineOp({
  name: 'mse_loss',
  schema: { ...pair, ...legacy, reduction, weight: optionalTensor() },
  infer(args, check) {
    const output = compared(args, check);
    checkElementWeight(args, args.weight, check);
    return output;
  },
  explain: () => ['(input − target)², reduced'],
  ...differenceLoss({ value: (difference) => difference * difference, slope: (difference) => 2 * difference }),
});

const l1Loss = defineOp({
  name: 'l1_loss',
  schema: { ...pair, ...legacy, reduction, weight: optionalTensor() },
  infer(args, check) {
    const { shape, dtype } = compared(args, check);
    const output = tensorType(shape, realType(dtype));
    checkElementWeight(args, args.weight, check);
    return output;
  },
  explain: () => ['|input − target|, reduced'],
  ...differenceLoss({ value: Math.abs, slope: Math.sign }),
});

const smoothL1Loss = defineOp({
  name: 'smooth_l1_loss',
  schema: { ...pair, ...legacy, reduction, beta: float(1) },
  infer(args, check) {
    const output = compared(args, check);
    check.must(typeof args.beta !== 'number' || args.beta >= 0, () => new Refusal(
      'shape/arguments',
      'smooth_l1_loss does not support negative values for beta.',
      'RuntimeError',
      output,
    ));
    return output;
  },
  explain: () => ['d²/(2·beta) where d = |input − target| < beta, else d − beta/2, reduced'],
});

const huberLoss = defineOp({
  name: 'huber_loss',
  schema: { ...pair, reduction, delta: float(1), weight: optionalTensor() },
  infer(args, check) {
    const output = { ...compared(args, check), dtype: args.input.dtype };
    check.must(typeof args.delta !== 'number' || args.delta > 0, () => new Refusal(
      'shape/arguments',
      'huber_loss does not support non-positive values for delta.',
      'RuntimeError',
      output,
    ));
    checkElementWeight(args, args.weight, check);
    return output;
  },
  explain: () => ['d²/2 where d = |input − target| < delta, else delta·(d − delta/2), reduced'],
});

const klDiv = defineOp({
  name: 'kl_div',
  schema: { ...pair, ...legacy, reduction, log_target: bool(false) },
  // 'batchmean' is a sum, divided by the first size.
  infer: (args, check) => multiplied(args.reduction === 'batchmean' ? { ...args, reduction: 'sum' } : args, check),
  explain: () => ['target · (log target − input), reduced'],
});

const binaryCrossEntropy = defineOp({
  name: 'binary_cross_entropy',
  schema: { ...pair, weight: optionalTensor(), ...legacy, reduction },
  infer(args, check) {
    checkReduction(args, check);
    const { input, target, weight } = args;
    const output = reduced(args, input.shape, input.dtype);
    if (input.shape === null || target.shape === null) return output;
    const [given, expected] = [target.shape, input.shape];
    check.must(sameShape(given, expected), () => new Refusal(
      'shape/arguments',
      `Using a target size (${torchSizeText(given)}) that is different to the input size (${torchSizeText(expected)}) is deprecated. Please ensure they have the same size.`,
      'ValueError',
      output,
    ));
    if (weight) checkWeightBroadcasts(weight, expected, check, output);
    return output;
  },
  explain: () => ['−(target·log input + (1 − target)·log(1 − input)), reduced'],
});

/** The weight is broadcast by another function than the rest, with other words. */
function checkWeightBroadcasts({ shape }: TensorType, input: Shape, check: Check, output: TensorType): void {
  if (shape === null) return;
  const wrong = shape.findLastIndex((size, axis) => {
    const other = input[input.length - shape.length + axis] ?? 1;
    return compare(size, 1) === 'different' && compare(other, 1) === 'different' && compare(size, other) === 'different';
  });
  const padded = [...Array.from({ length: Math.max(shape.length - input.length, 0) }, () => 1), ...input];
  check.must(wrong < 0, () => new Refusal(
    'shape/broadcast',
    `Attempting to broadcast a dimension of length ${sizesText([shape[wrong] ?? null]).slice(1, -1)} at ${String(wrong - shape.length)}! Mismatching argument at index 1 had ${torchSizeText(shape)}; but expected shape should be broadcastable to ${sizesText(padded)}`,
    'RuntimeError',
    output,
  ));
}

const binaryCrossEntropyWithLogits = defineOp({
  name: 'binary_cross_entropy_with_logits',
  schema: { ...pair, weight: optionalTensor(), ...legacy, reduction, pos_weight: optionalTensor() },
  infer(args, check) {
    checkReduction(args, check);
    const { input, target, weight, pos_weight: positive } = args;
    // Computed in place of 1 − target.
    const output = reduced(args, input.shape, target.dtype);
    if (input.shape === null || target.shape === null) return output;
    const [given, expected] = [target.shape, input.shape];
    check.must(sameShape(given, expected), () => new Refusal(
      'shape/arguments',
      `Target size (${torchSizeText(given)}) must be the same as input size (${torchSizeText(expected)})`,
      'ValueError',
      output,
    ));
    if (positive?.shape) broadcastInto(positive.shape, expected, true, check, output);
    if (weight?.shape) broadcastInto(expected, weight.shape, false, check, output);
    return output;
  },
  explain: () => ['−(target·log σ(input) + (1 − target)·log(1 − σ(input))), reduced'],
});

/** The loss is multiplied in place: a factor must not make it larger. */
function broadcastInto(a: Shape, b: Shape, aIsFactor: boolean, check: Check, output: TensorType): void {
  const whole = aIsFactor ? b : a;
  const shape = broadcast(a, b, check) ?? [];
  check.must(sameShape(shape, whole), () => new Refusal(
    'shape/broadcast',
    `output with shape ${sizesText(whole)} doesn't match the broadcast shape ${sizesText(shape)}`,
    'RuntimeError',
    output,
  ));
}

const softMarginLoss = defineOp({
  name: 'soft_margin_loss',
  schema: { ...pair, ...legacy, reduction },
  infer(args, check) {
    checkReduction(args, check);
    const { input, target } = args;
    const output = reduced(args, input.shape, input.dtype);
    if (input.shape !== null && target.shape !== null) broadcastInto(input.shape, target.shape, false, check, output);
    return output;
  },
  explain: () => ['log(1 + exp(−target·input)), reduced'],
});

const hingeEmbeddingLoss = defineOp({
  name: 'hinge_embedding_loss',
  schema: { ...pair, margin: float(1), ...legacy, reduction },
  infer: (args, check) => ({ ...multiplied(args, check), dtype: args.input.dtype }),
  explain: () => ['input where target = 1, max(0, margin − input) where target = −1, reduced'],
});

const poissonNllLoss = defineOp({
  name: 'poisson_nll_loss',
  schema: { ...pair, log_input: bool(true), full: bool(false), size_average: sizeAverage, eps: float(1e-8), reduce, reduction },
  infer(args, check) {
    const { shape, dtype } = multiplied(args, check);
    return tensorType(shape, floating(dtype));
  },
  explain: () => ['exp(input) − target·input, reduced'],
});

const marginRankingLoss = defineOp({
  name: 'margin_ranking_loss',
  schema: { input1: tensor(), input2: tensor(), target: tensor(), margin: float(0), ...legacy, reduction },
  infer(args, check) {
    checkReduction(args, check);
    const shapes = [args.input1.shape, args.input2.shape, args.target.shape];
    const [first, ...others] = shapes;
    const sameRank = shapes.includes(null) || others.every((shape) => shape?.length === first?.length);
    check.must(sameRank, () => {
      const [a = '', b = '', c = ''] = shapes.map((shape) => (shape === null ? '?' : torchSizeText(shape)));
      return new Refusal(
        'shape/rank',
        `margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: ${a}, input2: ${b}, target: ${c} `,
        'RuntimeError',
        tensorType([]),
      );
    });
    const dtype = floating(promote([args.input1, args.input2, args.target]));
    const difference = broadcastElements(args, args.input1.shape, args.input2.shape, dtype, check);
    return reduced(args, broadcastElements(args, args.target.shape, difference, dtype, check), dtype);
  },
  explain: () => ['max(0, −target·(input1 − input2) + margin), reduced'],
});

const gaussianNllLoss = defineOp({
  name: 'gaussian_nll_loss',
  schema: { ...pair, var: tensor(), full: bool(false), eps: float(1e-6), reduction },
  infer(args, check) {
    const { input, target, var: variance } = args;
    const spread = input.shape === null || variance.shape === null ? null : spreadShape(input.shape, variance.shape, check);
    checkReduction(args, check, { allowed: ['none', 'mean', 'sum'], refusal: 'is not valid' });
    const dtype = promote([input, target, variance]);
    const elements = broadcastElements(args, input.shape, target.shape, dtype, check);
    return reduced(args, broadcastElements(args, elements, spread, dtype, check), dtype);
  },
  explain: () => ['(log var + (input − target)²/var)/2, reduced'],
});

/** One variance for each element, or for all along one axis. */
function spreadShape(input: Shape, variance: Shape, check: Check): Shape {
  if (sameShape(input, variance)) return variance;
  if (sameShape(input.slice(0, -1), variance)) return [...variance, 1];
  const differing = variance.filter((size, axis) => compare(size, input[axis] ?? null) === 'different');
  const isOneAxis = input.length === variance.length && differing.length <= 1 && differing.every((size) => compare(size, 1) !== 'different');
  check.must(isOneAxis, () => new Refusal('shape/arguments', 'var is of incorrect size', 'ValueError', tensorType([])));
  return variance;
}

export const elementwiseLossOps: readonly Op[] = [
  mseLoss,
  l1Loss,
  smoothL1Loss,
  huberLoss,
  klDiv,
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  softMarginLoss,
  hingeEmbeddingLoss,
  poissonNllLoss,
  marginRankingLoss,
  gaussianNllLoss,
];
