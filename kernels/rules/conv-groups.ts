import { say } from './advice';
import type { Rule } from './rule';

export const convGroups: Rule = {
  id: 'shape/conv-groups',
  severity: 'error',
  summary: '`in_channels` or `out_channels` is not divisible by `groups`',
  why: 'A grouped convolution splits input and output channels into equal parts, one for each group.',
  wrong: `import torch
from torch import nn

nn.Conv2d(10, 16, 3, groups=4)
`,
  right: `import torch
from torch import nn

nn.Conv2d(12, 16, 3, groups=4)
`,
  fix: null,
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html'],
  advise: () => say('Choose groups so that it divides both in_channels and out_channels.'),
};
