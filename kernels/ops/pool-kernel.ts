/** How pooling's kernels are called: maps of one to three axes all go as volumes, one deep or high where axes are missing. */
import { elementCount } from '../wasm/tensor';
import type { Tensor } from '../wasm/tensor';
import { sizesOf } from './computation';
import type { BackwardContext } from './computation';
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
 * How many bytes a pooling kernel needs besides: for its tables of windows, three rows as long as windows reach, and the
 * addresses of a window's rows.
 */
export function scratchBytes({ input, output }: PooledMap, window?: Window): number {
  const [outT = 0, outH = 0, outW = 0] = output;
  const [depth = 0, height = 0, width = 0] = input;
  const [kernel = 1, stride = 1, padding = 0, dilation = 1] = window === undefined ? [] : [window.kernel, window.stride, window.padding, window.dilation].map((sizes) => Number(sizes.at(-1)));
  const reach = Math.max(outW * stride + kernel * dilation, width + 2 * padding) + kernel;
  return 12 * (outT + outH + outW) + 3 * 4 * (reach + 64) + 4 * depth * height;
}

/** What a pooling kernel is told after its pointers, and the bytes that it needs. */
export interface PoolPlan {
  readonly numbers: readonly number[];
  readonly bytes: number;
}

/** The gradient of a map of which each output is one of its numbers: `places` says which. */
export function scattered(context: BackwardContext, input: Tensor, map: PooledMap, places: number, window?: Window): Tensor {
  const gradient = context.engine.empty(input.shape);
  const numbers = context.plan('scatter', () => scatterNumbers(map, window));
  context.engine.call('max_pool_backward', context.gradient(0).pointer, places, gradient.pointer, ...numbers);
  return gradient;
}

/** Planes and their cells, output rows and columns, how far apart columns are independent, and how far down the rows reach. */
function scatterNumbers({ planes, input, output }: PooledMap, window: Window | undefined): readonly number[] {
  const cells = elementCount(input);
  const [outT = 0, outH = 0, outW = 0] = output;
  const [, , width = 0] = input;
  // Where rows are not those of one plane, or windows not regular: all of it at once.
  const [advance, reach] = window === undefined || outT !== 1 || input[0] !== 1 ? [0, cells] : reachOf(window, width);
  const [kernel = 1, stride = 1, dilation = 1] = window === undefined ? [] : [window.kernel, window.stride, window.dilation].map((sizes) => Number(sizes.at(-1)));
  const apart = Math.ceil(((kernel - 1) * dilation + 1) / stride);
  return [planes, cells, outT * outH, outW, Math.max(apart, 2), advance, reach];
}

/** How many cells the windows of an output row begin after those of the row before, and where those of the first row end. */
function reachOf(window: Window, width: number): readonly [number, number] {
  const [, kernel = 1] = filled(window.kernel, 1);
  const [, stride = 1] = filled(window.stride, 1);
  const [, padding = 0] = filled(window.padding, 0);
  const [, dilation = 1] = filled(window.dilation, 1);
  return [stride * width, ((kernel - 1) * dilation + 1 - padding) * width];
}
