import { say } from './advice';
import type { Rule } from './rule';

export const singleValue: Rule = {
  id: 'norm/single-value',
  severity: 'error',
  summary: 'batch or instance norm in train mode has a single value to take statistics of',
  why: 'A single value is its own mean: what is left after subtracting it is zero, and the variance is undefined. The last batch of a loader counts too: without `drop_last` it holds what is left over.',
  wrong: `import torch
from torch import nn

nn.BatchNorm1d(64)(torch.randn(1, 64))
`,
  right: `import torch
from torch import nn

nn.BatchNorm1d(64)(torch.randn(8, 64))
`,
  fix: null,
  whenNot: 'Never: PyTorch raises here.',
  sources: ['Ioffe and Szegedy, Batch Normalization (2015): https://arxiv.org/abs/1502.03167'],
  advise: () => say('Batch statistics of a single value are undefined: use a larger batch, drop_last=True in the loader, model.eval(), or another norm.'),
};
