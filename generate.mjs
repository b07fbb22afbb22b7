// Writes what is made of the rules' metadata: pages, the table in the README, the editor's settings. `node generate.mjs`. A test fails when it is stale.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as esbuild from 'esbuild';

const bundle = await esbuild.build({
  stdin: { contents: "export { rules } from './kernels/rules/catalogue'; export { pageOf, pagePath, tableOf } from './kernels/rules/page'; export { editorDescriptions, editorSchema } from './extension/policy/schema';", resolveDir: '.' },
  bundle: true, write: false, format: 'esm', platform: 'browser', logLevel: 'warning',
});
const { rules, pageOf, pagePath, tableOf, editorDescriptions, editorSchema } = await import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].text).toString('base64')}`);

rmSync('docs/rules', { recursive: true, force: true });
for (const rule of rules) {
  mkdirSync(dirname(pagePath(rule)), { recursive: true });
  writeFileSync(pagePath(rule), pageOf(rule));
}
const readme = readFileSync('README.md', 'utf8');
writeFileSync('README.md', readme.replace(/(<!-- rules -->\n)[^]*(<!-- end of rules -->)/, (_, start, end) => `${start}${tableOf(rules)}\n${end}`));

// Settings that are not about rules are written by hand.
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const { properties } = manifest.contributes.configuration;
const schema = editorSchema();
manifest.contributes.configuration.properties = { ...Object.fromEntries(Object.entries(properties).filter(([name]) => name.split('.').length > 2)), ...schema };
writeFileSync('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
const strings = JSON.parse(readFileSync('package.nls.json', 'utf8'));
writeFileSync('package.nls.json', `${JSON.stringify({ ...strings, ...editorDescriptions() }, null, 2)}\n`);
