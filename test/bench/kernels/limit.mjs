// How fast one WebAssembly thread moves bytes: what no kernel that reads and writes so many can beat, caches aside.
import asc from 'assemblyscript/asc';

const source = `export function copy(from: usize, to: usize, bytes: i32): void {
  for (const end = from + <usize>bytes; from < end; from += 64) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    v128.store(to, v128.load(from, 32), 32);
    v128.store(to, v128.load(from, 48), 48);
    to += 64;
  }
}`;

/** Samples of bytes per millisecond, read plus written; each call takes some more. */
export async function copyProbe(megabytes) {
  let binary = null;
  const { error, stderr } = await asc.main(['copy.ts', '-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--importMemory', '--noExportMemory', '--outFile', 'copy.wasm'], {
    readFile: (name) => (name === 'copy.ts' ? source : null),
    writeFile: (name, contents) => {
      if (name === 'copy.wasm') binary = contents;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(stderr.toString());
  const bytes = megabytes << 20;
  const memory = new WebAssembly.Memory({ initial: (2 * bytes >> 16) + 2 });
  new Uint8Array(memory.buffer).fill(1);
  const { instance } = await WebAssembly.instantiate(binary, { env: { memory, abort: () => undefined } });
  const samples = [];
  return () => {
    for (let index = 0; index < 4; index += 1) {
      const start = performance.now();
      instance.exports.copy(4096, 4096 + bytes, bytes);
      samples.push((2 * bytes) / (performance.now() - start));
    }
    return samples;
  };
}
