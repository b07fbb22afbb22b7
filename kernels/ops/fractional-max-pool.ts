/**
 * Fractional max pooling: windows of kernel_size at random places, so many that the output has output_size, or ⌊in · output_ratio⌋.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.fractional_max_pool2d.html
 */
import { add, lessOrEqual, lessThan, sub } from '../dims/dim';
import { scaled } from './interpolate';
import { Refusal, defineOp } from './op';
import type { Check, Datum, Op } from './op';
import { bool, datum, ignored, ints, tensor } from './parameter';
import { dimText, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

const none: Datum = { kind: 'none' };

const words = { 2: 'tuple of Ints', 3: 'tuple of three Ints' } as const;

/** One size for all axes, or one for each; looked at only once it is known what the output is to be. */
function perAxis(op: string, name: string, value: Datum, rank: 2 | 3): Shape {
  const read = ints().read(value, name, op);
  if (read === null) return Array.from({ length: rank }, () => null);
  if (value.kind !== 'list') return Array.from({ length: rank }, () => read[0] ?? null);
  if (read.length !== rank) throw new Refusal('shape/arguments', `${op}: ${name} must either be a single Int or ${words[rank]}`);
  return read;
}

function ratio(value: Datum, axis: number): number | null {
  if (value.kind === 'list') return ratio(value.items?.[axis] ?? { kind: 'unknown' }, axis);
  if (value.kind === 'float') return value.value;
  return value.kind === 'int' && typeof value.value === 'number' ? value.value : null;
}

function checkInput(name: string, rank: 2 | 3, shape: Shape, check: Check, recovery: TensorType): void {
  const refuse = (text: () => string, code: string) => () => new Refusal(
    code,
    `${name}${rank === 3 ? '_out' : ''}(): ${text()}`,
    'RuntimeError',
    recovery,
  );
  shape.forEach((size, axis) => {
    if (axis === 0) return;
    check.must(size !== 0, refuse(
      () => `Expected input to have non-zero size for non-batch dimensions, but got${sizesText(shape)} with dimension ${String(axis)} being empty.`,
      'shape/arguments',
    ));
  });
  check.must(shape.length === rank + 1 || shape.length === rank + 2, refuse(
    () => `Expected ${String(rank + 1)}D or ${String(rank + 2)}D tensor, but got: ${sizesText(shape)}`,
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
      kernel_size: datum(),
      output_size: datum(none),
      output_ratio: datum(none),
      return_indices: bool(false),
      _random_samples: ignored(),
    },
    infer(args, check) {
      const { input, output_size: wanted, output_ratio: share } = args;
      check.must(wanted.kind !== 'none' || share.kind !== 'none', () => new Refusal(
        'shape/arguments',
        `${name} requires specifying either an output_size or an output_ratio`,
        'ValueError',
      ));
      const withIndices = (output: TensorType) => (args.return_indices === true ? [output, tensorType(output.shape, 'int64')] : output);
      const shape = check.suppose(input, () => Array.from({ length: rank + 2 }, () => null));
      if (shape === null) return withIndices(unknownTensor(input.dtype));
      check.must(shape.length > rank, () => tooFewAxes(shape, rank));
      check.must(rank === 3 || wanted.kind !== 'none' || share.kind !== 'float', () => new Refusal(
        'shape/arguments',
        "object of type 'float' has no len()",
        'TypeError',
      ));
      const spatial = shape.slice(-rank);
      const kernel = perAxis(name, 'kernel_size', args.kernel_size, rank);
      const sizes = wanted.kind === 'none' ? spatial.map((size, axis) => scaled(size, ratio(share, axis))) : perAxis(name, 'output_size', wanted, rank);
      const output = tensorType([...shape.slice(0, -rank), ...sizes], input.dtype);
      checkInput(name, rank, shape, check, output);
      spatial.forEach((size, axis) => {
        const [window = null, out = null] = [kernel[axis], sizes[axis]];
        const last = sub(add(out, window), 1);
        check.must(rank === 3 ? lessThan(last, size) : lessOrEqual(last, size), () => new Refusal(
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
    ? 'Dimension specified as 0 but tensor has no dimensions'
    : `Dimension out of range (expected to be in range of [-${String(length)}, ${String(length - 1)}], but got ${String(-rank - 1)})`;
  return new Refusal('shape/rank', text, 'IndexError');
}

export const fractionalMaxPoolOps: readonly Op[] = [fractionalMaxPool(2), fractionalMaxPool(3)];
