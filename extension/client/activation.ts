/** What is there at once: the commands, and the wait for a first import. The client and its server are loaded when there is something to do. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { reanalyseNotification } from '../protocol/request';
import type { GetClient } from './get-client';
import { onFirstImport } from './language';
import { registerModel } from './model';
import { registerPlayground } from './playground';
import { reanalyseCommand, showOutputCommand } from './status';

/** Loads the client and starts its server. */
export type Start = (output: vscode.LogOutputChannel) => Promise<BaseLanguageClient>;

/** Registers what does not need the server, which `start` brings up once. */
export function prepare(context: vscode.ExtensionContext, start: Start): void {
  const output = vscode.window.createOutputChannel('Shape Inspector', { log: true });
  let started: Promise<BaseLanguageClient> | null = null;
  const client: GetClient = () => {
    started ??= start(output).catch((error: unknown) => {
      started = null;
      throw error;
    });
    return started;
  };
  const told = (error: unknown): void => {
    output.error(error instanceof Error ? error : String(error));
    const show = vscode.l10n.t('Show Output');
    const message = vscode.l10n.t('The language server of Shape Inspector could not be started: {0}', error instanceof Error ? error.message : String(error));
    void vscode.window.showErrorMessage(message, show).then((chosen) => {
      if (chosen === show) output.show();
    });
  };
  context.subscriptions.push(
    output,
    onFirstImport(() => {
      // Most scripts have nothing to do with tensors: commands are offered in them from now on.
      void vscode.commands.executeCommand('setContext', 'shapeInspector.active', true);
      client().catch(told);
    }),
    vscode.commands.registerCommand('shapeInspector.restartServer', async () => {
      const running = started === null ? null : await started.catch(() => null);
      if (running === null) await client().catch(told);
      else await again(running).catch(told);
    }),
    vscode.commands.registerCommand(showOutputCommand, () => {
      output.show();
    }),
    vscode.commands.registerCommand(reanalyseCommand, async () => {
      await (await client()).sendNotification(reanalyseNotification);
    }),
  );
  registerModel(context, client);
  registerPlayground(context, client);
}

async function again(client: BaseLanguageClient): Promise<void> {
  if (client.isRunning()) await client.stop();
  await client.start();
}
