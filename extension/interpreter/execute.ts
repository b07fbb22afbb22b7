/**
 * Statements. A condition that is not known runs both ways (`Heap.fork`); where the ways end differently (one returns,
 * one goes on), what follows runs on the way that goes on, and all ways meet at the end of the loop or function.
 */
import type { For, If, Statement, While } from '../syntax/ir';
import { leaveLoop, runRounds, runUnknownRounds } from './loop';
import { branch, forkWays, goOn, merge, noWrites } from './outcome';
import type { Completion, Outcome } from './outcome';
import { semanticsOf } from './semantics';
import { canGiveUp, forget, giveUp, isLibraryAssertion } from './abandon';
import { assign, bindName, deleteTarget } from './assign';
import { getAttribute } from './attribute';
import { callValue } from './call';
import { defineClass } from './class-definition';
import { evaluate } from './evaluate';
import { isCaughtBy, makeException } from './exception';
import { runImport, runImportFrom } from './import';
import { getItem, setItem } from './item';
import { iterate, rangeLength } from './iterate';
import { joinAll } from './join';
import { callPath, Raised, runBriefly, step, withinReach } from './machine';
import { mayBeReplaced } from './replaced';
import { leaveOpen } from './scope';
import type { Frame, Machine } from './machine';
import { matchPattern } from './pattern';
import { binary, truth } from './operator';
import { aroundName, callSpecial } from './special';
import { int, native, none, positional, unknown } from './value';
import type { Value } from './value';

/** Runs the body of a function and returns its value. */
export function callOutcome(machine: Machine, frame: Frame, body: readonly Statement[]): Value {
  const outcome = runBlock(machine, frame, body);
  const { nothing } = semanticsOf(frame);
  if (outcome === null) return nothing;
  if (outcome.kind === 'return') return outcome.value;
  if (outcome.kind !== 'split') return nothing;
  machine.heap.join(outcome.ways.map((way) => way.delta));
  return joinAll(outcome.ways.map((way) => (way.completion?.kind === 'return' ? way.completion.value : nothing)));
}

/** Runs the body of a module or class, where an exception ends one statement and no more. */
export function runBody(machine: Machine, frame: Frame, body: readonly Statement[]): void {
  for (const statement of body) {
    try {
      const outcome = withinReach(machine, () => ({ of: runStatement(machine, frame, statement) }));
      if (outcome === null) {
        machine.exceeded ??= 'a statement was given up: it nests too deeply';
        forget(machine, frame, [statement]);
      } else if (outcome.of?.kind === 'split') machine.heap.join(outcome.of.ways.map((way) => way.delta));
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      error.path ??= callPath(machine);
      if (machine.guarded > 0) throw error;
      giveUp(machine, frame, statement, error);
    }
  }
}

/** Runs statements one after the other, until one of them ends the block. */
export function runBlock(machine: Machine, frame: Frame, statements: readonly Statement[], from = 0): Outcome {
  for (let index = from; index < statements.length; index += 1) {
    const statement = statements[index];
    if (statement === undefined) break;
    const outcome = runOrGiveUp(machine, frame, statement);
    if (outcome === null) continue;
    if (outcome.kind !== 'split') return outcome;
    return goOn(machine, outcome, () => runBlock(machine, frame, statements, index + 1));
  }
  return null;
}

/** Runs a statement of a function; where nothing would catch what it raises, that statement is all that is lost. */
function runOrGiveUp(machine: Machine, frame: Frame, statement: Statement): Outcome {
  try {
    return runStatement(machine, frame, statement);
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    error.path ??= callPath(machine);
    if (isLibraryAssertion(frame, error)) throw reraised(error, frame);
    if (!canGiveUp(machine, frame, error)) throw error;
    giveUp(machine, frame, statement, error);
    return statement.kind === 'return' ? { kind: 'return', value: unknown } : null;
  }
}

/** What was raised, as if the frame's own code had raised it. */
function reraised({ value, problem, path }: Raised, frame: Frame): Raised {
  const raised = new Raised(value, frame, problem);
  raised.path = path;
  return raised;
}

