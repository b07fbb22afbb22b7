/** The ops of neural networks: what torch.nn.functional holds, the recurrent layers, and torchvision's native ops. */
import { activationOps } from './activation';
import { adaptivePoolOps } from './adaptive-pool';
import { avgPoolOps } from './avg-pool';
import { batchNormOps } from './batch-norm';
import { convolutionOps } from './convolution';
import { dropoutOps } from './dropout';
import { groupNormOps } from './group-norm';
import { layerNormOps } from './layer-norm';
import { linearOps } from './linear';
import { maxPoolOps } from './max-pool';
import type { Op } from './op';
import { softmaxOps } from './softmax';
import { transposedConvolutionOps } from './transposed-convolution';

export const neuralOps: readonly Op[] = [
  ...activationOps,
  ...adaptivePoolOps,
  ...avgPoolOps,
  ...batchNormOps,
  ...convolutionOps,
  ...dropoutOps,
  ...groupNormOps,
  ...layerNormOps,
  ...linearOps,
  ...maxPoolOps,
  ...softmaxOps,
  ...transposedConvolutionOps,
];
