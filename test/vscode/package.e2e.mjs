// The packaged extension, as a new user meets it after installing it.
import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkbench } from '../playground/workbench.mjs';
import { root } from '../start/host.mjs';

const vsix = join(root, 'shape-inspector.vsix');

/** The line of the editor that has a text; the editor draws spaces as no-break spaces. */
const lineOf = (page, text) => page.locator('.view-line').filter({ hasText: new RegExp(text.split(' ').map((word) => word.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('\\s')) }).first();

/** Opens a file by the explorer, as a person does. */
async function openFile(page, name) {
  await page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name }).first().dblclick({ timeout: 60_000 });
}

describe('the package', function () {
  this.timeout(240_000);
  let workbench;
  afterEach(async function () {
    if (this.currentTest.state === 'failed') await workbench?.picture(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
    await workbench?.close();
    workbench = undefined;
  });

  it('is below 2.5 MB', () => {
    assert.ok(existsSync(vsix), '`npm run package` makes it');
    assert.ok(statSync(vsix).size < 2_500_000, `${statSync(vsix).size} bytes`);
  });

  it('shows shapes to a new user who installs it, opens a folder and touches nothing, in every theme', async () => {
    workbench = await openWorkbench({ vsix, folder: join(root, 'test', 'sample') });
    const { page } = workbench;
    await openFile(page, 'healthy.py');
    const hinted = lineOf(page, 'out: [4, 32, 32, 32]');
    await hinted.waitFor({ timeout: 60_000 });
    for (const theme of ['dark', 'light', 'contrast']) {
      workbench.setTheme(theme);
      const mark = theme === 'light' ? '.monaco-workbench.vs' : theme === 'dark' ? '.monaco-workbench.vs-dark' : '.monaco-workbench.hc-black';
      await page.locator(mark).first().waitFor({ timeout: 30_000 });
      await lineOf(page, 'F.relu').getByText('conv1').last().hover();
      await page.locator('.monaco-hover:visible').filter({ hasText: '[4, 32, 32, 32]' }).first().waitFor({ timeout: 30_000 });
      await workbench.picture(`new-user-${theme}`);
      await page.mouse.move(5, 5);
    }
  });

  it('works in a folder that is not trusted: it runs nothing of what is there', async () => {
    workbench = await openWorkbench({ vsix, folder: join(root, 'test', 'sample'), asksForTrust: true });
    const { page } = workbench;
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ timeout: 60_000 });
    await openFile(page, 'healthy.py');
    await lineOf(page, 'out: [4, 32, 32, 32]').waitFor({ timeout: 60_000 });
    await workbench.picture('restricted');
  });
});
