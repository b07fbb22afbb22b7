import type { SyntaxProblem } from './ir';
import type { TextEdit } from './text-edit';

/** One logical line of Python: a simple statement, several with semicolons, or the header of a compound one. */
export interface LogicalLine {
  /** Where its first token starts and its last one ends. */
  readonly start: number;
  readonly end: number;
  /** Where the physical line after it starts. */
  readonly next: number;
  /** The whitespace before it. */
  readonly indent: string;
  /** The first words and marks, as many as tell what kind of line it is. */
  readonly head: readonly string[];
  /** The last word or mark. */
  readonly last: string;
  /** The last but one. */
  readonly previous: string;
  /** True when a colon outside brackets starts a block: one of a lambda or annotation does not count. */
  readonly hasColon: boolean;
  /** True when the word `in` stands outside brackets. */
  readonly hasIn: boolean;
  /** What closes brackets and strings that the source leaves open. */
  readonly edits: readonly TextEdit[];
  readonly problems: readonly SyntaxProblem[];
}

const token =
  /#[^\r\n]*|(\r\n|\r|\n)|\\(?:\r\n|\r|\n)|((?:[rRbBuUfFtT]{1,2})?(?:"""|'''|"|'))|([()[\]{}])|[\p{L}_][\p{L}\p{N}\p{M}_]*|[0-9][\w.]*|\.\.\.|:=|->|\S/gu;

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Words with which only a statement can start: inside brackets they show that a bracket was never closed. */
const statementWords =
  'async[ \\t]+def|def|class|return|import|while|with|try|except|finally|raise|assert|del|pass|break|continue|global|nonlocal|elif';
const statementStart = new RegExp(`[ \\t\\f]*(?:${statementWords}|from[ \\t]+[\\w.]+[ \\t]+import)(?![\\p{L}\\p{N}_])`, 'uy');

/** An assignment: inside brackets only a keyword argument looks like it, and that stands after a comma or bracket. */
const assignment = /[ \t\f]*[\p{L}_][\p{L}\p{N}_]*[ \t]*=(?!=)/uy;
const dottedAssignment = /[ \t\f]*[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)+[ \t]*=(?!=)/uy;

