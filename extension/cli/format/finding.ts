/** What the formats print: findings with where they stand, and the words for it. */
import { relative } from 'node:path';
import type { Fix } from '../../analysis/fix';
import type { ReportedDiagnostic } from '../../protocol/report';
import type { Level } from '../../policy/settings';

export interface Finding {
  readonly path: string;
  readonly diagnostic: ReportedDiagnostic & { readonly severity: Exclude<Level, 'off'> };
  readonly shapes: readonly string[];
  readonly fixes: readonly Fix[];
  /** The line of the source where it starts. */
  readonly line: string;
}

/** A path as the user would write it. */
export function shownPath(path: string): string {
  const inside = relative(process.cwd(), path);
  return inside === '' || inside.startsWith('..') ? path : inside.replaceAll('\\', '/');
}

/** What a fix does in a few words; null where there is none. */
export function fixableBy(finding: Finding): 'safe' | 'unsafe' | null {
  return finding.fixes[0]?.safety ?? null;
}

export function plural(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}
