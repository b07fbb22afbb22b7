import { inputOf } from '../graph/flow';
import { isNorm, nameOf, numberOf, placeOf } from './op-family';
import type { Finding, Rule } from './rule';

export const epsHalf: Rule = {
  id: 'norm/eps-half',
  severity: 'warning',
  summary: 'an eps below 1e-7 with half precision',
  why: 'Nothing lies between 0 and 6e-8 in float16: a smaller eps rounds to zero, and the norm of a constant input divides by it.',
  wrong: `import torch
from torch import nn

nn.LayerNorm(16, eps=1e-8).half()(torch.randn(4, 16).half())
`,
  right: `import torch
from torch import nn

nn.LayerNorm(16, eps=1e-5).half()(torch.randn(4, 16).half())
`,
  fix: { safety: 'unsafe', text: 'Sets `eps=1e-5`.' },
  whenNot: 'Where the norm is known to compute in float32.',
  sources: ['https://en.wikipedia.org/wiki/Half-precision_floating-point_format'],
  judge: (graph): readonly Finding[] => graph.nodes.flatMap((node): Finding[] => {
    const eps = isNorm(node) ? numberOf(node.args['eps']) : null;
    if (eps === null || eps >= 1e-7 || inputOf(node)?.type.dtype !== 'float16') return [];
    return [{
      at: placeOf(node),
      message: `eps=${String(eps)} of ${nameOf(node)} is next to nothing in half precision: float16 has no number between 0 and 6e-8. Use 1e-5, or compute the norm in float32.`,
      related: [],
      repairs: [{ title: 'Set eps=1e-5', safety: 'unsafe', change: { kind: 'argument', at: node.layer ?? node, parameter: 'eps', value: '1e-5' } }],
    }];
  }),
};
