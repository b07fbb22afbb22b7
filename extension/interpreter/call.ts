/** Calls: functions of the program, native functions, methods, classes. */
import type { Expression, FunctionCode, Parameter, Range } from '../syntax/ir';
import { getAttribute } from './attribute';
import { classOf, isSubclass, lookup, typeClass } from './class';
import { evaluate } from './evaluate';
import { fail } from './exception';
import { joinAll } from './join';
import { callOutcome } from './execute';
import { guesses, Raised, step, withinReach } from './machine';
import type { Frame, Machine } from './machine';
import { python } from './python';
import { isReplaced } from './replaced';
import { bind } from './special';
import { dict, instance, iterator, keyOf, now, positional, str, tuple, unknown } from './value';
import type { CallArguments, ClassValue, Environment, FunctionValue, InstanceValue, MethodValue, Value } from './value';

/** Calls a value. What the callee raises goes through. */
export function callValue(machine: Machine, callee: Value, args: CallArguments): Value {
  switch (callee.kind) {
    case 'native':
      return withinReach(machine, () => callee.call(machine, args)) ?? unknown;
    case 'function':
      return callFunction(machine, callee, args, null);
    case 'method':
      return callMethod(machine, callee, args);
    case 'class':
      return callClass(machine, callee, args);
    case 'wrapped':
      return callValue(machine, callee.function, args);
    case 'lazy':
      return callValue(machine, callee.force(machine), args);
    case 'unknown':
      machine.observer.escape?.([...args.positional, ...args.keyword.values()]);
      return unknown;
    default: {
      const method = bind(machine, callee, '__call__');
      if (method !== null) return callValue(machine, method, args);
      const type = classOf(callee);
      if (type === null || type.open) return unknown;
      return fail('TypeError', `'${type.name}' object is not callable`);
    }
  }
}

function callMethod(machine: Machine, method: MethodValue, args: CallArguments): Value {
  const { function: callee, self } = method;
  if (callee.kind === 'function' && callee.file.semantics !== undefined) return callFunction(machine, callee, args, self);
  const bound: CallArguments = { ...args, positional: [self, ...args.positional] };
  return callee.kind === 'function' ? callFunction(machine, callee, bound, self) : callValue(machine, callee, bound);
}

/** Makes a value of a class: `__call__` of the metaclass, `__new__`, `__init__`. */
export function callClass(machine: Machine, type: ClassValue, args: CallArguments): Value {
  if (type.metaclass !== null) {
    const custom = lookup(type.metaclass, '__call__');
    if (custom !== null) return callValue(machine, custom, { ...args, positional: [type, ...args.positional] });
  }
  return makeInstance(machine, type, args);
}

/** `type.__call__`: what calling a class does when its metaclass has nothing else in mind. */
export function makeInstance(machine: Machine, type: ClassValue, args: CallArguments): Value {
  if (type === typeClass && args.positional.length === 1) return classOf(args.positional[0] ?? unknown) ?? unknown;
  const maker = lookup(type, '__new__');
  let made: Value;
  if (maker !== null && (maker.kind === 'function' || maker.kind === 'wrapped')) {
    const plain = maker.kind === 'wrapped' ? maker.function : maker;
    made = callValue(machine, plain, { ...args, positional: [type, ...args.positional] });
    const madeType = classOf(made);
    if (madeType === null || isSubclass(madeType, type) !== true) return made;
  } else if (type.construct !== null) {
    made = type.construct(machine, type, args);
    const madeType = classOf(made);
    if (madeType === null || madeType !== type) return made;
  } else {
    made = instance(type);
  }
  const init = lookup(type, '__init__');
  if (init === null) return made;
  if (made.kind === 'instance' && isReplaced(type)) return initReplaced(machine, made, init, args);
  callValue(machine, { kind: 'method', function: init, self: made }, args);
  return made;
}

/** An instance of a class to which a decorator may have given another constructor: keyword arguments are most often its fields. */
function initReplaced(machine: Machine, made: InstanceValue, init: Value, args: CallArguments): Value {
  machine.heap.touch(made);
  made.open = true;
  for (const [name, value] of args.keyword) made.attributes.set(name, value);
  try {
    callValue(machine, { kind: 'method', function: init, self: made }, args);
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
  }
  return made;
}

/** Runs a generator function to its end, with something in the place of each `yield`; false for any other callee, which is not called. */
export function runAroundYield(machine: Machine, callee: Value, args: CallArguments, atYield: (value: Value) => void): boolean {
  const code = callee.kind === 'method' ? callee.function : callee;
  if (code.kind !== 'function' || !code.code.isGenerator) return false;
  const self = callee.kind === 'method' ? callee.self : null;
  callFunction(machine, code, self === null ? args : { ...args, positional: [self, ...args.positional] }, self, atYield);
  return true;
}

