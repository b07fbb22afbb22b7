/** The extension on the desktop and on servers: the language server runs in a Node process of its own. */
import type { ExtensionContext } from 'vscode';
import { prepare } from './activation';

export function activate(context: ExtensionContext): void {
  prepare(context, async (output) => {
    const { startNodeClient } = await import('./node-client');
    return startNodeClient(context, output);
  });
}
