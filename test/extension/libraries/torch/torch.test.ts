/** The torch library, held to what PyTorch recorded (`record_layers.py`). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { format } from '../../../../kernels/dims/dim';
import { makeBuiltins } from '../../../../extension/interpreter/builtin/builtins';
import { findAttribute } from '../../../../extension/interpreter/attribute';
import { lookup } from '../../../../extension/interpreter/class';
import { describeException } from '../../../../extension/interpreter/exception';
import { makeMachine, Raised } from '../../../../extension/interpreter/machine';
import type { Machine } from '../../../../extension/interpreter/machine';
import { iterate } from '../../../../extension/interpreter/iterate';
import { repr, text } from '../../../../extension/interpreter/operator';
import type { Value } from '../../../../extension/interpreter/value';
import { pythonLibrary } from '../../../../extension/libraries/python/library';
import { torchLibrary } from '../../../../extension/libraries/torch/library';
import { makeRecorder } from '../../../../extension/libraries/torch/recorder';
import { tensorTypeOf } from '../../../../extension/libraries/torch/tensor';
import { tensorNames } from '../../../../extension/libraries/torch/tensor-name';
import type { SourceModule } from '../../../../extension/syntax/ir';
import type { SourceParser } from '../../../../extension/syntax/parser';
import { pythonParser } from '../../../parser';
import { programOf, readSnippets, runPython } from '../../interpreter/snippet';

const folder = 'test/extension/libraries/torch';

function truth<T>(name: string): Readonly<Record<string, T>> {
  return JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')) as Readonly<Record<string, T>>;
}

const preludes = new Map<string, SourceModule>();

/** The IR of a prelude, parsed once for all tests. */
function preludeOf(parser: SourceParser, source: string): SourceModule {
  const known = preludes.get(source) ?? parser.parse(source).module();
  preludes.set(source, known);
  return known;
}

/** A machine over torch and the standard library. */
function torchMachine(parser: SourceParser, recorder = makeRecorder()): Machine {
  const torch = torchLibrary(recorder, (source) => preludeOf(parser, source));
  const python = pythonLibrary();
  return makeMachine({
    builtins: makeBuiltins(),
    modules: { find: (name) => torch.find(name) ?? python.find(name), isAbsent: () => false, pending: () => [] },
    observer: { observe: () => undefined },
    report: () => undefined,
  });
}

/** The same words as `described` in record_layers.py. */
function described(machine: Machine, value: Value): string {
  const type = tensorTypeOf(value);
  if (type !== null) return `${type.dtype ?? '?'}[${type.shape === null ? '...' : type.shape.map((dim) => (dim === null ? '?' : format(dim))).join(', ')}]`;
  if (value.kind === 'lazy') return described(machine, value.force(machine));
  if (value.kind === 'list' || value.kind === 'tuple') {
    const inner = [...value.items.map((item) => described(machine, item)), ...(value.rest === null ? [] : [`*${described(machine, value.rest)}`])].join(', ');
    return value.kind === 'list' ? `[${inner}]` : `(${inner})`;
  }
  if (value.kind === 'iterator') return `iterator over ${iterate(machine, value).items.map((item) => described(machine, item)).join(', ')}`;
  if (value.kind === 'float') return 'float';
  if (value.kind === 'instance') return value.class.name;
  return repr(machine, value) ?? `? ${value.kind}`;
}

function outcome(parser: SourceParser, source: string): string {
  const machine = torchMachine(parser);
  // As inside `try`: what a snippet raises is its outcome.
  machine.guarded = 1;
  try {
    return described(machine, runPython(parser, machine, source));
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    const { type } = describeException(error.value);
    return `${type}: ${text(machine, error.value) ?? '?'}`;
  }
}

for (const name of ['func', 'layers', 'module', 'tensor']) {
  describe(`torch: ${name}`, () => {
    const { preamble, snippets } = readSnippets(`${folder}/snippets/${name}.py`);
    const recorded = truth<string>(`snippets/${name}`);
    for (const snippet of snippets) {
      it(snippet.title, async () => {
        assert.equal(outcome(await pythonParser(), programOf(preamble, snippet)), recorded[snippet.title]);
      });
    }
    it('every snippet is recorded, and nothing else', () => {
      assert.deepEqual(Object.keys(recorded).sort(), snippets.map((snippet) => snippet.title).sort());
    });
  });
}

describe('torch: who takes a layer\'s output', () => {
  const { preamble, snippets } = readSnippets(`${folder}/snippets/consumers.py`);
  const recorded = truth<unknown>('snippets/consumers');
  for (const snippet of snippets) {
    it(snippet.title, async () => {
      const parser = await pythonParser();
      const recorder = makeRecorder();
      runPython(parser, torchMachine(parser, recorder), programOf(preamble, snippet));
      assert.deepEqual(recorder.layers().map((layer) => [layer.type, Object.fromEntries(layer.consumers)]), recorded[snippet.title]);
    });
  }
});

/** Layers whose constructors PyTorch hides behind `*args`: ours spell them out. */
const spelledOut = new Set(['RNN', 'LSTM', 'GRU']);
/** Layers of which nothing is known. */
const missing = ['Container', 'CrossMapLRN2d'];

/** A constructor's parameters in the words of record_layers.py; `...` stands for a default that is no literal. */
function constructorOf(machine: Machine, type: Value): readonly string[] | null {
  const init = type.kind === 'class' ? lookup(type, '__init__') : null;
  if (init?.kind !== 'function') return null;
  const signs: Readonly<Record<string, string>> = { 'var-positional': '*', 'var-keyword': '**', 'keyword-only': 'keyword ' };
  return init.code.parameters.slice(1).map((parameter) => {
    const value = init.defaults.get(parameter.name);
    const text = value === undefined ? '' : value.kind === 'native' ? '=...' : `=${repr(machine, value) ?? '?'}`;
    return `${signs[parameter.kind] ?? ''}${parameter.name}${text}`;
  });
}

describe('torch: signatures', () => {
  const recorded = truth<readonly string[]>('signatures');

  it('every layer is there, but those that are known to be missing', async () => {
    const parser = await pythonParser();
    const machine = torchMachine(parser);
    const nn = machine.modules.find('torch.nn');
    assert.ok(nn !== null);
    const absent = Object.keys(recorded).filter((name) => findAttribute(machine, nn, name)?.kind !== 'class');
    assert.deepEqual(absent.sort(), missing);
  });

  for (const [name, parameters] of Object.entries(recorded)) {
    if (missing.includes(name) || spelledOut.has(name)) continue;
    it(`${name}(${parameters.join(', ')})`, async () => {
      const parser = await pythonParser();
      const machine = torchMachine(parser);
      const nn = machine.modules.find('torch.nn');
      assert.ok(nn !== null);
      assert.deepEqual(constructorOf(machine, findAttribute(machine, nn, name) ?? nn), parameters);
    });
  }

  it('the names of a tensor', () => {
    assert.deepEqual([...tensorNames].sort(), JSON.parse(readFileSync(`${folder}/tensor-names.json`, 'utf8')));
  });
});
