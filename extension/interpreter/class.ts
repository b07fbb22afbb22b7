/** Classes: how one is made, which one a value has, and the builtin ones. */
import { now } from './value';
import type { CallArguments, ClassValue, Value } from './value';
import type { Machine } from './machine';

export interface ClassParts {
  readonly module?: string;
  readonly bases?: readonly ClassValue[];
  readonly attributes?: Map<string, Value>;
  readonly open?: boolean;
  readonly metaclass?: ClassValue | null;
  readonly construct?: ClassValue['construct'];
  readonly join?: ClassValue['join'];
  readonly definition?: ClassValue['definition'];
}

/** Python's method resolution order (C3 linearisation); null where the bases' orders contradict each other. */
function linearise(type: ClassValue, bases: readonly ClassValue[]): readonly ClassValue[] | null {
  const sequences = [...bases.map((base) => [...base.mro]), [...bases]].filter((sequence) => sequence.length > 0);
  const order: ClassValue[] = [type];
  while (sequences.some((sequence) => sequence.length > 0)) {
    const next = sequences
      .map((sequence) => sequence[0])
      .find((head) => head !== undefined && !sequences.some((sequence) => sequence.indexOf(head) > 0));
    if (next === undefined) return null;
    order.push(next);
    for (const sequence of sequences) if (sequence[0] === next) sequence.shift();
  }
  return order;
}

/** Makes a class. Bases whose orders contradict each other are taken depth first. */
export function makeClass(name: string, parts: ClassParts = {}): ClassValue {
  const bases = parts.bases ?? [objectClass];
  const mro: ClassValue[] = [];
  const type: ClassValue = {
    kind: 'class',
    name,
    module: parts.module ?? 'builtins',
    bases,
    mro,
    attributes: parts.attributes ?? new Map<string, Value>(),
    open: (parts.open ?? false) || bases.some((base) => base.open),
    metaclass: parts.metaclass ?? bases.find((base) => base.metaclass !== null)?.metaclass ?? null,
    construct: parts.construct ?? bases.find((base) => base.construct !== null)?.construct ?? null,
    join: parts.join ?? bases.find((base) => base.join !== null)?.join ?? null,
    definition: parts.definition ?? null,
    born: now(),
  };
  mro.push(...(linearise(type, bases) ?? [type, ...new Set(bases.flatMap((base) => [...base.mro]))]));
  return type;
}

/** A builtin class with a constructor of its own. */
function builtin(name: string, bases?: readonly ClassValue[]): ClassValue {
  return makeClass(name, bases === undefined ? {} : { bases });
}

// `object` comes first: it is the only class without a base.
const objectMro: ClassValue[] = [];
export const objectClass: ClassValue = {
  kind: 'class', name: 'object', module: 'builtins', bases: [], mro: objectMro, attributes: new Map(), open: false,
  metaclass: null, construct: null, join: null, definition: null, born: now(),
};
objectMro.push(objectClass);

export const typeClass = builtin('type');
export const intClass = builtin('int');
export const boolClass = builtin('bool', [intClass]);
export const floatClass = builtin('float');
export const complexClass = builtin('complex');
export const strClass = builtin('str');
export const bytesClass = builtin('bytes');
export const noneClass = builtin('NoneType');
export const ellipsisClass = builtin('ellipsis');
export const listClass = builtin('list');
export const tupleClass = builtin('tuple');
export const dictClass = builtin('dict');
export const setClass = builtin('set');
export const frozensetClass = builtin('frozenset');
export const sliceClass = builtin('slice');
export const rangeClass = builtin('range');
export const iteratorClass = builtin('generator');
export const functionClass = builtin('function');
export const nativeClass = builtin('builtin_function_or_method');
export const methodClass = builtin('method');
export const propertyClass = builtin('property');
export const staticMethodClass = builtin('staticmethod');
export const classMethodClass = builtin('classmethod');
export const superClass = builtin('super');
export const moduleClass = builtin('module');

/** Gives a class its constructor: builtin classes get theirs where their values are understood. */
export function setConstructor(type: ClassValue, construct: (machine: Machine, type: ClassValue, args: CallArguments) => Value): void {
  (type as { construct: ClassValue['construct'] }).construct = construct;
}

/** The class of a value; null for one that is unknown. */
export function classOf(value: Value): ClassValue | null {
  switch (value.kind) {
    case 'int':
      return intClass;
    case 'float':
      return value.isComplex === true ? complexClass : floatClass;
    case 'bool':
      return boolClass;
    case 'str':
      return value.isBytes ? bytesClass : strClass;
    case 'none':
    case 'undefined':
      return noneClass;
    case 'ellipsis':
    case 'not-implemented':
      return ellipsisClass;
    case 'list':
      return value.class ?? listClass;
    case 'tuple':
      return value.class ?? tupleClass;
    case 'dict':
      return value.class ?? dictClass;
    case 'set':
      return value.frozen ? frozensetClass : setClass;
    case 'slice':
      return sliceClass;
    case 'range':
      return rangeClass;
    case 'iterator':
      return iteratorClass;
    case 'function':
      return functionClass;
    case 'native':
      return nativeClass;
    case 'method':
      return methodClass;
    case 'property':
      return propertyClass;
    case 'wrapped':
      return value.type === 'static' ? staticMethodClass : classMethodClass;
    case 'class':
      return value.metaclass ?? typeClass;
    case 'instance':
    case 'object':
      return value.class;
    case 'super':
      return superClass;
    case 'module':
      return moduleClass;
    case 'lazy':
    case 'unknown':
      return null;
  }
}

/** Whether a class derives from another: null when an unknown base may. */
export function isSubclass(type: ClassValue, of: ClassValue): boolean | null {
  if (type.mro.includes(of)) return true;
  return type.open ? null : false;
}

/** The attribute as found along the method resolution order, and the class that has it. */
export function lookup(type: ClassValue, name: string): Value | null {
  for (const base of type.mro) {
    const found = base.attributes.get(name);
    if (found !== undefined) return found;
  }
  return null;
}
