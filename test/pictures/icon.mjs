// Draws the extension's icon from its source: `node test/pictures/icon.mjs`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from '../start/host.mjs';

const source = readFileSync(join(root, 'docs', 'icon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
await page.setContent(`<body style="margin:0;background:transparent">${source}</body>`);
writeFileSync(join(root, 'docs', 'icon.png'), await page.screenshot({ omitBackground: true }));
await browser.close();
