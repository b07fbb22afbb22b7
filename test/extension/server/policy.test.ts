import assert from 'node:assert/strict';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { startSession } from './session';
import type { Session } from './session';

const uri = 'file:///work/net.py';
const config = 'file:///work/pyproject.toml';
const biased = `import torch
from torch import nn

net = nn.Sequential(
    nn.Conv2d(3, 8, 3),
    nn.BatchNorm2d(8),
    nn.Conv2d(8, 8, 3),
    nn.BatchNorm2d(8),
)
net(torch.randn(2, 3, 9, 9))
`;
const sessions: Session[] = [];

async function start(files: ReadonlyMap<string, string>, settings: unknown = {}): Promise<Session> {
  const session = await startSession(files, {}, settings);
  sessions.push(session);
  await session.open(uri, biased);
  return session;
}

async function codes(session: Session): Promise<readonly unknown[]> {
  return (await session.diagnostics(uri)).diagnostics.map(({ code }) => code);
}

describe('what the server tells', () => {
  afterEach(() => {
    for (const session of sessions.splice(0)) session.stop();
  });

  it('links each diagnostic to the page of its rule', async () => {
    const [first] = (await (await start(new Map())).diagnostics(uri)).diagnostics;
    assert.match(first?.codeDescription?.href ?? '', /^https:.*docs\/rules\/norm\/redundant-bias\.md$/);
  });

  it('follows the configuration files, at once when they change, and tells what is wrong in them', async () => {
    const files = new Map([['/work/pyproject.toml', '[tool.shape-inspector]\nignore = ["norm"]\n']]);
    const session = await start(files);
    assert.deepEqual(await codes(session), []);
    const changed = async (text: string): Promise<void> => {
      files.set('/work/pyproject.toml', text);
      const before = session.published.length;
      await session.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: config, type: 2 }] });
      while (!session.published.slice(before).some((one) => one.uri === uri)) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    const last = (of: string) => session.published.filter((one) => one.uri === of).at(-1)?.diagnostics.map(({ code, message, range }) => `${String(range.start.line)} ${String(code)} ${message as string}`);
    await changed('[tool.shape-inspector]\nignoer = ["norm"]\n');
    assert.deepEqual(last(config), ["1 settings/invalid There is no setting 'ignoer': did you mean 'ignore'?"]);
    assert.equal(last(uri)?.length, 2);
    await changed('[tool.shape-inspector]\nselect = ["shape"]\n');
    assert.deepEqual(last(config), []);
    assert.deepEqual(last(uri), []);
  });

  it('follows the settings of the editor', async () => {
    const session = await start(new Map(), { severity: { 'norm/redundant-bias': 'hint' } });
    assert.deepEqual((await session.diagnostics(uri)).diagnostics.map(({ severity }) => severity), [4, 4]);
  });

  const actionsOf = async (session: Session, only?: readonly string[]): Promise<readonly CodeAction[]> => {
    await session.diagnostics(uri);
    const range = { start: { line: 4, character: 6 }, end: { line: 4, character: 6 } };
    return session.request('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [], ...(only === undefined ? {} : { only }) } });
  };
  const after = (session: Session, action: CodeAction | undefined): string => TextDocument.applyEdits(session.document(uri), [...(action?.edit?.changes?.[uri] ?? [])]);

  it('fixes all that is safe at once, where that is asked for', async () => {
    const session = await start(new Map());
    const [only, ...others] = await actionsOf(session, ['source.fixAll']);
    assert.equal(only?.kind, 'source.fixAll.shapeInspector');
    assert.deepEqual(others, []);
    assert.equal(after(session, only), biased.replaceAll(', 3),', ', 3, bias=False),'));
    assert.deepEqual((await actionsOf(session, ['quickfix'])).map(({ title }) => title), ['Set bias=False', 'Ignore norm/redundant-bias on this line']);
  });

  it('writes the comment that ignores a finding, and then tells nothing of it', async () => {
    const session = await start(new Map());
    const ignore = (await actionsOf(session)).find(({ title }) => title.startsWith('Ignore'));
    const text = after(session, ignore);
    assert.ok(text.includes('nn.Conv2d(3, 8, 3),  # shape-inspector: ignore[norm/redundant-bias]\n'));
    await session.change(uri, [{ text }]);
    assert.deepEqual((await session.diagnostics(uri)).diagnostics.map(({ range }) => range.start.line), [6]);
  });
});
