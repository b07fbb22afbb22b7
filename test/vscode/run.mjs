// Runs the suites of this folder inside the extension host of a real VS Code: of the executable that VSCODE_PATH names, else
// of VS Code for the browser in headless Chromium, which needs no download of its own.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { install, root } from '../start/host.mjs';

const results = join(root, '.vscode-test', 'results');
const report = join(results, 'report.txt');

async function main() {
  const desktop = process.env.VSCODE_PATH;
  if (desktop === undefined) await install();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(join(results, 'screenshots'), { recursive: true });
  const environment = { SHAPE_INSPECTOR_TEST_RESULTS: results };
  const status = await runTests({
    vscodeExecutablePath: desktop ?? join(root, 'test', 'vscode', 'browser.mjs'),
    extensionDevelopmentPath: root,
    extensionTestsPath: join(root, 'dist-test', 'vscode', 'suite.js'),
    launchArgs: [join(root, 'test', 'sample')],
    // Only the page of the browser can be photographed.
    extensionTestsEnv: desktop === undefined ? environment : { ...environment, SHAPE_INSPECTOR_NO_SCREENSHOTS: '1' },
  }).catch((error) => {
    if (!existsSync(report)) throw error;
    return 1;
  });
  process.stdout.write(readFileSync(report, 'utf8'));
  return status;
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
