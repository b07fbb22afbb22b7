import assert from 'node:assert/strict';
import type { SceneDatum } from '../../extension/protocol/scene';
import { bytesText, numberText, pythonText, readArgument, readNumbers, shapeText, timeText } from '../../webview/text';
import { bool, int, ints } from './layers';

describe('text of the page', () => {
  const numbers: readonly (readonly [number, string])[] = [
    [0, '0'], [-0.5, '−0.5'], [1 / 3, '0.3333'], [1e-4, '1.00e−4'], [-2.5e7, '−2.50e7'], [NaN, 'NaN'], [Infinity, 'inf'], [-Infinity, '-inf'], [12345.6, '12346'],
  ];
  for (const [value, expected] of numbers) it(`writes ${String(value)} as ${expected}`, () => { assert.equal(numberText(value), expected); });

  const data: readonly (readonly [string, SceneDatum])[] = [
    ['3', int(3)], ['-1', int(-1)], ['(1, 2)', ints(1, 2)], ['(3,)', ints(3)], ['True', bool(true)], ['None', { kind: 'none' }], ['0.1', { kind: 'float', value: 0.1 }], ["'same'", { kind: 'str', value: 'same' }],
  ];
  for (const [text, datum] of data) {
    it(`writes and reads ${text}`, () => {
      assert.equal(pythonText(datum), text);
      assert.deepEqual(readArgument(text), datum);
    });
  }

  it('reads what people type as well', () => {
    assert.deepEqual(readArgument('2, 3'), ints(2, 3));
    assert.deepEqual(readArgument('[2,3,]'), ints(2, 3));
    assert.deepEqual(readArgument(''), { kind: 'none' });
    assert.deepEqual(readArgument('same'), { kind: 'str', value: 'same' });
    assert.deepEqual(readArgument('inf'), { kind: 'float', value: 'Infinity' });
    assert.deepEqual(readArgument('1e-5'), { kind: 'float', value: 1e-5 });
    for (const nonsense of ['2 3', '(1, ?)', '1;2', '$(x)']) assert.equal(readArgument(nonsense), null, nonsense);
  });

  it('reads pasted numbers', () => {
    assert.deepEqual(readNumbers('[[1, 2.5],\n [-3e2, nan]]'), [1, 2.5, -300, NaN]);
    assert.deepEqual(readNumbers('inf -inf'), [Infinity, -Infinity]);
    assert.equal(readNumbers('1, two'), null);
  });

  it('writes units', () => {
    assert.deepEqual([bytesText(512), bytesText(2048), bytesText(3 * 1024 * 1024)], ['512 B', '2.0 KB', '3.0 MB']);
    assert.deepEqual([timeText(0.05), timeText(1.234), timeText(45.6)], ['50 µs', '1.23 ms', '46 ms']);
    assert.equal(shapeText([2, null, 'N']), '[2, ?, N]');
  });
});
