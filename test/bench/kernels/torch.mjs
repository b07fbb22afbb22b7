// PyTorch, where the Python that is named has it.
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Null where there is none. */
export async function torchPeer(python) {
  const env = { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const child = spawn(python, ['test/bench/kernels/torch_peer.py'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  const ask = async (request) => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await lines.next();
    return done ? null : JSON.parse(value);
  };
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  return {
    name: 'torch',
    async prepare(item, inputs) {
      for (const [name, values] of Object.entries(inputs)) writeFileSync(join(folder, name), values);
      const answer = await ask({ case: item, folder });
      if (answer === null) return null;
      return {
        first: () => answer.first,
        sample: async (ms, inner) => (await ask({ ms, inner })).times,
        dispose: () => undefined,
      };
    },
  };
}
