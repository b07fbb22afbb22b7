/**
 * Layer and root-mean-square normalisation over the last axes, whose sizes are normalized_shape; the shape stays.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.layer_norm.html
 */
import type { Dim } from '../dims/dim';
import { product } from '../dims/dim';
import { elementCount } from '../wasm/tensor';
import { sizesOf } from './computation';
import { parameterCount } from './cost';
import { learnedOr, sumsFor, tensorOfSums } from './norm-kernel';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { float, ints, optionalTensor, tensor } from './parameter';
import { dimText, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

interface Normalised {
  readonly input: TensorType;
  readonly normalized_shape: readonly Dim[] | null;
  readonly weight: TensorType | null | undefined;
  readonly bias: TensorType | null | undefined;
}

/** `any` is how the op's message writes the axes before the normalised ones; `checkRank` what the op asks of the rank beforehand. */
function checkNormalised(args: Normalised, any: string, check: Check, checkRank: (rank: number) => void): TensorType {
  const { input, normalized_shape: normalised, weight, bias } = args;
  if (normalised === null) return input;
  const given = check.guess(input, () => [null, ...normalised]);
  if (given === null) return unknownTensor(input.dtype);
  const output = tensorType(given, input.dtype);
  const refuse = (text: () => string) => () => new Refusal('norm/normalized-shape', text(), 'RuntimeError', output);
  check.must(normalised.length > 0, refuse(
    () => 'Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []',
  ));
  checkLearned('weight', weight, normalised, check, refuse);
  checkLearned('bias', bias, normalised, check, refuse);
  checkRank(given.length);
  const refusal = refuse(
    () => `Given normalized_shape=${sizesText(normalised)}, expected input with shape [*${any}${normalised.map(dimText).join(', ')}], but got input of size${sizesText(given)}`,
  );
  check.must(given.length >= normalised.length, refusal);
  const trailing = given.slice(-normalised.length);
  normalised.forEach((size, axis) => {
    check.equal(trailing[axis] ?? null, size, refusal);
  });
  return output;
}

function checkLearned(what: string, learned: TensorType | null | undefined, normalised: Shape, check: Check, refuse: (text: () => string) => () => Refusal): void {
  const shape = learned ? check.suppose(learned, () => normalised) : null;
  if (shape === null) return;
  const refusal = refuse(
    () => `Expected ${what} to be of same shape as normalized_shape, but got ${what} of shape ${sizesText(shape)} and normalized_shape = ${sizesText(normalised)}`,
  );
  check.must(shape.length === normalised.length, refusal);
  normalised.forEach((size, axis) => {
    check.equal(shape[axis] ?? null, size, refusal);
  });
}

const layerNorm = defineOp({
  name: 'layer_norm',
  schema: { input: tensor(), normalized_shape: ints(), weight: optionalTensor(), bias: optionalTensor(), eps: float(1e-5) },
  infer: (args, check) => checkNormalised(args, ', ', check, () => undefined),
  explain: ({ normalized_shape: normalised }) => [
    `y = (x − mean(x)) / √(var(x) + eps) · weight + bias, over the last axes ${normalised === null ? '?' : sizesText(normalised)}`,
  ],
  cost: ({ input, weight, bias }) => ({ macs: product(input.shape ?? [null]), parameters: parameterCount(weight, bias) }),
  forward({ normalized_shape: normalised, eps }, context) {
    const [input, output] = [context.input('input'), context.output()];
    const { runs, size } = runsOf(input.shape, normalised);
    const saved = context.engine.empty([runs, 3]);
    context.save('statistics', saved);
    const [weight, bias] = [learnedOr(context, 'weight', size, 1), learnedOr(context, 'bias', size, 0)];
    if (size > 0) context.engine.call('layer_norm', input.pointer, output.pointer, runs, size, weight, bias, saved.pointer, context.scratch(16), Number(eps));
    return output;
  },
  backward({ normalized_shape: normalised }, context) {
    const { engine } = context;
    const input = context.input('input');
    const { runs, size } = runsOf(input.shape, normalised);
    const shape = sizesOf(normalised);
    const gradient = context.needs('input') ? engine.empty(input.shape) : null;
    const [weight, dweight, dbias] = [learnedOr(context, 'weight', size, 1), sumsFor(context, size), sumsFor(context, size)];
    engine.call('layer_norm_backward', context.gradient().pointer, input.pointer, gradient?.pointer ?? 0, runs, size, weight, context.saved('statistics').pointer, dweight, dbias);
    return { input: gradient, weight: tensorOfSums(context, 'weight', dweight, shape), bias: tensorOfSums(context, 'bias', dbias, shape) };
  },
});

const rmsNorm = defineOp({
  name: 'rms_norm',
  schema: { input: tensor(), normalized_shape: ints(), weight: optionalTensor(), eps: float(null) },
  infer(args, check) {
    const least = args.normalized_shape?.length ?? 0;
    return checkNormalised({ ...args, bias: null }, '', check, (rank) => {
      check.must(rank >= least, () => new Refusal(
        'norm/normalized-shape',
        `Input tensor must have at least ${String(least)} dimensions, but got ${String(rank)}`,
        'ValueError',
        args.input,
      ));
    });
  },
  explain: ({ normalized_shape: normalised }) => [
    `y = x / √(mean(x²) + eps) · weight, over the last axes ${normalised === null ? '?' : sizesText(normalised)}`,
  ],
  cost: ({ input, weight }) => ({ macs: product(input.shape ?? [null]), parameters: parameterCount(weight, null) }),
  forward({ normalized_shape: normalised, eps }, context) {
    const [input, output] = [context.input('input'), context.output()];
    const { runs, size } = runsOf(input.shape, normalised);
    const saved = context.engine.empty([runs]);
    context.save('statistics', saved);
    if (size > 0) context.engine.call('rms_norm', input.pointer, output.pointer, runs, size, learnedOr(context, 'weight', size, 1), saved.pointer, typeof eps === 'number' ? eps : 2 ** -23);
    return output;
  },
  backward({ normalized_shape: normalised }, context) {
    const { engine } = context;
    const input = context.input('input');
    const { runs, size } = runsOf(input.shape, normalised);
    const gradient = context.needs('input') ? engine.empty(input.shape) : null;
    const [weight, dweight] = [learnedOr(context, 'weight', size, 1), sumsFor(context, size)];
    engine.call('rms_norm_backward', context.gradient().pointer, input.pointer, gradient?.pointer ?? 0, runs, size, weight, context.saved('statistics').pointer, dweight);
    return { input: gradient, weight: tensorOfSums(context, 'weight', dweight, sizesOf(normalised)) };
  },
});

/** How many runs are normalised, and how long each is. */
function runsOf(shape: readonly number[], normalised: readonly Dim[] | null): { readonly runs: number; readonly size: number } {
  const size = elementCount(sizesOf(normalised));
  return { runs: elementCount(shape.slice(0, shape.length - (normalised?.length ?? 0))), size };
}

export const layerNormOps: readonly Op[] = [layerNorm, rmsNorm];
