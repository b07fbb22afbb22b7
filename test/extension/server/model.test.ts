import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { CodeLens } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { inputShapeCommand, modelRequest, pinRequest, summaryCommand, summaryRequest } from '../../../extension/protocol/model';
import type { ModelResult, PinParams, PinResult, SummaryResult } from '../../../extension/protocol/model';
import { openPlaygroundCommand } from '../../../extension/protocol/playground';
import { startSession } from './session';
import type { Session } from './session';

const uri = 'file:///work/net.py';

const head = 'import torch\nfrom torch import nn\n\n';
const net = `${head}class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 4)

    def forward(self, x):
        return self.fc(x)
`;
const two = `${head}class Two(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 4)

    # shape: x = [N, 8], y = [N, 4]
    def forward(self, x, y):
        return self.fc(x) + y
`;
const called = `${net}

def small():
    return Net()


def main():
    model = small()
    print(model(torch.zeros(2, 8)))


main()
`;

describe('lenses above models', () => {
  let session: Session;
  const sessions: Session[] = [];
  const open = async (text: string, settings?: unknown): Promise<void> => {
    session = await startSession(new Map(), { playground: true }, settings);
    sessions.push(session);
    await session.open(uri, text);
    await session.diagnostics(uri);
  };
  afterEach(() => {
    for (const one of sessions.splice(0)) one.stop();
  });

  const lenses = (): Promise<CodeLens[]> => session.request('textDocument/codeLens', { textDocument: { uri } });
  const at = (text: string): { line: number; character: number } => {
    const document = session.document(uri);
    return document.positionAt(document.getText().indexOf(text));
  };
  const shown = async (): Promise<readonly string[]> => (await lenses()).map(({ range, command }) => `${String(range.start.line)} ${command?.title ?? ''}`);
  const pinned = async (parameter: string, shape: string): Promise<string> => {
    const params: PinParams = { uri, position: at('Net'), parameter, shape };
    const result = await session.request<PinResult>(pinRequest, params);
    if ('refused' in result) return result.refused;
    return TextDocument.applyEdits(session.document(uri), result.edits.map(({ range, text }) => ({ range, newText: text })));
  };

  it('tell what a model takes and costs, and lead to the pin, the summary and the playground', async () => {
    await open(net);
    assert.deepEqual(await shown(), ['3 $(pin)\u00a0x: [N, 8]', '3 36 parameters · 32*N MACs', '3 Summary', '3 Open in Playground']);
    assert.deepEqual((await lenses()).map(({ command }) => command?.command), [inputShapeCommand, summaryCommand, summaryCommand, openPlaygroundCommand]);
  });

  it('stand above functions that make a model too, and lead to the call where the program makes one', async () => {
    await open(called);
    assert.deepEqual((await shown()).filter((title) => title.includes('x:')), ['3 x: [2, 8]', '12 x: [2, 8]']);
    const model = await session.request<ModelResult>(modelRequest, { uri, position: at('small') });
    assert.equal(model?.name, 'small');
    assert.deepEqual(model.call?.range.start, at('model(torch.zeros'));
  });

  it('speak the language of the editor', async () => {
    const translations = JSON.parse(readFileSync('l10n/bundle.l10n.zh-cn.json', 'utf8')) as Record<string, string>;
    session = await startSession(new Map(), { playground: true, translations });
    sessions.push(session);
    await session.open(uri, called);
    assert.deepEqual((await shown()).filter((title) => title.startsWith('3 ')), ['3 x: [2, 8]', '3 36 个参数 · 64 次乘加', '3 概要', '3 在演练场中打开']);
    const hover = await session.hover(uri, at('model(torch.zeros'));
    assert.match(JSON.stringify(hover?.contents), /个参数/);
    // The next session is in English again.
    await open(net);
    assert.ok((await shown()).includes('3 Summary'));
  });

  it('can be turned off', async () => {
    await open(net, { codeLens: { enabled: false } });
    // Settings come after the first answer.
    for (let attempt = 0; attempt < 50 && (await lenses() as CodeLens[] | null) !== null; attempt += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(await lenses(), null);
  });

  it('pin a shape in a comment above the method, change it there, and take it back', async () => {
    await open(net);
    const first = await pinned('x', '5, 8');
    assert.equal(first, net.replace('    def forward', '    # shape: x = [5, 8]\n    def forward'));
    await session.change(uri, [{ text: first }]);
    assert.ok((await shown()).includes('3 $(pin)\u00a0x: [5, 8]'));
    assert.equal(await pinned('x', '[B, 8]'), first.replace('[5, 8]', '[B, 8]'));
    assert.equal(await pinned('x', ''), net);
    assert.equal(await pinned('y', '[2]'), first.replace('[5, 8]', '[5, 8], y = [2]'));
  });

  it('leave other pins of a comment alone', async () => {
    await open(two);
    const take = async (parameter: string): Promise<string> => {
      const result = await session.request<PinResult>(pinRequest, { uri, position: at('Two'), parameter, shape: ' ' });
      assert.ok('edits' in result);
      return TextDocument.applyEdits(session.document(uri), result.edits.map(({ range, text }) => ({ range, newText: text })));
    };
    assert.equal(await take('x'), two.replace('x = [N, 8], ', ''));
    assert.equal(await take('y'), two.replace(', y = [N, 4]', ''));
  });

  for (const [typed, refused] of [
    ['[2, -8]', /'-8' is no size/], ['[2, 8.5]', /'8.5' is no size/], ['[2, , 8]', /A size is missing/], ['[[2], 8]', /between brackets/], ['[a b]', /'a b' is no size/],
  ] as const) {
    it(`refuse ${typed}`, async () => {
      await open(net);
      assert.match(await pinned('x', typed), refused);
    });
  }

  it('take names, expressions and open sizes as they are typed', async () => {
    await open(net);
    assert.ok((await pinned('x', '(N, ?, H // 2, 8,)')).includes('# shape: x = [N, ?, H // 2, 8]\n'));
  });

  it('show the summary as a table', async () => {
    await open(called);
    const summary = await session.request<SummaryResult>(summaryRequest, { uri, position: at('Net') });
    assert.equal(summary?.name, 'Net');
    assert.match(summary.text, /^Net\(x: \[2, 8\]\)\ncalled in net\.py, line 19\n\nLayer +Type +Output/);
    assert.match(summary.text, /fc +Linear +\[2, 4\] +36 +64 +32 B/);
  });

  it('answer nothing where no model is', async () => {
    await open('x = 1\n');
    assert.equal(await session.request(modelRequest, { uri, position: { line: 0, character: 0 } }), null);
    assert.equal(await session.request(summaryRequest, { uri, position: { line: 0, character: 0 } }), null);
  });
});
