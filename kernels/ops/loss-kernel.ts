/** How losses are computed: each element's, in float64, and what a reduction makes of them. */
import type { BackwardContext, ForwardContext, Tensor } from './computation';
import { elementwise, summedTo } from './broadcast-kernel';
import { howOf } from './loss';
import type { Reducing } from './loss';

/** The reduced loss of all elements; `divisor` is what a mean divides by. */
export function reducedLoss(context: ForwardContext, args: Reducing, losses: ArrayLike<number>, divisor: number): Tensor {
  const output = context.output();
  const how = howOf(args);
  if (how === 'none') {
    output.data.set(losses);
    return output;
  }
  let sum = 0;
  for (let index = 0; index < losses.length; index += 1) sum += losses[index] ?? 0;
  output.data[0] = how === 'mean' ? sum / divisor : sum;
  return output;
}

/** What reaches the loss of an element from above. */
export function upstreamOf(context: BackwardContext, args: Reducing, divisor: number): (element: number) => number {
  const gradient = context.gradient().data;
  const how = howOf(args);
  if (how === 'none') return (element) => gradient[element] ?? 0;
  const shared = (gradient[0] ?? 0) / (how === 'mean' ? divisor : 1);
  return () => shared;
}

/** A loss of the difference of two tensors, element by element. */
export interface DifferenceLoss {
  readonly value: (difference: number) => number;
  readonly slope: (difference: number) => number;
}

/** Sizes to which two shapes that fit are broadcast. */
function broadcastSizes(a: readonly number[], b: readonly number[]): readonly number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const [left, right] = [a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1];
    return left === 1 ? right : left;
  });
}

function differenceOf(context: ForwardContext | BackwardContext): Tensor {
  const [input, target] = [context.input('input'), context.input('target')];
  return elementwise(context, 'add', input, target, context.engine.empty(broadcastSizes(input.shape, target.shape)), -1);
}

/** The weight of every element, and their sum; null without one. */
function weightOf(context: ForwardContext | BackwardContext, count: number): { readonly at: (element: number) => number; readonly sum: number } {
  const weight = context.optionalInput('weight')?.data ?? null;
  if (weight === null) return { at: () => 1, sum: count };
  return { at: (element) => weight[element] ?? 1, sum: weight.reduce((sum, one) => sum + one, 0) };
}

/** Forward and backward of such a loss. */
export function differenceLoss(loss: DifferenceLoss) {
  return {
    forward(args: Reducing, context: ForwardContext): Tensor {
      const difference = differenceOf(context);
      const weight = weightOf(context, difference.size);
      return reducedLoss(context, args, Float64Array.from(difference.data, (one, element) => weight.at(element) * loss.value(one)), weight.sum);
    },
    backward(args: Reducing, context: BackwardContext) {
      const difference = differenceOf(context);
      const weight = weightOf(context, difference.size);
      const upstream = upstreamOf(context, args, weight.sum);
      const slopes = context.engine.tensor(difference.shape, Float32Array.from(difference.data, (one, element) => upstream(element) * weight.at(element) * loss.slope(one)));
      const negated = (): Tensor => context.engine.tensor(slopes.shape, slopes.data.map((slope) => -slope));
      return {
        input: context.needs('input') ? summedTo(context, slopes, context.input('input').shape) : null,
        target: context.needs('target') ? summedTo(context, negated(), context.input('target').shape) : null,
      };
    },
  };
}
