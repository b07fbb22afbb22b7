/** Findings for people: place, rule and message, the line, and the shapes that meet there. */
import { styleText } from 'node:util';
import { fixableBy, plural, shownPath } from './finding';
import type { Finding } from './finding';

type Style = Parameters<typeof styleText>[0];

function styled(style: Style, text: string): string {
  return process.stdout.isTTY && process.env['NO_COLOR'] === undefined ? styleText(style, text) : text;
}

const colours = { error: 'red', warning: 'yellow', hint: 'cyan' } as const;

function textOf(finding: Finding): string {
  const { path, line, shapes, diagnostic: { code, message, range, severity, related, cell } } = finding;
  const end = range.end.line === range.start.line ? range.end.character : line.length;
  const number = String(range.start.line + 1);
  const margin = ' '.repeat(number.length);
  // Tabs keep their width under the line.
  const indent = line.slice(0, range.start.character).replaceAll(/[^\t]/g, ' ');
  const marks = styled(colours[severity], '^'.repeat(Math.max(1, end - range.start.character)));
  const place = `${styled('bold', shownPath(path))}:${cell === undefined ? '' : `cell ${String(cell)}:`}${number}:${String(range.start.character + 1)}`;
  const fix = fixableBy(finding) === null ? '' : '[*] ';
  return [
    `${place}: ${styled(colours[severity], severity)} [${code}] ${fix}${message}`,
    `${margin} |`,
    `${number} | ${line}`,
    `${margin} | ${indent}${marks}`,
    ...(shapes.length === 0 ? [] : [`${margin} = shapes: ${shapes.join(', ')}`]),
    ...related.map((one) => `${margin} = ${shownPath(one.path)}:${String(one.range.start.line + 1)}: ${one.message}`),
    ...finding.fixes.slice(0, 1).map(({ title, safety }) => `${margin} = fix (${safety}): ${title}`),
    '', '',
  ].join('\n');
}

/** `fixed`: how many findings were repaired before. */
export function textReport(findings: readonly Finding[], fixed: number): string {
  if (findings.length === 0) return fixed === 0 ? 'All checks passed.\n' : `Found ${plural(fixed, 'problem')} (${String(fixed)} fixed, 0 remaining).\n`;
  const safe = findings.filter((finding) => fixableBy(finding) === 'safe').length;
  const unsafe = findings.filter((finding) => fixableBy(finding) === 'unsafe').length;
  return [
    ...findings.map(textOf),
    `Found ${plural(findings.length + fixed, 'problem')}${fixed === 0 ? '' : ` (${String(fixed)} fixed, ${String(findings.length)} remaining)`}.\n`,
    ...(safe > 0 ? [`[*] ${String(safe)} fixable with --fix${unsafe > 0 ? `, ${String(unsafe)} more with --unsafe-fixes` : ''}.\n`] : unsafe > 0 ? [`[*] ${String(unsafe)} fixable with --fix --unsafe-fixes.\n`] : []),
  ].join('');
}

/** How often each rule fires. */
export function statisticsReport(findings: readonly Finding[]): string {
  const counts = new Map<string, { count: number; fixable: number }>();
  for (const finding of findings) {
    const held = counts.get(finding.diagnostic.code) ?? { count: 0, fixable: 0 };
    counts.set(finding.diagnostic.code, { count: held.count + 1, fixable: held.fixable + (fixableBy(finding) === null ? 0 : 1) });
  }
  const width = String(Math.max(0, ...[...counts.values()].map(({ count }) => count))).length;
  const rows = [...counts].sort(([a, left], [b, right]) => right.count - left.count || a.localeCompare(b));
  return [...rows.map(([code, { count, fixable }]) => `${String(count).padStart(width)}  ${fixable > 0 ? '[*]' : '[ ]'}  ${code}\n`), `Found ${plural(findings.length, 'problem')}.\n`].join('');
}
