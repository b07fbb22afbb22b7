/** The parser, from the grammar files that lie beside the bundle. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadParser } from '../syntax/parser';
import type { SourceParser } from '../syntax/parser';
import { sourceLanguages } from '../syntax/source-language';
import type { SourceLanguage } from '../syntax/source-language';

/** Loads the parser from the folder of the bundles, ready for these languages. Throws when the installation is incomplete. */
export async function nodeParser(folder = __dirname, languages: readonly SourceLanguage[] = sourceLanguages): Promise<SourceParser> {
  const grammar = (name: SourceLanguage) => (): Uint8Array => readFileSync(join(folder, `tree-sitter-${name}.wasm`));
  const grammars = { python: grammar('python'), typescript: grammar('typescript'), tsx: grammar('tsx') };
  return loadParser({ runtime: readFileSync(join(folder, 'web-tree-sitter.wasm')), grammars }, languages);
}
