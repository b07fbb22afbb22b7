/** The ops of neural networks: what torch.nn.functional holds, the recurrent layers, and torchvision's native ops. */
import { activationOps } from './activation';
import { adaptivePoolOps } from './adaptive-pool';
import { attentionOps } from './attention';
import { avgPoolOps } from './avg-pool';
import { batchNormOps } from './batch-norm';
import { convolutionOps } from './convolution';
import { crossEntropyOps } from './cross-entropy';
import { distanceOps } from './distance';
import { dropoutOps } from './dropout';
import { elementwiseLossOps } from './elementwise-loss';
import { embeddingOps } from './embedding';
import { foldOps } from './fold';
import { gridSampleOps } from './grid-sample';
import { groupNormOps } from './group-norm';
import { interpolateOps } from './interpolate';
import { layerNormOps } from './layer-norm';
import { linearOps } from './linear';
import { marginLossOps } from './margin-loss';
import { maxPoolOps } from './max-pool';
import type { Op } from './op';
import { padOps } from './pad';
import { pixelShuffleOps } from './pixel-shuffle';
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
  ...distanceOps,
  ...dropoutOps,
  ...elementwiseLossOps,
  ...embeddingOps,
  ...foldOps,
  ...gridSampleOps,
  ...groupNormOps,
  ...interpolateOps,
  ...layerNormOps,
  ...linearOps,
  ...marginLossOps,
  ...maxPoolOps,
  ...padOps,
  ...pixelShuffleOps,
  ...softmaxOps,
  ...transposedConvolutionOps,
];
