import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Report } from '../../../extension/protocol/report';

const healthy = 'test/sample/healthy.py';
const mistakes = 'test/sample/mistakes.py';

interface Run {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the built command line as a user would. */
function run(...args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', ...args], { encoding: 'utf8' });
  return { status, output: stdout, errors: stderr };
}

function report(...args: readonly string[]): Report {
  return JSON.parse(run(...args, '--format', 'json').output) as Report;
}

describe('command line', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'shape-inspector-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  describe('trace', () => {
    it('prints the contract\'s JSON', () => {
      const { version, entry, stopped, files } = report('trace', healthy);
      assert.deepEqual({ version, entry, stopped }, { version: 1, entry: resolve(healthy), stopped: null });
      const [first] = files;
      assert.ok(first);
      assert.equal(first.path, resolve(healthy));
      // logits = model(images): the second call of line 54, from column 13 on.
      const call = first.expressions.find(({ range }) => range.start.line === 53);
      assert.deepEqual(call, { range: { start: { line: 53, character: 13 }, end: { line: 53, character: 26 } }, kind: 'call', shapes: [[4, 10]], count: 1 });
      const layer = first.layers.find(({ range }) => range.start.line === 9);
      assert.deepEqual(layer, { range: { start: { line: 9, character: 21 }, end: { line: 9, character: 98 } }, op: 'Conv2d', bias: false, instances: 6, consumers: { batch_norm: 6 } });
      assert.deepEqual(first.diagnostics.filter(({ severity }) => severity !== 'hint'), []);
    });

    it('prints symbols as text, unknown sizes as null, and tuples as such', () => {
      const path = file('symbols.py', 'import torch\nfrom torch import nn\n\nclass M(nn.Module):\n    def forward(self, x):\n        a, b = x.shape\n        return x[x > 0], x.split(2), x + a\n');
      const shapes = report('trace', path).files.flatMap(({ expressions }) => expressions.map((one) => one.shapes));
      assert.deepEqual(shapes[0], [['a', 'b']]);
      assert.deepEqual(shapes[1], [[null]]);
    });

    it('exits 1 with findings, 0 without', () => {
      assert.equal(run('trace', healthy).status, 0);
      const { status, output } = run('trace', mistakes);
      assert.equal(status, 1);
      assert.match(output, /mistakes\.py:33:16: error \[shape\/linear-features\] mat1 and mat2 shapes cannot be multiplied \(8x4608 and 512x10\)/);
    });

    it('looks for imports beside the file and in the roots', () => {
      const path = file('uses.py', 'import torch\nfrom healthy import ResNet\ny = ResNet(7)(torch.zeros(2, 3, 32, 32))\n');
      const shapes = (given: Report): unknown => given.files.find((one) => one.path === path)?.expressions[0]?.shapes;
      assert.deepEqual(shapes(report('trace', path, '--root', 'test/sample')), [[2, 7]]);
      assert.deepEqual(shapes(report('trace', path)), [[2, 3, 32, 32]]);
    });

    it('says what it gave up, and where', () => {
      const { errors, output, status } = run('trace', file('raises.py', 'import torch\nx = torch.zeros(2)\ny = x.nothing\nz = x + 1\n'));
      assert.match(errors, /raises\.py:3:5: given up: AttributeError: 'Tensor' object has no attribute 'nothing'/);
      assert.match(output, /raises\.py:3:5: error \[python\/uncaught\] AttributeError/);
      assert.equal(status, 1);
    });
  });

  describe('check', () => {
    it('exits 0 and says so when nothing is found', () => {
      assert.deepEqual(run('check', healthy), { status: 0, output: 'All checks passed.\n', errors: '' });
    });

    it('shows findings with their line', () => {
      const { status, output } = run('check', mistakes);
      assert.equal(status, 1);
      assert.match(output, /^test\/sample\/mistakes\.py:11:21: warning \[norm\/redundant-bias\] .*\n {3}\|\n11 \| {9}self\.conv = nn\.Conv2d\(3, 16, kernel_size=3, padding=1\)\n {3}\| {21}\^+\n/m);
      assert.match(output, /^33 \| .*\n {3}\| +\^+\n {3}= shapes: x \[8, 4608\]\n/m);
      assert.match(output, /Found 3 problems\.\n\[\*\] 1 fixable with --fix, 2 more with --unsafe-fixes\.\n$/);
    });

    it('checks folders', () => {
      assert.match(run('check', 'test/sample').output, /Found 6 problems/);
    });

    it('prints JSON, GitHub annotations and SARIF', () => {
      const { files } = report('check', mistakes);
      assert.deepEqual(files.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)).sort(), ['norm/num-features', 'norm/redundant-bias', 'shape/linear-features']);
      assert.match(run('check', mistakes, '--format', 'github').output, /^::error file=test\/sample\/mistakes\.py,line=33,/m);
    });
  });

  describe('summary', () => {
    it('prints the model as a table', () => {
      const { status, output } = run('summary', healthy);
      assert.equal(status, 0);
      assert.match(output, /^Layer +Type +Output +Parameters +MACs +Memory$/m);
      assert.match(output, /^layer3\.1\.conv2 +Conv2d +\[4, 128, 8, 8\] +147,456 +37,748,736 +128\.0 KiB$/m);
      assert.match(output, /^Total +696,618 /m);
    });

    it('builds a class by name', () => {
      assert.match(run('summary', healthy, '--class', 'ResNet', '--input', 'x=1,3,64,64').output, /^fc +Linear +\[1, 10\] +1,290 /m);
    });
  });

  const failures: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
    ['an unknown command', ['fly'], /unknown command 'fly'\nTry 'shape-inspector --help'/],
    ['no command', [], /no command given/],
    ['an unknown option', ['trace', healthy, '--fast'], /Unknown option '--fast'/],
    ['an unknown format', ['trace', healthy, '--format', 'xml'], /trace knows the formats text and json, not 'xml'/],
    ['a file that is not there', ['trace', 'nothing.py'], /cannot read nothing\.py/],
    ['a folder that is not there', ['check', 'nowhere'], /no such file or folder: nowhere/],
    ['a malformed input', ['summary', healthy, '--class', 'ResNet', '--input', 'x:1'], /--input takes NAME=1,3,224,224/],
    ['a class that is not there', ['summary', healthy, '--class', 'Nothing', '--input', 'x=1'], /no model ran/],
  ];
  for (const [what, args, message] of failures) {
    it(`exits 2 and says why, for ${what}`, () => {
      const { status, errors } = run(...args);
      assert.equal(status, 2);
      assert.match(errors, message);
      assert.doesNotMatch(errors, /\n\s+at /);
    });
  }

  it('tells its version and usage', () => {
    assert.match(run('--version').output, /^shape-inspector \d+\.\d+\.\d+\n$/);
    for (const args of [['--help'], ['trace', '--help']]) {
      const { status, output } = run(...args);
      assert.equal(status, 0);
      assert.match(output, /Usage:/);
    }
  });
});
