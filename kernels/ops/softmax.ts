/**
 * Softmax and its kin: one axis is turned into weights that sum to one; the shape stays.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.softmax.html
 */
import type { Dim } from '../dims/dim';
import { elementCount } from '../wasm/tensor';
import { asFloats } from './broadcast-kernel';
import type { BackwardContext, ForwardContext, Gradients, Tensor } from './computation';
import { dimIndex } from './dim-index';
import { defineOp } from './op';
import type { Op } from './op';
import { bool, dtype, float, ignored, int, optionalInt, tensor } from './parameter';
import { tensorType } from './tensor-type';
import type { DType, TensorType } from './tensor-type';

/** Without a dim the functional form takes axis 0 of ranks 0, 1 and 3, else axis 1: in range always. */
function weighted(input: TensorType, dim: Dim | 'none' | undefined, as: DType | 'none' | null): TensorType {
  const output = tensorType(input.shape, as === 'none' ? input.dtype : as);
  if (input.shape !== null && dim !== 'none' && dim !== undefined) dimIndex(dim, input.shape.length, output);
  return output;
}

function softmax(name: string, formula: string, isLog?: boolean): Op {
  return defineOp({
    name,
    schema: { input: tensor(), dim: optionalInt(), _stacklevel: ignored(), dtype: dtype() },
    infer: ({ input, dim, dtype: as }) => weighted(input, dim, as),
    explain: () => [formula],
    ...(isLog === undefined ? {} : running(isLog)),
  });
}

/** Forward and backward, of the weights or of their logarithms. */
function running(isLog: boolean) {
  return {
    forward({ dim }: { readonly dim: unknown }, context: ForwardContext): Tensor {
      const [input, output] = [asFloats(context.engine, context.input('input')), context.output()];
      context.engine.call('softmax', input.pointer, output.pointer, ...runsAlong(dim, input.shape), Number(isLog));
      return output;
    },
    backward({ dim }: { readonly dim: unknown }, context: BackwardContext): Gradients {
      const [output] = context.outputs;
      if (output === undefined || !context.needs('input')) return {};
      const gradient = context.engine.empty(output.shape);
      context.engine.call('softmax_backward', output.pointer, context.gradient().pointer, gradient.pointer, ...runsAlong(dim, output.shape), Number(isLog));
      return { input: gradient };
    },
  };
}

/** How many runs there are before the axis, how long it is, and how many lie side by side behind it. */
function runsAlong(dim: unknown, shape: readonly number[]): readonly [outer: number, size: number, inner: number] {
  const implied = shape.length === 0 || shape.length === 1 || shape.length === 3 ? 0 : 1;
  const axis = typeof dim === 'number' ? (dim < 0 ? dim + Math.max(1, shape.length) : dim) : implied;
  return [elementCount(shape.slice(0, axis)), shape[axis] ?? 1, elementCount(shape.slice(axis + 1))];
}

const gumbelSoftmax = defineOp({
  name: 'gumbel_softmax',
  schema: { logits: tensor(), tau: float(1), hard: bool(false), eps: float(1e-10), dim: int(-1) },
  infer: ({ logits, dim }) => weighted(logits, dim, 'none'),
  explain: () => ['y = softmax((logits + g)/tau) with Gumbel noise g'],
});

export const softmaxOps: readonly Op[] = [
  softmax('softmax', 'y = exp(x) / Σ exp(x) along dim', false),
  softmax('log_softmax', 'y = x − log Σ exp(x) along dim', true),
  softmax('softmin', 'y = exp(−x) / Σ exp(−x) along dim'),
  gumbelSoftmax,
];
