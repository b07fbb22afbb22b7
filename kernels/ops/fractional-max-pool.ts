/**
 * Fractional max pooling: windows of kernel_size at random places, so many that the output has output_size, or ⌊in · output_ratio⌋.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.fractional_max_pool2d.html
 */
import { add, lessOrEqual, sub } from '../dims/dim';
import { scaled } from './interpolate';
import { Refusal, defineOp } from './op';
import type { Check, Datum, Op } from './op';
import { bool, datum, ignored, optionalPerAxis, perAxis, tensor } from './parameter';
import type { WrongCount } from './parameter';
import { dimText, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

const none: Datum = { kind: 'none' };

const words: Readonly<Record<2 | 3, WrongCount>> = {
  2: (op, name) => `${op}: ${name} must either be a single int, or a tuple of two ints`,
  3: (op, name) => `${op}: ${name} must either be a single Int or tuple of three Ints`,
};

function ratio(value: Datum, axis: number): number | null {
  if (value.kind === 'list') return ratio(value.items?.[axis] ?? { kind: 'unknown' }, axis);
  if (value.kind === 'float') return value.value;
  return value.kind === 'int' && typeof value.value === 'number' ? value.value : null;
}

function checkInput(name: string, rank: 2 | 3, shape: Shape, check: Check, recovery: TensorType): void {
  const refuse = (text: string, code: string) => () => new Refusal(code, `${name}${rank === 3 ? '_out' : ''}(): ${text}`, 'RuntimeError', recovery);
  for (let axis = shape.length - rank - 1; axis < shape.length; axis += 1) {
    check.must(shape[axis] !== 0, refuse(
      `Expected input to have non-zero size for non-batch dimensions, but got${rank === 3 ? '' : ' '}${sizesText(shape)} with dimension ${String(axis)} being empty.`,
      'shape/arguments',
    ));
  }
  check.must(shape.length === rank + 1 || shape.length === rank + 2, refuse(
    `Expected ${String(rank + 1)}D or ${String(rank + 2)}D tensor, but got: ${sizesText(shape)}`,
    'shape/rank',
  ));
}

const axisWords = { 2: ['height', 'width'], 3: ['time', 'height', 'width'] } as const;

function fractionalMaxPool(rank: 2 | 3): Op {
  const name = `fractional_max_pool${String(rank)}d`;
  return defineOp({
    name,
    schema: {
      input: tensor(),
      kernel_size: perAxis(rank, words[rank]),
      output_size: optionalPerAxis(rank, words[rank]),
      output_ratio: datum(none),
      return_indices: bool(false),
      _random_samples: ignored(),
    },
    infer(args, check) {
      const { input, kernel_size: kernel, output_size: wanted, output_ratio: share } = args;
      check.must(wanted !== null || share.kind !== 'none', () => new Refusal(
        'shape/arguments',
        `${name} requires specifying either an output_size or an output_ratio`,
        'ValueError',
      ));
      const withIndices = (output: TensorType) => (args.return_indices === true ? [output, tensorType(output.shape, 'int64')] : output);
      const shape = check.suppose(input, () => Array.from({ length: rank + 2 }, () => null));
      if (shape === null) return withIndices(unknownTensor(input.dtype));
      check.must(shape.length > rank, () => tooFewAxes(shape, rank));
      const spatial = shape.slice(-rank);
      const sizes = wanted === undefined ? spatial.map(() => null) : wanted ?? spatial.map((size, axis) => scaled(size, ratio(share, axis)));
      const output = tensorType([...shape.slice(0, -rank), ...sizes], input.dtype);
      checkInput(name, rank, shape, check, output);
      spatial.forEach((size, axis) => {
        const [window = null, out = null] = [kernel[axis], sizes[axis]];
        check.must(lessOrEqual(sub(add(out, window), 1), size), () => new Refusal(
          'pooling/empty-output',
          `${name}${rank === 3 ? '_out' : ''}(): pool ${axisWords[rank][axis] ?? ''} ${dimText(window)} too large relative to input ${axisWords[rank][axis] ?? ''} ${dimText(size)}`,
          'RuntimeError',
          output,
        ));
      });
      return withIndices(output);
    },
    explain: (_, output) => [`${(output.shape?.slice(-rank) ?? []).map(dimText).join(' x ')} windows at random places`],
  });
}

function tooFewAxes(shape: Shape, rank: 2 | 3): Refusal {
  const { length } = shape;
  const text = length === 0
    ? `Dimension specified as ${String(-rank - 1)} but tensor has no dimensions`
    : `Dimension out of range (expected to be in range of [-${String(length)}, ${String(length - 1)}], but got ${String(-rank - 1)})`;
  return new Refusal('shape/rank', text, 'IndexError');
}

export const fractionalMaxPoolOps: readonly Op[] = [fractionalMaxPool(2), fractionalMaxPool(3)];
