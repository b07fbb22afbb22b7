// Records the shapes of the expressions of program/ from real runs: `node record-program.mjs DIR [NAME]...`, DIR being a folder
// in which `npm install @tensorflow/tfjs@4.22.0` was run. Each program runs in a process of its own, instrumented.
// Written to truth/program.json.gz: by program and file its text's hash and [line, column, end line, end column, shapes].
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { instrument } from './instrument.mjs';

const [folder, ...chosen] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node record-program.mjs DIR [NAME]...');
const programs = fileURLToPath(new URL('program', import.meta.url));
const out = new URL('truth/program.json.gz', import.meta.url);

/** Run before the program: keeps what is seen, and prints it when all is done. */
const seeing = `
import { writeFileSync } from 'node:fs';
import * as namespace from '@tensorflow/tfjs';
const tf = namespace.Tensor === undefined ? namespace.default : namespace;
const most = 64;
const found = new Map();
const isTensor = (value) => value instanceof tf.Tensor || value instanceof tf.SymbolicTensor;
function described(value) {
  if (isTensor(value)) return [...value.shape];
  if (Array.isArray(value) && value.length > 0 && value.every(isTensor)) return { tuple: value.map(({ shape }) => [...shape]) };
  return null;
}
globalThis._seen = (file, place, value) => {
  const shape = described(value);
  if (shape === null) return value;
  const places = found.get(file) ?? new Map();
  found.set(file, places);
  const texts = places.get(place) ?? new Set();
  places.set(place, texts);
  if (texts.size < most) texts.add(JSON.stringify(shape));
  return value;
};
console.log = console.warn = () => undefined;
process.on('exit', () => {
  const files = [...found].map(([file, places]) => [file, [...places].map(([place, texts]) => [...JSON.parse(place), [...texts].map((text) => JSON.parse(text))])]);
  writeFileSync('record.json', JSON.stringify(Object.fromEntries(files)));
});
`;

/** Relative imports name files as Node wants them. */
const withExtensions = (text) => text.replace(/(from ['"]\.{1,2}\/[^'"]+)(['"])/g, '$1.mjs$2');

function record(name, files) {
  const work = join(resolve(folder), 'program');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  for (const [file, text] of files) writeFileSync(join(work, file.replace(/\.[jt]s$/, '.mjs')), withExtensions(instrument(file, text)));
  const entry = files.length === 1 ? files[0][0] : 'main.ts';
  writeFileSync(join(work, 'seeing.mjs'), seeing);
  execFileSync(process.execPath, ['--import', './seeing.mjs', entry.replace(/\.[jt]s$/, '.mjs')], { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });
  const seen = JSON.parse(readFileSync(join(work, 'record.json'), 'utf8'));
  return Object.fromEntries(files.map(([file, text]) => [file, { text: createHash('sha256').update(text).digest('hex'), expressions: seen[file] ?? [] }]));
}

/** A program is a file, or a folder whose \`main.ts\` runs. */
const filesOf = (entry) => (entry.isDirectory() ? readdirSync(join(programs, entry.name)).sort().map((file) => [file, join(programs, entry.name, file)]) : [[entry.name, join(programs, entry.name)]]);

const truth = existsSync(out) ? JSON.parse(gunzipSync(readFileSync(out)).toString()) : {};
for (const entry of readdirSync(programs, { withFileTypes: true })) {
  const name = entry.name.replace(/\.[jt]s$/, '');
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  try {
    truth[name] = record(name, filesOf(entry).map(([file, path]) => [file, readFileSync(path, 'utf8')]));
    console.log(name, Object.values(truth[name]).reduce((sum, { expressions }) => sum + expressions.length, 0));
  } catch (error) {
    process.exitCode = 1;
    console.error(`${name}: ${error.message}`);
  }
}
mkdirSync(new URL('truth/', import.meta.url), { recursive: true });
writeFileSync(out, gzipSync(JSON.stringify(truth), { level: 9 }));
