import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { argumentsRequest, sceneRequest } from '../../../extension/protocol/playground';
import type { ArgumentsParams, ArgumentsResult, SceneResult } from '../../../extension/protocol/playground';
import { startSession } from './session';
import type { Session } from './session';

const uri = 'file:///work/net.py';
const source = readFileSync('test/playground/workspace/net.py', 'utf8');

describe('the server, for the playground', () => {
  let session: Session;
  before(async () => {
    session = await startSession(new Map(), { playground: true });
    await session.open(uri, source);
    await session.diagnostics(uri);
  });
  after(() => { session.stop(); });

  const sceneAt = (text: string): Promise<SceneResult> => session.request(sceneRequest, { uri, position: session.document(uri).positionAt(source.indexOf(text)) });
  const given = (scene: SceneResult, values: Record<string, string>, changes: Partial<ArgumentsParams> = {}): Promise<ArgumentsResult> => {
    assert.ok(scene);
    return session.request(argumentsRequest, { uri, documentVersion: scene.documentVersion, node: scene.nodes[scene.focus]?.id, values, ...changes });
  };
  const edited = (result: ArgumentsResult): string => {
    assert.ok('edits' in result, JSON.stringify(result));
    return TextDocument.applyEdits(session.document(uri), result.edits.map(({ range, text }) => ({ range, newText: text })));
  };

  it('answers with the op of a constructor, of a call, and of a class', async () => {
    for (const [text, op] of [['nn.MaxPool2d(3', 'max_pool2d'], ['self.fc(x', 'linear'], ['class Net', 'conv2d']] as const) {
      const scene = await sceneAt(text);
      assert.equal(scene?.nodes[scene.focus]?.op, op, text);
      assert.equal(scene.model, 'Net');
    }
  });

  it('answers nothing where there is no op', async () => {
    assert.equal(await sceneAt('"""A small'), null);
    assert.equal(await session.request(sceneRequest, { uri: 'file:///work/other.py', position: { line: 0, character: 0 } }), null);
  });

  it('makes arguments into edits: changed in place, or added by keyword', async () => {
    const scene = await sceneAt('nn.MaxPool2d(3');
    assert.ok(edited(await given(scene, { kernel_size: '2' })).includes('nn.MaxPool2d(2, stride=2)'));
    assert.ok(edited(await given(scene, { stride: '1', ceil_mode: 'True' })).includes('nn.MaxPool2d(3, stride=1, ceil_mode=True)'));
  });

  it('refuses edits of what has changed or gone', async () => {
    const scene = await sceneAt('nn.MaxPool2d(3');
    assert.match(JSON.stringify(await given(scene, { stride: '1' }, { documentVersion: 99 })), /refused.*has changed/);
    assert.match(JSON.stringify(await given(scene, { stride: '1' }, { node: 9999 })), /refused.*gone/);
  });
});
