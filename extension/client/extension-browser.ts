/** The extension in the browser: the language server runs in a worker. */
import type { ExtensionContext } from 'vscode';
import { prepare } from './activation';

export function activate(context: ExtensionContext): void {
  prepare(context, async (output) => {
    const { startBrowserClient } = await import('./browser-client');
    return startBrowserClient(context, output);
  });
}
