import { numberOf } from './op-family';
import type { Rule } from './rule';

export const paddingTooLarge: Rule = {
  id: 'pooling/padding-too-large',
  severity: 'error',
  summary: 'padding over half of the pooling window',
  why: 'More padding than half of the window would make windows of nothing but padding.',
  wrong: `import torch
from torch import nn

nn.MaxPool2d(2, padding=2)(torch.randn(1, 8, 8, 8))
`,
  right: `import torch
from torch import nn

nn.MaxPool2d(2, padding=1)(torch.randn(1, 8, 8, 8))
`,
  fix: { safety: 'unsafe', text: 'Writes half of the window as padding.' },
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html'],
  advise: ({ args, layer }) => {
    const [kernel, padding] = [numberOf(args['kernel_size']), numberOf(args['padding'])];
    if (kernel === null || padding === null) return { text: 'Padding may be at most half of the window.', repairs: [] };
    const most = Math.floor(kernel / 2);
    const change = { kind: 'argument', parameter: 'padding', value: String(most), replaces: padding } as const;
    return {
      text: `Padding may be at most half of the window: ${String(most)}.`,
      repairs: layer === null ? [] : [{ title: `Set padding to ${String(most)}`, safety: 'unsafe', change: { ...change, at: layer } }],
    };
  },
};
