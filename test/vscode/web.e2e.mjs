// The extension in the browser's own extension host, as on vscode.dev: no Node, the server in a worker.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkbench } from '../playground/workbench.mjs';
import { root } from '../start/host.mjs';

/** The extension as its VSIX has it, with a manifest that names the browser's entry alone. */
function forTheWeb() {
  const folder = mkdtempSync(join(tmpdir(), 'shape-inspector-web-'));
  const { main, ...manifest } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  assert.ok(main);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  for (const name of ['dist', 'docs', 'l10n', 'package.nls.json', 'package.nls.zh-cn.json']) symlinkSync(join(root, name), join(folder, name));
  return folder;
}

/** The line of the editor that has a text; the editor draws spaces as no-break spaces. */
const lineOf = (page, text) => page.locator('.view-line').filter({ hasText: new RegExp(text.split(' ').map((word) => word.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('\\s')) }).first();

describe('the extension in the browser', function () {
  this.timeout(240_000);
  let workbench;
  let extension;
  before(async () => {
    extension = forTheWeb();
    workbench = await openWorkbench({ folder: join(root, 'test', 'web'), extensions: [extension], kind: 'web' });
  });
  after(async () => {
    await workbench?.close();
    rmSync(extension, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest.state === 'failed') await workbench.picture(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });

  const pageOf = () => workbench.page;

  it('shows shapes, of what other files of the workspace define too', async () => {
    await workbench.open('train.py', 'features = ');
    await lineOf(pageOf(), 'features: [4, 16, 8, 8] = stem').waitFor({ timeout: 60_000 });
    await lineOf(pageOf(), 'logits: [4, 10] = head').waitFor();
    await lineOf(pageOf(), 'features: [4, 16, 8, 8] = stem').getByText('stem').hover();
    await pageOf().locator('.monaco-hover:visible').filter({ hasText: '1,440 parameters' }).first().waitFor({ timeout: 30_000 });
    await pageOf().locator('.codelens-decoration', { hasText: '1,440 parameters' }).waitFor();
    await workbench.picture('web-hover');
    await pageOf().mouse.move(5, 5);
  });

  it('reports mistakes, with their fixes', async () => {
    await workbench.command('View: Focus Problems');
    await pageOf().locator('.markers-panel').getByText('mat1 and mat2 shapes cannot be multiplied (512x8 and 1024x10)').first().waitFor({ timeout: 30_000 });
    await workbench.open('train.py', 'head(features)');
    await pageOf().locator('.squiggly-error').first().waitFor({ timeout: 30_000 });
    await pageOf().keyboard.press('Control+.');
    const fix = pageOf().locator('.action-widget').getByText('Flatten the input').first();
    await fix.waitFor({ timeout: 30_000 });
    await workbench.picture('web-fix');
    await fix.click();
    await lineOf(pageOf(), 'wrong: [4, 10] = head').waitFor({ timeout: 30_000 });
    await workbench.open('train.py', 'head(features)');
    await pageOf().keyboard.press('Control+Z');
  });

  it('completes the number that flows into a layer', async () => {
    await workbench.open('train.py', 'wrong = ');
    await pageOf().keyboard.press('End');
    await pageOf().keyboard.type('\nlast = nn.Linear(');
    await pageOf().keyboard.press('Escape');
    await pageOf().keyboard.press('Control+Space');
    await pageOf().locator('.suggest-widget .monaco-list-row').first().waitFor({ timeout: 30_000 });
    await workbench.command('File: Revert File');
  });

  it('takes a notebook for one program', async () => {
    await pageOf().locator('.explorer-folders-view .monaco-list-row').filter({ hasText: 'train.ipynb' }).first().dblclick();
    await lineOf(pageOf(), 'x: [8, 16, 32, 32] = torch.relu').waitFor({ timeout: 60_000 });
    await workbench.picture('web-notebook');
    await workbench.command('View: Close Editor');
  });

  it('understands TypeScript', async () => {
    await workbench.open('digits.ts', 'const features');
    await lineOf(pageOf(), 'const features: [2, 13, 13, 8] = model.predict').waitFor({ timeout: 60_000 });
  });

  it('opens the playground on the line', async () => {
    await workbench.openPlayground('digits.ts', 'tf.layers.maxPooling2d', 'MaxPooling2D');
    await workbench.playground.getByRole('application', { name: /^Output:/ }).waitFor();
    await workbench.picture('web-playground');
  });
});
