/**
 * Convolutions over one to three spatial axes.
 *
 * input [N, C_in, …] with weight [C_out, C_in / groups, …kernel] gives [N, C_out, …out], where along each axis
 * out = ⌊(in + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1. Without N, input and output are unbatched.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html
 */
import { add, floorDiv, lessOrEqual, lessThan, mod, mul, product, sub } from '../dims/dim';
import type { Dim } from '../dims/dim';
import type { Tensor } from '../wasm/tensor';
import { axisNames, effectiveKernel, formulaLines, spatialRanks } from './axis';
import type { SpatialRank } from './axis';
import { sizeOf, sizesOf } from './computation';
import { biasGradient, correlate, spread, weightGradient } from './convolution-kernel';
import type { Correlation } from './convolution-kernel';
import { parameterCount } from './cost';
import { Refusal, defineOp } from './op';
import type { Check, Cost, Op } from './op';
import { int, optionalTensor, padding, perAxis, tensor } from './parameter';
import type { Padding, WrongCount } from './parameter';
import { crossText, dimText, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

/** What PyTorch says of a list of strides and the like that does not fit the weight. */
export const wrongConvolutionCount = (rank: number): WrongCount => (_op, name, items) =>
  `expected ${name} to be a single integer value or a list of ${String(rank)} values to match the convolution dimensions, but got ${name}=${sizesText(items)}`;

const refuseArgument = (text: string) => () => new Refusal('shape/arguments', text);

/** The demands that every convolution makes on its numbers, whatever the shapes. */
export function checkNumbers(check: Check, numbers: { padding: Shape; stride: Shape; dilation: Shape; groups: Dim }): void {
  check.must(lessThan(0, numbers.groups), refuseArgument('non-positive groups is not supported'));
  for (const dim of numbers.padding) check.must(lessOrEqual(0, dim), refuseArgument('negative padding is not supported'));
  for (const dim of numbers.stride) check.must(lessThan(0, dim), refuseArgument('non-positive stride is not supported'));
  for (const dim of numbers.dilation) {
    check.must(lessOrEqual(0, dim), refuseArgument('dilation should be greater than zero'));
    check.must(lessThan(0, dim), refuseArgument('non-positive dilation is not supported'));
  }
}

/** The weight's shape, of which at least the rank is known. */
export function weightShape(weight: TensorType, rank: SpatialRank, check: Check): Shape {
  const shape = check.suppose(weight, () => Array.from({ length: rank + 2 }, () => null)) ?? Array.from({ length: rank + 2 }, () => null);
  check.must(shape.length >= 3, () => new Refusal('shape/rank', 'weight should have at least three dimensions'));
  return shape;
}

/** Demands that weight and (batched) input have the same number of axes. */
export function checkWeightRank(weight: Shape, rank: SpatialRank, input: Shape, stride: Shape, check: Check): void {
  check.must(weight.length === rank + 2, () => {
    // One stride is enough for any number of axes.
    if (rank > 1) return new Refusal('shape/rank', wrongConvolutionCount(weight.length - 2)('', 'stride', stride));
    const [expected, given] = [String(weight.length), String(input.length)];
    return new Refusal(
      'shape/rank',
      `Expected ${expected}-dimensional input for ${expected}-dimensional weight ${sizesText(weight)}, but got ${given}-dimensional input of size ${sizesText(input)} instead`,
    );
  });
}

/** Refuses an input that is neither batched nor unbatched; says whether it has a batch. */
export function isBatched(name: string, rank: SpatialRank, input: Shape, check: Check): boolean {
  check.must(input.length === rank + 1 || input.length === rank + 2, () => new Refusal(
    'shape/rank',
    `Expected ${String(rank + 1)}D (unbatched) or ${String(rank + 2)}D (batched) input to ${name}, but got input of size: ${sizesText(input)}`,
  ));
  return input.length === rank + 2;
}

function convolution(rank: SpatialRank): Op {
  const name = `conv${String(rank)}d`;
  const wrongCount = wrongConvolutionCount(rank);
  return defineOp({
    name,
    schema: {
      input: tensor(),
      weight: tensor(),
      bias: optionalTensor(),
      stride: perAxis(rank, wrongCount, 1),
      padding: padding(rank, wrongCount),
      dilation: perAxis(rank, wrongCount, 1),
      groups: int(1),
    },
    infer(args, check) {
      const { stride, dilation, groups } = args;
      const dtype = args.input.dtype ?? args.weight.dtype;
      const weight = weightShape(args.weight, rank, check);
      const [outChannels = null, groupChannels = null, ...kernel] = weight;
      const channels = mul(groupChannels, groups);
      const given = check.suppose(args.input, () => [null, channels, ...kernel.map(() => null)]);
      if (given === null) return unknownTensor(dtype);
      const batched = isBatched(name, rank, given, check);
      const [batch = null, inChannels = null, ...sizes] = batched ? given : [1, ...given];
      checkWeightRank(weight, rank, [batch, inChannels, ...sizes], stride, check);
      const output = (spatial: Shape) => tensorType(batched ? [batch, outChannels, ...spatial] : [outChannels, ...spatial], dtype);

      const same = args.padding === 'same';
      const amounts = typeof args.padding === 'object' ? args.padding : [];
      checkNumbers(check, { padding: amounts, stride, dilation, groups });
      if (same) {
        for (const step of stride) check.must(lessOrEqual(step, 1), refuseArgument(
          "padding='same' is not supported for strided convolutions",
        ));
      }
      check.must(lessOrEqual(groups, outChannels), () => new Refusal(
        'shape/conv-groups',
        `Given groups=${dimText(groups)}, expected weight to be at least ${dimText(groups)} at dimension 0, but got weight of size ${sizesText(weight)} instead`,
      ));
      check.equal(mod(outChannels, groups), 0, () => new Refusal(
        'shape/conv-groups',
        `Given groups=${dimText(groups)}, expected weight to be divisible by ${dimText(groups)} at dimension 0, but got weight of size [${sizesText(weight)}] instead`,
      ));

      const spans = kernel.map((size, axis) => effectiveKernel(size, dilation[axis] ?? null));
      const paddedSizes = sizes.map((size, axis) => {
        if (args.padding === 'valid') return size;
        return add(size, same ? sub(spans[axis] ?? null, 1) : mul(2, amounts[axis] ?? null));
      });
      const out = paddedSizes.map((size, axis) => add(floorDiv(sub(size, spans[axis] ?? null), stride[axis] ?? null), 1));
      check.equal(inChannels, channels, () => {
        // What 'same' cannot put evenly on both sides is put on the input beforehand: the message shows that larger input.
        const seen = same ? sizes.map((size, axis) => add(size, mod(sub(spans[axis] ?? null, 1), 2))) : sizes;
        return new Refusal(
          'shape/conv-channels',
          `Given groups=${dimText(groups)}, weight of size ${sizesText(weight)}, expected input${sizesText([batch, inChannels, ...seen])} to have ${dimText(channels)} channels, but got ${dimText(inChannels)} channels instead`,
          'RuntimeError',
          output(out),
        );
      });
      checkBias(args.bias, outChannels, `Given weight of size ${sizesText(weight)}`, check, () => output(out));
      paddedSizes.forEach((size, axis) => {
        check.must(lessOrEqual(spans[axis] ?? null, size), () => new Refusal(
          'shape/kernel-exceeds-input',
          `Calculated padded input size per channel: (${crossText(paddedSizes)}). Kernel size: (${crossText(spans)}). Kernel size can't be greater than actual input size`,
          'RuntimeError',
          output(sizes.map(() => null)),
        ));
      });
      return output(out);
    },
    explain(args, output) {
      const input = args.input.shape?.slice(-rank);
      const kernel = args.weight.shape?.slice(2);
      if (!input || !kernel) return [];
      const text = (dims: Shape, axis: number) => dimText(dims[axis] ?? null);
      return formulaLines(axisNames(rank), (axis) => {
        const result = text(output.shape?.slice(-rank) ?? [], axis);
        if (args.padding === 'same') return `${text(input, axis)} (padding 'same') = ${result}`;
        const padded = typeof args.padding === 'object' ? ` + 2·${text(args.padding, axis)}` : '';
        return `⌊(${text(input, axis)}${padded} − ${text(args.dilation, axis)}·(${text(kernel, axis)} − 1) − 1)/${text(args.stride, axis)}⌋ + 1 = ${result}`;
      });
    },
    cost: (args, output): Cost => ({
      macs: mul(product(output.shape ?? [null]), product(args.weight.shape?.slice(1) ?? [null])),
      parameters: parameterCount(args.weight, args.bias),
    }),
    forward(args, context) {
      const [x, weight, output] = [context.input('input'), context.input('weight'), context.output()];
      const correlation = context.plan('correlation', () => correlationOf(args, x, weight, output));
      correlate(context, correlation, x, weight, context.optionalInput('bias'), output);
      return output;
    },
    backward(args, context) {
      const [x, weight, dy] = [context.input('input'), context.input('weight'), context.gradient()];
      const correlation = context.plan('correlation', () => correlationOf(args, x, weight, dy));
      const dx = context.needs('input') ? context.engine.empty(x.shape) : null;
      if (dx !== null) spread(context, correlation, dy, weight, null, dx);
      const dw = context.needs('weight') ? context.engine.empty(weight.shape) : null;
      if (dw !== null) weightGradient(context, correlation, x, dy, dw);
      return { input: dx, weight: dw, bias: context.needs('bias') ? biasGradient(context, correlation, weight.shape[0] ?? 0, dy) : null };
    },
  });
}

interface ConvolutionArguments {
  readonly stride: Shape;
  readonly padding: Padding | undefined;
  readonly dilation: Shape;
  readonly groups: Dim;
}

/** The numbers of a convolution of these tensors. */
function correlationOf({ stride, padding: padded, dilation, groups: given }: ConvolutionArguments, input: Tensor, weight: Tensor, output: Tensor): Correlation {
  const [outChannels = 0, inChannels = 0, ...kernel] = weight.shape;
  const groups = sizeOf(given);
  const steps = sizesOf(dilation);
  // 'same' puts the odd one behind.
  const before = kernel.map((size, axis) => (padded === 'same' ? Math.floor(((steps[axis] ?? 1) * (size - 1)) / 2) : 0));
  return {
    batch: input.shape.length === kernel.length + 2 ? input.shape[0] ?? 0 : 1,
    groups,
    inChannels,
    outChannels: outChannels / groups,
    input: input.shape.slice(-kernel.length),
    output: output.shape.slice(-kernel.length),
    kernel,
    stride: sizesOf(stride),
    padding: typeof padded === 'object' ? sizesOf(padded) : before,
    dilation: steps,
  };
}

/** Demands a bias of one number for each output channel. */
export function checkBias(bias: TensorType | null | undefined, channels: Dim, given: string, check: Check, recovery: () => TensorType): void {
  const shape = bias ? check.suppose(bias, () => [channels]) : null;
  if (shape === null) return;
  const refusal = () => new Refusal(
    'shape/arguments',
    `${given}, expected bias to be 1-dimensional with ${dimText(channels)} elements, but got bias of size ${sizesText(shape)} instead`,
    'RuntimeError',
    recovery(),
  );
  check.must(shape.length === 1, refusal);
  check.equal(shape[0] ?? null, channels, refusal);
}

export const convolutionOps: readonly Op[] = spatialRanks.map(convolution);
