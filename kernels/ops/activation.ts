/**
 * The activations that work element by element and keep the shape; glu, which halves an axis; and prelu.
 * https://pytorch.org/docs/stable/nn.functional.html#non-linear-activation-functions
 */
import { compare, floorDiv, mod, product } from '../dims/dim';
import { dimIndex } from './dim-index';
import { Refusal, defineOp } from './op';
import type { Op, Schema } from './op';
import type { Tensor } from './computation';
import { bool, float, ignored, int, tensor, text } from './parameter';
import { curve, running, slopeGradient } from './activation-kernel';
import type { CurveOf } from './activation-kernel';
import { floating } from './promote';
import { dimText } from './shape-text';
import { tensorType } from './tensor-type';
import type { TensorType } from './tensor-type';

function keepsShape(name: string, formula: string, parameters: Schema = {}, curve?: CurveOf): Op {
  return defineOp({
    name,
    schema: { input: tensor(), ...parameters },
    infer: ({ input }) => tensorType(input.shape, input.dtype),
    explain: () => [formula],
    ...(curve === undefined ? {} : running(curve)),
  });
}

/** As `keepsShape`, for one that also takes integers, and answers with floats. */
function givesFloats(name: string, formula: string, curve?: CurveOf): Op {
  return defineOp({
    name,
    schema: { input: tensor() },
    infer: ({ input }) => tensorType(input.shape, floating(input.dtype)),
    explain: () => [formula],
    ...(curve === undefined ? {} : running(curve)),
  });
}

const inplace = { inplace: ignored() };

const hardtanh = defineOp({
  name: 'hardtanh',
  schema: { input: tensor(), min_val: float(-1), max_val: float(1), inplace: ignored() },
  infer({ input, min_val: least, max_val: most }, check) {
    const isKnown = typeof least === 'number' && typeof most === 'number';
    check.must(!isKnown || least <= most, () => new Refusal(
      'shape/arguments',
      'min_val cannot be greater than max_val',
      'ValueError',
      input,
    ));
    return tensorType(input.shape, input.dtype);
  },
  explain: () => ['y = min(max(x, min_val), max_val)'],
  ...running(({ min_val: least, max_val: most }) => curve('clamp', least, most)),
});

const gelu = defineOp({
  name: 'gelu',
  schema: { input: tensor(), approximate: text('none') },
  infer({ input, approximate }, check) {
    check.must(approximate === undefined || approximate === 'none' || approximate === 'tanh', () => new Refusal(
      'shape/arguments',
      'approximate argument must be either none or tanh.',
      'RuntimeError',
      input,
    ));
    return tensorType(input.shape, input.dtype);
  },
  explain: () => ['y = x · Φ(x)'],
  ...running(({ approximate }) => curve(approximate === 'tanh' ? 'gelu_tanh' : 'gelu')),
});

const glu = defineOp({
  name: 'glu',
  schema: { input: tensor(), dim: int(-1) },
  infer({ input, dim }, check) {
    const { shape } = input;
    if (shape === null) return input;
    check.must(shape.length > 0, () => new Refusal('shape/rank', 'glu does not support scalars because halving size must be even'));
    const axis = dimIndex(dim, shape.length);
    if (axis === null) return tensorType(shape.map(() => null), input.dtype);
    const size = shape[axis] ?? null;
    const output: TensorType = tensorType(shape.map((whole, index) => (index === axis ? floorDiv(whole, 2) : whole)), input.dtype);
    check.equal(mod(size, 2), 0, () => new Refusal(
      'shape/arguments',
      `Halving dimension must be even, but dimension ${String(axis)} is size ${dimText(size)}`,
      'RuntimeError',
      output,
    ));
    return output;
  },
  explain: () => ['y = a · σ(b), where a and b are the halves of x'],
});

