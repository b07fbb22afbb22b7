/** The page's worker: the engine, and one task after the other. */
import { createEngine } from '../../kernels/wasm/engine';
import type { Engine } from '../../kernels/wasm/engine';
import { runChainTask } from './chain';
import { compareNorms, feedBatches } from './norm';
import { prove } from './proof';
import { compare, LayerRunner } from './run';
import type { FromWorker, Results, Task, ToWorker } from './task';

/** So long nothing else is looked at. */
const slice = 40;

let engine: Promise<{ readonly engine: Engine; readonly runner: LayerRunner }> | null = null;
let busy: Promise<void> = Promise.resolve();
const cancelled = new Set<number>();

function post(message: FromWorker): void {
  postMessage(message);
}

/** Lets messages come in: a cancellation among them. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

async function answer(id: number, task: Task): Promise<Results[keyof Results] | null> {
  if (engine === null) throw new Error('the engine was not started');
  const { engine: started, runner } = await engine;
  switch (task.kind) {
    case 'run':
      return runner.run(task);
    case 'compare':
      return compare(started, task);
    case 'whole':
      return runner.whole(task);
    case 'norm':
      return compareNorms(started, task);
    case 'running':
      return feedBatches(started, task);
    case 'proof':
      return prove(started, task);
    case 'chain': {
      let last = performance.now();
      return runChainTask(started, task, async (done) => {
        if (performance.now() - last > slice) {
          post({ id, progress: done });
          await breath();
          last = performance.now();
        }
        return !cancelled.has(id);
      });
    }
  }
}

async function serve(id: number, task: Task): Promise<void> {
  // Newer tasks may have cancelled this one while it waited.
  await breath();
  if (cancelled.delete(id)) return;
  try {
    post({ id, result: await answer(id, task) });
  } catch (error) {
    post({ id, failed: error instanceof Error ? error.message : String(error) });
  }
  cancelled.delete(id);
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if ('kernels' in data) {
    engine = createEngine(data.kernels).then((started) => ({ engine: started, runner: new LayerRunner(started) }));
  } else if ('cancel' in data) {
    cancelled.add(data.cancel);
  } else {
    const { id, task } = data;
    busy = busy.then(() => serve(id, task));
  }
});
