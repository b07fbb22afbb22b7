// Seeded faults: mutants of torchvision that PyTorch has judged (record.py), each analysed on its own.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

const workers = 2;

/** What `trace` answers to a program. */
function traced(entry, root) {
  return new Promise((done) => {
    const options = { encoding: 'utf8', maxBuffer: 1 << 30, timeout: 120_000 };
    execFile(process.execPath, ['dist/cli.js', 'trace', entry, '--root', root, '--format', 'json'], options, (_, output) => {
      try {
        done(JSON.parse(output));
      } catch {
        done({ files: [], stopped: 'crashed' });
      }
    });
  });
}

function mutated(text, edits) {
  return [...edits].sort((a, b) => b[0] - a[0]).reduce((whole, [start, end, put]) => whole.slice(0, start) + put + whole.slice(end), text);
}

/** The errors that are told of a mutant: file relative to the corpus, first and last line, message. */
async function errorsOf(mutant, root, programs) {
  const entry = join(root, `${mutant.entry}.py`);
  const file = join(root, mutant.file);
  const text = readFileSync(file, 'utf8');
  writeFileSync(entry, programs[mutant.entry]);
  writeFileSync(file, mutated(text, mutant.edits));
  try {
    const report = await traced(entry, root);
    return report.files.flatMap(({ path, diagnostics }) => {
      const at = relative(root, realpathSync(path));
      return diagnostics.filter(({ severity }) => severity === 'error').map(({ range, message }) => ({
        file: at === `${mutant.entry}.py` ? 'ENTRY' : at, first: range.start.line + 1, last: range.end.line + 1, message,
      }));
    });
  } finally {
    writeFileSync(file, text);
  }
}

/** How a mutant that PyTorch refuses was judged: by line and by words. */
function judged({ error }, errors) {
  const onLine = errors.filter(({ file, first, last }) => error.stack.some(([at, line]) => at === file && first <= line && line <= last));
  const [words] = error.message.split('\n');
  if (onLine.some(({ message }) => message.includes(words))) return 'told';
  return onLine.length > 0 ? 'other words' : errors.length > 0 ? 'other line' : 'missed';
}

/** Prints what is told of every mutant, and the shares: of those that are kept here, or of others that record.py has written to a file. */
export async function bench({ corpus, mutants: file = new URL('mutants.json.gz', import.meta.url) }) {
  const { torch, programs, mutants } = JSON.parse(gunzipSync(readFileSync(file)).toString());
  const counts = { told: 0, 'other words': 0, 'other line': 0, missed: 0, 'false alarm': 0, silent: 0 };
  const home = mkdtempSync(join(tmpdir(), 'faults-'));
  const queue = [...mutants];
  const start = performance.now();
  const work = async (number) => {
    const root = realpathSync(join(home, String(number)));
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const errors = await errorsOf(mutant, root, programs);
      const verdict = mutant.error === null ? (errors.length > 0 ? 'false alarm' : 'silent') : judged(mutant, errors);
      counts[verdict] += 1;
      if (verdict === 'told' || verdict === 'silent') continue;
      const said = errors.map(({ file, first, message }) => `${file}:${String(first)} ${message.split('\n')[0]}`).slice(0, 2).join(' | ');
      console.log(`${verdict}: ${mutant.entry}, ${mutant.kind} at ${mutant.file}:${String(mutant.line)}\n  PyTorch: ${mutant.error === null ? 'runs' : `${mutant.error.type}: ${mutant.error.message.split('\n')[0]}`}\n  told: ${said}`);
    }
  };
  try {
    const roots = Array.from({ length: workers }, (_, number) => number);
    for (const number of roots) {
      mkdirSync(join(home, String(number)));
      cpSync(resolve(corpus, 'torchvision'), join(home, String(number), 'torchvision'), { recursive: true, filter: (path) => !path.endsWith('.so') });
    }
    await Promise.all(roots.map(work));
  } finally {
    rmSync(home, { recursive: true });
  }
  const refused = counts.told + counts['other words'] + counts['other line'] + counts.missed;
  const seconds = (performance.now() - start) / 1000;
  console.log(`\n${String(mutants.length)} mutants of torchvision, judged by torch ${torch}, in ${seconds.toFixed(0)} s (${((seconds * workers) / mutants.length).toFixed(2)} s each)`);
  console.log(`PyTorch refuses ${String(refused)}: ${String(counts.told)} told on a line of its traceback in its words (${((100 * counts.told) / refused).toFixed(1)} %), ${String(counts['other words'])} in other words, ${String(counts['other line'])} on another line, ${String(counts.missed)} missed`);
  console.log(`PyTorch runs ${String(counts.silent + counts['false alarm'])}: ${String(counts['false alarm'])} false alarms`);
}
