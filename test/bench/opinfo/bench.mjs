// PyTorch's own samples of its ops and modules (test/extension/libraries/torch/opinfo), all of them: what is told of each op.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { node } from '../../../esbuild.mjs';

const folder = 'test/extension/libraries/torch/opinfo';
const columns = ['exact', 'no dtype', 'partial', 'abstained', 'wrong', 'false error', 'no tensor', 'told', 'other words', 'missed'];

async function load() {
  const outfile = 'dist-test/bench/opinfo.cjs';
  await build({ ...node, sourcemap: false, entryPoints: ['test/bench/opinfo/judge-all.ts'], outfile });
  return createRequire(import.meta.url)(`${process.cwd()}/${outfile}`);
}

/** Prints the table; `only` chooses ops by a part of their names, and shows what is not exact. */
export async function bench({ only }) {
  const { parserOf, judge } = await load();
  const parser = await parserOf();
  const total = Object.fromEntries(columns.map((column) => [column, 0]));
  const row = (name, counts) => `${name.padEnd(44)}${columns.map((column) => String(counts[column] || '.').padStart(12)).join('')}`;
  for (const record of ['opinfo', 'moduleinfo']) {
    console.log(row(record, Object.fromEntries(columns.map((column) => [column, column]))));
    for (const [name, samples] of JSON.parse(gunzipSync(readFileSync(`${folder}/truth/${record}.json.gz`)).toString())) {
      if (!name.includes(only)) continue;
      const counts = Object.fromEntries(columns.map((column) => [column, 0]));
      const judged = judge(parser, samples);
      for (const { verdict } of judged) {
        counts[verdict] += 1;
        total[verdict] += 1;
      }
      console.log(row(name, counts));
      if (only === '') continue;
      for (const { sample: [source, answer], verdict, told } of judged) {
        if (!['exact', 'no tensor', 'told'].includes(verdict)) console.log(`  ${verdict}: ${source}\n    PyTorch: ${JSON.stringify(answer)}\n    told: ${told}`);
      }
    }
  }
  console.log(row('all', total));
}
