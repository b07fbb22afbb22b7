/**
 * Softmax and its kin: one axis is turned into weights that sum to one; the shape stays.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.softmax.html
 */
import type { Dim } from '../dims/dim';
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

function softmax(name: string, formula: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), dim: optionalInt(), _stacklevel: ignored(), dtype: dtype() },
    infer: ({ input, dim, dtype: as }) => weighted(input, dim, as),
    explain: () => [formula],
  });
}

const gumbelSoftmax = defineOp({
  name: 'gumbel_softmax',
  schema: { logits: tensor(), tau: float(1), hard: bool(false), eps: float(1e-10), dim: int(-1) },
  infer: ({ logits, dim }) => weighted(logits, dim, 'none'),
  explain: () => ['y = softmax((logits + g)/tau) with Gumbel noise g'],
});

export const softmaxOps: readonly Op[] = [
  softmax('softmax', 'y = exp(x) / Σ exp(x) along dim'),
  softmax('log_softmax', 'y = x − log Σ exp(x) along dim'),
  softmax('softmin', 'y = exp(−x) / Σ exp(−x) along dim'),
  gumbelSoftmax,
];
