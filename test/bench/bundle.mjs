// How a bench bundles parts of the program for Node, as the program itself is bundled.
import { createRequire } from 'node:module';

export const nodeBundle = {
  bundle: true, platform: 'node', format: 'cjs', loader: { '.py': 'text', '.prelude.js': 'text' }, logLevel: 'error',
  alias: { 'web-tree-sitter': createRequire(import.meta.url).resolve('web-tree-sitter'), 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  define: { 'import.meta.url': 'importMetaUrl' }, banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
};
