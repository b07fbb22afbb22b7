import { lessThan } from '../dims/dim';
import { inputOf } from '../graph/flow';
import { crossText } from '../ops/shape-text';
import { nameOf, placeOf, spatialRank } from './op-family';
import type { Finding, Rule } from './rule';

export const adaptiveUpsamples: Rule = {
  id: 'pooling/adaptive-upsamples',
  severity: 'warning',
  summary: 'an adaptive pool whose output is larger than its input',
  why: 'Adaptive pooling makes as many windows as it is asked for: where there are fewer values than windows, values are repeated, and the layers after it pay for copies.',
  wrong: `import torch
from torch import nn

nn.AdaptiveAvgPool2d(7)(torch.randn(1, 512, 2, 2))
`,
  right: `import torch
from torch import nn

nn.AdaptiveAvgPool2d(7)(torch.randn(1, 512, 14, 14))
`,
  fix: null,
  whenNot: 'Where a pretrained classifier needs the size, and the input cannot be larger.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html'],
  judge: (graph): readonly Finding[] => graph.nodes.flatMap((node): Finding[] => {
    const rank = spatialRank(node);
    if (rank === null || !node.op.startsWith('adaptive_')) return [];
    const [before, after] = [inputOf(node)?.type.shape?.slice(-rank), node.outputs[0]?.type.shape?.slice(-rank)];
    if (before === undefined || after?.some((size, axis) => lessThan(before[axis] ?? null, size) === true) !== true) return [];
    return [{
      at: placeOf(node),
      message: `${nameOf(node)} makes ${crossText(after)} of a map of ${crossText(before)}: it repeats values instead of pooling them. Ask for a smaller output, or downsample less before it.`,
      related: [],
      repairs: [],
    }];
  }),
};
