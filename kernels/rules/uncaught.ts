import type { Rule } from './rule';

export const uncaught: Rule = {
  id: 'python/uncaught',
  severity: 'error',
  summary: 'an exception that nothing catches ends the program here',
  why: 'A module without the attribute, a name that nothing has bound, an assertion on shapes that does not hold: the program ends with this exception as soon as it comes here, and it comes here whatever its data are.',
  wrong: `import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(8, 2)

    def forward(self, x):
        return self.fc(x)


y = Net()(torch.randn(4, 8))
`,
  right: `import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 2)

    def forward(self, x):
        return self.fc(x)


y = Net()(torch.randn(4, 8))
`,
  fix: null,
  whenNot: 'Where something outside the program catches the exception.',
  sources: ['https://docs.python.org/3/tutorial/errors.html#exceptions'],
};
