/**
 * Elements moved along their axes: the sizes stay, but for turns by a right angle, which exchange two of them.
 * https://pytorch.org/docs/stable/generated/torch.roll.html
 */
import { mod } from '../dims/dim';
import { dimIndex } from './dim-index';
import { dimIndices } from './dim-list';
import { Refusal, defineOp } from './op';
import type { Op } from './op';
import { int, ints, optionalInts, tensor } from './parameter';
import { dimText } from './shape-text';
import { tensorType } from './tensor-type';

const roll = defineOp({
  name: 'roll',
  schema: { input: tensor(), shifts: ints(), dims: optionalInts() },
  infer({ input, shifts, dims: given }, check) {
    const dims = given === 'none' ? [] : given;
    if (shifts === null || dims === null) return tensorType(input.shape, input.dtype);
    check.must(shifts.length > 0, () => new Refusal('shape/arguments', '`shifts` required'));
    const alone = dims.length === 0 && shifts.length === 1;
    check.must(alone || shifts.length === dims.length, () => new Refusal(
      'shape/arguments',
      `shifts and dimensions must align. shifts: ${String(shifts.length)}, dims:${String(dims.length)}`,
    ));
    // Of an empty tensor the dims are not even looked at.
    const rank = input.shape === null || input.shape.includes(0) ? null : input.shape.length;
    for (const dim of rank === null ? [] : dims) {
      check.must(rank !== 0, () => new Refusal(
        'shape/dim-range',
        `Dimension specified as ${dimText(dim)} but tensor has no dimensions`,
        'IndexError',
      ));
      dimIndex(dim, rank ?? 0);
    }
    return tensorType(input.shape, input.dtype);
  },
  explain: () => ['elements move along dims by shifts, and come in again at the other end'],
});

const flip = defineOp({
  name: 'flip',
  schema: { input: tensor(), dims: ints() },
  infer({ input, dims }) {
    if (input.shape !== null && dims !== null) dimIndices(dims, input.shape.length);
    return tensorType(input.shape, input.dtype);
  },
  explain: () => ['elements come in reverse along dims'],
});

function mirrored(name: string, least: number): Op {
  return defineOp({
    name,
    schema: { input: tensor() },
    infer({ input }, check) {
      check.must(input.shape === null || input.shape.length >= least, () => new Refusal(
        'shape/rank',
        `Input must be >= ${String(least)}-d.`,
      ));
      return tensorType(input.shape, input.dtype);
    },
    explain: () => [`elements come in reverse along axis ${String(least - 1)}`],
  });
}

const rot90 = defineOp({
  name: 'rot90',
  schema: { input: tensor(), k: int(1), dims: ints([0, 1]) },
  infer({ input, k, dims }, check) {
    const { shape, dtype } = input;
    check.must(dims === null || dims.length === 2, () => new Refusal(
      'shape/arguments',
      `expected total rotation dims == 2, but got dims = ${String(dims?.length)}`,
    ));
    if (shape === null) return tensorType(null, dtype);
    check.must(shape.length >= 2, () => new Refusal(
      'shape/rank',
      `expected total dims >= 2, but got total dims = ${String(shape.length)}`,
    ));
    const [dim0 = null, dim1 = null] = dims ?? [];
    check.must(dim0 === null || dim0 !== dim1, () => new Refusal(
      'shape/dim-range',
      `expected rotation dims to be different, but got dim0 = ${dimText(dim0)} and dim1 = ${dimText(dim1)}`,
    ));
    const [one, other] = [dimIndex(dim0, shape.length), dimIndex(dim1, shape.length)];
    const turns = mod(k, 2);
    if (turns === 0) return tensorType(shape, dtype);
    if (one === null || other === null || typeof turns !== 'number') return tensorType(shape.map(() => null), dtype);
    return tensorType(shape.map((size, axis) => (axis === one ? shape[other] ?? null : axis === other ? shape[one] ?? null : size)), dtype);
  },
  explain: () => ['the plane of dims turns k times by 90°'],
});

export const flipOps: readonly Op[] = [roll, flip, mirrored('fliplr', 2), mirrored('flipud', 1), rot90];
