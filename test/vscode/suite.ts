/** What the extension host runs: every suite of this folder, with its report left in a file. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';

/** Where the report and the screenshots go. */
export const results = process.env['SHAPE_INSPECTOR_TEST_RESULTS'] ?? join(__dirname, '..', '..', '.vscode-test', 'results');

/** Runs the suites; rejects when a test fails. */
export async function run(): Promise<void> {
  mkdirSync(results, { recursive: true });
  // What a test changes and takes back must not be on the disk by then.
  await vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Global);
  const lines: string[] = [];
  const mocha = new Mocha({ timeout: 60_000, forbidOnly: true, forbidPending: true, color: false, reporter: 'min' });
  for (const name of readdirSync(__dirname)) if (name.endsWith('.vscode.js')) mocha.addFile(join(__dirname, name));
  const failures = await new Promise<number>((resolve) => {
    let passed = 0;
    let failed = 0;
    mocha
      .run((count) => {
        lines.push('', `  ${String(passed)} passing`, ...(failed > 0 ? [`  ${String(failed)} failing`] : []), '');
        resolve(count);
      })
      .on('pass', (test) => {
        passed += 1;
        lines.push(`  ✔ ${test.fullTitle()}`);
      })
      .on('fail', (test, error) => {
        failed += 1;
        lines.push(`  ✘ ${test.fullTitle()}\n${String(error instanceof Error ? error.stack : error)}`);
      });
  });
  writeFileSync(join(results, 'report.txt'), lines.map((line) => `${line}\n`).join(''));
  if (failures > 0) throw new Error(`${String(failures)} tests failed`);
}
