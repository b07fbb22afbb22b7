/** Python snippets, run by the interpreter and held against what CPython recorded (`record_snippets.py`). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { makeBuiltins } from '../../../extension/interpreter/builtin/builtins';
import { callValue } from '../../../extension/interpreter/call';
import { describeException } from '../../../extension/interpreter/exception';
import { makeMachine, Raised } from '../../../extension/interpreter/machine';
import type { Machine } from '../../../extension/interpreter/machine';
import { loadModule, sourceModule } from '../../../extension/interpreter/module';
import { repr, text } from '../../../extension/interpreter/operator';
import { positional, unknown } from '../../../extension/interpreter/value';
import type { Value } from '../../../extension/interpreter/value';
import { pythonLibrary } from '../../../extension/libraries/python/library';
import type { SourceParser } from '../../../extension/syntax/parser';
import { pythonParser } from '../../parser';

/** One snippet: lines that end with an expression, whose value is asked for. */
export interface Snippet {
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * Reads a file of snippets. Blank lines part them; what stands before the first line of dashes is run before each.
 * The last line of a snippet is the expression that is asked for.
 */
export function readSnippets(path: string): { readonly preamble: string; readonly snippets: readonly Snippet[] } {
  const [preamble = '', body = ''] = readFileSync(path, 'utf8').split(/^# -+\n/m);
  const snippets = body
    .split(/\n\s*\n/)
    .map((block) => block.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#')))
    .filter((lines) => lines.length > 0)
    .map((lines) => ({ title: lines.join(' ; '), lines }));
  return { preamble, snippets };
}

/** A machine over the standard library alone. */
export function pythonMachine(): Machine {
  const library = pythonLibrary();
  return makeMachine({
    builtins: makeBuiltins(),
    modules: { find: library.find, isAbsent: () => false, pending: () => [] },
    observer: { observe: () => undefined },
    report: () => undefined,
  });
}

/** Runs a program and returns the value of its `snippet()`. What that raises goes through. */
export function runPython(parser: SourceParser, machine: Machine, source: string): Value {
  const code = parser.parse(source).module();
  const module = sourceModule({ path: 'snippet.py', moduleName: '__main__', isPackage: false, isProject: true, text: '', code: () => code });
  loadModule(machine, module);
  return callValue(machine, module.attributes.get('snippet') ?? unknown, positional());
}

/** The program that runs one snippet. */
export function programOf(preamble: string, { lines }: Snippet): string {
  const indented = lines.map((line, index) => (index === lines.length - 1 ? `    return (${line})` : `    ${line}`));
  return `${preamble}\ndef snippet():\n${indented.join('\n')}\n`;
}

/** The repr of a snippet's value, or the exception that ends it. */
export function outcome(parser: SourceParser, preamble: string, snippet: Snippet): string {
  const machine = pythonMachine();
  // As inside `try`: what a snippet raises is its outcome.
  machine.guarded = 1;
  try {
    return repr(machine, runPython(parser, machine, programOf(preamble, snippet))) ?? 'unknown';
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    const { type, text: message } = describeException(error.value);
    // A KeyError holds the text of its key.
    return `${type}: ${(type === 'KeyError' ? message : text(machine, error.value)) ?? 'unknown'}`;
  }
}

/** Declares a test for each snippet of a file: its outcome is CPython's. */
export function testSnippets(path: string): void {
  const { preamble, snippets } = readSnippets(path);
  const truth = JSON.parse(readFileSync(path.replace(/\.py$/, '.json'), 'utf8')) as Readonly<Record<string, string>>;
  for (const snippet of snippets) {
    it(snippet.title, async () => {
      const parser = await pythonParser();
      assert.equal(outcome(parser, preamble, snippet), truth[snippet.title]);
    });
  }
  it('every snippet is recorded, and nothing else', () => {
    assert.deepEqual(Object.keys(truth).sort(), snippets.map((snippet) => snippet.title).sort());
  });
}
