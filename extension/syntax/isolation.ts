import type { Node, Tree } from 'web-tree-sitter';
import type { Range, SyntaxProblem } from './ir';
import { placeholder, type LogicalLine } from './logical-line';
import type { Repair } from './repair';
import { applyEdits, type TextEdit } from './text-edit';

/** The topmost nodes where the parser found an error, or that it had to add. */
export function errorNodes(node: Node): readonly Node[] {
  if (!node.hasError) return [];
  if (node.isError || node.isMissing) return [node];
  return node.children.flatMap(errorNodes);
}

/**
 * Takes out the lines that are not Python even on their own, where an error cost more than the expression it is in.
 *
 * An assignment keeps its targets and a header its block. Null when there is nothing to take out.
 */
export function isolate(source: string, repaired: Repair, tree: Tree, parse: (text: string) => Tree): Repair | null {
  const spans = errorNodes(tree.rootNode)
    .map((node) => ({ ...repaired.toSource(node.startIndex, node.endIndex), isLoose: /^(?:module|block|ERROR)$/.test(node.parent?.type ?? 'module') }))
    .filter(({ isLoose, ...range }) => isLoose || repaired.lines.filter((line) => touches(line, range)).length > 1);
  if (spans.length === 0) return null;
  const broken = repaired.lines.filter((line) => spans.some((range) => touches(line, range)) && isBrokenAlone(source, line, repaired.edits, parse));
  if (broken.length === 0) return null;
  const isKept = ({ start }: Range): boolean => !broken.some((line) => line.start <= start && start <= line.end);
  const edits = [...repaired.edits.filter((edit) => isKept(edit)), ...broken.map((line) => replacement(source, line))];
  const problems = [
    ...repaired.problems.filter(isKept),
    ...broken.map(({ start, end }): SyntaxProblem => ({ start, end, message: 'invalid syntax' })),
  ];
  return { ...repaired, ...applyEdits(source, edits), edits, problems };
}

function touches(line: LogicalLine, range: Range): boolean {
  return line.start <= range.end && range.start <= line.end && (line.start < range.end || range.start === range.end);
}

/** What to put before and after a line so that it can stand alone. */
const surroundings: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['elif', ['if x: pass\n', ' pass']],
  ['else', ['if x: pass\n', ' pass']],
  ['except', ['try: pass\n', ' pass']],
  ['finally', ['try: pass\n', ' pass']],
  ['case', ['match x:\n ', ' pass']],
  ['match', ['', '\n case _: pass']],
  ['@', ['', '\ndef f(): pass']],
]);

function isBrokenAlone(source: string, line: LogicalLine, edits: readonly TextEdit[], parse: (text: string) => Tree): boolean {
  const own = edits.filter(({ start, end }) => line.start <= start && end <= line.end);
  const shifted = own.map(({ start, end, text }) => ({ start: start - line.start, end: end - line.start, text }));
  const { text } = applyEdits(source.slice(line.start, line.end), shifted);
  const opensBlock = text.endsWith(':');
  const keyword = line.head[0] ?? '';
  const isClause = opensBlock || keyword === '@' || !surroundings.has(keyword);
  const [before, after] = (isClause ? surroundings.get(keyword) : undefined) ?? ['', opensBlock ? ' pass' : ''];
  const tree = parse(`${before}${text}${after}\n`);
  const isBroken = tree.rootNode.hasError;
  tree.delete();
  return isBroken;
}

/** Keeps of a broken line what the lines around it need. */
function replacement(source: string, line: LogicalLine): TextEdit {
  const text = source.slice(line.start, line.end);
  const keep = (kept: string, added: string): TextEdit => ({ start: line.start + kept.length, end: line.end, text: added });
  const named = /^(?:async\s+)?(def|class)\s+[\p{L}_][\p{L}\p{N}_]*/u.exec(text);
  if (named !== null) return keep(named[0], named[1] === 'def' ? '(*_, **_):' : ':');
  if (line.hasColon && line.last === ':') {
    const [header = ''] = /^(?:async\s+)?(?:if|elif|while|with|for|try|else|except|finally|match|case)(?![\p{L}\p{N}_])/u.exec(text) ?? [];
    if (/^(?:try|else|finally)$/.test(header)) return keep(header, ':');
    if (header !== '') return keep(header, `${header.endsWith('for') ? `${placeholder} in` : ''}${placeholder}:`);
  }
  const target = /^[\p{L}_*(][\p{L}\p{N}_.,()*[\] \t]*?=(?!=)/u.exec(text);
  if (target !== null && !line.hasColon) return keep(target[0], placeholder);
  return keep('', line.last === ':' ? `if${placeholder}:` : 'pass');
}