/** Calls a function of the program in a frame of its own. `self` is the receiver: in Python the first argument as well. */
export function callFunction(machine: Machine, callee: FunctionValue, args: CallArguments, self: Value | null, atYield: Frame['atYield'] = null): Value {
  step(machine);
  if (isEndless(machine, callee) || recursesOnGuesses(machine, callee)) return unknown;
  const { code, file } = callee;
  const semantics = file.semantics ?? python;
  const environment: Environment = { kind: 'environment', variables: new Map(), parent: callee.closure, type: 'function', born: now() };
  const frame: Frame = {
    file,
    environment,
    function: callee,
    self: self ?? (callee.owner === null ? null : (args.positional[0] ?? null)),
    owner: callee.owner,
    site: code.nameRange,
    outer: new Map(),
    yielded: code.isGenerator ? [] : null,
    atYield,
    handling: null,
    guesses: guesses(machine),
  };
  try {
    semantics.bindParameters(machine, frame, args);
  } catch (error) {
    if (error instanceof Raised && isReplaced(callee)) return unknown;
    throw error;
  }
  if (file.isProject) {
    machine.observer.called?.(machine, callee, environment.variables);
    for (const parameter of code.parameters) {
      const value = parameter.kind.startsWith('var') ? undefined : environment.variables.get(parameter.name);
      if (value !== undefined) machine.observer.observe('param', parameter, value, frame);
    }
  }
  const run = (): Value => {
    frame.guesses = guesses(machine);
    machine.frames.push(frame);
    try {
      const value = callOutcome(machine, frame, code.body());
      if (file.isProject) machine.observer.returns?.(machine, callee, environment.variables, value);
      return value;
    } finally {
      machine.frames.pop();
    }
  };
  if (frame.yielded === null || atYield !== null) return semantics.returned(machine, callee, run());
  const { yielded } = frame;
  return semantics.returned(machine, callee, iterator(() => {
    try {
      run();
    } catch (error) {
      if (!(error instanceof GeneratorLimit)) throw error;
      return { items: [], rest: joinAll(yielded.slice(0, 100)) };
    }
    const rest = frame.environment.variables.get(yieldsMore);
    return { items: rest === undefined ? yielded : [], rest: rest === undefined ? null : joinAll([...yielded, rest]) };
  }));
}

/** Of a function that has recursed without end before, so many activations within one another are enough. */
const mostEndless = 4;

/** Whether recursion has lost its condition: its value is not known. */
function isEndless(machine: Machine, { code }: FunctionValue): boolean {
  const activations = (): number => machine.frames.filter((frame) => frame.function?.code === code).length;
  if (machine.frames.length < machine.limits.depth) return machine.endless.has(code) && activations() >= mostEndless;
  if (activations() > machine.limits.depth / 2) machine.endless.add(code);
  return true;
}

/** So many activations of a function, each called by the one before under a condition that is not known, tell what there is to tell. */
const mostGuesses = 2;

/** Whether a function has called itself under conditions that are not known: nothing that is known would end that. */
function recursesOnGuesses(machine: Machine, { code }: FunctionValue): boolean {
  let later = guesses(machine);
  let count = 0;
  for (let index = machine.frames.length - 1; index >= 0 && later > 0; index -= 1) {
    const frame = machine.frames[index];
    if (frame?.function?.code !== code || frame.guesses >= later) continue;
    count += 1;
    if (count === mostGuesses) return true;
    later = frame.guesses;
  }
  return false;
}

/** A generator that goes on yielding is cut off: the elements so far tell what the others are like. */
export class GeneratorLimit extends Error {}

/** Name under which a frame keeps what `yield from` an iterable of unknown length gives. */
export const yieldsMore = '<yield>';

/** Binds the arguments of a call as Python does. */
export function bindParameters(machine: Machine, callee: FunctionValue, args: CallArguments, variables: Map<string, Value>): void {
  const { code } = callee;
  const rest: Value[] = [];
  const extra = new Map(args.keyword);
  let index = 0;
  let collectsPositional = false;
  let collectsKeywords = false;
  const missing: Parameter[] = [];
  for (const parameter of code.parameters) {
    switch (parameter.kind) {
      case 'var-positional':
        for (const given of args.positional.slice(index)) rest.push(given);
        index = args.positional.length;
        collectsPositional = true;
        variables.set(parameter.name, tuple(args.open && rest.length === 0 ? [] : rest, args.open ? unknown : null));
        break;
      case 'var-keyword':
        collectsKeywords = true;
        variables.set(parameter.name, unknown);
        break;
      default: {
        const given = parameter.kind !== 'keyword-only' ? args.positional[index] : undefined;
        if (given !== undefined) {
          index += 1;
          if (parameter.kind === 'positional' && extra.has(parameter.name)) fail('TypeError', `${qualifiedName(callee)}() got multiple values for argument '${parameter.name}'`);
          variables.set(parameter.name, given);
          break;
        }
        const named = parameter.kind === 'positional-only' ? undefined : extra.get(parameter.name);
        if (named !== undefined) extra.delete(parameter.name);
        const value = named ?? (args.open ? unknown : defaultOf(machine, callee, parameter.name));
        if (value === null) missing.push(parameter);
        else variables.set(parameter.name, value);
      }
    }
  }
  const collector = code.parameters.find((parameter) => parameter.kind === 'var-keyword');
  if (collectsKeywords && collector !== undefined) {
    const collected = dict();
    for (const [name, value] of extra) {
      const key = str(name);
      collected.entries.set(keyOf(key) ?? name, { key, value });
    }
    if (args.open) collected.open = true;
    variables.set(collector.name, collected);
    extra.clear();
  }
  if (index < args.positional.length && !collectsPositional) {
    const takes = code.parameters.filter((parameter) => parameter.kind.startsWith('positional')).length;
    fail('TypeError', `${qualifiedName(callee)}() takes ${String(takes)} positional argument${takes === 1 ? '' : 's'} but ${String(args.positional.length)} ${args.positional.length === 1 ? 'was' : 'were'} given`);
  }
  const [surplus] = extra.keys();
  if (missing.length > 0 && surplus === undefined) failMissing(missing, callee);
  if (surplus !== undefined) fail('TypeError', `${qualifiedName(callee)}() got an unexpected keyword argument '${surplus}'`);
}

