import { origin, producerOf } from '../graph/flow';
import { isActivation, isConvolution, isRearranging, nameOf, placeOf } from './op-family';
import type { Finding, Rule } from './rule';

export const activationBefore: Rule = {
  id: 'norm/activation-before',
  severity: 'hint',
  summary: 'an activation stands between a convolution and its batch norm',
  why: 'The usual order is convolution, batch norm, activation: batch norm then centres what the activation works on, and folds into the convolution at inference.',
  wrong: `import torch
from torch import nn

net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.BatchNorm2d(8))
net(torch.randn(8, 3, 16, 16))
`,
  right: `import torch
from torch import nn

net = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8), nn.ReLU())
net(torch.randn(8, 3, 16, 16))
`,
  fix: null,
  whenNot: 'Where the order was chosen on purpose: both train, and papers disagree.',
  sources: ['Ioffe and Szegedy, Batch Normalization (2015): https://arxiv.org/abs/1502.03167'],
  judge: (graph): readonly Finding[] => graph.nodes.flatMap((node): Finding[] => {
    if (node.op !== 'batch_norm') return [];
    const activation = origin(producerOf(node), isRearranging);
    const before = activation === null || !isActivation(activation) ? null : origin(producerOf(activation), isRearranging);
    if (activation === null || before === null || !(isConvolution(before) || before.op === 'linear')) return [];
    return [{
      at: placeOf(node),
      message: `${nameOf(node)} comes after ${nameOf(activation)}: the usual order is ${nameOf(before)}, ${nameOf(node)}, ${nameOf(activation)}.`,
      related: before.layer === null ? [] : [{ at: before.layer, message: 'the layer before' }],
      repairs: [],
    }];
  }),
};
