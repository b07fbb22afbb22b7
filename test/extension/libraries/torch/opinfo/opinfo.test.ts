/** PyTorch's own samples of its ops and layers, recorded by record_opinfo.py and record_moduleinfo.py: a part of each here, all of them in `npm run bench -- opinfo`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { pythonParser } from '../../../../parser';
import { isError, judge } from './judge';
import type { Sample, Verdict } from './judge';

type Recorded = readonly (readonly [name: string, samples: readonly Sample[]])[];

/** How many samples of each op or layer are looked at, of those that PyTorch accepts and of those that it refuses; and what must be told of them. */
const suites = [
  { record: 'opinfo', accepted: 12, refused: 3, exact: 0.93, told: 0.6 },
  { record: 'moduleinfo', accepted: 10, refused: 3, exact: 0.98, told: 0.6 },
] as const;

/** At most `count` of the items, from all over. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(count, items.length) }, (_, index) => items[Math.floor(index * step)]).filter((item) => item !== undefined);
}

for (const { record, accepted, refused, exact, told } of suites) {
  describe(`PyTorch's own samples: ${record}`, () => {
    const recorded = JSON.parse(gunzipSync(readFileSync(`test/extension/libraries/torch/opinfo/truth/${record}.json.gz`)).toString('utf8')) as Recorded;
    const counts = new Map<Verdict, number>();
    const count = (...verdicts: readonly Verdict[]): number => verdicts.reduce((sum, verdict) => sum + (counts.get(verdict) ?? 0), 0);

    for (const [name, samples] of recorded) {
      it(`${name}: nothing wrong, and no error where PyTorch raises none`, async () => {
        const chosen = [...spread(samples.filter(([, answer]) => !isError(answer)), accepted), ...spread(samples.filter(([, answer]) => isError(answer)), refused)];
        const judged = judge(await pythonParser(), chosen);
        for (const { verdict } of judged) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
        const wrong = judged.filter(({ verdict }) => verdict === 'wrong' || verdict === 'false error');
        assert.deepEqual(wrong.map(({ sample: [source, answer], told: said }) => `${source}\n  PyTorch: ${JSON.stringify(answer)}\n  told: ${said}`), []);
      });
    }

    it(`at least ${String(exact * 100)} % of the shapes and ${String(told * 100)} % of the errors are told`, () => {
      const known = count('exact', 'no dtype', 'partial');
      const errors = count('told', 'other words');
      console.log(`      ${[...counts].map(([verdict, number]) => `${verdict} ${String(number)}`).join(', ')}`);
      assert.ok(known / (known + count('abstained')) >= exact);
      assert.ok(errors / (errors + count('missed')) >= told);
    });
  });
}
