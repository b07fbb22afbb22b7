// Runs every case on the engine and on its peers, in turns, and prints medians, ratios and whether the goals are met.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { cases, inputsOf } from './case.mjs';
import { copyProbe } from './limit.mjs';
import { onnxPeer } from './onnx.mjs';
import { tfjsPeer } from './tfjs.mjs';
import { torchPeer } from './torch.mjs';

const load = createRequire(resolve('node_modules/.bench/package.json'));
/** How long a peer is sampled in a round; a single slow call is enough. */
const roundMs = 40;
/** A call that takes longer is measured once. */
const tooSlowMs = 200;

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

async function enginePeerOf() {
  const outfile = resolve('dist-test/bench/engine.mjs');
  await esbuild.build({ entryPoints: ['test/bench/kernels/engine.ts'], bundle: true, platform: 'node', format: 'esm', outfile, logLevel: 'warning' });
  const { enginePeer } = await import(pathToFileURL(outfile).href);
  const bytes = readFileSync('dist/kernels.wasm');
  const start = performance.now();
  const peer = await enginePeer(bytes);
  console.log(`kernels.wasm: ${(bytes.length / 1024).toFixed(1)} KB, instantiated in ${(performance.now() - start).toFixed(1)} ms`);
  return peer;
}

/** A round of one peer on one case: times of single calls in milliseconds. */
async function sampled(prepared, inner) {
  if (prepared.sample !== undefined) return prepared.sample(roundMs, inner);
  const call = prepared.run ?? prepared.runAsync;
  const times = [];
  const stop = performance.now() + roundMs;
  do {
    const start = performance.now();
    if (prepared.run !== undefined) for (let index = 0; index < inner; index += 1) call();
    else for (let index = 0; index < inner; index += 1) await call();
    times.push((performance.now() - start) / inner);
  } while (performance.now() < stop);
  return times;
}

/** Measures a case: the median of each peer by its name. */
async function measured(item, peers, rounds) {
  const inputs = inputsOf(item);
  const live = [];
  for (const peer of peers) {
    await peer.use?.();
    try {
      const prepared = await peer.prepare(item, inputs);
      if (prepared !== null) live.push({ peer, prepared, times: [] });
    } catch (error) {
      console.log(`  ${peer.name} cannot run ${item.title}: ${String(error.message).split('\n')[0]}`);
    }
  }
  // Whoever computes something else is no peer.
  const wanted = live.find(({ peer }) => peer.name === 'torch')?.prepared.first() ?? live[0]?.prepared.first() ?? NaN;
  for (const { peer, prepared } of live) {
    const value = prepared.first();
    if (Math.abs(value - wanted) > 1e-4 * Math.max(1, Math.abs(wanted))) console.log(`  ${peer.name} has ${value} where torch has ${wanted}: ${item.title}`);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { peer, prepared, times } of live) {
      if (times[0] > tooSlowMs) continue;
      await peer.use?.();
      const samples = await sampled(prepared, item.isSmall ? 300 : 1);
      // The first round warms up.
      if (round > 0 || samples[0] > tooSlowMs) times.push(...samples);
    }
  }
  for (const { peer, prepared } of live) {
    await peer.use?.();
    await prepared.dispose();
  }
  return new Map(live.map(({ peer, times }) => [peer.name, median(times)]));
}

/** Each goal of a case, and whether it is met. */
function judged({ goal, isSmall }, times, limit) {
  const mine = times.get('engine');
  if (mine === undefined) return Object.keys(goal).length > 0 ? 'not there yet' : '';
  const best = Math.min(...[...times].filter(([name]) => name !== 'engine').map(([, time]) => time));
  return Object.entries(goal).map(([of, most]) => {
    const reference = of === 'limit' ? limit : of === 'best' ? best : of === 'microseconds' && isSmall ? 1e-3 : times.get(of);
    if (reference === undefined || !Number.isFinite(reference)) return `${of}: not measured`;
    const ratio = mine / reference;
    const unit = of === 'microseconds' ? 'us' : of;
    return `${ratio.toFixed(2)} ${unit} (goal ${most}) ${ratio <= most ? 'met' : 'MISSED'}`;
  }).join(', ');
}

const shown = (value) => (value === undefined || Number.isNaN(value) ? '-' : value >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** `peers`: names to measure against, or null for all. */
export async function bench({ only, peers: wanted, rounds, torch }) {
  const makers = {
    torch: () => torchPeer(torch),
    'tfjs-wasm': () => tfjsPeer(load, 'wasm'),
    'tfjs-cpu': () => tfjsPeer(load, 'cpu'),
    'ort-web': () => onnxPeer(load, 'web'),
    'ort-node': () => onnxPeer(load, 'node'),
  };
  const peers = [await enginePeerOf()];
  for (const [name, make] of Object.entries(makers)) if (wanted === null || wanted.includes(name)) peers.push(await make());
  const probe = await copyProbe(64);
  for (let index = 0; index < 4; index += 1) probe();
  const names = peers.map(({ name }) => name);
  const rows = [];
  let regular = null;
  for (const item of cases) {
    if (!item.title.includes(only)) continue;
    const speeds = probe();
    const times = await measured(item, peers, rounds);
    const limit = item.bytes === null ? NaN : item.bytes / median(speeds);
    const mine = times.get('engine');
    let verdict = judged(item, times, limit);
    const rate = mine === undefined ? NaN : item.out.reduce((product, size) => product * size, 1) / mine;
    if (item.isOdd && regular !== null && regular.kind === item.kind) {
      verdict = Number.isNaN(rate) ? '' : `${Math.round((100 * rate) / regular.rate)} % of the aligned throughput (goal 60) ${rate >= 0.6 * regular.rate ? 'met' : 'MISSED'}`;
    } else regular = { kind: item.kind, rate };
    const unit = item.isSmall ? 1000 : 1;
    rows.push([item.title, ...names.map((name) => shown(times.has(name) ? times.get(name) * unit : undefined)), shown(limit), verdict]);
    console.log(`${item.title}: ${names.map((name, index) => `${name} ${rows.at(-1)[index + 1]}`).join(', ')}; ${verdict}`);
  }
  const head = ['case (medians in ms; small: us)', ...names, 'bytes', 'goal'];
  console.log(['', head, head.map(() => '---'), ...rows].map((row) => (row === '' ? '' : `| ${row.join(' | ')} |`)).join('\n'));
}
