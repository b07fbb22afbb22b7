/** What both clients share: documents, settings, commands and the status. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { openPlaygroundCommand } from '../protocol/playground';
import { readFileRequest, reanalyseNotification, statusNotification } from '../protocol/request';
import type { InitializationOptions, ReadFileParams, ReadFileResult } from '../protocol/request';
import { followInterpreter } from './interpreter';
import { registerModel } from './model';
import { registerPlayground } from './playground';
import { createStatus, reanalyseCommand, showOutputCommand } from './status';

const selector = [{ language: 'python' }];

/** Options of the language client. */
export function clientOptions(initializationOptions: InitializationOptions = {}): LanguageClientOptions {
  return {
    documentSelector: selector,
    initializationOptions: { ...initializationOptions, playground: true },
    // The one command that hovers link to; it checks what it is given.
    markdown: { isTrusted: { enabledCommands: [openPlaygroundCommand] } },
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher('**/{*.py,pyproject.toml,package.json}') },
  };
}

/** Starts a client with its commands and status item. */
export async function startClient(context: vscode.ExtensionContext, client: BaseLanguageClient): Promise<void> {
  const status = createStatus(selector);
  context.subscriptions.push(
    ...status.items,
    client,
    vscode.commands.registerCommand('shapeInspector.restartServer', async () => {
      await client.stop();
      await client.start();
    }),
    vscode.commands.registerCommand(showOutputCommand, () => {
      client.outputChannel.show();
    }),
    vscode.commands.registerCommand(reanalyseCommand, () => client.sendNotification(reanalyseNotification)),
  );
  registerPlayground(context, client);
  registerModel(context, client);
  client.onNotification(statusNotification, status.show);
  client.onRequest(readFileRequest, async ({ uri }: ReadFileParams): Promise<ReadFileResult> => {
    try {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.parse(uri));
      return { text: new TextDecoder().decode(bytes) };
    } catch {
      return { text: null };
    }
  });
  await client.start();
  void followInterpreter(context, client);
}
