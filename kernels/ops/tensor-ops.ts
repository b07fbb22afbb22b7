/** The ops on tensors as such: shapes, indices, arithmetic, reductions, creation, linear algebra. */
import { expandOps } from './expand';
import type { Op } from './op';
import { permuteOps } from './permute';
import { squeezeOps } from './squeeze';
import { viewOps } from './view';

export const tensorOps: readonly Op[] = [
  ...expandOps,
  ...permuteOps,
  ...squeezeOps,
  ...viewOps,
];
