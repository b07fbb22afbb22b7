/** `function.__code__`: what decorators read of a function's signature. */
import type { FunctionCode } from '../syntax/ir';
import { makeClass } from './class';
import { instance, int, str, tuple } from './value';
import type { InstanceValue } from './value';

const codeClass = makeClass('code', { open: true });

/** The code object of a function. Of its variables, the parameters come first, as Python has them. */
export function codeObject(code: FunctionCode): InstanceValue {
  const result = instance(codeClass);
  const named = (...kinds: readonly string[]): number => code.parameters.filter(({ kind }) => kinds.includes(kind)).length;
  const last = (kind: string): number => (kind.startsWith('var') ? 1 : 0);
  const parameters = [...code.parameters].sort((a, b) => last(a.kind) - last(b.kind)).map(({ name }) => name);
  result.attributes.set('co_name', str(code.name));
  result.attributes.set('co_argcount', int(named('positional', 'positional-only')));
  result.attributes.set('co_kwonlyargcount', int(named('keyword-only')));
  result.attributes.set('co_varnames', tuple([...new Set([...parameters, ...code.locals()])].map((name) => str(name))));
  return result;
}
