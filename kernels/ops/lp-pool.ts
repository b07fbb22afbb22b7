/**
 * Power-average pooling: the p-th root of the sum of p-th powers in each window, computed by average pooling.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.lp_pool2d.html
 */
import { elementCount } from '../wasm/tensor';
import type { Tensor } from '../wasm/tensor';
import { average, averageBackward, averageWindow, averaged, wrongAverageCount } from './avg-pool';
import type { Count } from './avg-pool';
import { spatialRanks } from './axis';
import type { SpatialRank } from './axis';
import { sizesOf } from './computation';
import type { BackwardContext, ForwardContext } from './computation';
import { pooledMaxima } from './max-pool';
import { Refusal, defineOp } from './op';
import type { Op } from './op';
import { bool, float, optionalPerAxis, perAxis, tensor } from './parameter';
import type { WrongCount } from './parameter';
import { pooledMap, scattered } from './pool-kernel';
import { explainWindow } from './pooling';
import type { Window } from './pooling';

const count: Count = { padded: true, divisor: null };

/** x to the power p, of each number. */
function raised(from: Float32Array, to: Float32Array, p: number): void {
  for (let index = 0; index < to.length; index += 1) {
    const value = from[index] ?? 0;
    to[index] = p === 2 ? value * value : value ** p;
  }
}

/** The root of the sum, from the mean of powers. */
function root(context: ForwardContext, window: Window, p: number): Tensor {
  const [input, output] = [context.input('input'), context.output()];
  const [powers, mean] = [context.engine.empty(input.shape), context.engine.empty(output.shape)];
  raised(input.data, powers.data, p);
  average(context, window, count, powers, mean);
  context.save('mean', mean);
  const cells = elementCount(sizesOf(window.kernel));
  const [means, roots] = [mean.data, output.data];
  for (let index = 0; index < roots.length; index += 1) {
    const sum = (means[index] ?? 0) * cells;
    roots[index] = p === 2 ? Math.sqrt(sum) : sum ** (1 / p);
  }
  return output;
}

function rootBackward(context: BackwardContext, window: Window, p: number): Tensor {
  const [input, mean, gradient] = [context.input('input'), context.saved('mean'), context.gradient()];
  const cells = elementCount(sizesOf(window.kernel));
  const ofMean = context.engine.empty(mean.shape);
  const [means, given, sums] = [mean.data, gradient.data, ofMean.data];
  for (let index = 0; index < sums.length; index += 1) {
    const value = means[index] ?? 0;
    // Where the sum is 0 the gradient is, too; and PyTorch takes the sign of NaN as 0.
    sums[index] = value === 0 ? 0 : (given[index] ?? 0) * (cells / p) * (value * cells) ** (1 / p - 1) * (Number.isNaN(value) ? 0 : 1);
  }
  const result = averageBackward(context, window, count, ofMean, input.shape);
  const [numbers, gradients] = [input.data, result.data];
  for (let index = 0; index < gradients.length; index += 1) {
    gradients[index] = (gradients[index] ?? 0) * p * (numbers[index] ?? 0) ** (p - 1);
  }
  return result;
}

/** With p infinite the greatest absolute value is left, or the least. */
function extreme(context: ForwardContext, window: Window, sign: number): Tensor {
  const [input, output] = [context.input('input'), context.output()];
  const [sizes, places] = [context.engine.empty(input.shape), context.engine.empty(output.shape, 'int64')];
  const [from, to] = [input.data, sizes.data];
  for (let index = 0; index < to.length; index += 1) to[index] = sign * Math.abs(from[index] ?? 0);
  pooledMaxima(context, window, sizes, output.shape, output.pointer, places.pointer);
  context.save('places', places);
  const values = output.data;
  if (sign < 0) for (let index = 0; index < values.length; index += 1) values[index] = -(values[index] ?? 0);
  return output;
}

function extremeBackward(context: BackwardContext, window: Window): Tensor {
  const [input, places] = [context.input('input'), context.saved('places')];
  const result = scattered(context, input, pooledMap(window.kernel.length, input.shape, places.shape), places.pointer, window);
  const [numbers, gradients] = [input.data, result.data];
  for (let index = 0; index < gradients.length; index += 1) gradients[index] = (gradients[index] ?? 0) * Math.sign(numbers[index] ?? 0);
  return result;
}

function lpPool(rank: SpatialRank): Op {
  // Its pooling is average pooling's, and so are the words.
  const counts: WrongCount = (_op, name, items) => wrongAverageCount[rank](`avg_pool${String(rank)}d`, name, items);
  const sizes = perAxis(rank, counts);
  const kernel: typeof sizes = {
    ...sizes,
    // PyTorch multiplies by the one size, or unpacks the sizes: a list of one is neither.
    read: (value, name, op) => {
      const isListOfOne = value.kind === 'list' && value.items?.length === 1;
      if (isListOfOne && rank === 1) throw new Refusal('shape/arguments', "mul(): argument 'other' (position 1) must be Tensor, not tuple", 'TypeError');
      if (isListOfOne) throw new Refusal('shape/arguments', `not enough values to unpack (expected ${String(rank)}, got 1)`, 'ValueError');
      return sizes.read(value, name, op);
    },
  };
  return defineOp({
    name: `lp_pool${String(rank)}d`,
    schema: { input: tensor(), norm_type: float(), kernel_size: kernel, stride: optionalPerAxis(rank, counts), ceil_mode: bool(false) },
    infer: (args, check) => averaged(rank, args.input, averageWindow(args), check, rank === 3 && Number.isFinite(args.norm_type)),
    explain: (args, output) => explainWindow(rank, averageWindow(args), args.input, output),
    forward(args, context) {
      const [window, p] = [averageWindow(args), Number(args.norm_type)];
      return Number.isFinite(p) ? root(context, window, p) : extreme(context, window, Math.sign(p));
    },
    backward(args, context) {
      if (!context.needs('input')) return {};
      const [window, p] = [averageWindow(args), Number(args.norm_type)];
      return { input: Number.isFinite(p) ? rootBackward(context, window, p) : extremeBackward(context, window) };
    },
  });
}

export const lpPoolOps: readonly Op[] = spatialRanks.map(lpPool);
