/**
 * Transposed convolutions over one to three spatial axes.
 *
 * input [N, C_in, …] with weight [C_in, C_out / groups, …kernel] gives [N, C_out, …out], where along each axis
 * out = (in − 1)·stride − 2·padding + dilation·(kernel − 1) + output_padding + 1. Without N, all is unbatched.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose2d.html
 */
import { add, lessOrEqual, lessThan, mod, mul, product, sub, sum } from '../dims/dim';
import type { Dim } from '../dims/dim';
import type { Tensor } from '../wasm/tensor';
import { axisNames, effectiveKernel, formulaLines, spatialRanks } from './axis';
import type { SpatialRank } from './axis';
import { sizeOf, sizesOf } from './computation';
import { checkBias, checkNumbers, checkWeightRank, isBatched, weightShape, wrongConvolutionCount } from './convolution';
import { biasGradient, correlate, spread, weightGradient } from './convolution-kernel';
import type { Correlation } from './convolution-kernel';
import { parameterCount } from './cost';
import { Refusal, defineOp } from './op';
import type { Op } from './op';
import { int, optionalTensor, perAxis, tensor } from './parameter';
import { crossText, dimText, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape } from './tensor-type';

const longNames: Readonly<Record<SpatialRank, readonly string[]>> = { 1: ['width'], 2: ['height', 'width'], 3: ['depth', 'height', 'width'] };

/** One spatial axis is computed, and spoken of, as a map of height one. */
function asMap(dims: Shape, unit: number): Shape {
  return dims.length === 1 ? [unit, ...dims] : dims;
}

function outputPaddingText(rank: SpatialRank, outputPadding: Shape, stride: Shape, dilation: Shape): string {
  const names = longNames[rank === 1 ? 2 : rank];
  const list = (what: string, dims: Shape, unit: number) => names.map((axis, index) => `${what}_${axis}: ${dimText(asMap(dims, unit)[index] ?? null)}`).join(' ');
  return `output padding must be smaller than either stride or dilation, but got ${list('output_padding', outputPadding, 0)} ${list('stride', stride, 1)} ${list('dilation', dilation, 1)}`;
}

