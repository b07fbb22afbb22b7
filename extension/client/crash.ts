/** What happens when the language server ends by itself: it is started again and told of, until that is no use. */
import * as vscode from 'vscode';
import { CloseAction, ErrorAction } from 'vscode-languageclient';
import type { ErrorHandler } from 'vscode-languageclient';

/** A server that ends more often than this within the time is not started again. */
const mostCrashes = 4;
const minutes = 3;

/** `start` starts the server again when the user asks for it. */
export function crashHandler(start: () => void, output: vscode.LogOutputChannel): ErrorHandler {
  let crashes: number[] = [];
  const show = vscode.l10n.t('Show Output');
  const answer = (chosen: string | undefined): void => {
    if (chosen === show) output.show();
  };
  return {
    // A message that could not be sent or read: what counts is whether the server lives.
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: () => {
      const now = Date.now();
      crashes = [...crashes.filter((time) => now - time < minutes * 60_000), now];
      if (crashes.length <= mostCrashes) {
        void vscode.window.showWarningMessage(vscode.l10n.t('The language server of Shape Inspector stopped and was started again.'), show).then(answer);
        return { action: CloseAction.Restart, handled: true };
      }
      const again = vscode.l10n.t('Start Again');
      const message = vscode.l10n.t('The language server of Shape Inspector stopped {0} times within {1} minutes and stays off. The output tells why.', crashes.length, minutes);
      crashes = [];
      void vscode.window.showErrorMessage(message, again, show).then((chosen) => {
        if (chosen === again) start();
        answer(chosen);
      });
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
