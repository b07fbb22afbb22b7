/** Calls in JavaScript: receivers, `super`, `new`, arguments. */
import type { Call, Expression, FunctionCode } from '../../syntax/ir';
import { callFunction, callValue } from '../call';
import { evaluate, evaluateArguments, isPresent, observed } from '../evaluate';
import type { Frame, Machine } from '../machine';
import { instance, now, undefinedValue, unknown } from '../value';
import type { CallArguments, ClassValue, FunctionValue, Value } from '../value';
import { ShortCircuit } from './chain';
import { construct, constructorFor } from './class-definition';
import { throwError } from './error';
import { classOfFunction, makeArray, makePromise, promised } from './object';
import { getItem } from './item';
import { getProperty } from './property';
import { scopeOf, variable } from './scope';
import { bindTarget, withDefault } from './pattern';

/** `callee(...)`. A member of an object gets the object as its receiver. */
export function evaluateCall(machine: Machine, frame: Frame, node: Call): Value {
  if (node.callee.kind === 'name' && node.callee.name === 'super') return callSuper(machine, frame, evaluateArguments(machine, frame, node.arguments));
  const { callee, self } = evaluateCallee(machine, frame, node.callee);
  if (node.isOptional === true && isPresent(callee) === false) throw new ShortCircuit();
  const args = evaluateArguments(machine, frame, node.arguments);
  frame.site = node;
  return callWith(machine, callee, self, args, node.callee);
}

function evaluateCallee(machine: Machine, frame: Frame, node: Expression): { readonly callee: Value; readonly self: Value } {
  if (node.kind !== 'attribute' && node.kind !== 'subscript') return { callee: evaluate(machine, frame, node), self: undefinedValue };
  const isSuper = node.object.kind === 'name' && node.object.name === 'super';
  const object = evaluate(machine, frame, node.object);
  if (node.isOptional === true && isPresent(object) === false) throw new ShortCircuit();
  const index = node.kind === 'subscript' ? evaluate(machine, frame, node.index) : null;
  frame.site = node;
  const callee = node.kind === 'attribute' ? observed(machine, frame, 'attribute', node, getProperty(machine, object, node.name)) : getItem(machine, object, index ?? unknown);
  return { callee, self: isSuper ? (variable(frame, 'this') ?? unknown) : object };
}

/** Calls a value with a receiver. */
export function callWith(machine: Machine, callee: Value, self: Value, args: CallArguments, node: Expression | null): Value {
  switch (callee.kind) {
    case 'function':
      return callFunction(machine, callee, args, self);
    case 'native':
    case 'method':
    case 'unknown':
      return callValue(machine, callee, args);
    case 'lazy':
      return callWith(machine, callee.force(machine), self, args, node);
    case 'class':
      if (callee.definition === null) return construct(machine, callee, args, callee);
      return throwError('TypeError', `Class constructor ${callee.name} cannot be invoked without 'new'`);
    case 'instance':
    case 'object':
      if (callee.class.open || (callee.kind === 'instance' && callee.open)) return unknown;
      break;
    default:
  }
  return throwError('TypeError', `${node === null ? 'value' : described(node)} is not a function`);
}

function described(node: Expression): string {
  switch (node.kind) {
    case 'name':
      return node.name;
    case 'attribute':
      return `${described(node.object)}.${node.name}`;
    case 'subscript':
      return `${described(node.object)}[...]`;
    case 'call':
      return `${described(node.callee)}(...)`;
    default:
      return '(intermediate value)';
  }
}

/** `new callee(...)`. */
export function makeNew(machine: Machine, callee: Value, args: CallArguments, node: Expression): Value {
  switch (callee.kind) {
    case 'class':
      return construct(machine, callee, args, callee);
    case 'function': {
      if (callee.code.isArrow === true) break;
      const made = instance(classOfFunction(callee));
      const returned = callFunction(machine, callee, args, made);
      return returned.kind === 'instance' || returned.kind === 'object' || returned.kind === 'list' ? returned : made;
    }
    case 'unknown':
      return callValue(machine, callee, args);
    case 'lazy':
      return makeNew(machine, callee.force(machine), args, node);
    case 'native':
    case 'method':
      return callValue(machine, callee, args);
    default:
  }
  return throwError('TypeError', `${described(node)} is not a constructor`);
}

/** `super(...)` in a constructor: the base makes the object. */
function callSuper(machine: Machine, frame: Frame, args: CallArguments): Value {
  const scope = scopeOf(frame, 'new.target');
  const target = scope?.variables.get('new.target');
  const { owner } = frame;
  if (scope === null || owner === null || target?.kind !== 'class') return unknown;
  const [base] = owner.bases;
  const made = base === undefined ? instance(target) : construct(machine, base, args, target);
  machine.heap.touch(scope);
  scope.variables.set('this', made);
  constructorFor(owner)?.initialise(machine, made, (name) => variable(frame, name));
  return undefinedValue;
}

/** A function value of code met in a frame. An arrow function keeps the `super` of the code around it. */
export function makeFunction(frame: Frame, code: FunctionCode, owner: ClassValue | null = null): FunctionValue {
  return { kind: 'function', code, file: frame.file, closure: frame.environment, defaults: new Map(), owner: owner ?? (code.isArrow === true ? frame.owner : null), attributes: new Map(), born: now() };
}

/** Binds arguments: missing ones are undefined or their default, further ones are left out. */
export function bindParameters(machine: Machine, frame: Frame, args: CallArguments): void {
  const callee = frame.function;
  if (callee === null) return;
  const { variables } = frame.environment;
  const isMaker = callee.closure.variables.has('new.target');
  if (callee.code.isArrow !== true) {
    if (!isMaker) variables.set('this', frame.self ?? undefinedValue);
    variables.set('arguments', args.open ? makeArray([], unknown) : makeArray(args.positional));
  }
  machine.frames.push(frame);
  try {
    for (const [index, parameter] of callee.code.parameters.entries()) {
      let value: Value;
      if (parameter.kind === 'var-positional') {
        value = args.open ? makeArray([], unknown) : makeArray(args.positional.slice(index));
      } else {
        const given = args.positional[index] ?? (args.open ? unknown : undefinedValue);
        value = parameter.default === null ? given : withDefault(machine, frame, given, parameter.default);
      }
      variables.set(parameter.name, value);
      if (parameter.pattern !== undefined) bindTarget(machine, frame, parameter.pattern, value, 'let');
    }
    const made = isMaker ? callee.closure.variables.get('this') : undefined;
    if (made !== undefined && callee.owner !== null) constructorFor(callee.owner)?.setParameterFields(machine, made, (name) => variables.get(name) ?? null);
  } finally {
    machine.frames.pop();
  }
}

/** What a call gives: of an async function a promise. */
export function returned(callee: FunctionValue, value: Value): Value {
  return callee.code.isAsync && value.kind !== 'iterator' ? makePromise(promised(value)) : value;
}
