/** What is told of what was found in a file: by settings, and by the comments in it. */
import picomatch from 'picomatch';
import { rules } from '../../kernels/rules/catalogue';
import type { Diagnostic } from '../analysis/diagnostic';
import type { Comment } from '../syntax/ir';
import type { Level, Selector, Settings } from './settings';
import { isNamed, unsuppressed } from './suppression';

const severities: ReadonlyMap<string, Level> = new Map(rules.map(({ id, severity }) => [id, severity]));

/** How exactly a selector names a rule: an id before a family, a family before all; -1 where it does not. */
function exactness(selector: Selector, code: string): number {
  if (!isNamed(selector, code)) return -1;
  return selector === 'all' ? 0 : selector.includes('/') ? 2 : 1;
}

function mostExact(selectors: Iterable<Selector>, code: string): number {
  let most = -1;
  for (const selector of selectors) most = Math.max(most, exactness(selector, code));
  return most;
}

/** Whether a path is one that a pattern means: from the folder of the settings, or by its name alone. */
export function matches(pattern: string, path: string, folder: string): boolean {
  const inside = folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
  const isMatch = picomatch([pattern, `${pattern.replace(/\/$/, '')}/**`], { dot: true });
  return isMatch(inside) || (!pattern.includes('/') && inside.split('/').some((part) => picomatch.isMatch(part, pattern, { dot: true })));
}

export interface ToldOptions {
  readonly settings: Settings;
  /** That patterns of the settings are meant from. */
  readonly folder: string;
  /** Whether hints are told where the settings select nothing. */
  readonly hints: boolean;
  /** Whether comments that silence nothing are told of: all that could be found in the file has been looked for. */
  readonly unused: boolean;
}

/** How loudly a rule speaks in a file. */
export function levelOf(code: string, path: string, { settings, folder, hints }: Pick<ToldOptions, 'settings' | 'folder' | 'hints'>): Level {
  const { select, extendSelect, ignore, severity, perFileIgnores } = settings;
  let level = severities.get(code) ?? 'error';
  let exact = -1;
  for (const [selector, given] of severity) {
    if (exactness(selector, code) <= exact) continue;
    exact = exactness(selector, code);
    level = given;
  }
  const isDefault = hints || level !== 'hint';
  const selected = Math.max(select === null ? (isDefault ? 0 : -1) : mostExact(select, code), mostExact(extendSelect, code));
  if (selected < 0 || mostExact(ignore, code) >= selected && mostExact(ignore, code) >= 0) return 'off';
  for (const [pattern, ignored] of perFileIgnores) if (mostExact(ignored, code) >= 0 && matches(pattern, path, folder)) return 'off';
  return level;
}

/** What is told of a file. */
export function told(path: string, text: string, comments: () => readonly Comment[], found: readonly Diagnostic[], options: ToldOptions): readonly Diagnostic[] {
  if (options.settings.exclude.some((pattern) => matches(pattern, path, options.folder))) return [];
  const levelled = found.flatMap((diagnostic): Diagnostic[] => {
    const level = levelOf(diagnostic.code, path, options);
    return level === 'off' ? [] : [{ ...diagnostic, severity: level }];
  });
  if (!text.includes('shape-inspector:')) return levelled;
  return unsuppressed(path, text, comments(), levelled, options.unused, (code) => levelOf(code, path, options) !== 'off');
}
