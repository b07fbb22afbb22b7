/**
 * Cross entropy and negative log likelihood: input [N, C, …] against class indices [N, …] or (cross entropy) probabilities [N, C, …].
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html
 */
import { compare, product } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { classLoss } from './class-loss-kernel';
import { checkReduction, reduce, reduced, reduction, sizeAverage } from './loss';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { float, int, optionalTensor, tensor } from './parameter';
import { kindOf, promote } from './promote';
import { dimText, scalarTypeName, sizesText } from './shape-text';
import { tensorType } from './tensor-type';
import type { DType, Shape, TensorType } from './tensor-type';

const scalar = tensorType([]);

function refuse(text: () => string, exception: 'RuntimeError' | 'ValueError' = 'RuntimeError', code = 'shape/arguments'): () => Refusal {
  return () => new Refusal(code, text(), exception, scalar);
}

function sizesDiffer(a: Shape, b: Shape): boolean {
  return a.length !== b.length || a.some((size, axis) => compare(size, b[axis] ?? null) === 'different');
}

function demandSizes(a: Shape, b: Shape, check: Check, refusal: () => Refusal): void {
  check.must(a.length === b.length, refusal);
  a.forEach((size, axis) => {
    check.equal(size, b[axis] ?? null, refusal);
  });
}

function checkClassWeight(weight: TensorType | null | undefined, classes: Dim, owner: string, check: Check): void {
  const shape = weight ? check.suppose(weight, () => [classes]) : null;
  if (shape === null) return;
  const refusal = refuse(
    () => `${owner}weight tensor should be defined either for all ${dimText(classes)} classes or no classes but got weight tensor of shape: ${sizesText(shape)}`,
  );
  check.must(shape.length === 1, refusal);
  check.equal(shape[0] ?? null, classes, refusal);
}

/** Class indices: one for each place of the input. Returns the shape of the places. */
function checkIndices(input: Shape, target: TensorType, weight: TensorType | null | undefined, check: Check): Shape {
  const { shape: given } = target;
  check.must(input.length > 0, refuse(() => 'Expected 1 or more dimensions (got 0)', 'ValueError', 'shape/rank'));
  const places = input.length < 2 ? [] : [input[0] ?? null, ...input.slice(2)];
  if (given !== null) {
    if (input.length > 1) {
      const batch = given.length === 0 ? 0 : given[0] ?? null;
      check.equal(input[0] ?? null, batch, refuse(
        () => `Expected input batch_size (${dimText(input[0] ?? null)}) to match target batch_size (${dimText(batch)}).`,
        'ValueError',
      ));
    }
    checkPlaces(input, given, places, target.dtype, check);
  }
  const classes = input[input.length === 1 ? 0 : 1] ?? null;
  if (input.length < 3) checkClassWeight(weight, classes, '', check);
  else if (weight?.shape) check.equal(product(weight.shape), classes, refuse(
    () => 'weight tensor should be defined either for all or no classes',
  ));
  return places;
}

function checkIndexType(dtype: DType | null, check: Check): void {
  const isIndex = dtype === null || dtype === 'int64' || dtype === 'uint8';
  check.must(isIndex, refuse(() => `expected target dtype to be Long or Byte, but got ${dtype === null ? '?' : scalarTypeName(dtype)}`));
}

/** Demands that the target has the shape of the places; one and two spatial axes are looked at in different orders. */
function checkPlaces(input: Shape, given: Shape, places: Shape, dtype: DType | null, check: Check): void {
  if (input.length <= 2) {
    check.must(given.length <= 1, refuse(
      () => '0D or 1D target tensor expected, multi-target not supported',
      'RuntimeError',
      'shape/rank',
    ));
    checkIndexType(dtype, check);
    if (input.length === 1 && given.length === 1) {
      check.equal(given[0] ?? null, 1, refuse(
        () => `For 1D input, 1D target must have size 1, but got target size: ${dimText(given[0] ?? null)}`,
        'ValueError',
      ));
    }
  } else if (input.length === 4) {
    check.must(given.length === 3, refuse(
      () => `only batches of spatial targets supported (3D tensors) but got targets of dimension: ${String(given.length)}`,
      'RuntimeError',
      'shape/rank',
    ));
    checkIndexType(dtype, check);
    demandSizes(places, given, check, refuse(() => `size mismatch (got input: ${sizesText(input)} , target: ${sizesText(given)}`));
  } else {
    demandSizes(places, given, check, refuse(() => `Expected target size ${sizesText(places)}, got ${sizesText(given)}`));
    checkIndexType(dtype, check);
  }
}

const nllLoss = defineOp({
  name: 'nll_loss',
  schema: { input: tensor(), target: tensor(), weight: optionalTensor(), size_average: sizeAverage, ignore_index: int(-100), reduce, reduction },
  infer(args, check) {
    checkReduction(args, check);
    const { input, target, weight } = args;
    if (input.shape === null) return reduced(args, null, input.dtype);
    return reduced(args, checkIndices(input.shape, target, weight, check), input.dtype);
  },
  explain: () => ['−weight[target] · input[target], reduced'],
  ...classLoss(true),
});

const crossEntropy = defineOp({
  name: 'cross_entropy',
  schema: {
    input: tensor(),
    target: tensor(),
    weight: optionalTensor(),
    size_average: sizeAverage,
    ignore_index: int(-100),
    reduce,
    reduction,
    label_smoothing: float(0),
  },
  infer(args, check) {
    checkReduction(args, check);
    const { input, target, weight, label_smoothing: smoothing } = args;
    if (input.shape === null || target.shape === null) {
      const isIndices = target.shape !== null && target.dtype !== null && kindOf(target.dtype) < 2;
      return reduced(args, null, isIndices ? input.dtype : null);
    }
    // One sample's index and its probabilities can look the same.
    const isSample = input.shape.length === 1 && target.shape.length === 1;
    if (isSample && compare(input.shape[0] ?? null, target.shape[0] ?? null) === 'unknown') return reduced(args, [], null);
    const isShare = typeof smoothing !== 'number' || smoothing <= 1;
    const smooth = refuse(() => `label_smoothing must be between 0.0 and 1.0. Got: ${String(smoothing)}`);
    if (sizesDiffer(input.shape, target.shape)) {
      check.must(isShare, smooth);
      return reduced(args, checkIndices(input.shape, target, weight, check), input.dtype);
    }
    demandSizes(input.shape, target.shape, check, () => new Refusal('shape/arguments', ''));
    check.must(target.dtype === null || kindOf(target.dtype) >= 2, refuse(
      () => `Expected floating point type for target with class probabilities, got ${target.dtype === null ? '?' : scalarTypeName(target.dtype)}`,
    ));
    check.must(typeof args.ignore_index !== 'number' || args.ignore_index < 0, refuse(
      () => 'ignore_index is not supported for floating point target',
    ));
    check.must(isShare && (typeof smoothing !== 'number' || smoothing >= 0), smooth);
    const axis = input.shape.length === 1 ? 0 : 1;
    checkClassWeight(weight, input.shape[axis] ?? null, 'cross_entropy: ', check);
    return reduced(args, input.shape.filter((_, index) => index !== axis), promote([input, target]));
  },
  explain: () => ['−Σ target · log softmax(input) over the classes, reduced'],
  ...classLoss(false),
});

export const crossEntropyOps: readonly Op[] = [crossEntropy, nllLoss];
