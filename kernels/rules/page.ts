/** A rule's page, and the table of all rules, as Markdown. */
import type { RuleMetadata } from './rule';

/** Where a rule's page lies, seen from the root of the repository. */
export function pagePath(rule: RuleMetadata): string {
  return `docs/rules/${rule.id}.md`;
}

/** Where people read it. */
export function pageUrl(rule: Pick<RuleMetadata, 'id'>): string {
  return `https://github.com/shape-inspector/shape-inspector/blob/main/docs/rules/${rule.id}.md`;
}

const severities = {
  error: 'error: PyTorch raises here',
  warning: 'warning: runs, and is wrong or wasteful beyond dispute',
  hint: 'hint: advice that people dispute',
} as const;

/** The page of a rule. */
export function pageOf(rule: RuleMetadata): string {
  const { id, severity, summary, why, language = 'python', wrong, right, fix, whenNot, sources } = rule;
  return `# ${id}

${severities[severity]}.

## What it does

Fires on ${summary}.

## Why

${why}

## Example

\`\`\`${language}
${wrong}\`\`\`

## Use instead

\`\`\`${language}
${right}\`\`\`

## Fix

${fix === null ? 'None: what is meant has to be decided by hand.' : `${fix.text} ${fix.safety === 'safe' ? 'Safe: no result of the program changes.' : 'Unsafe: applied one by one.'}`}

## When not to use it

${whenNot}

## Sources

${sources.map((source) => `- ${source}`).join('\n')}
`;
}

/** The table of the README. */
export function tableOf(rules: readonly RuleMetadata[]): string {
  const rows = rules.map((rule) => `| [${rule.id}](${pagePath(rule)}) | ${rule.severity} | ${rule.summary} | ${rule.fix?.safety ?? ''} |`);
  return ['| rule | severity | fires on | fix |', '|---|---|---|---|', ...rows].join('\n');
}
