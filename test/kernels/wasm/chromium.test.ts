import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, Page, Route } from 'playwright-core';
import { readTruth } from './truth';
import type { Verdict } from './truth';
import { truthFiles } from './truth-file';

const address = 'http://kernels.test/';
/** As strict as a webview can have it: no eval, and workers from blobs only. */
const policy = "default-src 'none'; script-src 'wasm-unsafe-eval'; worker-src blob:; connect-src 'self'";
const executables = [process.env['CHROME_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/** Serves what the page asks for, without a server. */
function answer(files: ReadonlyMap<string, ArrayBuffer>, route: Route): Promise<void> {
  const path = new URL(route.request().url()).pathname.slice(1);
  if (path === '') {
    return route.fulfill({ contentType: 'text/html', headers: { 'content-security-policy': policy }, body: '<!doctype html><title>kernels</title>' });
  }
  const file = files.get(path);
  if (file !== undefined) return route.fulfill({ body: Buffer.from(file) });
  if (path === 'kernels.wasm') return route.fulfill({ path: 'dist/kernels.wasm' });
  return path === 'worker.js' ? route.fulfill({ path: 'dist-test/kernels/wasm/truth.worker.js' }) : route.fulfill({ status: 404 });
}

/** Runs in the page: a worker from a blob, and the bytes posted in. */
async function verdicts(names: readonly string[]): Promise<readonly Verdict[]> {
  const bytes = async (path: string) => (await fetch(path)).arrayBuffer();
  const script = await (await fetch('worker.js')).text();
  const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
  const files = await Promise.all(names.map(async (name) => ({ name, bytes: await bytes(name) })));
  const kernels = await bytes('kernels.wasm');
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      resolve(data as readonly Verdict[]);
    };
    worker.onerror = (event) => {
      reject(new Error(event.message));
    };
    worker.postMessage({ kernels, files });
  });
}

describe('kernels in a worker of headless Chromium', function chromiumSuite() {
  this.timeout(180_000);
  const files = truthFiles();
  let browser: Browser;
  let page: Page;
  before(async () => {
    const executablePath = executables.find((path) => path !== undefined && existsSync(path));
    assert.ok(executablePath !== undefined, 'No Chromium found: install it (Debian: apt-get install chromium) or set CHROME_PATH.');
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    page = await browser.newPage();
    await page.route(`${address}**`, (route) => answer(files, route));
    await page.goto(address);
  });
  after(() => browser.close());

  for (const [name, file] of files) {
    it(`pass every case of ${name}`, async () => {
      const found = await page.evaluate(verdicts, [name]);
      assert.deepEqual(found.flatMap(({ failures }) => failures).slice(0, 5), []);
      assert.equal(found.reduce((sum, { count }) => sum + count, 0), readTruth(file).cases.length);
    });
  }

  it('are small', () => {
    assert.ok(readFileSync('dist/kernels.wasm').length < 60 * 1024);
  });
});
