import { say } from './advice';
import type { Rule } from './rule';

export const kernelExceedsInput: Rule = {
  id: 'shape/kernel-exceeds-input',
  severity: 'error',
  summary: 'a kernel is larger than the padded input',
  why: 'A kernel that does not fit once has no output. Mostly the map was downsampled more often than its size allows.',
  wrong: `import torch
from torch import nn

nn.Conv2d(8, 8, 7)(torch.randn(1, 8, 4, 4))
`,
  right: `import torch
from torch import nn

nn.Conv2d(8, 8, 7, padding=3)(torch.randn(1, 8, 4, 4))
`,
  fix: null,
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html'],
  advise: () => say('The padded map is smaller than the kernel: pad more, or downsample less before it.'),
};
