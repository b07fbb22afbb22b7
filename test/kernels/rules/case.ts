/**
 * Cases of a rule: small programs in one file, each under a line that says whether the rule fires in it.
 *
 *   # fires: a pool of a map of one
 *   nn.MaxPool2d(1)(x)  # <-           every line that the rule speaks of is marked
 *   # silent: a larger map
 *   nn.MaxPool2d(2)(x)
 *
 * `# also: shape/view-size` on a line allows what another rule says of it. Every program starts with the imports below.
 */
import { readFileSync } from 'node:fs';

export interface Case {
  readonly title: string;
  readonly fires: boolean;
  readonly text: string;
  /** Zero-based lines that the rule speaks of. */
  readonly lines: readonly number[];
  /** What other rules say. */
  readonly others: readonly string[];
}

export const caseFolder = 'test/kernels/rules/case';

const imports = 'import torch\nfrom torch import nn\nimport torch.nn.functional as F\n\n';

/** The cases in a rule's file. */
export function casesOf(slug: string): readonly Case[] {
  const source = readFileSync(`${caseFolder}/${slug}.py`, 'utf8');
  return source.split(/^(?=# (?:fires|silent): )/m).filter((part) => part.trim() !== '').map((part) => {
    const [head = '', ...body] = part.split('\n');
    const [, verdict = '', title = ''] = /^# (fires|silent): (.+)$/.exec(head) ?? [];
    const text = imports + body.join('\n');
    const lines = text.split('\n');
    return {
      title,
      fires: verdict === 'fires',
      text,
      lines: lines.flatMap((line, index) => (line.includes('# <-') ? [index] : [])),
      others: lines.flatMap((line) => /# also: (\S+)/.exec(line)?.[1] ?? []),
    };
  });
}
