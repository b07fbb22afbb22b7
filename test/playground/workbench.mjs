// A VS Code in the browser for the playground's tests: opens files, puts the cursor, runs commands, finds the page.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { address, install, root, serve } from '../start/host.mjs';

const chromes = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const pictures = join(root, '.vscode-test', 'results', 'playground');

export const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern', contrast: 'Default High Contrast' };

/**
 * Opens VS Code on a copy of a folder, or on a `.code-workspace` file: with the extension of this folder, with one installed from a
 * `vsix`, or with others under development. `asksForTrust`: the folder is not trusted.
 */
export async function openWorkbench({ folder = join(root, 'test', 'playground', 'workspace'), file, vsix, extensions, kind, asksForTrust } = {}) {
  const executablePath = chromes.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined) throw new Error('No Chromium found: install it (Debian: apt-get install chromium) or set CHROME_PATH.');
  await install();
  const workspace = mkdtempSync(join(tmpdir(), 'workbench-'));
  cpSync(folder, workspace, { recursive: true });
  const host = await serve({ ...(vsix === undefined ? {} : { vsix }), asksForTrust });
  const browser = await chromium.launch({ executablePath, args: flags });
  const context = await browser.newContext({ viewport: { width: 1500, height: 950 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  mkdirSync(pictures, { recursive: true });
  const workbench = new Workbench(page, workspace, async () => {
    await browser.close();
    host.stop();
    rmSync(workspace, { recursive: true, force: true });
  });
  workbench.setTheme('dark');
  await page.goto(address(host.port, file ?? workspace, { extensions: extensions ?? (vsix === undefined ? [root] : []), kind }), { timeout: 90_000 });
  await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
  return workbench;
}

class Workbench {
  constructor(page, workspace, close) {
    this.page = page;
    this.workspace = workspace;
    this.close = close;
  }

  /** The playground's page, inside its two frames. */
  get playground() {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** As `playground`, for code that is run in it. */
  async frame() {
    const handle = await this.page.locator('iframe.webview.ready').elementHandle();
    const outer = await handle.contentFrame();
    return (await (await outer.waitForSelector('iframe#active-frame')).contentFrame());
  }

  /** Sets the colours, by the workspace's settings. */
  setTheme(name) {
    mkdirSync(join(this.workspace, '.vscode'), { recursive: true });
    writeFileSync(join(this.workspace, '.vscode', 'settings.json'), JSON.stringify({
      'workbench.colorTheme': themes[name], 'window.autoDetectHighContrast': false, 'files.autoSave': 'off', 'chat.disableAIFeatures': true, 'editor.minimap.enabled': false,
    }));
  }

  /** Opens the palette, types, and accepts the row of a text. What takes the focus meanwhile closes it: then once more. */
  async pick(key, typed, row) {
    const widget = this.page.locator('.quick-input-widget').first();
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.page.keyboard.press(key);
        await widget.locator('input').first().fill(typed, { timeout: 3000 });
        await this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: row }).first().waitFor({ timeout: 5000 });
        await this.page.keyboard.press('Enter');
        return;
      } catch (error) {
        if (attempt === 4) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Runs a command from the palette. */
  async command(title) {
    await this.pick('F1', `>${title}`, title);
    await this.page.locator('.quick-input-widget').first().waitFor({ state: 'hidden' });
  }

  /** Reloads the window as its command does, which saves what is open. */
  async reload() {
    await Promise.all([this.page.waitForEvent('domcontentloaded', { timeout: 60_000 }), this.pick('F1', '>Developer: Reload Window', 'Reload Window')]);
  }

  /** Opens a file with the cursor on the line of a text. */
  async open(name, text) {
    const lines = readFileSync(join(this.workspace, name), 'utf8').split('\n');
    const line = lines.findIndex((one) => one.includes(text));
    if (line < 0) throw new Error(`${text} is not in ${name}`);
    // Into the group of the source, whatever has the focus.
    await this.page.keyboard.press('Control+1');
    await this.pick('Control+P', `${name}:${line + 1}:${lines[line].indexOf(text) + 1}`, name);
    await this.page.locator('.quick-input-widget').first().waitFor({ state: 'hidden' });
    // Commands of an editor are offered only where it has the focus.
    await this.page.locator('.monaco-editor.focused').first().waitFor();
  }

  /** Opens the playground on the line of a text; the server may still be starting. */
  async openPlayground(name, text, title) {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await this.open(name, text);
      await this.command('Shape Inspector: Open in Playground');
      const found = await this.playground.locator('h2', { hasText: title }).first().waitFor({ timeout: 4000 }).then(() => true, () => false);
      if (found) return;
    }
    await this.picture('not-opened');
    throw new Error(`the playground did not open on ${text}`);
  }

  /** Does something while the playground is 400 pixels wide. */
  async narrow(act) {
    const { width, height } = this.page.viewportSize();
    const [{ width: now }] = [await this.page.locator('iframe.webview.ready').boundingBox()];
    // The editor beside it takes its share of what goes.
    for (let next = width - Math.round((now - 400) * 1.5); ; next -= 20) {
      await this.page.setViewportSize({ width: next, height });
      await this.page.waitForTimeout(300);
      if ((await this.page.locator('iframe.webview.ready').boundingBox()).width <= 405) break;
    }
    try {
      return await act();
    } finally {
      await this.page.setViewportSize({ width, height });
      await this.page.waitForTimeout(300);
    }
  }

  async picture(name) {
    await this.page.screenshot({ path: join(pictures, `${name}.png`) });
  }

  /** The text of the open editor. */
  async editorText() {
    const lines = await this.page.locator('.editor-instance .view-line').allTextContents();
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }
}
