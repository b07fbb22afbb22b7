/** Names that `__all__` lists: read off the text only where the text says it all. */
import assert from 'node:assert/strict';
import { listedNames } from '../../../extension/syntax/listed-names';

const cases: readonly (readonly [text: string, names: readonly string[] | null])[] = [
  ["__all__ = ['a', 'b']\n", ['a', 'b']],
  ['import x\n__all__ = (\n  "a",  # first\n  "b",\n)\n', ['a', 'b']],
  ["__all__: list[str] = ['a']", ['a']],
  ['__all__ = []', []],
  ["__all__ = ['a'] + other.__all__", null],
  ["__all__ = ['a']\n__all__ += ['b']", null],
  ["__all__ = ['a'] + more", null],
  ["__all__ = [name for name in dir()]", null],
  ["__all__ = ['a', prefix + 'b']", null],
  ["if x:\n    __all__ = ['a']", null],
  ['x = 1', null],
];

describe('names that a module lists', () => {
  for (const [text, names] of cases) it(JSON.stringify(text), () => {
    assert.deepEqual(listedNames(text), names);
  });
});
