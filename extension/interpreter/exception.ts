/** Python exceptions: their classes, raising them from native code, and mistakes that are reported. */
import type { Range } from '../syntax/ir';
import { isSubclass, makeClass, objectClass } from './class';
import { callPath, projectFrame, Raised } from './machine';
import type { Machine } from './machine';
import type { SourceFile } from './module';
import { python } from './python';
import { semanticsOf } from './semantics';
import type { Semantics } from './semantics';
import { instance, str, tuple } from './value';
import type { ClassValue, FunctionValue, InstanceValue, Value } from './value';

/** A place in a project file. */
export interface Site {
  readonly file: SourceFile;
  readonly range: Range;
  /** The function that the place is in; null at the top of a module or class. */
  readonly function: FunctionValue | null;
}

/** Something that would raise at run time, found by the interpreter or a library. */
export interface Problem {
  /** Rule id: `shape/linear-features`. */
  readonly code: string;
  /** The text of the exception. */
  readonly text: string;
  /** Name of the exception's class. */
  readonly exception: string;
  /** Calls that led here, innermost first; the first is where it is reported. */
  readonly path: readonly Site[];
  /** What the library knows of it, for messages and fixes. */
  readonly detail: unknown;
  /** What to change, where the library has said so itself: one sentence. */
  readonly advice?: string;
}

const tree: readonly (readonly [name: string, base: string])[] = [
  ['Exception', 'BaseException'], ['KeyboardInterrupt', 'BaseException'], ['SystemExit', 'BaseException'], ['GeneratorExit', 'BaseException'],
  ['ArithmeticError', 'Exception'], ['OverflowError', 'ArithmeticError'], ['ZeroDivisionError', 'ArithmeticError'], ['FloatingPointError', 'ArithmeticError'],
  ['AssertionError', 'Exception'], ['AttributeError', 'Exception'], ['BufferError', 'Exception'], ['EOFError', 'Exception'],
  ['ImportError', 'Exception'], ['ModuleNotFoundError', 'ImportError'],
  ['LookupError', 'Exception'], ['IndexError', 'LookupError'], ['KeyError', 'LookupError'],
  ['MemoryError', 'Exception'], ['NameError', 'Exception'], ['UnboundLocalError', 'NameError'],
  ['OSError', 'Exception'], ['FileNotFoundError', 'OSError'], ['FileExistsError', 'OSError'], ['PermissionError', 'OSError'],
  ['NotADirectoryError', 'OSError'], ['IsADirectoryError', 'OSError'], ['TimeoutError', 'OSError'], ['ConnectionError', 'OSError'],
  ['RuntimeError', 'Exception'], ['NotImplementedError', 'RuntimeError'], ['RecursionError', 'RuntimeError'],
  ['StopIteration', 'Exception'], ['StopAsyncIteration', 'Exception'], ['SyntaxError', 'Exception'], ['SystemError', 'Exception'],
  ['TypeError', 'Exception'], ['ValueError', 'Exception'], ['UnicodeError', 'ValueError'], ['UnicodeDecodeError', 'UnicodeError'],
  ['Warning', 'Exception'], ['UserWarning', 'Warning'], ['DeprecationWarning', 'Warning'], ['FutureWarning', 'Warning'],
  ['RuntimeWarning', 'Warning'], ['ResourceWarning', 'Warning'], ['ImportWarning', 'Warning'], ['PendingDeprecationWarning', 'Warning'],
];

function makeTree(): ReadonlyMap<string, ClassValue> {
  const classes = new Map([['BaseException', makeClass('BaseException', { bases: [objectClass] })]]);
  for (const [name, base] of tree) {
    const parent = classes.get(base);
    if (parent !== undefined) classes.set(name, makeClass(name, { bases: [parent] }));
  }
  return classes;
}

/** The builtin exception classes by name. */
export const exceptionClasses = makeTree();

/** An instance of a builtin exception. */
export function makeException(name: string, text: string): InstanceValue {
  const type = exceptionClasses.get(name) ?? exceptionClasses.get('RuntimeError');
  if (type === undefined) throw new Error(`no exception class ${name}`);
  const exception = instance(type);
  exception.attributes.set('args', tuple([str(text)]));
  return exception;
}

/** Raises a builtin exception as Python would. */
export function fail(name: string, text: string): never {
  throw new Raised(makeException(name, text));
}

/**
 * Something here would raise at run time. Where nothing would catch it, it is reported and the analysis goes on with
 * `recovery`; inside `try` it is raised; inside a branch that may never run, the branch is dropped without a word.
 */
export function refuse(machine: Machine, problem: Pick<Problem, 'code' | 'text' | 'exception' | 'detail'>, recovery: Value): Value {
  const found = { ...problem, path: callPath(machine) };
  if (machine.guarded > 0 || machine.uncertain > 0 || projectFrame(machine) === null) throw new Raised(currentSemantics(machine).makeException(problem.exception, problem.text), null, found);
  if (!isConsequence(machine)) machine.report(found);
  return recovery;
}

function currentSemantics(machine: Machine): Semantics {
  const frame = projectFrame(machine) ?? machine.frames.at(-1);
  return frame === undefined ? python : semanticsOf(frame);
}

/** Whether what goes wrong here may only do so because statements before it were given up. */
export function isConsequence(machine: Machine): boolean {
  if (machine.impaired.size === 0) return false;
  const selves = machine.frames.flatMap(({ self, file }) => (self === null || !file.isProject ? [] : [self]));
  return selves.length === 0 || selves.some((self) => machine.impaired.has(self));
}

/** Whether a raised value is caught by a handler for this class; null when that is not known. */
export function isCaughtBy(raised: Value, type: Value): boolean | null {
  if (type.kind === 'tuple') {
    const answers = type.items.map((item) => isCaughtBy(raised, item));
    if (answers.includes(true)) return true;
    return answers.includes(null) || type.rest !== null ? null : false;
  }
  if (type.kind !== 'class' || raised.kind !== 'instance') return null;
  return isSubclass(raised.class, type);
}

/** The class name and message of a raised value. */
export function describeException(raised: Value): { readonly type: string; readonly text: string | null } {
  if (raised.kind !== 'instance') return { type: 'Exception', text: null };
  const args = raised.attributes.get('args');
  const first = args?.kind === 'tuple' ? args.items[0] : raised.attributes.get('message');
  return { type: raised.class.name, text: first?.kind === 'str' ? first.value : null };
}
