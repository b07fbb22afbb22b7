/** The playground's page: starts the engine in its worker, and shows what the editor opens. */
import { render } from 'preact';
import { App } from './app';
import { listen, tell } from './editor';
import { EngineClient } from './engine/client';
import { engine, keepRunning, notice, openScene, restore } from './store';
import { acceptDrops } from './part/drop';

const root = document.getElementById('app');
if (root === null) throw new Error('the page has no place for the playground');
restore();
render(<App />, root);
keepRunning();
acceptDrops();
listen((message) => {
  if (message.kind === 'scene') openScene(message.scene, message.view);
  else notice.value = message.text;
});
EngineClient.start(root.dataset['worker'] ?? '', root.dataset['kernels'] ?? '').then(
  (client) => {
    engine.value = client;
  },
  (error: unknown) => {
    root.textContent = `The playground could not start: ${error instanceof Error ? error.message : String(error)}`;
  },
);
tell({ kind: 'ready' });
