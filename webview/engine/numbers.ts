/** What the page is shown of a tensor: statistics, one plane, and small ones beside it. */
import { statisticsOf } from '../../kernels/ops/computation';
import type { Engine } from '../../kernels/wasm/engine';
import type { Tensor } from '../../kernels/wasm/tensor';
import type { Numbers, Plane } from './task';

/** Small planes have at most so many rows and columns. */
const smallest = 28;

function sizesOf(shape: readonly number[]): { readonly rows: number; readonly columns: number } {
  return { rows: shape.at(-2) ?? 1, columns: shape.at(-1) ?? 1 };
}

/** How many planes a shape has: its last two axes are one. */
export function planesOf(shape: readonly number[]): number {
  return shape.slice(0, -2).reduce((product, size) => product * size, 1);
}

/** A plane of a tensor, copied; the last one where there are not so many. */
export function planeOf(tensor: Tensor, plane: number): Plane {
  const { rows, columns } = sizesOf(tensor.shape);
  const at = Math.max(0, Math.min(plane, planesOf(tensor.shape) - 1)) * rows * columns;
  const values = tensor.dtype === 'float32' ? tensor.data : tensor.indices;
  return { rows, columns, values: Float32Array.from(values.subarray(at, at + rows * columns)) };
}

/** The plane with as many numbers left out as makes it small. */
function shrunk({ rows, columns, values }: Plane): Plane {
  const [stepDown, stepAcross] = [Math.max(1, Math.ceil(rows / smallest)), Math.max(1, Math.ceil(columns / smallest))];
  const [height, width] = [Math.ceil(rows / stepDown), Math.ceil(columns / stepAcross)];
  const small = new Float32Array(height * width);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) small[row * width + column] = values[row * stepDown * columns + column * stepAcross] ?? 0;
  }
  return { rows: height, columns: width, values: small };
}

/** What is shown of a tensor; `others` small planes from `first` on. */
export function numbersOf(engine: Engine, tensor: Tensor, plane: number, first = 0, others = 0): Numbers {
  const statistics = statisticsOf(engine, tensor);
  const count = Math.min(others, planesOf(tensor.shape) - first);
  return {
    shape: tensor.shape, statistics,
    plane: planeOf(tensor, plane),
    others: Array.from({ length: Math.max(0, count) }, (_, index) => shrunk(planeOf(tensor, first + index))),
  };
}
