import { flagOf, nameOf, perAxis, placeOf, spatialRank } from './op-family';
import type { Finding, Rule } from './rule';

export const averageCountsPadding: Rule = {
  id: 'pooling/average-counts-padding',
  severity: 'hint',
  summary: 'average pooling counts the zeros of its padding',
  why: 'With `count_include_pad` left True the padding is averaged in as zeros: at the borders values are drawn towards zero.',
  wrong: `import torch
from torch import nn

nn.AvgPool2d(3, stride=1, padding=1)(torch.randn(1, 8, 16, 16))
`,
  right: `import torch
from torch import nn

nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False)(torch.randn(1, 8, 16, 16))
`,
  fix: { safety: 'unsafe', text: 'Sets `count_include_pad=False`.' },
  whenNot: 'Where a checkpoint was trained with it.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html'],
  judge: (graph): readonly Finding[] => graph.nodes.flatMap((node): Finding[] => {
    const rank = spatialRank(node);
    if (rank === null || !node.op.startsWith('avg_pool')) return [];
    const isPadded = perAxis(node.args['padding'], rank, 0)?.some((padding) => padding > 0) === true;
    const override = node.args['divisor_override'];
    if (!isPadded || flagOf(node.args['count_include_pad'], true) !== true || (override !== undefined && override.kind !== 'none')) return [];
    return [{
      at: placeOf(node),
      message: `${nameOf(node)} averages the zeros of its padding in: values at the borders are drawn towards zero. Set count_include_pad=False.`,
      related: [],
      repairs: [{ title: 'Set count_include_pad=False', safety: 'unsafe', change: { kind: 'argument', at: node.layer ?? node, parameter: 'count_include_pad', value: 'False' } }],
    }];
  }),
};
