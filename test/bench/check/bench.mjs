// `check` on a package beside other tools, each in a process of its own, in turns.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { globSync } from 'tinyglobby';

/** Runs a command to its end: wall seconds, the most memory of it and its children in MB, and what it printed. */
function measured(command, args) {
  return new Promise((done, failed) => {
    const start = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let [most, output] = [0, ''];
    const look = setInterval(() => {
      try {
        most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
      } catch {
        // Not Linux, or over.
      }
    }, 20);
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.on('error', failed);
    child.on('close', (status) => {
      clearInterval(look);
      done({ seconds: (performance.now() - start) / 1000, most, output, status });
    });
  });
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function hasRuff() {
  try {
    return execFileSync('ruff', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}

/** Times, memory and files per second of every tool on the Python files of a folder. */
export async function bench({ corpus, rounds, home }) {
  const folder = resolve(corpus, 'torchvision');
  if (!existsSync(folder)) throw new Error(`${folder} does not exist: --corpus names the folder that holds the torchvision package`);
  const files = globSync('**/*.py', { cwd: folder }).length;
  const ruff = hasRuff();
  const tools = [
    ['shape-inspector check', process.execPath, ['dist/cli.js', 'check', folder, '--exit-zero', '--statistics']],
    ruff === null ? ['ruff (WebAssembly)', process.execPath, ['test/bench/check/ruff.mjs', home, folder]] : [ruff, 'ruff', ['check', '--no-cache', '--isolated', '--exit-zero', folder]],
    ['pyright', process.execPath, [join(home, 'node_modules', 'pyright', 'index.js'), folder]],
  ];
  const runs = new Map(tools.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round += 1) for (const [name, command, args] of tools) runs.get(name).push(await measured(command, args));
  const own = median(runs.get(tools[0][0]).map(({ seconds }) => seconds));
  console.log(`\n${files} files of ${folder}, median of ${rounds}\n`);
  console.log(`${'tool'.padEnd(24)}${'seconds'.padStart(9)}${'MB'.padStart(7)}${'files/s'.padStart(9)}${'ours / it'.padStart(11)}`);
  for (const [name, all] of runs) {
    const seconds = median(all.map((one) => one.seconds));
    console.log(`${name.padEnd(24)}${seconds.toFixed(2).padStart(9)}${median(all.map(({ most }) => most)).toFixed(0).padStart(7)}${(files / seconds).toFixed(1).padStart(9)}${(own / seconds).toFixed(2).padStart(11)}`);
  }
  console.log(`\nwhat check finds there:\n${runs.get(tools[0][0])[0].output}`);
  redundantBias(resolve(corpus));
}

/** norm/redundant-bias over the recorded runs of the models: what PyTorch was seen to hand to a norm alone is found, and nothing else. */
function redundantBias(root) {
  const truth = JSON.parse(readFileSync('test/bench/check/torchvision.json', 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'redundant-'));
  let [found, wrong] = [0, 0];
  const missed = [];
  mkdirSync(folder, { recursive: true });
  for (const [name, { entry, redundant }] of Object.entries(truth)) {
    writeFileSync(join(folder, `${name}.py`), entry);
    const output = execFileSync(process.execPath, ['dist/cli.js', 'check', join(folder, `${name}.py`), '--root', root, '--select', 'norm/redundant-bias', '--format', 'json', '--exit-zero'], { encoding: 'utf8', maxBuffer: 1 << 28 });
    const places = new Set(JSON.parse(output).files.flatMap(({ path, diagnostics }) => diagnostics.map(({ range: { start } }) => `${path.replace(`${root}/`, '')}:${start.line + 1}:${start.character + 1}`)));
    for (const place of redundant) if (places.delete(place)) found += 1;
    else missed.push(`${name} ${place}`);
    wrong += places.size;
  }
  rmSync(folder, { recursive: true });
  console.log(`norm/redundant-bias over ${Object.keys(truth).length} recorded models: found ${found}, missed ${missed.length}, false ${wrong}${missed.length === 0 ? '' : `\n${missed.join('\n')}`}`);
}