function runStatement(machine: Machine, frame: Frame, statement: Statement): Outcome {
  step(machine);
  frame.site = statement;
  switch (statement.kind) {
    case 'expression':
      evaluate(machine, frame, statement.value);
      return null;
    case 'assign': {
      const value = evaluate(machine, frame, statement.value);
      for (const target of statement.targets) assign(machine, frame, target, value);
      return null;
    }
    case 'annotated-assign':
      runAnnotatedAssign(machine, frame, statement);
      return null;
    case 'augmented-assign':
      runAugmentedAssign(machine, frame, statement);
      return null;
    case 'return':
      return { kind: 'return', value: statement.value === null ? semanticsOf(frame).nothing : evaluate(machine, frame, statement.value) };
    case 'if':
      return runIf(machine, frame, statement);
    case 'for':
      return runFor(machine, frame, statement);
    case 'while':
      return runWhile(machine, frame, statement);
    case 'try':
      return runTry(machine, frame, statement);
    case 'with':
      return runWith(machine, frame, statement, 0);
    case 'function': {
      const semantics = semanticsOf(frame);
      const made = semantics.makeFunction(machine, frame, statement.code);
      semantics.define(machine, frame, statement.code.name, decorate(machine, frame, statement.decorators, made));
      return null;
    }
    case 'class': {
      const made = defineClass(machine, frame, statement);
      bindName(machine, frame, statement.name, decorate(machine, frame, statement.decorators, made));
      return null;
    }
    case 'import':
      runImport(machine, frame, statement);
      return null;
    case 'import-from':
      runImportFrom(machine, frame, statement);
      return null;
    case 'raise':
      return runRaise(machine, frame, statement);
    case 'assert': {
      const held = truth(machine, evaluate(machine, frame, statement.test));
      if (held === false) {
        const message = statement.message === null ? null : evaluate(machine, frame, statement.message);
        throw new Raised(makeException('AssertionError', message?.kind === 'str' && message.value !== null ? message.value : ''), frame);
      }
      return null;
    }
    case 'delete':
      for (const target of statement.targets) deleteTarget(machine, frame, target);
      return null;
    case 'scope':
      declareOuter(frame, statement.type, statement.names);
      return null;
    case 'match':
      return runMatch(machine, frame, statement, evaluate(machine, frame, statement.subject), 0);
    case 'break':
    case 'continue':
      return { kind: statement.kind, ...(statement.label === undefined ? {} : { label: statement.label }) };
    case 'declaration':
    case 'block':
    case 'loop':
    case 'for-each':
    case 'switch':
    case 'labelled':
    case 'script-class':
    case 'module-import':
    case 'module-export':
      return semanticsOf(frame).runOwn(machine, frame, statement);
    case 'malformed-statement':
      leaveOpen(frame.environment);
      return null;
    case 'pass':
      return null;
  }
}

function runAnnotatedAssign(machine: Machine, frame: Frame, statement: Extract<Statement, { readonly kind: 'annotated-assign' }>): void {
  if (statement.value !== null) assign(machine, frame, statement.target, evaluate(machine, frame, statement.value));
  if (frame.environment.type !== 'class' || statement.target.kind !== 'name') return;
  // Dataclasses and named tuples read the annotations of a class in their order.
  const { variables } = frame.environment;
  let annotations = variables.get('__annotations__');
  if (annotations?.kind !== 'dict') {
    annotations = { kind: 'dict', class: null, entries: new Map(), open: false, missing: null, attributes: null, born: 0 };
    variables.set('__annotations__', annotations);
  }
  annotations.entries.set(`s${statement.target.name}`, {
    key: { kind: 'str', value: statement.target.name, isBytes: false },
    value: quietly(machine, () => evaluate(machine, frame, statement.annotation)),
  });
}

/** A value that may be anything when it cannot be had. */
function quietly(machine: Machine, run: () => Value): Value {
  machine.guarded += 1;
  try {
    return run();
  } catch (error) {
    if (error instanceof Raised) return unknown;
    throw error;
  } finally {
    machine.guarded -= 1;
  }
}

