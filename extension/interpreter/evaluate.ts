/** Expressions: from IR to values. */
import type { Argument, Call, Comprehension, Expression, Name } from '../syntax/ir';
import { getAttribute } from './attribute';
import { callValue, implicitSuper, yieldsMore, GeneratorLimit } from './call';
import { assign } from './assign';
import { fail } from './exception';
import { extent, mostArguments, mostItems } from './extent';
import { getItem, storeEntry } from './item';
import { iterate } from './iterate';
import { ShortCircuit } from './javascript/chain';
import { join, joinAll } from './join';
import { isLong } from './loop';
import { guesses, Raised, runUncertainly, step } from './machine';
import type { FactKind, Frame, Machine } from './machine';
import { evaluateText } from './evaluate-text';
import { truth } from './operator';
import { demandBound, leaveOpen } from './scope';
import { semanticsOf } from './semantics';
import { bool, dict, ellipsis, float, int, iterator, keyOf, list, none, now, set, slice, str, tuple, unknown, unknownComplex, unknownStr } from './value';
import type { CallArguments, Environment, Value } from './value';

/** Evaluates an expression in a frame. */
export function evaluate(machine: Machine, frame: Frame, node: Expression): Value {
  step(machine);
  switch (node.kind) {
    case 'name':
      return observed(machine, frame, 'name', node, readName(machine, frame, node));
    case 'constant':
      return constant(node);
    case 'attribute': {
      const object = evaluate(machine, frame, node.object);
      if (node.isOptional === true && isPresent(object) === false) throw new ShortCircuit();
      frame.site = node;
      return observed(machine, frame, 'attribute', node, semanticsOf(frame).getAttribute(machine, object, node.name));
    }
    case 'call':
      return observed(machine, frame, 'call', node, semanticsOf(frame).call(machine, frame, node));
    case 'subscript': {
      const object = evaluate(machine, frame, node.object);
      if (node.isOptional === true && isPresent(object) === false) throw new ShortCircuit();
      const index = evaluate(machine, frame, node.index);
      frame.site = node;
      return observed(machine, frame, 'subscript', node, semanticsOf(frame).getItem(machine, object, index));
    }
    case 'binary': {
      const left = evaluate(machine, frame, node.left);
      const right = evaluate(machine, frame, node.right);
      frame.site = node;
      return observed(machine, frame, 'binop', node, semanticsOf(frame).binary(machine, node.operator, left, right));
    }
    case 'unary': {
      const operand = evaluate(machine, frame, node.operand);
      frame.site = node;
      if (node.operator !== 'not') return semanticsOf(frame).unary(machine, node.operator, operand);
      const held = semanticsOf(frame).truth(machine, operand);
      return bool(held === null ? null : !held);
    }
    case 'logical':
      return logical(machine, frame, node.operator, node.operands);
    case 'compare':
      return comparison(machine, frame, node);
    case 'conditional':
      return conditional(machine, frame, node);
    case 'sequence':
      return sequence(machine, frame, node.type, node.elements);
    case 'dict':
      return dictDisplay(machine, frame, node.entries);
    case 'slice': {
      const part = (value: Expression | null): Value => (value === null ? none : evaluate(machine, frame, value));
      return slice(part(node.lower), part(node.upper), part(node.step));
    }
    case 'lambda':
      return semanticsOf(frame).makeFunction(machine, frame, node.code);
    case 'comprehension':
      return comprehension(machine, frame, node);
    case 'named-expression': {
      const value = evaluate(machine, frame, node.value);
      assign(machine, walrusFrame(frame), node.target, value);
      return value;
    }
    case 'template':
      return template(machine, frame, node.parts);
    case 'yield':
      return evaluateYield(machine, frame, node);
    case 'await':
      return semanticsOf(frame).awaited(machine, evaluate(machine, frame, node.value));
    case 'starred':
      return evaluate(machine, frame, node.value);
    case 'malformed':
      return unknown;
    default:
      return semanticsOf(frame).evaluateOwn(machine, frame, node);
  }
}

/** Tells of the value of an expression in a file of the project. */
export function observed(machine: Machine, frame: Frame, kind: FactKind, node: Expression, value: Value): Value {
  if (frame.file.isProject) machine.observer.observe(kind, node, value, frame);
  return value;
}

function constant(node: Extract<Expression, { readonly kind: 'constant' }>): Value {
  switch (node.type) {
    case 'int':
      return int(node.value);
    case 'float':
      return float(node.value);
    case 'complex':
      return unknownComplex;
    case 'str':
      return str(node.value);
    case 'bytes':
      return { kind: 'str', value: node.value, isBytes: true };
    case 'bool':
      return bool(node.value);
    case 'none':
      return none;
    case 'ellipsis':
      return ellipsis;
  }
}

