import assert from 'node:assert/strict';
import { compatible, edited } from '../../../extension/policy/repair';
import { ignoreEdit } from '../../../extension/policy/suppression';
import { entry, run, toldOf } from '../../kernels/rules/program';

const head = 'import torch\nfrom torch import nn\n';
const net = (comment: string): string => `${head}net = nn.Sequential(\n    nn.Conv2d(3, 8, 3),${comment}\n    nn.BatchNorm2d(8),\n)\nnet(torch.randn(2, 3, 9, 9))\n`;

/** The text with all fixes of what is told. */
async function repaired(text: string): Promise<string> {
  return edited(text, compatible(toldOf(await run(text)).flatMap(({ fixes }) => fixes.slice(0, 1))).edits);
}

describe('suppressions', () => {
  const removals: readonly (readonly [what: string, before: string, after: string])[] = [
    ['the blanks before it', `${head}x = 1  # shape-inspector: ignore\n`, `${head}x = 1\n`],
    ['its line', `${head}# shape-inspector: ignore[norm]\nx = 1\n`, `${head}x = 1\n`],
    ['its line, with CRLF', 'import torch\r\n    # shape-inspector: ignore[norm]\r\nx = 1\r\n', 'import torch\r\nx = 1\r\n'],
    ['it alone among comments', `${head}x = 1  # one  # shape-inspector: ignore[norm]\n`, `${head}x = 1  # one\n`],
    ['one name of several', net('  # shape-inspector: ignore[norm/redundant-bias, pooling, norm/eps-half]'), net('  # shape-inspector: ignore[norm/redundant-bias]')],
    ['it at the end of a file', `${head}x = 1  # shape-inspector: ignore`, `${head}x = 1`],
  ];
  for (const [what, before, after] of removals) it(`that silence nothing are removed: ${what}`, async () => { assert.equal(await repaired(before), after); });

  it('are written for a finding, on the last line of its place, and added to what is there', async () => {
    for (const [comment, expected] of [['', '  # shape-inspector: ignore[norm/redundant-bias]'], ['  # shape-inspector: ignore[pooling]', '  # shape-inspector: ignore[pooling, norm/redundant-bias]']] as const) {
      const text = net(comment);
      const program = await run(text);
      const finding = toldOf(program).find(({ code }) => code === 'norm/redundant-bias');
      assert.ok(finding);
      const silenced = edited(text, [ignoreEdit(text, program.sources.get(entry)?.module().comments ?? [], finding)]);
      assert.equal(silenced, net(expected));
      assert.ok(!toldOf(await run(silenced)).some(({ code }) => code === 'norm/redundant-bias'));
    }
  });
});

describe('fixes of many findings', () => {
  const fix = (...edits: readonly (readonly [start: number, end: number, text: string])[]) => ({ title: '', safety: 'safe' as const, edits: edits.map(([start, end, text]) => ({ path: 'a', start, end, text })) });
  it('go together where they do not touch, each whole or not at all', () => {
    const { edits, count } = compatible([fix([0, 1, 'A'], [4, 5, 'E']), fix([4, 5, 'x'], [2, 3, 'C']), fix([4, 5, 'E']), fix([3, 3, '+'])]);
    assert.equal(count, 3);
    assert.equal(edited('abcdef', edits), 'Abc+dEf');
  });
});
