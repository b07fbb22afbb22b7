/** The extension in the browser: the language server runs in a worker. */
import * as vscode from 'vscode';
import type { ExtensionContext } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { clientOptions, startClient } from './start-client';

export async function activate(context: ExtensionContext): Promise<void> {
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const [runtime, grammar] = await Promise.all(['web-tree-sitter.wasm', 'tree-sitter-python.wasm'].map((name) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, name))));
  if (runtime === undefined || grammar === undefined) throw new Error('The parser is missing from the extension; install it again.');
  const worker = new Worker(vscode.Uri.joinPath(dist, 'server-worker.js').toString(true));
  await startClient(context, new LanguageClient('shapeInspector', 'Shape Inspector', worker, clientOptions({ runtime, grammar })));
}
