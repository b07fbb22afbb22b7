// Classes that nothing runs: torchvision's classifiers by their files alone, with the sizes of a real run put into what is claimed.
// A claim that differs is to be read, not counted as wrong: a helper class alone may be judged in another configuration than the model built it in.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { node } from '../../../esbuild.mjs';

export async function bench({ corpus }) {
  const outfile = 'dist-test/bench/supposed.cjs';
  await build({ ...node, sourcemap: false, entryPoints: ['test/bench/supposed/judge.ts'], outfile });
  const judged = await createRequire(import.meta.url)(`${process.cwd()}/${outfile}`).judgeAll(resolve(corpus));
  const row = (...cells) => console.log(cells.map((cell, index) => (index === 0 ? String(cell).padEnd(28) : String(cell).padStart(12))).join(''));
  row('', 'bound', 'settled', 'differ', 'logits', 'errors', 'ms');
  for (const { file, bound, known, differ, returns, errors, milliseconds } of judged) row(file, bound, known, differ.length, returns ? 'yes' : 'no', errors, milliseconds.toFixed(0));
  const sum = (of) => judged.reduce((total, one) => total + of(one), 0);
  row('all', sum(({ bound }) => bound), sum(({ known }) => known), sum(({ differ }) => differ.length), `${sum(({ returns }) => Number(returns))} of ${judged.length}`, sum(({ errors }) => errors), sum(({ milliseconds }) => milliseconds).toFixed(0));
  for (const { differ } of judged) for (const line of differ) console.log(`differs: ${line}`);
}
