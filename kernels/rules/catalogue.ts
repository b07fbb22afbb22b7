/** Every rule. The only list there is: a rule that is not here does not exist. */
import { accidentalBroadcast } from './accidental-broadcast';
import { activationBefore } from './activation-before';
import { adaptiveUpsamples } from './adaptive-upsamples';
import { affinePair } from './affine-pair';
import { afterGlobal } from './after-global';
import { aggressiveEarly } from './aggressive-early';
import { appliedTwice } from './applied-twice';
import { annotated } from './annotation';
import { refusedArguments } from './arguments';
import { averageCountsPadding } from './average-counts-padding';
import { batchNormAxis } from './batch-norm-axis';
import { batchNormInSequenceModel } from './batch-norm-in-sequence-model';
import { broadcast } from './broadcast';
import { catSizes } from './cat-sizes';
import { convChannels } from './conv-channels';
import { convGroups } from './conv-groups';
import { dimRange } from './dim-range';
import { distributedUnsynced } from './distributed-unsynced';
import { dropoutBeforeBatchNorm } from './dropout-before-batch-norm';
import { droppedBorder } from './dropped-border';
import { emptyOutput } from './empty-output';
import { epsHalf } from './eps-half';
import { flattenBeforeClassifier } from './flatten-before-classifier';
import { frozenInTrain } from './frozen-in-train';
import { functionalDropout } from './functional-dropout';
import { instanceNormAffineOff } from './instance-norm-affine-off';
import { kernelExceedsInput } from './kernel-exceeds-input';
import { layerNormOverWidth } from './layer-norm-over-width';
import { linearFeatures } from './linear-features';
import { localisation } from './localisation';
import { matmul } from './matmul';
import { missingEval } from './missing-eval';
import { momentumConvention } from './momentum-convention';
import { normalizedShape } from './normalized-shape';
import { numFeatures } from './num-features';
import { onOutput } from './on-output';
import { paddingTooLarge } from './padding-too-large';
import { postNorm } from './post-norm';
import { rank } from './rank';
import { redundantBias } from './redundant-bias';
import { redundantBiasLayerNorm } from './redundant-bias-layer-norm';
import { sharedInstance } from './shared-instance';
import { singleValue } from './single-value';
import { smallBatch } from './small-batch';
import { trainNotRestored } from './train-not-restored';
import { uncaught } from './uncaught';
import { unpack } from './unpack';
import { unpoolIndices } from './unpool-indices';
import { unusedIgnore } from './unused-ignore';
import { viewSize } from './view-size';
import { wrongRank } from './wrong-rank';
import type { Rule } from './rule';

export const rules: readonly Rule[] = [
  accidentalBroadcast,
  annotated,
  refusedArguments,
  broadcast,
  catSizes,
  convChannels,
  convGroups,
  dimRange,
  kernelExceedsInput,
  linearFeatures,
  matmul,
  rank,
  unpack,
  viewSize,
  adaptiveUpsamples,
  afterGlobal,
  aggressiveEarly,
  averageCountsPadding,
  droppedBorder,
  emptyOutput,
  flattenBeforeClassifier,
  localisation,
  paddingTooLarge,
  unpoolIndices,
  activationBefore,
  affinePair,
  batchNormAxis,
  batchNormInSequenceModel,
  distributedUnsynced,
  dropoutBeforeBatchNorm,
  epsHalf,
  frozenInTrain,
  functionalDropout,
  instanceNormAffineOff,
  layerNormOverWidth,
  missingEval,
  momentumConvention,
  normalizedShape,
  numFeatures,
  onOutput,
  postNorm,
  redundantBias,
  redundantBiasLayerNorm,
  sharedInstance,
  singleValue,
  smallBatch,
  trainNotRestored,
  wrongRank,
  appliedTwice,
  uncaught,
  unusedIgnore,
];
