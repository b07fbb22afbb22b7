import * as vscode from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import type { MessageTransports } from 'vscode-languageclient/browser';
import { readGrammarRequest } from '../protocol/request';
import type { ReadGrammarParams, ReadGrammarResult } from '../protocol/request';
import { startClient } from './start-client';

/** Starts the server as a worker, which can read no files: the parser is handed over. */
export async function startBrowserClient(context: vscode.ExtensionContext, output: vscode.LogOutputChannel): Promise<LanguageClient> {
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const read = (name: string): Thenable<Uint8Array> => vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, name));
  const missing = (): never => {
    throw new Error(vscode.l10n.t('A file is missing from the extension; install it again.'));
  };
  const runtime = await read('web-tree-sitter.wasm').then((bytes) => bytes, missing);
  // A worker is not made from where a remote extension lies, but its text can be read.
  const script = URL.createObjectURL(new Blob([await read('server-worker.js').then((bytes) => bytes.slice(), missing)], { type: 'text/javascript' }));
  let worker: Worker | null = null;
  // In a host that wraps workers, theirs is another class than `Worker`: the client is given what it would make of one.
  const server = (): Promise<MessageTransports> => {
    worker?.terminate();
    worker = new Worker(script);
    return Promise.resolve({ reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) });
  };
  context.subscriptions.push({
    dispose: () => {
      worker?.terminate();
      URL.revokeObjectURL(script);
    },
  });
  return startClient(context, output, { runtime }, (options) => {
    const client = new LanguageClient('shapeInspector', 'Shape Inspector', server, options);
    client.onRequest(readGrammarRequest, async ({ language }: ReadGrammarParams): Promise<ReadGrammarResult> => ({ bytes: await read(`tree-sitter-${language}.wasm`) }));
    return client;
  });
}
