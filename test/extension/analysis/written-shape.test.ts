/** Edits that write what is known into the source: comments, and annotations that are checked at run time. */
import assert from 'node:assert/strict';
import { analyseProgram } from '../../../extension/analysis/program';
import { runtimeChecks } from '../../../extension/analysis/runtime-check';
import { shapeComments } from '../../../extension/analysis/shape-comment';
import { pythonParser } from '../../parser';
import { memoryHost } from './fixture';
import type { Edit } from '../../../extension/analysis/fix';
import type { Program } from '../../../extension/analysis/program';

async function programOf(text: string): Promise<Program> {
  return analyseProgram(memoryHost(await pythonParser(), new Map([['net.py', text]])), 'net.py', { roots: [] });
}

function applied(text: string, edits: readonly Edit[]): string {
  let result = text;
  // Those at one place in their order.
  for (const { start, end, text: by } of edits.map((edit, index) => ({ ...edit, index })).sort((a, b) => b.start - a.start || b.index - a.index)) result = result.slice(0, start) + by + result.slice(end);
  return result;
}

describe('comments with shapes', () => {
  const source = `import torch
a = torch.zeros(2, 3)
b = a + 1  # one more
for size in (4, 5):
    c = torch.zeros(size)
d = a.sum()  # []
e = torch.stack(
    [a, a])
f = a.T  # [2, 2]
g, h = a.split(1)
`;
  it('stand behind what lines bind, are brought up to date, and leave other comments alone', async () => {
    const program = await programOf(source);
    const edits = shapeComments(program, 'net.py', { start: 0, end: source.length });
    const after = applied(source, edits);
    assert.equal(after, source
      .replace('(2, 3)', '(2, 3)  # [2, 3]')
      .replace('(size)', '(size)  # [4] | [5]')
      .replace('stack(', 'stack(  # [2, 2, 3]')
      .replace('# [2, 2]', '# [3, 2]')
      .replace('split(1)', 'split(1)  # [1, 3]'));
    assert.deepEqual(shapeComments(await programOf(after), 'net.py', { start: 0, end: after.length }), []);
  });
});

describe('checks of shapes at run time', () => {
  const checked = async (text: string, at = 'def forward'): Promise<string> => applied(text, runtimeChecks(await programOf(text), 'net.py', text.indexOf(at) + 8));

  const head = 'import torch\nfrom torch import nn\n\n\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.conv = nn.Conv2d(3, 8, 3, padding=1)\n        self.fc = nn.Linear(8, 5)\n\n';

  it('annotate what is given and returned, with the decorator and the imports', async () => {
    const text = `${head}    def forward(self, x, scale=1):\n        return self.fc(self.conv(x).mean((2, 3)))\n`;
    assert.equal(await checked(text), text
      .replace('from torch import nn\n', 'from torch import nn\nfrom beartype import beartype\nfrom jaxtyping import Float, jaxtyped\n')
      .replace('    def forward(self, x, scale=1):', '    @jaxtyped(typechecker=beartype)\n    def forward(self, x: Float[torch.Tensor, "N 3 H W"], scale=1) -> Float[torch.Tensor, "N 5"]:'));
  });

  it('name sizes that differ between calls, the same where they are the same', async () => {
    const text = `${head}    def forward(self, x):\n        return self.conv(x)\n\nnet = Net()\nnet(torch.zeros(2, 3, 8, 9))\nnet(torch.zeros(4, 3, 16, 18))\n`;
    assert.ok((await checked(text)).includes('x: Float[torch.Tensor, "batch 3 height width"]) -> Float[torch.Tensor, "batch 8 height width"]:'), await checked(text));
  });

  it('leave annotations and imports that are there', async () => {
    const text = `from jaxtyping import Float, jaxtyped\nfrom beartype import beartype\nfrom torch import Tensor, zeros\n\ndef double(x: Float[Tensor, "n"], y):\n    return x + y\n\ndouble(zeros(3), zeros(3).bool())\n`;
    assert.equal(await checked(text, 'def double'), text.replace('def double', '@jaxtyped(typechecker=beartype)\ndef double').replace(', y)', ', y: Bool[Tensor, "batch"]) -> Float[Tensor, "batch"]').replace('jaxtyped\nfrom beartype import beartype\nfrom torch import Tensor, zeros\n', 'jaxtyped\nfrom beartype import beartype\nfrom torch import Tensor, zeros\nfrom jaxtyping import Bool\n'));
  });

  it('are none where nothing is known, or all is said', async () => {
    for (const text of ['def f(x):\n    return x\n', 'x = 1\n']) assert.equal(await checked(text, text.slice(0, 5)), text);
  });

  it('agree with what the analysis then reads', async () => {
    const text = `${head}    def forward(self, x):\n        return self.fc(self.conv(x).mean((2, 3)))\n`;
    const program = await programOf(await checked(text));
    assert.deepEqual(program.problems, []);
  });
});
