/** Strings. */
import type { Machine } from '../../machine';
import { bool, int, iterator, str, undefinedValue, unknown, unknownBool, unknownInt, unknownStr } from '../../value';
import type { ClassValue, Value } from '../../value';
import { callMaybe } from '../callback';
import { addScriptMethods, addStatics, makeArray, stringClass } from '../object';
import { knownNumber, textOf } from '../operator';

type Known = string | number | undefined;

/** A method that only needs known texts and numbers: the language's own answers. */
function plain(answer: (self: string, ...args: readonly Known[]) => string | number | boolean | undefined, otherwise: Value) {
  return (_machine: Machine, self: Value, args: readonly Value[]): Value => {
    const known = args.map((value): Known | null => (value.kind === 'undefined' ? undefined : value.kind === 'str' ? value.value : knownNumber(value)));
    if (self.kind !== 'str' || self.value === null || known.includes(null)) return otherwise;
    const result = answer(self.value, ...known.filter((value) => value !== null));
    if (result === undefined) return undefinedValue;
    return typeof result === 'string' ? str(result) : typeof result === 'boolean' ? bool(result) : Number.isNaN(result) ? { kind: 'float', value: result } : int(result);
  };
}

/** The text of an argument; what is left out counts as undefined. */
function text(value: Known): string {
  return String(value);
}

function number(value: Known): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function replaced(isAll: boolean) {
  return (machine: Machine, self: Value, [sought, by]: readonly Value[]): Value => {
    if (self.kind !== 'str' || self.value === null || sought?.kind !== 'str' || sought.value === null) {
      if (by?.kind === 'function') callMaybe(machine, by, unknownStr);
      return unknownStr;
    }
    if (by?.kind !== 'str' || by.value === null) return unknownStr;
    return str(isAll ? self.value.replaceAll(sought.value, by.value) : self.value.replace(sought.value, by.value));
  };
}

/** Sets up strings. */
export function defineStrings(): void {
  addScriptMethods(stringClass, {
    charAt: plain((self, at) => self.charAt(number(at) ?? 0), unknownStr),
    charCodeAt: plain((self, at) => self.charCodeAt(number(at) ?? 0), unknownInt),
    codePointAt: plain((self, at) => self.codePointAt(number(at) ?? 0), unknownInt),
    at: plain((self, at) => self.at(number(at) ?? 0), unknownStr),
    indexOf: plain((self, part, from) => self.indexOf(text(part), number(from)), unknownInt),
    lastIndexOf: plain((self, part, from) => (from === undefined ? self.lastIndexOf(text(part)) : self.lastIndexOf(text(part), number(from))), unknownInt),
    includes: plain((self, part, from) => self.includes(text(part), number(from)), unknownBool),
    startsWith: plain((self, part, from) => self.startsWith(text(part), number(from)), unknownBool),
    endsWith: plain((self, part, to) => self.endsWith(text(part), number(to)), unknownBool),
    slice: plain((self, from, to) => self.slice(number(from), number(to)), unknownStr),
    substring: plain((self, from, to) => self.substring(number(from) ?? 0, number(to)), unknownStr),
    substr: plain((self, from, length) => {
      const start = number(from) ?? 0;
      const at = start < 0 ? Math.max(0, start + self.length) : start;
      return length === undefined ? self.slice(at) : self.slice(at, at + Math.max(0, Number(length)));
    }, unknownStr),
    toUpperCase: plain((self) => self.toUpperCase(), unknownStr),
    toLowerCase: plain((self) => self.toLowerCase(), unknownStr),
    toLocaleUpperCase: plain((self) => self.toUpperCase(), unknownStr),
    toLocaleLowerCase: plain((self) => self.toLowerCase(), unknownStr),
    trim: plain((self) => self.trim(), unknownStr),
    trimStart: plain((self) => self.trimStart(), unknownStr),
    trimEnd: plain((self) => self.trimEnd(), unknownStr),
    padStart: plain((self, length, fill) => (Number(length) > 10_000 ? self : self.padStart(Number(length), fill === undefined ? undefined : text(fill))), unknownStr),
    padEnd: plain((self, length, fill) => (Number(length) > 10_000 ? self : self.padEnd(Number(length), fill === undefined ? undefined : text(fill))), unknownStr),
    concat: plain((self, ...parts) => self + parts.map(text).join(''), unknownStr),
    normalize: plain((self) => self.normalize(), unknownStr),
    toString: plain((self) => self, unknownStr),
    valueOf: plain((self) => self, unknownStr),
    localeCompare: () => unknownInt,
    repeat: (_machine, self, [times]) => {
      const count = times === undefined ? 0 : knownNumber(times);
      return self.kind !== 'str' || self.value === null || count === null || count < 0 || count * self.value.length > 100_000 ? unknownStr : str(self.value.repeat(count));
    },
    split: (_machine, self, [separator, limit]) => {
      const count = limit === undefined ? undefined : knownNumber(limit);
      if (self.kind !== 'str' || self.value === null || count === null) return makeArray([], unknownStr);
      if (separator === undefined || separator.kind === 'undefined') return makeArray([self]);
      if (separator.kind !== 'str' || separator.value === null) return makeArray([], unknownStr);
      return makeArray(self.value.split(separator.value, count).map((part) => str(part)));
    },
    replace: replaced(false),
    replaceAll: replaced(true),
    match: () => unknown,
    matchAll: () => unknown,
    search: () => unknownInt,
    '@@iterator': (_machine, self) => iterator(() => (self.kind === 'str' && self.value !== null ? { items: Array.from(self.value).map((character) => str(character)), rest: null } : { items: [], rest: unknownStr })),
  });
  addStatics(stringClass, {
    fromCharCode: (_machine, args) => {
      const codes = args.map(knownNumber);
      return codes.includes(null) ? unknownStr : str(String.fromCharCode(...codes.filter((code) => code !== null)));
    },
    raw: () => unknownStr,
  });
  (stringClass as { construct: ClassValue['construct'] }).construct = (machine, _type, { positional: [value] }) => str(value === undefined ? '' : textOf(machine, value));
}
