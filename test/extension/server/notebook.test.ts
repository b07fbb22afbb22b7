import assert from 'node:assert/strict';
import type { CodeAction, Diagnostic, Hover, InlayHint, MarkupContent } from 'vscode-languageserver-protocol';
import { startSession } from './session';
import type { Session } from './session';

const notebook = 'file:///work/train.ipynb';
const cellUri = (name: string): string => `vscode-notebook-cell:/work/train.ipynb#${name}`;

const cells: readonly (readonly [name: string, text: string])[] = [
  ['imports', '%matplotlib inline\n!pip install torch\nimport torch\nfrom torch import nn'],
  ['model', 'class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.conv = nn.Conv2d(3, 8, 3)\n        self.bn = nn.BatchNorm2d(8)\n    def forward(self, x):\n        y = self.bn(self.conv(x))\n        return y\nnet = Net()'],
  ['data', '%%time\nimages = torch.randn(4, 3, 32, 32)'],
  ['run', 'out = net(images)'],
];

const textDocument = (name: string, text: string, version = 1): unknown => ({ uri: cellUri(name), languageId: 'python', version, text });
const cell = (name: string): unknown => ({ kind: 2, document: cellUri(name) });

describe('a notebook', () => {
  let session: Session;
  let version = 1;

  const change = (change: unknown): Promise<void> => session.notify('notebookDocument/didChange', { notebookDocument: { uri: notebook, version: (version += 1) }, change: { cells: change } });
  const edit = (name: string, text: string): Promise<void> =>
    change({ textContent: [{ document: { uri: cellUri(name), version: (version += 1) }, changes: [{ text }] }] });
  const hover = async (name: string, line: number, character: number): Promise<Hover | null> =>
    session.request<Hover | null>('textDocument/hover', { textDocument: { uri: cellUri(name) }, position: { line, character } });
  const hoverText = async (name: string, line: number, character: number): Promise<string> => ((await hover(name, line, character))?.contents as MarkupContent | undefined)?.value ?? '';
  const hints = (name: string): Promise<readonly InlayHint[]> =>
    session.request('textDocument/inlayHint', { textDocument: { uri: cellUri(name) }, range: { start: { line: 0, character: 0 }, end: { line: 50, character: 0 } } });
  const shown = async (name: string): Promise<readonly string[]> => (await hints(name)).map(({ position, label }) => `${String(position.line)}:${String(position.character)}${label as string}`);
  const diagnostics = async (name: string): Promise<readonly Diagnostic[]> => {
    // What is asked of the newest text comes after what is told of it.
    await hover(name, 0, 0);
    return session.published.findLast(({ uri }) => uri === cellUri(name))?.diagnostics ?? [];
  };

  beforeEach(async () => {
    version = 1;
    session = await startSession();
    await session.notify('notebookDocument/didOpen', {
      notebookDocument: { uri: notebook, notebookType: 'jupyter-notebook', version: 1, cells: cells.map(([name]) => cell(name)) },
      cellTextDocuments: cells.map(([name, text]) => textDocument(name, text)),
    });
  });
  afterEach(() => {
    session.stop();
  });

  it('is synchronised as such', () => {
    assert.ok(session.initialized.capabilities.notebookDocumentSync);
  });

  it('is one program: hovers, hints and lines are those of each cell', async () => {
    const found = await hover('run', 0, 1);
    assert.match((found?.contents as MarkupContent).value, /out: \[4, 8, 30, 30\] float32/);
    assert.deepEqual(found?.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } });
    assert.deepEqual(await shown('run'), ['0:3: [4, 8, 30, 30]']);
    assert.deepEqual(await shown('data'), ['1:6: [4, 3, 32, 32]']);
    assert.deepEqual(await shown('imports'), []);
    assert.match(await hoverText('model', 6, 8), /y: \[4, 8, 30, 30\]/);
  });

  it('reports in the cell of the mistake, and mends it there', async () => {
    const [bias, ...others] = await diagnostics('model');
    assert.equal(bias?.code, 'norm/redundant-bias');
    assert.deepEqual(others, []);
    assert.equal(bias.range.start.line, 3);
    assert.deepEqual(await diagnostics('run'), []);
    const actions = await session.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: cellUri('model') }, range: bias.range, context: { diagnostics: [] } });
    const [first] = actions[0]?.edit?.changes?.[cellUri('model')] ?? [];
    assert.equal(first?.newText, ', bias=False');
    assert.equal(first.range.start.line, 3);
  });

  it('follows edits, new cells, moves and deletions', async () => {
    await edit('data', 'images = torch.randn(7, 3, 16, 16)');
    assert.deepEqual(await shown('run'), ['0:3: [7, 8, 14, 14]']);
    await change({ structure: { array: { start: 3, deleteCount: 0, cells: [cell('more')] }, didOpen: [textDocument('more', 'images = images[:2]')] } });
    assert.deepEqual(await shown('run'), ['0:3: [2, 8, 14, 14]']);
    // The new cell moves behind the one that runs.
    await change({ structure: { array: { start: 3, deleteCount: 2, cells: [cell('run'), cell('more')] } } });
    assert.deepEqual(await shown('run'), ['0:3: [7, 8, 14, 14]']);
    assert.deepEqual(await shown('more'), ['0:6: [2, 3, 16, 16]']);
    await change({ structure: { array: { start: 4, deleteCount: 1 }, didClose: [{ uri: cellUri('more') }] } });
    assert.equal(await hover('more', 0, 1), null);
    assert.deepEqual(await shown('run'), ['0:3: [7, 8, 14, 14]']);
  });

  it('clears what it reported when it is closed', async () => {
    assert.equal((await diagnostics('model')).length, 1);
    await session.notify('notebookDocument/didClose', { notebookDocument: { uri: notebook }, cellTextDocuments: cells.map(([name]) => ({ uri: cellUri(name) })) });
    assert.equal(await hover('model', 0, 0), null);
    assert.deepEqual(session.published.findLast(({ uri }) => uri === cellUri('model'))?.diagnostics, []);
  });
});
