/** What both clients share: documents, settings, files and the status. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { openPlaygroundCommand } from '../protocol/playground';
import { mostBytes, readFileRequest, statusNotification } from '../protocol/request';
import type { InitializationOptions, ReadFileParams, ReadFileResult } from '../protocol/request';
import { crashHandler } from './crash';
import { followInterpreter } from './interpreter';
import { documentSelector, watchedFiles } from './language';
import { createStatus } from './status';

/** Makes a client, and starts it with its status items. */
export async function startClient<T extends BaseLanguageClient>(
  context: vscode.ExtensionContext, output: vscode.LogOutputChannel, initializationOptions: InitializationOptions, make: (options: LanguageClientOptions) => T,
): Promise<T> {
  const selector = documentSelector();
  const watcher = vscode.workspace.createFileSystemWatcher(watchedFiles);
  const client: T = make({
    documentSelector: selector,
    initializationOptions: { ...initializationOptions, playground: true, ...(vscode.l10n.bundle === undefined ? {} : { translations: vscode.l10n.bundle }) },
    // The one command that hovers link to; it checks what it is given.
    markdown: { isTrusted: { enabledCommands: [openPlaygroundCommand] } },
    synchronize: { fileEvents: watcher },
    outputChannel: output,
    errorHandler: crashHandler(() => void client.start(), output),
  });
  const status = createStatus(selector);
  context.subscriptions.push(watcher, ...status.items, client);
  client.onNotification(statusNotification, status.show);
  client.onRequest(readFileRequest, async ({ uri }: ReadFileParams): Promise<ReadFileResult> => {
    try {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.parse(uri));
      return { text: bytes.length > mostBytes ? null : new TextDecoder().decode(bytes) };
    } catch {
      return { text: null };
    }
  });
  await client.start();
  void followInterpreter(context, client);
  return client;
}
