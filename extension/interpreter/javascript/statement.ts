/** Statements that only JavaScript has. */
import type { Statement } from '../../syntax/ir';
import type { ForEach, Loop, ScriptStatement, Switch } from '../../syntax/script-ir';
import { evaluate } from '../evaluate';
import { runBlock } from '../execute';
import type { Elements } from '../iterate';
import { joinAll } from '../join';
import { leaveLoop, runRounds, runUnknownRounds } from '../loop';
import type { Frame, Machine } from '../machine';
import { branch, forkWays, merge } from '../outcome';
import type { Completion, Outcome } from '../outcome';
import { str, undefinedValue, unknownStr } from '../value';
import type { Environment, Value } from '../value';
import { defineScriptClass } from './class-definition';
import { iterate } from './iterate';
import { runModuleImport } from './module';
import { strictEquals, truth } from './operator';
import { bindTarget } from './pattern';
import { mayHaveMore, ownProperties } from './property';
import { declareName, inScope, innerScope } from './scope';

export function runOwn(machine: Machine, frame: Frame, statement: ScriptStatement): Outcome {
  switch (statement.kind) {
    case 'declaration':
      for (const declarator of statement.declarators) {
        // A `var` without a value leaves what is there.
        if (declarator.value === null && statement.type === 'var' && declarator.target.kind === 'name' && frame.environment.variables.has(declarator.target.name)) continue;
        const value = declarator.value === null ? undefinedValue : evaluate(machine, frame, declarator.value);
        bindTarget(machine, frame, declarator.target, value, statement.type);
      }
      return null;
    case 'block':
      return statement.isScope ? inScope(frame, innerScope(frame.environment), () => runBlock(machine, frame, statement.body)) : runBlock(machine, frame, statement.body);
    case 'loop':
      return runLoop(machine, frame, statement);
    case 'for-each':
      return runForEach(machine, frame, statement);
    case 'switch':
      return runSwitch(machine, frame, statement);
    case 'labelled':
      return withoutBreak(machine, runBlock(machine, frame, statement.body), statement.label);
    case 'script-class': {
      const made = defineScriptClass(machine, frame, statement.definition);
      declareName(machine, frame, 'let', statement.definition.name, made);
      return null;
    }
    case 'module-import':
      runModuleImport(machine, frame, statement);
      return null;
    // What a module exports is read off its source.
    case 'module-export':
      return null;
  }
}

/** Changes how each way ended. */
function mapCompletions(machine: Machine, outcome: Outcome, change: (completion: Completion) => Completion): Outcome {
  if (outcome?.kind !== 'split') return change(outcome);
  return merge(machine, outcome.ways.map((way) => ({ completion: change(way.completion), delta: way.delta })));
}

function withoutBreak(machine: Machine, outcome: Outcome, label: string): Outcome {
  return mapCompletions(machine, outcome, (completion) => (completion?.kind === 'break' && completion.label === label ? null : completion));
}

/** The body of a loop: what goes to one of the loop's own labels goes to the loop. */
function runLoopBody(machine: Machine, frame: Frame, body: readonly Statement[], labels: readonly string[]): Outcome {
  const outcome = runBlock(machine, frame, body);
  if (labels.length === 0) return outcome;
  return mapCompletions(machine, outcome, (completion) => {
    const isOwn = completion !== null && completion.kind !== 'return' && completion.label !== undefined && labels.includes(completion.label);
    return isOwn ? { kind: completion.kind } : completion;
  });
}

