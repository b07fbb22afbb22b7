/** Documents of the sample workspace, and what the extension says of them. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Opens a file of the workspace. */
export async function open(name: string): Promise<vscode.TextDocument> {
  const [file] = await vscode.workspace.findFiles(name);
  assert.ok(file, `the sample workspace has ${name}`);
  const document = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** Asks again until an answer is given: the server starts and analyses in its own time. */
export async function eventually<T>(ask: () => Promise<T | null>, what: string): Promise<T> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return assert.fail(`no ${what} within 30 seconds`);
}

/** The inlay hints of a document as `line → label`, once there are any. */
export async function hintsOf(document: vscode.TextDocument): Promise<readonly string[]> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const hints = await eventually(async () => {
    const found = await vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, whole);
    return found.length > 0 ? found : null;
  }, 'inlay hints');
  return hints.map((hint) => `${document.lineAt(hint.position.line).text.trim()} → ${typeof hint.label === 'string' ? hint.label : hint.label.map((part) => part.value).join('')}`);
}
