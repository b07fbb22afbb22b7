/** Multiply-accumulates of TensorFlow.js's layers, from the shapes of what they take, hold and make. */
import { mul, product } from '../../../kernels/dims/dim';
import type { Dim } from '../../../kernels/dims/dim';
import type { Shape } from '../../../kernels/ops/tensor-type';

/** Null where that is not known; nothing for what multiplies no weights. */
export function layerCost(op: string, isDepthwise: boolean, input: Shape | null, weight: Shape | null, output: Shape | null): Dim {
  // Each value of the output takes the kernel of its channel once; a depthwise one sees a single channel of the input.
  if (op === 'linear' || /^conv[123]d$/.test(op)) return weight === null || output === null ? null : mul(product(output), product(weight.slice(0, isDepthwise ? -2 : -1)));
  if (/^conv_transpose[123]d$/.test(op)) return weight === null || input === null ? null : mul(product(input), product(weight.slice(0, -1)));
  return 0;
}
