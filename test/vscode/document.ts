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

/** The position of a text in a document; `within` names the part of it that is meant. */
export function positionOf(document: vscode.TextDocument, text: string, within = text): vscode.Position {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, `${text} is in the document`);
  return document.positionAt(at + text.indexOf(within));
}

/** Scrolls the active editor to a text. */
export async function reveal(text: string): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor);
  const at = positionOf(editor.document, text);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenter);
  await new Promise((resolve) => setTimeout(resolve, 500));
}

/** The text of a hover's part; hovers of this extension are Markdown. */
export function textOf(content: vscode.Hover['contents'][number]): string {
  assert.ok(content instanceof vscode.MarkdownString);
  return content.value;
}

/** The text of the hovers at a position that tell of a shape. */
export async function hoverText(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  return eventually(async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
    const texts = hovers.flatMap((hover) => hover.contents.map(textOf));
    return texts.some((text) => text.includes('[')) ? texts.join('\n') : null;
  }, 'hover');
}
