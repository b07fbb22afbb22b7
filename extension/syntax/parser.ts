import { Edit, Language, Parser, type Node, type Point, type Tree } from 'web-tree-sitter';
import type { Range, SourceModule, SyntaxProblem } from './ir';
import { errorNodes, isolate } from './isolation';
import { docstringOf } from './function-code';
import { lowerBlock } from './python';
import { repair, type Repair } from './repair';
import { readSyntax, type NodeSource } from './syntax-node';

/** What the parser runs on: the bytes (in Node also the path) of web-tree-sitter's wasm, and those of the Python grammar. */
export interface ParserBinaries {
  readonly runtime: Uint8Array | string;
  readonly grammar: Uint8Array;
}

/** Loads the parser. The runtime is shared: only the first call's is used. */
export async function loadParser({ runtime, grammar }: ParserBinaries): Promise<PythonParser> {
  await Parser.init(typeof runtime === 'string' ? { locateFile: () => runtime } : { wasmBinary: runtime });
  const language = await Language.load(grammar);
  return new PythonParser(new Parser().setLanguage(language), language);
}

/** Parses Python. Parsing never fails: what is not Python becomes problems of the module. */
export class PythonParser {
  constructor(
    private readonly parser: Parser,
    readonly language: Language,
  ) {}

  /** Parses a text. */
  parse(text: string): SyntaxTree {
    return this.parseAfter(text, null);
  }

  /** Parses a text that grew from the text of `previous`, reusing what did not change. The result equals a fresh parse. */
  parseAfter(text: string, previous: SyntaxTree | null): SyntaxTree {
    const repaired = repair(text);
    if (previous !== null) {
      const tree = this.run(repaired.text, editedCopy(previous, repaired.text));
      // Error recovery depends on what is reused: a broken text is parsed afresh, so that the result depends on the text alone.
      if (!tree.rootNode.hasError) return new SyntaxTree(this, text, repaired, tree);
      tree.delete();
    }
    const tree = this.run(repaired.text, null);
    const isolated = tree.rootNode.hasError ? isolate(text, repaired, tree, (line) => this.run(line, null)) : null;
    if (isolated === null) return new SyntaxTree(this, text, repaired, tree);
    tree.delete();
    return new SyntaxTree(this, text, isolated, this.run(isolated.text, null));
  }

  private run(text: string, previous: Tree | null): Tree {
    const tree = this.parser.parse(text, previous);
    previous?.delete();
    if (tree === null) throw new Error('the parser has no language');
    return tree;
  }
}

/** One parsed text. Immutable: an edit gives a new tree, and what was lowered from the old one stays valid. */
export class SyntaxTree {
  private lowered: SourceModule | null = null;

  constructor(
    private readonly parser: PythonParser,
    readonly text: string,
    readonly repaired: Repair,
    readonly tree: Tree,
  ) {}

  /** The tree of the text after an edit. */
  edit(newText: string): SyntaxTree {
    return this.parser.parseAfter(newText, this);
  }

  /** The module in the IR. The bodies of its functions are lowered when they are first asked for. */
  module(): SourceModule {
    return (this.lowered ??= this.lower());
  }

  /** Frees the tree's memory at once; without it the garbage collector does. Bodies not lowered by then must not be asked for. */
  dispose(): void {
    this.tree.delete();
  }

  private lower(): SourceModule {
    const { text, repaired, parser } = this;
    const source: NodeSource = { text, language: parser.language, toSource: repaired.toSource };
    const body = lowerBlock(readSyntax(this.tree.rootNode, source));
    const comments = this.tree.rootNode.descendantsOfType('comment').map((node) => {
      const range = this.rangeOf(node);
      return { ...range, text: text.slice(range.start, range.end) };
    });
    const problems = [...repaired.problems, ...this.problems(this.tree.rootNode)].sort((a, b) => a.start - b.start);
    return { body, comments, problems, docstring: docstringOf(body) };
  }

  private rangeOf(node: Node): Range {
    return this.repaired.toSource(node.startIndex, node.endIndex);
  }

  private problems(root: Node): readonly SyntaxProblem[] {
    const statements = root.descendantsOfType(['print_statement', 'exec_statement']).map((node) => {
      return { ...this.rangeOf(node), message: `missing parentheses in call to '${node.type.replace('_statement', '')}'` };
    });
    return [...statements, ...errorNodes(root).map((node) => ({ ...this.rangeOf(node), message: errorMessage(node) }))];
  }
}

function errorMessage(node: Node): string {
  if (!node.isMissing) return 'invalid syntax';
  return node.isNamed ? 'expected an expression' : `expected '${node.type}'`;
}

/** A copy of a tree, told what changed between its text and a new one; the tree itself stays as it is. */
function editedCopy({ tree, repaired }: SyntaxTree, newText: string): Tree {
  const oldText = repaired.text;
  const shorter = Math.min(oldText.length, newText.length);
  let start = 0;
  while (start < shorter && oldText.charCodeAt(start) === newText.charCodeAt(start)) start++;
  let same = 0;
  while (same < shorter - start && oldText.charCodeAt(oldText.length - 1 - same) === newText.charCodeAt(newText.length - 1 - same)) same++;
  const oldEnd = oldText.length - same;
  const newEnd = newText.length - same;
  const copy = tree.copy();
  copy.edit(
    new Edit({
      startIndex: start,
      oldEndIndex: oldEnd,
      newEndIndex: newEnd,
      startPosition: pointAt(oldText, start),
      oldEndPosition: pointAt(oldText, oldEnd),
      newEndPosition: pointAt(newText, newEnd),
    }),
  );
  return copy;
}

/** The row and column of an offset as tree-sitter counts them: only \n ends a row. */
function pointAt(text: string, offset: number): Point {
  const lineStart = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  let row = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < lineStart; at = text.indexOf('\n', at + 1)) row++;
  return { row, column: offset - lineStart };
}
