/** The ops that layers of TensorFlow.js are, under the names that PyTorch has for them. */
import { activationOps } from './activation';
import { binaryOps } from './binary';
import { catOps } from './cat';
import { channelsLastOps } from './channels-last';
import { dropoutOps } from './dropout';
import { identityOps } from './identity';
import { layerNormOps } from './layer-norm';
import { linearOps } from './linear';
import { matmulOps } from './matmul';
import type { Op } from './op';
import { permuteOps } from './permute';
import { reductionOps } from './reduction';
import { registryOf } from './registry';
import { softmaxOps } from './softmax';
import { unaryOps } from './unary';
import { viewOps } from './view';

/** Maps with their channels last, and what is the same in any layout. */
export const tensorflowOps: ReadonlyMap<string, Op> = registryOf([
  channelsLastOps, activationOps, binaryOps, catOps, dropoutOps, identityOps, layerNormOps, linearOps, matmulOps, permuteOps, reductionOps, softmaxOps, unaryOps, viewOps,
]);
