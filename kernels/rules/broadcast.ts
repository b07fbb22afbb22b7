import { compare } from '../dims/dim';
import { say, shapeOf } from './advice';
import type { Rule } from './rule';

export const broadcast: Rule = {
  id: 'shape/broadcast',
  severity: 'error',
  summary: 'an elementwise op on shapes that cannot broadcast',
  why: 'Two sizes go together when they are equal or one of them is 1. In a skip connection the two ways must downsample and widen alike.',
  wrong: `import torch
from torch import nn

torch.randn(2, 64, 8, 8) + torch.randn(2, 32, 8, 8)
`,
  right: `import torch
from torch import nn

torch.randn(2, 64, 8, 8) + nn.Conv2d(32, 64, 1)(torch.randn(2, 32, 8, 8))
`,
  fix: null,
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.pytorch.org/docs/stable/notes/broadcasting.html'],
  advise: ({ args }) => {
    const [a, b] = [shapeOf(args['input']), shapeOf(args['other'] ?? args['target'])];
    if (a?.length === 4 && b?.length === 4) {
      const differ = a.map((size, axis) => compare(size, b[axis] ?? null) === 'different');
      if (differ[1] === true && differ[2] !== true && differ[3] !== true) return say('The two sides have different channels: project one of them with a 1x1 convolution.');
      if (differ[1] !== true && (differ[2] === true || differ[3] === true)) return say('The two sides have maps of different size: give both ways the same strides and padding.');
    }
    return say('The two sides must have equal sizes, or 1, in each dimension.');
  },
};
