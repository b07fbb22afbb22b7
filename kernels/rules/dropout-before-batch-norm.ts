import { origin, producerOf } from '../graph/flow';
import { isActivation, isConvolution, isDropout, isPool, isRearranging, nameOf, placeOf } from './op-family';
import type { Finding, Rule } from './rule';

export const dropoutBeforeBatchNorm: Rule = {
  id: 'norm/dropout-before-batch-norm',
  severity: 'hint',
  summary: 'dropout feeds batch norm',
  why: 'Dropout changes the variance of what it passes on, but only in training: batch norm learns running statistics that do not hold when dropout is off.',
  wrong: `import torch
from torch import nn

net = nn.Sequential(nn.Linear(32, 64), nn.ReLU(), nn.Dropout(0.5), nn.Linear(64, 64, bias=False), nn.BatchNorm1d(64))
net(torch.randn(16, 32))
`,
  right: `import torch
from torch import nn

net = nn.Sequential(nn.Linear(32, 64), nn.ReLU(), nn.Linear(64, 64, bias=False), nn.BatchNorm1d(64), nn.ReLU(), nn.Dropout(0.5))
net(torch.randn(16, 32))
`,
  fix: null,
  whenNot: 'Where the layers between are wide: the shift becomes small.',
  sources: ['Li et al., Understanding the Disharmony between Dropout and Batch Normalization by Variance Shift (2019): https://arxiv.org/abs/1801.05134'],
  judge: (graph): readonly Finding[] => graph.nodes.flatMap((node): Finding[] => {
    if (node.op !== 'batch_norm') return [];
    const passes = (other: typeof node): boolean => isRearranging(other) || isActivation(other) || isConvolution(other) || isPool(other) || other.op === 'linear';
    const dropout = origin(producerOf(node), passes);
    if (dropout === null || !isDropout(dropout)) return [];
    return [{
      at: placeOf(dropout),
      message: `${nameOf(dropout)} feeds ${nameOf(node)}: the variance of its output differs between training and evaluation, and the running statistics fit only the first. Move the dropout behind the last batch norm.`,
      related: node.layer === null ? [] : [{ at: node.layer, message: 'this batch norm takes it' }],
      repairs: [],
    }];
  }),
};
