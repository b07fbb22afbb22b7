import assert from 'node:assert/strict';
import { LineIndex } from '../../../extension/syntax/line-index';

const texts: readonly { title: string; text: string; starts: readonly number[]; lines: readonly string[] }[] = [
  { title: 'empty', text: '', starts: [0], lines: [''] },
  { title: 'one line', text: 'abc', starts: [0], lines: ['abc'] },
  { title: '\\n', text: 'a\nbc\n', starts: [0, 2, 5], lines: ['a', 'bc', ''] },
  { title: '\\r\\n', text: 'a\r\nbc\r\n', starts: [0, 3, 7], lines: ['a', 'bc', ''] },
  { title: '\\r', text: 'a\rbc\r\rd', starts: [0, 2, 5, 6], lines: ['a', 'bc', '', 'd'] },
  { title: 'mixed', text: '\n\r\n\r', starts: [0, 1, 3, 4], lines: ['', '', '', ''] },
  { title: 'emoji and CJK', text: '😀é\n漢字', starts: [0, 4], lines: ['😀é', '漢字'] },
];

describe('line index', () => {
  for (const { title, text, starts, lines } of texts) {
    it(title, () => {
      const index = new LineIndex(text);
      assert.equal(index.lineCount, lines.length);
      assert.deepEqual(lines.map((_, line) => index.lineText(line)), lines);
      assert.deepEqual(starts.map((offset) => index.position(offset)), starts.map((_, line) => ({ line, character: 0 })));
      assert.deepEqual(starts.map((_, line) => index.offset({ line, character: 0 })), starts);
      for (const [line, content] of lines.entries()) {
        for (let character = 0; character <= content.length; character++) {
          assert.deepEqual(index.position(index.offset({ line, character })), { line, character });
        }
      }
    });
  }

  it('brings what lies outside to the nearest place inside', () => {
    const index = new LineIndex('ab\r\ncd');
    assert.equal(index.offset({ line: 0, character: 9 }), 2);
    assert.equal(index.offset({ line: 0, character: -1 }), 0);
    assert.equal(index.offset({ line: 5, character: 0 }), 6);
    assert.equal(index.offset({ line: -1, character: 4 }), 0);
    assert.deepEqual(index.position(99), { line: 1, character: 2 });
    assert.deepEqual(index.position(-1), { line: 0, character: 0 });
  });
});
