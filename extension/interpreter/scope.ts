/** Scopes, and names that nothing has bound. */
import type { Name } from '../syntax/ir';
import { fail } from './exception';
import type { Frame } from './machine';
import { unknown } from './value';
import type { Environment, Value } from './value';

/** Scopes that may hold names which are not known. */
const incomplete = new WeakSet<ReadonlyMap<string, Value>>();

/** Notes that a scope may hold names which are not known. */
export function leaveOpen(environment: Environment): void {
  incomplete.add(environment.variables);
}

/** Whether a scope may hold names which are not known. */
export function isOpen(variables: ReadonlyMap<string, Value>): boolean {
  return incomplete.has(variables);
}

/** Names that Python, or a notebook, binds and that are not modelled. */
const given = new Set(
  `aiter anext breakpoint compile copyright credits display eval exec exit get_ipython help input license memoryview open profile quit reveal_type
  BaseExceptionGroup BlockingIOError BrokenPipeError BytesWarning ChildProcessError ConnectionAbortedError ConnectionRefusedError ConnectionResetError
  EncodingWarning ExceptionGroup ImportWarning IndentationError InterruptedError ProcessLookupError ReferenceError SyntaxWarning SystemExit TabError
  UnicodeEncodeError UnicodeTranslateError UnicodeWarning WindowsError In Out`.split(/\s+/),
);

/** What a name stands for that no scope holds: Python's exception, unless something not known may have bound it. */
export function unbound(frame: Frame, node: Name): Value {
  const { name } = node;
  for (let scope: Environment | null = frame.environment; scope !== null; scope = scope.parent) if (isOpen(scope.variables)) return unknown;
  if (name.startsWith('_') || given.has(name) || !frame.file.isProject) return unknown;
  frame.site = node;
  return fail('NameError', `name '${name}' is not defined`);
}

/** Raises where a function reads a variable of its own that it has not bound yet. */
export function demandBound(frame: Frame, environment: Environment, node: Name): void {
  if (frame.function === null || environment !== frame.environment || environment.type !== 'function' || !frame.file.isProject) return;
  if (isOpen(environment.variables) || !frame.function.code.locals().has(node.name)) return;
  frame.site = node;
  fail('UnboundLocalError', `cannot access local variable '${node.name}' where it is not associated with a value`);
}
