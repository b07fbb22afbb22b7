import type { Rule } from './rule';

export const wrongRank: Rule = {
  id: 'norm/wrong-rank',
  severity: 'error',
  summary: 'a norm of one rank is given an input of another',
  why: '`BatchNorm1d` takes [N, C] and [N, C, L], `BatchNorm2d` [N, C, H, W], `BatchNorm3d` [N, C, D, H, W]; the same holds for the others.',
  wrong: `import torch
from torch import nn

nn.BatchNorm1d(3)(torch.randn(2, 3, 8, 8))
`,
  right: `import torch
from torch import nn

nn.BatchNorm2d(3)(torch.randn(2, 3, 8, 8))
`,
  fix: { safety: 'unsafe', text: 'Constructs the class for this rank.' },
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html'],
  advise: ({ text, layer }) => {
    const got = /\(got (\d+)D input\)/.exec(text)?.[1];
    const rank = got === undefined ? null : Number(got);
    const family = layer === null ? undefined : /^(BatchNorm|InstanceNorm)[123]d$/.exec(layer.base)?.[1];
    if (layer === null || family === undefined || rank === null || rank < 2 || rank > 5) return null;
    const type = `${family}${String(Math.max(1, rank - 2))}d`;
    if (type === layer.base) return null;
    return {
      text: `The input has ${String(rank)} dimensions: use ${type}.`,
      repairs: layer.type === layer.base ? [{ title: `Use ${type}`, safety: 'unsafe', change: { kind: 'class', layer, type } }] : [],
    };
  },
};