/** The value of a name: local scopes from the inside out, the module, the builtins. */
function readName(machine: Machine, frame: Frame, node: Name): Value {
  const { name } = node;
  let environment: Environment | null = frame.outer.get(name) ?? frame.environment;
  const innermost = environment;
  while (environment !== null) {
    const value = environment.type === 'class' && environment !== innermost ? undefined : environment.variables.get(name);
    if (value !== undefined) {
      if (value.kind !== 'lazy') return value;
      environment.variables.delete(name);
      const forced = value.force(machine);
      environment.variables.set(name, forced);
      return forced;
    }
    demandBound(frame, environment, node);
    environment = environment.parent;
  }
  return semanticsOf(frame).unbound(machine, frame, node);
}

/** A call in Python. */
export function evaluateCall(machine: Machine, frame: Frame, node: Call): Value {
  if (node.callee.kind === 'name' && node.callee.name === 'super' && node.arguments.length === 0) return implicitSuper(frame);
  const callee = evaluate(machine, frame, node.callee);
  const args = evaluateArguments(machine, frame, node.arguments);
  if (node.callee.kind === 'name') {
    // What they bind is not followed.
    if (['exec', 'eval', 'globals', 'locals', 'vars'].includes(node.callee.name)) {
      leaveOpen(frame.environment);
      leaveOpen(moduleScope(frame.environment));
    }
    if (node.callee.name === 'eval' && callee.kind === 'native') return evaluateText(machine, frame, args);
    if (node.callee.name === 'locals' && callee.kind === 'native') return variablesOf(frame.environment);
    if (node.callee.name === 'globals' && callee.kind === 'native') return variablesOf(moduleScope(frame.environment));
    if (node.callee.name === 'super' && args.positional.length === 2) {
      const [after, self] = args.positional;
      return after?.kind === 'class' && self !== undefined ? { kind: 'super', after, self } : unknown;
    }
  }
  frame.site = node;
  return callValue(machine, callee, args);
}

function moduleScope(environment: Environment): Environment {
  return environment.parent === null ? environment : moduleScope(environment.parent);
}

/** Variables as a dict (a copy: writes to it are lost). */
function variablesOf(environment: Environment): Value {
  const result = dict();
  for (const [name, value] of environment.variables) {
    const key = str(name);
    result.entries.set(keyOf(key) ?? name, { key, value });
  }
  result.open = environment.parent === null;
  return result;
}

/** Evaluates a call's arguments in order and spreads the starred ones. */
export function evaluateArguments(machine: Machine, frame: Frame, nodes: readonly Argument[]): CallArguments {
  const positional: Value[] = [];
  const keyword = new Map<string, Value>();
  let open = false;
  let spreads = false;
  for (const node of nodes) {
    const value = evaluate(machine, frame, node.value);
    // After elements of unknown number, nobody knows which parameter the next ones are for.
    if (spreads && node.spread !== 'keyword' && node.name === null) continue;
    if (node.spread === 'positional') {
      const elements = semanticsOf(frame).iterate(machine, value);
      for (const item of elements.items) positional.push(item);
      spreads = elements.rest !== null || positional.length > mostArguments;
      open = open || spreads;
    } else if (node.spread === 'keyword') {
      if (value.kind !== 'dict') {
        open = open || !spreadMapping(machine, value, keyword);
        continue;
      }
      for (const entry of value.entries.values()) if (entry.key.kind === 'str' && entry.key.value !== null) keyword.set(entry.key.value, entry.value);
      open = open || value.open;
    } else if (node.name !== null) {
      if (keyword.has(node.name) && !open) fail('TypeError', `got multiple values for keyword argument '${node.name}'`);
      keyword.set(node.name, value);
    } else {
      positional.push(value);
    }
  }
  return { positional, keyword, open };
}

/** `**mapping` of an object with `keys()`; false where its entries are not known. */
function spreadMapping(machine: Machine, value: Value, keyword: Map<string, Value>): boolean {
  if (value.kind !== 'instance') return false;
  const keys = iterate(machine, callValue(machine, getAttribute(machine, value, 'keys'), { positional: [], keyword: new Map(), open: false }));
  for (const key of keys.items) if (key.kind === 'str' && key.value !== null) keyword.set(key.value, getItem(machine, value, key));
  return keys.rest === null;
}

/**
 * Runs something that may not run at all, and returns its value; null when it raises. Its writes are undone but handed
 * to `adopt`.
 */
export function maybe(machine: Machine, run: () => Value): { readonly value: Value; readonly delta: ReturnType<Machine['heap']['fork']>['delta'] } | null {
  machine.uncertain += 1;
  try {
    const branch = machine.heap.fork(() => {
      const value = runUncertainly(machine, run);
      if (value === null) machine.heap.obscure();
      return value ?? unknown;
    });
    return { value: branch.result, delta: branch.delta };
  } catch (error) {
    if (error instanceof Raised) return null;
    throw error;
  } finally {
    machine.uncertain -= 1;
  }
}

