/** The parser for Python, from the grammar files that lie beside the bundle. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadParser } from '../syntax/parser';
import type { PythonParser } from '../syntax/parser';

/** Loads the parser from the folder of the bundles. Throws when the installation is incomplete. */
export async function nodeParser(folder = __dirname): Promise<PythonParser> {
  return loadParser({ runtime: readFileSync(join(folder, 'web-tree-sitter.wasm')), grammar: readFileSync(join(folder, 'tree-sitter-python.wasm')) });
}
