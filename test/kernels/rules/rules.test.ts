import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { rules } from '../../../kernels/rules/catalogue';
import { editorSchema } from '../../../extension/policy/schema';
import { pageOf, pagePath, tableOf } from '../../../kernels/rules/page';
import { diagnosticsOf } from './program';

const folder = 'kernels/rules';

describe('rules', () => {
  it('are the files of the folder', () => {
    const files = readdirSync(folder).filter((file) => readFileSync(`${folder}/${file}`, 'utf8').includes(': Rule = {'));
    assert.deepEqual(rules.map(({ id }) => `${id.split('/')[1] ?? ''}.ts`).sort(), files.sort());
  });
  it('have ids of their own', () => {
    assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
  });
  it('have a page each, and no page is without a rule', () => {
    const pages = readdirSync('docs/rules', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md')).map((path) => `docs/rules/${path}`);
    assert.deepEqual(pages.sort(), rules.map(pagePath).sort());
  });
  it('stand in the table of the README', () => {
    assert.ok(readFileSync('README.md', 'utf8').includes(`\n${tableOf(rules)}\n`), 'the table is stale: node generate.mjs');
  });
  it('stand in the settings of the editor', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, unknown>> } } };
    const { properties } = contributes.configuration;
    const written = Object.fromEntries(Object.entries(properties).filter(([name]) => name.split('.').length === 2));
    assert.deepEqual(written, JSON.parse(JSON.stringify(editorSchema())), 'the settings are stale: node generate.mjs');
  });
  for (const rule of rules) {
    const file = rule.language === 'typescript' ? 'main.ts' : 'main.py';
    describe(rule.id, () => {
      it('has a page that is up to date', () => {
        assert.equal(readFileSync(pagePath(rule), 'utf8'), pageOf(rule), 'the page is stale: node generate.mjs');
      });
      it('fires alone on its wrong example', async () => {
        const found = await diagnosticsOf(rule.wrong, file);
        assert.deepEqual([...new Set(found.map(({ code, severity }) => `${severity} ${code}`))], [`${rule.severity} ${rule.id}`]);
      });
      it('leaves its right example in peace, and so does every other', async () => {
        assert.deepEqual((await diagnosticsOf(rule.right, file)).map(({ code, message }) => `${code}: ${message}`), []);
      });
      it('says all that its page needs', () => {
        for (const text of [rule.summary, rule.why, rule.wrong, rule.right, rule.whenNot]) assert.notEqual(text, '');
        assert.doesNotMatch(rule.summary, /\.$/);
        assert.ok(rule.sources.length > 0);
      });
    });
  }
});
