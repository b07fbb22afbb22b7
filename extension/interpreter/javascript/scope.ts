/** Scopes of JavaScript: where a name is declared, and where an assignment to it goes. */
import type { Name } from '../../syntax/ir';
import type { DeclarationType } from '../../syntax/script-ir';
import type { Frame, Machine } from '../machine';
import { observed } from '../evaluate';
import { now } from '../value';
import type { Environment, Value } from '../value';

/** A scope within another. */
export function innerScope(parent: Environment, variables = new Map<string, Value>()): Environment {
  return { kind: 'environment', variables, parent, type: 'block', born: now() };
}

/** Runs something in a scope of its own. */
export function inScope<T>(frame: Frame, scope: Environment, run: () => T): T {
  const outer = frame.environment;
  frame.environment = scope;
  try {
    return run();
  } finally {
    frame.environment = outer;
  }
}

/** Declares a name: `let` and `const` in the innermost scope, `var` in that of the function. */
export function declareName(machine: Machine, frame: Frame, type: DeclarationType, name: string, value: Value): void {
  let scope = frame.environment;
  if (type === 'var') while (scope.type === 'block' && scope.parent !== null) scope = scope.parent;
  machine.heap.touch(scope);
  scope.variables.set(name, value);
}

/** Assigns to a name where it is declared; to one that is not declared, in the module. */
export function assignName(machine: Machine, frame: Frame, name: string, value: Value): void {
  let scope: Environment = frame.environment;
  while (!scope.variables.has(name) && scope.parent !== null) scope = scope.parent;
  machine.heap.touch(scope);
  scope.variables.set(name, value);
}

/** The value of a variable, from the innermost scope out; null where there is none. */
export function variable(frame: Frame, name: string): Value | null {
  for (let scope: Environment | null = frame.environment; scope !== null; scope = scope.parent) {
    const found = scope.variables.get(name);
    if (found !== undefined) return found;
  }
  return null;
}

/** The scope that holds a variable; null where there is none. */
export function scopeOf(frame: Frame, name: string): Environment | null {
  for (let scope: Environment | null = frame.environment; scope !== null; scope = scope.parent) if (scope.variables.has(name)) return scope;
  return null;
}

/** Tells of a name that is bound. */
export function observeTarget(machine: Machine, frame: Frame, target: Name, value: Value): void {
  observed(machine, frame, 'target', target, value);
}
