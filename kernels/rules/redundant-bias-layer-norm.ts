import { inputOf } from '../graph/flow';
import { biasedInto } from './redundant-bias';
import type { Finding, Rule } from './rule';

export const redundantBiasLayerNorm: Rule = {
  id: 'norm/redundant-bias-layer-norm',
  severity: 'hint',
  summary: 'a bias that goes only into layer or group norm, which subtracts its mean',
  why: 'Layer norm subtracts the mean over all features, group norm over the channels of a group: of a bias before them the mean has no effect, the rest does.',
  wrong: `import torch
from torch import nn

block = nn.Sequential(nn.Linear(64, 128), nn.LayerNorm(128), nn.ReLU())
block(torch.randn(8, 64))
`,
  right: `import torch
from torch import nn

block = nn.Sequential(nn.Linear(64, 128, bias=False), nn.LayerNorm(128), nn.ReLU())
block(torch.randn(8, 64))
`,
  fix: { safety: 'unsafe', text: 'Sets `bias=False`.' },
  whenNot: 'Where the little that the bias adds is wanted: only its mean is redundant.',
  sources: ['Ba et al., Layer Normalization (2016): https://arxiv.org/abs/1607.06450', 'Wu and He, Group Normalization (2018): https://arxiv.org/abs/1803.08494'],
  judge: (graph): readonly Finding[] => {
    const found = biasedInto(graph, /^(Lazy)?(Conv(Transpose)?[123]d|Linear)$/, (norm, axis, layer) => {
      const rank = inputOf(norm)?.type.shape?.length;
      if (norm.op === 'group_norm') return axis === 1;
      const over = norm.args['normalized_shape'];
      // A convolution's output is permuted before layer norm, which is a pattern of its own: ConvNeXt, Swin.
      return norm.op === 'layer_norm' && layer.base.endsWith('Linear') && rank !== undefined && axis === rank - 1 && over?.kind === 'list' && over.items?.length === 1;
    });
    return [...found].map(([layer, norm]) => ({
      at: layer,
      message: `The bias of this ${layer.type} goes only into ${norm.layer?.type ?? norm.called}, which subtracts the mean over ${norm.op === 'group_norm' ? 'each group of channels' : 'the features'}: the mean of the bias has no effect, and the norm has a bias of its own. bias=False loses next to nothing.`,
      related: norm.layer === null ? [] : [{ at: norm.layer, message: 'this norm takes its output' }],
      repairs: [{ title: 'Set bias=False', safety: 'unsafe', change: { kind: 'argument', at: layer, parameter: 'bias', value: 'False' } }],
    }));
  },
};
