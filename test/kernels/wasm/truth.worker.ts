/**
 * Runs recorded truth in a worker, as a webview will run the kernels: everything comes in a message, nothing is fetched.
 */
import { createEngine } from '../../../kernels/wasm/engine';
import { judge, readTruth } from './truth';
import type { Task, Verdict } from './truth';

async function work({ kernels, files }: Task): Promise<readonly Verdict[]> {
  const engine = await createEngine(kernels);
  return files.flatMap(({ name, bytes }) => {
    return [...judge(engine, readTruth(bytes))].map(([op, { count, failures }]) => ({ file: name, op, count, failures }));
  });
}

onmessage = ({ data }: MessageEvent<Task>) => {
  void work(data).catch((error: unknown) => [{ file: '', op: '', count: 0, failures: [String(error)] }]).then((verdicts) => {
    postMessage(verdicts);
  });
};
