import assert from 'node:assert/strict';
import { completionsAt } from '../../../extension/analysis/completion';
import { analyseProgram } from '../../../extension/analysis/program';
import type { SourceParser } from '../../../extension/syntax/parser';
import { pythonParser } from '../../parser';
import { memoryHost } from './fixture';

const model = (init: string, forward: string, rest = ''): string => `import torch
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self, width=16, classes=10):
        super().__init__()
${init.split('\n').map((line) => `        ${line}`).join('\n')}

    def forward(self, x):
${forward.split('\n').map((line) => `        ${line}`).join('\n')}
${rest}`;

const stem = 'self.conv = nn.Conv2d(3, 64, 3, padding=1)';

/** Where the cursor is. */
const cursor = '|';

describe('completion of numbers', () => {
  let parser: SourceParser;
  before(async () => {
    parser = await pythonParser();
  });
  const suggested = (marked: string): readonly string[] => {
    const offset = marked.indexOf(cursor);
    const text = marked.replace(cursor, '');
    const run = (changed: string) => analyseProgram(memoryHost(parser, new Map([['net.py', changed]])), 'net.py', { roots: [] });
    return completionsAt(text, offset, (changed) => parser.parse(changed).module(), run).map(({ text: shown, detail, isCertain }) => `${shown} ${isCertain ? '!' : '?'} ${detail}`);
  };

  const cases: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
    ['features, in brackets that are closed', model(`${stem}\nself.fc = nn.Linear(|)`, 'x = self.conv(x).mean((2, 3))\nreturn self.fc(x)'), ['64 ! last size of [N, 64]']],
    ['features, in a bracket that is open', model(`${stem}\nself.fc = nn.Linear(|`, 'x = self.conv(x).mean((2, 3))\nreturn self.fc(x)'), ['64 ! last size of [N, 64]']],
    ['a flattened map of a program that runs', model(`${stem}\nself.fc = nn.Linear(|, classes)`, 'return self.fc(self.conv(x).flatten(1))', 'Net()(torch.zeros(2, 3, 8, 8))\n'), ['4096 ! last size of [2, 4096]']],
    ['channels of a norm', model(`${stem}\nself.bn = nn.BatchNorm2d(|)`, 'return self.bn(self.conv(x))'), ['64 ! channels of [N, 64, H, W]']],
    ['a keyword', model(`${stem}\nself.two = nn.Conv2d(out_channels=8, kernel_size=3, in_channels=|)`, 'return self.two(self.conv(x))'), ['64 ! channels of [N, 64, H, W]']],
    ['a number that is begun', model(`${stem}\nself.two = nn.Conv2d(6|, 8, 3)`, 'return self.two(self.conv(x))'), ['64 ! channels of [N, 64, H, W]']],
    ['a variable of the constructor', model('self.conv = nn.Conv2d(3, width, 3)\nself.bn = nn.BatchNorm2d(|)', 'return self.bn(self.conv(x))', 'Net(16)(torch.zeros(1, 3, 8, 8))\nNet(32)(torch.zeros(1, 3, 8, 8))\n'), ['width ! channels of [1, 16, 6, 6]']],
    ['a part of a sequence', model(`self.net = nn.Sequential(\n    nn.Linear(20, 30),\n    nn.ReLU(),\n    nn.Linear(|\n)`, 'return self.net(x)'), ['30 ! last size of [N, 30]']],
    ['a part of a sequence at the top of a file', 'from torch import nn\nimport torch\nnet = nn.Sequential(nn.Linear(4, 9), nn.LayerNorm(|))\nnet(torch.zeros(2, 5, 4))\n', ['9 ! last size of [2, 5, 9]', '[5, 9] ! all but the samples of [2, 5, 9]']],
    ['groups and channels', model(`${stem}\nself.gn = nn.GroupNorm(|)`, 'return self.gn(self.conv(x))'), [32, 16, 8, 4].map((count) => `${String(count)} ! divides the 64 channels of [N, 64, H, W]`)],
    ['channels after groups', model(`${stem}\nself.gn = nn.GroupNorm(8, |)`, 'return self.gn(self.conv(x))'), ['64 ! channels of [N, 64, H, W]']],
    ['a transposed convolution', model(`${stem}\nself.up = nn.ConvTranspose2d(|, 3, 2)`, 'return self.up(self.conv(x))'), ['64 ! channels of [N, 64, H, W]']],
    ['a window', model(`${stem}\nself.pool = nn.MaxPool2d(|)`, 'return self.pool(self.conv(x))', 'Net()(torch.zeros(2, 3, 8, 8))\n'), ['2 ! half, 4 × 4, of [2, 64, 8, 8]', '8 ! the whole map of [2, 64, 8, 8]']],
    ['a bare name', model('self.conv = nn.Conv2d(3, 5, 3)\nself.fc = Linear(|)', 'return self.fc(self.conv(x).mean((2, 3)))').replace('from torch import nn', 'from torch import nn\nfrom torch.nn import Linear'), ['5 ! last size of [N, 5]']],
    ['what is not used yet, from the layer above', model(`${stem}\nself.bn = nn.BatchNorm2d(|)`, 'return self.conv(x)'), ['64 ? channels of what conv makes, [N, 64, H, W]']],
    ['nothing, where nothing flows in', model('self.fc = nn.Linear(|)', 'return self.fc(x)'), []],
    ['nothing, for an argument that the input does not decide', model(`${stem}\nself.fc = nn.Linear(64, |)`, 'return self.fc(self.conv(x).mean((2, 3)))'), []],
    ['nothing, in a norm of another rank', model(`${stem}\nself.bn = nn.BatchNorm3d(|)`, 'return self.bn(self.conv(x))'), []],
    ['nothing, in another call', model(`${stem}\nself.n = len(|)`, 'return self.conv(x)'), []],
    ['nothing, in the middle of an expression', model(`${stem}\nself.fc = nn.Linear(2 * |)`, 'return self.fc(self.conv(x).mean((2, 3)))'), []],
  ];
  for (const [what, text, expected] of cases) {
    it(`suggests ${what}`, () => {
      assert.deepEqual(suggested(text), expected);
    });
  }
});
