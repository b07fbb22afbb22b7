/** All names that Python code finds without importing them. */
import {
  boolClass, bytesClass, classMethodClass, complexClass, dictClass, floatClass, frozensetClass, intClass, listClass, makeClass, objectClass, propertyClass, rangeClass, setClass,
  sliceClass, staticMethodClass, strClass, superClass, tupleClass, typeClass,
} from '../class';
import { exceptionClasses } from '../exception';
import { bool, ellipsis, none, notImplemented, unknown } from '../value';
import type { ClassValue, Value } from '../value';
import { defineIteration, iterationFunctions } from './iteration';
import { defineMappings } from './mapping';
import { defineNumbers, numberFunctions } from './number';
import { defineObjects } from './object';
import { reflectionFunctions } from './reflection';
import { defineSequences } from './sequence';
import { defineSets } from './set';
import { defineStrings } from './string';

const classes: readonly ClassValue[] = [
  objectClass, typeClass, intClass, boolClass, floatClass, complexClass, strClass, bytesClass, listClass, tupleClass, dictClass, setClass, frozensetClass, sliceClass, rangeClass,
  propertyClass, staticMethodClass, classMethodClass, superClass,
  // Raw memory is not modelled.
  ...['bytearray', 'memoryview'].map((name) => makeClass(name, { open: true, construct: () => unknown })),
];

function make(): ReadonlyMap<string, Value> {
  for (const define of [defineObjects, defineNumbers, defineStrings, defineSequences, defineMappings, defineSets, defineIteration]) define();
  const names = new Map<string, Value>([
    ['None', none],
    ['True', bool(true)],
    ['False', bool(false)],
    ['NotImplemented', notImplemented],
    ['Ellipsis', ellipsis],
    ['__debug__', bool(true)],
  ]);
  for (const type of classes) names.set(type.name, type);
  for (const [name, type] of exceptionClasses) names.set(name, type);
  for (const [alias, name] of [['IOError', 'OSError'], ['EnvironmentError', 'OSError']] as const) names.set(alias, exceptionClasses.get(name) ?? unknown);
  for (const made of [...iterationFunctions, ...numberFunctions, ...reflectionFunctions]) names.set(made.name, made);
  return names;
}

let builtins: ReadonlyMap<string, Value> | null = null;

/** The builtins: the same at every call, for nothing in them changes. */
export function makeBuiltins(): ReadonlyMap<string, Value> {
  builtins ??= make();
  return builtins;
}
