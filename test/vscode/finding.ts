/** What the extension finds in the sample workspace, and the fixes that it offers. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, open } from './document';
import { screenshot } from './page';

/** The findings of a document, once there are so many. */
export async function diagnosticsOf(document: vscode.TextDocument, count: number): Promise<readonly vscode.Diagnostic[]> {
  return eventually(() => {
    const found = vscode.languages.getDiagnostics(document.uri).filter((diagnostic) => diagnostic.source === 'Shape Inspector');
    return Promise.resolve(found.length >= count ? found : null);
  }, `${String(count)} diagnostics`);
}

/** The rule of a finding. */
export function codeOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return typeof code === 'object' ? String(code.value) : String(code);
}

/** Applies the quick fix of a finding in a file that has so many, and returns what it made of the document. */
export async function fixedText(name: string, count: number, code: string, title: string): Promise<string> {
  const document = await open(name);
  const diagnostic = (await diagnosticsOf(document, count)).find((one) => codeOf(one) === code);
  assert.ok(diagnostic, `${code} is reported`);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, diagnostic.range, vscode.CodeActionKind.QuickFix.value);
  const fixes = actions.filter((action) => action.title === title);
  assert.equal(fixes.length, 1, actions.map((action) => action.title).join(', '));
  const edit = fixes[0]?.edit;
  assert.ok(edit);
  await vscode.workspace.applyEdit(edit);
  vscode.window.activeTextEditor?.revealRange(diagnostic.range, vscode.TextEditorRevealType.InCenter);
  const text = document.getText();
  await screenshot(`fix-${name.slice(0, name.indexOf('.'))}-${code.replace('/', '-')}`);
  await vscode.commands.executeCommand('workbench.action.files.revert');
  return text;
}
