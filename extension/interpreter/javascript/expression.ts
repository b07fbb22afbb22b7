/** Expressions that only JavaScript has. */
import type { Attribute, Expression, Subscript } from '../../syntax/ir';
import type { ObjectLiteral, ScriptExpression } from '../../syntax/script-ir';
import { decided, evaluate, evaluateArguments, observed } from '../evaluate';
import type { Frame, Machine } from '../machine';
import { bool, instance, int, undefinedValue, unknown } from '../value';
import type { InstanceValue, Value } from '../value';
import { makeFunction, makeNew } from './call';
import { ShortCircuit } from './chain';
import { accessor, defineScriptClass } from './class-definition';
import { getItem, setItem } from './item';
import { importModule } from './module';
import { makePromise, objectClass, regexClass } from './object';
import { binary, numberOf, propertyName } from './operator';
import { bindTarget } from './pattern';
import { deleteProperty, getProperty, mayHaveMore, ownProperties, setProperty } from './property';

export function evaluateOwn(machine: Machine, frame: Frame, node: ScriptExpression): Value {
  switch (node.kind) {
    case 'regex':
      return instance(regexClass);
    case 'object':
      return objectLiteral(machine, frame, node);
    case 'class-expression':
      return defineScriptClass(machine, frame, node.definition);
    case 'new': {
      const callee = evaluate(machine, frame, node.callee);
      const args = evaluateArguments(machine, frame, node.arguments);
      frame.site = node;
      return observed(machine, frame, 'call', node, makeNew(machine, callee, args, node.callee));
    }
    case 'assignment':
      return assignment(machine, frame, node);
    case 'update': {
      const { read, write } = reference(machine, frame, node.target);
      const before = numberOf(machine, read());
      frame.site = node;
      const after = binary(machine, node.operator, before, int(1));
      write(after);
      return node.isPrefix ? after : before;
    }
    case 'comma': {
      let last: Value = undefinedValue;
      for (const expression of node.expressions) last = evaluate(machine, frame, expression);
      return last;
    }
    case 'chain':
      try {
        return evaluate(machine, frame, node.value);
      } catch (error) {
        if (error instanceof ShortCircuit) return undefinedValue;
        throw error;
      }
    case 'delete-expression':
      return deleteTarget(machine, frame, node.target);
    case 'import-call': {
      const specifier = evaluate(machine, frame, node.specifier);
      return makePromise(specifier.kind === 'str' && specifier.value !== null ? (importModule(machine, frame.file, specifier.value) ?? unknown) : unknown);
    }
    case 'array-pattern':
    case 'object-pattern':
    case 'defaulted':
      return unknown;
  }
}

function objectLiteral(machine: Machine, frame: Frame, node: ObjectLiteral): InstanceValue {
  const made = instance(objectClass);
  const { attributes } = made;
  for (const member of node.members) {
    if (member.type === 'spread') {
      spreadInto(machine, made, evaluate(machine, frame, member.value));
      continue;
    }
    const name = typeof member.key === 'string' ? member.key : propertyName(machine, evaluate(machine, frame, member.key));
    const value = member.type === 'property' ? evaluate(machine, frame, member.value) : makeFunction(frame, member.code);
    if (name === null) made.open = true;
    else attributes.set(name, member.type === 'getter' || member.type === 'setter' ? accessor(attributes.get(name), member.type, value) : value);
  }
  return made;
}

/** Copies the own properties of a value into an object. */
export function spreadInto(machine: Machine, made: InstanceValue, value: Value): void {
  machine.heap.touch(made);
  if (mayHaveMore(value)) {
    // Whatever stands there already may be another value now.
    for (const name of made.attributes.keys()) made.attributes.set(name, unknown);
    made.open = true;
  }
  for (const [name, item] of ownProperties(machine, value)) made.attributes.set(name, item);
}

interface Reference {
  readonly read: () => Value;
  readonly write: (value: Value) => void;
}

/** A place that is read and written, its object and index evaluated once. */
function reference(machine: Machine, frame: Frame, target: Expression): Reference {
  if (target.kind === 'attribute') return memberReference(machine, frame, target, evaluate(machine, frame, target.object));
  if (target.kind === 'subscript') return itemReference(machine, frame, target, evaluate(machine, frame, target.object));
  return {
    read: () => evaluate(machine, frame, target),
    write: (value) => {
      bindTarget(machine, frame, target, value, null);
    },
  };
}

function memberReference(machine: Machine, frame: Frame, target: Attribute, object: Value): Reference {
  return {
    read: () => {
      frame.site = target;
      return getProperty(machine, object, target.name);
    },
    write: (value) => {
      frame.site = target;
      setProperty(machine, object, target.name, value);
      observed(machine, frame, 'target', target, value);
    },
  };
}

function itemReference(machine: Machine, frame: Frame, target: Subscript, object: Value): Reference {
  const index = evaluate(machine, frame, target.index);
  return {
    read: () => {
      frame.site = target;
      return getItem(machine, object, index);
    },
    write: (value) => {
      frame.site = target;
      setItem(machine, object, index, value);
    },
  };
}

function assignment(machine: Machine, frame: Frame, node: Extract<ScriptExpression, { readonly kind: 'assignment' }>): Value {
  const { target, operator } = node;
  if (operator === null) {
    if (target.kind === 'attribute' || target.kind === 'subscript') {
      const { write } = reference(machine, frame, target);
      const value = evaluate(machine, frame, node.value);
      write(value);
      return value;
    }
    const value = evaluate(machine, frame, node.value);
    bindTarget(machine, frame, target, value, null);
    return value;
  }
  const { read, write } = reference(machine, frame, target);
  const old = read();
  if (operator === 'and' || operator === 'or' || operator === '??') {
    return decided(machine, frame, operator, old, () => {
      const value = evaluate(machine, frame, node.value);
      write(value);
      return value;
    });
  }
  const operand = evaluate(machine, frame, node.value);
  frame.site = node;
  const value = binary(machine, operator, old, operand);
  write(value);
  return value;
}

function deleteTarget(machine: Machine, frame: Frame, target: Expression): Value {
  if (target.kind === 'attribute') deleteProperty(machine, evaluate(machine, frame, target.object), target.name);
  else if (target.kind === 'subscript') {
    const object = evaluate(machine, frame, target.object);
    deleteProperty(machine, object, propertyName(machine, evaluate(machine, frame, target.index)));
  }
  return bool(true);
}

