/**
 * How convolution's kernels are called: maps of one to three axes all go as volumes, one deep or high where axes are missing.
 *
 * A transposed convolution is the gradient of a convolution towards its input, so the two families share three operations, named
 * for the convolution: `correlate` (input to output), `spread` (output back to input), `weightGradient`.
 */
import { elementCount } from '../wasm/tensor';
import type { Tensor } from '../wasm/tensor';
import type { Engine, Operands } from './computation';

/** A convolution's numbers; of each list one for each axis. */
export interface Correlation {
  readonly batch: number;
  readonly groups: number;
  /** Channels of one group. */
  readonly inChannels: number;
  readonly outChannels: number;
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  /** Before the first number; what is behind the last follows from the sizes. */
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
}

/** Which tensors a kernel takes by pointers, and what it makes. */
interface Pointers {
  readonly input: number;
  readonly weight: number;
  readonly bias: number;
  readonly output: number;
}

type Way = 'output' | 'input' | 'weight';
const ways: Readonly<Record<Way, number>> = { output: 0, input: 1, weight: 2 };

/** What a kernel is told after its pointers, and the bytes that it needs. */
interface Plan {
  readonly kernel: string;
  readonly numbers: readonly number[];
  readonly bytes: number;
  /** A faster way, where there is one, which does not know infinities: it returns 1 when it has met them. */
  readonly finite: Plan | null;
}

function filled(sizes: readonly number[], missing: number): readonly number[] {
  return [...Array.from({ length: 3 - sizes.length }, () => missing), ...sizes];
}

function numbersOf({ batch, groups, inChannels, outChannels, input, output, kernel, stride, padding, dilation }: Correlation): readonly number[] {
  return [
    batch, groups, inChannels, outChannels,
    ...filled(input, 1), ...filled(output, 1), ...filled(kernel, 1), ...filled(stride, 1), ...filled(padding, 0), ...filled(dilation, 1),
  ];
}

/** The same with the spatial axes as one, where a kernel of one tap reads every number once: rows are as long as they can be. */
function flattened(correlation: Correlation): Correlation {
  const { input, kernel, stride, padding } = correlation;
  if (input.length === 1 || ![...kernel, ...stride].every((size) => size === 1) || !padding.every((size) => size === 0)) return correlation;
  const size = elementCount(input);
  return { ...correlation, input: [size], output: [size], kernel: [1], stride: [1], padding: [0], dilation: [1] };
}

const kernels: Readonly<Record<Way, string>> = { output: 'conv', input: 'conv_spread', weight: 'conv_weight_gradient' };

const depthwiseKernels: Readonly<Record<Way, string>> = { output: 'conv_depthwise', input: 'conv_depthwise_spread', weight: 'conv_depthwise_weight_gradient' };
/** Outputs of a channel by itself up to which it is not worth a product of matrices. */
const mostOutputs = 3;

function planOf(engine: Engine, way: Way, given: Correlation): Plan {
  if (given.inChannels === 1 && given.outChannels <= mostOutputs) {
    const { output, kernel, stride, dilation } = given;
    const sizes = [output, kernel, stride, dilation].flatMap((list) => filled(list, 1));
    return { kernel: depthwiseKernels[way], numbers: numbersOf(given), bytes: engine.call('conv_depthwise_scratch', ...sizes), finite: null };
  }
  const correlation = flattened(given);
  const { inChannels, outChannels, kernel, output } = correlation;
  const bytes = engine.call('conv_scratch', ways[way], inChannels, outChannels, elementCount(kernel), elementCount(output));
  const finite = way === 'output' ? winogradPlan(engine, correlation) : null;
  return { kernel: kernels[way], numbers: numbersOf(correlation), bytes, finite };
}

/** Channels from which on tiles of 3 x 3 pay. */
const leastChannels = 12;
/** Tiles for which it pays to transform the weight. */
const leastTiles = 40;

