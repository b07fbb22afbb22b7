import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension', () => {
  it('is found and active on the sample workspace', async () => {
    const [file] = await vscode.workspace.findFiles('healthy.py');
    assert.ok(file, 'the sample workspace has healthy.py');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
    const extension = vscode.extensions.getExtension('shape-inspector.shape-inspector');
    assert.ok(extension, 'the extension is installed');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
