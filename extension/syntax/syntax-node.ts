import type { Language, Node, TreeCursor } from 'web-tree-sitter';
import type { Range } from './ir';

/** What a syntax node needs to know of the file it belongs to. */
export interface NodeSource {
  /** The source text, which node offsets refer to. */
  readonly text: string;
  readonly language: Language;
  /** From a range of the text that was parsed to the range in the source text: they differ after a repair. */
  readonly toSource: (start: number, end: number) => Range;
}

/** Tokens without children that lowering looks at: reading skips a call into wasm for each. */
const leaves = new Set(
  `identifier integer float true false none string_start string_content string_end format_specifier
  number this super null undefined property_identifier private_property_identifier shorthand_property_identifier string_fragment escape_sequence
  type_annotation type_arguments type_parameters interface_declaration type_alias_declaration ambient_declaration`.split(/\s+/),
);

/** Nodes whose block is read when it is first asked for, in all languages. */
const functions = new Set(
  `function_definition function_declaration generator_function_declaration function_expression generator_function arrow_function method_definition`.split(' '),
);

/** The blocks that run in a call. */
const blocks = new Set(['block', 'statement_block']);

/** Nodes that may be empty. */
const empty = new Set(['block', 'module', 'program', 'string_content']);

const trivia = new Set(['comment', 'line_continuation']);

/** The grammar's type id of an ERROR node. */
const errorTypeId = 65535;

/** How deep nodes may nest: what lies deeper counts as an error, so that no walk over the IR overflows the stack. */
const maxDepth = 600;

/**
 * A node of the syntax tree as plain data: what lowering reads.
 *
 * Reading stops at the body of a function, which is read when it is first asked for. Comments are left out.
 */
export class SyntaxNode implements Range {
  private content: readonly SyntaxNode[] | Node;

  constructor(
    readonly type: string,
    readonly isNamed: boolean,
    readonly field: string | null,
    readonly start: number,
    readonly end: number,
    private readonly source: NodeSource,
    content: readonly SyntaxNode[] | Node,
  ) {
    this.content = content;
  }

  get text(): string {
    return this.source.text.slice(this.start, this.end);
  }

  /** The source text between two offsets. */
  textBetween(start: number, end: number): string {
    return this.source.text.slice(start, end);
  }

  get children(): readonly SyntaxNode[] {
    if (!isRead(this.content)) {
      const cursor = this.content.walk();
      this.content = readChildren(cursor, this.type, this.source, 0);
      cursor.delete();
    }
    return this.content;
  }

  /** The children that are not punctuation or keywords. */
  get named(): readonly SyntaxNode[] {
    return this.children.filter((child) => child.isNamed);
  }

  /** True when a direct child is an error, or a token that the source lacks. */
  get isBroken(): boolean {
    return this.children.some((child) => child.type === 'ERROR' || child.isMissing);
  }

  /** True for a token that the source lacks: the parser or the repair put it in. */
  get isMissing(): boolean {
    return this.start === this.end && !empty.has(this.type);
  }

  /** The grammar may read `*a.b` as `(*a).b`: a node that starts with the star of its innermost part. */
  get hasMisplacedStar(): boolean {
    return this.source.text.charAt(this.start) === '*' && !this.type.endsWith('_list') && this.children[0]?.isNamed === true;
  }

  /** The same node with another type, start or content. */
  derive(changes: Partial<Pick<SyntaxNode, 'type' | 'field' | 'start' | 'children'>>): SyntaxNode {
    const { type = this.type, field = this.field, start = this.start, children = this.children } = changes;
    return new SyntaxNode(type, this.isNamed, field, start, this.end, this.source, children);
  }

  /** The same node with the innermost node that it starts with, down to one that is sought, replaced. */
  replaceInnermost(isSought: (node: SyntaxNode) => boolean, replace: (node: SyntaxNode) => SyntaxNode): SyntaxNode {
    const [first, ...rest] = this.children;
    if (first === undefined || isSought(this)) return replace(this);
    const inner = first.replaceInnermost(isSought, replace).derive({ field: first.field });
    return this.derive({ start: inner.start, children: [inner, ...rest] });
  }

  /** The first child with that field name. */
  child(field: string): SyntaxNode | null {
    return this.children.find((child) => child.field === field) ?? null;
  }

  /** All children with that field name, punctuation between them left out. */
  all(field: string): readonly SyntaxNode[] {
    return this.children.filter((child) => child.field === field && child.isNamed);
  }

  /** The first child of that type. */
  ofType(type: string): SyntaxNode | null {
    return this.children.find((child) => child.type === type) ?? null;
  }

  /** True when there is such a punctuation mark or keyword among the children. */
  has(token: string): boolean {
    return this.children.some((child) => !child.isNamed && child.type === token);
  }
}

function isRead(content: readonly SyntaxNode[] | Node): content is readonly SyntaxNode[] {
  return Array.isArray(content);
}

/** Reads the tree below (and with) a tree-sitter node. */
export function readSyntax(root: Node, source: NodeSource): SyntaxNode {
  const cursor = root.walk();
  const node = readNode(cursor, '', source, 0);
  cursor.delete();
  return node;
}

function readNode(cursor: TreeCursor, parentType: string, source: NodeSource, depth: number): SyntaxNode {
  const { language, toSource } = source;
  const typeId = depth > maxDepth ? errorTypeId : cursor.nodeTypeId;
  const type = typeId === errorTypeId ? 'ERROR' : (language.types[typeId] ?? 'ERROR');
  const isNamed = typeId === errorTypeId || language.nodeTypeIsNamed(typeId);
  const field = language.fields[cursor.currentFieldId] ?? null;
  const startIndex = cursor.startIndex;
  if (blocks.has(type) && functions.has(parentType)) {
    const { start, end } = toSource(startIndex, codeEnd(cursor));
    return new SyntaxNode(type, isNamed, field, start, end, source, cursor.currentNode);
  }
  const { start, end } = toSource(startIndex, cursor.endIndex);
  const children = leaves.has(type) || depth > maxDepth ? [] : readChildren(cursor, type, source, depth + 1);
  const last = children.at(-1);
  // Comments that follow a block belong to it in the grammar, but not in Python.
  return new SyntaxNode(type, isNamed, field, start, last === undefined || type === 'ERROR' ? end : last.end, source, children);
}

/** Where the code of a node ends: the grammar lets comments that follow a block belong to it. */
function codeEnd(cursor: TreeCursor): number {
  if (!cursor.gotoLastChild()) return cursor.endIndex;
  while (trivia.has(cursor.nodeType) && cursor.gotoPreviousSibling());
  const end = trivia.has(cursor.nodeType) ? cursor.startIndex : codeEnd(cursor);
  cursor.gotoParent();
  return end;
}

function readChildren(cursor: TreeCursor, type: string, source: NodeSource, depth: number): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  if (cursor.gotoFirstChild()) {
    do {
      const child = readNode(cursor, type, source, depth);
      if (!trivia.has(child.type)) children.push(child);
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return children;
}
