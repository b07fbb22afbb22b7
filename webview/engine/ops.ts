/** The ops that the playground knows: those that it runs, and what models put between them. */
import { activationOps } from '../../kernels/ops/activation';
import { adaptivePoolOps } from '../../kernels/ops/adaptive-pool';
import { attentionOps } from '../../kernels/ops/attention';
import { avgPoolOps } from '../../kernels/ops/avg-pool';
import { batchNormOps } from '../../kernels/ops/batch-norm';
import { binaryOps } from '../../kernels/ops/binary';
import { catOps } from '../../kernels/ops/cat';
import { convolutionOps } from '../../kernels/ops/convolution';
import { crossEntropyOps } from '../../kernels/ops/cross-entropy';
import { dropoutOps } from '../../kernels/ops/dropout';
import { embeddingOps } from '../../kernels/ops/embedding';
import { expandOps } from '../../kernels/ops/expand';
import { groupNormOps } from '../../kernels/ops/group-norm';
import { identityOps } from '../../kernels/ops/identity';
import { inPlace } from '../../kernels/ops/in-place';
import { interpolateOps } from '../../kernels/ops/interpolate';
import { layerNormOps } from '../../kernels/ops/layer-norm';
import { linearOps } from '../../kernels/ops/linear';
import { lpPoolOps } from '../../kernels/ops/lp-pool';
import { matmulOps } from '../../kernels/ops/matmul';
import { maxPoolOps } from '../../kernels/ops/max-pool';
import { maxUnpoolOps } from '../../kernels/ops/max-unpool';
import type { Op } from '../../kernels/ops/op';
import { padOps } from '../../kernels/ops/pad';
import { permuteOps } from '../../kernels/ops/permute';
import { pixelShuffleOps } from '../../kernels/ops/pixel-shuffle';
import { reductionOps } from '../../kernels/ops/reduction';
import { registryOf } from '../../kernels/ops/registry';
import { softmaxOps } from '../../kernels/ops/softmax';
import { splitOps } from '../../kernels/ops/split';
import { squeezeOps } from '../../kernels/ops/squeeze';
import { tensorflowOps } from '../../kernels/ops/tensorflow';
import { transposedConvolutionOps } from '../../kernels/ops/transposed-convolution';
import { unaryOps } from '../../kernels/ops/unary';
import { viewOps } from '../../kernels/ops/view';
import type { Layer } from './task';

const arithmetic = ['add', 'sub', 'mul', 'div'];

export const ops: ReadonlyMap<string, Op> = registryOf([
  activationOps, adaptivePoolOps, attentionOps, avgPoolOps, batchNormOps, binaryOps, catOps, convolutionOps, crossEntropyOps, dropoutOps, embeddingOps, expandOps,
  groupNormOps, identityOps, interpolateOps, layerNormOps, linearOps, lpPoolOps, matmulOps, maxPoolOps, maxUnpoolOps, padOps, permuteOps, pixelShuffleOps, reductionOps,
  softmaxOps, splitOps, squeezeOps, transposedConvolutionOps, unaryOps, viewOps,
  binaryOps.filter(({ name }) => arithmetic.includes(name)).map(inPlace),
]);

/** The op that a layer is; undefined where the playground has none. */
export function opOf({ op, channelsLast }: Pick<Layer, 'op' | 'channelsLast'>): Op | undefined {
  return (channelsLast ? tensorflowOps : ops).get(op);
}
