#!/usr/bin/env node
/**
 * Starts the command line from what V8 has compiled of it before: parsing and compiling the bundle takes longer than
 * analysing a file. The cache lies beside the bundle under the hash of its text; V8 itself refuses that of another version.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { wrap } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

/** The hash of the bundle's text, written into this file by the build. */
declare const SHAPE_INSPECTOR_BUNDLE: string;

const filename = join(__dirname, 'cli-main.js');
const cache = join(__dirname, `cli-main.${SHAPE_INSPECTOR_BUNDLE}.cache`);

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Keeps what has been compiled, that of functions which ran included. An installation that cannot be written to goes without. */
function keep(script: Script): void {
  const written = `${cache}.${String(process.pid)}`;
  try {
    writeFileSync(written, script.createCachedData());
    renameSync(written, cache);
  } catch {
    // The next start compiles again.
  }
}

// The bundler writes nothing but ASCII.
const cachedData = read(cache);
const script = new Script(wrap(readFileSync(filename, 'latin1')), { filename, cachedData });
const command = process.argv[2] ?? '';
if (isMainThread && script.cachedDataRejected !== false && ['check', 'trace', 'summary'].includes(command)) process.once('exit', () => { keep(script); });
(script.runInThisContext() as (exports: object, require: NodeJS.Require, module: NodeJS.Module, filename: string, folder: string) => void)({}, require, module, __filename, __dirname);
