import assert from 'node:assert/strict';
import { testEngine } from './engine';
import { failures, readTruth } from './truth';
import type { Case } from './truth';
import { truthFiles } from './truth-file';

describe('kernels against recorded truth', () => {
  for (const [name, file] of truthFiles()) {
    const { cases, numbers } = readTruth(file);
    const byOp = new Map<string, Case[]>();
    for (const item of cases) byOp.set(item.op, [...(byOp.get(item.op) ?? []), item]);
    for (const [op, mine] of byOp) {
      it(`${op}: ${String(mine.length)} cases of ${name}`, async () => {
        const engine = await testEngine();
        const found = mine.flatMap((item) => failures(engine, item, numbers));
        assert.deepEqual(found.slice(0, 5), [], `${String(found.length)} failures in ${String(mine.length)} cases`);
      });
    }
  }
});
