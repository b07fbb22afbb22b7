/** How resizing is told to its kernels: for each place of the output the places of the input that it is mixed of. */
import { elementCount } from '../wasm/tensor';
import type { Tensor } from '../wasm/tensor';
import type { Operands } from './computation';

export interface Resizing {
  readonly mode: 'nearest' | 'nearest-exact' | 'linear';
  /** Whether the corners' centres stay where they are (align_corners). */
  readonly isAligned: boolean;
  /** The factor that was given for an axis; null where only the sizes tell it. */
  readonly factor: (axis: number) => number | null;
}

/** A place of the output: two places of the input (the second -1 where there is none), and the share of the second. */
type Mixture = readonly [first: number, second: number, share: number];

const { fround } = Math;

/** PyTorch finds the nearest in float32, whatever the numbers are. */
function nearest(from: number, to: number, factor: number | null, shift: number): readonly Mixture[] {
  const scale = factor === null || factor <= 0 ? fround(fround(from) / fround(to)) : fround(1 / factor);
  return Array.from({ length: to }, (_, place) => {
    if (shift === 0 && from === to) return [place, -1, 0];
    if (shift === 0 && to === 2 * from) return [place >> 1, -1, 0];
    return [Math.min(Math.floor(fround(fround(place + shift) * scale)), from - 1), -1, 0];
  });
}

function linear(from: number, to: number, factor: number | null, isAligned: boolean): readonly Mixture[] {
  const scale = isAligned ? (to > 1 ? (from - 1) / (to - 1) : 0) : factor === null || factor <= 0 ? from / to : 1 / factor;
  return Array.from({ length: to }, (_, place) => {
    if (from === to) return [place, -1, 0];
    const source = isAligned ? place * scale : Math.max((place + 0.5) * scale - 0.5, 0);
    const first = Math.min(Math.floor(source), from - 1);
    return [first, Math.min(first + 1, from - 1), Math.min(Math.max(source - first, 0), 1)];
  });
}

function mixtures({ mode, isAligned, factor }: Resizing, axis: number, from: number, to: number): readonly Mixture[] {
  if (mode === 'linear') return linear(from, to, factor(axis), isAligned);
  return nearest(from, to, factor(axis), mode === 'nearest' ? 0 : 0.5);
}

/** What the kernels are told: a table, then planes and sizes. */
interface Plan {
  readonly table: ArrayBuffer;
  readonly numbers: readonly number[];
  readonly width: number;
}

function planOf(resizing: Resizing, input: readonly number[], output: readonly number[]): Plan {
  const spatial = input.slice(2);
  const axes = spatial.map((from, axis) => mixtures(resizing, axis, from, output[axis + 2] ?? 1));
  const missing = Array.from({ length: 3 - spatial.length }, (): readonly Mixture[] => [[0, -1, 0]]);
  const all = [...missing, ...axes];
  const entries = all.flat();
  const table = new ArrayBuffer(16 * entries.length);
  const [places, shares] = [new Int32Array(table), new Float32Array(table)];
  entries.forEach(([first, second, share], index) => {
    places.set([first, second], 4 * index);
    shares.set([1 - share, share], 4 * index + 2);
  });
  const before = [...missing.map(() => 1), ...spatial];
  return { table, numbers: [elementCount(input.slice(0, 2)), ...before, ...all.map(({ length }) => length)], width: before.at(-1) ?? 1 };
}

function called(kernel: string, operands: Operands, resizing: Resizing, from: Tensor, to: Tensor, input: Tensor, output: Tensor): void {
  const { table, numbers, width } = operands.plan('resize', () => planOf(resizing, input.shape, output.shape));
  const pointer = operands.scratch(table.byteLength);
  const row = operands.scratch(4 * width);
  new Uint8Array(operands.engine.memory.buffer, pointer, table.byteLength).set(new Uint8Array(table));
  operands.engine.call(kernel, from.pointer, to.pointer, pointer, row, ...numbers);
}

/** Resizes the input into the output. */
export function resized(operands: Operands, resizing: Resizing, input: Tensor, output: Tensor): void {
  called('upsample', operands, resizing, input, output, input, output);
}

/** The gradient of the input, of that shape, from the output's. */
export function resizedBack(operands: Operands, resizing: Resizing, gradient: Tensor, shape: readonly number[]): Tensor {
  const input = operands.engine.empty(shape);
  called('upsample_backward', operands, resizing, gradient, input, input, gradient);
  return input;
}
