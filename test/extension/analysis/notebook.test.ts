import assert from 'node:assert/strict';
import { joinCells, withoutMagics } from '../../../extension/analysis/notebook';

describe('the cells of a notebook', () => {
  const cases: readonly (readonly [what: string, cell: string, plain: string])[] = [
    ['plain Python', 'x = 1\ny = x % 2', 'x = 1\ny = x % 2'],
    ['magics and shell lines', '%matplotlib inline\n!ls -l\nx = 1', '#matplotlib inline\n#ls -l\nx = 1'],
    ['magics in a block', 'if x:\n    !ls\n    y = 1', 'if x:\n    #ls\n    y = 1'],
    ['a shell line that goes on', '!pip install \\\n    torch\nx = 1', '#pip install \\\n    #orch\nx = 1'],
    ['cell magics of Python', '%%time\nx = 1', '#%time\nx = 1'],
    ['cell magics of other languages', '%%bash\nfor x in a; do ls; done', '#%bash\n#or x in a; do ls; done'],
    ['a cell magic after blank lines', '\n%%html\n<p>', '\n#%html\n#p>'],
    ['what a shell line gives', 'files = !ls *.py\nn = 1', 'files = _#s *.py\nn = 1'],
    ['a timed statement', '%time y = f(x)', 'if 1: y = f(x)'],
    ['a timed statement with options', '%timeit -n 10 f(x)', '#timeit -n 10 f(x)'],
    ['help', '?x\nx.shape?\nx??', '#x\n#.shape?\n#??'],
    ['an expression that goes on with %', 'y = (a\n     % b)', 'y = (a\n     % b)'],
    ['a text that looks like magics', 's = """\n%d\n!x\n"""\n!ls', 's = """\n%d\n!x\n"""\n#ls'],
    ['a bracket in a text', 's = "("\n!ls', 's = "("\n#ls'],
    ['a quote in a comment', "x = 1  # don't\n!ls", "x = 1  # don't\n#ls"],
  ];
  for (const [what, cell, plain] of cases) {
    it(`keep every place: ${what}`, () => {
      assert.equal(withoutMagics(cell), plain);
      assert.equal(plain.length, cell.length);
    });
  }

  it('stand one after the other', () => {
    assert.deepEqual(joinCells(['a = 1', '', 'b = 2']), { text: 'a = 1\n\nb = 2\n', starts: [0, 6, 7] });
  });
});
