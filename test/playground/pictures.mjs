// Takes the README's pictures of the playground: `node test/playground/pictures.mjs`.
import { join } from 'node:path';
import { root } from '../start/host.mjs';
import { openWorkbench } from './workbench.mjs';

const workbench = await openWorkbench();
const { page, playground } = workbench;
await page.setViewportSize({ width: 1280, height: 1000 });
const shoot = (name) => page.screenshot({ path: join(root, 'docs', `${name}.png`) });
await workbench.openPlayground('net.py', 'self.pool = nn.MaxPool2d(3', 'pool: MaxPool2d');
await page.keyboard.press('Control+B');
await playground.getByLabel('Gradient from above').selectOption('ones');
await playground.getByLabel('padding', { exact: true }).fill('1');
await page.waitForTimeout(1000);
const output = playground.getByRole('application', { name: /^Output:/ });
await output.scrollIntoViewIfNeeded();
await playground.getByRole('application', { name: /^Gradient of the input:/ }).scrollIntoViewIfNeeded();
const { width, height } = await output.boundingBox();
await output.hover({ position: { x: width * 0.4, y: height * 0.4 } });
await page.waitForTimeout(500);
await shoot('playground-pool');
await workbench.openPlayground('net.py', 'self.bn = nn', 'Which elements share statistics');
await page.waitForTimeout(1000);
await shoot('playground-norm');
await workbench.close();
