import type { Range, SyntaxProblem } from './ir';
import { indentWidth, logicalLines, needsMore, placeholder, type LogicalLine } from './logical-line';
import { applyEdits, type EditedText, type TextEdit } from './text-edit';

/**
 * A text as the parser gets it: what is plainly unfinished is finished, so that it costs one line and not the file.
 *
 * The parser recovers from errors on its own, but an unclosed bracket may cost it everything up to the end.
 * Valid Python is never changed.
 */
export interface Repair extends EditedText {
  readonly edits: readonly TextEdit[];
  readonly lines: readonly LogicalLine[];
  readonly problems: readonly SyntaxProblem[];
}

/** The keywords that start a block, with CPython's name for what they start. */
const blocks: ReadonlyMap<string, string> = new Map([
  ['def', 'function definition'],
  ['class', 'class definition'],
  ...['if', 'elif', 'else', 'for', 'while', 'try', 'except', 'finally', 'with'].map((word) => [word, `'${word}' statement`] as const),
]);

/** The clauses that go on with a statement, and what must stand before them. */
const clauses: ReadonlyMap<string, readonly string[]> = new Map([
  ['elif', ['if', 'elif']],
  ['else', ['if', 'elif', 'for', 'while', 'except']],
  ['except', ['try', 'except']],
  ['finally', ['try', 'except', 'else']],
]);

/** Repairs brackets, strings, indentation and headers. */
export function repair(source: string): Repair {
  const lines = logicalLines(source);
  const edits: TextEdit[] = [];
  const problems: SyntaxProblem[] = [];
  const report: Report = (range, message) => {
    problems.push({ start: range.start, end: range.end, message });
  };
  /** The blocks around the current line, each with the keyword of its latest statement. */
  const levels: Level[] = [{ indent: '', keyword: '' }];
  let header: LogicalLine | null = null;
  let isBlockExpected = true;
  let decorator: LogicalLine | null = null;
  let after = 0;
  for (const line of lines) {
    edits.push(...thinned(source, after, line.start - line.indent.length));
    after = line.next;
    const keyword = keywordOf(line);
    if (header !== null && isBlockExpected && isNoDeeper(line, levels)) report(lastToken(header), expectedBlock(header));
    edits.push(...indentation(line, header !== null, levels, report));
    if (decorator !== null && !/^(?:def|class|@)$/.test(keyword)) {
      edits.push({ start: decorator.start, end: decorator.start + 1, text: '' });
      report(decorator, 'expected a function or class after the decorator');
    }
    const level = levels.at(-1) ?? { indent: '', keyword: '' };
    const isOrphan = clauses.get(keyword)?.includes(level.keyword) === false;
    level.keyword = keyword;
    edits.push(...line.edits);
    problems.push(...line.problems);
    const ending = isOrphan ? [] : missingEnd(line, keyword);
    if (isOrphan && line.edits.length === 0) {
      const hasBody = line.hasColon && line.last !== ':';
      edits.push({ start: line.start, end: hasBody ? line.start + keyword.length : line.end, text: `if${placeholder}${hasBody ? '' : ':'}` });
      report({ start: line.start, end: line.start + keyword.length }, `'${keyword}' without a statement that it goes with`);
    }
    for (const { text } of ending) edits.push({ start: line.end, end: line.end, text });
    const [first] = ending;
    if (first !== undefined) report(lastToken(line), first.message);
    const opensBlock = ending.some(({ text }) => text.endsWith(':')) || (line.last === ':' && ending.length === 0);
    header = opensBlock || (isOrphan && line.last === ':') ? line : null;
    isBlockExpected = ending.length === 0;
    decorator = keyword === '@' ? line : null;
  }
  edits.push(...thinned(source, after, source.length));
  if (header !== null && isBlockExpected) report(lastToken(header), expectedBlock(header));
  return { ...applyEdits(source, edits), edits, lines, problems };
}

/** The parser's time grows with the square of the comment lines that follow one another: of more than these, it gets the first and the last. */
const mostCommentLines = 1000;

/** Takes out the middle of what stands between two logical lines, where that is very long. */
function thinned(source: string, start: number, end: number): TextEdit[] {
  if (end - start < 2 * mostCommentLines) return [];
  const ends = [...source.slice(start, end).matchAll(/\n/g)].map(({ index }) => start + index + 1);
  const [from, to] = [ends[mostCommentLines / 2], ends.at(-mostCommentLines / 2)];
  return ends.length <= mostCommentLines || from === undefined || to === undefined ? [] : [{ start: from, end: to, text: '' }];
}

/** The word that says what kind of statement a line is; `async` aside. */
function keywordOf({ head }: LogicalLine): string {
  return (head[0] === 'async' ? head[1] : head[0]) ?? '';
}

type Report = (range: Range, message: string) => void;

interface Level {
  readonly indent: string;
  keyword: string;
}

function isNoDeeper(line: LogicalLine, levels: readonly Level[]): boolean {
  return indentWidth(line.indent) <= indentWidth(levels.at(-1)?.indent ?? '');
}

/** Puts a line into the block it belongs to. */
function indentation(line: LogicalLine, isAfterHeader: boolean, levels: Level[], report: Report): TextEdit[] {
  const width = indentWidth(line.indent);
  const current = levels.at(-1)?.indent ?? '';
  if (isAfterHeader && !isNoDeeper(line, levels)) {
    levels.push({ indent: line.indent, keyword: '' });
    return [];
  }
  const range = { start: line.start - line.indent.length, end: line.start };
  if (width > indentWidth(current)) {
    report(range, 'unexpected indent');
    return [{ ...range, text: current }];
  }
  let left = levels.at(-1);
  while (levels.length > 1 && indentWidth(levels.at(-1)?.indent ?? '') > width) left = levels.pop();
  if (left === undefined || indentWidth(levels.at(-1)?.indent ?? '') === width) return [];
  levels.push(left);
  report(range, 'unindent does not match any outer indentation level');
  return [{ ...range, text: left.indent }];
}

function lastToken({ start, end, last }: LogicalLine): Range {
  return { start: Math.max(start, end - last.length), end };
}

function expectedBlock(header: LogicalLine): string {
  const name = blocks.get(keywordOf(header));
  return `expected an indented block${name === undefined ? '' : ` after ${name}`}`;
}

/** What a line lacks at its end. */
function missingEnd(line: LogicalLine, keyword: string): { text: string; message: string }[] {
  const { last, previous, head } = line;
  const missing: { text: string; message: string }[] = [];
  const isStar = last === '*' && previous === 'import';
  const isLambda = last === ':' && !line.hasColon && head[1] !== ':';
  if ((needsMore.has(last) && !isStar) || isLambda || (last === 'else' && head.length > 1)) {
    const kind = /^(?:\.|import|as|def|class|global|nonlocal)$/.test(last) ? 'a name' : 'an expression';
    missing.push({ text: placeholder, message: `expected ${kind} after '${last}'` });
  }
  if (blocks.has(keyword) && !line.hasColon) {
    if (keyword === 'for' && !line.hasIn) missing.push({ text: ` in${placeholder}`, message: "expected 'in'" });
    if (keyword === 'def' && !line.head.includes('(')) missing.push({ text: '()', message: "expected '('" });
    missing.push({ text: ':', message: "expected ':'" });
  }
  return missing;
}
