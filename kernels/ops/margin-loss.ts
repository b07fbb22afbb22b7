/**
 * Losses over classes or distances that ask for a margin: multi-margin, multi-label, cosine embedding and triplet losses.
 * https://pytorch.org/docs/stable/nn.functional.html#loss-functions
 */
import { lessThan, product } from '../dims/dim';
import { broadcastElements, checkReduction, reduce, reduced, reduction, sizeAverage } from './loss';
import type { Reducing } from './loss';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { bool, float, ignored, int, optionalTensor, tensor } from './parameter';
import { floating, promote, realType } from './promote';
import { dimText, sizesText } from './shape-text';
import { tensorType } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

const scalar = tensorType([]);
const legacy = { size_average: sizeAverage, reduce } as const;

function refuse(text: () => string, code = 'shape/arguments', exception: 'RuntimeError' | 'ValueError' = 'RuntimeError'): () => Refusal {
  return () => new Refusal(code, text(), exception, scalar);
}

/** One sample's classes, or a batch of them. */
function checkClasses(input: Shape, check: Check): void {
  const isEmpty = input.at(-1) === 0;
  check.must(input.length <= 2 && !isEmpty, refuse(
    () => `Expected non-empty vector or matrix with optional 0-dim batch size, but got: ${sizesText(input)}`,
    'shape/rank',
  ));
}

const multilabelMarginLoss = defineOp({
  name: 'multilabel_margin_loss',
  schema: { input: tensor(), target: tensor(), ...legacy, reduction },
  infer(args, check) {
    checkReduction(args, check);
    const { shape, dtype } = args.input;
    const target = args.target.shape;
    if (shape === null) return reduced(args, null, dtype);
    checkClasses(shape, check);
    if (target !== null) {
      const refusal = refuse(() => `inconsistent target size: ${sizesText(target)} for input of size: ${sizesText(shape)}`);
      check.must(target.length === shape.length || (shape.length === 0 && target.length === 1), refusal);
      if (shape.length === 0) check.equal(product(target), 1, refusal);
      shape.forEach((size, axis) => {
        check.equal(size, target[axis] ?? null, refusal);
      });
    }
    return reduced(args, shape.slice(0, -1), dtype);
  },
  explain: () => ['Σ max(0, 1 − (input[target] − input[other]))/C, reduced'],
});

const multiMarginLoss = defineOp({
  name: 'multi_margin_loss',
  schema: { input: tensor(), target: tensor(), p: int(1), margin: float(1), weight: optionalTensor(), ...legacy, reduction },
  infer(args, check) {
    checkReduction(args, check);
    const { shape, dtype } = args.input;
    const target = args.target.shape;
    check.must(typeof args.p !== 'number' || args.p === 1 || args.p === 2, refuse(
      () => 'only p == 1 and p == 2 supported',
      'shape/arguments',
      'ValueError',
    ));
    const weight = args.weight?.shape ?? null;
    check.must(weight === null || weight.length === 1, refuse(() => 'weight must be one-dimensional', 'shape/rank', 'ValueError'));
    if (shape === null) return reduced(args, null, dtype);
    checkClasses(shape, check);
    const batch = shape.length < 2 ? 1 : shape[0] ?? null;
    if (target !== null) {
      const refusal = refuse(
        () => `multi_margin_loss: target tensor should be 1-D with size equal to the number of input samples (batch size). Expected target size [${dimText(batch)}], but got ${sizesText(target)}. Input has shape ${sizesText(shape)}.`,
      );
      check.must(target.length <= 1, refusal);
      check.equal(target.length === 0 ? 1 : target[0] ?? null, batch, refusal);
    }
    if (weight !== null) {
      const classes = shape.length === 0 ? 1 : (shape.at(-1) ?? null);
      check.equal(weight[0] ?? null, classes, refuse(
        () => `inconsistent weight size, expected ${dimText(classes)} but got ${sizesText(weight)}`,
      ));
    }
    // One sample's loss has an axis if its target has.
    return reduced(args, shape.length === 2 ? [batch] : target === null ? null : target.length === 0 ? [] : [1], dtype);
  },
  explain: () => ['Σ max(0, margin − (input[target] − input[other]))^p/C, reduced'],
});

const multilabelSoftMarginLoss = defineOp({
  name: 'multilabel_soft_margin_loss',
  schema: { input: tensor(), target: tensor(), weight: optionalTensor(), ...legacy, reduction },
  infer(args, check) {
    const { input, target, weight } = args;
    const dtype = promote([input, target]);
    const elements = broadcastElements(args, target.shape, input.shape, dtype, check);
    const weighted = weight?.shape ? broadcastElements(args, elements, weight.shape, dtype, check) : weight === null ? elements : null;
    check.must(weighted === null || weighted.length > 0, () => new Refusal(
      'shape/rank',
      'Dimension specified as -1 but tensor has no dimensions',
      'IndexError',
      scalar,
    ));
    checkReduction(args, check, { allowed: ['none', 'mean', 'sum'], refusal: 'is not valid' });
    return reduced(args, weighted?.slice(0, -1) ?? null, dtype);
  },
  explain: () => ['the mean over the classes of binary cross entropy with logits, reduced'],
});

