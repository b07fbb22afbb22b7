/** Every op by name. The only list of ops there is: an op that is not here does not exist. */
import type { Op } from './op';

/** Builds the registry of the given lists; a name that is given twice is a mistake in this repository, and throws. */
export function registryOf(lists: readonly (readonly Op[])[]): ReadonlyMap<string, Op> {
  const ops = new Map<string, Op>();
  for (const op of lists.flat()) {
    if (ops.has(op.name)) throw new Error(`two ops are named ${op.name}`);
    ops.set(op.name, op);
  }
  return ops;
}
