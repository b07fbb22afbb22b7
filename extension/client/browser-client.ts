import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { startClient } from './start-client';

/** Starts the server as a worker, which can read no files: the parser is handed over. */
export async function startBrowserClient(context: vscode.ExtensionContext, output: vscode.LogOutputChannel): Promise<LanguageClient> {
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const [runtime, grammar] = await Promise.all(['web-tree-sitter.wasm', 'tree-sitter-python.wasm'].map((name) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, name))));
  if (runtime === undefined || grammar === undefined) throw new Error(vscode.l10n.t('The parser is missing from the extension; install it again.'));
  let worker: Worker | null = null;
  const server = (): Promise<Worker> => {
    worker?.terminate();
    worker = new Worker(vscode.Uri.joinPath(dist, 'server-worker.js').toString(true));
    return Promise.resolve(worker);
  };
  context.subscriptions.push({ dispose: () => worker?.terminate() });
  return startClient(context, output, { runtime, grammar }, (options) => new LanguageClient('shapeInspector', 'Shape Inspector', server, options));
}
