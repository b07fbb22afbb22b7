/** The recorded files, read from disk. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const folder = 'test/kernels/wasm/truth';

/** Unzipped files by name. */
export function truthFiles(): ReadonlyMap<string, ArrayBuffer> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.bin.gz')).sort();
  return new Map(names.map((name) => [name, Uint8Array.from(gunzipSync(readFileSync(join(folder, name)))).buffer]));
}
