/** Names that are there without a declaration. */
import type { Name } from '../../syntax/ir';
import type { Frame, Machine } from '../machine';
import { float, instance, native, undefinedValue, unknown, unknownInt } from '../value';
import type { Value } from '../value';
import { defineArrays, typedArrayClasses } from './builtin/array';
import { defineCollections, weakMapClass, weakSetClass } from './builtin/collection';
import { makeJson, structuredClone } from './builtin/json';
import { defineNumbers, makeMath, numberFunctions } from './builtin/number';
import { defineObjects } from './builtin/object';
import { definePromises } from './builtin/promise';
import { defineStrings } from './builtin/string';
import { defineErrors, errorClasses } from './error';
import { addStatics, builtinClasses, generatorClass, makeObject, makeScriptClass, regexClass } from './object';
import { variable } from './scope';

/** Classes of which little is known but that they exist. */
const opaque = ['Date', 'URL', 'Intl', 'Proxy', 'WeakRef', 'ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'TextEncoder', 'TextDecoder', 'AbortController', 'Worker', 'Blob', 'FileReader', 'Image', 'ImageData', 'BigInt'].map((name) =>
  makeScriptClass(name, { open: true }),
);

let isDefined = false;

/** Sets up the builtin classes, once: nothing in JavaScript runs before. */
export function defineBuiltins(): void {
  if (isDefined) return;
  isDefined = true;
  for (const define of [defineObjects, defineArrays, defineStrings, defineNumbers, defineCollections, definePromises, defineErrors]) define();
  for (const type of [...opaque, regexClass]) (type as { construct: unknown }).construct = (_machine: Machine, made: typeof regexClass): Value => (made.name === 'BigInt' ? unknown : instance(made));
  const [date] = opaque;
  if (date !== undefined) addStatics(date, { now: () => unknownInt, parse: () => unknownInt });
}

function makeGlobals(): ReadonlyMap<string, Value> {
  defineBuiltins();
  const nothing = (name: string): [string, Value] => [name, native(name, () => undefinedValue)];
  const open = (name: string): [string, Value] => {
    const made = makeObject();
    made.open = true;
    return [name, made];
  };
  return new Map<string, Value>([
    ['undefined', undefinedValue],
    ['NaN', float(Number.NaN)],
    ['Infinity', float(Infinity)],
    ['Math', makeMath()],
    ['JSON', makeJson()],
    ['console', makeObject(['log', 'info', 'warn', 'error', 'debug', 'trace', 'table', 'time', 'timeEnd', 'timeLog', 'group', 'groupEnd', 'assert', 'dir', 'count'].map(nothing))],
    ...numberFunctions.map((made): [string, Value] => [made.name, made]),
    ['structuredClone', structuredClone],
    ...[...builtinClasses, weakMapClass, weakSetClass, ...typedArrayClasses.values(), ...errorClasses.values(), ...opaque].filter((type) => type !== generatorClass).map((type): [string, Value] => [type.name, type]),
    ...['setTimeout', 'setInterval', 'setImmediate', 'requestAnimationFrame'].map((name): [string, Value] => [name, native(name, () => unknown)]),
    ...['clearTimeout', 'clearInterval', 'queueMicrotask', 'alert'].map(nothing),
    ...['process', 'globalThis', 'window', 'document', 'performance', 'navigator', 'import.meta'].map(open),
  ]);
}

const ofRun = new WeakMap<Machine, ReadonlyMap<string, Value>>();

/** What a name stands for that no scope holds: unknown where nothing is known of it. */
export function unboundName(machine: Machine, frame: Frame, node: Name): Value {
  switch (node.name) {
    case 'super': {
      const self = variable(frame, 'this');
      return frame.owner === null || self === null ? unknown : { kind: 'super', after: frame.owner, self };
    }
    case 'this':
    case 'new.target':
      return undefinedValue;
    default:
  }
  let globals = ofRun.get(machine);
  if (globals === undefined) {
    globals = makeGlobals();
    ofRun.set(machine, globals);
  }
  return globals.get(node.name) ?? machine.modules.global?.(node.name) ?? unknown;
}