/** Whether the first operand of `??` is what it gives; null when that is not known. */
export function isPresent(value: Value): boolean | null {
  return value.kind === 'unknown' ? null : value.kind !== 'none' && value.kind !== 'undefined';
}

function logical(machine: Machine, frame: Frame, operator: 'and' | 'or' | '??', operands: readonly Expression[]): Value {
  const [first, ...others] = operands;
  if (first === undefined) return unknown;
  const value = evaluate(machine, frame, first);
  if (others.length === 0) return value;
  return decided(machine, frame, operator, value, () => logical(machine, frame, operator, others));
}

/** What `and`, `or` and `??` give, of the first operand's value and the others, which may not be needed. */
export function decided(machine: Machine, frame: Frame, operator: 'and' | 'or' | '??', value: Value, evaluateOthers: () => Value): Value {
  const held = operator === '??' ? isPresent(value) : semanticsOf(frame).truth(machine, value);
  if (held !== null) return held === (operator !== 'and') ? value : evaluateOthers();
  const branch = maybe(machine, evaluateOthers);
  if (branch === null) return value;
  machine.heap.join([new Map(), branch.delta]);
  const right = branch.value;
  // What is returned is the left one only where it decides.
  if (value.kind === 'bool' && right.kind === 'bool') {
    return right.value === (operator === 'or') ? right : bool(null);
  }
  if (value.kind === 'unknown' && operator === 'and' && right.kind === 'bool' && right.value === false) return right;
  return join(value, right);
}

function comparison(machine: Machine, frame: Frame, node: Extract<Expression, { readonly kind: 'compare' }>): Value {
  let result: Value = bool(true);
  const [first, ...others] = node.operands;
  let left = first === undefined ? unknown : evaluate(machine, frame, first);
  for (const [index, operand] of others.entries()) {
    const right = evaluate(machine, frame, operand);
    frame.site = node;
    const operator = node.operators[index] ?? '==';
    const answer = semanticsOf(frame).compare(machine, operator, left, right);
    if (others.length === 1) return answer;
    const held = truth(machine, answer);
    if (held === false) return bool(false);
    if (held === null) result = bool(null);
    left = right;
  }
  return result;
}

function conditional(machine: Machine, frame: Frame, node: Extract<Expression, { readonly kind: 'conditional' }>): Value {
  const held = semanticsOf(frame).truth(machine, evaluate(machine, frame, node.test));
  if (held !== null) return evaluate(machine, frame, held ? node.then : node.otherwise);
  const then = maybe(machine, () => evaluate(machine, frame, node.then));
  const otherwise = maybe(machine, () => evaluate(machine, frame, node.otherwise));
  const both = [then, otherwise].filter((branch) => branch !== null);
  if (both.length === 0) return unknown;
  machine.heap.join(both.map((branch) => branch.delta));
  return joinAll(both.map((branch) => branch.value));
}

function sequence(machine: Machine, frame: Frame, type: 'list' | 'tuple' | 'set', nodes: readonly Expression[]): Value {
  const items: Value[] = [];
  let rest: Value | null = null;
  for (const node of nodes) {
    const value = evaluate(machine, frame, node.kind === 'starred' ? node.value : node);
    if (node.kind !== 'starred') items.push(value);
    else {
      const elements = semanticsOf(frame).iterate(machine, value);
      for (const item of elements.items) items.push(item);
      if (elements.rest !== null) rest = rest === null ? elements.rest : join(rest, elements.rest);
    }
  }
  if (type === 'set') return makeSet(items, rest !== null);
  const covering = rest === null ? null : joinAll([...items, rest]);
  return type === 'list' ? list(covering === null ? items : [], covering) : tuple(covering === null ? items : [], covering);
}

/** A set of values; open where one is not known. */
export function makeSet(items: readonly Value[], open: boolean, frozen = false): Value {
  const result = set(frozen);
  result.open = open;
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) result.open = true;
    else result.items.set(key, item);
  }
  return result;
}

function dictDisplay(machine: Machine, frame: Frame, entries: readonly { readonly key: Expression | null; readonly value: Expression }[]): Value {
  const result = dict();
  for (const entry of entries) {
    if (entry.key !== null) {
      const key = evaluate(machine, frame, entry.key);
      storeEntry(machine, result, key, evaluate(machine, frame, entry.value));
      continue;
    }
    const spread = evaluate(machine, frame, entry.value);
    if (spread.kind !== 'dict') result.open = true;
    else {
      for (const inner of spread.entries.values()) storeEntry(machine, result, inner.key, inner.value);
      result.open = result.open || spread.open;
    }
  }
  return result;
}

