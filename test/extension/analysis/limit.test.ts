import assert from 'node:assert/strict';
import { analyseProgram } from '../../../extension/analysis/program';
import { reportProgram } from '../../../extension/analysis/report';
import { defaultLimits } from '../../../extension/interpreter/machine';
import { pythonParser } from '../../parser';
import { memoryHost } from './fixture';

/** Small enough that a program which multiplies its work would be stopped. */
const limits = { ...defaultLimits, steps: 100_000, branchSteps: 4000, moduleSteps: 4000 };

const programs: Readonly<Record<string, readonly [name: string, text: string][]>> = {
  'a recursion under conditions that are not known': [['main.py', `import random
import torch

def visit(node):
    if random.random() > 0.5:
        visit(node)
        visit(node)
    else:
        visit(node)
        visit(node)
    return node

visit(object())
x = torch.zeros(2, 3).flatten()
`]],
  'alternatives in an expression': [['main.py', `import random
import torch

def visit(node):
    return visit(visit(node)) if random.random() > 0.5 else visit(visit(node))

visit(object())
x = torch.zeros(2, 3).flatten()
`]],
  'an imported module that goes on and on': [
    ['endless.py', 'early = 2\nfor i in range(100000):\n    late = i\nlast = 3\n'],
    ['main.py', 'import endless\nimport torch\n\nendless.last\nx = torch.zeros(endless.early, 3).flatten()\n'],
  ],
};

describe('limits', () => {
  for (const [what, files] of Object.entries(programs)) {
    it(`${what} costs no more than it is worth`, async () => {
      const program = analyseProgram(memoryHost(await pythonParser(), new Map(files)), 'main.py', { roots: [''], limits });
      const report = reportProgram(program);
      assert.equal(program.stopped, null);
      assert.deepEqual(report.files.flatMap(({ diagnostics }) => diagnostics), []);
      const found = report.files.find(({ path }) => path === 'main.py')?.expressions.at(-1);
      assert.deepEqual(found?.shapes.length, 1);
    });
  }

  it('a recursion without end is cut off, and what follows is known', async () => {
    const text = 'import torch\n\ndef down(x):\n    return down(x + 1) + down(x + 2)\n\ny = down(0)\nx = torch.zeros(2, 3).flatten()\n';
    const program = analyseProgram(memoryHost(await pythonParser(), new Map([['main.py', text]])), 'main.py', { roots: [], limits: { ...defaultLimits, steps: 50_000 } });
    assert.equal(program.stopped, null);
    assert.ok(reportProgram(program).files[0]?.expressions.some(({ shapes }) => JSON.stringify(shapes) === '[[6]]'));
  });

  it('a recursion over parts that are not known ends before its branch is given up', async () => {
    const text = `from nowhere import flag
import torch

def written(value):
    if flag:
        return "[" + ", ".join([written(part) for part in value]) + written(value) + written(value) + "]"
    return "?"

note = written(flag)
x = torch.zeros(2, 3).flatten()
`;
    const program = analyseProgram(memoryHost(await pythonParser(), new Map([['main.py', text]])), 'main.py', { roots: [], limits: { ...defaultLimits, steps: 20_000 } });
    assert.equal(program.stopped, null);
  });

  it('an assignment that is not run to its end is not known', async () => {
    const text = `import random
import torch

size = 3
if random.random() > 0.5:
    for i in range(100000):
        size = i
    size = 3
x = torch.zeros(2, size).flatten()
`;
    const program = analyseProgram(memoryHost(await pythonParser(), new Map([['main.py', text]])), 'main.py', { roots: [], limits });
    const shapes = reportProgram(program).files[0]?.expressions.filter(({ kind, range }) => kind === 'call' && range.start.line === 8).map((one) => one.shapes);
    assert.deepEqual(shapes, [[[null]], [[2, null]]]);
  });
});
