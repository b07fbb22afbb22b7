/**
 * How statements end, and what follows. Where a condition is not known, several ways are open: each with what it wrote;
 * they meet at the end of the loop or function.
 */
import type { Statement } from '../syntax/ir';
import { forget } from './abandon';
import { makeException } from './exception';
import type { Delta } from './heap';
import { joinAll } from './join';
import { Raised, runUncertainly } from './machine';
import type { Frame, Machine } from './machine';
import { leaveOpen } from './scope';
import { none, unknown } from './value';
import type { Value } from './value';

/** How a statement ended: null when the next one follows. */
export type Completion =
  | null
  | { readonly kind: 'return'; readonly value: Value }
  /** With a label, what it goes to is further out than the innermost loop. */
  | { readonly kind: 'break' | 'continue'; readonly label?: string };

/** One way that things may have gone, with what it wrote. */
export interface Way {
  readonly completion: Completion;
  readonly delta: Delta;
}

/** Several ways; the heap is as it was before they parted. */
export interface Split {
  readonly kind: 'split';
  readonly ways: readonly Way[];
}

export type Outcome = Completion | Split;

export const noWrites: Delta = new Map();

/** Runs a branch that may not run, of these statements: its ways; none when it raises. */
export function branch(machine: Machine, frame: Frame, statements: readonly Statement[], run: () => Outcome): readonly Way[] {
  machine.uncertain += 1;
  try {
    return forkWays(machine, () => {
      const ended = runUncertainly(machine, () => ({ outcome: run() }));
      return ended === null ? unfinished(machine, frame, statements) : ended.outcome;
    });
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    machine.dropped = error;
    // What it would have bound is not known.
    const innermost = machine.frames.at(-1);
    if (innermost !== undefined && error.deliberately === null) leaveOpen(innermost.environment);
    return [];
  } finally {
    machine.uncertain -= 1;
  }
}

/** Statements that take more steps than they are worth may have done anything; where one returns, any value. */
function unfinished(machine: Machine, frame: Frame, statements: readonly Statement[]): Outcome {
  machine.heap.obscure();
  leaveOpen(frame.environment);
  forget(machine, frame, statements);
  if (!mayReturn(statements)) return null;
  return { kind: 'split', ways: [{ completion: null, delta: noWrites }, { completion: { kind: 'return', value: unknown }, delta: noWrites }] };
}

function mayReturn(statements: readonly Statement[]): boolean {
  return statements.some((statement) => {
    switch (statement.kind) {
      case 'return':
        return true;
      case 'if':
        return mayReturn(statement.then) || mayReturn(statement.otherwise);
      case 'for':
      case 'while':
        return mayReturn(statement.body) || mayReturn(statement.otherwise);
      case 'with':
        return mayReturn(statement.body);
      case 'try':
        return [statement.body, ...statement.handlers.map((handler) => handler.body), statement.otherwise, statement.finally].some(mayReturn);
      case 'match':
        return statement.cases.some(({ body }) => mayReturn(body));
      case 'expression':
      case 'assign':
      case 'augmented-assign':
      case 'annotated-assign':
      case 'function':
      case 'class':
        return false;
      default:
        return true;
    }
  });
}

export function forkWays(machine: Machine, run: () => Outcome): readonly Way[] {
  const { result, delta } = machine.heap.fork(run);
  if (result?.kind !== 'split') return [{ completion: result, delta }];
  return result.ways.map((way) => ({ completion: way.completion, delta: new Map([...delta, ...way.delta]) }));
}

/** The ways that end as asked go on with `run`; the others wait. */
export function goOn(machine: Machine, split: Split, run: () => Outcome, goesOn = (way: Way): boolean => way.completion === null): Outcome {
  const going = split.ways.filter(goesOn);
  const waiting = split.ways.filter((way) => !goesOn(way));
  if (going.length === 0) return merge(machine, waiting);
  if (waiting.length === 0) {
    machine.heap.join(going.map((way) => way.delta));
    return run();
  }
  const ways = forkWaysOrNone(machine, () => {
    machine.heap.join(going.map((way) => way.delta));
    return run();
  });
  return merge(machine, [...waiting, ...ways]);
}

/** One way of several, or a round of which it is not known whether it comes. Where it raises, others having ended well, it is none. */
export function forkWaysOrNone(machine: Machine, run: () => Outcome): readonly Way[] {
  machine.openWays += 1;
  try {
    return forkWays(machine, run);
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    machine.dropped = error;
    // What it would have bound is not known.
    const frame = machine.frames.at(-1);
    if (frame !== undefined && error.deliberately === null) leaveOpen(frame.environment);
    return [];
  } finally {
    machine.openWays -= 1;
  }
}

/** Ways that all end alike become one. Where there is none, all have raised: so does this. */
export function merge(machine: Machine, ways: readonly Way[]): Outcome {
  const [first, ...others] = ways;
  if (first === undefined) throw machine.dropped ?? new Raised(makeException('Exception', ''));
  if (others.length === 0) {
    machine.heap.adopt(first.delta);
    return first.completion;
  }
  if (others.some((way) => !endsAlike(way.completion, first.completion))) return { kind: 'split', ways };
  machine.heap.join(ways.map((way) => way.delta));
  if (first.completion?.kind !== 'return') return first.completion;
  return { kind: 'return', value: joinAll(ways.map((way) => (way.completion?.kind === 'return' ? way.completion.value : none))) };
}

function endsAlike(a: Completion, b: Completion): boolean {
  if (a === null || b === null) return a === b;
  return a.kind === b.kind && (a.kind === 'return' || b.kind === 'return' || a.label === b.label);
}
