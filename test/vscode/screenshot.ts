import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const results = process.env['SHAPE_INSPECTOR_TEST_RESULTS'] ?? '';

/** Has the page photographed into `.vscode-test/results/screenshots/NAME.png`, with the mouse over a text if asked. */
export async function screenshot(name: string, hover?: { readonly line: string; readonly text: string }): Promise<void> {
  if (process.env['SHAPE_INSPECTOR_NO_SCREENSHOTS'] !== undefined) return;
  const ask = join(results, 'screenshot.ask');
  writeFileSync(ask, JSON.stringify({ name, hover }));
  for (let waited = 0; existsSync(ask); waited += 100) {
    if (waited > 15_000) throw new Error(`no screenshot ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const failed = join(results, 'screenshot.failed');
  if (!existsSync(failed)) return;
  const reason = readFileSync(failed, 'utf8');
  rmSync(failed);
  throw new Error(`no screenshot ${name}: ${reason}`);
}
