// `npm run bench -- kernels | check | analysis | faults | supposed | opinfo | editor`: measures, in one interleaved run, and prints.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const home = 'node_modules/.bench';

/** Installs what is only needed to measure against, apart from the project's own packages. */
function install() {
  const installed = `${home}/package.json`;
  const wanted = 'test/bench/package.json';
  if (existsSync(installed) && readFileSync(installed, 'utf8') === readFileSync(wanted, 'utf8')) return;
  console.log('Installing what to measure against ...');
  mkdirSync(home, { recursive: true });
  copyFileSync(wanted, installed);
  // onnxruntime-node's own install step fetches what only GPUs need.
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' };
  execFileSync('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund'], { cwd: home, env, stdio: 'inherit' });
}

const usage = `usage: npm run bench -- kernels [--only TEXT] [--peers a,b] [--rounds N] [--torch PYTHON]
       npm run bench -- check --corpus DIR [--rounds N]\n       npm run bench -- analysis [--corpus DIR] [--rounds N] [--torch PYTHON]
       npm run bench -- faults --corpus DIR [--mutants FILE]
       npm run bench -- supposed --corpus DIR
       npm run bench -- opinfo [--only TEXT]
       npm run bench -- editor [--rounds N]`;
const options = { corpus: { type: 'string' }, mutants: { type: 'string' }, only: { type: 'string', default: '' }, peers: { type: 'string' }, rounds: { type: 'string' }, torch: { type: 'string', default: process.env.TORCH_PYTHON ?? 'python3' } };
const { values, positionals: [suite] } = parseArgs({ options, allowPositionals: true });
if (!['kernels', 'analysis', 'check', 'faults', 'supposed', 'opinfo', 'editor'].includes(suite) || (['check', 'faults', 'supposed'].includes(suite) && values.corpus === undefined)) {
  console.error(usage);
  process.exit(2);
}
if (!['faults', 'supposed', 'opinfo', 'editor'].includes(suite)) install();
execFileSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });
if (suite === 'check') {
  const { bench } = await import('./check/bench.mjs');
  await bench({ corpus: values.corpus, rounds: Number(values.rounds ?? 3), home });
} else if (suite === 'faults') {
  const { bench } = await import('./faults/bench.mjs');
  await bench({ corpus: values.corpus, mutants: values.mutants });
} else if (suite === 'opinfo') {
  const { bench } = await import('./opinfo/bench.mjs');
  await bench({ only: values.only });
} else if (suite === 'supposed') {
  const { bench } = await import('./supposed/bench.mjs');
  await bench({ corpus: values.corpus });
} else if (suite === 'editor') {
  const { bench } = await import('./editor/bench.mjs');
  await bench({ rounds: Number(values.rounds ?? 3) });
} else if (suite === 'analysis') {
  const { bench } = await import('./analysis/bench.mjs');
  await bench({ corpus: values.corpus, torch: values.torch, rounds: Number(values.rounds ?? 5), home });
} else {
  const { bench } = await import('./kernels/bench.mjs');
  await bench({ ...values, rounds: Number(values.rounds ?? 7), peers: values.peers?.split(',') ?? null });
}
process.exit();
