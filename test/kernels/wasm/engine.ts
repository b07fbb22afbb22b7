/** The engine that tests run on. */
import { readFileSync } from 'node:fs';
import { createEngine } from '../../../kernels/wasm/engine';
import type { Engine } from '../../../kernels/wasm/engine';

/** An engine of the kernels that the build has left in dist/. */
export function testEngine(seed = 0): Promise<Engine> {
  return createEngine(readFileSync('dist/kernels.wasm'), seed);
}
