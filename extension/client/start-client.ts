/** What both clients share: documents, settings, commands and the status. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { openPlaygroundCommand } from '../protocol/playground';
import { readFileRequest, statusNotification } from '../protocol/request';
import type { InitializationOptions, ReadFileParams, ReadFileResult, StatusParams } from '../protocol/request';
import { registerModel } from './model';
import { registerPlayground } from './playground';

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
  const status = vscode.languages.createLanguageStatusItem('shapeInspector', selector);
  status.name = 'Shape Inspector';
  status.text = 'Shape Inspector';
  context.subscriptions.push(
    status,
    client,
    vscode.commands.registerCommand('shapeInspector.restartServer', async () => {
      await client.stop();
      await client.start();
    }),
    vscode.commands.registerCommand('shapeInspector.showOutput', () => {
      client.outputChannel.show();
    }),
  );
  registerPlayground(context, client);
  registerModel(context, client);
  client.onNotification(statusNotification, ({ busy, stopped }: StatusParams) => {
    status.busy = busy;
    status.severity = stopped === null ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Warning;
    status.text = stopped === null ? 'Shapes are up to date' : 'Shapes are known in part';
    status.detail = stopped ?? '';
  });
  client.onRequest(readFileRequest, async ({ uri }: ReadFileParams): Promise<ReadFileResult> => {
    try {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.parse(uri));
      return { text: new TextDecoder().decode(bytes) };
    } catch {
      return { text: null };
    }
  });
  await client.start();
}
