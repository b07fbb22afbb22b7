import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, hintsOf, hoverText, open, positionOf, reveal, textOf } from './document';
import { codeOf, diagnosticsOf, fixedText } from './finding';
import { screenshot } from './page';

describe('the sample workspace', () => {
  it('shows a shape on hover, for a variable and for a layer call with its formula', async () => {
    const document = await open('healthy.py');
    assert.match(await hoverText(document, positionOf(document, 'logits = model(images)', 'logits')), /logits: \[4, 10\] float32/);
    const call = await hoverText(document, positionOf(document, 'x = torch.flatten(self.pool(x), 1)', 'pool'));
    assert.match(call, /self\.pool\(x\): \[4, 128, 1, 1\] float32/);
    assert.match(call, /AdaptiveAvgPool2d/);
    await reveal('def __init__(self, num_classes');
    await screenshot('hover', { line: 'F.relu(self.bn1', text: 'conv1' });
  });

  it('lists all shapes of a line that runs with several', async () => {
    const document = await open('healthy.py');
    const text = await hoverText(document, positionOf(document, 'out = self.bn2(self.conv2(out))', 'out'));
    assert.match(text, /\[4, 32, 32, 32\] float32 {2}# layer1\.0, layer1\.1/);
    assert.match(text, /\[4, 64, 16, 16\]/);
    assert.match(text, /layer2\.0/);
  });

  it('shows inlay hints at assignments, one per line', async () => {
    const document = await open('healthy.py');
    const shown = await hintsOf(document);
    assert.ok(shown.includes('x = self.stem(x) → : [4, 32, 32, 32]'), shown.join('\n'));
    assert.ok(shown.includes('images = torch.randn(4, 3, 32, 32) → : [4, 3, 32, 32]'), shown.join('\n'));
    assert.equal(new Set(shown).size, shown.length);
    await screenshot('inlay-hints');
  });

  it('reports nothing in a healthy model', async () => {
    const document = await open('healthy.py');
    await hoverText(document, positionOf(document, 'logits = model(images)', 'logits'));
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  it('reports each mistake once, in the words of PyTorch', async () => {
    const document = await open('mistakes.py');
    const found = await diagnosticsOf(document, 3);
    const lines = found.map((one) => `${document.lineAt(one.range.start.line).text.trim()} → ${codeOf(one)}: ${one.message.split('\n')[0] ?? ''}`);
    assert.equal(lines.length, 3, lines.join('\n'));
    assert.ok(lines.includes('return self.fc(x) → shape/linear-features: mat1 and mat2 shapes cannot be multiplied (8x4608 and 512x10)'), lines.join('\n'));
    assert.ok(lines.includes('return self.bn(self.conv(x)) → norm/num-features: running_mean should contain 64 elements not 32'), lines.join('\n'));
    assert.ok(lines.some((line) => line.startsWith('self.conv = nn.Conv2d(3, 16, kernel_size=3, padding=1) → norm/redundant-bias')), lines.join('\n'));
    await vscode.commands.executeCommand('workbench.actions.view.problems');
    await screenshot('diagnostics');
  });

  for (const [code, title, before, after] of [
    ['norm/redundant-bias', 'Set bias=False', 'nn.Conv2d(3, 16, kernel_size=3, padding=1)', 'nn.Conv2d(3, 16, kernel_size=3, padding=1, bias=False)'],
    ['shape/linear-features', 'Set in_features to 4608', 'nn.Linear(512, 10)', 'nn.Linear(4608, 10)'],
    ['norm/num-features', 'Set num_features to 64', 'nn.BatchNorm2d(32)', 'nn.BatchNorm2d(64)'],
  ] as const) {
    it(`fixes ${code} and changes nothing else`, async () => {
      const document = await open('mistakes.py');
      const original = document.getText();
      assert.equal(await fixedText('mistakes.py', 3, code, title), original.replace(before, after));
    });
  }

  it('fixes all that is safe at once', async () => {
    const document = await open('mistakes.py');
    await diagnosticsOf(document, 3);
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const kind = vscode.CodeActionKind.SourceFixAll.append('shapeInspector').value;
    const [action, ...others] = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, whole, kind);
    assert.equal(action?.kind?.value, kind);
    assert.deepEqual(others, []);
    assert.ok(action.edit);
    const original = document.getText();
    await vscode.workspace.applyEdit(action.edit);
    assert.equal(document.getText(), original.replace('kernel_size=3, padding=1)', 'kernel_size=3, padding=1, bias=False)'));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('follows its settings at once', async () => {
    const document = await open('mistakes.py');
    await diagnosticsOf(document, 3);
    const settings = vscode.workspace.getConfiguration('shapeInspector');
    await settings.update('ignore', ['norm'], vscode.ConfigurationTarget.Global);
    const codes = (): readonly string[] => vscode.languages.getDiagnostics(document.uri).map(codeOf);
    await eventually(() => Promise.resolve(codes().join() === 'shape/linear-features' ? codes() : null), 'diagnostics without those of norms');
    await settings.update('ignore', undefined, vscode.ConfigurationTarget.Global);
    await diagnosticsOf(document, 3);
  });

  it('never shows a result of an old version', async () => {
    const document = await open('healthy.py');
    await hoverText(document, positionOf(document, 'logits = model(images)', 'logits'));
    const edit = new vscode.WorkspaceEdit();
    const at = positionOf(document, 'torch.randn(4, 3, 32, 32)', '4, 3');
    edit.replace(document.uri, new vscode.Range(at, at.translate(0, 1)), '7');
    await vscode.workspace.applyEdit(edit);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, positionOf(document, 'logits = model(images)', 'logits'));
    const texts = hovers.flatMap((hover) => hover.contents.map(textOf)).join('\n');
    assert.ok(!texts.includes('[4, 10]'), texts);
    assert.match(await hoverText(document, positionOf(document, 'logits = model(images)', 'logits')), /logits: \[7, 10\] float32/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
