import { say } from './advice';
import type { Rule } from './rule';

export const emptyOutput: Rule = {
  id: 'pooling/empty-output',
  severity: 'error',
  summary: 'a pooling window does not fit into its input',
  why: 'Where the window does not fit once there is nothing to pool: mostly the map was downsampled more often than its size allows.',
  wrong: `import torch
from torch import nn

nn.MaxPool2d(4)(torch.randn(1, 8, 2, 2))
`,
  right: `import torch
from torch import nn

nn.MaxPool2d(2)(torch.randn(1, 8, 2, 2))
`,
  fix: null,
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html'],
  advise: () => say('The map is smaller than the window: drop a pool or a stride before it, pad, or use adaptive pooling.'),
};
