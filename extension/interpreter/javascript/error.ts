/** Errors of JavaScript. */
import { Raised } from '../machine';
import { instance, str } from '../value';
import type { ClassValue, InstanceValue } from '../value';
import { errorClass, makeScriptClass } from './object';
import { textOf } from './operator';

/** The builtin errors by name. */
export const errorClasses: ReadonlyMap<string, ClassValue> = new Map([
  ['Error', errorClass],
  ...['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'AggregateError'].map((name) => [name, makeScriptClass(name, { bases: [errorClass] })] as const),
]);

/** An error that a library raises; one of a name that the language does not have is an Error of that name. */
export function makeScriptError(name: string, text: string): InstanceValue {
  const error = instance(errorClasses.get(name) ?? errorClass);
  error.attributes.set('message', str(text));
  error.attributes.set('name', str(name));
  return error;
}

/** Throws a builtin error. */
export function throwError(name: string, text: string): never {
  throw new Raised(makeScriptError(name, text));
}

/** Sets up the constructors of errors. */
export function defineErrors(): void {
  for (const [name, type] of errorClasses) {
    type.attributes.set('name', str(name));
    type.attributes.set('message', str(''));
    (type as { construct: ClassValue['construct'] }).construct = (machine, made, { positional: [message, options] }) => {
      const error = instance(made);
      if (message !== undefined && message.kind !== 'undefined') error.attributes.set('message', str(textOf(machine, message)));
      const cause = options?.kind === 'instance' ? options.attributes.get('cause') : undefined;
      if (cause !== undefined) error.attributes.set('cause', cause);
      error.attributes.set('stack', str(null));
      return error;
    };
  }
}
