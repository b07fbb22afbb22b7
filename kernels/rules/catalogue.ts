/** Every rule. The only list there is: a rule that is not here does not exist. */
import { adaptiveUpsamples } from './adaptive-upsamples';
import { afterGlobal } from './after-global';
import { aggressiveEarly } from './aggressive-early';
import { refusedArguments } from './arguments';
import { averageCountsPadding } from './average-counts-padding';
import { broadcast } from './broadcast';
import { catSizes } from './cat-sizes';
import { convChannels } from './conv-channels';
import { convGroups } from './conv-groups';
import { dimRange } from './dim-range';
import { droppedBorder } from './dropped-border';
import { emptyOutput } from './empty-output';
import { flattenBeforeClassifier } from './flatten-before-classifier';
import { kernelExceedsInput } from './kernel-exceeds-input';
import { linearFeatures } from './linear-features';
import { localisation } from './localisation';
import { matmul } from './matmul';
import { normalizedShape } from './normalized-shape';
import { numFeatures } from './num-features';
import { paddingTooLarge } from './padding-too-large';
import { rank } from './rank';
import { redundantBias } from './redundant-bias';
import { singleValue } from './single-value';
import { unpack } from './unpack';
import { unpoolIndices } from './unpool-indices';
import { viewSize } from './view-size';
import { wrongRank } from './wrong-rank';
import type { Rule } from './rule';

export const rules: readonly Rule[] = [
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
  normalizedShape,
  numFeatures,
  redundantBias,
  singleValue,
  wrongRank,
];
