/** Sources that are cut, doubled, broken off and strewn with noise: the analysis answers, in time, and what stands before the damage is what it was. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import type { SourceParser } from '../../extension/syntax/parser';
import { readFixture } from '../extension/analysis/fixture';
import { pythonParser } from '../parser';
import { attempt, parameters, tallyText, told } from './attempt';

interface Source {
  readonly entry: string;
  readonly files: ReadonlyMap<string, string>;
}

function textOf(folder: string, name: string): Source {
  return { entry: name, files: new Map([[name, readFileSync(`${folder}/${name}`, 'utf8')]]) };
}

const fixtures = 'test/extension/analysis/fixture';
const models = 'test/extension/analysis/model';
const scripts = 'test/extension/libraries/tensorflowjs/program';

/** A folder whose Python files are damaged as well: the soak's. */
const corpus = process.env['FUZZ_CORPUS'];

const python: readonly Source[] = [
  ...readdirSync(fixtures).filter((name) => name.endsWith('.py') && !name.startsWith('long-')).map((name) => readFixture(name, readFileSync(`${fixtures}/${name}`, 'utf8'))),
  ...readdirSync(models).filter((name) => name.endsWith('.py')).map((name) => textOf(models, name)),
  ...(corpus === undefined ? [] : readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.py')).map((name) => textOf(corpus, name))),
];
const typescript: readonly Source[] = readdirSync(scripts).filter((name) => /\.(?:ts|js|mjs)$/.test(name)).map((name) => textOf(scripts, name));

/** One change of a text at a share of its length. */
interface Damage {
  readonly at: number;
  readonly kind: 'delete' | 'repeat' | 'truncate' | 'insert';
  readonly length: number;
  readonly noise: string;
}

const noise = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('(', ')', '[', ']', '{', '}', '"', "'", '"""', '`', '\\', '\n', '\r\n', '\r', '\t', '    ', ':', '=', '#', '\0', '\uFEFF', '\uD800', 'é', 'e\u0301', '😀', 'def f(', 'class ', 'if x:\n', 'return', 'else:', '@', '*', '**', '/*', '//', '=>', '...'),
);
const damage = fc.record<Damage>({ at: fc.double({ min: 0, max: 1, noNaN: true }), kind: fc.constantFrom('delete', 'repeat', 'truncate', 'insert'), length: fc.nat(60), noise });

function damaged(text: string, { at, kind, length, noise: inserted }: Damage): { readonly text: string; readonly from: number } {
  const from = Math.floor(at * text.length);
  const [before, after] = [text.slice(0, from), text.slice(from)];
  switch (kind) {
    case 'delete':
      return { text: before + after.slice(length), from };
    case 'repeat':
      return { text: before + after.slice(0, length) + after, from };
    case 'truncate':
      return { text: before, from };
    case 'insert':
      return { text: before + inserted + after, from };
  }
}

/** Where the plain statements at the top of a Python text that end before an offset stand: what they give is known before the rest is met. */
function plainBefore(text: string, offset: number): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  let start = 0;
  for (const chunk of text.split(/(?<=\n)(?=[^\s)\]}#])/)) {
    const end = start + chunk.length;
    // The line before the damage may go on in it.
    if (end < offset && !/^(?:def|class|async|@|if|for|while|with|try|else|elif|except|finally|match|from|import)\b|^@/.test(chunk)) found.push({ start, end });
    start = end;
  }
  return found.slice(0, -1);
}

describe('damaged sources', () => {
  after(() => {
    if (process.env['FUZZ_RUNS'] !== undefined) console.log(tallyText());
  });

  let parser: SourceParser;
  before(async () => {
    parser = await pythonParser();
    await parser.prepare(['typescript', 'tsx']);
  });

  it('of Python are analysed as far as they are whole', () => {
    assert.ok(python.length > 40);
    const whole = new Map(python.map((source) => [source, attempt(parser, source.files, source.entry)]));
    fc.assert(fc.property(fc.constantFrom(...python), fc.array(damage, { minLength: 1, maxLength: 3 }), (source, damages) => {
      const original = source.files.get(source.entry) ?? '';
      let text = original;
      let first = original.length;
      for (const one of damages) {
        const { text: next, from } = damaged(text, one);
        first = Math.min(first, from);
        text = next;
      }
      const program = attempt(parser, new Map([...source.files, [source.entry, text]]), source.entry);
      const healthy = whole.get(source);
      if (program.stopped !== null || healthy?.stopped !== null) return;
      for (const { start, end } of plainBefore(original, first)) assert.deepEqual(told(program, source.entry, start, end), told(healthy, source.entry, start, end));
    }), parameters(150));
  });

  it('of TypeScript and JavaScript are analysed', () => {
    assert.ok(typescript.length > 5);
    fc.assert(fc.property(fc.constantFrom(...typescript), fc.array(damage, { minLength: 1, maxLength: 3 }), (source, damages) => {
      const text = damages.reduce((before, one) => damaged(before, one).text, source.files.get(source.entry) ?? '');
      attempt(parser, new Map([...source.files, [source.entry, text]]), source.entry);
    }), parameters(40));
  });
});
