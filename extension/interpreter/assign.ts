/** Binding targets: names, attributes, items, and unpacking. */
import type { Expression } from '../syntax/ir';
import { deleteAttribute } from './attribute';
import { evaluate } from './evaluate';
import { refuse } from './exception';
import { deleteItem } from './item';
import { iterate } from './iterate';
import { noteRegistries } from './registry';
import type { Frame, Machine } from './machine';
import { semanticsOf } from './semantics';
import { list, unknown } from './value';
import type { Value } from './value';

/** Binds a variable in the scope that the frame's name belongs to. */
export function bindName(machine: Machine, frame: Frame, name: string, value: Value): void {
  const environment = frame.outer.get(name) ?? frame.environment;
  machine.heap.touch(environment);
  environment.variables.set(name, value);
  if (environment.type === 'module') noteRegistries(machine, frame.file, name, value);
}

/** Binds a target of an assignment, loop or `with`. */
export function assign(machine: Machine, frame: Frame, target: Expression, value: Value): void {
  switch (target.kind) {
    case 'name':
      semanticsOf(frame).bindName(machine, frame, target.name, value);
      if (frame.file.isProject) machine.observer.observe('target', target, value, frame);
      return;
    case 'attribute': {
      const object = evaluate(machine, frame, target.object);
      frame.site = target;
      semanticsOf(frame).setAttribute(machine, object, target.name, value);
      if (frame.file.isProject) machine.observer.observe('target', target, value, frame);
      return;
    }
    case 'subscript': {
      const object = evaluate(machine, frame, target.object);
      const index = evaluate(machine, frame, target.index);
      frame.site = target;
      semanticsOf(frame).setItem(machine, object, index, value);
      return;
    }
    case 'sequence':
      frame.site = target;
      unpack(machine, frame, target.elements, value);
      return;
    case 'starred':
      assign(machine, frame, target.value, value);
      return;
    case 'array-pattern':
    case 'object-pattern':
    case 'defaulted':
      semanticsOf(frame).assignOwn(machine, frame, target, value);
      return;
    default:
  }
}

function unpack(machine: Machine, frame: Frame, targets: readonly Expression[], value: Value): void {
  const starred = targets.findIndex((target) => target.kind === 'starred');
  const { items, rest } = iterate(machine, value, value.kind === 'iterator' ? targets.length + 1 : undefined);
  const assignAll = (values: readonly Value[]): void => {
    for (const [index, target] of targets.entries()) assign(machine, frame, target, values[index] ?? unknown);
  };
  if (rest !== null) {
    if (starred < 0 && machine.uncertain === 0) machine.observer.unpack?.(value, targets.map((target) => (target.kind === 'name' ? target.name : null)));
    assignAll(targets.map((target) => (target.kind === 'starred' ? list([], rest) : rest)));
    return;
  }
  if (starred >= 0) {
    const after = targets.length - starred - 1;
    if (items.length < targets.length - 1) {
      const text = `not enough values to unpack (expected at least ${String(targets.length - 1)}, got ${String(items.length)})`;
      refuse(machine, { code: 'shape/unpack', text, exception: 'ValueError', detail: value }, unknown);
      assignAll([]);
      return;
    }
    assignAll([...items.slice(0, starred), list(items.slice(starred, items.length - after)), ...items.slice(items.length - after)]);
    return;
  }
  if (items.length !== targets.length) {
    const expected = String(targets.length);
    // CPython counts what a list or tuple has too many of; of other iterables it only says that there are too many.
    const text = items.length < targets.length ? `not enough values to unpack (expected ${expected}, got ${String(items.length)})` : `too many values to unpack (expected ${expected})`;
    refuse(machine, { code: 'shape/unpack', text, exception: 'ValueError', detail: value }, unknown);
  }
  assignAll(items.length === targets.length ? items : []);
}

/** `del target`. */
export function deleteTarget(machine: Machine, frame: Frame, target: Expression): void {
  switch (target.kind) {
    case 'name': {
      const environment = frame.outer.get(target.name) ?? frame.environment;
      machine.heap.touch(environment);
      environment.variables.delete(target.name);
      return;
    }
    case 'attribute':
      deleteAttribute(machine, evaluate(machine, frame, target.object), target.name);
      return;
    case 'subscript':
      deleteItem(machine, evaluate(machine, frame, target.object), evaluate(machine, frame, target.index));
      return;
    case 'sequence':
      for (const element of target.elements) deleteTarget(machine, frame, element);
      return;
    default:
  }
}
