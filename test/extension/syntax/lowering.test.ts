import assert from 'node:assert/strict';
import type { SourceModule } from '../../../extension/syntax/ir';
import { printStatements } from '../../../extension/syntax/print';
import { fixtures } from './fixture';
import { pythonParser } from '../../parser';

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
      it('names each case once', () => {
        assert.equal(cases.length, new Set(cases.map(({ title }) => title)).size);
      });
    });
  }
});

describe('source that nests very deep', () => {
  const sources: readonly { title: string; expression: string }[] = [
    { title: 'a sum of 20000', expression: Array<string>(20_000).fill('a').join(' + ') },
    { title: 'lists in lists', expression: '['.repeat(3000) + ']'.repeat(3000) },
    { title: 'calls of calls', expression: 'f' + '()'.repeat(3000) },
    { title: 'a power tower', expression: Array<string>(3000).fill('a').join(' ** ') },
  ];
  for (const { title, expression } of sources) {
    it(title, async () => {
      const parser = await pythonParser();
      const { body } = parser.parse(`before = 1\nx = ${expression}\nafter = 2\n`).module();
      assert.equal(body.length, 3);
      assert.match(printStatements(body), /^before = 1\nx = .*<malformed>.*\nafter = 2$/);
    });
  }
});
