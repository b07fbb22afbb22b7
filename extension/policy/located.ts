/** A value of a configuration file, with where it stands: what settings are read from, whatever the file's language. */
import { parseTree } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import { parseTOML } from 'toml-eslint-parser';
import type { AST } from 'toml-eslint-parser';
import type { Range } from '../syntax/ir';

export type Located = Range & (
  | { readonly kind: 'plain'; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly Located[] }
  | { readonly kind: 'table'; readonly entries: readonly Entry[] }
);

export interface Entry {
  readonly name: string;
  /** Where the name stands. */
  readonly key: Range;
  readonly value: Located;
}

/** The value of a name in a table. */
export function entryOf(table: Located, name: string): Entry | null {
  return table.kind === 'table' ? (table.entries.find((entry) => entry.name === name) ?? null) : null;
}

/** A value that stands in no file: the editor's settings. */
export function locatedValue(value: unknown): Located {
  const nowhere = { start: 0, end: 0 };
  if (Array.isArray(value)) return { ...nowhere, kind: 'list', items: value.map(locatedValue) };
  if (typeof value === 'object' && value !== null) return { ...nowhere, kind: 'table', entries: Object.entries(value).map(([name, one]) => ({ name, key: nowhere, value: locatedValue(one) })) };
  return { ...nowhere, kind: 'plain', value: typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null };
}

/** A file that is not of its language: where, and why. */
export class Malformed extends Error {
  constructor(message: string, readonly range: Range) {
    super(message);
  }
}

/** Reads TOML. Throws Malformed. */
export function readToml(text: string): Located {
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(text);
  } catch (error) {
    const at = typeof error === 'object' && error !== null && 'index' in error && typeof error.index === 'number' ? error.index : 0;
    throw new Malformed(error instanceof Error ? error.message : String(error), { start: at, end: at });
  }
  const root = new TableBuilder({ start: 0, end: text.length });
  for (const item of program.body[0].body) {
    if (item.type === 'TOMLKeyValue') root.set(item.key.keys.map(keyOf), tomlValue(item.value));
    else {
      const path = item.key.keys.map(keyOf);
      const table = root.open(path, item.kind === 'array');
      for (const { key, value } of item.body) table.set(key.keys.map(keyOf), tomlValue(value));
    }
  }
  return root.located();
}

interface Key extends Range {
  readonly name: string;
}

function rangeOf(node: { readonly range: readonly [number, number] }): Range {
  return { start: node.range[0], end: node.range[1] };
}

function keyOf(node: AST.TOMLBare | AST.TOMLQuoted): Key {
  return { ...rangeOf(node), name: node.type === 'TOMLBare' ? node.name : node.value };
}

function tomlValue(node: AST.TOMLContentNode): Located {
  const range = rangeOf(node);
  switch (node.type) {
    case 'TOMLArray':
      return { ...range, kind: 'list', items: node.elements.map(tomlValue) };
    case 'TOMLInlineTable': {
      const table = new TableBuilder(range);
      for (const { key, value } of node.body) table.set(key.keys.map(keyOf), tomlValue(value));
      return table.located();
    }
    case 'TOMLValue':
      return { ...range, kind: 'plain', value: node.value instanceof Date ? String(node.value) : node.value };
  }
}

/** A table that several sections and dotted keys fill. */
class TableBuilder {
  private readonly entries = new Map<string, { readonly key: Range; value: Located | TableBuilder }>();

  constructor(private readonly range: Range) {}

  set(path: readonly Key[], value: Located): void {
    const last = path.at(-1);
    if (last !== undefined) this.open(path.slice(0, -1), false).entries.set(last.name, { key: last, value });
  }

  /** The table at a path. Of an array of tables the last one stands for all: no setting is one. */
  open(path: readonly Key[], isFresh: boolean): TableBuilder {
    const [first, ...rest] = path;
    if (first === undefined) return this;
    const held = this.entries.get(first.name)?.value;
    const table = held instanceof TableBuilder && !(isFresh && rest.length === 0) ? held : new TableBuilder(first);
    if (table !== held) this.entries.set(first.name, { key: first, value: table });
    return table.open(rest, isFresh);
  }

  located(): Located {
    return {
      ...this.range, kind: 'table',
      entries: [...this.entries].map(([name, { key, value }]) => ({ name, key, value: value instanceof TableBuilder ? value.located() : value })),
    };
  }
}

/** Reads JSON. Throws Malformed. */
export function readJson(text: string): Located {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors);
  const [first] = errors;
  if (tree === undefined || first !== undefined) {
    const start = first?.offset ?? 0;
    throw new Malformed('this is not JSON', { start, end: start + (first?.length ?? 0) });
  }
  return jsonValue(tree);
}

function jsonValue(node: Node): Located {
  const range = { start: node.offset, end: node.offset + node.length };
  if (node.type === 'array') return { ...range, kind: 'list', items: (node.children ?? []).map(jsonValue) };
  if (node.type !== 'object') return { ...range, kind: 'plain', value: node.value as string | number | boolean | null };
  return {
    ...range, kind: 'table',
    entries: (node.children ?? []).flatMap(({ children }): Entry[] => {
      const [key, value] = children ?? [];
      return key === undefined || value === undefined ? [] : [{ name: String(key.value), key: { start: key.offset, end: key.offset + key.length }, value: jsonValue(value) }];
    }),
  };
}
