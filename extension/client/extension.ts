/** The extension on the desktop and on servers: the language server runs in a Node process of its own. */
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientOptions, startClient } from './start-client';

export async function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server-node.js');
  const server = { module, transport: TransportKind.ipc };
  await startClient(context, new LanguageClient('shapeInspector', 'Shape Inspector', { run: server, debug: server }, clientOptions()));
}
