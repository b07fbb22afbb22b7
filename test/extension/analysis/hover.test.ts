import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { hintsIn } from '../../../extension/analysis/hint';
import { hoverAt } from '../../../extension/analysis/hover';
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
      '`x` has 3 shapes:',
      '- `[4, 32, 32, 32] float32` in `layer1.0`, `layer1.1`, `layer2.0`',
      '- `[4, 128, 8, 8] float32` in `layer3.1`',
    ]],
    ['a layer that is called, once', 'x = torch.flatten(self.pool(x), 1)', 'pool', [
      'self.pool(x): [4, 128, 1, 1] float32', '**AdaptiveAvgPool2d** `pool`', '[4, 128, 8, 8] → [4, 128, 1, 1]', '0 parameters',
    ]],
    ['a layer that is called, with its formula and cost', 'return self.fc(x)', 'fc', ['self.fc(x): [4, 10] float32', '**Linear** `fc`', '1,290 parameters · 5,120 multiply-accumulates']],
    ['layers of a shared block', 'self.bn2(self.conv2(out))', 'conv2', [
      '`self.conv2(out)` has 3 shapes:', '**Conv2d** `layer1.0.conv2`, `layer1.1.conv2`, `layer2.0.conv2`, `layer2.1.conv2` and 2 more', '9,216 parameters · 37,748,736 multiply-accumulates',
    ]],
    ['a composite layer', 'x = self.stem(x)', 'stem', ['self.stem(x): [4, 32, 32, 32] float32', '**Sequential** `stem`', '3 layers · 928 parameters · 3,670,016 multiply-accumulates']],
    ['a constructor', 'self.fc = nn.Linear(128, num_classes)', 'Linear', ['**Linear** `fc`', '[4, 128] → [4, 10]', '1,290 parameters']],
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

  it('say nothing where no tensor is', () => {
    assert.equal(hoverOn('import torch.nn.functional as F', 'functional'), '');
    assert.equal(hoverOn('def make_layer(self, in_channels', 'in_channels'), '');
  });
});

describe('inlay hints', () => {
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
