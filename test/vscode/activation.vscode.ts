import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, hintsOf, open } from './document';
import { press, seen } from './page';
import { serverProcesses } from './server-process';

const oneServer = (other: number): Promise<number> =>
  eventually(() => {
    const [id, ...more] = serverProcesses();
    assert.deepEqual(more, []);
    return Promise.resolve(id === undefined || id === other ? null : id);
  }, 'server');

/** Waits for a message in the list of notifications, and takes a picture. */
async function told(message: string, picture: string): Promise<void> {
  await vscode.commands.executeCommand('notifications.showList');
  await seen(message, picture);
}

describe('the extension', () => {
  it('is active in a Python file and starts nothing before a framework is imported, be it while it is typed', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'python', content: 'import os\n# import torch\n' });
    const editor = await vscode.window.showTextDocument(document);
    const extension = vscode.extensions.getExtension('shape-inspector.shape-inspector');
    assert.ok(extension, 'the extension is installed');
    await eventually(() => Promise.resolve(extension.isActive ? true : null), 'activation');
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(2, 0), 'x = os.name\nimport tor');
    });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(serverProcesses(), []);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(3, 10), 'ch\ny = torch.zeros(2, 3)\n');
    });
    assert.deepEqual(await hintsOf(document), ['y = torch.zeros(2, 3) → : [2, 3]']);
    assert.equal(serverProcesses().length, 1);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});

describe('a server that crashes', () => {
  it('comes back, with a word about it and the hints', async () => {
    const document = await open('healthy.py');
    const before = await hintsOf(document);
    const killed = await oneServer(0);
    process.kill(killed, 'SIGKILL');
    await oneServer(killed);
    assert.deepEqual(await hintsOf(document), before);
    await told('stopped and was started again', 'crash');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('stays off after the fifth time, until it is started by hand', async () => {
    const document = await open('healthy.py');
    let last = 0;
    for (let crash = 2; crash <= 5; crash += 1) {
      last = await oneServer(last);
      // One that does not even start is another story.
      await hintsOf(document);
      process.kill(last, 'SIGKILL');
    }
    await told('stopped 5 times within 3 minutes and stays off', 'crash-for-good');
    assert.deepEqual(serverProcesses(), []);
    if (!(await press('Start Again'))) await vscode.commands.executeCommand('shapeInspector.restartServer');
    await oneServer(last);
    assert.ok((await hintsOf(document)).length > 0);
    await vscode.commands.executeCommand('notifications.clearAll');
  });
});
