/** Classes of JavaScript: what they define, and how their objects are made. */
import type { Range } from '../../syntax/ir';
import type { PropertyKey, ScriptClass } from '../../syntax/script-ir';
import { callFunction } from '../call';
import { evaluate } from '../evaluate';
import { runBody } from '../execute';
import type { Frame, Machine } from '../machine';
import type { SourceFile } from '../module';
import { mayBeReplaced } from '../replaced';
import { instance, undefinedValue } from '../value';
import type { CallArguments, ClassValue, Environment, FunctionValue, PropertyValue, Value } from '../value';
import { makeFunction } from './call';
import { classOfFunction, makeScriptClass, objectClass, staticKey } from './object';
import { propertyName } from './operator';
import { defineProperty } from './property';
import { inScope, innerScope } from './scope';

/** How a class of the program makes its objects. */
interface Constructor {
  readonly isDerived: boolean;
  readonly code: FunctionValue | null;
  /** Gives a new object the fields of the class. `parameter` tells the constructor's arguments. */
  readonly initialise: (machine: Machine, made: Value, parameter: (name: string) => Value | null) => void;
  /** Gives an object the fields that are parameters of the constructor as well. */
  readonly setParameterFields: (machine: Machine, made: Value, parameter: (name: string) => Value | null) => void;
}

const constructors = new WeakMap<ClassValue, Constructor>();

/** How a class of the program makes its objects; undefined for a builtin or library class. */
export function constructorFor(type: ClassValue): Constructor | undefined {
  return constructors.get(type);
}

/** Makes an object of a class; `target` is the class that `new` named, which may be derived from it. */
export function construct(machine: Machine, type: ClassValue, args: CallArguments, target: ClassValue): Value {
  const own = constructors.get(type);
  if (own === undefined) return type.construct === null ? instance(target) : type.construct(machine, target, args);
  const [base = objectClass] = type.bases;
  if (own.code === null) {
    const made = own.isDerived ? construct(machine, base, args, target) : instance(target);
    own.initialise(machine, made, () => null);
    return made;
  }
  // What the constructor runs in: `this` is there once the base has made it.
  const scope = innerScope(own.code.closure, new Map<string, Value>([['new.target', target]]));
  if (!own.isDerived) {
    const made = instance(target);
    scope.variables.set('this', made);
    own.initialise(machine, made, () => null);
  }
  const returned = callFunction(machine, { ...own.code, closure: scope }, args, scope.variables.get('this') ?? undefinedValue);
  if (returned.kind === 'instance' || returned.kind === 'object' || returned.kind === 'list') return returned;
  const made = scope.variables.get('this');
  if (made !== undefined) return made;
  // It never came to `super()`, as far as is known.
  const unfinished = instance(target);
  unfinished.open = true;
  return unfinished;
}

/** Evaluates a class. A base that is not known leaves it open. */
export function defineScriptClass(machine: Machine, frame: Frame, node: ScriptClass): ClassValue {
  const base = node.base === null ? null : evaluate(machine, frame, node.base);
  const known = base === null ? objectClass : baseClass(machine, base);
  const scope = innerScope(frame.environment);
  const attributes = new Map<string, Value>();
  const type = makeScriptClass(node.name, {
    module: frame.file.moduleName, bases: [known ?? objectClass], attributes, open: known === null,
    definition: { file: frame.file, start: node.nameRange.start, end: node.nameRange.end },
  });
  if (node.name !== '') scope.variables.set(node.name, type);
  if (node.decorators.length > 0) mayBeReplaced(type);
  inScope(frame, scope, () => {
    defineMembers(machine, frame, node, type, known !== objectClass);
  });
  return type;
}

function baseClass(machine: Machine, base: Value): ClassValue | null {
  switch (base.kind) {
    case 'class':
      return base;
    case 'function':
      return classOfFunction(base);
    case 'lazy':
      return baseClass(machine, base.force(machine));
    case 'none':
      return objectClass;
    default:
      return null;
  }
}

function defineMembers(machine: Machine, frame: Frame, node: ScriptClass, type: ClassValue, isDerived: boolean): void {
  const { attributes } = type;
  const keyOf = (key: PropertyKey): string | null => (typeof key === 'string' ? key : propertyName(machine, evaluate(machine, frame, key)));
  const fields: { readonly name: string; readonly value: ScriptClass['members'][number] }[] = [];
  const statics: (() => void)[] = [];
  const body = frame.environment;
  for (const member of node.members) {
    if (member.type === 'block') {
      statics.push(() => {
        inside(machine, frame.file, type, body, type, member, (inner) => {
          runBody(machine, inner, member.body);
        });
      });
      continue;
    }
    const name = keyOf(member.key);
    if (name === null) continue;
    const key = member.isStatic ? staticKey(name) : name;
    switch (member.type) {
      case 'field':
        if (member.isStatic) {
          statics.push(() => {
            machine.heap.touch(type);
            attributes.set(key, fieldValue(machine, frame.file, type, body, type, member));
          });
        } else fields.push({ name, value: member });
        break;
      case 'method':
        attributes.set(key, makeFunction(frame, member.code, type));
        break;
      default:
        attributes.set(key, accessor(attributes.get(key), member.type, makeFunction(frame, member.code, type)));
    }
  }
  const setParameterFields: Constructor['setParameterFields'] = (_machine, made, parameter) => {
    for (const name of node.parameterFields) defineProperty(machine, made, name, parameter(name) ?? undefinedValue);
  };
  constructors.set(type, {
    isDerived,
    code: node.constructorCode === null ? null : makeFunction(frame, node.constructorCode, type),
    setParameterFields,
    initialise: (running, made, parameter) => {
      for (const { name, value } of fields) defineProperty(running, made, name, fieldValue(running, frame.file, type, body, made, value));
      if (isDerived) setParameterFields(running, made, parameter);
    },
  });
  for (const run of statics) run();
}

/** A property with another half: a getter and a setter of one name are defined apart. */
export function accessor(before: Value | undefined, type: 'getter' | 'setter', half: Value): PropertyValue {
  const old = before?.kind === 'property' ? before : null;
  const nothing: Value = { kind: 'native', name: 'get', call: () => undefinedValue };
  return { kind: 'property', getter: type === 'getter' ? half : (old?.getter ?? nothing), setter: type === 'setter' ? half : (old?.setter ?? null), cached: false };
}

function fieldValue(machine: Machine, file: SourceFile, type: ClassValue, body: Environment, self: Value, member: ScriptClass['members'][number]): Value {
  if (member.type !== 'field' || member.value === null) return undefinedValue;
  const { value } = member;
  return inside(machine, file, type, body, self, member, (inner) => evaluate(machine, inner, value));
}

/** Runs what stands in a class body with the object, or the class itself, as `this`. */
function inside<T>(machine: Machine, file: SourceFile, type: ClassValue, body: Environment, self: Value, site: Range, run: (frame: Frame) => T): T {
  const environment = innerScope(body, new Map([['this', self]]));
  const frame: Frame = { file, environment, function: null, self, owner: type, site: { start: site.start, end: site.end }, outer: new Map(), yielded: null, handling: null, guesses: 0 };
  machine.frames.push(frame);
  try {
    return run(frame);
  } finally {
    machine.frames.pop();
  }
}
