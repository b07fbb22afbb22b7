/**
 * Ops that give back their input as it is, or a copy of it.
 * https://pytorch.org/docs/stable/generated/torch.clone.html
 */
import { defineOp } from './op';
import type { Op } from './op';
import { tensor } from './parameter';

function identity(name: string, formula: string): Op {
  return defineOp({
    name,
    schema: { input: tensor() },
    infer: ({ input }) => input,
    explain: () => [formula],
  });
}

export const identityOps: readonly Op[] = [
  identity('clone', 'y = a copy of x'),
  identity('detach', 'y = x, without its history'),
  identity('conj', 'y = the complex conjugate of x'),
  identity('resolve_conj', 'y = x'),
  identity('resolve_neg', 'y = x'),
  identity('poisson', 'y = drawn from the Poisson distribution of rate x'),
];
