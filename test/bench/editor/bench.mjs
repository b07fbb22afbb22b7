// The editor: what activation costs the extension host, how long a first hover takes, what an edit and a hover take after that, and memory.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { runTests } from '@vscode/test-electron';
import { node } from '../../../esbuild.mjs';
import { install, root } from '../../start/host.mjs';

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

/** One start of VS Code on a copy of the sample, with the numbers that the suite has left. */
async function measured(suite) {
  const results = mkdtempSync(join(tmpdir(), 'editor-'));
  const workspace = join(results, 'sample');
  cpSync(join(root, 'test', 'sample'), workspace, { recursive: true });
  mkdirSync(join(results, 'screenshots'));
  try {
    await runTests({
      vscodeExecutablePath: process.env.VSCODE_PATH ?? join(root, 'test', 'vscode', 'browser.mjs'),
      extensionDevelopmentPath: root, extensionTestsPath: suite, launchArgs: [workspace],
      extensionTestsEnv: { SHAPE_INSPECTOR_TEST_RESULTS: results },
    });
    return JSON.parse(readFileSync(join(results, 'editor.json'), 'utf8'));
  } finally {
    rmSync(results, { recursive: true, force: true });
  }
}

export async function bench({ rounds }) {
  if (process.env.VSCODE_PATH === undefined) await install();
  const suite = join(root, 'dist-test', 'bench', 'editor.js');
  await build({ ...node, sourcemap: false, entryPoints: ['test/bench/editor/suite.ts'], outfile: suite, external: ['vscode'] });
  const runs = [];
  for (let round = 0; round < rounds; round += 1) runs.push(await measured(suite));
  const row = (name, text) => console.log(name.padEnd(56) + text.padStart(12));
  const of = (name) => median(runs.map((run) => run[name]));
  const all = (name) => runs.flatMap((run) => run[name]);
  console.log(`\nIn a real VS Code, median of ${rounds} starts`);
  row('activation, in the extension host (bar: 50 ms)', `${of('activation').toFixed(0)} ms`);
  row('  memory that it takes there', `${of('host').toFixed(0)} MB`);
  row('a file opened, to its first hover; starts the server', `${of('firstHover').toFixed(0)} ms`);
  row('a hover after that, median', `${median(all('warm')).toFixed(1)} ms`);
  row('  p99', `${quantile(all('warm'), 0.99).toFixed(1)} ms`);
  row('an edit, to a hover on the new text, median', `${median(all('fresh')).toFixed(0)} ms`);
  row('  slowest', `${Math.max(...all('fresh')).toFixed(0)} ms`);
  row('memory of the server', `${of('server').toFixed(0)} MB`);
}
