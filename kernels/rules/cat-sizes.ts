import { say } from './advice';
import type { Rule } from './rule';

export const catSizes: Rule = {
  id: 'shape/cat-sizes',
  severity: 'error',
  summary: '`cat` or `stack` of tensors whose other dimensions differ',
  why: 'Tensors are joined along one dimension; all others must agree.',
  wrong: `import torch
from torch import nn

torch.cat([torch.randn(2, 3, 4), torch.randn(2, 3, 5)], dim=1)
`,
  right: `import torch
from torch import nn

torch.cat([torch.randn(2, 3, 4), torch.randn(2, 3, 5)], dim=2)
`,
  fix: null,
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.cat.html'],
  advise: ({ op }) => say(op === 'stack' ? 'All tensors of a stack must have one shape.' : 'Join along the dimension that differs, or crop, pad or resize so that all others agree.'),
};
