// `npm test`: sets up what is missing, then builds, lints and runs every test, those in a real VS Code included.
// Needs nothing but Node: it must run on a clone without node_modules.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.shape-inspector-lock`;

/** Runs a command, showing its output; resolves to its exit status and what it printed. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      process.stdout.write(chunk);
    });
    child.on('error', (error) => {
      console.error(`cannot run ${command}: ${error.message}`);
      resolve({ status: 1, output });
    });
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

/** Installs the packages unless those of this very lockfile are there. */
export async function setUp() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new Error(`Node 20 or newer is needed; this is ${process.versions.node}. Get it from https://nodejs.org`);
  const lock = createHash('sha256').update(readFileSync(`${root}package-lock.json`)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing packages (npm ci) ...');
  const { status } = await run('npm', ['ci', '--no-audit', '--no-fund']);
  if (status !== 0) throw new Error('npm ci failed: see above');
  writeFileSync(stamp, lock);
}

const passing = /^\s+(\d+) passing/m;
const failing = /^\s+(\d+) failing/m;

async function main() {
  await setUp();
  let passed = 0;
  let failed = 0;
  const stage = async (title, command, args, counts) => {
    console.log(`\n== ${title}`);
    const { status, output } = await run(command, args);
    if (counts) {
      const good = Number(passing.exec(output)?.[1] ?? 0);
      const bad = Number(failing.exec(output)?.[1] ?? 0);
      passed += good;
      // A run that failed without a count, or that ran nothing, has failed.
      failed += bad > 0 ? bad : status !== 0 || good === 0 ? 1 : 0;
    } else if (status === 0) passed += 1;
    else failed += 1;
    return status === 0;
  };
  const bin = (name) => `node_modules/.bin/${name}`;
  if (await stage('Build', process.execPath, ['esbuild.mjs', '--tests'], false)) {
    await stage('Types', bin('tsc'), ['--noEmit'], false);
    await stage('Lint', bin('eslint'), ['.'], false);
    await stage('Unit tests', bin('mocha'), [], true);
    await stage('Tests in a real VS Code', process.execPath, ['test/vscode/run.mjs'], true);
    await stage('In the extension host of the browser', bin('mocha'), ['--no-config', 'test/vscode/web.e2e.mjs'], true);
    if (await stage('Package', 'npm', ['run', 'package'], false)) {
      await stage('Tests of the package in a real VS Code', process.execPath, ['test/vscode/run.mjs', '--vsix', 'shape-inspector.vsix'], true);
      await stage('The package as a new user meets it', bin('mocha'), ['--no-config', 'test/vscode/package.e2e.mjs'], true);
    }
    await stage('The playground in a real VS Code', bin('mocha'), ['--no-config', 'test/playground/playground.e2e.mjs'], true);
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error.message);
    console.log('\n0 passed, 1 failed');
    process.exitCode = 1;
  });
}
