/** The ops on tensors as such: shapes, indices, arithmetic, reductions, creation, linear algebra. */
import { binaryOps } from './binary';
import { catOps } from './cat';
import { einsumOps } from './einsum';
import { expandOps } from './expand';
import { flipOps } from './flip';
import { inPlace } from './in-place';
import { matmulOps } from './matmul';
import { meshgridOps } from './meshgrid';
import type { Op } from './op';
import { permuteOps } from './permute';
import { sliceOps } from './slice';
import { splitOps } from './split';
import { squeezeOps } from './squeeze';
import { tensorProductOps } from './tensor-product';
import { ternaryOps } from './ternary';
import { unaryOps } from './unary';
import { viewOps } from './view';

/** Those that PyTorch has no form in place of, or one that refuses almost every input (float_power_, ldexp_). */
const onlyNew: ReadonlySet<string> = new Set([
  'isnan', 'isinf', 'isfinite', 'isreal', 'isneginf', 'isposinf', 'isclose', 'signbit', 'positive', 'angle', 'rsub',
  'maximum', 'minimum', 'fmax', 'fmin', 'logaddexp', 'logaddexp2', 'float_power', 'ldexp',
]);

export const tensorOps: readonly Op[] = [
  ...binaryOps,
  ...[...unaryOps, ...binaryOps, ...ternaryOps].filter(({ name }) => !onlyNew.has(name)).map(inPlace),
  ...catOps,
  ...einsumOps,
  ...expandOps,
  ...flipOps,
  ...matmulOps,
  ...meshgridOps,
  ...permuteOps,
  ...sliceOps,
  ...splitOps,
  ...squeezeOps,
  ...tensorProductOps,
  ...ternaryOps,
  ...unaryOps,
  ...viewOps,
];
