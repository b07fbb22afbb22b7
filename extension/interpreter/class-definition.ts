/** `class` statements. */
import type { ClassDefinition } from '../syntax/ir';
import { evaluateArguments } from './evaluate';
import { runBody } from './execute';
import { callValue } from './call';
import { lookup, makeClass, objectClass } from './class';
import type { Frame, Machine } from './machine';
import { dict, now, positional, str, tuple, unknown, wrappedChain } from './value';
import type { ClassValue, Environment, Value } from './value';

/** Runs a class body and makes the class. A base that is not known leaves the class open. */
export function defineClass(machine: Machine, frame: Frame, node: ClassDefinition): Value {
  const args = evaluateArguments(machine, frame, node.bases);
  const bases = args.positional.map(baseClass);
  const known = bases.filter((base) => base !== null);
  const metaclass = args.keyword.get('metaclass');
  const environment: Environment = {
    kind: 'environment',
    variables: new Map<string, Value>([['__module__', str(frame.file.moduleName)], ['__qualname__', str(node.name)]]),
    parent: frame.environment,
    type: 'class',
    born: now(),
  };
  const inner: Frame = { file: frame.file, environment, function: null, self: null, owner: null, site: node.nameRange, outer: new Map(), yielded: null, handling: null, guesses: 0 };
  machine.frames.push(inner);
  try {
    runBody(machine, inner, node.body);
  } finally {
    machine.frames.pop();
  }
  const attributes = environment.variables;
  attributes.delete('__module__');
  attributes.delete('__qualname__');
  const type = makeClass(node.name, {
    module: frame.file.moduleName,
    bases: known.length === 0 ? [objectClass] : known,
    attributes,
    open: bases.includes(null) || args.open,
    metaclass: metaclass?.kind === 'class' ? metaclass : (known.find((base) => base.metaclass !== null)?.metaclass ?? null),
    definition: { file: frame.file, start: node.nameRange.start, end: node.nameRange.end },
  });
  for (const value of attributes.values()) adoptFunction(value, type, inner.environment);
  const made = finish(machine, type, args.keyword);
  for (const [name, value] of attributes) {
    if (value.kind !== 'instance' || lookup(value.class, '__set_name__') === null) continue;
    const setName = lookup(value.class, '__set_name__');
    if (setName !== null) callValue(machine, { kind: 'method', function: setName, self: value }, positional(type, str(name)));
  }
  return made;
}

/** A base as a class: what `Generic[T]` and the like evaluate to is harmless. */
function baseClass(value: Value): ClassValue | null {
  return value.kind === 'class' ? value : null;
}

/** Functions of a class body know their class, for `super()`. */
function adoptFunction(value: Value, type: ClassValue, body: Environment): void {
  switch (value.kind) {
    case 'function':
      for (const one of wrappedChain(value)) {
        if (one.kind !== 'function') adoptFunction(one, type, body);
        else if (one.owner === null && one.closure === body) one.owner = type;
      }
      return;
    case 'wrapped':
      adoptFunction(value.function, type, body);
      return;
    case 'property':
      adoptFunction(value.getter, type, body);
      if (value.setter !== null) adoptFunction(value.setter, type, body);
      return;
    default:
  }
}

/** The metaclass and `__init_subclass__` of the bases have their say. */
function finish(machine: Machine, type: ClassValue, keyword: ReadonlyMap<string, Value>): Value {
  let made: Value = type;
  if (type.metaclass !== null) {
    const prepare = lookup(type.metaclass, '__prepared__');
    if (prepare !== null) made = callValue(machine, prepare, positional(type));
    const init = lookup(type.metaclass, '__init__');
    if (init?.kind === 'function') callValue(machine, init, positional(type, str(type.name), tuple(type.bases), dict()));
  }
  const hook = type.mro.slice(1).map((base) => base.attributes.get('__init_subclass__')).find((found) => found !== undefined);
  if (hook !== undefined && hook.kind !== 'native') {
    const rest = new Map([...keyword].filter(([name]) => name !== 'metaclass'));
    callValue(machine, hook.kind === 'wrapped' ? hook.function : hook, { positional: [type], keyword: rest, open: false });
  }
  return made.kind === 'unknown' ? unknown : made;
}
