/** How pooling's kernels are called: maps of one to three axes all go as volumes, one deep or high where axes are missing. */
import { elementCount } from '../wasm/tensor';
import type { Tensor } from '../wasm/tensor';
import { sizesOf } from './computation';
import type { BackwardContext, Operands } from './computation';
import type { Window } from './pooling';
import type { Shape } from './tensor-type';

/** Three numbers, of which the first are `missing` where there are fewer axes. */
function filled(sizes: Shape, missing: number): readonly number[] {
  return [...Array.from({ length: 3 - sizes.length }, () => missing), ...sizesOf(sizes)];
}

/** A map that is pooled: planes (of batch and channels) of three axes each, before and after. */
export interface PooledMap {
  readonly planes: number;
  readonly input: readonly number[];
  readonly output: readonly number[];
}

/** The map that goes from one shape to another over its last `rank` axes. */
export function pooledMap(rank: number, input: readonly number[], output: readonly number[]): PooledMap {
  return { planes: elementCount(input.slice(0, -rank)), input: filled(input.slice(-rank), 1), output: filled(output.slice(-rank), 1) };
}

/** Planes, sizes before and after: what every pooling kernel is told first. */
export function mapNumbers({ planes, input, output }: PooledMap): readonly number[] {
  return [planes, ...input, ...output];
}

/** Kernel, stride, padding and dilation. */
export function windowNumbers({ kernel, stride, padding, dilation }: Window): readonly number[] {
  return [...filled(kernel, 1), ...filled(stride, 1), ...filled(padding, 0), ...filled(dilation, 1)];
}

/**
 * A pointer to what a pooling kernel needs besides: its tables of windows, two rows as long as windows reach, and the
 * addresses of a window's rows.
 */
export function poolingScratch(operands: Operands, { input, output }: PooledMap, window?: Window): number {
  const [outT = 0, outH = 0, outW = 0] = output;
  const [depth = 0, height = 0, width = 0] = input;
  const [kernel = 1, stride = 1, padding = 0, dilation = 1] = window === undefined ? [] : [window.kernel, window.stride, window.padding, window.dilation].map((sizes) => Number(sizes.at(-1)));
  const reach = Math.max(outW * stride + kernel * dilation, width + 2 * padding) + kernel;
  return operands.scratch(12 * (outT + outH + outW) + 2 * 4 * (reach + 64) + 4 * depth * height);
}

/** The gradient of a map of which each output is one of its numbers: `places` says which. */
export function scattered(context: BackwardContext, input: Tensor, map: PooledMap, places: number, window?: Window): Tensor {
  const gradient = context.engine.empty(input.shape);
  const [outT = 0, outH = 0, outW = 0] = map.output;
  const [kernel = 1, stride = 1, dilation = 1] = window === undefined ? [] : [window.kernel, window.stride, window.dilation].map((sizes) => Number(sizes.at(-1)));
  const apart = Math.ceil(((kernel - 1) * dilation + 1) / stride);
  context.engine.call('max_pool_backward', context.gradient(0).pointer, places, gradient.pointer, map.planes, elementCount(map.input), outT * outH, outW, Math.max(apart, 2));
  return gradient;
}
