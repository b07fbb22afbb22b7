/**
 * Average pooling, and power-average (lp) pooling which is computed by it, over one to three spatial axes.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool2d.html
 */
import { compare } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { spatialRanks } from './axis';
import type { SpatialRank } from './axis';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { bool, float, optionalInt, optionalPerAxis, perAxis, tensor } from './parameter';
import type { WrongCount } from './parameter';
import { asMap, checkPooling, checkSequenceRank, explainWindow, mapSizes, mapType, notOneInt, pooledSizes, strideOf, wrongPoolingCount } from './pooling';
import type { Pooling, Window } from './pooling';
import { unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

const wrongCount: Readonly<Record<SpatialRank, WrongCount>> = {
  1: notOneInt,
  2: wrongPoolingCount(2, (name) => (name === 'stride' ? 'must either be omitted,' : 'must either be')),
  3: wrongPoolingCount(3, (name) => (name === 'stride' ? 'must be omitted,' : 'must be')),
};

interface WindowArguments {
  readonly kernel_size: readonly Dim[];
  readonly stride: readonly Dim[] | null | undefined;
  readonly padding?: readonly Dim[];
  readonly ceil_mode: boolean | undefined;
}

function windowOf({ kernel_size: kernel, stride, padding, ceil_mode: ceil }: WindowArguments): Window {
  return { kernel, stride: strideOf(stride, kernel), padding: padding ?? kernel.map(() => 0), dilation: kernel.map(() => 1), ceil };
}

/** The output of average pooling, after PyTorch's demands in their order. */
function averaged(rank: SpatialRank, input: TensorType, window: Window, check: Check): TensorType {
  const given = check.suppose(input, () => Array.from({ length: rank + 2 }, () => null));
  if (given === null) return unknownTensor(input.dtype);
  const sizes = mapSizes(given, rank);
  const pooled = pooledSizes(window, sizes.spatial);
  const recovery = mapType(sizes, pooled.map(() => null), input.dtype);
  const pooling: Pooling = { window, input: given, sizes, output: pooled, recovery, owner: 'avg_pool3d()', fitsUnpadded: rank === 3 };
  if (rank === 1) checkSequenceRank('avg_pool1d', given, check);
  if (rank === 2) check.must(given.length >= 3, () => noPlanes(given));
  if (rank === 3) {
    check.must(given.length === 4 || given.length === 5, () => new Refusal(
      'shape/rank',
      'non-empty 4D or 5D (batch mode) tensor expected for input',
    ));
  }
  checkPooling(rank === 1 ? asMap(pooling) : pooling, check);
  return mapType(sizes, pooled, input.dtype);
}

/** The 2d op looks for its channels before it looks at the rank. */
function noPlanes(shape: Shape): Refusal {
  const { length } = shape;
  const text = length === 0
    ? 'Dimension specified as -3 but tensor has no dimensions'
    : `Dimension out of range (expected to be in range of [-${String(length)}, ${String(length - 1)}], but got -3)`;
  return new Refusal('shape/rank', text, 'IndexError');
}

function avgPool1d(): Op {
  return defineOp({
    name: 'avg_pool1d',
    schema: {
      input: tensor(),
      kernel_size: perAxis(1, notOneInt),
      stride: optionalPerAxis(1, notOneInt),
      padding: perAxis(1, notOneInt, 0),
      ceil_mode: bool(false),
      count_include_pad: bool(true),
    },
    infer: (args, check) => averaged(1, args.input, windowOf(args), check),
    explain: (args, output) => explainWindow(1, windowOf(args), args.input, output),
  });
}

function avgPool(rank: 2 | 3): Op {
  const counts = wrongCount[rank];
  return defineOp({
    name: `avg_pool${String(rank)}d`,
    schema: {
      input: tensor(),
      kernel_size: perAxis(rank, counts),
      stride: optionalPerAxis(rank, counts),
      padding: perAxis(rank, counts, 0),
      ceil_mode: bool(false),
      count_include_pad: bool(true),
      divisor_override: optionalInt(),
    },
    infer(args, check) {
      const divisor = args.divisor_override;
      const isZero = divisor !== undefined && divisor !== 'none' && compare(divisor, 0) === 'equal';
      check.must(!isZero, () => new Refusal('shape/arguments', 'divisor must be not zero'));
      return averaged(rank, args.input, windowOf(args), check);
    },
    explain: (args, output) => explainWindow(rank, windowOf(args), args.input, output),
  });
}

function lpPool(rank: SpatialRank): Op {
  // Its pooling is average pooling's, and so are the words.
  const counts: WrongCount = (_op, name, items) => wrongCount[rank](`avg_pool${String(rank)}d`, name, items);
  return defineOp({
    name: `lp_pool${String(rank)}d`,
    schema: { input: tensor(), norm_type: float(), kernel_size: perAxis(rank, counts), stride: optionalPerAxis(rank, counts), ceil_mode: bool(false) },
    infer: (args, check) => averaged(rank, args.input, windowOf(args), check),
    explain: (args, output) => explainWindow(rank, windowOf(args), args.input, output),
  });
}

export const avgPoolOps: readonly Op[] = [avgPool1d(), avgPool(2), avgPool(3), ...spatialRanks.map(lpPool)];
