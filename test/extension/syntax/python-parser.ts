import { readFileSync } from 'node:fs';
import { loadParser, type PythonParser } from '../../../extension/syntax/parser';

let parser: Promise<PythonParser> | null = null;

/** The parser as the tests share it, on the files that the packages bring. */
export function pythonParser(): Promise<PythonParser> {
  const runtime = readFileSync('node_modules/web-tree-sitter/web-tree-sitter.wasm');
  const grammar = readFileSync('node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm');
  return (parser ??= loadParser({ runtime, grammar }));
}
