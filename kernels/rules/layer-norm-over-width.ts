import { compare } from '../dims/dim';
import { inputOf, origin, producerOf } from '../graph/flow';
import { isActivation, isConvolution, isDropout, isPool, nameOf, numberOf, placeOf } from './op-family';
import type { Finding, Rule } from './rule';

export const layerNormOverWidth: Rule = {
  id: 'norm/layer-norm-over-width',
  severity: 'warning',
  summary: 'layer norm over the width of a channels-first map that happens to be as wide as it has channels',
  why: 'Layer norm works over the last dimension. Of [N, C, H, W] that is the width: where W equals C nothing fails, and every row is normalised by itself.',
  wrong: `import torch
from torch import nn

nn.Sequential(nn.Conv2d(3, 32, 3, padding=1, bias=False), nn.LayerNorm(32))(torch.randn(2, 3, 32, 32))
`,
  right: `import torch
from torch import nn

nn.Sequential(nn.Conv2d(3, 32, 3, padding=1, bias=False), nn.GroupNorm(1, 32))(torch.randn(2, 3, 32, 32))
`,
  fix: null,
  whenNot: 'Where the rows of the map are really what is to be normalised.',
  sources: ['Ba et al., Layer Normalization (2016): https://arxiv.org/abs/1607.06450', 'https://docs.pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html'],
  judge: (graph): readonly Finding[] => graph.nodes.flatMap((node): Finding[] => {
    const over = node.args['normalized_shape'];
    const shape = inputOf(node)?.type.shape;
    if ((node.op !== 'layer_norm' && node.op !== 'rms_norm') || shape === null || shape === undefined || shape.length < 3 || over?.kind !== 'list' || over.items?.length !== 1) return [];
    // A width that is only supposed was chosen to fit.
    if (node.run?.isSupposed !== false || node.channelsLast) return [];
    const features = numberOf(over.items[0]);
    if (features === null || compare(shape[1] ?? null, features) !== 'equal') return [];
    // Only what a convolution or pool made, and nothing has permuted since, has its channels first for sure.
    const maker = origin(producerOf(node), (other) => isActivation(other) || isDropout(other) || other.op === 'dropout' || ['batch_norm', 'instance_norm', 'group_norm', 'add'].includes(other.op));
    if (maker === null || !(isConvolution(maker) || isPool(maker)) || maker.outputs[0]?.type.shape?.length !== shape.length) return [];
    const order = [0, ...shape.slice(2).map((_, index) => index + 2), 1].join(', ');
    return [{
      at: placeOf(node),
      message: `${nameOf(node)} fits by accident: its input has ${String(features)} channels first and is ${String(features)} wide, and it is the width that is normalised. Permute the input, x.permute(${order}), or use GroupNorm(1, ${String(features)}).`,
      related: [],
      repairs: [],
    }];
  }),
};
