/** Calling functions of the program from functions written here. */
import { callValue } from '../call';
import { maybe } from '../evaluate';
import { joinAll } from '../join';
import { runUnknownRounds } from '../loop';
import type { Machine } from '../machine';
import { positional, undefinedValue, unknown } from '../value';
import type { Value } from '../value';

/** Calls a function with these arguments. */
export function callBack(machine: Machine, callee: Value | undefined, ...args: readonly Value[]): Value {
  if (callee === undefined || callee.kind === 'undefined') return unknown;
  return callValue(machine, callee.kind === 'function' ? { kind: 'method', function: callee, self: undefinedValue } : callee, positional(...args));
}

/** Calls a function an unknown number of times; what it gave in all of them. */
export function callRepeatedly(machine: Machine, callee: Value | undefined, args: () => readonly Value[]): Value {
  const results: Value[] = [];
  machine.uncertain += 1;
  try {
    runUnknownRounds(machine, () => {
      results.push(callBack(machine, callee, ...args()));
      return null;
    });
  } finally {
    machine.uncertain -= 1;
  }
  return joinAll(results);
}

/** Calls a function that may not be called at all; its value if it is. */
export function callMaybe(machine: Machine, callee: Value | undefined, ...args: readonly Value[]): Value {
  return maybe(machine, () => callBack(machine, callee, ...args))?.value ?? unknown;
}
