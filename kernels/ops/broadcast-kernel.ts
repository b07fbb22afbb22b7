/** How the kernels of two operands that broadcast are called, and the sums that take a gradient back to an operand's shape. */
import { elementCount } from '../wasm/tensor';
import type { Tensor } from '../wasm/tensor';
import type { Engine, Operands } from './computation';

/** The functions there are: a + alpha·b, alpha·a·b and alpha·a/b. */
export type ElementwiseKind = 'add' | 'mul' | 'div';

const kinds: Readonly<Record<ElementwiseKind, number>> = { add: 0, mul: 1, div: 2 };

/** One axis of a loop: how long it is, and how many elements each operand moves along it. */
interface Axis {
  readonly size: number;
  readonly steps: readonly number[];
}

/** The fewest axes that run through a shape, and through operands that are broadcast to it. */
function axesOf(shape: readonly number[], operands: readonly (readonly number[])[]): readonly Axis[] {
  const axes: Axis[] = [];
  const counts = operands.map(() => 1);
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    const size = shape[axis] ?? 1;
    const steps = operands.map((operand, index) => {
      const own = operand[axis - shape.length + operand.length] ?? 1;
      const step = own === 1 ? 0 : counts[index] ?? 1;
      counts[index] = (counts[index] ?? 1) * own;
      return step;
    });
    if (size === 1) continue;
    const [inner] = axes;
    if (inner !== undefined && steps.every((step, index) => step === (inner.steps[index] ?? 0) * inner.size)) {
      axes[0] = { size: size * inner.size, steps: inner.steps };
    } else axes.unshift({ size, steps });
  }
  return axes.length > 0 ? axes : [{ size: 1, steps: operands.map(() => 0) }];
}

/** Writes a table of axes, with a place for a counter each, for a kernel. */
function tableOf(operands: Operands, axes: readonly Axis[]): number {
  const numbers = axes.flatMap(({ size, steps }) => [size, ...steps]);
  const pointer = operands.scratch(4 * (numbers.length + axes.length));
  new Int32Array(operands.engine.memory.buffer, pointer, numbers.length).set(numbers);
  return pointer;
}

/** The tensor with float32 numbers; itself where it has them. */
export function asFloats(engine: Engine, tensor: Tensor): Tensor {
  return tensor.dtype === 'float32' ? tensor : engine.tensor(tensor.shape, Float32Array.from(tensor.indices));
}

/** Computes a function of two tensors that broadcast to the output's shape. */
export function elementwise(operands: Operands, kind: ElementwiseKind, a: Tensor, b: Tensor, output: Tensor, alpha = 1): Tensor {
  const axes = axesOf(output.shape, [a.shape, b.shape]);
  const [left, right] = [asFloats(operands.engine, a), asFloats(operands.engine, b)];
  operands.engine.call('elementwise', kinds[kind], left.pointer, right.pointer, output.pointer, alpha, tableOf(operands, axes), axes.length);
  return output;
}

/** The sums of a gradient over the axes along which a shape was repeated; the gradient itself where none was. */
export function summedTo(operands: Operands, gradient: Tensor, shape: readonly number[]): Tensor {
  const { engine } = operands;
  if (elementCount(shape) === gradient.size) return engine.view(gradient, shape);
  const axes = axesOf(gradient.shape, [shape]);
  const sums = engine.empty(shape);
  engine.call('sum_repeated', gradient.pointer, sums.pointer, sums.size, operands.scratch(8 * sums.size), tableOf(operands, axes), axes.length);
  return sums;
}
