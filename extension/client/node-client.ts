import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { startClient } from './start-client';

/** Starts the server as a Node process. */
export function startNodeClient(context: ExtensionContext, output: LogOutputChannel): Promise<LanguageClient> {
  const server = { module: context.asAbsolutePath('dist/server-node.js'), transport: TransportKind.ipc };
  return startClient(context, output, {}, (options) => new LanguageClient('shapeInspector', 'Shape Inspector', { run: server, debug: server }, options));
}
