// The fuzz tests for as long as one likes: `npm run soak -- [RUNS] [SEED] [FOLDER]`, with the Python files of a folder as well. Prints
// what was tried; ends with 1 when anything failed.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

const [runs = '3000', seed = String(randomInt(2 ** 31)), corpus] = process.argv.slice(2);
console.log(`${runs} runs of each property, seed ${seed}`);
const run = (command, args) => spawnSync(command, args, { stdio: 'inherit', env: { FUZZ_SECONDS: '120', FUZZ_FILES: '200', ...process.env, FUZZ_RUNS: runs, FUZZ_SEED: seed, ...(corpus === undefined ? {} : { FUZZ_CORPUS: corpus }) } }).status ?? 1;
if (run(process.execPath, ['esbuild.mjs', '--tests']) !== 0) process.exit(1);
const status = run('node_modules/.bin/mocha', ['--timeout', '0', '--spec', 'dist-test/fuzz/*.test.js', '--grep', 'damaged sources|programs that no one would write|edited sources|random models|memory of the server|under load']);
// Each of these is a failed test.
console.log(status === 0 ? 'crashes 0, budget overruns 0, mismatches 0, wrong shapes 0, stale answers 0' : 'failed: see above');
process.exit(status);
