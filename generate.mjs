// Writes what is made of the rules' metadata: `node generate.mjs`. A test fails when it is stale.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as esbuild from 'esbuild';

const bundle = await esbuild.build({
  stdin: { contents: "export { rules } from './kernels/rules/catalogue'; export { pageOf, pagePath, tableOf } from './kernels/rules/page';", resolveDir: '.' },
  bundle: true, write: false, format: 'esm', platform: 'neutral', logLevel: 'warning',
});
const { rules, pageOf, pagePath, tableOf } = await import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].text).toString('base64')}`);

rmSync('docs/rules', { recursive: true, force: true });
for (const rule of rules) {
  mkdirSync(dirname(pagePath(rule)), { recursive: true });
  writeFileSync(pagePath(rule), pageOf(rule));
}
const readme = readFileSync('README.md', 'utf8');
writeFileSync('README.md', readme.replace(/(<!-- rules -->\n)[^]*(<!-- end of rules -->)/, (_, start, end) => `${start}${tableOf(rules)}\n${end}`));
