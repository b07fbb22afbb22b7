import assert from 'node:assert/strict';
import type { SourceModule } from '../../../extension/syntax/ir';
import { printStatements } from '../../../extension/syntax/print';
import { fixtures } from './fixture';
import { pythonParser } from './python-parser';

/** The printed statements, and a line for every problem: where, and what. */
function printModule(source: string, module: SourceModule): string {
  const problems = module.problems.map(({ start, end, message }) => `! ${JSON.stringify(source.slice(start, end))} ${message}`);
  return [printStatements(module.body), ...problems].join('\n').trim();
}

describe('lowering Python', () => {
  for (const [name, cases] of fixtures('test/extension/syntax/lowering')) {
    describe(name, () => {
      for (const { title, source, expected } of cases) {
        it(title, async () => {
          const parser = await pythonParser();
          assert.equal(printModule(source, parser.parse(source).module()), expected);
        });
      }
      it('has as many cases as arrows', () => {
        assert.ok(cases.length > 0);
        assert.equal(cases.length, new Set(cases.map(({ title }) => title)).size);
      });
    });
  }
});