/** Lines that look like a new statement, once it is known that a bracket was never closed. */
const likelyAssignment = /[ \t\f]*[\p{L}_][\p{L}\p{N}_]*(?:[.[,][^=\n()]*)?[ \t]*(?:[-+*/@%&|^]|\*\*|\/\/|<<|>>)?=(?!=)/uy;
const likelyDocstring = /[ \t\f]*[rR]?(?:"""|''')/uy;
const likelyHeader = /[ \t\f]*(?:if|for|else|async|@)(?![\p{L}\p{N}_])[^\n]*:[ \t]*(?:#[^\n]*)?(?=[\r\n]|$)/uy;
const continuation = /[ \t\f]*(?:[)\]}#\r\n]|$)/uy;

/** The marks and words after which something must follow. */
export const needsMore: ReadonlySet<string> = new Set(
  [
    '. = := -> + - * / % @ & | ^ < > ~ !',
    'and or not in is if lambda await from import del assert as global nonlocal class def for while with elif',
  ].flatMap((words) => words.split(' ')),
);

/** What stands in for a name or expression that the source lacks. */
export const placeholder = ' _';

/** Splits a Python text into its logical lines. */
export function logicalLines(text: string): LogicalLine[] {
  const lines = splitLines(text, false);
  const isInverted = lines.some(({ problems }) => problems.some(({ message }) => message === unterminated.triple));
  return isInverted ? splitLines(text, true) : lines;
}

/** With `isInverted`, some triple quote lacks its partner, so that code may look like string: a definition ends a string. */
function splitLines(text: string, isInverted: boolean): LogicalLine[] {
  const lines: LogicalLine[] = [];
  let at = 0;
  while (at < text.length) {
    const line = scanLine(text, at, { isOpen: false, isInverted });
    if (line.head.length > 0) lines.push(line);
    at = line.next;
  }
  return lines;
}

const unterminated = { single: 'unterminated string literal', triple: 'unterminated triple-quoted string literal' };

/** What is known to be wrong with a text: a bracket that is never closed, a triple quote without its partner. */
interface Suspicion {
  readonly isOpen: boolean;
  readonly isInverted: boolean;
}

/** Scans the logical line that starts at an offset. */
function scanLine(text: string, from: number, { isOpen, isInverted }: Suspicion): LogicalLine {
  const head: string[] = [];
  const open: { mark: string; at: number }[] = [];
  const edits: TextEdit[] = [];
  const problems: SyntaxProblem[] = [];
  let [start, end, next, last, previous] = [from, from, text.length, '', ''];
  let [colons, lambdas, hasIn] = [0, 0, false];
  token.lastIndex = from;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [word, lineEnd, quote, bracket] = match;
    const after = match.index + word.length;
    if (word.startsWith('#') || word.startsWith('\\')) continue;
    if (lineEnd !== undefined) {
      if (open.length === 0 || startsStatement(text, after, last, isOpen ? { indent: text.slice(from, start) } : null)) {
        next = after;
        break;
      }
      continue;
    }
    if (head.length === 0) start = match.index;
    if (head.length < 3) head.push(word);
    [previous, last, end] = [last, word, after];
    if (quote !== undefined) {
      const found = stringEnd(text, after, quote);
      const holdsCode = isInverted && bareQuote(quote).length === 3 && definitionIn(text.slice(after, found.end), text.slice(from, start));
      const string = holdsCode ? { end: lineEndAfter(text, after), isClosed: false } : found;
      end = string.end;
      token.lastIndex = end;
      if (!string.isClosed) {
        edits.push({ start: end, end, text: bareQuote(quote) });
        const message = bareQuote(quote).length === 3 ? unterminated.triple : unterminated.single;
        problems.push({ start: match.index, end, message });
      }
    } else if (bracket !== undefined) {
      closeOrOpen(bracket, match.index, open, edits, problems);
    } else if (open.length === 0) {
      if (word === ':') colons++;
      if (word === 'lambda') lambdas++;
      if (word === 'in') hasIn = true;
    }
  }
  const innermost = open.at(-1);
  if (innermost !== undefined) {
    if (!isOpen) return scanLine(text, from, { isOpen: true, isInverted });
    const isCut = needsMore.has(last) || last === '[' || (last === ':' && innermost.mark !== '[');
    edits.push({ start: end, end, text: (isCut ? placeholder : '') + open.map(({ mark }) => closers[mark] ?? '').reverse().join('') });
    problems.push({ start: innermost.at, end: innermost.at + 1, message: `'${innermost.mark}' was never closed` });
    last = ')';
  }
  return { start, end, next, indent: text.slice(from, start), head, last, previous, hasColon: colons > lambdas, hasIn, edits, problems };
}

/** True when the physical line at an offset, inside brackets so far, starts a statement of its own. */
function startsStatement(text: string, at: number, last: string, opened: { indent: string } | null): boolean {
  const mayBeKeyword = /^(?:[,([{:*]|lambda)$/.test(last);
  if (startsWith(statementStart, text, at) || startsWith(dottedAssignment, text, at)) return true;
  if (!mayBeKeyword && startsWith(assignment, text, at)) return true;
  if (opened === null || startsWith(continuation, text, at)) return false;
  const indent = /^[ \t\f]*/.exec(text.slice(at, at + 200))?.[0] ?? '';
  if (indentWidth(indent) <= indentWidth(opened.indent) || startsWith(likelyHeader, text, at)) return true;
  if (startsWith(likelyDocstring, text, at)) return true;
  return !mayBeKeyword && startsWith(likelyAssignment, text, at);
}

function startsWith(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** The column an indentation reaches, as CPython counts: a tab goes to the next multiple of eight. */
export function indentWidth(indent: string): number {
  let width = 0;
  for (const character of indent) {
    if (character === '\t') width += 8 - (width % 8);
    else if (character === '\f') width = 0;
    else width++;
  }
  return width;
}

function closeOrOpen(mark: string, at: number, open: { mark: string; at: number }[], edits: TextEdit[], problems: SyntaxProblem[]): void {
  if (mark in closers) {
    open.push({ mark, at });
    return;
  }
  const innermost = open.pop();
  if (innermost === undefined) {
    edits.push({ start: at, end: at + 1, text: '' });
    problems.push({ start: at, end: at + 1, message: `unmatched '${mark}'` });
    return;
  }
  const expected = closers[innermost.mark] ?? '';
  if (expected === mark) return;
  problems.push({ start: at, end: at + 1, message: `closing parenthesis '${mark}' does not match opening parenthesis '${innermost.mark}'` });
  const outer = open.map((bracket) => closers[bracket.mark]).lastIndexOf(mark);
  if (outer === -1) {
    edits.push({ start: at, end: at + 1, text: expected });
  } else {
    const inner = [innermost, ...open.splice(outer + 1).reverse()];
    open.pop();
    edits.push({ start: at, end: at, text: inner.map((bracket) => closers[bracket.mark] ?? '').join('') });
  }
}

/** True when a line of a string defines a function or class further out than the string stands. */
function definitionIn(string: string, indent: string): boolean {
  for (const [, inner = ''] of string.matchAll(/[\r\n]([ \t]*)(?:(?:async[ \t]+)?def|class)[ \t]+\w+[ \t]*[(:]/g)) {
    if (inner === '' || indentWidth(inner) < indentWidth(indent)) return true;
  }
  return false;
}

/** An opening quote without its prefix. */
function bareQuote(opening: string): string {
  return opening.replace(/^\w+/, '');
}

/** Finds the end of a string whose opening quote ends at `at`: an unclosed one ends with its line. */
function stringEnd(text: string, at: number, opening: string): { end: number; isClosed: boolean } {
  const quote = bareQuote(opening);
  const isTemplate = /[ft]/i.test(opening);
  const stop = isTemplate ? /\\[^]|\{\{|[{\r\n]|"""|'''|"|'/g : /\\[^]|[\r\n]|"""|'''|"|'/g;
  let from = at;
  for (;;) {
    stop.lastIndex = from;
    const match = stop.exec(text);
    if (match === null) break;
    const [found] = match;
    from = match.index + found.length;
    if (found === quote) return { end: from, isClosed: true };
    if (found.startsWith(quote)) return { end: match.index + quote.length, isClosed: true };
    if (/[\r\n]/.test(found) && found.length === 1 && quote.length === 1) break;
    if (found === '\\\r' && text.charAt(from) === '\n') from++;
    if (found === '{') {
      const field = fieldEnd(text, from, quote);
      if (field === null) break;
      from = field;
    }
  }
  return { end: lineEndAfter(text, at), isClosed: false };
}

function lineEndAfter(text: string, at: number): number {
  const lineEnd = /[\r\n]|$/g;
  lineEnd.lastIndex = at;
  return lineEnd.exec(text)?.index ?? text.length;
}

/** Finds the end of `{...}` in an f-string, or null when it has none. */
function fieldEnd(text: string, at: number, quote: string): number | null {
  const part = /(?:[rRbBuUfFtT]{1,2})?(?:"""|'''|"|')|[()[\]{}]|!=|[!:#\r\n]/g;
  let depth = 0;
  let isFormat = false;
  part.lastIndex = at;
  for (let match = part.exec(text); match !== null; match = part.exec(text)) {
    const [found] = match;
    if (isFormat && !/[{}\r\n]/.test(found)) {
      if (found.endsWith(quote)) return null;
      part.lastIndex = match.index + 1;
    } else if (found === '#') {
      part.lastIndex = lineEndAfter(text, part.lastIndex);
    } else if (/["']$/.test(found)) {
      const string = stringEnd(text, part.lastIndex, found);
      if (!string.isClosed) return null;
      part.lastIndex = string.end;
    } else if (/^[([{]$/.test(found)) depth++;
    else if (found === '}' && depth === 0) return part.lastIndex;
    else if (/^[)\]}]$/.test(found)) depth--;
    else if ((found === ':' || found === '!') && depth === 0) isFormat = true;
    else if (/[\r\n]/.test(found) && quote.length === 1 && isFormat) return null;
  }
  return null;
}