function runLoop(machine: Machine, frame: Frame, statement: Loop): Outcome {
  const { initial, test, update, names, labels, body } = statement;
  const head = initial === null ? frame.environment : innerScope(frame.environment);
  return inScope(frame, head, () => {
    if (initial !== null) runBlock(machine, frame, [initial]);
    let variables = new Map<string, Value>(names.map((name) => [name, head.variables.get(name) ?? undefinedValue]));
    /** Runs in a scope of this round's own variables: a function made in it keeps them. */
    const inRound = <T>(run: () => T): T => {
      if (names.length === 0) return run();
      const scope: Environment = innerScope(head, variables);
      const result = inScope(frame, scope, run);
      return result;
    };
    const nextRound = (): void => {
      if (names.length > 0) variables = new Map(variables);
      if (update !== null) inRound(() => evaluate(machine, frame, update));
    };
    const holds = (): boolean | null => (test === null ? true : inRound(() => truth(evaluate(machine, frame, test))));
    const runBody = (): Outcome => inRound(() => runLoopBody(machine, frame, body, labels));
    // Rounds that are not known one by one share their variables: what they do to them is undone and joined as any change.
    const unknownRounds = (): Outcome => {
      const shared = innerScope(head, new Map(variables));
      return inScope(frame, shared, () =>
        runUnknownRounds(machine, () => {
          const held = test === null ? true : truth(evaluate(machine, frame, test));
          if (held === false) return null;
          const outcome = runLoopBody(machine, frame, body, labels);
          if (update !== null && (outcome === null || outcome.kind === 'continue')) evaluate(machine, frame, update);
          return outcome;
        }));
    };
    const undecided: number[] = [];
    const outcome = runRounds(
      machine,
      0,
      (index) => {
        if (index > 0) nextRound();
        const held = statement.isBodyFirst && index === 0 ? true : holds();
        if (held === true) return { outcome: runBody() };
        if (held === null) undecided.push(index);
        return null;
      },
      unknownRounds,
    );
    return leaveLoop(machine, outcome === null && undecided.length > 0 ? unknownRounds() : outcome);
  });
}

function elementsOf(machine: Machine, statement: ForEach, value: Value): Elements {
  if (statement.type === 'of') return iterate(machine, value);
  const more = mayHaveMore(value);
  return { items: ownProperties(machine, value).map(([name]) => str(name)), rest: more ? unknownStr : null };
}

function runForEach(machine: Machine, frame: Frame, statement: ForEach): Outcome {
  const iterable = evaluate(machine, frame, statement.iterable);
  frame.site = statement;
  const { items, rest } = elementsOf(machine, statement, iterable);
  const round = (value: Value): Outcome => {
    const run = (): Outcome => {
      bindTarget(machine, frame, statement.target, value, statement.declares);
      return runLoopBody(machine, frame, statement.body, statement.labels);
    };
    return statement.declares === 'let' || statement.declares === 'const' ? inScope(frame, innerScope(frame.environment), run) : run();
  };
  const unknownRounds = (value: Value): Outcome => runUnknownRounds(machine, () => round(value));
  const outcome = runRounds(
    machine,
    0,
    (index) => {
      const item = items[index];
      return item === undefined ? null : { outcome: round(item) };
    },
    (index) => (index >= items.length ? null : unknownRounds(joinAll(items.slice(index)))),
  );
  return leaveLoop(machine, outcome === null && rest !== null ? unknownRounds(rest) : outcome);
}

function runSwitch(machine: Machine, frame: Frame, statement: Switch): Outcome {
  const subject = evaluate(machine, frame, statement.subject);
  return inScope(frame, innerScope(frame.environment), () => {
    const outcome = runCases(machine, frame, statement, subject, 0);
    return mapCompletions(machine, outcome, (completion) => (completion?.kind === 'break' && completion.label === undefined ? null : completion));
  });
}

/** Looks for the case that is meant, from one on. Where that is not known, each that may be is one way. */
function runCases(machine: Machine, frame: Frame, statement: Switch, subject: Value, from: number): Outcome {
  const { cases } = statement;
  const runFrom = (index: number): Outcome => runBlock(machine, frame, cases.slice(index).flatMap(({ body }) => body));
  for (let index = from; index < cases.length; index += 1) {
    const test = cases[index]?.test ?? null;
    if (test === null) continue;
    const held = strictEquals(subject, evaluate(machine, frame, test));
    if (held === true) return runFrom(index);
    if (held === null) {
      const rest = cases.slice(index).flatMap(({ body }) => body);
      return merge(machine, [...branch(machine, frame, rest, () => runFrom(index)), ...branch(machine, frame, rest, () => runCases(machine, frame, statement, subject, index + 1))]);
    }
  }
  const fallback = cases.findIndex(({ test }) => test === null);
  return fallback < 0 ? null : merge(machine, forkWays(machine, () => runFrom(fallback)));
}
