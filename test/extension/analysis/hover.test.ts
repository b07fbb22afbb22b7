import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { hintsIn } from '../../../extension/analysis/hint';
import { hoverAt } from '../../../extension/analysis/hover';
import { link } from '../../../extension/analysis/markdown';
import { analyseProgram } from '../../../extension/analysis/program';
import type { Program } from '../../../extension/analysis/program';
import { pythonParser } from '../../parser';
import { memoryHost } from './fixture';

const path = 'healthy.py';
const text = readFileSync('test/sample/healthy.py', 'utf8');
let program: Program;

/** The hover on `part` in the first line that has `line`. */
function hoverOn(line: string, part: string): string {
  const start = text.indexOf(line);
  assert.ok(start >= 0 && line.includes(part), `${part} in ${line}`);
  return hoverAt(program, path, start + line.indexOf(part) + 1)?.markdown ?? '';
}

describe('hovers', () => {
  before(async () => {
    program = analyseProgram(memoryHost(await pythonParser(), new Map([[path, text]])), path, { roots: [] });
  });

  const cases: readonly (readonly [what: string, line: string, part: string, expected: readonly string[]])[] = [
    ['a variable', 'logits = model(images)', 'logits', ['logits: [4, 10] float32']],
    ['a parameter of a shared block', 'out + self.shortcut(x)', 'x', [
      '```python\nx: [4, 32, 32, 32] float32  # layer1.0, layer1.1, layer2.0\n',
      '\n   [4, 128, 8, 8] float32   # layer3.1\n```',
    ]],
    ['a layer that is called, once', 'x = torch.flatten(self.pool(x), 1)', 'pool', [
      'self.pool(x): [4, 128, 1, 1] float32', '**AdaptiveAvgPool2d** `pool`  \n0 parameters', '[4, 128, 8, 8] → [4, 128, 1, 1]',
    ]],
    ['a layer that is called, with its formula and cost', 'return self.fc(x)', 'fc', ['self.fc(x): [4, 10] float32', '**Linear** `fc`', '1,290 parameters · 5,120 multiply-accumulates']],
    ['layers of a shared block', 'self.bn2(self.conv2(out))', 'conv2', [
      'self.conv2(out): [4, 32, 32, 32] float32  # layer1.0, layer1.1', '**Conv2d** `layer1.0.conv2`, `layer1.1.conv2`, `layer2.0.conv2`, `layer2.1.conv2` and 2 more', '9,216 parameters · 37,748,736 multiply-accumulates',
    ]],
    ['a composite layer', 'x = self.stem(x)', 'stem', ['self.stem(x): [4, 32, 32, 32] float32', '**Sequential** `stem`', '3 layers · 928 parameters · 3,670,016 multiply-accumulates']],
    ['a constructor', 'self.fc = nn.Linear(128, num_classes)', 'Linear', ['```python\nLinear: [4, 128] → [4, 10]\n```', '**Linear** `fc`', '1,290 parameters']],
    ['the whole model', 'logits = model(images)', 'model', ['model(images): [4, 10] float32', '**ResNet** `ResNet`', '696,618 parameters']],
    ['the layer that a method belongs to', 'return self.fc(x)', 'self', ['**ResNet** `ResNet`', '49 layers']],
    ['a plain function', 'torch.flatten(self.pool(x), 1)', 'flatten', ['[4, 128] float32', '**flatten**', '[4, 128, 1, 1] → [4, 128]']],
  ];
  for (const [what, line, part, expected] of cases) {
    it(`tell of ${what}`, () => {
      const shown = hoverOn(line, part);
      for (const piece of expected) assert.ok(shown.includes(piece), `${piece}\n--- is not in\n${shown}`);
    });
  }

  it('start with the shape, and are no longer than a screen', () => {
    for (const [, line, part] of cases) {
      const shown = hoverOn(line, part);
      assert.ok(shown.startsWith('```python\n'), shown);
      assert.ok(shown.split('\n').length <= 24, shown);
    }
  });

  it('name the constructors of the layers', () => {
    const start = text.indexOf('self.bn2(self.conv2(out))') + 'self.bn2(self.'.length;
    const [constructor, ...others] = hoverAt(program, path, start)?.constructors ?? [];
    assert.deepEqual(others, []);
    assert.equal(text.slice(constructor?.start, constructor?.end), 'nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=False)');
  });

  it('say nothing where no tensor is', () => {
    assert.equal(hoverOn('import torch.nn.functional as F', 'functional'), '');
    assert.equal(hoverOn('def make_layer(self, in_channels', 'in_channels'), '');
  });
});

describe('text from the source', () => {
  it('is never taken for a mark of Markdown', async () => {
    const hostile = 'import torch\nfrom torch import nn\nnet = nn.ModuleDict({"a`b](command:x)*": nn.Linear(2, 3)})\nfor key in net:\n    y = net[key](torch.zeros(1, 2))\nz = torch.zeros(2)["```\\n<b>" == "`" and ...]\n';
    const made = analyseProgram(memoryHost(await pythonParser(), new Map([[path, hostile]])), path, { roots: [] });
    const layer = hoverAt(made, path, hostile.indexOf('nn.Linear'))?.markdown ?? '';
    assert.ok(layer.includes('``a`b](command:x)*``'), layer);
    const fenced = hoverAt(made, path, hostile.indexOf('z ='))?.markdown ?? '';
    assert.ok(fenced.startsWith('```python\nz: '), fenced);
    const text = hoverAt(made, path, hostile.indexOf('torch.zeros(2)[') + 20)?.markdown ?? '';
    assert.ok(text.startsWith('````python\n'), text);
  });

  const links: readonly (readonly [text: string, target: string, made: string])[] = [
    ['Conv2d, line 3', 'file:///a.py#L3', '[Conv2d, line 3](file:///a.py#L3)'],
    ['a_b](x', 'file:///a (1).py', '[a\\_b\\]\\(x](file:///a%20%281%29.py)'],
  ];
  for (const [text, target, made] of links) {
    it(`stays text in links: ${text}`, () => { assert.equal(link(text, target), made); });
  }
});

describe('inlay hints', () => {
  it('are shortened where a shape is too wide', async () => {
    const wide = 'import torch\nfrom torch import nn\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.net = nn.Sequential(nn.Conv2d(3, 64, 7, 3, 2), nn.MaxPool2d(3, 2), nn.Conv2d(64, 128, 5, 3))\n    def forward(self, x):\n        y = self.net(x)\n        return y\n';
    const made = analyseProgram(memoryHost(await pythonParser(), new Map([[path, wide]])), path, { roots: [] });
    const labels = hintsIn(made, path, { start: 0, end: wide.length }).map(({ label }) => label);
    assert.deepEqual(labels, [': [N, 128, …, ⌊(W - 15)/18⌋]']);
  });

  it('stand once a line, behind what is bound', () => {
    const hints = hintsIn(program, path, { start: 0, end: text.length });
    const lines = hints.map(({ offset, label }) => `${text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim()}${label}`);
    assert.deepEqual(lines, [
      'out: [4, 32, 32, 32] (+2)',
      'out: [4, 32, 32, 32] (+2)',
      'x: [4, 32, 32, 32]',
      'x: [4, 32, 32, 32]',
      'x: [4, 64, 16, 16]',
      'x: [4, 128, 8, 8]',
      'x: [4, 128]',
      'images: [4, 3, 32, 32]',
      'logits: [4, 10]',
      'loss: []',
    ]);
  });
});
