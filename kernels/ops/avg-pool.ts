/**
 * Average pooling over one to three spatial axes.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool2d.html
 */
import { compare } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { elementCount } from '../wasm/tensor';
import type { Tensor } from '../wasm/tensor';
import type { SpatialRank } from './axis';
import { sizeOf, sizesOf } from './computation';
import type { Operands } from './computation';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { bool, optionalInt, optionalPerAxis, perAxis, tensor } from './parameter';
import type { WrongCount } from './parameter';
import { mapNumbers, pooledMap, scratchBytes, windowNumbers } from './pool-kernel';
import type { PoolPlan } from './pool-kernel';
import { asMap, checkPooling, checkSequenceRank, explainWindow, mapSizes, mapType, notOneInt, pooledSizes, strideOf, wrongPoolingCount } from './pooling';
import type { Pooling, Window } from './pooling';
import { unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

export const wrongAverageCount: Readonly<Record<SpatialRank, WrongCount>> = {
  1: notOneInt,
  2: wrongPoolingCount(2, (name) => (name === 'stride' ? 'must either be omitted,' : 'must either be')),
  3: wrongPoolingCount(3, (name) => (name === 'stride' ? 'must be omitted,' : 'must be')),
};

export interface AverageWindow {
  readonly kernel_size: readonly Dim[];
  readonly stride: readonly Dim[] | null | undefined;
  readonly padding?: readonly Dim[];
  readonly ceil_mode: boolean | undefined;
}

/** The window that the arguments describe. */
export function averageWindow({ kernel_size: kernel, stride, padding, ceil_mode: ceil }: AverageWindow): Window {
  return { kernel, stride: strideOf(stride, kernel), padding: padding ?? kernel.map(() => 0), dilation: kernel.map(() => 1), ceil };
}

/** The output of average pooling, after PyTorch's demands in their order. In 3d the kernel alone must fit, unless it is max pooling after all. */
export function averaged(rank: SpatialRank, input: TensorType, window: Window, check: Check, fitsUnpadded = rank === 3): TensorType {
  const given = check.suppose(input, () => Array.from({ length: rank + 2 }, () => null));
  if (given === null) return unknownTensor(input.dtype);
  const sizes = mapSizes(given, rank);
  const pooled = pooledSizes(window, sizes.spatial);
  const recovery = mapType(sizes, pooled.map(() => null), input.dtype);
  const pooling: Pooling = { window, input: given, sizes, output: pooled, recovery, owner: 'avg_pool3d()', fitsUnpadded };
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
    infer: (args, check) => averaged(1, args.input, averageWindow(args), check),
    explain: (args, output) => explainWindow(1, averageWindow(args), args.input, output),
    forward: (args, context) => average(context, averageWindow(args), countOf(args), context.input('input'), context.output()),
    backward(args, context) {
      if (!context.needs('input')) return {};
      return { input: averageBackward(context, averageWindow(args), countOf(args), context.gradient(), context.input('input').shape) };
    },
  });
}

function avgPool(rank: 2 | 3): Op {
  const counts = wrongAverageCount[rank];
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
      return averaged(rank, args.input, averageWindow(args), check);
    },
    explain: (args, output) => explainWindow(rank, averageWindow(args), args.input, output),
    forward: (args, context) => average(context, averageWindow(args), countOf(args), context.input('input'), context.output()),
    backward(args, context) {
      if (!context.needs('input')) return {};
      return { input: averageBackward(context, averageWindow(args), countOf(args), context.gradient(), context.input('input').shape) };
    },
  });
}

/** How the cells of a window are counted. */
export interface Count {
  readonly padded: boolean;
  /** Takes the place of the count. */
  readonly divisor: number | null;
}

function countOf(args: { readonly count_include_pad: boolean | undefined; readonly divisor_override?: Dim | 'none' | undefined }): Count {
  const { count_include_pad: padded, divisor_override: divisor = 'none' } = args;
  return { padded: padded === true, divisor: divisor === 'none' ? null : sizeOf(divisor) };
}

function planOf(window: Window, { padded, divisor }: Count, before: readonly number[], after: readonly number[]): PoolPlan {
  const map = pooledMap(window.kernel.length, before, after);
  // All of the window but its dilation, which is 1.
  return { numbers: [Number(padded), divisor ?? 0, ...mapNumbers(map), ...windowNumbers(window).slice(0, 9)], bytes: scratchBytes(map, window) };
}

/** Averages a map into another. */
export function average(operands: Operands, window: Window, count: Count, input: Tensor, output: Tensor): Tensor {
  const { numbers, bytes } = operands.plan('avg_pool', () => planOf(window, count, input.shape, output.shape));
  operands.engine.call('avg_pool', input.pointer, output.pointer, operands.scratch(bytes), ...numbers);
  return output;
}

/** The gradient of a map of some shape, from that of its averages. */
export function averageBackward(operands: Operands, window: Window, count: Count, gradient: Tensor, shape: readonly number[]): Tensor {
  const mirrored = operands.plan('mirrored', () => mirror(window, count, gradient.shape, shape));
  const { numbers, bytes } = mirrored ?? operands.plan('avg_pool', () => planOf(window, count, shape, gradient.shape));
  const result = operands.engine.empty(shape);
  operands.engine.call(mirrored ? 'avg_pool' : 'avg_pool_backward', gradient.pointer, result.pointer, operands.scratch(bytes), ...numbers);
  return result;
}

/** Where windows move by one and all count alike, the gradient is itself an average of the outputs' gradients. */
function mirror({ kernel, stride, padding, dilation, ceil }: Window, { padded, divisor }: Count, before: readonly number[], after: readonly number[]): PoolPlan | null {
  if (stride.some((step) => step !== 1) || !(padded || divisor !== null)) return null;
  const outer = kernel.map((size, axis) => sizeOf(size) - 1 - sizeOf(padding[axis]));
  const cells = elementCount(sizesOf(kernel));
  return planOf({ kernel, stride, padding: outer, dilation, ceil }, { padded, divisor: divisor ?? cells }, before, after);
}

export const avgPoolOps: readonly Op[] = [avgPool1d(), avgPool(2), avgPool(3)];