function runAugmentedAssign(machine: Machine, frame: Frame, statement: Extract<Statement, { readonly kind: 'augmented-assign' }>): void {
  const { target, operator } = statement;
  const update = (old: Value): Value => {
    const operand = evaluate(machine, frame, statement.value);
    frame.site = statement;
    if (old.kind === 'list' && operator === '+') {
      const more = iterate(machine, operand);
      machine.heap.touch(old);
      if (more.rest === null && old.rest === null) for (const item of [...more.items]) old.items.push(item);
      else {
        old.rest = joinAll([...old.items, ...more.items, ...(old.rest === null ? [] : [old.rest]), ...(more.rest === null ? [] : [more.rest])]);
        old.items = [];
      }
      return old;
    }
    const method = inPlaceNames[operator];
    const result = old.kind === 'instance' || old.kind === 'object' ? callSpecial(machine, old, method, operand) : null;
    return result === null || result.kind === 'not-implemented' ? binary(machine, operator, old, operand) : result;
  };
  switch (target.kind) {
    case 'attribute': {
      const object = evaluate(machine, frame, target.object);
      const value = update(getAttribute(machine, object, target.name));
      assign(machine, frame, target, value);
      return;
    }
    case 'subscript': {
      const object = evaluate(machine, frame, target.object);
      const index = evaluate(machine, frame, target.index);
      setItem(machine, object, index, update(getItem(machine, object, index)));
      return;
    }
    default:
      assign(machine, frame, target, update(evaluate(machine, frame, target)));
  }
}

const inPlaceNames = {
  '+': '__iadd__', '-': '__isub__', '*': '__imul__', '/': '__itruediv__', '//': '__ifloordiv__', '%': '__imod__', '**': '__ipow__',
  '@': '__imatmul__', '&': '__iand__', '|': '__ior__', '^': '__ixor__', '<<': '__ilshift__', '>>': '__irshift__', '>>>': '__irshift__',
} as const;

/** A decorator that takes longer works on something else than what it decorates, such as its documentation. */
const decoratorSteps = 10_000;

/** Decorators from the inside out. One that is not known is taken to keep what it decorates. */
function decorate(machine: Machine, frame: Frame, decorators: readonly Parameters<typeof evaluate>[2][], value: Value): Value {
  const callables = decorators.map((decorator) => quietly(machine, () => evaluate(machine, frame, decorator)));
  machine.decorating += 1;
  try {
    return callables.reduceRight((decorated, decorator) => {
      const result = decorator.kind === 'unknown' ? decorator : runBriefly(machine, decoratorSteps, () => callValue(machine, decorator, positional(decorated)));
      if (result !== null && result.kind !== 'unknown') return result;
      if (result !== null) mayBeReplaced(decorated);
      return decorated;
    }, value);
  } finally {
    machine.decorating -= 1;
  }
}

function runIf(machine: Machine, frame: Frame, statement: If): Outcome {
  let clause = statement;
  for (;;) {
    const { then, otherwise } = clause;
    const held = semanticsOf(frame).truth(machine, evaluate(machine, frame, clause.test));
    if (held === true) return runBlock(machine, frame, then);
    if (held === null) {
      return merge(machine, [
        ...branch(machine, frame, then, () => runBlock(machine, frame, then)),
        ...branch(machine, frame, otherwise, () => runBlock(machine, frame, otherwise)),
      ]);
    }
    // A chain of `elif` may be longer than the stack is deep.
    const [next] = otherwise;
    if (otherwise.length !== 1 || next?.kind !== 'if') return runBlock(machine, frame, otherwise);
    clause = next;
  }
}

function runFor(machine: Machine, frame: Frame, statement: For): Outcome {
  const iterable = evaluate(machine, frame, statement.iterable);
  frame.site = statement;
  const body = (value: Value): Outcome => {
    assign(machine, frame, statement.target, value);
    return runBlock(machine, frame, statement.body);
  };
  const isRange = iterable.kind === 'range';
  const length = isRange ? rangeLength(iterable) : null;
  const elements = isRange && typeof length === 'number' ? null : iterate(machine, iterable);
  const count = elements === null ? (length as number) : elements.items.length;
  const element = (index: number): Value => {
    if (elements !== null) return elements.items[index] ?? unknown;
    return isRange && typeof iterable.start === 'number' && typeof iterable.step === 'number' ? int(iterable.start + index * iterable.step) : int(null);
  };
  const unknownRounds = (value: Value): Outcome => runUnknownRounds(machine, () => body(value));
  let outcome = runRounds(
    machine,
    0,
    (index) => (index >= count ? null : { outcome: body(element(index)) }),
    (index) => (index >= count ? null : unknownRounds(elements === null ? int(null) : joinAll(elements.items.slice(index)))),
  );
  if (outcome === null && elements !== null && elements.rest !== null) outcome = unknownRounds(elements.rest);
  return finishLoop(machine, frame, statement, outcome);
}

