/** The page's end of the editor: messages, and what survives hiding, moving and reloading. */
import { received, toPageSchema } from '../extension/protocol/playground';
import type { ToEditor, ToPage } from '../extension/protocol/playground';

interface EditorApi {
  readonly postMessage: (message: ToEditor) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
}

declare function acquireVsCodeApi(): EditorApi;

const api = acquireVsCodeApi();

/** Tells the editor. */
export function tell(message: ToEditor): void {
  api.postMessage(message);
}

/** Hears the editor; anything but what is agreed on is dropped. */
export function listen(hear: (message: ToPage) => void): void {
  addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = received(toPageSchema, data);
    if (message !== null) hear(message);
  });
}

export function savedState(): unknown {
  return api.getState();
}

export function saveState(state: unknown): void {
  api.setState(state);
}
