/**
 * What the languages do not share: one object for each, chosen by the file that a frame runs.
 *
 * `evaluate`, `execute` and `assign` know the statements and expressions of the IR; what an operator, an attribute, a
 * call or a name means they ask here.
 */
import type { BinaryOperator, Call, CompareOperator, FunctionCode, Name, Template } from '../syntax/ir';
import type { ScriptExpression, ScriptStatement } from '../syntax/script-ir';
import type { Elements } from './iterate';
import type { Frame, Machine } from './machine';
import type { Outcome } from './outcome';
import { python } from './python';
import type { CallArguments, FunctionValue, InstanceValue, Value } from './value';

export interface Semantics {
  /** What a function returns that returns nothing. */
  readonly nothing: Value;
  /** Whether a value counts as true; null when it is not known. */
  readonly truth: (machine: Machine, value: Value) => boolean | null;
  readonly binary: (machine: Machine, operator: BinaryOperator, a: Value, b: Value) => Value;
  readonly unary: (machine: Machine, operator: '-' | '+' | '~' | 'typeof' | 'void', value: Value) => Value;
  readonly compare: (machine: Machine, operator: CompareOperator, a: Value, b: Value) => Value;
  readonly getAttribute: (machine: Machine, value: Value, name: string) => Value;
  readonly setAttribute: (machine: Machine, value: Value, name: string, stored: Value) => void;
  readonly getItem: (machine: Machine, value: Value, index: Value) => Value;
  readonly setItem: (machine: Machine, value: Value, index: Value, stored: Value) => void;
  readonly iterate: (machine: Machine, value: Value, limit?: number) => Elements;
  /** What a name stands for that no scope holds. */
  readonly unbound: (machine: Machine, frame: Frame, node: Name) => Value;
  /** Binds a name that is assigned to, in the scope that it belongs to. */
  readonly bindName: (machine: Machine, frame: Frame, name: string, value: Value) => void;
  /** Binds the name of a function or class where it is defined. */
  readonly define: (machine: Machine, frame: Frame, name: string, value: Value) => void;
  readonly call: (machine: Machine, frame: Frame, node: Call) => Value;
  readonly makeFunction: (machine: Machine, frame: Frame, code: FunctionCode) => FunctionValue;
  /** Binds the arguments of a call to variables. */
  readonly bindParameters: (machine: Machine, frame: Frame, args: CallArguments) => void;
  /** What a call gives whose body has run, or will run when its elements are asked for. */
  readonly returned: (machine: Machine, callee: FunctionValue, value: Value) => Value;
  readonly awaited: (machine: Machine, value: Value) => Value;
  /** The text of a value within a template; null when it is not known. */
  readonly text: (machine: Machine, value: Value, part: Exclude<Template['parts'][number], string>) => string | null;
  /** Whether a thrown value tells of a mistake, and is no signal of another kind. */
  readonly isException: (value: Value) => boolean;
  readonly makeException: (name: string, text: string) => InstanceValue;
  /** Expressions and statements that only this language has. */
  readonly evaluateOwn: (machine: Machine, frame: Frame, node: ScriptExpression) => Value;
  readonly runOwn: (machine: Machine, frame: Frame, node: ScriptStatement) => Outcome;
  /** Binds a pattern that only this language has. */
  readonly assignOwn: (machine: Machine, frame: Frame, node: ScriptExpression, value: Value) => void;
}

/** The semantics of the code that a frame runs. */
export function semanticsOf(frame: Frame): Semantics {
  return frame.file.semantics ?? python;
}
