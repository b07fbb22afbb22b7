import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { SyntaxTree } from '../../../extension/syntax/parser';
import { printStatements } from '../../../extension/syntax/print';
import { astRows } from './ast-rows';
import { pythonParser } from '../../parser';

/** Numbers in [0, 1) that are the same in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const insertions = ['x', ' ', '\n', '\n    ', '(', ')', '[', ']', '"', "'", '"""', ':', ',', '.', '=', '😀', '漢', '# ', 'def f(x):\n', 'if ', 'return ', '\\', '\r\n', '{', 'f"{'];

function everything(tree: SyntaxTree): unknown {
  const module = tree.module();
  return { printed: printStatements(module.body), rows: astRows(module), problems: module.problems, comments: module.comments };
}

describe('an edited tree equals a fresh parse', () => {
  const folder = 'test/extension/syntax/source';
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.py'))) {
    it(name, async () => {
      const parser = await pythonParser();
      const random = randomNumbers(name.length);
      const original = readFileSync(`${folder}/${name}`, 'utf8').slice(0, 1500);
      let tree = parser.parse(original);
      for (let round = 0; round < 60; round++) {
        // Every few edits the text is whole again, so that both valid and broken texts are edited.
        const base = round % 4 === 0 ? original : tree.text;
        const start = Math.floor(random() * base.length);
        const removed = random() < 0.5 ? 0 : Math.floor(random() * 12);
        const inserted = random() < 0.3 ? '' : (insertions[Math.floor(random() * insertions.length)] ?? '');
        const text = base.slice(0, start) + inserted + base.slice(start + removed);
        const edited = tree.edit(text);
        const fresh = parser.parse(text);
        assert.deepEqual(everything(edited), everything(fresh), JSON.stringify(text));
        fresh.dispose();
        tree.dispose();
        tree = edited;
      }
      tree.dispose();
    });
  }

  it('leaves the old tree and what was lowered from it as they were', async () => {
    const parser = await pythonParser();
    const tree = parser.parse('def f():\n    return 1\n');
    const module = tree.module();
    const edited = tree.edit('def g(x, y):\n    return x + y\n');
    assert.equal(printStatements(edited.module().body), 'def g(x, y) { return (x + y) }');
    assert.equal(printStatements(module.body), 'def f() { return 1 }');
  });
});

describe('an unfinished line costs only itself', () => {
  const source = readFileSync('test/extension/syntax/source/functions.py', 'utf8');
  const before = 'class Before:\n    def f(self):\n        return [1, 2]\n';
  const after = `class After:\n    def f(self, x):\n        y = self.g(x)\n        return y\n`;
  const lines = source.split('\n').filter((line) => /^(?:def|async|class) ?\w/.test(line) && !line.includes('"""'));
  for (const line of lines) {
    it(line.slice(0, 60), async () => {
      const parser = await pythonParser();
      // A line typed from left to right, in a method between two classes.
      for (let length = 1; length <= line.length; length++) {
        const tree = parser.parse(`${before}${line.slice(0, length)}\n${after}`);
        const { body } = tree.module();
        const printed = printStatements(body);
        assert.ok(printed.startsWith('class Before() { def f(self) { return [1, 2] } }\n'), printed);
        assert.ok(printed.endsWith('\nclass After() { def f(self, x) { y = self.g(x); return y } }'), printed);
        tree.dispose();
      }
    });
  }
});
