import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { Diagnostic } from '../../../extension/analysis/diagnostic';
import { shapeText } from '../../../extension/analysis/fact';
import type { Described } from '../../../extension/analysis/fact';
import type { Fix } from '../../../extension/analysis/fix';
import type { Program } from '../../../extension/analysis/program';
import { LineIndex } from '../../../extension/syntax/line-index';
import { rules } from '../../../kernels/rules/catalogue';
import { caseFolder, casesOf } from './case';
import type { Case } from './case';
import { entry, run, toldOf } from './program';

/** What PyTorch raised in each case, by rule and title; null where it ran. Recorded by record_case.py. */
const truth = JSON.parse(readFileSync('test/kernels/rules/truth.json', 'utf8')) as Readonly<Record<string, Readonly<Record<string, string | null>>>>;

const fewest = 6;

/** Fixes that change shapes, and say so; where the input has to be another, no shape stood before. */
const reshaping = /^(Set ceil_mode=True|(Flatten|Permute) the input: .*)$/;

function lineOf(text: string, offset: number): number {
  return new LineIndex(text).position(offset).line;
}

function apply(text: string, fix: Fix): string {
  return [...fix.edits].sort((a, b) => b.start - a.start).reduce((edited, edit) => edited.slice(0, edit.start) + edit.text + edited.slice(edit.end), text);
}

function shapeOf(value: Described): string {
  return value.kind === 'tensor' ? shapeText(value.type) : `(${value.items.map(shapeOf).join(', ')})`;
}

/** The shapes that names are bound to and functions are given, in order. */
function shapesOf(program: Program): readonly string[] {
  const facts = program.facts.get(entry)?.all() ?? [];
  return facts.filter(({ kind }) => kind === 'target' || kind === 'param').map((fact) => [...fact.seen.values()].map(({ value }) => shapeOf(value)).join(' | '));
}

function others(found: readonly Diagnostic[], id: string): readonly string[] {
  return found.filter(({ code, severity }) => code !== id && severity !== 'hint').map(({ code }) => code);
}

async function checkFix(one: Case, id: string, program: Program, fix: Fix): Promise<void> {
  const text = apply(one.text, fix);
  const fixed = await run(text);
  const [before, after] = [toldOf(program), toldOf(fixed)];
  const count = (found: readonly Diagnostic[]): number => found.filter(({ code }) => code === id).length;
  assert.ok(count(after) < count(before), `still there after "${fix.title}":\n${text}`);
  assert.deepEqual(others(after, id), others(before, id), `"${fix.title}" made another mistake:\n${text}`);
  if (!reshaping.test(fix.title)) assert.deepEqual(shapesOf(fixed), shapesOf(program), `"${fix.title}" changed shapes:\n${text}`);
}

/** Rules that are about TensorFlow.js alone have their cases with it. */
const python = rules.filter(({ language }) => language === undefined);

describe('cases', () => {
  it('are there for every rule, and for nothing else', () => {
    assert.deepEqual(readdirSync(caseFolder).sort(), python.map(({ id }) => `${id.split('/')[1] ?? ''}.py`).sort());
  });
  for (const { id, severity, fix } of python) {
    const slug = id.split('/')[1] ?? '';
    describe(id, () => {
      const cases = casesOf(slug);
      let fixed = 0;
      it(`has at least ${String(fewest)} that fire and as many that look alike`, () => {
        const firing = cases.filter(({ fires }) => fires).length;
        assert.ok(firing >= fewest && cases.length - firing >= fewest, `${String(firing)} fire, ${String(cases.length - firing)} do not`);
        assert.equal(new Set(cases.map(({ title, fires }) => `${title} ${String(fires)}`)).size, cases.length);
      });
      for (const one of cases) {
        it(`${one.fires ? 'fires' : 'is silent'}: ${one.title}`, async () => {
          const recorded = truth[slug]?.[`${one.fires ? 'fires' : 'silent'}: ${one.title}`];
          assert.notEqual(recorded, undefined, 'run record_case.py');
          assert.equal(recorded !== null, severity === 'error' && one.fires, `PyTorch: ${String(recorded)}`);
          assert.equal(one.lines.length > 0, one.fires, 'a case that fires marks its lines');
          const program = await run(one.text);
          const found = toldOf(program);
          const own = found.filter(({ code }) => code === id);
          const said = own.map(({ range, message }) => `${String(lineOf(one.text, range.start) + 1)}: ${message}`).join('\n');
          assert.deepEqual([...new Set(own.map(({ range }) => lineOf(one.text, range.start)))].sort((a, b) => a - b), one.lines, said);
          assert.deepEqual(others(found, id), one.others);
          if (recorded !== null && recorded !== undefined) assert.equal(own[0]?.message.split('\n')[0]?.replace(/^\w+(Error|Exception): /, ''), recorded.split('\n')[0]);
          for (const offered of own.flatMap(({ fixes }) => fixes)) {
            await checkFix(one, id, program, offered);
            fixed += 1;
          }
        });
      }
      if (fix !== null) {
        it('has a fix that works', () => {
          assert.ok(fixed > 0);
        });
      } else {
        it('offers no fix', () => {
          assert.equal(fixed, 0);
        });
      }
    });
  }
});
