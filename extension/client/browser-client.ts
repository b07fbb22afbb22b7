import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { readGrammarRequest } from '../protocol/request';
import type { ReadGrammarParams, ReadGrammarResult } from '../protocol/request';
import { startClient } from './start-client';

/** Starts the server as a worker, which can read no files: the parser is handed over. */
export async function startBrowserClient(context: vscode.ExtensionContext, output: vscode.LogOutputChannel): Promise<LanguageClient> {
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const read = (name: string): Thenable<Uint8Array> => vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, name));
  const missing = (): never => {
    throw new Error(vscode.l10n.t('The parser is missing from the extension; install it again.'));
  };
  const runtime = await read('web-tree-sitter.wasm').then((bytes) => bytes, missing);
  let worker: Worker | null = null;
  const server = (): Promise<Worker> => {
    worker?.terminate();
    worker = new Worker(vscode.Uri.joinPath(dist, 'server-worker.js').toString(true));
    return Promise.resolve(worker);
  };
  context.subscriptions.push({ dispose: () => worker?.terminate() });
  return startClient(context, output, { runtime }, (options) => {
    const client = new LanguageClient('shapeInspector', 'Shape Inspector', server, options);
    client.onRequest(readGrammarRequest, async ({ language }: ReadGrammarParams): Promise<ReadGrammarResult> => ({ bytes: await read(`tree-sitter-${language}.wasm`) }));
    return client;
  });
}
