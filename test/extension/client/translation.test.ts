import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type ts from 'typescript';

const typescript = createRequire(resolve('package.json'))('typescript') as typeof ts;
/** What people see in the editor is written in these; files of the analysis that say something to them by name. */
const folders = ['extension/client', 'extension/server'];
const files = ['extension/analysis/hover.ts', 'extension/analysis/pin-edit.ts', 'extension/analysis/fix.ts'];
const translations = ['zh-cn'];

/** Names, which no language changes. */
const names = ['Shape Inspector'];

/** Whether a text is for people: words, or one word with a capital. Markup and policies of pages are for machines. */
function isForPeople(text: string): boolean {
  return !names.includes(text) && !text.includes('<') && !/^[a-z]+-src /.test(text) && (/[A-Za-z]{2,} [A-Za-z]{2,}/.test(text) || /^[A-Z][a-z]+$/.test(text));
}

/** The texts of a source: those that are translated, and those for people that are not. */
function textsOf(path: string, text: string): { readonly translated: string[]; readonly missed: string[] } {
  const found = { translated: [] as string[], missed: [] as string[] };
  const source = typescript.createSourceFile(path, text, typescript.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (typescript.isImportDeclaration(node)) return;
    if (typescript.isCallExpression(node) && /(^|\.)l10n\.t$/.test(node.expression.getText())) {
      const [message, ...values] = node.arguments;
      if (message !== undefined && typescript.isStringLiteralLike(message)) found.translated.push(message.text);
      else found.missed.push(`${path}: ${node.getText()} (its text must be a literal)`);
      values.forEach(visit);
      return;
    }
    const own = typescript.isStringLiteralLike(node) ? node.text : typescript.isTemplateExpression(node) ? [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('0') : null;
    if (own !== null && isForPeople(own)) found.missed.push(`${path}: ${own}`);
    typescript.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const json = (path: string): Record<string, string> => JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
const sorted = (texts: Iterable<string>): readonly string[] => [...new Set(texts)].sort();
const placeholders = (text: string): readonly string[] => sorted(text.match(/\{\d+\}/g) ?? []);
const paths = [...folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name))), ...files];
const sources = paths.map((path) => textsOf(path, readFileSync(path, 'utf8')));

describe('translations', () => {
  it('see a text for people that is not translated', () => {
    assert.deepEqual(textsOf('a.ts', "f('Not said'); g('Open'); h(`Saved ${path} here now`); l10n.t('Said {0}', 'Not this');").missed, ['a.ts: Not said', 'a.ts: Open', 'a.ts: Saved 0 here now', 'a.ts: Not this']);
  });

  it('miss no text of the client and the server', () => {
    assert.deepEqual(sources.flatMap(({ missed }) => missed), [], 'give it to l10n.t, and translate it in l10n/');
  });

  const keys = sorted((JSON.stringify(JSON.parse(readFileSync('package.json', 'utf8'))).match(/"%[^"%]+%"/g) ?? []).map((key) => key.slice(2, -2)));

  it('of the manifest have a text for each key, and no other', () => {
    assert.deepEqual(sorted(Object.keys(json('package.nls.json'))), keys);
  });

  for (const language of translations) {
    it(`into ${language} are complete, and fill in the same values`, () => {
      const bundle = json(`l10n/bundle.l10n.${language}.json`);
      assert.deepEqual(sorted(Object.keys(bundle)), sorted(sources.flatMap(({ translated }) => translated)));
      const manifest = json(`package.nls.${language}.json`);
      assert.deepEqual(sorted(Object.keys(manifest)), keys);
      for (const [text, translation] of [...Object.entries(bundle), ...Object.entries(manifest)]) assert.notEqual(translation.trim(), '', text);
      for (const [text, translation] of Object.entries(bundle)) assert.deepEqual(placeholders(translation), placeholders(text), text);
    });
  }
});
