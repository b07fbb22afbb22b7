/** The ops of neural networks: what torch.nn.functional holds, the recurrent layers, and torchvision's native ops. */
import { activationOps } from './activation';
import { adaptivePoolOps } from './adaptive-pool';
import { attentionOps } from './attention';
import { avgPoolOps } from './avg-pool';
import { batchNormOps } from './batch-norm';
import { convolutionOps } from './convolution';
import { crossEntropyOps } from './cross-entropy';
import { dropoutOps } from './dropout';
import { elementwiseLossOps } from './elementwise-loss';
import { groupNormOps } from './group-norm';
import { layerNormOps } from './layer-norm';
import { linearOps } from './linear';
import { marginLossOps } from './margin-loss';
import { maxPoolOps } from './max-pool';
import type { Op } from './op';
import { softmaxOps } from './softmax';
import { transposedConvolutionOps } from './transposed-convolution';

export const neuralOps: readonly Op[] = [
  ...activationOps,
  ...adaptivePoolOps,
  ...attentionOps,
  ...avgPoolOps,
  ...batchNormOps,
  ...convolutionOps,
  ...crossEntropyOps,
  ...dropoutOps,
  ...elementwiseLossOps,
  ...groupNormOps,
  ...layerNormOps,
  ...linearOps,
  ...marginLossOps,
  ...maxPoolOps,
  ...softmaxOps,
  ...transposedConvolutionOps,
];
