/** Markdown whose parts come from source text: nothing in them is taken for a mark. */

/** The longest run of backticks in a text. */
function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** A block of lines, whatever they hold. */
export function codeBlock(language: string, lines: readonly string[]): string {
  const text = lines.map((line) => line.replaceAll(/[\r\n]+/g, ' ')).join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A piece of code in a line of text. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const fence = '`'.repeat(longestRun(line) + 1);
  const gap = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${line}${gap}${fence}`;
}

/** A link whose text is plain: its marks are escaped. */
export function link(text: string, target: string): string {
  return `[${text.replaceAll(/[\\`*_{}[\]<>()#+\-.!|~$&]/g, '\\$&').replaceAll(/\s+/g, ' ')}](${target.replaceAll(/[\s<>\\]/g, encodeURIComponent).replaceAll('(', '%28').replaceAll(')', '%29')})`;
}
