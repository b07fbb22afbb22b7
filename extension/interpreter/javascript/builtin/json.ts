/** `JSON` and structured clones. */
import type { Machine } from '../../machine';
import { bool, none, str, undefinedValue, unknown, unknownStr } from '../../value';
import type { Value } from '../../value';
import { makeArray, makeObject, scriptNative } from '../object';
import { number, textOf } from '../operator';
import { mayHaveMore, ownProperties } from '../property';

/** The value of plain data. */
function fromData(data: unknown): Value {
  switch (typeof data) {
    case 'string':
      return str(data);
    case 'number':
      return number(data);
    case 'boolean':
      return bool(data);
    case 'object':
      if (data === null) return none;
      if (Array.isArray(data)) return makeArray(data.map(fromData));
      return makeObject(Object.entries(data).map(([name, value]): [string, Value] => [name, fromData(value)]));
    default:
      return undefinedValue;
  }
}

/** The value that a JSON text stands for; unknown for one that is none. */
export function parseJson(text: string): Value {
  try {
    return fromData(JSON.parse(text));
  } catch {
    return unknown;
  }
}

/** A value as plain data; null where it is not all known. */
function toData(machine: Machine, value: Value, depth: number): { readonly data: unknown } | null {
  if (depth > 20) return null;
  switch (value.kind) {
    case 'str':
      return value.value === null ? null : { data: value.value };
    case 'int':
    case 'float':
      return typeof value.value === 'number' ? { data: value.value } : null;
    case 'bool':
      return value.value === null ? null : { data: value.value };
    case 'none':
      return { data: null };
    case 'undefined':
    case 'function':
    case 'native':
    case 'method':
      return { data: undefined };
    case 'list': {
      const items = value.items.map((item) => toData(machine, item, depth + 1));
      const known = items.filter((item) => item !== null);
      return value.rest !== null || known.length < items.length ? null : { data: known.map(({ data }) => data) };
    }
    case 'instance': {
      if (mayHaveMore(value)) return null;
      const data: Record<string, unknown> = {};
      for (const [name, item] of ownProperties(machine, value)) {
        const known = toData(machine, item, depth + 1);
        if (known === null) return null;
        data[name] = known.data;
      }
      return { data };
    }
    default:
      return null;
  }
}

/** `JSON`. */
export function makeJson(): Value {
  return makeObject([
    ['parse', scriptNative('parse', (machine, text = undefinedValue) => {
      const known = textOf(machine, text);
      return known === null ? unknown : parseJson(known);
    })],
    ['stringify', scriptNative('stringify', (machine, value = undefinedValue, replacer, space) => {
      const known = toData(machine, value, 0);
      const gap = space?.kind === 'int' && typeof space.value === 'number' ? space.value : space?.kind === 'str' && space.value !== null ? space.value : space === undefined ? undefined : null;
      if (known === null || gap === null || (replacer !== undefined && replacer.kind !== 'none' && replacer.kind !== 'undefined')) return unknownStr;
      const text = JSON.stringify(known.data, null, gap) as string | undefined;
      return text === undefined ? undefinedValue : str(text);
    })],
  ]);
}

/** `structuredClone`. */
export const structuredClone = scriptNative('structuredClone', (machine, value = undefinedValue) => {
  const known = toData(machine, value, 0);
  return known === null ? unknown : fromData(known.data);
});
