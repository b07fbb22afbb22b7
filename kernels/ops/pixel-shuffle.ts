/**
 * Moves between channels and space: pixel_shuffle [*, C·r², H, W] → [*, C, H·r, W·r], pixel_unshuffle back;
 * channel_shuffle reorders [N, C, …] by groups.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.pixel_shuffle.html
 */
import { floorDiv, lessThan, mod, mul } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { int, tensor } from './parameter';
import { dimText, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

interface Image {
  readonly leading: Shape;
  readonly channels: Dim;
  readonly height: Dim;
  readonly width: Dim;
}

function image(op: string, input: TensorType, check: Check): Image | null {
  const shape = check.guess(input, () => [null, null, null, null]);
  if (shape === null) return null;
  check.must(shape.length >= 3, () => new Refusal(
    'shape/rank',
    `${op} expects input to have at least 3 dimensions, but got input with ${String(shape.length)} dimension(s)`,
  ));
  const [channels = null, height = null, width = null] = shape.slice(-3);
  return { leading: shape.slice(0, -3), channels, height, width };
}

function checkFactor(op: string, name: string, factor: Dim, check: Check): void {
  check.must(lessThan(0, factor), () => new Refusal('shape/arguments', `${op} expects a positive ${name}, but got ${dimText(factor)}`));
}

const pixelShuffle = defineOp({
  name: 'pixel_shuffle',
  schema: { input: tensor(), upscale_factor: int() },
  infer({ input, upscale_factor: factor }, check) {
    const given = image('pixel_shuffle', input, check);
    if (given === null) return unknownTensor(input.dtype);
    checkFactor('pixel_shuffle', 'upscale_factor', factor, check);
    const { leading, channels, height, width } = given;
    const square = mul(factor, factor);
    const output = tensorType([...leading, floorDiv(channels, square), mul(height, factor), mul(width, factor)], input.dtype);
    check.equal(mod(channels, square), 0, () => new Refusal(
      'shape/arguments',
      `pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but input.size(-3)=${dimText(channels)} is not divisible by ${dimText(square)}`,
      'RuntimeError',
      output,
    ));
    return output;
  },
  explain: ({ upscale_factor: factor }, output) => [
    `C_out = C/${dimText(factor)}² = ${dimText(output.shape?.at(-3) ?? null)}`,
    `H_out = H·${dimText(factor)} = ${dimText(output.shape?.at(-2) ?? null)}, W_out = W·${dimText(factor)} = ${dimText(output.shape?.at(-1) ?? null)}`,
  ],
});

const pixelUnshuffle = defineOp({
  name: 'pixel_unshuffle',
  schema: { input: tensor(), downscale_factor: int() },
  infer({ input, downscale_factor: factor }, check) {
    const given = image('pixel_unshuffle', input, check);
    if (given === null) return unknownTensor(input.dtype);
    checkFactor('pixel_unshuffle', 'downscale_factor', factor, check);
    const { leading, channels, height, width } = given;
    const output = tensorType(
      [...leading, mul(channels, mul(factor, factor)), floorDiv(height, factor), floorDiv(width, factor)],
      input.dtype,
    );
    const divisible = (name: string, axis: number, size: Dim) => {
      check.equal(mod(size, factor), 0, () => new Refusal(
        'shape/arguments',
        `pixel_unshuffle expects ${name} to be divisible by downscale_factor, but input.size(${String(axis)})=${dimText(size)} is not divisible by ${dimText(factor)}`,
        'RuntimeError',
        output,
      ));
    };
    divisible('height', -2, height);
    divisible('width', -1, width);
    return output;
  },
  explain: ({ downscale_factor: factor }, output) => [
    `C_out = C·${dimText(factor)}² = ${dimText(output.shape?.at(-3) ?? null)}`,
    `H_out = H/${dimText(factor)} = ${dimText(output.shape?.at(-2) ?? null)}, W_out = W/${dimText(factor)} = ${dimText(output.shape?.at(-1) ?? null)}`,
  ],
});

function channelShuffle(name: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), groups: int() },
    infer({ input, groups }, check) {
      const { shape } = input;
      if (shape === null) return input;
      check.must(shape.length > 2, () => new Refusal(
        'shape/rank',
        `channel_shuffle expects input with > 2 dims, but got input with sizes ${sizesText(shape)}`,
        'RuntimeError',
        input,
      ));
      check.must(lessThan(0, groups), () => new Refusal(
        'shape/arguments',
        `Number of groups to divide channels in must be positive. Value of groups:${dimText(groups)}`,
        'RuntimeError',
        input,
      ));
      const channels = shape[1] ?? null;
      check.equal(mod(channels, groups), 0, () => new Refusal(
        'shape/arguments',
        `Number of channels must be divisible by groups. Got ${dimText(channels)} channels and ${dimText(groups)} groups.`,
        'RuntimeError',
        input,
      ));
      return tensorType(shape, input.dtype);
    },
    explain: ({ groups }) => [`channels are dealt out to ${dimText(groups)} groups in turn`],
  });
}

export const pixelShuffleOps: readonly Op[] = [pixelShuffle, pixelUnshuffle, channelShuffle('channel_shuffle'), channelShuffle('native_channel_shuffle')];
