import { say, shapeOf } from './advice';
import type { Rule } from './rule';

export const rank: Rule = {
  id: 'shape/rank',
  severity: 'error',
  summary: 'an op is given a number of dimensions that it refuses',
  why: 'Most ops are made for inputs of a certain rank: a missing or surplus batch dimension is the usual reason.',
  wrong: `import torch
from torch import nn

nn.MaxPool2d(2)(torch.randn(8, 8))
`,
  right: `import torch
from torch import nn

nn.MaxPool2d(2)(torch.randn(1, 8, 8))
`,
  fix: null,
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.pytorch.org/docs/stable/nn.html'],
  advise: ({ op, args }) => {
    const spatial = Number(/[123](?=d$)/.exec(op)?.[0]);
    const rank = shapeOf(args['input'])?.length;
    if (Number.isNaN(spatial) || rank === undefined) return null;
    if (rank === spatial) return say(`A ${String(spatial)}d op wants channels before the ${String(spatial)} spatial dimensions: add one, x.unsqueeze(0).`);
    return rank > spatial + 2 ? say(`The input has ${String(rank - spatial - 2)} dimension too many: fold it into the batch, x.flatten(0, ${String(rank - spatial - 2)}).`) : null;
  },
};
