import { compare } from '../dims/dim';
import { say, shapeOf } from './advice';
import type { Rule } from './rule';

export const matmul: Rule = {
  id: 'shape/matmul',
  severity: 'error',
  summary: 'the inner dimensions of a matrix product differ',
  why: 'The columns of the left side meet the rows of the right.',
  wrong: `import torch
from torch import nn

torch.randn(2, 3) @ torch.randn(4, 5)
`,
  right: `import torch
from torch import nn

torch.randn(2, 4) @ torch.randn(4, 5)
`,
  fix: null,
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.matmul.html'],
  advise: ({ args }) => {
    const [a, b] = [shapeOf(args['input']), shapeOf(args['other'] ?? args['mat2'])];
    if (a === null || b === null || b.length < 2) return null;
    return compare(a.at(-1) ?? null, b.at(-1) ?? null) === 'equal'
      ? say('The last dimensions agree: transpose the right side, .transpose(-2, -1).')
      : say("The left side's last dimension must equal the right side's last but one.");
  },
};
