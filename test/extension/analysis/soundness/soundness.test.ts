/** Random programs that PyTorch ran (record.py): what is said of them holds, and hardly anything is left open. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { pythonParser } from '../../../parser';
import { judge } from './verdict';
import type { Recorded, Verdict } from './verdict';

const programs = JSON.parse(gunzipSync(readFileSync('test/extension/analysis/soundness/programs.json.gz')).toString()) as readonly Recorded[];

/** The least that is told of what ran: the classes that nothing runs are known as far as their layers tell. */
const least = { withEntry: 0.995, without: 0.4 };

for (const withEntry of [true, false]) {
  describe(withEntry ? 'generated programs as they run' : 'generated classes that nothing runs, with the real sizes for their symbols', () => {
    it('are told as PyTorch saw them', async () => {
      const parser = await pythonParser();
      const verdicts = programs.map((program) => judge(parser, program, withEntry));
      assert.deepEqual(verdicts.flatMap(({ wrong }) => wrong), []);
      const total = (count: (verdict: Verdict) => number): number => verdicts.reduce((sum, verdict) => sum + count(verdict), 0);
      const told = total(({ exact }) => exact) / total(({ expressions }) => expressions);
      assert.ok(told > (withEntry ? least.withEntry : least.without), `${String(told)} is told`);
      assert.ok(total(({ comparable }) => (comparable ? 1 : 0)) > 0.9 * programs.length);
    });
  });
}
