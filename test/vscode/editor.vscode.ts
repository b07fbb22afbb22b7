/** What the editor does with shapes beyond showing them, as a person finds it. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, hintsOf, hoverText, open, positionOf, reveal } from './document';
import { screenshot } from './page';

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('shapeInspector');
const revert = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.files.revert');

async function lensTitles(document: vscode.TextDocument): Promise<readonly string[]> {
  return eventually(async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[] | undefined>('vscode.executeCodeLensProvider', document.uri);
    return lenses === undefined || lenses.length === 0 ? null : lenses.map(({ command }) => command?.title ?? '');
  }, 'lenses');
}

describe('lenses above models', () => {
  it('tell what a model takes and costs', async () => {
    const document = await open('healthy.py');
    const titles = await lensTitles(document);
    assert.ok(titles.includes('x: [4, 3, 32, 32]'), titles.join());
    assert.ok(titles.includes('696,618 parameters · 424,121,344 MACs'), titles.join());
    await reveal('class ResNet');
    await screenshot('lenses');
  });

  it('pin the input of a model that nothing runs, in a comment', async () => {
    const document = await open('unrun.py');
    const before = document.getText();
    assert.ok((await lensTitles(document)).includes('$(pin)\u00a0x: [N, 3, H, W]'));
    await settings().update('codeLens.pin', 'comment', vscode.ConfigurationTarget.Global);
    const position = positionOf(document, 'class Classifier', 'Classifier');
    const pinning = vscode.commands.executeCommand('shapeInspector.inputShape', document.uri.toString(), { line: position.line, character: position.character });
    // The box is there with the shape as it is; it is taken as it stands.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await screenshot('pin');
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await pinning;
    assert.equal(document.getText(), before.replace('    def forward', '    # shape: x = [N, 3, H, W]\n    def forward'));
    await settings().update('codeLens.pin', undefined, vscode.ConfigurationTarget.Global);
    await revert();
  });

  it('pin it in the settings of the workspace, where that is chosen', async () => {
    const document = await open('unrun.py');
    await lensTitles(document);
    await settings().update('codeLens.pin', 'workspace', vscode.ConfigurationTarget.Global);
    const position = positionOf(document, 'class Classifier', 'Classifier');
    const before = document.getText();
    const pinning = vscode.commands.executeCommand('shapeInspector.inputShape', document.uri.toString(), { line: position.line, character: position.character });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await pinning;
    assert.equal(document.getText(), before);
    assert.deepEqual(settings().inspect('pins')?.workspaceValue, { 'Classifier.forward': { x: '[N, 3, H, W]' } });
    await settings().update('pins', undefined, vscode.ConfigurationTarget.Workspace);
    await settings().update('codeLens.pin', undefined, vscode.ConfigurationTarget.Global);
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder !== undefined);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder.uri, '.vscode'), { recursive: true });
  });

  it('show the summary as a document', async () => {
    const document = await open('healthy.py');
    await lensTitles(document);
    const position = positionOf(document, 'class ResNet', 'ResNet');
    await vscode.commands.executeCommand('shapeInspector.showSummary', document.uri.toString(), { line: position.line, character: position.character });
    const summary = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'shape-inspector-summary');
    assert.match(summary?.getText() ?? '', /^ResNet\(x: \[4, 3, 32, 32\]\)\ncalled in healthy\.py, line \d+\n\nLayer +Type/);
    await screenshot('summary');
    await vscode.commands.executeCommand('workbench.action.closeEditorsInOtherGroups');
  });
});

describe('commands that links can call', () => {
  it('take a plain place, and nothing else', async () => {
    await open('healthy.py');
    const visible = vscode.window.visibleTextEditors.map(({ document }) => document.uri.toString());
    for (const given of [['file:///etc/passwd'], [{ scheme: 'file', path: '/etc/passwd' }, { line: 0, character: 0 }], ['file:///etc/passwd', { line: '0', character: {} }], [42, null], ['command:workbench.action.closeAllEditors', { line: 1e99, character: -1 }]]) {
      for (const command of ['shapeInspector.openPlayground', 'shapeInspector.inputShape', 'shapeInspector.showSummary']) {
        // Refused in silence, or with a message: never followed.
        await Promise.resolve(vscode.commands.executeCommand(command, ...given)).catch(() => undefined);
      }
    }
    assert.deepEqual(vscode.window.visibleTextEditors.map(({ document }) => document.uri.toString()), visible);
    await vscode.commands.executeCommand('notifications.clearAll');
  });
});

describe('what is known, in the code', () => {
  it('completes the number that flows into a layer', async () => {
    const document = await open('unrun.py');
    await lensTitles(document);
    const edit = new vscode.WorkspaceEdit();
    const start = positionOf(document, 'nn.Linear(64, classes)', '64');
    edit.replace(document.uri, new vscode.Range(start, start.translate(0, '64, classes)'.length)), '');
    await vscode.workspace.applyEdit(edit);
    const items = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, start, '(');
    const own = items.items.find(({ label }) => label === '64');
    assert.equal(own?.detail, 'last size of [N, 64]');
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(start, start);
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await screenshot('completion');
    await revert();
  });

  it('writes shapes as comments, and as annotations that are checked at run time', async () => {
    const document = await open('unrun.py');
    await lensTitles(document);
    const at = positionOf(document, 'x = self.pool');
    const offered = (): Thenable<vscode.CodeAction[]> => vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, new vscode.Range(at, at), vscode.CodeActionKind.Refactor.value);
    const apply = async (title: string): Promise<void> => {
      const action = (await offered()).find((one) => one.title === title);
      assert.ok(action?.edit, (await offered()).map((one) => one.title).join());
      await vscode.workspace.applyEdit(action.edit);
    };
    await apply('Insert shape comments');
    assert.ok(document.getText().includes('x = self.pool(x)  # [N, 64, 1, 1]'), document.getText());
    await revert();
    await apply('Check shapes at run time');
    assert.ok(document.getText().includes('    @jaxtyped(typechecker=beartype)\n    def forward(self, x: Float[torch.Tensor, "N 3 H W"]) -> Float[torch.Tensor, "N classes"]:'), document.getText());
    await screenshot('run-time-checks');
    await revert();
  });

  it('lists models with their layers and shapes in the outline', async () => {
    const document = await open('unrun.py');
    await lensTitles(document);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri);
    const model = symbols.find(({ detail }) => detail === 'x: [N, 3, H, W]');
    assert.deepEqual(model?.children.map(({ name, detail }) => `${name} ${detail}`), ['conv Conv2d [N, 64, H, W]', 'pool AdaptiveAvgPool2d [N, 64, 1, 1]', 'fc Linear [N, classes]']);
    await vscode.commands.executeCommand('outline.focus');
    await screenshot('outline');
    await vscode.commands.executeCommand('workbench.view.explorer');
  });
});

describe('themes', () => {
  for (const theme of ['Default Light Modern', 'Default Dark Modern', 'Default High Contrast']) {
    it(`show a hover in ${theme}`, async () => {
      const workbench = vscode.workspace.getConfiguration('workbench');
      await workbench.update('colorTheme', theme, vscode.ConfigurationTarget.Global);
      const document = await open('healthy.py');
      assert.match(await hoverText(document, positionOf(document, 'out = self.bn2(self.conv2(out))', 'conv2')), /conv2\(out\): \[4, 32, 32, 32\]/);
      await reveal('out = self.bn2');
      await screenshot(`hover-${theme.replaceAll(' ', '-').toLowerCase()}`, { line: 'self.bn2(self.conv2', text: 'conv2' });
      await workbench.update('colorTheme', undefined, vscode.ConfigurationTarget.Global);
    });
  }
});

describe('the log and the analysis', () => {
  it('can be opened, and done again', async () => {
    const document = await open('healthy.py');
    await vscode.commands.executeCommand('shapeInspector.reanalyse');
    assert.equal((await hintsOf(document)).length, 10);
    await vscode.commands.executeCommand('shapeInspector.showOutput');
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });
});
