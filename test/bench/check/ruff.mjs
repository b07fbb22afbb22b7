// ruff, compiled to WebAssembly, on the Python files of a folder: `ruff.mjs HOME FOLDER`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { globSync } from 'tinyglobby';

const [home, folder] = process.argv.slice(2);
const { PositionEncoding, Workspace } = createRequire(resolve(home, 'package.json'))('@astral-sh/ruff-wasm-nodejs');
const workspace = new Workspace({}, PositionEncoding?.Utf16);
let found = 0;
for (const name of globSync('**/*.py', { cwd: folder })) found += workspace.check(readFileSync(join(folder, name), 'utf8')).length;
console.log(found);
