/** Ops that leave the numbers as they are: under another shape, or in another order. */
import { elementCount } from '../wasm/tensor';
import type { Tensor } from '../wasm/tensor';
import type { BackwardContext, ForwardContext, Gradients, Operands } from './computation';

/** Forward and backward of an op that only reshapes its input: views, nothing is copied. */
export const reshaping = {
  forward(_args: unknown, context: ForwardContext): Tensor {
    return context.engine.view(context.input('input'), context.outputType().shape);
  },
  backward: (_args: unknown, context: BackwardContext): Gradients => ({
    input: context.engine.view(context.gradient(), context.input('input').shape),
  }),
};

/** Forward and backward of an op whose output's axes are the input's in the order that `orderOf` tells. */
export function permuting<A>(orderOf: (args: A, rank: number) => readonly number[]) {
  return {
    forward(args: A, context: ForwardContext): Tensor {
      const input = context.input('input');
      return permuted(context, input, orderOf(args, input.shape.length));
    },
    backward(args: A, context: BackwardContext): Gradients {
      const order = orderOf(args, context.input('input').shape.length);
      const back = order.map((_, axis) => order.indexOf(axis));
      return { input: permuted(context, context.gradient(), back) };
    },
  };
}

/** A tensor with its axes in another order: a copy, unless the numbers stay in order. */
export function permuted(operands: Operands, tensor: Tensor, order: readonly number[]): Tensor {
  const { engine } = operands;
  const shape = order.map((axis) => tensor.shape[axis] ?? 1);
  const groups = runsOf(tensor.shape, order);
  if (groups.every((group, index) => group.place === index)) return engine.view(tensor, shape);
  const output = engine.empty(shape, tensor.dtype);
  const last = groups.length - 1;
  const [rows, columns] = [groups.at(-1), groups.at(-2)];
  const isTransposed = rows?.place === last - 1 && columns?.place === last && groups.slice(0, -2).every((group, index) => group.place === index);
  if (isTransposed) {
    engine.call('transpose_planes', tensor.pointer, output.pointer, elementCount(groups.slice(0, -2).map(({ size }) => size)), rows.size, columns.size);
    return output;
  }
  const numbers = groups.flatMap(({ size, step }) => [size, step]);
  const table = operands.scratch(4 * (numbers.length + groups.length));
  new Int32Array(engine.memory.buffer, table, numbers.length).set(numbers);
  engine.call('permute', tensor.pointer, output.pointer, table, groups.length);
  return output;
}

/** Axes of the output that lie together in the input: their size, the step of the innermost, and which of the input's groups they are. */
interface Run {
  readonly size: number;
  readonly step: number;
  readonly place: number;
}

function runsOf(shape: readonly number[], order: readonly number[]): readonly Run[] {
  const steps = shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
  const runs: { size: number; step: number; last: number }[] = [];
  for (const axis of order) {
    const size = shape[axis] ?? 1;
    if (size === 1) continue;
    const before = runs.at(-1);
    // Axes of size 1 between the two do not part them.
    const follows = before !== undefined && before.last < axis && elementCount(shape.slice(before.last + 1, axis)) === 1;
    if (follows) Object.assign(before, { size: before.size * size, step: steps[axis] ?? 1, last: axis });
    else runs.push({ size, step: steps[axis] ?? 1, last: axis });
  }
  const places = runs.map(({ last }) => last).sort((a, b) => a - b);
  return runs.map(({ size, step, last }) => ({ size, step, place: places.indexOf(last) }));
}

/** Tensors joined along an axis into the output. */
export function join(operands: Operands, tensors: readonly Tensor[], axis: number, output: Tensor): void {
  eachPart(tensors.map(({ shape }) => shape), axis, output, (index, rows, size, whole, offset) => {
    operands.engine.call('copy_rows', tensors[index]?.pointer ?? 0, size, output.pointer + 4 * offset, whole, rows, size);
  });
}

/** The parts of a tensor, of these shapes, that were joined along an axis. */
export function parted(operands: Operands, shapes: readonly (readonly number[])[], axis: number, joined: Tensor): readonly Tensor[] {
  const { engine } = operands;
  const parts = shapes.map((shape) => engine.empty(shape));
  eachPart(shapes, axis, joined, (index, rows, size, whole, offset) => {
    engine.call('copy_rows', joined.pointer + 4 * offset, whole, parts[index]?.pointer ?? 0, size, rows, size);
  });
  return parts;
}

function eachPart(
  shapes: readonly (readonly number[])[], axis: number, joined: Tensor,
  visit: (index: number, rows: number, size: number, whole: number, offset: number) => void,
): void {
  const rows = elementCount(joined.shape.slice(0, axis));
  const whole = elementCount(joined.shape.slice(axis));
  let offset = 0;
  shapes.forEach((shape, index) => {
    const size = elementCount(shape);
    if (size === 0) return;
    visit(index, rows, size / rows, whole, offset);
    offset += size / rows;
  });
}
