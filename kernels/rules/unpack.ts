import type { Rule } from './rule';

export const unpack: Rule = {
  id: 'shape/unpack',
  severity: 'error',
  summary: 'a shape or tuple is unpacked into another number of names',
  why: 'Python binds one name to each element: `b, c, h, w = x.shape` needs a tensor of rank 4.',
  wrong: `import torch
from torch import nn

x = torch.randn(2, 3, 8)
b, c, h, w = x.shape
`,
  right: `import torch
from torch import nn

x = torch.randn(2, 3, 8)
b, c, l = x.shape
`,
  fix: null,
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.python.org/3/tutorial/datastructures.html#tuples-and-sequences'],
};
