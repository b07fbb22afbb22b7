import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import Ajv from 'ajv';
import type { Log } from 'sarif';
import { rules } from '../../../kernels/rules/catalogue';

const biased = `import torch
from torch import nn

net = nn.Sequential(
    nn.Conv2d(3, 8, 3),  # the stem
    nn.BatchNorm2d(8),
)
net(torch.randn(2, 3, 9, 9))
`;
const hinting = 'import torch\nfrom torch import nn\nnn.MaxPool2d(2)(torch.randn(1, 3, 7, 7))\n';

describe('check', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'check-'));
  });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  const write = (name: string, text: string): string => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
    return name;
  };
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  /** Runs in the folder, as a user would. */
  const run = (args: readonly string[], input = ''): { readonly status: number | null; readonly output: string; readonly errors: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('dist/cli.js'), 'check', ...args], { encoding: 'utf8', cwd: folder, input });
    return { status, output: stdout, errors: stderr };
  };
  const codes = (args: readonly string[], input = ''): readonly string[] => {
    const { files } = JSON.parse(run([...args, '--format', 'json'], input).output) as { readonly files: readonly { readonly path: string; readonly diagnostics: readonly { readonly code: string }[] }[] };
    return files.flatMap(({ path, diagnostics }) => diagnostics.map(({ code }) => `${path.slice(folder.length + 1)} ${code}`));
  };

  it('reads TypeScript and JavaScript, with comments of their own', () => {
    const wrong = "import * as tf from '@tensorflow/tfjs';\ntf.matMul(tf.zeros([2, 3]), tf.zeros([4, 5]));";
    write('a.ts', `${wrong}\n`);
    write('b.mjs', `${wrong} // shape-inspector: ignore[shape/matmul]\n`);
    write('c.js', `${wrong.replace('\ntf.mat', '\n// shape-inspector: ignore\ntf.mat')}\n`);
    write('d.d.ts', `${wrong}\n`);
    const { status, output } = run(['--format', 'json', '.']);
    assert.equal(status, 1);
    assert.deepEqual(output.match(/"code":"[^"]*"/g), ['"code":"shape/matmul"']);
    assert.match(output, /a\.ts/);
  });

  it('fixes what is safe, keeps what stands around it, and tells what is left', () => {
    write('net.py', biased);
    assert.deepEqual(run(['net.py', '--fix']), { status: 0, output: 'Found 1 problem (1 fixed, 0 remaining).\n', errors: '' });
    assert.equal(read('net.py'), biased.replace('nn.Conv2d(3, 8, 3),  #', 'nn.Conv2d(3, 8, 3, bias=False),  #'));
  });

  it('keeps CRLF and the byte order mark of a file that it fixes', () => {
    const text = `\uFEFF${biased.replaceAll('\n', '\r\n')}`;
    write('net.py', text);
    run(['net.py', '--fix']);
    assert.equal(read('net.py'), text.replace('8, 3)', '8, 3, bias=False)'));
  });

  it('fixes what is unsafe only where that is asked for, in as many rounds as it takes', () => {
    const text = biased.replace('BatchNorm2d(8)', 'BatchNorm2d(6)');
    write('net.py', text);
    assert.match(run(['net.py', '--fix']).output, /Found 2 problems \(1 fixed, 1 remaining\)/);
    assert.equal(read('net.py'), text.replace('8, 3)', '8, 3, bias=False)'));
    assert.match(run(['net.py', '--fix', '--unsafe-fixes']).output, /^Found 1 problem \(1 fixed, 0 remaining\)/);
    assert.equal(read('net.py'), biased.replace('8, 3)', '8, 3, bias=False)'));
  });

  it('prints a diff of what it would fix, and changes nothing', () => {
    write('net.py', biased);
    const { status, output } = run(['net.py', '--diff']);
    assert.equal(status, 1);
    assert.match(output, /^--- net\.py\n\+\+\+ net\.py\n@@ [^\n]+ @@\n/);
    assert.match(output, /\n- {4}nn\.Conv2d\(3, 8, 3\), {2}# the stem\n\+ {4}nn\.Conv2d\(3, 8, 3, bias=False\), {2}# the stem\n/);
    assert.equal(read('net.py'), biased);
    write('good.py', 'x = 1\n');
    assert.deepEqual(run(['good.py', '--diff']), { status: 0, output: '', errors: 'Nothing would be fixed.\n' });
  });

  it('reads standard input, and prints it when it is fixed', () => {
    assert.deepEqual(codes(['-', '--stdin-filename', 'sub/net.py'], biased), ['sub/net.py norm/redundant-bias']);
    assert.match(run(['-', '--fix'], biased).output, /nn\.Conv2d\(3, 8, 3, bias=False\),/);
  });

  it('takes folders and patterns, and leaves out what is excluded and what is not the project\'s', () => {
    for (const name of ['a.py', 'models/b.py', 'models/old/c.py', '.venv/lib/d.py', 'node_modules/x/e.py', 'models/notes.txt']) write(name, biased);
    const found = (args: readonly string[]): readonly string[] => codes(args).map((one) => one.split(' ')[0] ?? '');
    assert.deepEqual(found(['.']), ['a.py', 'models/b.py', 'models/old/c.py']);
    assert.deepEqual(found(['models/**/*.py']), ['models/b.py', 'models/old/c.py']);
    assert.deepEqual(found(['.', '--exclude', 'models/old']), ['a.py', 'models/b.py']);
    assert.deepEqual(run(['none/*.py']), { status: 2, output: '', errors: 'shape-inspector: no such file or folder: none/*.py\n' });
  });

  it('selects and ignores rules', () => {
    write('net.py', biased);
    write('hint.py', hinting);
    assert.deepEqual(codes(['.']), ['net.py norm/redundant-bias']);
    assert.deepEqual(codes(['.', '--select', 'pooling']), ['hint.py pooling/dropped-border']);
    assert.deepEqual(codes(['.', '--extend-select', 'pooling']), ['hint.py pooling/dropped-border', 'net.py norm/redundant-bias']);
    assert.deepEqual(codes(['.', '--ignore', 'norm,pooling']), []);
    assert.deepEqual(run(['.', '--select', 'nrom']), { status: 2, output: '', errors: "shape-inspector: There is no rule or family 'nrom': did you mean 'norm'?\nTry 'shape-inspector --help'.\n" });
  });

  it('counts, and exits with 0 where that is asked for', () => {
    write('a.py', biased);
    write('b.py', biased);
    assert.equal(run(['.', '--statistics']).output, '2  [*]  norm/redundant-bias\nFound 2 problems.\n');
    assert.equal(run(['.', '--exit-zero']).status, 0);
  });

  it('follows pyproject.toml, and tells what is wrong in it, there', () => {
    write('net.py', biased);
    write('tests/net.py', biased);
    write('pyproject.toml', '[tool.shape-inspector]\nseverity = { "norm/redundant-bias" = "error" }\nper-file-ignores = { "tests/**" = ["norm"] }\n');
    assert.match(run(['.']).output, /^net\.py:5:5: error \[norm\/redundant-bias\]/);
    assert.deepEqual(codes(['.']), ['net.py norm/redundant-bias']);
    write('pyproject.toml', '[tool.shape-inspector]\nignor = ["norm"]\n');
    const { status, output } = run(['net.py']);
    assert.equal(status, 1);
    assert.match(output, /^pyproject\.toml:2:1: error \[settings\/invalid\] There is no setting 'ignor': did you mean 'ignore'\?\n {2}\|\n2 \| ignor = \["norm"\]\n {2}\| \^{5}\n/);
  });

  it('takes the shapes that the settings pin', () => {
    write('net.py', 'from torch import nn\n\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.fc = nn.Linear(16, 4)\n\n    def forward(self, x):\n        return self.fc(x)\n');
    assert.deepEqual(codes(['net.py']), []);
    write('pyproject.toml', '[tool.shape-inspector.pins]\n"Net.forward" = { x = "[N, 12]" }\n');
    assert.deepEqual(codes(['net.py']), ['net.py shape/linear-features']);
  });

  it('takes comments at their word, and tells of those that silence nothing', () => {
    write('net.py', biased.replace('# the stem', '# shape-inspector: ignore[norm/redundant-bias]'));
    assert.equal(run(['net.py']).status, 0);
    write('net.py', 'import torch  # shape-inspector: ignore[norm]\n');
    assert.deepEqual(codes(['net.py']), ['net.py suppression/unused-ignore']);
    assert.equal(run(['net.py', '--fix']).status, 0);
    assert.equal(read('net.py'), 'import torch\n');
  });

  it('says nothing of a line that another program runs rightly', () => {
    write('layer.py', 'from torch import nn\n\ndef conv(width):\n    return nn.Conv2d(3, width, 3)\n');
    write('normed.py', 'import torch\nfrom torch import nn\nfrom layer import conv\n\nnn.Sequential(conv(8), nn.BatchNorm2d(8))(torch.randn(2, 3, 9, 9))\n');
    assert.deepEqual(codes(['normed.py']), ['layer.py norm/redundant-bias']);
    write('plain.py', 'import torch\nfrom torch import nn\nfrom layer import conv\n\nnn.Sequential(conv(8), nn.ReLU())(torch.randn(2, 3, 9, 9))\n');
    assert.deepEqual(codes(['.']), []);
  });

  it('reads notebooks: code cells as one program, magics left aside, places by cell', () => {
    const cell = (type: string, source: string | readonly string[]): object => ({ cell_type: type, source, metadata: {} });
    write('net.ipynb', JSON.stringify({
      nbformat: 4, metadata: {}, cells: [
        cell('markdown', '# A network'),
        cell('code', ['%matplotlib inline\n', '!pip install torch\n', 'import torch\n', 'from torch import nn']),
        cell('code', '%%bash\necho hello $(nothing of Python\n'),
        cell('code', '%%time\nnet = nn.Sequential(\n    nn.Conv2d(3, 8, 3),\n    nn.BatchNorm2d(8),\n    nn.Dropout(0.5),\n)'),
        cell('code', 'with torch.no_grad():\n    print(net(torch.randn(2, 3, 9, 9)).sum())'),
      ],
    }));
    const { output, errors } = run(['.']);
    assert.equal(errors, '');
    assert.match(output, /^net\.ipynb:cell 4:3:5: warning \[norm\/redundant-bias\]/m);
    assert.match(output, /^net\.ipynb:cell 5:2:11: warning \[norm\/missing-eval\]/m);
    const { files } = JSON.parse(run(['net.ipynb', '--format', 'json']).output) as { readonly files: readonly { readonly diagnostics: readonly { readonly cell: number; readonly range: { readonly start: { readonly line: number } } }[] }[] };
    assert.deepEqual(files[0]?.diagnostics.map(({ cell: number, range }) => [number, range.start.line]), [[4, 2], [5, 1]]);
    write('net.ipynb', '{ "cells": [');
    const broken = run(['net.ipynb']);
    assert.deepEqual({ status: broken.status, errors: broken.errors }, { status: 2, errors: 'net.ipynb: cannot be read as a notebook\n' });
  });

  it('finds the same on threads', () => {
    for (let index = 0; index < 30; index += 1) write(`net${String(index)}.py`, index === 7 ? 'def broken(:\n' : biased);
    assert.equal(codes(['.']).filter((one) => one.endsWith('norm/redundant-bias')).length, 29);
  });

  it('prints SARIF that is valid, with help, fixes, and fingerprints that outlive moved lines', () => {
    write('net.py', biased);
    const { output, errors } = run(['net.py', '--format', 'sarif']);
    assert.equal(errors, '');
    const log = JSON.parse(output) as Log;
    const schemas = join(dirname(createRequire(join(process.cwd(), 'package.json')).resolve('@microsoft/jest-sarif/package.json')), 'lib', 'schemas');
    const ajv = new Ajv({ schemaId: 'auto', allErrors: true, unknownFormats: 'ignore', meta: false });
    ajv.addMetaSchema(JSON.parse(readFileSync('node_modules/ajv/lib/refs/json-schema-draft-04.json', 'utf8')) as object);
    const validate = ajv.compile(JSON.parse(readFileSync(join(schemas, 'sarif-2.1.0-rtm.5.json'), 'utf8')) as object);
    assert.ok(validate(log), JSON.stringify(validate.errors));
    assert.ok(validate({ ...log, version: '3' }) !== true, 'the schema refuses what is wrong');
    const [first] = log.runs;
    const [result] = first?.results ?? [];
    assert.equal(result?.ruleId, 'norm/redundant-bias');
    assert.equal(result.fixes?.[0]?.artifactChanges[0]?.replacements[0]?.insertedContent?.text, ', bias=False');
    const [rule] = first?.tool.driver.rules ?? [];
    assert.match(rule?.help?.markdown ?? '', /^# norm\/redundant-bias/);
    assert.match(rule?.helpUri ?? '', /docs\/rules\/norm\/redundant-bias\.md$/);
    write('net.py', `# moved\n\n${biased}`);
    const moved = JSON.parse(run(['net.py', '--format', 'sarif']).output) as Log;
    assert.deepEqual(moved.runs[0]?.results?.[0]?.partialFingerprints, result.partialFingerprints);
  });

  it('annotates on GitHub, with what would end a command escaped', () => {
    write('a,b.py', biased);
    assert.match(run(['.', '--format', 'github']).output, /^::warning file=a%2Cb\.py,line=5,endLine=5,col=5,endColumn=23,title=Shape Inspector \(norm\/redundant-bias\)::The bias /);
  });

  it('lists every rule in its help', () => {
    const { status, output } = run(['--help']);
    assert.equal(status, 0);
    for (const { id, summary } of rules) assert.ok(output.includes(id) && output.includes(summary), id);
  });

  it('never writes outside what it was asked for, and reads beyond it for imports alone', () => {
    write('lib/block.py', biased.replace(/net = [^]*/, 'block = nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8))\n'));
    write('app/main.py', 'import torch\nfrom block import block\nblock(torch.randn(2, 3, 9, 9))\n');
    const before = read('lib/block.py');
    const { errors } = run(['app', '--root', 'lib', '--fix', '--unsafe-fixes']);
    assert.equal(errors, '');
    assert.equal(read('lib/block.py'), before);
    assert.match(run(['app', 'lib', '--root', 'lib', '--fix']).output, /1 fixed/);
    assert.match(read('lib/block.py'), /bias=False/);
  });

  it('ends where folders lead back into themselves, and does not follow links out of them', () => {
    write('project/net.py', biased);
    write('elsewhere/other.py', biased);
    symlinkSync(join(folder, 'project'), join(folder, 'project', 'again'));
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'project', 'away'));
    symlinkSync('loop.py', join(folder, 'project', 'loop.py'));
    assert.deepEqual(codes(['project']), ['project/net.py norm/redundant-bias']);
  });

  it('tells what cannot be read, and checks the rest', () => {
    write('net.py', biased);
    write('broken.ipynb', '{"cells": [');
    write('text.ipynb', '"no notebook"');
    write('nulls.py', 'import torch\0\0\nx = torch.zeros(2, 3\n');
    write('large.py', `import torch\n${'# data\n'.repeat(700_000)}`);
    const { status, errors } = run(['.']);
    assert.equal(status, 2);
    assert.deepEqual(errors.trim().split('\n').sort(), ['broken.ipynb: cannot be read as a notebook', 'large.py: cannot be read: it is too large, or not allowed', 'text.ipynb: cannot be read as a notebook']);
    assert.deepEqual(codes(['net.py', 'nulls.py']), ['net.py norm/redundant-bias']);
  });

  it('tells in one line what cannot be done', () => {
    for (const [args, message] of [[[], /check needs a file, a folder, or - for standard input/], [['missing.py'], /no such file or folder: missing\.py/], [['.', '--format', 'xml'], /formats text, json, github, sarif, not 'xml'/], [['.', '--fxi'], /Unknown option '--fxi'/]] as const) {
      const { status, output, errors } = run(args);
      assert.deepEqual({ status, output }, { status: 2, output: '' });
      assert.match(errors, message);
      assert.doesNotMatch(errors, /\n\s+at /);
    }
  });
});
