/** Sample tensors: what one can tell by eye when it has gone through a layer. */
import { Random } from '../../kernels/wasm/random';
import type { Sample, SampleKind } from './task';

/** Strokes of the digits 0 to 9 on a grid of 3 x 5. */
const digits = ['111101101101111', '010110010010111', '111001111100111', '111001111001111', '101101111001001', '111100111001111', '111100111101111', '111001010010010', '111101111101111', '111101111001111'];

type Draw = (row: number, column: number, rows: number, columns: number, plane: number, random: Random) => number;

const draw: Readonly<Record<Exclude<SampleKind, 'given'>, Draw>> = {
  normal: (_row, _column, _rows, _columns, _plane, random) => random.normal(),
  uniform: (_row, _column, _rows, _columns, _plane, random) => random.uniform(),
  ramp: (row, column, rows, columns) => (row * columns + column) / Math.max(1, rows * columns - 1),
  checkerboard: (row, column) => (row + column) % 2,
  impulse: (row, column, rows, columns) => (row === Math.floor(rows / 2) && column === Math.floor(columns / 2) ? 1 : 0),
  constant: () => 1,
  // One sample of the batch is a hundred times as large.
  outlier: (_row, _column, _rows, _columns, plane, random) => random.normal() * (plane === 0 ? 100 : 1),
  digits: (row, column, rows, columns, plane) => {
    const text = digits[plane % 10] ?? '';
    const [y, x] = [Math.floor((row / rows) * 7) - 1, Math.floor((column / columns) * 5) - 1];
    return y >= 0 && y < 5 && x >= 0 && x < 3 && text[y * 3 + x] === '1' ? 1 : 0;
  },
  shapes: (row, column, rows, columns, plane) => {
    const [y, x] = [(row + 0.5) / rows - 0.5, (column + 0.5) / columns - 0.5];
    if (plane % 3 === 0) return Math.hypot(y, x) < 0.35 ? 1 : 0;
    if (plane % 3 === 1) return Math.abs(y) < 0.3 && Math.abs(x) < 0.3 ? 1 : 0;
    return y > -0.3 && y < 0.3 && Math.abs(x) < (y + 0.3) / 2 ? 1 : 0;
  },
};

/** The numbers of a sample of a shape, in row-major order. Given numbers are repeated or cut to fit. */
export function fillSample(to: Float32Array, shape: readonly number[], { kind, seed, given }: Sample): void {
  const [rows, columns] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
  if (kind === 'given') {
    if (given !== null) fillGiven(to, rows, columns, given.shape, given.values);
    return;
  }
  const key = `${kind} ${String(seed)} ${shape.join()}`;
  if (last?.key === key) to.set(last.values);
  else fillDrawn(to, shape, kind, seed);
  if (to.length >= costly && last?.key !== key) last = { key, values: to.slice() };
}

/** From so many numbers on, a sample is kept for the next run on the same: drawing it takes longer than a layer. */
const costly = 65_536;
let last: { readonly key: string; readonly values: Float32Array } | null = null;

function fillDrawn(to: Float32Array, shape: readonly number[], kind: Exclude<SampleKind, 'given'>, seed: number): void {
  const [rows, columns] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
  const random = new Random(seed);
  if (kind === 'normal') {
    random.fillNormal(to);
    return;
  }
  const drawn = draw[kind];
  const perSample = shape.slice(1).reduce((product, size) => product * size, 1);
  for (let index = 0; index < to.length; index += 1) {
    const at = index % (rows * columns);
    // An outlier is a sample; a drawing is a plane.
    const plane = kind === 'outlier' ? Math.floor(index / Math.max(1, perSample)) : Math.floor(index / (rows * columns));
    to[index] = drawn(Math.floor(at / columns), at % columns, rows, columns, plane, random);
  }
}

/** Planes in turn, each resized to the nearest number. */
function fillGiven(to: Float32Array, rows: number, columns: number, shape: readonly number[], values: Float32Array): void {
  const [height, width] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
  const size = height * width;
  const planes = size === 0 ? 0 : Math.floor(values.length / size);
  if (planes === 0) return;
  for (let index = 0; index < to.length; index += 1) {
    const plane = Math.floor(index / (rows * columns)) % planes;
    const at = index % (rows * columns);
    const y = Math.min(height - 1, Math.floor(((Math.floor(at / columns) + 0.5) * height) / rows));
    const x = Math.min(width - 1, Math.floor((((at % columns) + 0.5) * width) / columns));
    to[index] = values[plane * size + y * width + x] ?? 0;
  }
}
