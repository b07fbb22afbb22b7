/** The Python parser for tests, loaded once. */
import { nodeParser } from '../extension/cli/parser';
import type { PythonParser } from '../extension/syntax/parser';

let loading: Promise<PythonParser> | null = null;

/** The parser that all tests share. */
export function pythonParser(): Promise<PythonParser> {
  loading ??= nodeParser('dist');
  return loading;
}
