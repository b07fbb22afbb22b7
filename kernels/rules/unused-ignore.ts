import type { Rule } from './rule';

/** Found where findings are silenced, not on the graph: `judge` has nothing to say. */
export const unusedIgnore: Rule = {
  id: 'suppression/unused-ignore',
  severity: 'warning',
  summary: 'a comment silences a finding that is not there',
  why: 'What it once silenced has gone, or was never named right: it hides the next mistake on its line. The editor cannot tell, since another program may run the file: `check` does, for the files that it is given.',
  wrong: `from torch import nn

pool = nn.MaxPool2d(2)  # shape-inspector: ignore[pooling/after-global]
`,
  right: `from torch import nn

pool = nn.MaxPool2d(2)
`,
  fix: { safety: 'safe', text: 'Removes the comment, or the name from it.' },
  whenNot: 'Where only another program, which is not checked with it, leads to the finding.',
  sources: ['https://docs.astral.sh/ruff/rules/unused-noqa/'],
};
