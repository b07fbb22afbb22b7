/** Sums, means and extrema, done: the reduced axes are put last, so that each output is made of one row. */
import { elementCount } from '../wasm/tensor';
import { sizeOf } from './computation';
import type { BackwardContext, ForwardContext, Gradients, Operands, Tensor } from './computation';
import { dimIndex } from './dim-index';
import { permuted } from './layout-kernel';
import { Refusal } from './op';
import type { ReducedDims } from './reduced-shape';

/** What a row becomes, and what of a row's gradient each of its numbers gets. */
export interface RowReduction {
  readonly reduce: (row: Float32Array) => number;
  /** Fills `to` from the row, the number it became and that number's gradient. */
  readonly spread: (row: Float32Array, made: number, gradient: number, to: Float32Array) => void;
}

export const sumOfRow: RowReduction = {
  // In double precision, as long rows lose digits otherwise.
  reduce: (row) => row.reduce((sum, value) => sum + value, 0),
  spread: (_row, _made, gradient, to) => to.fill(gradient),
};

export const meanOfRow: RowReduction = {
  reduce: (row) => sumOfRow.reduce(row) / row.length,
  spread: (row, _made, gradient, to) => to.fill(gradient / row.length),
};

/** The greatest or least number; those that are equal share its gradient. */
export function extremumOfRow(pick: (a: number, b: number) => number): RowReduction {
  return {
    reduce: (row) => row.reduce(pick),
    spread(row, made, gradient, to) {
      const count = row.reduce((sum, value) => sum + Number(value === made), 0);
      // NaN equals nothing, not even itself: 0 / 0, as PyTorch has it.
      row.forEach((value, index) => {
        to[index] = (Number(value === made) / count) * gradient;
      });
    },
  };
}

interface ReductionArguments {
  readonly dim: ReducedDims;
}

interface Rows {
  /** The axes in the order in which the reduced ones are last. */
  readonly order: readonly number[];
  readonly rows: number;
  readonly size: number;
}

function rowsOf(shape: readonly number[], dim: ReducedDims): Rows {
  const axes = shape.map((_, axis) => axis);
  const reduced = dim === 'none' || dim === null || dim.length === 0 ? axes : dim.map((one) => dimIndex(sizeOf(one), shape.length) ?? 0);
  const kept = axes.filter((axis) => !reduced.includes(axis));
  const last = axes.filter((axis) => reduced.includes(axis));
  return { order: [...kept, ...last], rows: elementCount(kept.map((axis) => shape[axis] ?? 1)), size: elementCount(last.map((axis) => shape[axis] ?? 1)) };
}

function arranged(operands: Operands, name: string, order: readonly number[]): Tensor {
  const input = operands.input('input');
  if (input.dtype !== 'float32') throw new Refusal('shape/arguments', `"${name}" not implemented for 'Long'`, 'NotImplementedError');
  return permuted(operands, input, order);
}

/** Forward and backward of an op that makes one number of each row. */
export function reducing(name: string, { reduce, spread }: RowReduction) {
  return {
    forward({ dim }: ReductionArguments, context: ForwardContext): Tensor {
      const { order, rows, size } = rowsOf(context.input('input').shape, dim);
      const given = arranged(context, name, order);
      const output = context.output();
      for (let row = 0; row < rows; row += 1) output.data[row] = reduce(given.data.subarray(row * size, (row + 1) * size));
      return output;
    },
    backward({ dim }: ReductionArguments, context: BackwardContext): Gradients {
      const { shape } = context.input('input');
      const { order, rows, size } = rowsOf(shape, dim);
      const given = arranged(context, name, order);
      const [made, upstream] = [context.outputs[0], context.gradient()];
      const gradient = context.engine.empty(order.map((axis) => shape[axis] ?? 1));
      for (let row = 0; row < rows; row += 1) {
        const [start, end] = [row * size, (row + 1) * size];
        spread(given.data.subarray(start, end), made?.data[row] ?? NaN, upstream.data[row] ?? 0, gradient.data.subarray(start, end));
      }
      return { input: permuted(context, gradient, order.map((_, axis) => order.indexOf(axis))) };
    },
  };
}
