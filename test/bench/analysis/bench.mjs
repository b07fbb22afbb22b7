// The analysis: cold from the command line, per keystroke in the server, and how it grows; beside running the model, and Pyright.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { transformSync } from 'esbuild';
import { StreamMessageReader, StreamMessageWriter, createProtocolConnection } from 'vscode-languageserver-protocol/node';
import { ofBlocks, ofFiles, ofLines, ofScriptLines, ofWorkspace } from './program.mjs';

const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const row = (...cells) => console.log(cells.map((cell, index) => (index === 0 ? String(cell).padEnd(52) : String(cell).padStart(12))).join(''));
const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** Milliseconds of a process from start to end; null where it cannot run. A checker ends with 1 where it finds something. */
function timed(command, args, rounds, most = 1) {
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    const { error, status } = spawnSync(command, args, { stdio: 'ignore' });
    if (error !== undefined || status === null || status > most) return null;
    times.push(performance.now() - start);
  }
  return quantile(times, 0.5);
}

export async function bench({ corpus, torch, rounds, home }) {
  const folder = mkdtempSync(join(tmpdir(), 'analysis-'));
  try {
    console.log('\nCold, process start included');
    row('', 'median', 'ours / it');
    const small = join(folder, 'model.py');
    writeFileSync(small, ofLines(300));
    coldRow('a model of 300 lines', small, [], torch, rounds, home);
    scriptRow(folder, rounds, home);
    if (corpus !== undefined) allEntries(resolve(corpus), folder, torch, rounds, home);
    await keystrokes(folder, small);
    await workspace(folder);
    growth(folder, rounds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function coldRow(name, entry, roots, torch, rounds, home) {
  besides(name, entry, roots, rounds, [['  running it with PyTorch', torch, [entry], 0], ['  Pyright on it', process.execPath, [join(home, 'node_modules', 'pyright', 'index.js'), entry]]]);
}

/** A model of TensorFlow.js, beside what TypeScript itself makes of the file, and a run of it in Node. */
function scriptRow(folder, rounds, home) {
  const inside = join(folder, 'script');
  mkdirSync(inside);
  symlinkSync(resolve(home, 'node_modules'), join(inside, 'node_modules'));
  const [entry, runnable] = [join(inside, 'model.ts'), join(inside, 'model.cjs')];
  writeFileSync(entry, ofScriptLines(300));
  writeFileSync(runnable, transformSync(ofScriptLines(300), { loader: 'ts', format: 'cjs' }).code);
  besides('a model of TensorFlow.js of 300 lines', entry, [], rounds, [
    ['  tsc on it', process.execPath, [resolve('node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'nodenext', entry]],
    ['  running it in Node', process.execPath, [runnable], 0],
  ]);
}

function besides(name, entry, roots, rounds, peers) {
  const own = timed(process.execPath, ['dist/cli.js', 'trace', entry, '--format', 'json', ...roots], rounds);
  row(name, ms(own), '');
  for (const [peer, command, args, most] of peers) {
    const time = timed(command, args, rounds, most);
    row(peer, time === null ? 'not there' : ms(time), time === null ? '' : (own / time).toFixed(2));
  }
}

/** The recorded models of torchvision: one cold, then all in one process. */
function allEntries(corpus, folder, torch, rounds, home) {
  if (!existsSync(join(corpus, 'torchvision'))) throw new Error(`${corpus} holds no torchvision package`);
  const truth = JSON.parse(readFileSync('test/bench/check/torchvision.json', 'utf8'));
  const inside = mkdtempSync(join(folder, 'entries-'));
  for (const [name, { entry }] of Object.entries(truth)) writeFileSync(join(inside, `${name}.py`), entry);
  coldRow('torchvision resnet50 with its entry', join(inside, 'resnet50.py'), ['--root', corpus], torch, rounds, home);
  const start = performance.now();
  const output = execFileSync(process.execPath, ['test/bench/analysis/all.mjs', inside, corpus], { encoding: 'utf8' });
  const { memory, slowest, slowestTime } = JSON.parse(output);
  row(`all ${Object.keys(truth).length} torchvision models in one process`, `${((performance.now() - start) / 1000).toFixed(1)} s`, '');
  row('  memory at the end', `${memory.toFixed(0)} MB`, '');
  row(`  the slowest: ${slowest}`, ms(slowestTime), '');
}

/** From a change to the diagnostics of its version, over the real protocol. */
async function keystrokes(folder, path) {
  const server = spawn(process.execPath, ['dist/server-node.js', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const client = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const waiting = new Map();
  client.onNotification('textDocument/publishDiagnostics', ({ version }) => waiting.get(version)?.());
  client.onRequest('client/registerCapability', () => null);
  client.listen();
  await client.sendRequest('initialize', { processId: null, rootUri: `file://${folder}`, workspaceFolders: [{ uri: `file://${folder}`, name: 'x' }], capabilities: {} });
  await client.sendNotification('initialized', {});
  const uri = `file://${path}`;
  let text = readFileSync(path, 'utf8');
  let version = 1;
  const published = (of) => new Promise((done) => waiting.set(of, done));
  const first = published(1);
  const opening = performance.now();
  await client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'python', version, text } });
  await first;
  const opened = performance.now() - opening;
  let seed = 1;
  const random = (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const times = [];
  for (let edit = 0; edit < 200; edit += 1) {
    // A digit becomes another, or a letter is typed into a comment: what a person does, valid or not.
    const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
    const at = digits[random(digits.length)];
    const put = String(1 + random(9));
    const before = text.slice(0, at);
    const line = before.split('\n').length - 1;
    const character = at - before.lastIndexOf('\n') - 1;
    text = before + put + text.slice(at + 1);
    version += 1;
    const answer = published(version);
    const start = performance.now();
    await client.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range: { start: { line, character }, end: { line, character: character + 1 } }, text: put }] });
    await answer;
    times.push(performance.now() - start);
    // Every other edit is taken back, so that the file stays one that runs.
    if (edit % 2 === 0) text = readFileSync(path, 'utf8');
    if (edit % 2 === 0) {
      version += 1;
      const again = published(version);
      await client.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
      await again;
    }
  }
  console.log('\nIn the server, a model of 300 lines');
  row('', 'median', 'p95');
  row('opened to first diagnostics', ms(opened), '');
  row('keystroke to fresh diagnostics, 200 edits', ms(quantile(times, 0.5)), ms(quantile(times, 0.95)));
  row('memory of the server', `${(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024).toFixed(0)} MB`, '');
  client.dispose();
  server.kill();
}

/** A workspace of 5,000 files that import each other: what opening one costs, and an edit of it and of one that it imports. */
async function workspace(folder) {
  const inside = mkdtempSync(join(folder, 'workspace-'));
  const files = ofWorkspace(5000);
  for (const [name, text] of files) {
    mkdirSync(join(inside, name, '..'), { recursive: true });
    writeFileSync(join(inside, name), text);
  }
  const server = spawn(process.execPath, ['dist/server-node.js', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const client = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  client.onRequest('client/registerCapability', () => null);
  client.listen();
  await client.sendRequest('initialize', { processId: null, rootUri: `file://${inside}`, workspaceFolders: [{ uri: `file://${inside}`, name: 'x' }], capabilities: {} });
  await client.sendNotification('initialized', {});
  const uriOf = (name) => `file://${join(inside, name)}`;
  const main = files.get('main.py');
  const line = main.split('\n').findIndex((one) => one.startsWith('out ='));
  const hover = async () => {
    const start = performance.now();
    const answer = await client.sendRequest('textDocument/hover', { textDocument: { uri: uriOf('main.py') }, position: { line, character: 0 } });
    if (!answer?.contents?.value.includes('[2, 16, 32, 32]')) throw new Error('the workspace is not understood');
    return performance.now() - start;
  };
  const open = (name, text) => client.sendNotification('textDocument/didOpen', { textDocument: { uri: uriOf(name), languageId: 'python', version: 1, text } });
  const change = (name, version, text) => client.sendNotification('textDocument/didChange', { textDocument: { uri: uriOf(name), version }, contentChanges: [{ text }] });
  await open('main.py', main);
  const first = await hover();
  const [own, others] = [[], []];
  const other = 'zoo/part99/block4999.py';
  for (let version = 2; version < 12; version += 1) {
    await change('main.py', version, `${main}# ${version}\n`);
    own.push(await hover());
  }
  await open(other, files.get(other));
  for (let version = 2; version < 7; version += 1) {
    await change(other, version, `${files.get(other)}# ${version}\n`);
    await change('main.py', version + 20, `${main}# ${version}\n`);
    others.push(await hover());
  }
  console.log('\nA workspace of 5,000 files that import each other');
  row('', 'median', '');
  row('opened to the first hover', ms(first), '');
  row('an edit, to a hover', ms(quantile(own, 0.5)), '');
  row('an edit of a file that it imports, to a hover', ms(quantile(others, 0.5)), '');
  row('memory of the server', `${(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024).toFixed(0)} MB`, '');
  client.dispose();
  server.kill();
}

/** Linear growth shows as a constant last column. */
function growth(folder, rounds) {
  console.log('\nGrowth');
  row('', 'median', 'each');
  const start = timed(process.execPath, ['dist/cli.js', '--version'], rounds);
  for (const count of [10, 100, 300, 1000]) {
    const path = join(folder, `depth${count}.py`);
    writeFileSync(path, ofBlocks(count));
    const time = timed(process.execPath, ['dist/cli.js', 'check', path], rounds) - start;
    row(`a network of ${count} blocks`, ms(time), ms(time / count));
  }
  for (const count of [10, 30, 100, 300]) {
    const inside = mkdtempSync(join(folder, 'files-'));
    for (const [name, text] of ofFiles(count)) writeFileSync(join(inside, name), text);
    const time = timed(process.execPath, ['dist/cli.js', 'check', join(inside, 'main.py')], rounds) - start;
    row(`a network over ${count} files`, ms(time), ms(time / count));
  }
}
