/**
 * Padding: `pad` holds how much to put before and after each axis, the last axis first; negative amounts cut off.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.pad.html
 */
import { lessOrEqual, lessThan, neg, sub, sum } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { sizeOf } from './computation';
import type { Tensor } from './computation';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { paddedAlong, paddedAlongGradient } from './pad-kernel';
import type { PaddedAxis, PadMode } from './pad-kernel';
import { float, ints, tensor, text } from './parameter';
import { dimText, sizesText } from './shape-text';
import { tensorType, unknownSizes, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

/** One axis, and what is put before and after it. */
interface Side {
  readonly axis: number;
  readonly before: Dim;
  readonly after: Dim;
  readonly size: Dim;
  readonly padded: Dim;
}

/** The axes that are padded, the last one first. */
function sides(shape: Shape, amounts: readonly Dim[]): readonly Side[] {
  return Array.from({ length: amounts.length / 2 }, (_, index) => {
    const axis = shape.length - 1 - index;
    const [before = null, after = null, size = null] = [amounts[2 * index], amounts[2 * index + 1], shape[axis]];
    return { axis, before, after, size, padded: sum([size, before, after]) };
  });
}

type Refuse = (message: () => string, code?: string) => () => Refusal;

/** Cuts before it pads: what is cut off must be there. */
function checkCut(all: readonly Side[], check: Check, refuse: Refuse): void {
  for (const { before, after, size } of all) {
    const cut = [before, after].filter((amount) => lessThan(amount, 0) === true).map(neg);
    if (cut.length > 0) check.must(lessOrEqual(0, sub(size, sum(cut))), refuse(() => 'narrow(): length must be non-negative.'));
  }
}

const unsupported = (count: number, rank: number) => `Padding size ${String(count)} is not supported for ${String(rank)}D input tensor.
Supported combinations for non-constant padding:
  - 2D or 3D input: padding size = 2 (pads last dimension)
  - 3D or 4D input: padding size = 4 (pads last 2 dimensions)
  - 4D or 5D input: padding size = 6 (pads last 3 dimensions)`;

/** Reflecting and replicating take what they put from the input: nothing but the batch may be empty. */
function checkSource(shape: Shape, all: readonly Side[], mode: string, check: Check, refuse: Refuse): void {
  const spatial = all.length;
  const sized = shape.length === spatial + 2 ? shape.slice(1) : shape;
  check.must(!sized.includes(0), refuse(
    () => `Expected ${String(spatial + 1)}D or ${String(spatial + 2)}D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: ${sizesText(shape)}`,
  ));
  if (mode === 'reflect') {
    all.forEach(({ before, after, size, axis }, index) => {
      const refusal = refuse(
        () => `Argument #${String(4 + 2 * index)}: Padding size should be less than the corresponding input dimension, but got: padding (${dimText(before)}, ${dimText(after)}) at dimension ${String(axis)} of input ${sizesText(shape)}`,
      );
      check.must(lessThan(before, size), refusal);
      check.must(lessThan(after, size), refusal);
    });
  }
  // Enough that one axis is left.
  const left = all.map(({ padded }) => lessThan(0, padded));
  if (left.every((isLeft) => isLeft === false)) throw refuse(() => tooSmall(all, mode))();
}

function tooSmall(all: readonly Side[], mode: string): string {
  const [w, h, d] = all.map(({ size, padded }) => ({ size: dimText(size), padded: dimText(padded) }));
  if (h === undefined) return `input (W: ${w?.size ?? ''}) is too small. Calculated output W: ${w?.padded ?? ''}`;
  const space = mode === 'replicate' ? ' ' : '';
  if (d === undefined) return `input (H: ${h.size}, W: ${w?.size ?? ''}${space}) is too small. Calculated output H: ${h.padded} W: ${w?.padded ?? ''}`;
  return `input (D: ${d.size} H: ${h.size}, W: ${w?.size ?? ''}) is too small. Calculated output D: ${d.padded} H: ${h.padded} W: ${w?.padded ?? ''}`;
}

function checkCircle(all: readonly Side[], check: Check, refuse: Refuse): void {
  for (const { before, after, size, padded } of all) {
    const wraps = refuse(() => 'Padding value causes wrapping around more than once.');
    check.must(lessOrEqual(before, size), wraps);
    check.must(lessOrEqual(after, size), wraps);
    check.must(lessOrEqual(0, padded), refuse(() => 'Negative padding value is resulting in an empty dimension'));
  }
}

const pad = defineOp({
  name: 'pad',
  schema: { input: tensor(), pad: ints(), mode: text('constant'), value: float(null) },
  infer({ input, pad: amounts, mode, value }, check) {
    if (amounts === null) return input.shape === null ? unknownTensor(input.dtype) : unknownSizes(input.shape.length, input.dtype);
    const modes = ['constant', 'reflect', 'replicate', 'circular'];
    check.must(mode === undefined || (mode !== null && modes.includes(mode)), () => new Refusal(
      'shape/arguments',
      `Unrecognised padding mode ${String(mode)}`,
      'NotImplementedError',
    ));
    check.must(amounts.length % 2 === 0, () => new Refusal('shape/arguments', 'Padding length must be divisible by 2'));
    const { shape } = input;
    if (shape === null) return unknownTensor(input.dtype);
    check.must(amounts.length <= 2 * shape.length, () => new Refusal(
      'shape/rank',
      `Padding length should be less than or equal to two times the input dimension but got padding length ${String(amounts.length)} and input of dimension ${String(shape.length)}`,
    ));
    const all = sides(shape, amounts);
    const output: TensorType = tensorType(shape.map((size, axis) => {
      const side = all.find((one) => one.axis === axis);
      return side === undefined ? size : side.padded;
    }), input.dtype);
    const refuse: Refuse = (message, code = 'shape/arguments') => () => new Refusal(code, message(), 'RuntimeError', output);
    if (mode === 'constant') checkCut(all, check, refuse);
    if (mode === 'constant' || mode === undefined || mode === null) return output;
    check.must(typeof value !== 'number' || value === 0, refuse(() => `Padding mode "${mode}" doesn't take in value argument`));
    const spatial = all.length;
    const isSupported = spatial >= 1 && spatial <= 3 && (shape.length === spatial + 1 || shape.length === spatial + 2);
    check.must(isSupported, () => new Refusal('shape/rank', unsupported(amounts.length, shape.length), 'NotImplementedError', output));
    if (mode === 'circular') checkCircle(all, check, refuse);
    else checkSource(shape, all, mode, check, refuse);
    return output;
  },
  explain: ({ input, pad: amounts }, output) => {
    if (input.shape === null || amounts === null || amounts.length % 2 !== 0) return [];
    return sides(input.shape, amounts).map(({ axis, size, before, after }) =>
      `axis ${String(axis)}: ${dimText(size)} + ${dimText(before)} + ${dimText(after)} = ${dimText(output.shape?.[axis] ?? null)}`);
  },
  forward({ pad: amounts, mode, value }, context) {
    let padded: Tensor = context.engine.view(context.input('input'), context.input('input').shape);
    for (const side of paddedAxes(padded.shape, amounts ?? [])) padded = paddedAlong(context.engine, padded, side, modeOf(mode), typeof value === 'number' ? value : 0);
    return padded;
  },
  backward({ pad: amounts, mode }, context) {
    const axes = paddedAxes(context.input('input').shape, amounts ?? []);
    let gradient = context.gradient();
    for (const side of axes.toReversed()) gradient = paddedAlongGradient(context.engine, gradient, gradient.shape.with(side.axis, context.input('input').shape[side.axis] ?? 1), side, modeOf(mode));
    return { input: gradient };
  },
});

function modeOf(mode: string | null | undefined): PadMode {
  return mode === 'reflect' || mode === 'replicate' || mode === 'circular' ? mode : 'constant';
}

function paddedAxes(shape: readonly number[], amounts: readonly Dim[]): readonly PaddedAxis[] {
  return sides(shape, amounts).map(({ axis, before, after }) => ({ axis, before: sizeOf(before), after: sizeOf(after) }));
}

export const padOps: readonly Op[] = [pad];
