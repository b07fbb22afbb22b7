/**
 * Pooling, convolutions and batch norm as TensorFlow.js has them: over maps [N, …, C], whose channels are their last axis,
 * with 'same' or 'valid' for the padding. Each is run as PyTorch's op on the map with its channels first.
 *
 * Under 'same' padding out = ⌈in / stride⌉, and what that lacks is put half before and half after, the odd cell after;
 * under 'valid' out = ⌈(in − span + 1) / stride⌉. An average counts no padding.
 * https://js.tensorflow.org/api/latest/#layers.maxPooling2d
 */
import { add, ceilDiv, compare, lessThan, max, mul, product, sub } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { avgPoolOps } from './avg-pool';
import { axisNames, effectiveKernel, formulaLines, spatialRanks } from './axis';
import type { SpatialRank } from './axis';
import { batchNormOps } from './batch-norm';
import { binaryOps } from './binary';
import { chained } from './chained';
import type { Stage } from './chained';
import { sizeOf, sizesOf } from './computation';
import type { Operands, Tensor } from './computation';
import { convolutionOps } from './convolution';
import { parameterCount } from './cost';
import { maxPoolOps } from './max-pool';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { padOps } from './pad';
import { bool, float, int, optionalPerAxis, optionalTensor, padding, perAxis, tensor } from './parameter';
import type { Padding, WrongCount } from './parameter';
import { permuteOps } from './permute';
import { strideOf } from './pooling';
import { registryOf } from './registry';
import { crossText, dimText, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';
import { transposedConvolutionOps } from './transposed-convolution';

const plain = registryOf([avgPoolOps, batchNormOps, binaryOps, convolutionOps, maxPoolOps, padOps, permuteOps, transposedConvolutionOps]);

function opOf(name: string): Op {
  const op = plain.get(name);
  if (op === undefined) throw new Error(`there is no op ${name}`);
  return op;
}

const wrongCount: WrongCount = (_op, name, items) => `The ${name} argument must be an integer or tuple of integers. Received: ${String(items.length)} elements.`;

/** What slides over a map. */
interface Window {
  readonly kernel: Shape;
  readonly stride: Shape;
  readonly dilation: Shape;
  readonly padding: Padding | undefined;
}

/** The size that a window leaves of an axis. */
function leftSize(size: Dim, axis: number, { kernel, stride, dilation, padding: pad }: Window): Dim {
  const [step = null, span] = [stride[axis], effectiveKernel(kernel[axis] ?? null, dilation[axis] ?? null)];
  if (pad === undefined) return null;
  if (pad === 'same') return ceilDiv(size, step);
  return ceilDiv(add(sub(typeof pad === 'string' ? size : add(size, mul(2, pad[axis] ?? null)), span), 1), step);
}

/** What is put before and after an axis of so many cells, so that a window makes `left` of it. */
function borderOf(size: number, left: number, axis: number, { kernel, stride, dilation, padding: pad }: Window): readonly [number, number] {
  if (typeof pad === 'object') return [sizeOf(pad[axis]), sizeOf(pad[axis])];
  if (pad !== 'same') return [0, 0];
  const lacking = (left - 1) * sizeOf(stride[axis]) + sizeOf(effectiveKernel(kernel[axis] ?? null, dilation[axis] ?? null)) - size;
  // Over volumes TensorFlow.js starts within the map where windows leave cells at its end.
  const amount = kernel.length === 3 ? lacking : Math.max(lacking, 0);
  return [Math.floor(amount / 2), Math.ceil(amount / 2)];
}

type Borders = readonly (readonly [number, number])[];

/** `space`: the spatial sizes. */
function bordersOf(window: Window, space: readonly number[]): Borders {
  return space.map((size, axis) => borderOf(size, sizeOf(leftSize(size, axis, window)), axis, window));
}

function toFirst(rank: number): Stage {
  return { op: opOf('permute'), args: { dims: [0, rank + 1, ...Array.from({ length: rank }, (_, axis) => axis + 1)] } };
}

function toLast(rank: number): Stage {
  return { op: opOf('permute'), args: { dims: [0, ...Array.from({ length: rank }, (_, axis) => axis + 2), 1] } };
}

/** The borders around a map whose channels are first. */
function bordered(borders: Borders, value: number): readonly Stage[] {
  if (borders.every(([before, after]) => before === 0 && after === 0)) return [];
  return [{ op: opOf('pad'), args: { pad: borders.toReversed().flat(), value: { kind: 'float', value } } }];
}

/** A map taken apart, channels last; null where its rank is not known. */
function mapOf(input: TensorType, rank: number, name: string, check: Check): { readonly batch: Dim; readonly space: Shape; readonly channels: Dim } | null {
  const shape = check.suppose(input, () => Array.from({ length: rank + 2 }, () => null));
  if (shape === null) return null;
  check.must(shape.length === rank + 2, () => new Refusal('shape/rank', `Input 0 is incompatible with layer ${name}: expected ndim=${String(rank + 2)}, found ndim=${String(shape.length)}`, 'ValueError'));
  return { batch: shape[0] ?? null, space: shape.slice(1, -1), channels: shape.at(-1) ?? null };
}

/** TensorFlow.js goes on with a map of nothing; here nothing can be shown of it. */
function checkLeft(left: Shape, space: Shape, kernel: Shape, noun: string, check: Check): void {
  for (const size of left) {
    check.must(lessThan(0, size), () => new Refusal(
      'pooling/empty-output',
      `The ${noun} of ${crossText(kernel)} is larger than its input of ${crossText(space)}: nothing is left of the map, and TensorFlow.js computes on with no values`,
    ));
  }
}

function explainWindow(rank: SpatialRank, window: Window, input: TensorType, output: TensorType): readonly string[] {
  const [sizes, left] = [input.shape?.slice(1, -1), output.shape?.slice(1, -1)];
  if (!sizes || !left) return [];
  const text = (dims: Shape, axis: number): string => dimText(dims[axis] ?? null);
  const pads = typeof window.padding === 'object' && window.padding.some((pad) => compare(pad, 0) !== 'equal') ? window.padding : null;
  return formulaLines(axisNames(rank), (axis) => {
    const span = dimText(effectiveKernel(window.kernel[axis] ?? null, window.dilation[axis] ?? null));
    const size = text(sizes, axis);
    const reach = window.padding === 'same' ? size : pads !== null ? `(${size} + 2·${text(pads, axis)} − ${span} + 1)` : `(${size} − ${span} + 1)`;
    return `⌈${reach} / ${text(window.stride, axis)}⌉ = ${text(left, axis)}`;
  });
}

/** Of each output cell of an axis, how many cells of its window lie inside the input. */
function insideOf(size: number, left: number, axis: number, window: Window): readonly number[] {
  const [before] = borderOf(size, left, axis, window);
  const [kernel, stride] = [sizeOf(window.kernel[axis]), sizeOf(window.stride[axis])];
  return Array.from({ length: left }, (_, at) => {
    const start = at * stride - before;
    return Math.min(start + kernel, size) - Math.max(start, 0);
  });
}

/** What an average over whole windows is to be multiplied by, so that it is one over the cells inside. */
function shares({ engine }: Operands, window: Window, space: readonly number[]): Tensor {
  const counts = space.map((size, axis) => insideOf(size, sizeOf(leftSize(size, axis, window)), axis, window).map((count) => sizeOf(window.kernel[axis]) / count));
  const values = counts.reduce<readonly number[]>((made, factors) => made.flatMap((value) => factors.map((factor) => value * factor)), [1]);
  return engine.tensor([1, 1, ...counts.map(({ length }) => length)], values);
}

function pool(kind: 'max' | 'avg', rank: SpatialRank): Op {
  const name = `${kind}_pool${String(rank)}d`;
  interface PoolArguments {
    readonly kernel_size: Shape;
    readonly stride: Shape | null | undefined;
    readonly padding: Padding | undefined;
  }
  const windowOf = ({ kernel_size: kernel, stride, padding: pad }: PoolArguments): Window => ({ kernel, stride: strideOf(stride, kernel), dilation: kernel.map(() => 1), padding: pad });
  const stages = (isShared: boolean) => (args: PoolArguments, operands: Operands): readonly Stage[] => {
    const window = windowOf(args);
    const space = operands.input('input').shape.slice(1, -1);
    const around = bordered(bordersOf(window, space), kind === 'avg' ? 0 : -Infinity);
    return [
      toFirst(rank), ...around,
      { op: opOf(name), args: { kernel_size: sizesOf(window.kernel), stride: sizesOf(window.stride) } },
      ...(isShared && around.length > 0 ? [{ op: opOf('mul'), args: { other: shares(operands, window, space) } }] : []),
      toLast(rank),
    ];
  };
  return defineOp({
    name,
    schema: { input: tensor(), kernel_size: perAxis(rank, wrongCount), stride: optionalPerAxis(rank, wrongCount), padding: padding(rank, wrongCount) },
    infer(args, check) {
      const map = mapOf(args.input, rank, name, check);
      if (map === null) return unknownTensor(args.input.dtype);
      const window = windowOf(args);
      const left = map.space.map((size, axis) => leftSize(size, axis, window));
      checkLeft(left, map.space, window.kernel, 'pool', check);
      return tensorType([map.batch, ...left, map.channels], args.input.dtype);
    },
    explain: (args, output) => explainWindow(rank, windowOf(args), args.input, output),
    // TensorFlow.js's gradient divides by the whole window, also where a part of it lies in the padding.
    ...chained(stages(kind === 'avg'), stages(false)),
  });
}

const sums = { input: tensor(), weight: tensor(), bias: optionalTensor() } as const;

interface ConvolutionArguments {
  readonly weight: TensorType;
  readonly stride: Shape;
  readonly padding: Padding | undefined;
  readonly dilation: Shape;
}

function convolution(rank: SpatialRank): Op {
  const name = `conv${String(rank)}d`;
  const windowOf = ({ weight, stride, padding: pad, dilation }: ConvolutionArguments): Window => ({ kernel: weight.shape?.slice(2) ?? stride.map(() => null), stride, dilation, padding: pad });
  return defineOp({
    name,
    schema: { ...sums, stride: perAxis(rank, wrongCount, 1), padding: padding(rank, wrongCount), dilation: perAxis(rank, wrongCount, 1), groups: int(1) },
    infer(args, check) {
      const map = mapOf(args.input, rank, name, check);
      if (map === null) return unknownTensor(args.input.dtype);
      const [filters = null, depth = null] = args.weight.shape ?? [];
      const wanted = mul(depth, args.groups);
      check.equal(map.channels, wanted, () => new Refusal('shape/conv-channels', `Error in ${name}: depth of input (${dimText(map.channels)}) must match input depth for filter ${dimText(wanted)}.`));
      const steps = (dims: Shape): boolean | undefined => (dims.every((dim) => compare(dim, 1) === 'equal') ? false : dims.some((dim) => lessThan(1, dim) === true) ? true : undefined);
      // A depthwise one takes both.
      const isDepthwise = compare(args.groups, 1) !== 'equal';
      check.must(isDepthwise || steps(args.stride) !== true || steps(args.dilation) !== true, () => new Refusal(
        'shape/arguments',
        `Error in conv${String(rank)}D: Either strides or dilations must be 1. Got strides ${sizesText(args.stride).slice(1, -1).replaceAll(' ', '')} and dilations '${sizesText(args.dilation).slice(1, -1).replaceAll(' ', '')}'`,
      ));
      const window = windowOf(args);
      const left = map.space.map((size, axis) => leftSize(size, axis, window));
      checkLeft(left, map.space, window.kernel, 'kernel', check);
      return tensorType([map.batch, ...left, filters], args.input.dtype);
    },
    explain: (args, output) => explainWindow(rank, windowOf(args), args.input, output),
    cost: ({ weight, bias }, output) => ({ macs: mul(product(output.shape ?? [null]), product(weight.shape?.slice(1) ?? [null])), parameters: parameterCount(weight, bias) }),
    ...chained<ConvolutionArguments & { readonly groups: Dim }>((args, operands) => [
      toFirst(rank), ...bordered(bordersOf(windowOf(args), operands.input('input').shape.slice(1, -1)), 0),
      { op: opOf(name), args: { weight: operands.input('weight'), bias: operands.optionalInput('bias'), stride: sizesOf(args.stride), dilation: sizesOf(args.dilation), groups: sizeOf(args.groups) } },
      toLast(rank),
    ]),
  });
}

/** The other way round: out = in · stride under 'same', and in · stride + max(kernel − stride, 0) under 'valid'. */
function transposedConvolution(rank: SpatialRank): Op {
  const name = `conv_transpose${String(rank)}d`;
  const widened = (size: Dim, kernel: Dim, step: Dim, pad: Padding | undefined): Dim => (pad === undefined ? null : add(mul(size, step), pad === 'same' ? 0 : max(sub(kernel, step), 0)));
  return defineOp({
    name,
    schema: { ...sums, stride: perAxis(rank, wrongCount, 1), padding: padding(rank, wrongCount) },
    infer(args, check) {
      const map = mapOf(args.input, rank, name, check);
      if (map === null) return unknownTensor(args.input.dtype);
      const [depth = null, filters = null, ...kernel] = args.weight.shape ?? [];
      check.equal(map.channels, depth, () => new Refusal('shape/conv-channels', `Error in conv${String(rank)}dDerInput: depth of input (${dimText(map.channels)}) must match input depth for filter ${dimText(depth)}.`));
      return tensorType([map.batch, ...map.space.map((size, axis) => widened(size, kernel[axis] ?? null, args.stride[axis] ?? null, args.padding)), filters], args.input.dtype);
    },
    explain(args, output) {
      const [sizes, left, kernel] = [args.input.shape?.slice(1, -1), output.shape?.slice(1, -1), args.weight.shape?.slice(2)];
      if (!sizes || !left || !kernel) return [];
      const text = (dims: Shape, axis: number): string => dimText(dims[axis] ?? null);
      return formulaLines(axisNames(rank), (axis) => `${text(sizes, axis)}·${text(args.stride, axis)}${args.padding === 'same' ? '' : ` + max(${text(kernel, axis)} − ${text(args.stride, axis)}, 0)`} = ${text(left, axis)}`);
    },
    cost: ({ input, weight, bias }) => ({ macs: mul(product(input.shape ?? [null]), product(weight.shape?.slice(1) ?? [null])), parameters: parameterCount(weight, bias) }),
    ...chained<Omit<ConvolutionArguments, 'dilation'>>((args, operands) => {
      const weight = operands.input('weight');
      const bias = operands.optionalInput('bias');
      const [kernel, stride] = [weight.shape.slice(2), sizesOf(args.stride)];
      // PyTorch's ends with the last window; what that has too much is cut off on both sides, what it lacks is put after.
      const borders = operands.input('input').shape.slice(1, -1).map((size, axis): readonly [number, number] => {
        const [span = 1, step = 1] = [kernel[axis], stride[axis]];
        const surplus = (size - 1) * step + span - sizeOf(widened(size, span, step, args.padding));
        const before = Math.floor(Math.max(surplus, 0) / 2);
        return [-before, before - surplus];
      });
      return [
        toFirst(rank), { op: opOf(name), args: { weight, stride } }, ...bordered(borders, 0), toLast(rank),
        ...(bias === null ? [] : [{ op: opOf('add'), args: { other: bias }, names: { other: 'bias' } }]),
      ];
    }),
  });
}

/** The channels are the last axis of any input. In training mode the batch's own statistics count; whoever keeps running ones updates them. */
const batchNorm = defineOp({
  name: 'batch_norm',
  schema: {
    input: tensor(), running_mean: optionalTensor(), running_var: optionalTensor(), weight: optionalTensor(), bias: optionalTensor(),
    training: bool(true), momentum: float(0.99), eps: float(1e-3),
  },
  infer({ input, weight, bias }, check) {
    const channels = input.shape?.at(-1) ?? null;
    for (const given of [weight, bias]) {
      check.equal(given?.shape?.[0] ?? null, channels, () => new Refusal('norm/num-features', `Axis ${String((input.shape?.length ?? 1) - 1)} of input tensor should have ${dimText(given?.shape?.[0] ?? null)} channels but the layer received an input with shape ${sizesText(input.shape ?? [])}.`, 'ValueError'));
    }
    return input;
  },
  explain: () => ['y = (x − mean) / √(variance + epsilon) · gamma + beta, for each channel'],
  cost: ({ input, weight, bias }) => ({ macs: product(input.shape ?? [null]), parameters: parameterCount(weight, bias) }),
  ...chained<{ readonly training: boolean | undefined; readonly eps: number | 'none' | null }>(({ training, eps }, operands) => {
    const rank = operands.input('input').shape.length - 2;
    const [weight, bias] = [operands.optionalInput('weight'), operands.optionalInput('bias')];
    const kept = training === true ? {} : { running_mean: operands.optionalInput('running_mean'), running_var: operands.optionalInput('running_var') };
    return [toFirst(rank), { op: opOf('batch_norm'), args: { ...kept, weight, bias, training: training === true, eps: { kind: 'float', value: Number(eps) } } }, toLast(rank)];
  }),
});

export const channelsLastOps: readonly Op[] = [
  ...spatialRanks.flatMap((rank) => [pool('max', rank), pool('avg', rank), convolution(rank)]),
  transposedConvolution(2), transposedConvolution(3),
  batchNorm,
];
