import { origin, producerOf } from '../graph/flow';
import { isRearranging, nameOf, placeOf } from './op-family';
import type { Finding, Rule } from './rule';

/** What a loss does not want before it. A second log-softmax changes nothing. */
const unwanted: Readonly<Record<string, string>> = { cross_entropy: 'softmax', nll_loss: 'softmax', binary_cross_entropy_with_logits: 'sigmoid' };

const wanted: Readonly<Record<string, string>> = { cross_entropy: 'logits', nll_loss: 'log-probabilities', binary_cross_entropy_with_logits: 'logits' };

export const appliedTwice: Rule = {
  id: 'loss/applied-twice',
  severity: 'warning',
  summary: 'a softmax or sigmoid is applied before a loss that applies it itself',
  why: '`cross_entropy` takes logits and applies log-softmax, `binary_cross_entropy_with_logits` a sigmoid: applied before as well, the answers are squeezed twice, gradients vanish, and the loss cannot get near zero. `nll_loss` takes log-probabilities, not probabilities.',
  wrong: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(8, 3), nn.Softmax(dim=1))
nn.CrossEntropyLoss()(model(torch.randn(4, 8)), torch.zeros(4, dtype=torch.long))
`,
  right: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(8, 3))
nn.CrossEntropyLoss()(model(torch.randn(4, 8)), torch.zeros(4, dtype=torch.long))
`,
  fix: null,
  whenNot: 'Where a second softmax is wanted as a temperature.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html', 'https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html'],
  judge: (graph): readonly Finding[] => graph.nodes.flatMap((node): Finding[] => {
    const wrong = unwanted[node.op];
    const before = wrong === undefined ? null : origin(producerOf(node), isRearranging);
    if (before === null || before.op !== wrong) return [];
    return [{
      at: placeOf(before),
      message: `${nameOf(before)} comes before ${node.op}, which wants ${wanted[node.op] ?? 'logits'}. ${node.op === 'nll_loss' ? 'Use log_softmax.' : 'Leave it out: the loss applies it itself.'}`,
      related: [{ at: { site: node.site }, message: 'the loss' }],
      repairs: [],
    }];
  }),
};
