/** How the kernels of the norms are called: over channels of maps, and over runs of numbers that lie together. */
import { elementCount } from '../wasm/tensor';
import type { Tensor } from '../wasm/tensor';
import type { BackwardContext, Engine, ForwardContext, Gradients, Operands } from './computation';

/** [N, C, S]: a batch of maps, of whose channels each has statistics of its own. */
export interface Maps {
  readonly batch: number;
  readonly channels: number;
  readonly size: number;
}

/** The maps of a shape [N, C, ...]. */
export function mapsOf(shape: readonly number[]): Maps {
  return { batch: shape[0] ?? 1, channels: shape[1] ?? 1, size: elementCount(shape.slice(2)) };
}

/** Each sample's channels as channels of their own. */
export function instancesOf({ batch, channels, size }: Maps): Maps {
  return { batch: 1, channels: batch * channels, size };
}

function pointerOf(tensor: Tensor | null): number {
  return tensor?.pointer ?? 0;
}

/** What a norm over maps is given besides its input. */
export interface MapsNorm {
  readonly maps: Maps;
  readonly weight: Tensor | null;
  readonly bias: Tensor | null;
  readonly runningMean: Tensor | null;
  readonly runningVariance: Tensor | null;
  /** Whether the statistics are the batch's own. */
  readonly isTraining: boolean;
  readonly momentum: number;
  readonly eps: number;
}

/** Normalises maps; in training the running statistics move. Keeps what the backward wants. */
export function normaliseMaps(context: ForwardContext, norm: MapsNorm): Tensor {
  const { maps: { batch, channels, size }, weight, bias, runningMean, runningVariance, isTraining, momentum, eps } = norm;
  const [input, output] = [context.input('input'), context.output()];
  if (output.size === 0) return output;
  const saved = context.engine.empty([3, channels]);
  context.save('statistics', saved);
  const pointers = [weight, bias, runningMean, runningVariance, saved].map(pointerOf);
  const scratch = context.scratch(24 * channels);
  const sizes = [input.pointer, output.pointer, batch, channels, size];
  if (isTraining) context.engine.call('batch_norm_train', ...sizes, ...pointers, scratch, momentum, eps);
  else context.engine.call('batch_norm_eval', ...sizes, ...pointers, scratch, eps);
  return output;
}

/** The gradients of maps that were normalised. */
export function mapsGradients(context: BackwardContext, { maps: { batch, channels, size }, weight, isTraining }: Pick<MapsNorm, 'maps' | 'weight' | 'isTraining'>): Gradients {
  const { engine } = context;
  const input = context.input('input');
  const wanted = (name: string, shape: readonly number[]): Tensor | null => (context.needs(name) ? engine.zeros(shape) : null);
  const gradients = { input: context.needs('input') ? engine.empty(input.shape) : null, weight: wanted('weight', [channels]), bias: wanted('bias', [channels]) };
  if (input.size === 0) return gradients;
  engine.call(
    'batch_norm_backward', context.gradient().pointer, input.pointer, pointerOf(gradients.input), batch, channels, size,
    pointerOf(weight), context.saved('statistics').pointer, pointerOf(gradients.weight), pointerOf(gradients.bias), context.scratch(28 * channels), Number(isTraining),
  );
  return gradients;
}

/** A vector laid out as often as there are samples; null stays null. */
export function repeated(engine: Engine, vector: Tensor | null, times: number): Tensor | null {
  if (vector === null) return null;
  const all = engine.empty([times * vector.size]);
  for (let index = 0; index < times; index += 1) all.data.set(vector.data, index * vector.size);
  return all;
}

/** The sum over samples of a vector that was laid out; `scale` times it. */
export function summed(engine: Engine, all: Tensor | null, size: number, scale = 1): Tensor | null {
  if (all === null) return null;
  const sums = new Float64Array(size);
  all.data.forEach((value, index) => {
    sums[index % size] = (sums[index % size] ?? 0) + value;
  });
  return engine.tensor([size], Float32Array.from(sums, (sum) => sum * scale));
}

/** The numbers of a learned vector, or as many of `otherwise` where there is none. */
export function learnedOr(operands: Operands, name: string, count: number, otherwise: number): number {
  const given = operands.optionalInput(name);
  if (given !== null) return given.pointer;
  const pointer = operands.scratch(4 * count);
  new Float32Array(operands.engine.memory.buffer, pointer, count).fill(otherwise);
  return pointer;
}

/** Room for sums, at first 0: float64, and behind these float32 for the kernels' own use. */
export function sumsFor(operands: Operands, count: number): number {
  const pointer = operands.scratch(12 * count);
  new Uint8Array(operands.engine.memory.buffer, pointer, 12 * count).fill(0);
  return pointer;
}

/** The sums as a tensor; null where they are not wanted. */
export function tensorOfSums(context: BackwardContext, name: string, sums: number, shape: readonly number[]): Tensor | null {
  if (!context.needs(name)) return null;
  const tensor = context.engine.empty(shape);
  context.engine.call('norm_sums', sums, tensor.pointer, tensor.size);
  return tensor;
}