const prelu = defineOp({
  name: 'prelu',
  schema: { input: tensor(), weight: tensor() },
  infer({ input, weight }, check) {
    const [shape, slopes] = [input.shape, weight.shape];
    if (shape === null || slopes === null) return input;
    const refuse = (message: string) => () => new Refusal('shape/arguments', message, 'RuntimeError', input);
    const count = product(slopes);
    if (compare(count, 1) === 'different') {
      check.must(shape.length > 0, refuse('Not allow zero-dim input tensor.'));
      const channels = shape.length < 2 ? 1 : shape[1] ?? null;
      check.must(compare(count, channels) !== 'different', refuse(
        `Mismatch of parameter numbers and input channel size. Found parameter numbers = ${dimText(count)} and channel size = ${dimText(channels)}.`,
      ));
    }
    check.must(slopes.length <= 1, refuse(
      `prelu: Expected \`weight\` to be a scalar or 1D tensor, but got: ndim = ${String(slopes.length)}`,
    ));
    return tensorType(shape, input.dtype);
  },
  explain: () => ['y = max(0, x) + weight · min(0, x)'],
  cost: ({ weight }) => ({ macs: 0, parameters: product(weight.shape ?? [null]) }),
  forward(_args, context) {
    const [input, output] = [context.input('input'), context.output()];
    for (const { start, size, slope } of slopesOf(input, context.input('weight'))) {
      context.engine.call('activation', curve('leaky').kind, input.pointer + 4 * start, output.pointer + 4 * start, size, slope, 0, 0);
    }
    return output;
  },
  backward(_args, context) {
    const [input, weight, gradient] = [context.input('input'), context.input('weight'), context.gradient()];
    const [ofInput, sums] = [context.engine.empty(input.shape), new Float64Array(weight.size)];
    for (const { start, size, slope, index } of slopesOf(input, weight)) {
      const [x, dy] = [input.pointer + 4 * start, gradient.pointer + 4 * start];
      context.engine.call('activation_backward', curve('leaky').kind, x, dy, ofInput.pointer + 4 * start, size, slope, 0, 0);
      sums[index] = (sums[index] ?? 0) + slopeGradient(context.engine, x, dy, size);
    }
    return { input: ofInput, weight: context.engine.tensor(weight.shape, sums) };
  },
});

/** The planes of a tensor [N, C, ...] with the slope of each. */
function slopesOf(input: Tensor, weight: Tensor): readonly { readonly start: number; readonly size: number; readonly slope: number; readonly index: number }[] {
  if (weight.size === 1) return [{ start: 0, size: input.size, slope: weight.data[0] ?? 0, index: 0 }];
  const [channels, size] = [weight.size, input.shape.slice(2).reduce((product: number, one) => product * one, 1)];
  return Array.from({ length: size === 0 ? 0 : input.size / size }, (_, plane) => ({ start: plane * size, size, slope: weight.data[plane % channels] ?? 0, index: plane % channels }));
}

export const activationOps: readonly Op[] = [
  keepsShape('relu', 'y = max(0, x)', inplace, () => curve('relu')),
  keepsShape('relu6', 'y = min(max(0, x), 6)', inplace, () => curve('clamp', 0, 6)),
  keepsShape('elu', 'y = x where x > 0, else alpha · (exp(x) − 1)', { alpha: float(1), ...inplace }, ({ alpha }) => curve('elu', alpha, 1, 1)),
  keepsShape('selu', 'y = scale · (max(0, x) + min(0, α · (exp(x) − 1)))', inplace, () => curve('elu', 1.6732632423543772 * 1.0507009873554805, 1.0507009873554805, 1)),
  keepsShape('celu', 'y = max(0, x) + min(0, alpha · (exp(x/alpha) − 1))', { alpha: float(1), ...inplace }, ({ alpha }) => curve('elu', alpha, 1, 1 / Number(alpha))),
  keepsShape('leaky_relu', 'y = x where x > 0, else negative_slope · x', { negative_slope: float(0.01), ...inplace }, ({ negative_slope: slope }) => curve('leaky', slope)),
  keepsShape('rrelu', 'y = x where x > 0, else a · x with a drawn from [lower, upper]', {
    lower: float(1 / 8), upper: float(1 / 3), training: bool(false), ...inplace,
  }),
  keepsShape('threshold', 'y = x where x > threshold, else value', { threshold: float(), value: float(), ...inplace }),
  keepsShape('logsigmoid', 'y = log(1/(1 + exp(−x)))'),
  keepsShape('hardshrink', 'y = x where |x| > lambd, else 0', { lambd: float(0.5) }),
  keepsShape('softshrink', 'y = sign(x) · max(0, |x| − lambd)', { lambd: float(0.5) }),
  keepsShape('softplus', 'y = log(1 + exp(beta · x))/beta', { beta: float(1), threshold: float(20) }, ({ beta, threshold }) => curve('softplus', beta, threshold)),
  keepsShape('hardsigmoid', 'y = min(max(0, x + 3), 6)/6', inplace, () => curve('hardsigmoid')),
  keepsShape('hardswish', 'y = x · min(max(0, x + 3), 6)/6', inplace, () => curve('hardswish')),
  keepsShape('silu', 'y = x · σ(x)', inplace, () => curve('silu')),
  keepsShape('mish', 'y = x · tanh(log(1 + exp(x)))', inplace, () => curve('mish')),
  givesFloats('tanh', 'y = (exp(x) − exp(−x))/(exp(x) + exp(−x))', () => curve('tanh')),
  givesFloats('sigmoid', 'y = 1/(1 + exp(−x))', () => curve('sigmoid')),
  givesFloats('tanhshrink', 'y = x − tanh(x)'),
  givesFloats('softsign', 'y = x/(1 + |x|)'),
  hardtanh,
  gelu,
  glu,
  prelu,
];
