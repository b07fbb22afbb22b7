#!/usr/bin/env node
// Takes the place of VS Code's executable: understands the arguments that test-electron gives it, and opens the suites in
// VS Code for the browser in headless Chromium. Exits with the suites' status.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { address, serve } from '../start/host.mjs';

const chromes = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];
const chromeFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const results = process.env.SHAPE_INSPECTOR_TEST_RESULTS;

async function main() {
  const executablePath = chromes.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined) throw new Error('No Chromium found: install it (Debian: apt-get install chromium) or set CHROME_PATH.');
  const { values, positionals } = parseArgs({ strict: false, allowPositionals: true, options: { extensionTestsPath: { type: 'string' }, extensionDevelopmentPath: { type: 'string' } } });
  const vsix = process.env.SHAPE_INSPECTOR_VSIX;
  const host = await serve(vsix === undefined ? {} : { vsix });
  const browser = await chromium.launch({ executablePath, args: chromeFlags });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    return await runSuites(page, host, address(host.port, positionals[0], { tests: values.extensionTestsPath, extensions: [values.extensionDevelopmentPath] }));
  } finally {
    await browser.close();
    host.stop();
  }
}

/** Opens the workbench with the suites as its tests; resolves to their exit status. What they ask of the page is done. */
async function runSuites(page, host, url) {
  const exit = new Promise((resolve) => {
    void page.exposeFunction('codeAutomationExit', (code) => resolve(code));
  });
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    if (process.env.DEBUG) console.error(type, ...args);
  });
  const asking = setInterval(() => void answer(page), 150);
  try {
    await page.goto(url);
    const late = new Promise((resolve) => {
      setTimeout(() => resolve('no answer after 8 minutes'), 480_000).unref();
    });
    const status = await Promise.race([exit, late]);
    if (typeof status !== 'string') return status;
    await page.screenshot({ path: join(results, 'screenshots', 'stuck.png') });
    throw new Error(`VS Code gave ${status}; see ${join(results, 'screenshots', 'stuck.png')}\n${host.log().slice(-3000)}`);
  } finally {
    clearInterval(asking);
  }
}

const escaped = (text) => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');

let busy = false;

/** A suite asks by the file `page.ask`, and waits until it is gone; `page.failed` says why it was not done. */
async function answer(page) {
  const ask = join(results, 'page.ask');
  if (busy || !existsSync(ask)) return;
  busy = true;
  try {
    const { name, hover, text, button } = JSON.parse(readFileSync(ask, 'utf8'));
    if (text) await page.getByText(text).and(page.locator(':visible')).first().waitFor({ timeout: 10_000 });
    if (hover) {
      // The editor draws spaces as no-break spaces.
      const line = new RegExp(hover.line.split(' ').map(escaped).join('\\s'));
      await page.locator('.view-line').filter({ hasText: line }).getByText(hover.text).last().hover({ timeout: 5000 });
      await page.locator('.monaco-hover:visible').first().waitFor({ timeout: 5000 });
    }
    if (name) await page.screenshot({ path: join(results, 'screenshots', `${name}.png`) });
    if (button) await page.getByRole('button', { name: button }).first().click({ timeout: 5000 });
  } catch (error) {
    writeFileSync(join(results, 'page.failed'), error.message);
  } finally {
    rmSync(ask, { force: true });
    busy = false;
  }
}

main().then(
  (status) => process.exit(status),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