/** The frame whose variables a walrus in a comprehension binds. */
function walrusFrame(frame: Frame): Frame {
  let { environment } = frame;
  while (environment.type === 'comprehension' && environment.parent !== null) environment = environment.parent;
  return environment === frame.environment ? frame : { ...frame, environment };
}

function comprehension(machine: Machine, frame: Frame, node: Comprehension): Value {
  const [firstClause] = node.clauses;
  if (firstClause === undefined) return unknown;
  // The first iterable belongs to the scope outside.
  const outermost = evaluate(machine, frame, firstClause.iterable);
  const run = (isEnough: (item: Value) => boolean = () => false): { items: Value[]; keys: Value[]; rest: Value | null } => {
    const environment: Environment = { kind: 'environment', variables: new Map(), parent: frame.environment, type: 'comprehension', born: now() };
    const inner: Frame = { ...frame, environment };
    const items: Value[] = [];
    const keys: Value[] = [];
    let rest: Value | null = null;
    let isDone = false;
    const produce = (certain: boolean): void => {
      const key = node.key === null ? null : evaluate(machine, inner, node.key);
      const value = evaluate(machine, inner, node.element);
      // What comes after an element that may not be there has no place of its own.
      if (certain && (rest === null || node.type !== 'generator') && items.length < mostItems) {
        items.push(value);
        if (key !== null) keys.push(key);
        isDone = isEnough(value);
      } else {
        rest = rest === null ? value : join(rest, value);
      }
    };
    const runClause = (index: number, certain: boolean): void => {
      const clause = node.clauses[index];
      if (clause === undefined) {
        produce(certain);
        return;
      }
      const elements = iterate(machine, index === 0 ? outermost : evaluate(machine, inner, clause.iterable));
      const runWith = (element: Value, isCertain: boolean): void => {
        assign(machine, inner, clause.target, element);
        let sure = isCertain;
        for (const condition of clause.conditions) {
          const held = truth(machine, evaluate(machine, inner, condition));
          if (held === false) return;
          if (held === null) sure = false;
        }
        if (sure) runClause(index + 1, true);
        else maybe(machine, () => (runClause(index + 1, false), unknown));
      };
      const start = machine.steps;
      for (const [round, element] of elements.items.entries()) {
        if (isDone) return;
        if (isLong(machine, start, round)) {
          runWith(joinAll(elements.items.slice(round)), false);
          break;
        }
        runWith(element, certain);
      }
      if (elements.rest !== null && !isDone) runWith(elements.rest, false);
    };
    machine.frames.push(inner);
    try {
      runClause(0, true);
    } finally {
      machine.frames.pop();
    }
    return { items, keys, rest };
  };
  if (node.type === 'generator') return iterator(run);
  const { items, keys, rest } = run();
  if (node.type === 'dict') {
    const result = dict();
    for (const [index, key] of keys.entries()) storeEntry(machine, result, key, items[index] ?? unknown);
    if (rest !== null) result.open = true;
    return result;
  }
  if (node.type === 'set') return makeSet(items, rest !== null);
  return rest === null ? list(items) : list([], joinAll([...items, rest]));
}

function template(machine: Machine, frame: Frame, parts: Extract<Expression, { readonly kind: 'template' }>['parts']): Value {
  let result: string | null = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      result = result === null ? null : result + part;
      continue;
    }
    const value = evaluate(machine, frame, part.value);
    const shown = semanticsOf(frame).text(machine, value, part);
    result = result === null || shown === null ? null : extent(result + shown);
  }
  return result === null ? unknownStr : str(result);
}

/** A generator that yields more than this is taken to go on for ever. */
const mostYields = 20_000;

function evaluateYield(machine: Machine, frame: Frame, node: Extract<Expression, { readonly kind: 'yield' }>): Value {
  const value = node.value === null ? semanticsOf(frame).nothing : evaluate(machine, frame, node.value);
  const { yielded } = frame;
  if (typeof frame.atYield === 'function' && !node.delegate) {
    frame.atYield(value);
    return none;
  }
  if (yielded === null) return unknown;
  const more = (element: Value): void => {
    // In the scope of the generator itself, whatever blocks it is in.
    let scope = frame.environment;
    while (scope.type === 'block' && scope.parent !== null) scope = scope.parent;
    const before = scope.variables.get(yieldsMore);
    machine.heap.touch(scope);
    scope.variables.set(yieldsMore, before === undefined ? element : join(before, element));
  };
  const isGuess = guesses(machine) > frame.guesses;
  if (node.delegate) {
    const elements = semanticsOf(frame).iterate(machine, value);
    if (isGuess) for (const item of elements.items) more(item);
    else yielded.push(...elements.items);
    if (elements.rest !== null) more(elements.rest);
  } else if (isGuess) {
    more(value);
  } else {
    yielded.push(value);
  }
  if (yielded.length > mostYields) throw new GeneratorLimit('yields');
  return semanticsOf(frame).nothing;
}

