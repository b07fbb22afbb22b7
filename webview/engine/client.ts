/** The page's end of its worker. The answer to a task that a newer one of its kind has replaced is dropped. */
import type { FromWorker, Results, Task, ToWorker } from './task';

interface Waiting {
  readonly kind: Task['kind'];
  readonly resolve: (result: Results[keyof Results] | null) => void;
  readonly reject: (error: Error) => void;
  readonly progress: ((done: number) => void) | undefined;
}

export class EngineClient {
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;

  private constructor(private readonly worker: Worker) {
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      this.receive(data);
    });
    worker.addEventListener('error', (event) => {
      const error = new Error(`The engine has stopped: ${event.message}`);
      for (const { reject } of this.waiting.values()) reject(error);
      this.waiting.clear();
    });
  }

  /** Starts the worker. A page of the editor may not load one from an address, so that its text is fetched. */
  static async start(workerUrl: string, kernelsUrl: string): Promise<EngineClient> {
    const [text, kernels] = await Promise.all([fetched(workerUrl).then((response) => response.text()), fetched(kernelsUrl).then((response) => response.arrayBuffer())]);
    const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    const worker = new Worker(url);
    URL.revokeObjectURL(url);
    const message: ToWorker = { kernels };
    worker.postMessage(message, [kernels]);
    return new EngineClient(worker);
  }

  /** Does a task; null when a newer one of its kind came in between. */
  ask<K extends Task['kind']>(task: Extract<Task, { kind: K }>, progress?: (done: number) => void): Promise<Results[K] | null> {
    this.cancel(task.kind);
    const id = this.next;
    this.next += 1;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { kind: task.kind, resolve: resolve as Waiting['resolve'], reject, progress });
      const message: ToWorker = { id, task };
      this.worker.postMessage(message);
    });
  }

  /** Gives up the task of a kind that is under way. */
  cancel(kind: Task['kind']): void {
    for (const [id, { kind: other, resolve }] of this.waiting) {
      if (other !== kind) continue;
      this.waiting.delete(id);
      const message: ToWorker = { cancel: id };
      this.worker.postMessage(message);
      resolve(null);
    }
  }

  private receive(message: FromWorker): void {
    const waiting = this.waiting.get(message.id);
    if (waiting === undefined) return;
    if ('progress' in message) {
      waiting.progress?.(message.progress);
      return;
    }
    this.waiting.delete(message.id);
    if ('result' in message) waiting.resolve(message.result);
    else waiting.reject(new Error(message.failed));
  }
}

async function fetched(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} could not be loaded: install the extension again`);
  return response;
}
