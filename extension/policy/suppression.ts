/** Comments that silence findings: `# shape-inspector: ignore[norm/redundant-bias]` (in scripts after `//`) on a line or above it, `ignore-file` for all of a file. */
import { unusedIgnore } from '../../kernels/rules/unused-ignore';
import type { Diagnostic } from '../analysis/diagnostic';
import type { Comment, Range } from '../syntax/ir';
import { LineIndex } from '../syntax/line-index';
import { selectorProblem } from './settings';

interface Named extends Range {
  readonly name: string;
  isUsed: boolean;
}

interface Suppression extends Range {
  /** The line that it speaks of; null for the whole file. */
  readonly line: number | null;
  /** Null for all rules. */
  readonly names: readonly Named[] | null;
  isUsed: boolean;
}

const form = /(?:#|\/\/|\/\*)\s*shape-inspector:\s*(ignore-file|ignore)(?:\[([^\]]*)\])?/g;

/** Whether a finding is of a rule that a name stands for. */
export function isNamed(name: string, code: string): boolean {
  return name === 'all' || name === code || code.startsWith(`${name}/`);
}

/** The suppressions of a file. */
function suppressionsIn(text: string, lines: LineIndex, comments: readonly Comment[]): readonly Suppression[] {
  return comments.flatMap((comment) => [...comment.text.matchAll(form)].map((match): Suppression => {
    const [whole, scope, inner] = match;
    const start = comment.start + match.index;
    const { line } = lines.position(comment.start);
    const isAlone = lines.lineText(line).trimStart().startsWith(comment.text.slice(0, 1));
    let at = start + whole.indexOf('[') + 1;
    const names = inner?.split(',').flatMap((part): Named[] => {
      const name = part.trim();
      const from = at + part.indexOf(name);
      at += part.length + 1;
      return name === '' ? [] : [{ name, start: from, end: from + name.length, isUsed: false }];
    });
    return { start, end: start + whole.length, line: scope === 'ignore-file' ? null : isAlone ? nextCode(text, lines, line) : line, names: names ?? null, isUsed: false };
  }));
}

/** The line of code after a comment of its own. */
function nextCode(text: string, lines: LineIndex, line: number): number {
  const last = lines.position(text.length).line;
  let next = line + 1;
  while (next < last && /^\s*(#|\/\/|\/\*|$)/.test(lines.lineText(next))) next += 1;
  return next;
}

/** The findings of a file that no comment silences; with `asksUnused`, comments that silence nothing are findings too. `isOn`: whether a rule speaks at all. */
export function unsuppressed(path: string, text: string, comments: readonly Comment[], diagnostics: readonly Diagnostic[], asksUnused: boolean, isOn: (code: string) => boolean): readonly Diagnostic[] {
  const lines = new LineIndex(text);
  const suppressions = suppressionsIn(text, lines, comments);
  if (suppressions.length === 0) return diagnostics;
  const kept = diagnostics.filter(({ range, code }) => {
    const [first, last] = [lines.position(range.start).line, lines.position(range.end).line];
    let isSilenced = false;
    for (const suppression of suppressions) {
      if (suppression.line !== null && suppression.line !== first && suppression.line !== last) continue;
      const named = suppression.names?.filter(({ name }) => isNamed(name, code)) ?? null;
      if (named?.length === 0) continue;
      for (const one of named ?? []) one.isUsed = true;
      suppression.isUsed = true;
      isSilenced = true;
    }
    return !isSilenced;
  });
  return asksUnused && isOn(unusedIgnore.id) ? [...kept, ...suppressions.flatMap((suppression) => unusedOf(path, text, suppression, isOn))] : kept;
}

function unusedOf(path: string, text: string, suppression: Suppression, isOn: (code: string) => boolean): readonly Diagnostic[] {
  const { names } = suppression;
  const finding = (range: Range, message: string, edit: Range & { readonly text: string }): Diagnostic => ({
    path, range, severity: 'warning', code: unusedIgnore.id, message, related: [],
    fixes: [{ title: 'Remove what silences nothing', safety: 'safe', edits: [{ path, ...edit }] }],
  });
  if (names === null) return suppression.isUsed ? [] : [finding(suppression, 'This comment silences nothing: remove it.', { ...wholeOf(text, suppression), text: '' })];
  // A rule that does not speak may have its reasons to be silenced.
  const idle = names.filter(({ name, isUsed }) => !isUsed && (selectorProblem(name) !== null || !name.includes('/') || isOn(name)));
  if (names.length > 0 && idle.length === 0) return [];
  if (idle.length === names.length) {
    const told = names.map(({ name }) => selectorProblem(name)).find((problem) => problem !== null);
    return [finding(suppression, told ?? `This comment silences nothing: no finding of ${names.map(({ name }) => `'${name}'`).join(', ')} is here. Remove it.`, { ...wholeOf(text, suppression), text: '' })];
  }
  const left = names.filter((name) => !idle.includes(name)).map(({ name }) => name).join(', ');
  const [first, last] = [names[0], names.at(-1)];
  if (first === undefined || last === undefined) return [];
  return idle.map((one) => finding(one, selectorProblem(one.name) ?? `No finding of '${one.name}' is here: remove it from the comment.`, { start: first.start, end: last.end, text: left }));
}

/** All that goes with a comment: the blanks before it, and its line where nothing else is on it. */
function wholeOf(text: string, { start, end }: Range): Range {
  let from = start;
  while (from > 0 && (text[from - 1] === ' ' || text[from - 1] === '\t')) from -= 1;
  const isLine = (from === 0 || text[from - 1] === '\n') && (end === text.length || text[end] === '\n' || text.startsWith('\r\n', end));
  return isLine && end < text.length ? { start: from, end: text.indexOf('\n', end) + 1 } : { start: from, end };
}

/** The edit that silences a finding on its line. */
export function ignoreEdit(text: string, comments: readonly Comment[], { path, range, code }: Diagnostic): { readonly path: string; readonly start: number; readonly end: number; readonly text: string } {
  const lines = new LineIndex(text);
  const { line } = lines.position(range.end);
  const held = suppressionsIn(text, lines, comments).find((one) => one.line === line && one.names !== null && one.names.length > 0);
  const last = held?.names?.at(-1);
  if (last !== undefined) return { path, start: last.end, end: last.end, text: `, ${code}` };
  const start = lines.offset({ line, character: 0 });
  const end = start + lines.lineText(line).trimEnd().length;
  return { path, start: end, end, text: `  # shape-inspector: ignore[${code}]` };
}