function finishLoop(machine: Machine, frame: Frame, statement: For | While, outcome: Outcome): Outcome {
  if (outcome === null) return runBlock(machine, frame, statement.otherwise);
  return leaveLoop(machine, outcome);
}

function runWhile(machine: Machine, frame: Frame, statement: While): Outcome {
  const unknownRounds = (): Outcome =>
    runUnknownRounds(machine, () => {
      const held = truth(machine, evaluate(machine, frame, statement.test));
      return held === false ? null : runBlock(machine, frame, statement.body);
    });
  let last: boolean | null = false;
  const outcome = runRounds(
    machine,
    0,
    () => {
      const held = truth(machine, evaluate(machine, frame, statement.test));
      if (held === true) return { outcome: runBlock(machine, frame, statement.body) };
      last = held;
      return null;
    },
    unknownRounds,
  );
  return finishLoop(machine, frame, statement, outcome === null && isUnknown(last) ? unknownRounds() : outcome);
}

function isUnknown(held: boolean | null): boolean {
  return held === null;
}

function runTry(machine: Machine, frame: Frame, statement: Extract<Statement, { readonly kind: 'try' }>): Outcome {
  let outcome: Outcome;
  try {
    outcome = runGuarded(machine, frame, statement);
  } catch (error) {
    if (!(error instanceof Raised) || statement.finally.length === 0) throw error;
    const last = runBlock(machine, frame, statement.finally);
    if (last !== null) return last;
    throw error;
  }
  if (statement.finally.length === 0) return outcome;
  if (outcome?.kind !== 'split') return runBlock(machine, frame, statement.finally) ?? outcome;
  const ways = outcome.ways.flatMap((way) =>
    forkWays(machine, () => {
      machine.heap.adopt(way.delta);
      return runBlock(machine, frame, statement.finally) ?? way.completion;
    }),
  );
  return merge(machine, ways);
}

function runGuarded(machine: Machine, frame: Frame, statement: Extract<Statement, { readonly kind: 'try' }>): Outcome {
  if (statement.handlers.length === 0) return runBlock(machine, frame, statement.body);
  const { frames, uncertain } = machine;
  const depth = frames.length;
  machine.guarded += 1;
  let outcome: Outcome;
  try {
    outcome = runBlock(machine, frame, statement.body);
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    machine.guarded -= 1;
    frames.length = depth;
    machine.uncertain = uncertain;
    for (const handler of statement.handlers) {
      const type = handler.type === null ? null : evaluate(machine, frame, handler.type);
      if (type !== null && isCaughtBy(error.value, type) === false) continue;
      if (handler.name !== null) semanticsOf(frame).define(machine, frame, handler.name, error.value);
      const outer = frame.handling;
      frame.handling = error.value;
      try {
        return runBlock(machine, frame, handler.body);
      } finally {
        frame.handling = outer;
      }
    }
    throw error;
  }
  machine.guarded -= 1;
  if (outcome === null) return runBlock(machine, frame, statement.otherwise);
  return outcome.kind === 'split' ? goOn(machine, outcome, () => runBlock(machine, frame, statement.otherwise)) : outcome;
}

