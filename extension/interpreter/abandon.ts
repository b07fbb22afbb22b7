/**
 * Statements that are given up: an exception that nothing catches costs the statement it ends, and what that statement
 * may have changed. While somebody types, most of a file is right and one line is not.
 */
import type { Expression, Statement } from '../syntax/ir';
import { statementBlocks } from '../syntax/walk';
import { assign } from './assign';
import { evaluate } from './evaluate';
import { exceptionClasses, isConsequence } from './exception';
import { Raised } from './machine';
import type { Frame, Machine } from './machine';
import { semanticsOf } from './semantics';
import { unknown } from './value';

/** Whether what a statement raised ends that statement alone: nothing could catch it, and no branch of several ends with it. */
export function canGiveUp(machine: Machine, frame: Frame, raised: Raised): boolean {
  return (
    frame.file.isProject && machine.guarded === 0 && machine.uncertain === 0 && !machine.heap.isForked && raised.deliberately !== frame &&
    semanticsOf(frame).isException(raised.value)
  );
}

/** An assertion that a library makes in a program's name, `torch._assert(...)`: it ends the function as the program's own would. */
export function isLibraryAssertion(frame: Frame, { deliberately, value }: Raised): boolean {
  return frame.file.isProject && deliberately?.file.isProject === false && value.kind === 'instance' && value.class === exceptionClasses.get('AssertionError');
}

/** Notes a statement that is given up, and makes unknown what it would have bound or changed. */
export function giveUp(machine: Machine, frame: Frame, statement: Statement, raised: Raised): void {
  if (!isConsequence(machine) && machine.uncertain === 0) machine.abandon(raised, frame);
  for (const { self } of machine.frames) if (self !== null) machine.impaired.add(self);
  forget(machine, frame, [statement]);
}

/** Makes unknown what statements would have bound or changed. */
export function forget(machine: Machine, frame: Frame, statements: readonly Statement[]): void {
  machine.guarded += 1;
  try {
    for (const changed of changedBy(statements)) {
      try {
        if (typeof changed !== 'string' && isModule(machine, frame, changed)) continue;
        if (typeof changed === 'string') semanticsOf(frame).define(machine, frame, changed, unknown);
        else assign(machine, frame, changed, unknown);
      } catch (error) {
        if (!(error instanceof Raised)) throw error;
      }
    }
  } finally {
    machine.guarded -= 1;
  }
}

/** Whether an expression is the name of a module, which calls of its functions leave as it is. */
function isModule(machine: Machine, frame: Frame, node: Expression): boolean {
  if (node.kind !== 'name') return false;
  try {
    return evaluate(machine, frame, node).kind === 'module';
  } catch (error) {
    if (error instanceof Raised) return false;
    throw error;
  }
}

/** What statements bind, and what they call methods of. Those nested in one another may be deeper than the stack. */
function changedBy(statements: readonly Statement[]): readonly (Expression | string)[] {
  const changed: (Expression | string)[] = [];
  const left = [...statements];
  for (let statement = left.pop(); statement !== undefined; statement = left.pop()) {
    changed.push(...changedHere(statement));
    left.push(...statementBlocks(statement).flat());
  }
  return changed;
}

function changedHere(statement: Statement): readonly (Expression | string)[] {
  switch (statement.kind) {
    case 'expression':
      return receiverOf(statement.value);
    case 'assign':
      return statement.targets;
    case 'annotated-assign':
    case 'augmented-assign':
    case 'for':
      return [statement.target];
    case 'with':
      return statement.items.flatMap(({ target }) => (target === null ? [] : [target]));
    case 'function':
      return [statement.code.name];
    case 'class':
      return [statement.name];
    case 'import':
      return statement.names.map(({ module, alias }) => alias ?? module.split('.')[0] ?? module);
    case 'import-from':
      return statement.names.map(({ name, alias }) => alias ?? name);
    default:
      return [];
  }
}

/** `layers` in `layers.append(...)`; an object's calls of its own methods are followed, and need no guess. */
function receiverOf(expression: Expression): readonly Expression[] {
  if (expression.kind !== 'call' || expression.callee.kind !== 'attribute') return [];
  const { object } = expression.callee;
  return object.kind === 'attribute' || (object.kind === 'name' && object.name !== 'self' && object.name !== 'cls') ? [object] : [];
}