function qualifiedName({ code, owner }: FunctionValue): string {
  return owner === null ? code.name : `${owner.name}.${code.name}`;
}

/** Python tells of all missing positional arguments at once, and of keyword-only ones if there are no others. */
function failMissing(missing: readonly Parameter[], callee: FunctionValue): never {
  const positional = missing.filter(({ kind }) => kind !== 'keyword-only');
  const told = positional.length > 0 ? positional : missing;
  const names = told.map(({ name }) => `'${name}'`);
  const listed = names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')}, and ${names.at(-1) ?? ''}`;
  return fail('TypeError', `${qualifiedName(callee)}() missing ${String(told.length)} required ${positional.length > 0 ? 'positional' : 'keyword-only'} argument${told.length === 1 ? '' : 's'}: ${listed}`);
}

/** The value of a default; that of an imported name is read when it is needed: a default alone is no reason to run a module. */
function lateDefault(machine: Machine, frame: Frame, expression: Expression): Value {
  let root = expression;
  while (root.kind === 'attribute') root = root.object;
  if (root.kind !== 'name' || !isUnread(frame.environment, root.name)) return evaluate(machine, frame, expression);
  return {
    kind: 'lazy',
    force: (later) => {
      later.frames.push(frame);
      try {
        return evaluate(later, frame, expression);
      } finally {
        later.frames.pop();
      }
    },
  };
}

/** Whether a name is bound to what an import statement names, and nothing has read it yet. */
function isUnread(environment: Environment, name: string): boolean {
  const value = environment.variables.get(name);
  return value === undefined ? environment.parent !== null && isUnread(environment.parent, name) : value.kind === 'lazy';
}

/** The default of a parameter; null where it has none. */
function defaultOf(machine: Machine, callee: FunctionValue, name: string): Value | null {
  const value = callee.defaults.get(name) ?? null;
  if (value?.kind !== 'lazy') return value;
  const read = value.force(machine);
  callee.defaults.set(name, read);
  return read;
}

/** Makes a function value of a `def` or `lambda` met in a frame. */
export function makeFunction(machine: Machine, frame: Frame, code: FunctionCode): FunctionValue {
  const defaults = new Map<string, Value>();
  for (const parameter of code.parameters) {
    if (parameter.default !== null) defaults.set(parameter.name, lateDefault(machine, frame, parameter.default));
  }
  return { kind: 'function', code, file: frame.file, closure: frame.environment, defaults, owner: null, attributes: new Map(), born: now() };
}

/** `super()` without arguments: the method's class and first argument. */
export function implicitSuper(frame: Frame): Value {
  let environment: Environment | null = frame.environment;
  let self = frame.self;
  let { owner } = frame;
  // Inside a comprehension or nested function the method's frame is further out: its first parameter is in the closure.
  if (owner === null || self === null) {
    while (environment !== null) {
      const held: Value | undefined = environment.variables.get('self') ?? environment.variables.get('cls');
      if (held !== undefined) {
        self = held;
        owner = frame.function === null ? owner : ownerOf(frame.function, held);
        break;
      }
      environment = environment.parent;
    }
  }
  return owner === null || self === null ? unknown : { kind: 'super', after: owner, self };
}

/** The class in whose body a nested function stands. */
function ownerOf(nested: FunctionValue, self: Value): ClassValue | null {
  const type = self.kind === 'class' ? self : classOf(self);
  if (type === null) return null;
  return type.mro.find((base) => [...base.attributes.values()].some((value) => value.kind === 'function' && contains(value.code, nested.code) && value.file === nested.file)) ?? null;
}

function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Calls a method by name. */
export function callAttribute(machine: Machine, value: Value, name: string, ...args: readonly Value[]): Value {
  return callValue(machine, getAttribute(machine, value, name), positional(...args));
}

