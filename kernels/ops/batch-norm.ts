/**
 * Batch and instance normalisation: input [N, C, …] keeps its shape; every statistic and parameter has C numbers.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.batch_norm.html
 */
import { mul, product } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { Tensor } from '../wasm/tensor';
import type { Gradients } from './computation';
import { parameterCount } from './cost';
import { instancesOf, mapsGradients, mapsOf, normaliseMaps, repeated, summed } from './norm-kernel';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { bool, float, optionalTensor, tensor } from './parameter';
import { dimText, torchSizeText } from './shape-text';
import { tensorType } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

/** Demands that a statistic or parameter has one number for each channel; `repeats` is how often it is laid out. */
function checkCount(what: string, given: TensorType | null | undefined, channels: Dim, repeats: Dim, check: Check, recovery: TensorType): void {
  const shape = given ? check.suppose(given, () => [channels]) : null;
  if (shape === null) return;
  const count = product(shape);
  check.equal(count, channels, () => new Refusal(
    'norm/num-features',
    `${what} should contain ${dimText(mul(repeats, channels))} elements not ${dimText(mul(repeats, count))}`,
    'RuntimeError',
    recovery,
  ));
}

/** In training a mean needs more than one value; `sizes` are those of the axes that it is taken over. */
export function checkSeveral(sizes: Shape, what: string, input: () => string, check: Check, recovery: TensorType): void {
  check.must(sizes.some((size) => size !== 1), () => new Refusal(
    'norm/single-value',
    `Expected more than 1 ${what} when training, got input size ${input()}`,
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

/** Undefined when one of them may or may not be None. */
function bothOrNone(mean: TensorType | null | undefined, variance: TensorType | null | undefined): boolean | undefined {
  return mean === undefined || variance === undefined ? undefined : (mean === null) === (variance === null);
}

function noChannels(shape: Shape, output: TensorType): Refusal {
  const reach = Math.max(shape.length, 1);
  return new Refusal(
    'norm/wrong-rank',
    `Dimension out of range (expected to be in range of [${String(-reach)}, ${String(reach - 1)}], but got 1)`,
    'IndexError',
    output,
  );
}

const batchNorm = defineOp({
  name: 'batch_norm',
  schema: { ...norms, training: bool(false), momentum: float(0.1), eps: float(1e-5) },
  infer(args, check) {
    const { input, running_mean: mean, running_var: variance, weight, bias, training, eps } = args;
    const { shape } = input;
    if (shape === null) return input;
    const output = tensorType(shape, input.dtype);
    const refuse = (text: () => string, exception: 'RuntimeError' | 'ValueError' = 'RuntimeError') => () => new Refusal(
      'shape/arguments',
      text(),
      exception,
      output,
    );
    if (training === true) checkSeveral(
      [shape[0] ?? null, ...shape.slice(2)],
      'value per channel',
      () => torchSizeText(shape),
      check,
      output,
    );
    const epsFits = typeof eps !== 'number' || training === undefined || (training ? eps > 0 : eps >= 0);
    const demand = training === true ? 'positive during training' : 'non-negative';
    check.must(epsFits, refuse(() => `batch_norm eps must be ${demand}, but got ${floatText(eps)}`, 'ValueError'));
    if (shape.includes(0)) return output;
    // Without a channel axis there are no channels.
    const channels = shape.length < 2 ? 0 : shape[1] ?? null;
    checkCount('running_mean', mean, channels, 1, check, output);
    check.must(mean !== null || training !== false, refuse(() => 'running_mean must be defined in evaluation mode'));
    checkCount('running_var', variance, channels, 1, check, output);
    check.must(variance !== null || training !== false, refuse(() => 'running_var must be defined in evaluation mode'));
    checkCount('weight', weight, channels, 1, check, output);
    checkCount('bias', bias, channels, 1, check, output);
    check.must(bothOrNone(mean, variance), refuse(() => bothOrNeither, 'ValueError'));
    check.must(shape.length > 1, () => noChannels(shape, output));
    return output;
  },
  explain: ({ training }) => [
    training === true ? 'y = (x − mean(x)) / √(var(x) + eps) · weight + bias, over all axes but the channels' : 'y = (x − running_mean) / √(running_var + eps) · weight + bias',
  ],
  cost: ({ input, weight, bias }) => ({ macs: product(input.shape ?? [null]), parameters: parameterCount(weight, bias) }),
  forward: ({ training, momentum, eps }, context) => normaliseMaps(context, {
    maps: mapsOf(context.input('input').shape),
    weight: context.optionalInput('weight'),
    bias: context.optionalInput('bias'),
    runningMean: context.optionalInput('running_mean'),
    runningVariance: context.optionalInput('running_var'),
    isTraining: training === true, momentum: Number(momentum), eps: Number(eps),
  }),
  backward: ({ training }, context) => mapsGradients(context, {
    maps: mapsOf(context.input('input').shape), weight: context.optionalInput('weight'), isTraining: training === true,
  }),
});

/** Python's print of a float. */
function floatText(value: number | 'none' | null): string {
  return typeof value === 'number' && Number.isInteger(value) ? value.toFixed(1) : String(value);
}

const instanceNorm = defineOp({
  name: 'instance_norm',
  schema: { ...norms, use_input_stats: bool(true), momentum: float(0.1), eps: float(1e-5) },
  infer(args, check) {
    const { input, running_mean: mean, running_var: variance, weight, bias, use_input_stats: useInput } = args;
    const { shape } = input;
    if (shape === null) return input;
    const output = tensorType(shape, input.dtype);
    if (useInput === true) checkSeveral(shape.slice(2), 'spatial element', () => torchSizeText(shape), check, output);
    if (useInput === false) {
      check.must(mean !== null && variance !== null, () => new Refusal(
        'shape/arguments',
        'Expected running_mean and running_var to be defined when use_input_stats is false',
        'RuntimeError',
        output,
      ));
    }
    check.must(shape.length > 1, () => noChannels(shape, output));
    // Each sample is treated as channels of its own.
    const [batch = null, channels = null] = shape;
    if (batch === 0 || channels === 0) return output;
    checkCount('running_mean', mean, channels, batch, check, output);
    checkCount('running_var', variance, channels, batch, check, output);
    checkCount('weight', weight, channels, batch, check, output);
    checkCount('bias', bias, channels, batch, check, output);
    check.must(bothOrNone(mean, variance), () => new Refusal('shape/arguments', bothOrNeither, 'ValueError', output));
    return output;
  },
  explain: () => ['y = (x − mean(x)) / √(var(x) + eps) · weight + bias, over the spatial axes of each sample and channel'],
  cost: ({ input, weight, bias }) => ({ macs: product(input.shape ?? [null]), parameters: parameterCount(weight, bias) }),
  forward({ use_input_stats: usesInput, momentum, eps }, context) {
    const { engine } = context;
    const maps = mapsOf(context.input('input').shape);
    const [weight, bias, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map((name) => context.optionalInput(name));
    const rest = { momentum: Number(momentum), eps: Number(eps) };
    if (usesInput === false) return normaliseMaps(context, { maps, weight: weight ?? null, bias: bias ?? null, runningMean: mean ?? null, runningVariance: variance ?? null, isTraining: false, ...rest });
    const laidOut = (vector: Tensor | null | undefined): Tensor | null => repeated(engine, vector ?? null, maps.batch);
    const [runningMean, runningVariance] = [laidOut(mean), laidOut(variance)];
    const output = normaliseMaps(context, { maps: instancesOf(maps), weight: laidOut(weight), bias: laidOut(bias), runningMean, runningVariance, isTraining: true, ...rest });
    if (output.size === 0) return output;
    // The running statistics move to the mean of the samples'.
    for (const [kept, moved] of [[mean, runningMean], [variance, runningVariance]] as const) {
      const average = summed(engine, moved, maps.channels, 1 / maps.batch);
      if (average !== null) kept?.data.set(average.data);
    }
    return output;
  },
  backward({ use_input_stats: usesInput }, context) {
    const { engine } = context;
    const maps = mapsOf(context.input('input').shape);
    const weight = context.optionalInput('weight');
    if (usesInput === false) return mapsGradients(context, { maps, weight, isTraining: false });
    const gradients = mapsGradients(context, { maps: instancesOf(maps), weight: repeated(engine, weight, maps.batch), isTraining: true });
    const ofChannels = (gradient: Gradients[string] | undefined): Tensor | null => (gradient instanceof Tensor ? summed(engine, gradient, maps.channels) : null);
    return { input: gradients['input'] ?? null, weight: ofChannels(gradients['weight']), bias: ofChannels(gradients['bias']) };
  },
});

export const batchNormOps: readonly Op[] = [batchNorm, instanceNorm];
