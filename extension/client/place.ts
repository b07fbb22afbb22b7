/** Places in documents that commands are about. */
import * as vscode from 'vscode';
import type { TextRange } from '../protocol/report';
import { isServed } from './language';

export interface Place {
  readonly uri: vscode.Uri;
  readonly position: vscode.Position;
}

/** The place that a link or lens names, or the cursor. Arguments come from links: anything but a plain place is refused. */
export function placeOf(uri: unknown, position: unknown): Place | null {
  if (typeof uri === 'string' && typeof position === 'object' && position !== null && 'line' in position && 'character' in position) {
    const { line, character } = position;
    if (!Number.isInteger(line) || !Number.isInteger(character)) return null;
    return { uri: vscode.Uri.parse(uri), position: new vscode.Position(Number(line), Number(character)) };
  }
  const editor = vscode.window.activeTextEditor;
  return uri === undefined && editor !== undefined && isServed(editor.document) ? { uri: editor.document.uri, position: editor.selection.active } : null;
}

/** A place as it is sent: plain data, as a worker gets nothing else of an object. */
export function toParams({ uri, position: { line, character } }: Place): { readonly uri: string; readonly position: { readonly line: number; readonly character: number } } {
  return { uri: uri.toString(), position: { line, character } };
}

/** A range as VS Code has it. */
export function toRange({ start, end }: TextRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** The edits of an answer as one that VS Code applies, and undo takes back. */
export function toEdit(edits: readonly { readonly uri: string; readonly range: TextRange; readonly text: string }[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, range, text } of edits) edit.replace(vscode.Uri.parse(uri), toRange(range), text);
  return edit;
}

/** Shows a place where it is open already, a cell of a notebook in its notebook, anything else in the first column. */
export async function reveal(uri: vscode.Uri, selection: vscode.Range): Promise<void> {
  const notebook = vscode.workspace.notebookDocuments.find((one) => one.getCells().some((cell) => cell.document.uri.toString() === uri.toString()));
  if (notebook !== undefined) {
    const index = notebook.getCells().findIndex((cell) => cell.document.uri.toString() === uri.toString());
    const editor = await vscode.window.showNotebookDocument(notebook, { selections: [new vscode.NotebookRange(index, index + 1)] });
    editor.revealRange(new vscode.NotebookRange(index, index + 1));
    return;
  }
  const viewColumn = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString())?.viewColumn ?? vscode.ViewColumn.One;
  await vscode.window.showTextDocument(uri, { viewColumn, selection });
}
