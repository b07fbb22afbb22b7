/** Names of module instances: `layer2.0.conv1`, as `named_modules()` of the root would say. */
import type { InstanceValue, Value } from '../interpreter/value';
import type { Recorder } from '../libraries/torch/recorder';
import { childrenOf } from './layer';

/** The dotted path of each module below its root; a root's own path is its class name. */
export function moduleNames(recorder: Recorder): ReadonlyMap<Value, string> {
  const modules = recorder.modules();
  const children = new Set<Value>();
  for (const module of modules) for (const [, child] of childrenOf(module)) children.add(child);
  const names = new Map<Value, string>();
  const walk = (module: InstanceValue, path: string): void => {
    for (const [name, child] of childrenOf(module)) {
      if (names.has(child)) continue;
      const full = path === '' ? name : `${path}.${name}`;
      names.set(child, full);
      walk(child, full);
    }
  };
  for (const module of modules) {
    if (children.has(module)) continue;
    names.set(module, module.class.name);
    walk(module, '');
  }
  return names;
}
