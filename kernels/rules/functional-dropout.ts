import { isDropout } from './op-family';
import type { Finding, Rule } from './rule';

export const functionalDropout: Rule = {
  id: 'norm/functional-dropout',
  severity: 'warning',
  summary: '`F.dropout` without `training` inside a module',
  why: '`F.dropout` drops unless it is told not to: its `training` is True by default, and `eval()` does not reach it. The model goes on dropping values when it predicts.',
  wrong: `import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 8)

    def forward(self, x):
        return self.fc(nn.functional.dropout(x, 0.5))


Net()(torch.randn(4, 8))
`,
  right: `import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 8)

    def forward(self, x):
        return self.fc(nn.functional.dropout(x, 0.5, training=self.training))


Net()(torch.randn(4, 8))
`,
  fix: { safety: 'unsafe', text: 'Passes `training=self.training`.' },
  whenNot: 'Where dropout is wanted at inference: then `training=True` says so, and is not reported.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html'],
  judge: (graph): readonly Finding[] => graph.nodes.flatMap((node): Finding[] => {
    if (!isDropout(node) || node.layer !== null || node.run === null || node.module === null || node.args['training'] !== undefined) return [];
    return [{
      at: { site: node.site },
      message: `F.${node.called} drops values in eval mode too: its training is True unless it is given. Pass training=self.training, or use nn.Dropout.`,
      related: [],
      repairs: [{ title: 'Pass training=self.training', safety: 'unsafe', change: { kind: 'argument', at: node, parameter: 'training', value: 'self.training' } }],
    }];
  }),
};
