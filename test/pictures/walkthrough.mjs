// Cuts the walkthrough's pictures out of what the suites photographed in a real VS Code, and of the README's picture of the
// playground: `node test/vscode/run.mjs && node test/pictures/walkthrough.mjs`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from '../start/host.mjs';

const screenshots = join(root, '.vscode-test', 'results', 'screenshots');
const pictures = {
  shapes: { from: join(screenshots, 'inlay-hints.png'), x: 352, y: 301, width: 820, height: 465 },
  hover: { from: join(screenshots, 'hover.png'), x: 352, y: 92, width: 920, height: 500 },
  findings: { from: join(screenshots, 'diagnostics.png'), x: 352, y: 180, width: 926, height: 588 },
  playground: { from: join(root, 'docs', 'playground-pool.png'), x: 665, y: 420, width: 615, height: 580 },
};
const folder = join(root, 'docs', 'walkthrough');
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
for (const [name, { from, ...cut }] of Object.entries(pictures)) {
  const source = `data:image/png;base64,${readFileSync(from).toString('base64')}`;
  const picture = await page.evaluate(async ({ source, cut: { x, y, width, height } }) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d').drawImage(image, x, y, width, height, 0, 0, width, height);
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.85 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  }, { source, cut });
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(picture));
}
await browser.close();
