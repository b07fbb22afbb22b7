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
  const { lines } = repaired;
  const known = new Map<LogicalLine, boolean>();
  const isBroken = (line: LogicalLine): boolean => {
    const answer = known.get(line) ?? isBrokenAlone(source, line, repaired.edits, parse);
    known.set(line, answer);
    return answer;
  };
  const suspects = new Set<LogicalLine>();
  for (const node of errorNodes(tree.rootNode)) {
    const range = repaired.toSource(node.startIndex, node.endIndex);
    const touched = lines.filter((line) => touches(line, range));
    const [first] = touched;
    if (first === undefined) continue;
    // An error in a line that is Python on its own comes from the line before.
    const before = isBroken(first) ? undefined : lines[lines.indexOf(first) - 1];
    if (before === undefined && touched.length === 1 && isInside(node, first, repaired)) continue;
    for (const line of before === undefined ? touched : [before, ...touched]) suspects.add(line);
  }
  const broken = [...suspects].filter(isBroken);
  if (broken.length === 0) return null;
  const isKept = ({ start }: Range): boolean => !broken.some((line) => line.start <= start && start <= line.end);
  const edits = [...repaired.edits.filter((edit) => isKept(edit)), ...broken.map((line) => replacement(source, line, parse))];
  const problems = [
    ...repaired.problems.filter(isKept),
    ...broken.map(({ start, end }): SyntaxProblem => ({ start, end, message: 'invalid syntax' })),
  ];
  return { ...repaired, ...applyEdits(source, edits), edits, problems };
}

/** True when an error is part of something in its line, not of a block around it. */
function isInside({ parent }: Node, line: LogicalLine, { toSource }: Repair): boolean {
  if (parent === null || /^(?:module|block|ERROR)$/.test(parent.type)) return false;
  return toSource(parent.startIndex, parent.endIndex).start >= line.start;
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

/** True when a line with these edits is not Python even on its own. */
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

/** Keeps of a broken line what the lines around it need: the most that is Python on its own. */
function replacement(source: string, line: LogicalLine, parse: (text: string) => Tree): TextEdit {
  const candidates = replacements(source, line);
  return candidates.find((edit) => !isBrokenAlone(source, line, [edit], parse)) ?? { start: line.start, end: line.end, text: 'pass' };
}

const blockHeader = /^(?:async\s+)?(?:if|elif|while|with|for|try|else|except|finally|match|case)(?![\p{L}\p{N}_])/u;

function replacements(source: string, line: LogicalLine): readonly TextEdit[] {
  const text = source.slice(line.start, line.end);
  const keep = (kept: string, added: string): TextEdit => ({ start: line.start + kept.length, end: line.end, text: added });
  const opensBlock = line.hasColon && line.last === ':';
  const [definition, keyword] = /^(?:async\s+)?(def|class)\s+[\p{L}_][\p{L}\p{N}_]*/u.exec(text) ?? [];
  const parameters = keyword === 'def' ? `(*${placeholder}, **${placeholder})` : '';
  if (definition !== undefined) return [keep(definition, `${parameters}:`), keep('', `if${placeholder}:`)];
  if (opensBlock) {
    const [header = ''] = blockHeader.exec(text) ?? [];
    if (header === '') return [keep('', `if${placeholder}:`)];
    if (/^(?:try|else|finally)$/.test(header)) return [keep(header, ':')];
    return [keep(header, header.endsWith('for') ? `${placeholder} in${placeholder}:` : `${placeholder}:`)];
  }
  const [target] = /^[\p{L}_*(][\p{L}\p{N}_.,()*[\] \t]*?=(?!=)/u.exec(text) ?? [];
  return target === undefined ? [] : [keep(target, placeholder)];
}
