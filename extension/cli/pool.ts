/** Runs files on threads: each has a parser and a host of its own, and takes the next file when it is done with one. */
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Pins } from '../analysis/pin';
import { analyse } from './analyse';
import type { Analysed } from './analyse';
import { languagesOf } from '../syntax/source-language';
import type { SourceLanguage } from '../syntax/source-language';
import { nodeHost } from './node-host';
import { nodeParser } from './parser';

/** What a run of all entries rests on. */
export interface Job {
  readonly entries: readonly string[];
  readonly roots: readonly string[];
  readonly pins: Pins;
  /** Texts that stand in for files on the disk. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What a thread is told before its first file. */
type ThreadJob = Omit<Job, 'entries'> & { readonly languages: readonly SourceLanguage[] };

/** A thread costs its start and its own parsing of what files share: it must have so many files to itself. */
const filesPerThread = 12;

/** Analyses the entries, in any order; `done` is called after each. */
export async function analyseAll(job: Job, done: (entry: string, analysed: Analysed) => void): Promise<void> {
  const threads = Math.min(availableParallelism(), Math.floor(job.entries.length / filesPerThread));
  if (threads > 1) {
    const waiting = [...job.entries];
    await Promise.all(Array.from({ length: threads }, () => runThread(job, waiting, done)));
    return;
  }
  const host = nodeHost(await nodeParser(__dirname, languagesOf(job.entries)), job.texts);
  for (const entry of job.entries) done(entry, analyse(host, entry, job.roots, job.pins));
}

/** One thread until nothing waits. A thread that dies takes its file's result with it, which is told; another goes on. */
async function runThread(job: Job, waiting: string[], done: (entry: string, analysed: Analysed) => void): Promise<void> {
  while (waiting.length > 0) {
    const died = await new Promise<string | null>((resolve) => {
      const worker = new Worker(__filename, { workerData: { roots: job.roots, pins: job.pins, texts: job.texts, languages: languagesOf(job.entries) } satisfies ThreadJob });
      let current = waiting.shift();
      worker.on('message', (analysed: Analysed) => {
        if (current !== undefined) done(current, analysed);
        current = waiting.shift();
        if (current === undefined) {
          resolve(null);
          void worker.terminate();
        } else worker.postMessage(current);
      });
      worker.on('error', (error) => {
        if (current !== undefined) done(current, { stopped: `the analysis failed: ${error instanceof Error ? error.message : String(error)}`, stoppedAt: null, found: [], ran: [] });
        resolve(String(error));
      });
      if (current === undefined) resolve(null);
      else worker.postMessage(current);
    });
    if (died === null) return;
  }
}

/** The thread's side. */
export async function serveThread(): Promise<void> {
  if (isMainThread || parentPort === null) throw new Error('this is not a thread');
  const port = parentPort;
  const { roots, pins, texts, languages } = workerData as ThreadJob;
  const parser = nodeParser(__dirname, languages);
  const host = parser.then((loaded) => nodeHost(loaded, texts));
  port.on('message', (entry: string) => {
    void host.then((ready) => {
      port.postMessage(analyse(ready, entry, roots, pins));
    });
  });
  await host;
}
