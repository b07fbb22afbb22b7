/** The Python parser for tests, loaded once. */
import { nodeParser } from '../extension/cli/parser';
import type { SourceParser } from '../extension/syntax/parser';

let loading: Promise<SourceParser> | null = null;

/** The parser that all tests share. */
export function pythonParser(): Promise<SourceParser> {
  loading ??= nodeParser('dist');
  return loading;
}
