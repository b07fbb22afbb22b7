// Runs the suites of this folder inside the extension host of a real VS Code: of the executable that VSCODE_PATH names, else
// of VS Code for the browser in headless Chromium, which needs no download of its own. With `--vsix FILE`, of the extension as
// it is installed from that file into an empty profile; else of this folder.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { install, root } from '../start/host.mjs';

const results = join(root, '.vscode-test', 'results');
const report = join(results, 'report.txt');

async function main() {
  const desktop = process.env.VSCODE_PATH;
  if (desktop === undefined) await install();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(join(results, 'screenshots'), { recursive: true });
  const { values } = parseArgs({ options: { vsix: { type: 'string' } } });
  const vsix = values.vsix === undefined ? undefined : resolve(values.vsix);
  const environment = { SHAPE_INSPECTOR_TEST_RESULTS: results, ...(vsix === undefined ? {} : { SHAPE_INSPECTOR_VSIX: vsix }) };
  const arguments_ = [join(root, 'test', 'sample')];
  if (vsix !== undefined && desktop !== undefined) arguments_.push(...installed(desktop, vsix));
  const status = await runTests({
    vscodeExecutablePath: desktop ?? join(root, 'test', 'vscode', 'browser.mjs'),
    // Suites run only beside an extension under development: beside an installed one, that is one without code.
    extensionDevelopmentPath: vsix === undefined ? root : join(root, 'test', 'vscode', 'bystander'),
    extensionTestsPath: join(root, 'dist-test', 'vscode', 'suite.js'),
    launchArgs: arguments_,
    // Only the page of the browser can be photographed.
    extensionTestsEnv: desktop === undefined ? environment : { ...environment, SHAPE_INSPECTOR_NO_SCREENSHOTS: '1' },
  }).catch((error) => {
    if (!existsSync(report)) throw error;
    return 1;
  });
  process.stdout.write(readFileSync(report, 'utf8'));
  return status;
}

/** Installs a VSIX into an empty folder for the desktop's VS Code; returns the arguments that make it use that folder alone. */
function installed(code, vsix) {
  const folder = mkdtempSync(join(tmpdir(), 'shape-inspector-'));
  const profile = ['--extensions-dir', join(folder, 'extensions'), '--user-data-dir', join(folder, 'data')];
  const { status, stderr } = spawnSync(code, [...profile, '--install-extension', vsix], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${vsix} could not be installed: ${stderr}`);
  return profile;
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
