/** What values are bound to: names, members, and patterns that take arrays and objects apart. */
import type { Expression } from '../../syntax/ir';
import type { ArrayPattern, DeclarationType, ObjectPattern } from '../../syntax/script-ir';
import { assign } from '../assign';
import { evaluate, maybe } from '../evaluate';
import { join } from '../join';
import type { Frame, Machine } from '../machine';
import { instance, undefinedValue, unknown } from '../value';
import type { Value } from '../value';
import { iterate } from './iterate';
import { makeArray, objectClass } from './object';
import { propertyName } from './operator';
import { getProperty, mayHaveMore, ownProperties } from './property';
import { declareName, observeTarget } from './scope';

/** Binds a target; `declares`: its names are declared, not assigned. */
export function bindTarget(machine: Machine, frame: Frame, target: Expression, value: Value, declares: DeclarationType | null): void {
  switch (target.kind) {
    case 'name':
      if (declares === null) assign(machine, frame, target, value);
      else {
        declareName(machine, frame, declares, target.name, value);
        observeTarget(machine, frame, target, value);
      }
      return;
    case 'defaulted':
      bindTarget(machine, frame, target.target, withDefault(machine, frame, value, target.value), declares);
      return;
    case 'array-pattern':
      frame.site = target;
      bindArray(machine, frame, target, value, declares);
      return;
    case 'object-pattern':
      frame.site = target;
      bindObject(machine, frame, target, value, declares);
      return;
    case 'starred':
      bindTarget(machine, frame, target.value, value, declares);
      return;
    default:
      assign(machine, frame, target, value);
  }
}

/** The value, or the default where it is undefined. */
export function withDefault(machine: Machine, frame: Frame, value: Value, byDefault: Expression): Value {
  if (value.kind === 'undefined') return evaluate(machine, frame, byDefault);
  if (value.kind !== 'unknown') return value;
  const branch = maybe(machine, () => evaluate(machine, frame, byDefault));
  return branch === null ? value : join(value, branch.value);
}

function bindArray(machine: Machine, frame: Frame, pattern: ArrayPattern, value: Value, declares: DeclarationType | null): void {
  const { elements } = pattern;
  const last = elements.at(-1);
  const { items, rest } = iterate(machine, value, value.kind === 'iterator' && last?.kind !== 'starred' ? elements.length : undefined);
  for (const [index, element] of elements.entries()) {
    if (element === null) continue;
    if (element.kind === 'starred') bindTarget(machine, frame, element.value, rest === null ? makeArray(items.slice(index)) : makeArray([], rest), declares);
    else bindTarget(machine, frame, element, items[index] ?? rest ?? undefinedValue, declares);
  }
}

function bindObject(machine: Machine, frame: Frame, pattern: ObjectPattern, value: Value, declares: DeclarationType | null): void {
  const taken = new Set<string>();
  for (const { key, target } of pattern.properties) {
    const name = typeof key === 'string' ? key : propertyName(machine, evaluate(machine, frame, key));
    if (name !== null) taken.add(name);
    bindTarget(machine, frame, target, name === null ? unknown : getProperty(machine, value, name), declares);
  }
  if (pattern.rest === null) return;
  const others = instance(objectClass);
  for (const [name, item] of ownProperties(machine, value)) if (!taken.has(name)) others.attributes.set(name, item);
  others.open = mayHaveMore(value);
  bindTarget(machine, frame, pattern.rest, others, declares);
}
