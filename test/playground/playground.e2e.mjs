// The playground in a real VS Code, by the controls that a person uses.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../start/host.mjs';
import { openWorkbench, themes } from './workbench.mjs';

const truth = JSON.parse(readFileSync(join(root, 'test', 'playground', 'truth.json'), 'utf8'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A number as the page writes it. */
const shown = (value, digits = 4) => String(Number(value.toPrecision(digits))).replace('-', '−');

describe('the playground', function () {
  this.timeout(180_000);
  let workbench;
  const page = () => workbench.playground;
  const arithmetic = () => page().getByTestId('arithmetic').innerText();
  const map = (name) => page().getByRole('application', { name: new RegExp(`^${name}:`) });
  const field = (name) => page().getByLabel(name, { exact: true });
  const until = async (ask, wanted, what) => {
    let last;
    for (let attempt = 0; attempt < 60; attempt += 1) {
      last = await ask();
      if (wanted instanceof RegExp ? wanted.test(last) : last === wanted) return last;
      await workbench.page.waitForTimeout(100);
    }
    return assert.fail(`${what}: ${String(last)} instead of ${String(wanted)}`);
  };
  /** Points at a cell of a map. */
  const point = async (name, row, column, rows, columns) => {
    const box = await map(name).boundingBox();
    await map(name).hover({ position: { x: ((column + 0.5) * box.width) / columns, y: ((row + 0.5) * box.height) / rows } });
  };

  before(async () => {
    workbench = await openWorkbench();
    await workbench.openPlayground('net.py', 'self.pool = nn.MaxPool2d(3', 'pool: MaxPool2d');
  });
  after(async () => {
    await workbench?.close();
  });
  afterEach(async function () {
    if (this.currentTest.state === 'failed') await workbench.picture(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });

  it('opens from a line with the op, its parameters and its input', async () => {
    assert.equal(await field('kernel_size').inputValue(), '3');
    assert.equal(await field('stride').inputValue(), '2');
    assert.equal(await field('Shape').inputValue(), '2, 4, 8, 8');
    assert.match(await page().getByTestId('steps').innerText(), /\[2, 4, 8, 8\] → \[2, 4, 3, 3\]/);
  });

  it('spells out the arithmetic of the cell that is pointed at, with the numbers of PyTorch', async () => {
    await field('Sample').selectOption('ramp');
    for (const [row, column] of [[0, 0], [1, 2]]) {
      await point('Output', row, column, 3, 3);
      await until(arithmetic, new RegExp(`output\\[${row}, ${column}\\] = max\\(.*\\) = ${shown(truth.max_pool.output[row][column])}`), 'arithmetic');
    }
    await workbench.picture('pooling');
  });

  it('walks by arrow keys, and steps through the sweep', async () => {
    await map('Output').focus();
    await workbench.page.mouse.move(5, 5);
    await workbench.page.keyboard.press('ArrowRight');
    await workbench.page.keyboard.press('ArrowDown');
    await until(arithmetic, /^output\[1, 0\]/, 'arrow keys');
    await page().getByRole('button', { name: 'Step', exact: true }).click();
    await until(arithmetic, /^output\[/, 'step');
    const before = await arithmetic();
    await page().getByRole('button', { name: 'Step', exact: true }).click();
    assert.notEqual(await until(arithmetic, /^output\[/, 'step'), before);
  });

  it('tells which windows read an input cell, and which cells none reads', async () => {
    await point('Input', 2, 2, 8, 8);
    await until(arithmetic, /^input\[2, 2\] = .* is read by 4 windows/, 'readers');
    await point('Input', 7, 7, 8, 8);
    await until(arithmetic, /^input\[7, 7\] = .* is read by no window/, 'unread');
  });

  it('routes the gradient of one cell back as PyTorch does', async () => {
    await field('Gradient from above').selectOption('cell');
    const box = await map('Output').boundingBox();
    await map('Output').click({ position: { x: (2.5 * box.width) / 3, y: (1.5 * box.height) / 3 } });
    const [row] = truth.max_pool_cell.gradient.flatMap((values, index) => (values.some((value) => value !== 0) ? [index] : []));
    const column = truth.max_pool_cell.gradient[row].findIndex((value) => value !== 0);
    await point('Gradient of the input', row, column, 8, 8);
    await until(arithmetic, new RegExp(`^input\\[${row}, ${column}\\] = .*its gradient is 1$`), 'gradient');
    await point('Gradient of the input', 0, 0, 8, 8);
    await until(arithmetic, /its gradient is 0$/, 'no gradient');
    await field('Gradient from above').selectOption('ones');
  });

  it('follows a changed parameter, and keeps the picture where the op refuses it', async () => {
    await field('padding').fill('1');
    await until(() => page().getByTestId('steps').innerText(), /→ \[2, 4, 4, 4\]/, 'shape');
    await point('Output', 3, 3, 4, 4);
    await until(arithmetic, new RegExp(`output\\[3, 3\\] = max\\(.*= ${shown(truth.max_pool_padded.output[3][3])}`), 'arithmetic');
    await field('padding').fill('2');
    await until(() => page().locator('.parameters .refusal').first().innerText(), /pad should be at most half of effective kernel size, but got pad=2, kernel_size=3 and dilation=1/, 'refusal');
    assert.match(await page().getByTestId('steps').innerText(), /→ \[2, 4, 4, 4\]/);
    await page().getByRole('tab', { name: 'Block' }).click();
    await page().getByRole('tab', { name: 'Layer' }).click();
    await workbench.page.mouse.move(5, 5);
    await until(arithmetic, /^Every input cell is read/, 'windows of the last good parameters');
    await workbench.picture('refused');
    await field('padding').fill('1');
    await until(() => page().locator('.parameters .refusal').count(), 0, 'no refusal');
  });

  it('compares the poolings on the same tensor', async () => {
    await page().getByText('Side by side on the same tensor').click();
    for (const name of ['MaxPool', 'AvgPool', 'AdaptiveAvgPool', 'Global average', 'Strided Conv, random weights']) await map(name).waitFor();
  });

  it('takes numbers from .npy files and images, and says what is wrong with broken ones', async () => {
    await page().getByText('From a file, or pasted').click();
    const notice = () => page().getByRole('status').innerText();
    const give = (name, buffer) => field('File').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4, 8, 8), }".padEnd(117) + '\n';
    const npy = Buffer.concat([Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]), Buffer.from(header), Buffer.from(new Float32Array(512).fill(2).buffer)]);
    await give('twos.npy', npy);
    await until(notice, 'twos.npy: 512 numbers', 'npy');
    await until(() => page().getByTestId('steps').innerText(), /\[2, 4, 8, 8\] → /, 'shape');
    await point('Output', 1, 1, 4, 4);
    await until(arithmetic, /= 2$/, 'twos');
    await give('cut.npy', npy.subarray(0, 300));
    await until(notice, /^cut\.npy could not be read: .* Choose an image or a \.npy file of numbers\.$/, 'cut npy');
    await give('broken.png', Buffer.from('not an image'));
    await until(notice, /^broken\.png could not be read: /, 'broken image');
    await give('red.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="#f00"/></svg>'));
    await until(notice, /^red\.svg/, 'image');
    await give('red.png', readFileSync(join(root, 'test', 'playground', 'red.png')));
    await until(notice, 'red.png: 192 numbers', 'image');
    await point('Output', 1, 1, 4, 4);
    await until(arithmetic, /= 1$/, 'red');
    await field('Image as').selectOption('signed');
    await page().getByLabel('Plane', { exact: true }).fill('1');
    await point('Output', 1, 1, 4, 4);
    await until(arithmetic, /= −1$/, 'no green, normalised');
    await page().getByLabel('Plane', { exact: true }).fill('0');
    await field('Numbers').fill('1 2\n3 x');
    await page().getByRole('button', { name: 'Use', exact: true }).click();
    await until(notice, /^Paste rows of numbers of one length/, 'pasted');
    await field('Sample').selectOption('ramp');
  });

  it('is walked through by Tab: every control is reached', async () => {
    const frame = await workbench.frame();
    await page().getByRole('tab', { name: 'Layer' }).focus();
    const missed = await frame.evaluate(() => {
      globalThis.reached = new Set();
      addEventListener('focusin', (event) => globalThis.reached.add(event.target));
      return null;
    });
    assert.equal(missed, null);
    for (let press = 0; press < 80; press += 1) await workbench.page.keyboard.press('Tab');
    const unreached = await frame.evaluate(() => [...document.querySelectorAll('button, input, select, textarea, summary, [tabindex="0"]')]
      .filter((element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility() && !globalThis.reached.has(element) && element.getAttribute('role') !== 'tab')
      .map((element) => element.outerHTML.slice(0, 120)));
    assert.deepEqual(unreached, []);
  });

  it('keeps its state when the window is reloaded', async () => {
    await workbench.reload();
    await page().locator('h2', { hasText: 'pool: MaxPool2d' }).waitFor({ timeout: 60_000 });
    await until(() => field('padding').inputValue(), '1', 'padding');
    await until(() => page().getByTestId('steps').innerText(), /→ \[2, 4, 4, 4\]/, 'shape');
    assert.equal(await field('Sample').inputValue(), 'ramp');
  });

  it('writes changed parameters back into the source, where undo takes them out', async () => {
    await workbench.openPlayground('net.py', 'self.pool = nn.MaxPool2d(3', 'pool: MaxPool2d');
    await field('stride').fill('1');
    await page().getByRole('button', { name: 'Apply 1 to source' }).click();
    await until(() => workbench.editorText(), /self\.pool = nn\.MaxPool2d\(3, stride=1\)/, 'source');
    await until(() => page().getByTestId('steps').innerText(), /→ \[2, 4, 6, 6\]/, 'shape');
    await workbench.open('net.py', 'self.pool');
    await workbench.page.keyboard.press('Control+Z');
    await until(() => workbench.editorText(), /self\.pool = nn\.MaxPool2d\(3, stride=2\)/, 'undone');
  });

  it('shows which elements share statistics, and feeds batches', async () => {
    await workbench.openPlayground('net.py', 'self.bn = nn', 'Which elements share statistics');
    await until(() => page().getByRole('application', { name: /^(Batch|Layer|Instance|Group|RMS)Norm/ }).count(), 5, 'maps');
    const running = page().getByRole('img', { name: /^Running mean/ });
    await page().getByRole('button', { name: 'Feed a batch' }).click();
    await until(() => page().getByTestId('batches').innerText(), /^1 batches/, 'fed');
    const first = await running.getAttribute('aria-label');
    await page().getByRole('button', { name: 'Feed 10' }).click();
    await until(() => page().getByTestId('batches').innerText(), /^11 batches/, 'fed');
    assert.notEqual(await running.getAttribute('aria-label'), first);
    await field('batch size 16').fill('0');
    await field('values per sample').fill('1');
    await until(() => page().locator('.norms [role=alert]').innerText(), /Expected more than 1 value per channel when training, got input size torch\.Size\(\[1, 2, 1\]\)/, 'one value per channel');
    await workbench.picture('norms');
  });

  it('judges a block anew with every change, and proves what it says', async () => {
    await page().getByRole('tab', { name: 'Block' }).click();
    const finding = page().locator('[data-rule="norm/redundant-bias"]');
    await finding.waitFor();
    await finding.getByRole('button', { name: 'Show me' }).click();
    await page().getByText('which is rounding').waitFor();
    await workbench.picture('block');
    await page().getByRole('button', { name: 'Conv2d conv', exact: true }).click();
    await page().getByLabel('bias', { exact: true }).uncheck();
    await finding.waitFor({ state: 'detached' });
    await page().getByLabel('bias', { exact: true }).check();
    await finding.waitFor();
    await page().getByRole('button', { name: 'Remove BatchNorm2d bn' }).click();
    await finding.waitFor({ state: 'detached' });
  });

  it('shows the model, runs it, and leads back to the line', async () => {
    await page().getByRole('tab', { name: 'Model' }).click();
    await page().getByRole('heading', { name: /^Net: 418 parameters/ }).waitFor();
    await page().getByRole('button', { name: 'Run on the sample, random weights' }).click();
    await until(() => page().locator('.notice').innerText(), 'The model ran on the sample.', 'run');
    await workbench.picture('model');
    await page().getByRole('button', { name: 'fc', exact: true }).click();
    await until(() => workbench.page.locator('.statusbar-item', { hasText: 'Ln ' }).innerText(), /Ln 17/, 'line');
  });

  it('draws the model as a graph, whose boxes lead to their lines', async () => {
    await page().getByRole('button', { name: 'Graph', exact: true }).click();
    await page().getByRole('button', { name: /^pool MaxPool2d/ }).click();
    await until(() => workbench.page.locator('.statusbar-item', { hasText: 'Ln ' }).innerText(), /Ln 16/, 'line');
    await workbench.picture('graph');
  });

  it('stays interactive on 1 x 64 x 224 x 224', async () => {
    await workbench.openPlayground('net.py', 'self.pool = nn.MaxPool2d(kernel_size', 'pool: MaxPool2d');
    await until(() => page().getByTestId('steps').innerText(), /\[1, 64, 224, 224\] → \[1, 64, 112, 112\]/, 'shape');
    const times = [];
    for (let round = 0; round < 12; round += 1) {
      const [kernel, size] = round % 2 === 0 ? ['2', 112] : ['3', 112];
      await field('padding').fill(round % 2 === 0 ? '0' : '1');
      await field('kernel_size').fill(kernel);
      await until(() => page().getByTestId('steps').innerText(), new RegExp(`→ \\[1, 64, ${size}, ${size}\\]`), 'shape');
      await workbench.page.waitForTimeout(400);
      const text = await page().getByTestId('latency').innerText();
      times.push(text.includes('µs') ? Number.parseFloat(text) / 1000 : Number.parseFloat(text));
    }
    times.sort((a, b) => a - b);
    console.log(`      change to picture: median ${times[6]} ms of ${times.join(', ')}`);
  });

  it('opens in a moment', async () => {
    const times = [];
    for (let round = 0; round < 5; round += 1) {
      await workbench.page.getByRole('tab', { name: 'Playground' }).click();
      await workbench.command('View: Close Editor');
      await workbench.page.locator('iframe.webview').waitFor({ state: 'detached' });
      await workbench.open('net.py', 'self.pool = nn.MaxPool2d(3');
      const start = performance.now();
      await workbench.command('Shape Inspector: Open in Playground');
      const chosen = performance.now();
      await map('Output').waitFor();
      times.push([Math.round(performance.now() - chosen), Math.round(chosen - start)]);
    }
    const opened = times.map(([time]) => time).sort((a, b) => a - b);
    console.log(`      command to picture: median ${opened[2]} ms of ${opened.join(', ')}`);
  });

  for (const theme of Object.keys(themes)) {
    it(`has no violations of accessibility in the ${theme} theme`, async () => {
      workbench.setTheme(theme);
      const wanted = { dark: 'vscode-dark', light: 'vscode-light', contrast: 'vscode-high-contrast' }[theme];
      const frame = await workbench.frame();
      await until(() => frame.evaluate(() => document.body.className), new RegExp(wanted), 'theme');
      await frame.evaluate(axe);
      for (const view of ['Layer', 'Norms', 'Block', 'Model', 'Graph']) {
        await page().getByRole(view === 'Graph' ? 'button' : 'tab', { name: view, exact: true }).click();
        // With a refusal on the screen as well.
        if (view === 'Layer') await field('padding').fill('5');
        await workbench.page.waitForTimeout(400);
        const violations = await frame.evaluate(async () => (await globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })).violations
          .map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`).slice(0, 3).join(' | ')}`));
        assert.deepEqual(violations, [], `${view} in ${theme}`);
        await workbench.picture(`${view.toLowerCase()}-${theme}`);
        const unfits = await workbench.narrow(async () => {
          await workbench.picture(`${view.toLowerCase()}-${theme}-narrow`);
          return frame.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
        });
        assert.ok(unfits[1] <= unfits[0], `${view} is ${unfits[1]} wide in ${unfits[0]}`);
      }
    });
  }

  it('shows what a source says as text, whatever it says, and runs and fetches nothing', async () => {
    workbench.setTheme('dark');
    await workbench.openPlayground('hostile.py', 'nn.Conv2d(3, 4', '<img src=x onerror="hit = 1">: Conv2d');
    for (const view of ['Block', 'Model']) await page().getByRole('tab', { name: view, exact: true }).click();
    await page().getByRole('button', { name: 'parts.<img src=x onerror="hit = 1">', exact: true }).waitFor();
    await workbench.picture('hostile');
    await page().getByRole('tab', { name: 'Layer', exact: true }).click();
    await page().getByText('From a file, or pasted').click();
    const hostile = '<img src=x onerror="hit = 4">.npy';
    const header = `{'descr': '<img src=x onerror="hit = 5">', 'fortran_order': False, 'shape': (2,), }`.padEnd(117) + '\n';
    await field('File').setInputFiles({ name: hostile, mimeType: 'application/octet-stream', buffer: Buffer.concat([Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]), Buffer.from(header)]) });
    await until(async () => (await page().getByRole('status').innerText()).startsWith(`${hostile} could not be read: `), true, 'the header as text');
    const frame = await workbench.frame();
    const outcome = await frame.evaluate(async () => {
      const images = document.images.length;
      const violations = [];
      addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violations.push(effectiveDirective));
      document.body.insertAdjacentHTML('beforeend', '<img src="https://example.com/a.png" onerror="hit = 2">');
      const script = document.createElement('script');
      script.textContent = 'hit = 3';
      document.body.append(script);
      const far = document.createElement('script');
      far.src = 'https://example.com/a.js';
      document.body.append(far);
      const fetched = await fetch('https://example.com/').then(() => 'fetched', () => 'refused');
      await new Promise((resolve) => setTimeout(resolve, 500));
      document.querySelectorAll('body > img, body > script[src^="https://example"]').forEach((element) => element.remove());
      return { images, hit: globalThis.hit ?? null, fetched, violations: [...new Set(violations)].sort() };
    });
    assert.deepEqual(outcome, { images: 0, hit: null, fetched: 'refused', violations: ['connect-src', 'img-src', 'script-src-attr', 'script-src-elem'] });
  });

  it('runs a layer of TensorFlow.js with its channels last, in its own words, and writes it back', async () => {
    workbench.setTheme('dark');
    await workbench.openPlayground('digits.ts', 'tf.layers.maxPooling2d', 'max_pooling2d_MaxPooling2D1: MaxPooling2D');
    assert.equal(await field('poolSize').inputValue(), '[3, 3]');
    assert.equal(await field('Shape').inputValue(), '4, 28, 28, 8');
    await page().getByText('NHWC', { exact: true }).waitFor();
    await until(() => page().getByTestId('steps').innerText(), /^\[4, 28, 28, 8\] → \[4, 14, 14, 8\]\nH_out = W_out = ⌈28 \/ 2⌉ = 14$/, 'shape');
    await point('Output', 13, 13, 14, 14);
    await until(arithmetic, /^output\[13, 13\] = max\(.*\) = .* \(5 in the padding\)$/, 'padding after the map');
    await workbench.picture('tensorflow');
    await field('padding').selectOption('valid');
    await until(() => page().getByTestId('steps').innerText(), /→ \[4, 13, 13, 8\]\nH_out = W_out = ⌈\(28 − 3 \+ 1\) \/ 2⌉ = 13$/, 'shape');
    await field('poolSize').fill('29');
    await until(() => page().locator('.parameters .refusal').first().innerText(), /The pool of 29 x 29 is larger than its input of 28 x 28/, 'refusal');
    await field('poolSize').fill('2');
    await page().getByRole('button', { name: 'Apply 2 to source' }).click();
    await until(() => workbench.editorText(), /tf\.layers\.maxPooling2d\(\{ poolSize: 2, strides: 2, padding: 'valid' \}\)/, 'source');
    await until(() => page().getByTestId('steps').innerText(), /→ \[4, 14, 14, 8\]/, 'shape');
    await page().getByRole('tab', { name: 'Block' }).click();
    await page().locator('[data-rule="norm/redundant-bias"]').waitFor();
    await page().getByRole('button', { name: /^Conv2D conv2d/ }).click();
    await field('useBias').uncheck();
    await page().locator('[data-rule="norm/redundant-bias"]').waitFor({ state: 'detached' });
    await workbench.picture('tensorflow-block');
    await page().getByRole('tab', { name: 'Model' }).click();
    await page().getByRole('button', { name: 'Run on the sample, random weights' }).click();
    await until(() => page().locator('.notice').innerText(), 'The model ran on the sample.', 'run');
    await workbench.picture('tensorflow-model');
    await workbench.openPlayground('digits.ts', 'tf.layers.batchNormalization', 'Which elements share statistics');
  });
});
