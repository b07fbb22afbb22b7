/** Weights of TensorFlow.js as PyTorch lays them out. */
import { mul } from '../../../kernels/dims/dim';
import type { Shape } from '../../../kernels/ops/tensor-type';

/**
 * The shape of a weight for PyTorch's op of the same name. Convolutions: [...kernel, in, out] becomes [out, in, ...kernel];
 * transposed ones: [...kernel, out, in] becomes [in, out, ...kernel]; depthwise ones: [...kernel, in, multiplier]
 * becomes [in · multiplier, 1, ...kernel]. Dense: [in, out] becomes [out, in].
 */
export function torchWeight(op: string, isDepthwise: boolean, shape: Shape): Shape {
  const [a = null, b = null] = shape.slice(-2);
  const kernel = shape.slice(0, -2);
  if (/^conv[123]d$/.test(op)) return isDepthwise ? [mul(a, b), 1, ...kernel] : [b, a, ...kernel];
  return op === 'linear' || op.startsWith('conv_transpose') ? [b, a, ...kernel] : shape;
}
