import type { Rule } from './rule';

export const dimRange: Rule = {
  id: 'shape/dim-range',
  severity: 'error',
  summary: 'a dimension, index or permutation is out of range',
  why: 'Dimensions are counted from 0, or from the end with -1.',
  wrong: `import torch
from torch import nn

torch.randn(2, 3).sum(2)
`,
  right: `import torch
from torch import nn

torch.randn(2, 3).sum(1)
`,
  fix: null,
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.sum.html'],
};
