/** The ops of neural networks: what torch.nn.functional holds, the recurrent layers, and torchvision's native ops. */
import { activationOps } from './activation';
import { adaptivePoolOps } from './adaptive-pool';
import { attentionOps } from './attention';
import { avgPoolOps } from './avg-pool';
import { batchNormOps } from './batch-norm';
import { convolutionOps } from './convolution';
import { crossEntropyOps } from './cross-entropy';
import { detectionOps } from './detection';
import { distanceOps } from './distance';
import { dropoutOps } from './dropout';
import { elementwiseLossOps } from './elementwise-loss';
import { embeddingOps } from './embedding';
import { foldOps } from './fold';
import { fractionalMaxPoolOps } from './fractional-max-pool';
import { gridSampleOps } from './grid-sample';
import { groupNormOps } from './group-norm';
import { interpolateOps } from './interpolate';
import { layerNormOps } from './layer-norm';
import { linearOps } from './linear';
import { lpPoolOps } from './lp-pool';
import { marginLossOps } from './margin-loss';
import { maxPoolOps } from './max-pool';
import { maxUnpoolOps } from './max-unpool';
import type { Op } from './op';
import { padOps } from './pad';
import { pixelShuffleOps } from './pixel-shuffle';
import { recurrentOps } from './recurrent';
import { softmaxOps } from './softmax';
import { transposedConvolutionOps } from './transposed-convolution';

export const neuralOps: readonly Op[] = [
  ...activationOps,
  ...adaptivePoolOps,
  ...attentionOps,
  ...avgPoolOps,
  ...lpPoolOps,
  ...batchNormOps,
  ...convolutionOps,
  ...crossEntropyOps,
  ...detectionOps,
  ...distanceOps,
  ...dropoutOps,
  ...elementwiseLossOps,
  ...embeddingOps,
  ...foldOps,
  ...fractionalMaxPoolOps,
  ...gridSampleOps,
  ...groupNormOps,
  ...interpolateOps,
  ...layerNormOps,
  ...linearOps,
  ...marginLossOps,
  ...maxPoolOps,
  ...maxUnpoolOps,
  ...padOps,
  ...pixelShuffleOps,
  ...recurrentOps,
  ...softmaxOps,
  ...transposedConvolutionOps,
];
