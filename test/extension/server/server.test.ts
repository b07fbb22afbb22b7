import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { InlayHint, MarkupContent, Position } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { startSession } from './session';
import type { Session } from './session';

const uri = 'file:///work/model.py';
const healthy = readFileSync('test/sample/healthy.py', 'utf8');
const mistakes = readFileSync('test/sample/mistakes.py', 'utf8');
const sessions: Session[] = [];

async function start(files?: ReadonlyMap<string, string>): Promise<Session> {
  const session = await startSession(files);
  sessions.push(session);
  return session;
}

function positionOf(session: Session, text: string, within = text): Position {
  const document = session.document(uri);
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, text);
  return document.positionAt(at + text.indexOf(within));
}

async function hoverText(session: Session, position: Position): Promise<string> {
  return ((await session.hover(uri, position))?.contents as MarkupContent | undefined)?.value ?? '';
}

describe('the language server', () => {
  afterEach(() => {
    for (const session of sessions.splice(0)) session.stop();
  });

  it('says what it can do', async () => {
    const { capabilities } = (await start()).initialized;
    assert.equal(capabilities.hoverProvider, true);
    assert.equal(capabilities.textDocumentSync, 2);
    assert.ok(capabilities.inlayHintProvider);
    assert.ok(capabilities.codeActionProvider);
  });

  it('says of a file that is too large that it is not analysed', async () => {
    const session = await start();
    await session.open(uri, `import torch\nx = torch.zeros(2, 3)\n${'# data\n'.repeat(600_000)}`);
    const { diagnostics } = await session.diagnostics(uri);
    assert.deepEqual(diagnostics, []);
    // The status comes after the diagnostics.
    while (session.statuses.at(-1)?.busy !== false) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(session.statuses.at(-1)?.stopped, 'the file is larger than 4 MB: its shapes are not worked out');
    await session.change(uri, [{ text: 'import torch\nx = torch.zeros(2, 3)\n' }]);
    assert.equal((await session.hints(uri)).length, 1);
  });

  it('says where an analysis came to its limit, and what to do', async () => {
    const session = await start();
    const long = Array.from({ length: 40 }, (_, index) => `a${String(index)} = settle(10_000_000)\n`).join('');
    await session.open(uri, `import torch\n\ndef settle(n):\n    total = 0\n    for i in range(n):\n        total += i * 2 + 1\n    return total\n\nx = torch.zeros(2, 3)\n${long}y = torch.zeros(4, 5)\n`);
    const [told, ...more] = (await session.diagnostics(uri)).diagnostics;
    assert.ok(told);
    const { severity, message, range, relatedInformation } = told;
    assert.deepEqual(more, []);
    assert.equal(severity, 4);
    assert.match(message as string, /^the analysis stopped after .*: here\. What would run after it is not known\.\nMove what takes long .*# shape: x = /);
    assert.equal(range.start.line, 5);
    assert.ok((relatedInformation?.[0]?.location.range.start.line ?? 0) > 8);
    // What ran before stands.
    assert.equal((await session.hints(uri)).length, 1);
  });

  it('serves both languages at once', async () => {
    const session = await start();
    const script = 'file:///work/digits.ts';
    await session.open(uri, 'import torch\nx = torch.zeros(2, 3)\ny = x @ x\n');
    await session.open(script, "import * as tf from '@tensorflow/tfjs';\nconst x = tf.zeros([2, 3]);\nconst y = x.matMul(x);\n");
    const told = async (of: string): Promise<readonly unknown[]> => (await session.diagnostics(of)).diagnostics.map(({ code, message }) => [code, (message as string).split('\n')[0]]);
    assert.deepEqual(await told(uri), [['shape/matmul', 'mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)']]);
    assert.deepEqual(await told(script), [['shape/matmul', 'Error in matMul: inner shapes (3) and (2) of Tensors with shapes 2,3 and 2,3 and transposeA=false and transposeB=false must match.']]);
    const labels = async (of: string): Promise<readonly unknown[]> => (await session.hints(of)).map(({ label }) => (typeof label === 'string' ? label : label.map(({ value }) => value).join('')));
    assert.deepEqual([(await labels(uri))[0], (await labels(script))[0]], [': [2, 3]', ': [2, 3]']);
    await session.change(uri, [{ text: 'import torch\nx = torch.zeros(2, 5)\n' }]);
    assert.deepEqual([await told(uri), await labels(uri), await labels(script)], [[], [': [2, 5]'], [': [2, 3]']]);
  });

  it('hovers, hints and finds nothing wrong in a healthy file', async () => {
    const session = await start();
    await session.open(uri, healthy);
    assert.match(await hoverText(session, positionOf(session, 'logits = model(images)')), /logits: \[4, 10\] float32/);
    assert.equal((await session.hints(uri)).length, 10);
    assert.deepEqual((await session.diagnostics(uri)).diagnostics, []);
  });

  it('reports mistakes where they stand, with the calls that led there', async () => {
    const session = await start();
    await session.open(uri, mistakes);
    const { diagnostics } = await session.diagnostics(uri);
    assert.deepEqual(diagnostics.map(({ code }) => code).sort(), ['norm/num-features', 'norm/redundant-bias', 'shape/linear-features']);
    const linear = diagnostics.find(({ code }) => code === 'shape/linear-features');
    assert.ok(linear);
    assert.deepEqual(linear.range.start, positionOf(session, 'return self.fc(x)', 'self.fc'));
    assert.ok(linear.relatedInformation?.some(({ message }) => message === 'this Linear is constructed here'));
    assert.ok(linear.relatedInformation?.some(({ message }) => message === 'called from here'));
  });

  it('mends each of them with a quick fix, after which it is gone', async () => {
    const session = await start();
    await session.open(uri, mistakes);
    for (let left = 3; left > 0; left -= 1) {
      const { diagnostics } = await session.diagnostics(uri);
      assert.equal(diagnostics.length, left);
      const [first] = diagnostics;
      assert.ok(first);
      const actions = await session.actions(uri, first.range);
      const action = actions.find((one) => one.diagnostics?.some(({ code }) => code === first.code) === true);
      await session.change(uri, action?.edit?.changes?.[uri]?.map(({ range, newText }) => ({ range, text: newText })) ?? []);
    }
    assert.deepEqual((await session.diagnostics(uri)).diagnostics, []);
  });

  it('says which version of which file an edit is for, those of other files too', async () => {
    const other = 'file:///work/layers.py';
    const layers = 'from torch import nn\ndef head(width):\n    return nn.Linear(8, 5)\n';
    const session = await startSession(new Map([['/work/layers.py', layers]]), {}, undefined, new Map(), { workspace: { workspaceEdit: { documentChanges: true } } });
    sessions.push(session);
    await session.open(uri, 'import torch\nfrom layers import head\ny = head(3)(torch.zeros(2, 9))\n');
    const fixed = async (): Promise<unknown> => {
      const { diagnostics } = await session.diagnostics(uri);
      const actions = await session.actions(uri, diagnostics[0]?.range ?? assert.fail('no diagnostic'));
      return actions.find(({ title }) => title === 'Set in_features to 9')?.edit?.documentChanges;
    };
    const edits = [{ range: { start: { line: 2, character: 21 }, end: { line: 2, character: 22 } }, newText: '9' }];
    assert.deepEqual(await fixed(), [{ textDocument: { uri: other, version: null }, edits }]);
    await session.open(other, layers);
    assert.deepEqual(await fixed(), [{ textDocument: { uri: other, version: 1 }, edits }]);
  });

  it('imports the class that a fix constructs, where the file names its classes bare', async () => {
    for (const [before, after] of [
      ['from torch.nn import BatchNorm1d, ReLU', 'from torch.nn import BatchNorm1d, BatchNorm2d, ReLU'],
      ['from torch.nn import BatchNorm2d, BatchNorm1d', 'from torch.nn import BatchNorm2d, BatchNorm1d'],
    ] as const) {
      const text = `import torch\n${before}\ny = BatchNorm1d(3)(torch.zeros(2, 3, 8, 8))\n`;
      const session = await start();
      await session.open(uri, text);
      const { diagnostics } = await session.diagnostics(uri);
      const actions = await session.actions(uri, diagnostics[0]?.range ?? assert.fail('no diagnostic'));
      const edits = actions.find(({ title }) => title === 'Use BatchNorm2d')?.edit?.changes?.[uri];
      assert.equal(TextDocument.applyEdits(session.document(uri), edits ?? []), text.replace(before, after).replace('BatchNorm1d(3)', 'BatchNorm2d(3)'));
    }
  });

  it('answers of the newest text, and publishes for no older version than the last', async () => {
    const session = await start();
    await session.open(uri, healthy);
    for (const batch of [5, 6, 7]) {
      const at = positionOf(session, `torch.randn(${String(batch - 1)}`, String(batch - 1));
      await session.change(uri, [{ range: { start: at, end: { line: at.line, character: at.character + 1 } }, text: String(batch) }]);
      const text = await hoverText(session, positionOf(session, 'logits = model(images)'));
      assert.match(text, new RegExp(`\\[${String(batch)}, 10\\]`));
    }
    const versions = session.published.filter((one) => one.uri === uri).map(({ version }) => version ?? 0);
    assert.deepEqual(versions, versions.toSorted((a, b) => a - b));
  });

  it('sees through an import that is open and unsaved', async () => {
    const other = 'file:///work/size.py';
    const session = await start(new Map([['/work/size.py', 'WIDTH = 3\n']]));
    await session.open(uri, 'import torch\nfrom size import WIDTH\nx = torch.zeros(2, WIDTH)\n');
    assert.match(await hoverText(session, { line: 2, character: 0 }), /\[2, 3\]/);
    await session.open(other, 'WIDTH = 5\n');
    assert.match(await hoverText(session, { line: 2, character: 0 }), /\[2, 5\]/);
  });

  it('links from a hover to the constructor, the rules and the playground', async () => {
    const session = await startSession(new Map(), { playground: true });
    sessions.push(session);
    await session.open(uri, mistakes);
    const text = await hoverText(session, positionOf(session, 'self.conv(x)', 'conv'));
    assert.match(text, /\n\[Conv2d, line \d+\]\(file:\/\/\/work\/model\.py#L\d+,\d+\) · \[norm\/redundant\\-bias\]\(https:[^)]*\) · \[Open in Playground\]\(command:[^)]*\)$/);
  });

  it('gives hints the hover as their tooltip when it is asked for', async () => {
    const session = await start();
    await session.open(uri, healthy);
    const hint = (await session.hints(uri)).at(-2);
    assert.ok(hint);
    assert.equal(hint.tooltip, undefined);
    const resolved = await session.request<InlayHint>('inlayHint/resolve', hint);
    assert.match((resolved.tooltip as MarkupContent).value, /^```python\nlogits: \[4, 10\] float32/);
    // Of an old version there is none.
    await session.change(uri, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '#\n' }]);
    assert.equal((await session.request<InlayHint>('inlayHint/resolve', hint)).tooltip, undefined);
  });

  it('clears what it reported when a document is closed', async () => {
    const session = await start();
    await session.open(uri, mistakes);
    await session.diagnostics(uri);
    await session.close(uri);
    while (session.published.at(-1)?.diagnostics.length !== 0) await new Promise((resolve) => setTimeout(resolve, 10));
  });
});
