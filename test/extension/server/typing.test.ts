/** What the server offers while code is written: numbers, rewrites, the outline. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { CodeAction, CompletionItem, DocumentSymbol } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { startSession } from './session';
import type { Session } from './session';

const uri = 'file:///work/net.py';
const source = readFileSync('test/sample/unrun.py', 'utf8');

describe('the server, while code is written', () => {
  let session: Session;
  afterEach(() => {
    session.stop();
  });
  const open = async (text: string, settings?: unknown): Promise<void> => {
    session = await startSession(new Map(), {}, settings);
    await session.open(uri, text);
  };
  const at = (text: string, offset = 0): { line: number; character: number } => session.document(uri).positionAt(session.document(uri).getText().indexOf(text) + offset);
  const rewrites = async (text: string): Promise<readonly CodeAction[]> => {
    const position = at(text);
    return session.request('textDocument/codeAction', { textDocument: { uri }, range: { start: position, end: position }, context: { diagnostics: [], only: ['refactor'] } });
  };

  it('completes numbers in code that is broken while it is typed', async () => {
    await open(source.replace('nn.Linear(64, classes)', 'nn.Linear('));
    const items = await session.request<CompletionItem[]>('textDocument/completion', { textDocument: { uri }, position: at('nn.Linear(', 'nn.Linear('.length) });
    assert.deepEqual(items.map(({ label, detail, preselect }) => [label, detail, preselect]), [['64', 'last size of [N, 64]', true]]);
    assert.deepEqual(await session.request('textDocument/completion', { textDocument: { uri }, position: { line: 0, character: 0 } }), []);
  });

  it('completes of the newest text, whatever was analysed before', async () => {
    await open(source);
    await session.diagnostics(uri);
    await session.change(uri, [{ text: source.replace('nn.Conv2d(3, 64', 'nn.Conv2d(3, 48').replace('nn.Linear(64, classes)', 'nn.Linear(, classes)') }]);
    const [first] = await session.request<CompletionItem[]>('textDocument/completion', { textDocument: { uri }, position: at('nn.Linear(', 'nn.Linear('.length) });
    assert.equal(first?.label, '48');
  });

  it('writes shapes into the function around the cursor', async () => {
    await open(source);
    const [comments, checks, ...others] = await rewrites('x = self.pool');
    assert.deepEqual([comments?.title, checks?.title, others], ['Insert shape comments', 'Check shapes at run time', []]);
    const applied = (action: CodeAction | undefined): string => TextDocument.applyEdits(session.document(uri), action?.edit?.changes?.[uri] ?? []);
    assert.equal(applied(comments), source.replace('(self.conv(x))', '(self.conv(x))  # [N, 64, H, W]').replace('self.pool(x)', 'self.pool(x)  # [N, 64, 1, 1]'));
    assert.match(applied(checks), /from torch import nn\nfrom beartype import beartype\nfrom jaxtyping import Float, jaxtyped\n/);
    assert.match(applied(checks), /\n {4}@jaxtyped\(typechecker=beartype\)\n {4}def forward\(self, x: Float\[torch\.Tensor, "N 3 H W"\]\) -> Float\[torch\.Tensor, "N classes"\]:\n/);
  });

  const stated: readonly (readonly [title: string, head: string, offered: readonly string[]])[] = [
    ['a docstring in the style of Google', 'def forward(self, x, mask=None):\n        \"\"\"Runs it.\n\n        Args:\n            x (torch.Tensor): images of shape (B, 3, H, W), in 0 to 1\n            mask (Optional[Tensor]): of [B, H, W]\n        \"\"\"', ['x = [B, 3, H, W]', 'mask = [B, H, W]']],
    ['a docstring in the style of NumPy', 'def forward(self, x):\n        \"\"\"\n        Parameters\n        ----------\n        x : Tensor, shape (N, 3, 224, 224)\n            The images.\n        \"\"\"', ['x = [N, 3, 224, 224]']],
    ['a comment above it', '# x: [batch, 3, H, W] -> [batch, 8]\n    def forward(self, x):', ['x = [batch, 3, H, W]']],
    ['a comment below it', 'def forward(self, x):\n        # x is (N, 3, H // 2, W)', ['x = [N, 3, H // 2, W]']],
    ['types alone', 'def forward(self, x):\n        \"\"\"x (Tensor, optional): the input (an image, or several), default (None, None).\"\"\"', []],
    ['another name', 'def forward(self, x):\n        \"\"\"max_x: (1, 2)  y: (3, 4)\"\"\"', []],
    ['a pin that is there', '# shape: x = [N, 3, 8, 8]\n    def forward(self, x):  # x: (B, 3, H, W)', []],
  ];
  for (const [title, head, offered] of stated) {
    it(`offers a shape that is written in words as a pin: ${title}`, async () => {
      const text = `import torch\nfrom torch import nn\n\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.conv = nn.Conv2d(3, 8, 3)\n\n    ${head.replaceAll('\\"', '"')}\n        return self.conv(x)\n`;
      await open(text);
      const titles = (await rewrites('def forward')).map((action) => action.title).filter((one) => one.startsWith('Pin '));
      assert.deepEqual(titles, offered.map((one) => `Pin ${one}, as it is written there`));
    });
  }

  it('offers no rewrite where only fixes are asked for', async () => {
    await open(source);
    const position = at('x = self.pool');
    assert.deepEqual(await session.request('textDocument/codeAction', { textDocument: { uri }, range: { start: position, end: position }, context: { diagnostics: [], only: ['quickfix'] } }), []);
  });

  it('lists models with their layers and shapes', async () => {
    await open(source);
    const [model, ...others] = await session.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri } });
    assert.deepEqual(others, []);
    assert.deepEqual([model?.name, model?.detail, model?.selectionRange.start], ['Classifier', 'x: [N, 3, H, W]', at('Classifier')]);
    assert.deepEqual(model?.children?.map(({ name, detail }) => `${name} ${detail ?? ''}`), ['conv Conv2d [N, 64, H, W]', 'pool AdaptiveAvgPool2d [N, 64, 1, 1]', 'fc Linear [N, classes]']);
  });

  it('lists layers of one line together, and factories', async () => {
    await open(readFileSync('test/sample/healthy.py', 'utf8'));
    const symbols = await session.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri } });
    assert.deepEqual(symbols.map(({ name, children }) => [name, children?.map((child) => `${child.name} ${child.detail ?? ''}`)]), [
      ['Block', ['conv1 Conv2d [4, 32, 32, 32]', 'bn1 BatchNorm2d [4, 32, 32, 32]', 'conv2 Conv2d [4, 32, 32, 32]', 'bn2 BatchNorm2d [4, 32, 32, 32]', 'shortcut Identity']],
      ['ResNet', [
        'stem Sequential', 'stem.0 Conv2d [4, 32, 32, 32]', 'stem.1 BatchNorm2d [4, 32, 32, 32]', 'stem.2 ReLU [4, 32, 32, 32]', 'pool AdaptiveAvgPool2d [4, 128, 1, 1]', 'fc Linear [4, 10]',
        'layer1.0 … layer3.0 Block', 'layer1.1 … layer3.1 Block', 'layer1 … layer3 Sequential',
      ]],
    ]);
  });
});