/** The way by tiles, where it pays. */
function winogradPlan(engine: Engine, { batch, groups, inChannels, outChannels, input, output, kernel, stride, padding, dilation }: Correlation): Plan | null {
  const [[height = 0, width = 0], [outHeight = 0, outWidth = 0]] = [input, output];
  const isFit = kernel.length === 2 && kernel.every((size) => size === 3) && [...stride, ...dilation].every((size) => size === 1);
  if (!isFit || !padding.every((size) => size >= 0) || Math.min(inChannels, outChannels) < leastChannels) return null;
  // Tiles are taken four at a time along a row, and are rounded up.
  const computed = 16 * Math.ceil(outHeight / 2) * 4 * Math.ceil(outWidth / 8);
  if (9 * outHeight * outWidth < 1.25 * computed || batch * computed < 16 * leastTiles) return null;
  return {
    kernel: 'conv_winograd',
    numbers: [batch, groups, inChannels, outChannels, height, width, outHeight, outWidth, ...padding],
    bytes: engine.call('conv_winograd_scratch', inChannels, outChannels, outWidth),
    finite: null,
  };
}

/** y = the convolution of x. */
export function correlate(operands: Operands, correlation: Correlation, x: Tensor, weight: Tensor, bias: Tensor | null, y: Tensor): void {
  if (fillsEmpty(correlation, bias, y, correlation.outChannels)) return;
  called(operands, 'output', 'output', correlation, { input: x.pointer, weight: weight.pointer, bias: bias?.pointer ?? 0, output: y.pointer });
}

/** dx = the gradient of the convolution towards its input, from dy; a bias is added to each of its channels. */
export function spread(operands: Operands, correlation: Correlation, dy: Tensor, weight: Tensor, bias: Tensor | null, dx: Tensor): void {
  if (fillsEmpty(correlation, bias, dx, correlation.inChannels)) return;
  const { groups, inChannels, outChannels, kernel, padding, dilation, stride, input, output } = correlation;
  const pointers = { input: dy.pointer, weight: weight.pointer, bias: bias?.pointer ?? 0, output: dx.pointer };
  if (stride.some((step) => step !== 1)) {
    called(operands, 'input', 'input', correlation, pointers);
    return;
  }
  const flipped = operands.scratch(4 * weight.size);
  operands.engine.call('conv_flip', weight.pointer, flipped, groups, inChannels, outChannels, elementCount(kernel));
  const backwards = {
    ...correlation, inChannels: outChannels, outChannels: inChannels, input: output, output: input,
    padding: padding.map((size, axis) => (dilation[axis] ?? 1) * ((kernel[axis] ?? 1) - 1) - size),
  };
  called(operands, 'input', 'output', backwards, { ...pointers, weight: flipped });
}

/** dw = the gradient of the convolution towards its weight. */
export function weightGradient(operands: Operands, correlation: Correlation, x: Tensor, dy: Tensor, dw: Tensor): void {
  if (fillsEmpty(correlation, null, dw, 1)) return;
  called(operands, 'weight', 'weight', correlation, { input: x.pointer, weight: dy.pointer, bias: 0, output: dw.pointer });
}

/** db = the sums of a gradient [batch, channels, …] over all but the channels. */
export function biasGradient({ engine }: Operands, correlation: Correlation, channels: number, gradient: Tensor): Tensor {
  const sums = engine.empty([channels]);
  const { batch } = correlation;
  engine.call('conv_bias_gradient', gradient.pointer, sums.pointer, batch, channels, batch * channels === 0 ? 0 : gradient.size / (batch * channels));
  return sums;
}

/** Calls a kernel; `name` is what its plan is kept under. */
function called(operands: Operands, name: string, way: Way, correlation: Correlation, { input, weight, bias, output }: Pointers): void {
  const plan = operands.plan(name, () => planOf(operands.engine, way, correlation));
  const pointers = way === 'weight' ? [input, weight, output] : [input, weight, bias, output];
  const { finite } = plan;
  if (finite !== null && execute(operands, finite, pointers) === 0) return;
  execute(operands, plan, pointers);
}

function execute(operands: Operands, { kernel, numbers, bytes }: Plan, pointers: readonly number[]): number {
  return operands.engine.call(kernel, ...pointers, operands.scratch(bytes), ...numbers);
}

/** Where there is nothing to multiply, what is made is the bias, or 0. */
function fillsEmpty({ batch, groups, inChannels, outChannels, input, output, kernel }: Correlation, bias: Tensor | null, made: Tensor, channels: number): boolean {
  if (elementCount([batch, inChannels, outChannels, ...input, ...output, ...kernel]) > 0) return false;
  const count = channels * groups;
  const size = made.size / Math.max(1, batch * count);
  made.data.fill(0);
  if (bias !== null) made.data.forEach((_, index, data) => (data[index] = bias.data[Math.floor(index / size) % count] ?? 0));
  return true;
}
