// Bundles everything: `node esbuild.mjs [--production] [--tests] [--watch]`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import * as esbuild from 'esbuild';

const flags = new Set(process.argv.slice(2));
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const resolve = createRequire(import.meta.url).resolve;

const files = (ending) => readdirSync('test', { recursive: true }).filter((path) => path.endsWith(ending)).map((path) => join('test', path));

const shared = {
  bundle: true,
  sourcemap: flags.has('--production') ? false : 'linked',
  minify: flags.has('--production'),
  target: 'es2022',
  loader: { '.py': 'text', '.prelude.js': 'text' },
  define: { SHAPE_INSPECTOR_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
};
/** How code is bundled for Node. */
export const node = {
  ...shared, platform: 'node', format: 'cjs',
  // The UMD build of jsonc-parser hides from the bundler what it requires.
  // Code from a cache of V8's cannot import dynamically, as the ES module of web-tree-sitter does.
  alias: { 'web-tree-sitter': resolve('web-tree-sitter'), 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  // ES modules ask where they are; in a CommonJS bundle, that is the bundle.
  define: { ...shared.define, 'import.meta.url': 'importMetaUrl' },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
};

/** What starts the command line knows the hash of its bundle, and runs it once: what V8 compiles then is kept for all later starts. */
async function startOfCommandLine() {
  for (const name of readdirSync('dist').filter((name) => name.endsWith('.cache'))) rmSync(join('dist', name));
  const hash = createHash('sha256').update(readFileSync('dist/cli-main.js')).digest('hex').slice(0, 16);
  await esbuild.build({ ...node, entryPoints: ['extension/cli/start.ts'], outfile: 'dist/cli.js', sourcemap: false, define: { ...node.define, SHAPE_INSPECTOR_BUNDLE: JSON.stringify(hash) } });
  spawnSync(process.execPath, ['dist/cli.js', 'check', 'test/sample'], { stdio: 'ignore' });
}

async function main() {
  const bundles = [
    // What activates is small: the language client is read from a file of its own when there is something to do.
    { ...node, entryPoints: ['extension/client/extension.ts'], outfile: 'dist/client.js', external: ['vscode', './node-client'], supported: { 'dynamic-import': false } },
    { ...node, entryPoints: ['extension/client/node-client.ts'], outfile: 'dist/node-client.js', external: ['vscode'] },
    { ...shared, platform: 'browser', format: 'cjs', entryPoints: ['extension/client/extension-browser.ts'], outfile: 'dist/client-browser.js', external: ['vscode'] },
    { ...node, entryPoints: ['extension/server/server-node.ts'], outfile: 'dist/server-node.js' },
    { ...shared, platform: 'browser', format: 'iife', entryPoints: ['extension/server/server-worker.ts'], outfile: 'dist/server-worker.js' },
    { ...node, entryPoints: ['extension/cli/main.ts'], outfile: flags.has('--watch') ? 'dist/cli.js' : 'dist/cli-main.js' },
    { ...shared, platform: 'browser', format: 'iife', entryPoints: ['webview/main.tsx'], outfile: 'dist/webview.js' },
    { ...shared, platform: 'browser', format: 'iife', entryPoints: ['webview/engine/worker.ts'], outfile: 'dist/webview-worker.js' },
    { ...shared, entryPoints: ['webview/style.css'], outfile: 'dist/webview.css' },
  ];

  if (flags.has('--tests')) {
    // A test whose source is gone must not run.
    rmSync('dist-test', { recursive: true, force: true });
    bundles.push({ ...node, entryPoints: files('.test.ts'), outdir: 'dist-test', outbase: 'test', external: ['mocha', 'eslint', 'playwright-core'] });
    bundles.push({ ...shared, platform: 'browser', format: 'iife', entryPoints: files('.worker.ts'), outdir: 'dist-test', outbase: 'test' });
    bundles.push({ ...node, entryPoints: ['test/vscode/suite.ts', ...files('.vscode.ts')], outdir: 'dist-test/vscode', outbase: 'test/vscode', external: ['vscode', 'mocha'] });
  }

  mkdirSync('dist', { recursive: true });
  copyFileSync(resolve('web-tree-sitter/web-tree-sitter.wasm'), 'dist/web-tree-sitter.wasm');
  const grammars = dirname(resolve('@vscode/tree-sitter-wasm'));
  for (const grammar of ['python', 'typescript', 'tsx']) copyFileSync(join(grammars, `tree-sitter-${grammar}.wasm`), `dist/tree-sitter-${grammar}.wasm`);

  // The kernels are compiled only when one of them is newer than the last outcome.
  const kernels = 'kernels/wasm/assembly';
  const changed = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
  if (readdirSync(kernels).some((name) => changed(join(kernels, name)) > changed('dist/kernels.wasm'))) {
    const { error, stderr } = await asc.main([
      join(kernels, 'index.ts'), '--outFile', 'dist/kernels.wasm', '-O3s', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--importMemory', '--noExportMemory',
    ]);
    if (error) throw new Error(`asc: ${stderr.toString()}`);
  }

  if (flags.has('--watch')) {
    for (const bundle of bundles) await (await esbuild.context(bundle)).watch();
  } else {
    await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
    await startOfCommandLine();
  }
}

// The benches take the settings alone.
if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
