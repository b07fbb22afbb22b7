import { Edit, Language, Parser, type Node, type Point, type Tree } from 'web-tree-sitter';
import type { Range, SourceModule, Statement, SyntaxProblem } from './ir';
import { errorNodes, isolate } from './isolation';
import { docstringOf } from './function-code';
import { lowerBlock } from './python';
import { repair, type Repair } from './repair';
import { languageOf, type SourceLanguage } from './source-language';
import { readSyntax, type NodeSource, type SyntaxNode } from './syntax-node';
import { lowerScriptBlock } from './typescript';

/** Loads the bytes of a grammar when a file of its language is first met. */
export type Grammars = Readonly<Record<SourceLanguage, () => Uint8Array | Promise<Uint8Array>>>;

/** What the parser runs on: the bytes (in Node also the path) of web-tree-sitter's wasm, and those of the grammars. */
export interface ParserBinaries {
  readonly runtime: Uint8Array | string;
  readonly grammars: Grammars;
}

/** Loads the parser, ready for these languages. The runtime is shared: only the first call's is used. */
export async function loadParser({ runtime, grammars }: ParserBinaries, languages: readonly SourceLanguage[] = ['python']): Promise<SourceParser> {
  // Where bytes are given no place is asked for; without a name for it, a worker made of a text fails to make one up.
  await Parser.init(typeof runtime === 'string' ? { locateFile: () => runtime } : { wasmBinary: runtime, locateFile: (name: string) => name });
  const parser = new SourceParser(grammars);
  await parser.prepare(languages);
  return parser;
}

/** How a language becomes IR. */
interface Dialect {
  readonly lower: (root: SyntaxNode) => readonly Statement[];
  readonly repair: (text: string) => Repair;
  /** Takes out broken lines, where that helps. */
  readonly isolate: typeof isolate;
}

const python: Dialect = { lower: lowerBlock, repair, isolate };

/** Braces tell where things end: what is broken stays as it is. */
const script: Dialect = {
  lower: lowerScriptBlock,
  repair: (text) => ({ text, toSource: (start, end) => ({ start, end }), edits: [], lines: [], problems: [] }),
  isolate: () => null,
};

/** A grammar that is loaded, and what to do with its trees. */
interface Loaded {
  readonly parser: Parser;
  readonly language: Language;
  readonly dialect: Dialect;
}

/** Parses Python, TypeScript and JavaScript. Parsing never fails: what is none becomes problems of the module. */
export class SourceParser {
  private readonly loaded = new Map<SourceLanguage, Loaded>();
  private readonly loading = new Map<SourceLanguage, Promise<void>>();

  constructor(private readonly grammars: Grammars) {}

  /** Loads grammars: those of files that are to be parsed must be there before. */
  async prepare(languages: readonly SourceLanguage[]): Promise<void> {
    await Promise.all(languages.map((language) => {
      let loading = this.loading.get(language);
      if (loading === undefined) {
        loading = this.load(language);
        this.loading.set(language, loading);
      }
      return loading;
    }));
  }

  /** Whether files of this language can be parsed. */
  canParse(language: SourceLanguage): boolean {
    return this.loaded.has(language);
  }

  /** Parses a text. */
  parse(text: string, language: SourceLanguage = 'python'): SyntaxTree {
    return this.parseAfter(text, null, language);
  }

  /** Parses the text of a file in the language that its name tells. */
  parseFile(path: string, text: string, previous: SyntaxTree | null = null): SyntaxTree {
    return this.parseAfter(text, previous, languageOf(path));
  }

  /** Parses a text that grew from the text of `previous`, reusing what did not change. The result equals a fresh parse. */
  parseAfter(text: string, previous: SyntaxTree | null, language: SourceLanguage = 'python'): SyntaxTree {
    const loaded = this.loaded.get(language);
    if (loaded === undefined) throw new Error(`no grammar of ${language} is loaded`);
    const { dialect } = loaded;
    const made = (repaired: Repair, tree: Tree): SyntaxTree => new SyntaxTree(this, language, text, repaired, tree, loaded);
    const repaired = dialect.repair(text);
    if (previous !== null) {
      const tree = run(loaded, repaired.text, editedCopy(previous, repaired.text));
      // Error recovery depends on what is reused: a broken text is parsed afresh, so that the result depends on the text alone.
      if (!tree.rootNode.hasError) return made(repaired, tree);
      tree.delete();
    }
    const tree = run(loaded, repaired.text, null);
    const isolated = tree.rootNode.hasError ? dialect.isolate(text, repaired, tree, (line) => run(loaded, line, null)) : null;
    if (isolated === null) return made(repaired, tree);
    tree.delete();
    return made(isolated, run(loaded, isolated.text, null));
  }

  private async load(language: SourceLanguage): Promise<void> {
    const grammar = await Language.load(await this.grammars[language]());
    this.loaded.set(language, { parser: new Parser().setLanguage(grammar), language: grammar, dialect: language === 'python' ? python : script });
  }
}

function run({ parser }: Loaded, text: string, previous: Tree | null): Tree {
  const tree = parser.parse(text, previous);
  previous?.delete();
  if (tree === null) throw new Error('the parser has no language');
  return tree;
}

/** One parsed text. Immutable: an edit gives a new tree, and what was lowered from the old one stays valid. */
export class SyntaxTree {
  private lowered: SourceModule | null = null;

  constructor(
    private readonly parser: SourceParser,
    readonly language: SourceLanguage,
    readonly text: string,
    readonly repaired: Repair,
    readonly tree: Tree,
    private readonly loaded: Loaded,
  ) {}

  /** The tree of the text after an edit. */
  edit(newText: string): SyntaxTree {
    return this.parser.parseAfter(newText, this, this.language);
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
    const { text, repaired } = this;
    const { language, dialect } = this.loaded;
    const source: NodeSource = { text, language, toSource: repaired.toSource };
    const body = dialect.lower(readSyntax(this.tree.rootNode, source));
    const comments = this.tree.rootNode.descendantsOfType('comment').map((node) => {
      const range = this.rangeOf(node);
      return { ...range, text: text.slice(range.start, range.end) };
    });
    const problems = [...repaired.problems, ...this.problems(this.tree.rootNode)].sort((a, b) => a.start - b.start);
    return { body, comments, problems, docstring: this.language === 'python' ? docstringOf(body) : null };
  }

  private rangeOf(node: Node): Range {
    return this.repaired.toSource(node.startIndex, node.endIndex);
  }

  private problems(root: Node): readonly SyntaxProblem[] {
    const statements = this.language !== 'python' ? [] : root.descendantsOfType(['print_statement', 'exec_statement']).map((node) => {
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