function runWith(machine: Machine, frame: Frame, statement: Extract<Statement, { readonly kind: 'with' }>, from: number): Outcome {
  const item = statement.items[from];
  if (item === undefined) return runBlock(machine, frame, statement.body);
  const context = evaluate(machine, frame, item.context);
  frame.site = item.context;
  const around = runAround(machine, frame, statement, from, context);
  if (around !== null) return around.outcome;
  const entered = context.kind === 'unknown' ? unknown : (callSpecial(machine, context, '__enter__') ?? callSpecial(machine, context, '__aenter__') ?? unknown);
  if (item.target !== null) assign(machine, frame, item.target, entered);
  const exit = (raised: Value): Value => callSpecial(machine, context, '__exit__', raised.kind === 'instance' ? raised.class : none, raised, none) ?? none;
  // What is not known may expect the exception, and take it.
  const maySuppress = context.kind === 'unknown' || (context.kind === 'instance' && (context.class.open || context.class.name === 'suppress'));
  machine.guarded += maySuppress ? 1 : 0;
  let outcome: Outcome;
  try {
    outcome = runWith(machine, frame, statement, from + 1);
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    if ((maySuppress && context.kind === 'unknown') || truth(machine, exit(error.value)) !== false) return null;
    throw error;
  } finally {
    machine.guarded -= maySuppress ? 1 : 0;
  }
  if (outcome?.kind === 'split') {
    return merge(machine, outcome.ways.flatMap((way) =>
      forkWays(machine, () => {
        machine.heap.adopt(way.delta);
        exit(none);
        return way.completion;
      })));
  }
  exit(none);
  return outcome;
}

/** Runs a block inside a context that is a generator: what it does before its `yield`, the block, what it does after. Null for other contexts. */
function runAround(machine: Machine, frame: Frame, statement: Extract<Statement, { readonly kind: 'with' }>, from: number, context: Value): { readonly outcome: Outcome } | null {
  const target = statement.items[from]?.target ?? null;
  const depth = machine.frames.length;
  const completions: Completion[] = [];
  const body = native('body', (_, { positional: [value = none] }) => {
    const inner = machine.frames.splice(depth);
    try {
      if (target !== null) assign(machine, frame, target, value);
      const outcome = runWith(machine, frame, statement, from + 1);
      if (outcome?.kind !== 'split') completions.push(outcome);
      else {
        machine.heap.join(outcome.ways.map((way) => way.delta));
        completions.push(...outcome.ways.map((way) => way.completion));
      }
    } finally {
      machine.frames.splice(depth, Infinity, ...inner);
    }
    return none;
  });
  const surrounds = context.kind === 'instance' ? callSpecial(machine, context, aroundName, body) : null;
  if (surrounds === null || truth(machine, surrounds) === false) return null;
  return { outcome: completions.length === 0 ? null : merge(machine, completions.map((completion) => ({ completion, delta: noWrites }))) };
}

function runRaise(machine: Machine, frame: Frame, statement: Extract<Statement, { readonly kind: 'raise' }>): never {
  if (statement.value === null) throw new Raised(frame.handling ?? makeException('RuntimeError', 'No active exception to reraise'), frame);
  const value = evaluate(machine, frame, statement.value);
  frame.site = statement;
  throw new Raised(value.kind === 'class' ? callValue(machine, value, positional()) : value, frame);
}

function declareOuter(frame: Frame, type: 'global' | 'nonlocal', names: readonly string[]): void {
  for (const name of names) {
    let environment = frame.environment;
    if (type === 'global') {
      while (environment.parent !== null) environment = environment.parent;
    } else {
      let outer = environment.parent;
      while (outer !== null && !outer.variables.has(name)) outer = outer.parent;
      environment = outer ?? environment;
    }
    frame.outer.set(name, environment);
  }
}

function runMatch(machine: Machine, frame: Frame, statement: Extract<Statement, { readonly kind: 'match' }>, subject: Value, from: number): Outcome {
  const found = statement.cases[from];
  if (found === undefined) return null;
  const { delta, result: held } = machine.heap.fork(() => {
    const matched = matchPattern(machine, frame, found.pattern, subject);
    if (matched === false || found.guard === null) return matched;
    const guard = truth(machine, evaluate(machine, frame, found.guard));
    return guard === false ? false : guard === true ? matched : null;
  });
  if (held === false) return runMatch(machine, frame, statement, subject, from + 1);
  const run = (): Outcome => {
    machine.heap.adopt(delta);
    return runBlock(machine, frame, found.body);
  };
  if (held === true) return run();
  return merge(machine, [
    ...branch(machine, frame, found.body, run),
    ...branch(machine, frame, statement.cases.slice(from + 1).flatMap(({ body }) => body), () => runMatch(machine, frame, statement, subject, from + 1)),
  ]);
}

