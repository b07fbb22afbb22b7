/** Padding, done: axis by axis, each slice of the output a copy of one of the input's, or a constant. */
import { elementCount } from '../wasm/tensor';
import type { Engine, Tensor } from './computation';

export type PadMode = 'constant' | 'reflect' | 'replicate' | 'circular';

/** An axis, and how many slices come before and after it; negative ones are cut off. */
export interface PaddedAxis {
  readonly axis: number;
  readonly before: number;
  readonly after: number;
}


interface Slices {
  readonly rows: number;
  readonly inner: number;
  readonly size: number;
  readonly padded: number;
  /** Slices that are the input's own: where they begin there and in the output, and how many they are. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Which slice of the input a slice of the output is a copy of. */
function sourceOf(at: number, { before }: PaddedAxis, { size, from, to, count }: Slices, mode: PadMode): number {
  // What wraps around is what is left after cutting off.
  if (mode === 'circular') return from + ((((at - to) % count) + count) % count);
  const place = at - before;
  if (place >= 0 && place < size) return place;
  if (mode === 'replicate') return place < 0 ? 0 : size - 1;
  return place < 0 ? -place : 2 * (size - 1) - place;
}

function slicesOf(shape: readonly number[], { axis, before, after }: PaddedAxis): Slices {
  const size = shape[axis] ?? 1;
  return {
    rows: elementCount(shape.slice(0, axis)), inner: elementCount(shape.slice(axis + 1)), size, padded: size + before + after,
    from: Math.max(-before, 0), to: Math.max(before, 0), count: size - Math.max(-before, 0) - Math.max(-after, 0),
  };
}

/** The tensor with an axis padded. */
export function paddedAlong(engine: Engine, input: Tensor, side: PaddedAxis, mode: PadMode, value: number): Tensor {
  const slices = slicesOf(input.shape, side);
  const { rows, inner, size, padded, from, to, count } = slices;
  const shape = input.shape.with(side.axis, padded);
  const output = mode === 'constant' ? engine.filled(shape, value, input.dtype) : engine.empty(shape, input.dtype);
  if (output.size === 0 || input.size === 0) return output;
  const copy = (source: number, target: number, many: number): void => {
    engine.call('copy_rows', input.pointer + 4 * source * inner, size * inner, output.pointer + 4 * target * inner, padded * inner, rows, many * inner);
  };
  if (count > 0) copy(from, to, count);
  if (mode === 'constant') return output;
  for (let at = 0; at < padded; at += 1) if (at < to || at >= to + count) copy(sourceOf(at, side, slices, mode), at, 1);
  return output;
}

/** The gradient of a tensor of some shape, from that of the tensor with an axis padded. */
export function paddedAlongGradient(engine: Engine, gradient: Tensor, shape: readonly number[], side: PaddedAxis, mode: PadMode): Tensor {
  const slices = slicesOf(shape, side);
  const { rows, inner, size, padded, from, to, count } = slices;
  const result = engine.zeros(shape);
  if (result.size === 0 || gradient.size === 0) return result;
  if (count > 0) engine.call('copy_rows', gradient.pointer + 4 * to * inner, padded * inner, result.pointer + 4 * from * inner, size * inner, rows, count * inner);
  if (mode === 'constant') return result;
  for (let at = 0; at < padded; at += 1) {
    if (at >= to && at < to + count) continue;
    const source = sourceOf(at, side, slices, mode);
    for (let row = 0; row < rows; row += 1) {
      const [own, other] = [(row * size + source) * inner, (row * padded + at) * inner];
      for (let index = 0; index < inner; index += 1) result.data[own + index] = (result.data[own + index] ?? 0) + (gradient.data[other + index] ?? 0);
    }
  }
  return result;
}
