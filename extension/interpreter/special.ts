/** Special methods (`__add__`, `__iter__`, ...), which Python looks up on the class alone. */
import { callValue } from './call';
import { classOf, lookup } from './class';
import type { Machine } from './machine';
import { positional } from './value';
import type { Value } from './value';

/** Asked of a context that runs its block itself, for what it does before is not over when the block begins: takes the block, and says whether it was run. */
export const aroundName = '__surround__';

/** The class's method bound to the value; null when it has none. */
export function bind(machine: Machine, value: Value, name: string): Value | null {
  const type = value.kind === 'class' ? value.metaclass : classOf(value);
  const found = type === null ? null : lookup(type, name);
  if (found === null) return null;
  if (found.kind === 'property') return callValue(machine, found.getter, positional(value));
  if (found.kind === 'wrapped') return found.type === 'static' ? found.function : { kind: 'method', function: found.function, self: type ?? value };
  return found.kind === 'function' || found.kind === 'native' ? { kind: 'method', function: found, self: value } : found;
}

/** Calls the value's special method; null when it has none. */
export function callSpecial(machine: Machine, value: Value, name: string, ...args: readonly Value[]): Value | null {
  const method = bind(machine, value, name);
  return method === null ? null : callValue(machine, method, positional(...args));
}
