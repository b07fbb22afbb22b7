import { say } from './advice';
import type { Rule } from './rule';

export const unpoolIndices: Rule = {
  id: 'pooling/unpool-indices',
  severity: 'error',
  summary: 'max unpooling without the indices of the pooling that it undoes',
  why: 'Unpooling puts every value back where its maximum was: it needs the indices of the very max pooling, made with `return_indices=True`.',
  wrong: `import torch
from torch import nn

pool = nn.MaxPool2d(2, return_indices=True)
small, _ = pool(torch.randn(1, 8, 16, 16))
_, indices = pool(torch.randn(1, 8, 8, 8))
nn.MaxUnpool2d(2)(small, indices)
`,
  right: `import torch
from torch import nn

pool = nn.MaxPool2d(2, return_indices=True)
small, indices = pool(torch.randn(1, 8, 16, 16))
nn.MaxUnpool2d(2)(small, indices)
`,
  fix: null,
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool2d.html'],
  advise: () => say('Give it the indices of the max pooling that made this map: MaxPool(..., return_indices=True) returns (output, indices).'),
};
