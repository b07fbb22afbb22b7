// Runs the suites of this folder inside the extension host of a real VS Code, opened in headless Chromium.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { address, install, root, serve } from '../start/host.mjs';

const chromes = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];
const results = join(root, '.vscode-test', 'results');

async function main() {
  const executablePath = chromes.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined) throw new Error('No Chromium found: install it (Debian: apt-get install chromium) or set CHROME_PATH.');
  await install();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(join(results, 'screenshots'), { recursive: true });
  const host = await serve({ SHAPE_INSPECTOR_TEST_RESULTS: results });
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const status = await runSuites(page, host);
    const report = join(results, 'report.txt');
    if (existsSync(report)) process.stdout.write(readFileSync(report, 'utf8'));
    else console.error(`The suites left no report (exit ${status}).\n${host.log().slice(-3000)}`);
    return existsSync(report) ? status : 1;
  } finally {
    await browser.close();
    host.stop();
  }
}

/** Opens the workbench with the suites as its tests; resolves to their exit status. Screenshots are taken on request. */
async function runSuites(page, host) {
  const exit = new Promise((resolve) => {
    void page.exposeFunction('codeAutomationExit', (code) => resolve(code));
  });
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    if (type === 'error' || process.env.DEBUG) console.error(...args);
  });
  const asking = setInterval(() => void takeScreenshots(page), 150);
  try {
    await page.goto(address(host.port, join(root, 'test', 'sample'), join(root, 'dist-test', 'vscode', 'suite.js')));
    const late = new Promise((resolve) => {
      setTimeout(() => resolve('no answer after 5 minutes'), 300_000).unref();
    });
    const status = await Promise.race([exit, late]);
    if (typeof status === 'string') {
      await page.screenshot({ path: join(results, 'screenshots', 'stuck.png') });
      console.error(`VS Code gave ${status}; see .vscode-test/results/screenshots/stuck.png\n${host.log().slice(-3000)}`);
      return 1;
    }
    return status;
  } finally {
    clearInterval(asking);
  }
}

const escaped = (text) => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');

let busy = false;

/** A suite asks for a screenshot by the file `screenshot.ask`, and waits until it is gone; `screenshot.failed` says why there is none. */
async function takeScreenshots(page) {
  if (busy) return;
  busy = true;
  try {
    const ask = join(results, 'screenshot.ask');
    if (!existsSync(ask)) return;
    const { name, hover } = JSON.parse(readFileSync(ask, 'utf8'));
    if (hover) {
      // The editor draws spaces as no-break spaces.
      const line = new RegExp(hover.line.split(' ').map(escaped).join('\\s'));
      await page.locator('.view-line').filter({ hasText: line }).getByText(hover.text).last().hover({ timeout: 5000 });
      await page.locator('.monaco-hover:visible').first().waitFor({ timeout: 5000 });
    }
    await page.screenshot({ path: join(results, 'screenshots', `${name}.png`) });
    rmSync(ask);
  } catch (error) {
    writeFileSync(join(results, 'screenshot.failed'), error.message);
    rmSync(join(results, 'screenshot.ask'), { force: true });
  } finally {
    busy = false;
  }
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
