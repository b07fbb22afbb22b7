import type { Rule } from './rule';

export const refusedArguments: Rule = {
  id: 'shape/arguments',
  severity: 'error',
  summary: 'a function is given an argument that it refuses',
  why: 'What PyTorch refuses and no other rule speaks of: a value out of bounds, arguments that contradict each other, a missing one.',
  wrong: `import torch
from torch import nn

nn.Dropout(1.5)
`,
  right: `import torch
from torch import nn

nn.Dropout(0.5)
`,
  fix: null,
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.pytorch.org/docs/stable/nn.html'],
};
