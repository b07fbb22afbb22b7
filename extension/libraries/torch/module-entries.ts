/** The registries of a module instance: `_parameters`, `_buffers`, `_modules`. */
import type { DictEntry, InstanceValue } from '../../interpreter/value';

/** One registry's entries by key; null before `Module.__init__` has run. */
export function moduleEntries(module: InstanceValue, registry: '_parameters' | '_buffers' | '_modules'): ReadonlyMap<string, DictEntry> | null {
  const held = module.attributes.get(registry);
  return held?.kind === 'dict' ? held.entries : null;
}