function transposedConvolution(rank: SpatialRank): Op {
  const name = `conv_transpose${String(rank)}d`;
  const wrongCount = wrongConvolutionCount(rank);
  return defineOp({
    name,
    schema: {
      input: tensor(),
      weight: tensor(),
      bias: optionalTensor(),
      stride: perAxis(rank, wrongCount, 1),
      padding: perAxis(rank, wrongCount, 0),
      output_padding: perAxis(rank, wrongCount, 0),
      groups: int(1),
      dilation: perAxis(rank, wrongCount, 1),
    },
    infer(args, check) {
      const { stride, padding, dilation, groups, output_padding: outputPadding } = args;
      const dtype = args.input.dtype ?? args.weight.dtype;
      const weight = weightShape(args.weight, rank, check);
      const [weightChannels = null, groupChannels = null, ...kernel] = weight;
      const outChannels = mul(groupChannels, groups);
      const given = check.suppose(args.input, () => [null, weightChannels, ...kernel.map(() => null)]);
      if (given === null) return unknownTensor(dtype);
      const batched = isBatched(name, rank, given, check);
      const [batch = null, inChannels = null, ...sizes] = batched ? given : [1, ...given];
      checkWeightRank(weight, rank, [batch, inChannels, ...sizes], stride, check);
      const output = (spatial: Shape) => tensorType(batched ? [batch, outChannels, ...spatial] : [outChannels, ...spatial], dtype);

      checkNumbers(check, { padding, stride, dilation, groups });
      for (const dim of outputPadding) check.must(lessOrEqual(0, dim), () => new Refusal(
        'shape/arguments',
        'negative output_padding is not supported',
      ));
      check.equal(mod(weightChannels, groups), 0, () => new Refusal(
        'shape/conv-groups',
        `Given groups=${dimText(groups)}, expected weight to be divisible by ${dimText(groups)} at dimension 0, but got weight of size [${sizesText(weight)}] instead`,
      ));
      const out = sizes.map((size, axis): Dim => {
        const whole = add(mul(sub(size, 1), stride[axis] ?? null), effectiveKernel(kernel[axis] ?? null, dilation[axis] ?? null));
        return sum([whole, mul(-2, padding[axis] ?? null), outputPadding[axis] ?? null]);
      });
      check.equal(inChannels, weightChannels, () => new Refusal(
        'shape/conv-channels',
        `Given transposed=1, weight of size ${sizesText(weight)}, expected input${sizesText([batch, inChannels, ...sizes])} to have ${dimText(weightChannels)} channels, but got ${dimText(inChannels)} channels instead`,
        'RuntimeError',
        output(out),
      ));
      checkBias(args.bias, outChannels, `Given transposed=1, weight of size ${sizesText(weight)}`, check, () => output(out));
      if (batch === 0) return output(out);
      for (const size of sizes) {
        check.must(size !== 0, () => new Refusal(
          'shape/arguments',
          `Only zero batch or zero channel inputs are supported, but got input shape: ${sizesText([batch, inChannels, ...asMap(sizes, 1)])}`,
        ));
      }
      outputPadding.forEach((extra, axis) => {
        const [step = null, spread = null] = [stride[axis], dilation[axis]];
        const fits = lessThan(extra, step) === false ? lessThan(extra, spread) : true;
        check.must(fits, () => new Refusal(
          'shape/arguments',
          outputPaddingText(rank, outputPadding, stride, dilation),
          'RuntimeError',
          output(out),
        ));
      });
      for (const dim of out) {
        check.must(lessThan(0, dim), () => new Refusal(
          'shape/kernel-exceeds-input',
          `Given input size per channel: (${crossText(asMap(sizes, 1))}). Calculated output size per channel: (${crossText(asMap(out, 1))}). Output size is too small`,
          'RuntimeError',
          output(sizes.map(() => null)),
        ));
      }
      return output(out);
    },
    explain(args, output) {
      const input = args.input.shape?.slice(-rank);
      const kernel = args.weight.shape?.slice(2);
      if (!input || !kernel) return [];
      const text = (dims: Shape, axis: number) => dimText(dims[axis] ?? null);
      return formulaLines(axisNames(rank), (axis) =>
        `(${text(input, axis)} − 1)·${text(args.stride, axis)} − 2·${text(args.padding, axis)} + ${text(args.dilation, axis)}·(${text(kernel, axis)} − 1) + ${text(args.output_padding, axis)} + 1 = ${text(output.shape?.slice(-rank) ?? [], axis)}`);
    },
    cost: (args) => ({
      macs: mul(product(args.input.shape ?? [null]), product(args.weight.shape?.slice(1) ?? [null])),
      parameters: parameterCount(args.weight, args.bias),
    }),
    forward(args, context) {
      const [x, weight, output] = [context.input('input'), context.input('weight'), context.output()];
      const correlation = context.plan('correlation', () => correlationOf(args, x, weight, output));
      spread(context, correlation, x, weight, context.optionalInput('bias'), output);
      return output;
    },
    backward(args, context) {
      const [x, weight, dy] = [context.input('input'), context.input('weight'), context.gradient()];
      const correlation = context.plan('correlation', () => correlationOf(args, x, weight, dy));
      const dx = context.needs('input') ? context.engine.empty(x.shape) : null;
      if (dx !== null) correlate(context, correlation, dy, weight, null, dx);
      const dw = context.needs('weight') ? context.engine.empty(weight.shape) : null;
      if (dw !== null) weightGradient(context, correlation, dy, x, dw);
      const channels = correlation.inChannels * correlation.groups;
      return { input: dx, weight: dw, bias: context.needs('bias') ? biasGradient(context, correlation, channels, dy) : null };
    },
  });
}

interface TransposedArguments {
  readonly stride: Shape;
  readonly padding: Shape;
  readonly dilation: Shape;
  readonly groups: Dim;
}

/** The numbers of the convolution whose gradient this is: from this one's output to its input. */
function correlationOf({ stride, padding, dilation, groups: given }: TransposedArguments, input: Tensor, weight: Tensor, output: Tensor): Correlation {
  const [inChannels = 0, outChannels = 0, ...kernel] = weight.shape;
  const groups = sizeOf(given);
  return {
    batch: input.shape.length === kernel.length + 2 ? input.shape[0] ?? 0 : 1,
    groups,
    inChannels: outChannels,
    outChannels: inChannels / groups,
    input: output.shape.slice(-kernel.length),
    output: input.shape.slice(-kernel.length),
    kernel,
    stride: sizesOf(stride),
    padding: sizesOf(padding),
    dilation: sizesOf(dilation),
  };
}

export const transposedConvolutionOps: readonly Op[] = spatialRanks.map(transposedConvolution);
