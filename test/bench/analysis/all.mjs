// Every program of a folder in one process: `all.mjs FOLDER ROOT`; prints memory, and which took longest.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { node } from '../../../esbuild.mjs';

const [folder, root] = process.argv.slice(2);
const built = mkdtempSync(join(tmpdir(), 'all-'));
await esbuild.build({
  stdin: { contents: "export { analyse } from './extension/cli/analyse'; export { nodeHost } from './extension/cli/node-host'; export { nodeParser } from './extension/cli/parser';", resolveDir: '.' },
  ...node, sourcemap: false, outfile: join(built, 'all.cjs'),
});
const { analyse, nodeHost, nodeParser } = createRequire(import.meta.url)(join(built, 'all.cjs'));
rmSync(built, { recursive: true });
const host = nodeHost(await nodeParser(resolve('dist')));
let [slowest, slowestTime] = ['', 0];
for (const name of readdirSync(folder).sort()) {
  const start = performance.now();
  analyse(host, join(folder, name), [root], new Map());
  const time = performance.now() - start;
  if (time > slowestTime) [slowest, slowestTime] = [name, time];
}
console.log(JSON.stringify({ memory: process.memoryUsage().rss / 1024 / 1024, slowest, slowestTime }));