const cosineEmbeddingLoss = defineOp({
  name: 'cosine_embedding_loss',
  schema: { input1: tensor(), input2: tensor(), target: tensor(), margin: float(0), ...legacy, reduction },
  infer(args, check) {
    checkReduction(args, check);
    const { input1, input2, target } = args;
    const dtype = floating(promote([input1, input2]));
    const [one, two] = [input1.shape, input2.shape];
    const rank = target.shape?.length;
    check.must(rank === undefined || rank <= 1, refuse(() => '0D or 1D target tensor expected, multi-target not supported', 'shape/rank'));
    if (one === null || two === null || target.shape === null) return reduced(args, null, dtype);
    const expected = target.shape.length + 1;
    check.must(one.length === expected && two.length === expected, refuse(
      () => `${String(expected - 1)}D target tensor expects ${String(expected)}D input tensors, but found inputs with sizes ${sizesText(one)} and ${sizesText(two)}.`,
      'shape/rank',
    ));
    const distances = broadcastElements(args, one, two, dtype, check)?.slice(0, -1) ?? null;
    return reduced(args, broadcastElements(args, target.shape, distances, dtype, check), dtype);
  },
  explain: () => ['1 − cos(input1, input2) where target = 1, max(0, cos − margin) where target = −1, reduced'],
});

interface Triplet extends Reducing {
  readonly anchor: TensorType;
  readonly positive: TensorType;
  readonly negative: TensorType;
  readonly margin: number | 'none' | null;
}

function triplet(args: Triplet, isDistanceKnown: boolean, check: Check): TensorType {
  checkReduction(args, check);
  const { anchor, positive, negative, margin } = args;
  check.must(typeof margin !== 'number' || margin > 0, refuse(
    () => `margin must be greater than 0, got ${marginText(margin)}`,
    'shape/arguments',
    'ValueError',
  ));
  const dtype = isDistanceKnown ? realType(floating(promote([anchor, positive, negative]))) : null;
  const [a, p, n] = [anchor.shape, positive.shape, negative.shape];
  if (a === null || p === null || n === null) return reduced(args, null, dtype);
  check.must(a.length === p.length && p.length === n.length, refuse(
    () => `The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: anchor ${String(a.length)}D, positive ${String(p.length)}D, and negative ${String(n.length)}D inputs`,
    'shape/rank',
  ));
  if (!isDistanceKnown) return reduced(args, null, null);
  const toPositive = broadcastElements(args, a, p, dtype, check)?.slice(0, -1) ?? null;
  const toNegative = broadcastElements(args, a, n, dtype, check)?.slice(0, -1) ?? null;
  return reduced(args, broadcastElements(args, toPositive, toNegative, dtype, check), dtype);
}

function marginText(margin: number | 'none' | null): string {
  return typeof margin === 'number' && Number.isInteger(margin) ? margin.toFixed(1) : String(margin);
}

const three = { anchor: tensor(), positive: tensor(), negative: tensor() } as const;

const tripletMarginLoss = defineOp({
  name: 'triplet_margin_loss',
  schema: { ...three, margin: float(1), p: float(2), eps: float(1e-6), swap: bool(false), ...legacy, reduction },
  infer: (args, check) => triplet(args, true, check),
  explain: () => ['max(0, d(anchor, positive) − d(anchor, negative) + margin), reduced'],
});

const tripletMarginWithDistanceLoss = defineOp({
  name: 'triplet_margin_with_distance_loss',
  schema: { ...three, distance_function: optionalFunction(), margin: float(1), swap: bool(false), reduction },
  infer: (args, check) => triplet(args, args.distance_function, check),
  explain: () => ['max(0, d(anchor, positive) − d(anchor, negative) + margin), reduced'],
});

/** Whether the distance is the op's own. */
function optionalFunction(): { type: string; isTensor: false; default: { kind: 'none' }; read: (value: { kind: string }) => boolean } {
  return { type: 'function or None', isTensor: false, default: { kind: 'none' }, read: (value) => value.kind === 'none' };
}

const ctcLoss = defineOp({
  name: 'ctc_loss',
  schema: {
    log_probs: tensor(),
    targets: tensor(),
    input_lengths: ignored(),
    target_lengths: ignored(),
    blank: int(0),
    reduction,
    zero_infinity: bool(false),
  },
  infer(args, check) {
    checkReduction(args, check);
    const { shape, dtype } = args.log_probs;
    const targets = args.targets.shape;
    if (shape === null) return reduced(args, null, dtype);
    const batch = shape.length === 2 ? null : shape[1] ?? null;
    const argument = "for argument #2 'targets' (while checking arguments for ctc_loss_allocate_outputs)";
    const rank = targets?.length ?? 1;
    check.must(rank === 1 || rank === 2, refuse(
      () => `Expected 1 to 2 dimensions, but got ${String(rank)}-dimensional tensor ${argument}`,
      'shape/rank',
    ));
    const { blank } = args;
    check.must(lessThan(blank, 0) !== true && lessThan(blank, shape.at(-1) ?? null), refuse(() => 'blank must be in label range'));
    if (targets?.length === 2 && shape.length === 3) {
      check.equal(targets[0] ?? null, batch, refuse(
        () => `Expected tensor to have size ${dimText(batch)} at dimension 0, but got size ${dimText(targets[0] ?? null)} ${argument}`,
      ));
    }
    return reduced(args, shape.length === 2 ? [] : [batch], dtype);
  },
  explain: () => ['−log of the summed probabilities of all alignments of the targets, reduced'],
});

export const marginLossOps: readonly Op[] = [
  multilabelMarginLoss,
  multiMarginLoss,
  multilabelSoftMarginLoss,
  cosineEmbeddingLoss,
  tripletMarginLoss,
  tripletMarginWithDistanceLoss,
  ctcLoss,
];
