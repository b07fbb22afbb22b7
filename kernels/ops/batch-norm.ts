/**
 * Batch and instance normalisation: input [N, C, …] keeps its shape; every statistic and parameter has C numbers.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.batch_norm.html
 */
import { compare, mul, product } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { parameterCount } from './convolution';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { bool, float, optionalTensor, tensor } from './parameter';
import { dimText, torchSizeText } from './shape-text';
import { tensorType } from './tensor-type';
import type { TensorType } from './tensor-type';

/** Demands that a statistic or parameter has one number for each channel; `repeats` is how often it is laid out. */
function checkCount(what: string, given: TensorType | null, channels: Dim, repeats: Dim, check: Check, recovery: TensorType): void {
  const shape = given === null ? null : check.suppose(given, () => [channels]);
  if (shape === null) return;
  const count = product(shape);
  check.equal(count, channels, () => new Refusal(
    'norm/num-features',
    `${what} should contain ${dimText(mul(repeats, channels))} elements not ${dimText(mul(repeats, count))}`,
    'RuntimeError',
    recovery,
  ));
}

/** In training a mean needs more than one value. */
export function checkSeveral(count: Dim, what: string, input: string, check: Check, recovery: TensorType): void {
  check.must(compare(count, 1) !== 'equal', () => new Refusal(
    'norm/single-value',
    `Expected more than 1 ${what} when training, got input size ${input}`,
    'ValueError',
    recovery,
  ));
}

const bothOrNeither = 'running_mean and running_var must either both be None or neither be None';

const norms = {
  input: tensor(),
  running_mean: optionalTensor(),
  running_var: optionalTensor(),
  weight: optionalTensor(),
  bias: optionalTensor(),
} as const;

interface Learned {
  readonly running_mean: TensorType | null;
  readonly running_var: TensorType | null;
  readonly weight: TensorType | null;
  readonly bias: TensorType | null;
}

function checkCounts(args: Learned, channels: Dim, repeats: Dim, check: Check, recovery: TensorType): void {
  checkCount('running_mean', args.running_mean, channels, repeats, check, recovery);
  checkCount('running_var', args.running_var, channels, repeats, check, recovery);
  checkCount('weight', args.weight, channels, repeats, check, recovery);
  checkCount('bias', args.bias, channels, repeats, check, recovery);
}

const batchNorm = defineOp({
  name: 'batch_norm',
  schema: { ...norms, training: bool(false), momentum: float(0.1), eps: float(1e-5) },
  infer(args, check) {
    const { input, running_mean: mean, running_var: variance, training, eps } = args;
    const { shape } = input;
    if (shape === null) return input;
    const output = tensorType(shape, input.dtype);
    const refuse = (text: string, exception: 'RuntimeError' | 'ValueError' = 'RuntimeError') => () => new Refusal('shape/arguments', text, exception, output);
    if (training === true) checkSeveral(product([shape[0] ?? null, ...shape.slice(2)]), 'value per channel', torchSizeText(shape), check, output);
    check.must(typeof eps !== 'number' || eps >= 0, refuse(`batch_norm eps must be non-negative, but got ${eps === null ? '?' : floatText(eps)}`, 'ValueError'));
    if (training === false) {
      check.must(mean !== null, refuse('running_mean must be defined in evaluation mode'));
      check.must(variance !== null, refuse('running_var must be defined in evaluation mode'));
    }
    if (training === true) check.must((mean === null) === (variance === null), refuse(bothOrNeither, 'ValueError'));
    // Without a channel axis there are no channels.
    checkCounts(args, shape.length < 2 ? 0 : shape[1] ?? null, 1, check, output);
    return output;
  },
  explain: ({ training }) => [
    training === true ? 'y = (x − mean(x)) / √(var(x) + eps) · weight + bias, over all axes but the channels' : 'y = (x − running_mean) / √(running_var + eps) · weight + bias',
  ],
  cost: ({ input, weight, bias }) => ({ macs: product(input.shape ?? [null]), parameters: parameterCount(weight, bias) }),
});

/** Python's print of a float. */
function floatText(value: number | 'none'): string {
  return typeof value === 'number' && Number.isInteger(value) ? value.toFixed(1) : String(value);
}

const instanceNorm = defineOp({
  name: 'instance_norm',
  schema: { ...norms, use_input_stats: bool(true), momentum: float(0.1), eps: float(1e-5) },
  infer(args, check) {
    const { input, running_mean: mean, running_var: variance, use_input_stats: useInput } = args;
    const { shape } = input;
    if (shape === null) return input;
    const output = tensorType(shape, input.dtype);
    if (useInput === true) checkSeveral(product(shape.slice(2)), 'spatial element', torchSizeText(shape), check, output);
    if (useInput === false) {
      check.must(mean !== null && variance !== null, () => new Refusal(
        'shape/arguments',
        'Expected running_mean and running_var to be defined when use_input_stats is false',
        'RuntimeError',
        output,
      ));
    }
    check.must((mean === null) === (variance === null), () => new Refusal('shape/arguments', bothOrNeither, 'ValueError', output));
    // Each sample is treated as channels of its own.
    checkCounts(args, shape.length < 2 ? null : shape[1] ?? null, shape[0] ?? null, check, output);
    return output;
  },
  explain: () => ['y = (x − mean(x)) / √(var(x) + eps) · weight + bias, over the spatial axes of each sample and channel'],
  cost: ({ input, weight, bias }) => ({ macs: product(input.shape ?? [null]), parameters: parameterCount(weight, bias) }),
});

export const batchNormOps: readonly Op[] = [batchNorm, instanceNorm];
