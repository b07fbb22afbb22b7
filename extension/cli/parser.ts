/** The parser for Python, from the grammar files that lie beside the bundle. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadParser } from '../syntax/parser';
import type { PythonParser } from '../syntax/parser';

/** Loads the parser. Throws when the installation is incomplete. */
export async function nodeParser(): Promise<PythonParser> {
  return loadParser({ runtime: readFileSync(join(__dirname, 'web-tree-sitter.wasm')), grammar: readFileSync(join(__dirname, 'tree-sitter-python.wasm')) });
}
