/** `str` and `bytes`: constructors and methods. */
import { isConcrete } from '../../../kernels/dims/dim';
import { bytesClass, strClass, setConstructor } from '../class';
import { fail } from '../exception';
import { getItem } from '../item';
import { iterate } from '../iterate';
import type { Machine } from '../machine';
import { contains, lengthOf, repr, text } from '../operator';
import { addMethods, bindArguments, parseSignature } from '../signature';
import type { BoundArguments, MethodTable } from '../signature';
import { bool, dict, int, iterator, keyOf, list, native, str, tuple, unknown, unknownBool, unknownInt, unknownStr } from '../value';
import type { StrValue, Value } from '../value';
import { formatFields, formatValue } from './format';
import { knownInt, knownText, namedEntries } from './known';

const whitespace = ' \t\n\r\v\f';

/** A method whose result is known where the text and all its arguments are. */
function whenKnown(names: readonly string[], otherwise: Value, run: (self: string, ...texts: string[]) => Value) {
  return (_machine: Machine, self: StrValue, args: BoundArguments): Value => {
    const texts = names.map((name) => knownText(args.get(name)));
    const known = texts.filter((item) => item !== null);
    const result = self.value === null || known.length < texts.length ? otherwise : run(self.value, ...known);
    return self.isBytes && result.kind === 'str' ? { ...result, isBytes: true } : result;
  };
}

function changed(run: (self: string) => string) {
  return whenKnown([], unknownStr, (self) => str(run(self)));
}

function tested(run: (self: string) => boolean) {
  return whenKnown([], unknownBool, (self) => bool(run(self)));
}

/** What `startswith` and `endswith` ask, of one text or several. */
function affix(test: (self: string, part: string) => boolean) {
  return (machine: Machine, self: StrValue, args: BoundArguments): Value => {
    if (self.value === null || args.has('start')) return unknownBool;
    const { value } = self;
    const part = args.get('part');
    const parts = part.kind === 'tuple' ? iterate(machine, part).items : [part];
    const answers = parts.map((one) => (one.kind === 'str' && one.value !== null ? test(value, one.value) : null));
    return bool(answers.includes(true) ? true : answers.includes(null) ? null : false);
  };
}

function stripped(sides: 'both' | 'left' | 'right') {
  return (_machine: Machine, self: StrValue, args: BoundArguments): Value => {
    const chars = args.get('chars');
    const set = chars.kind === 'none' ? whitespace : knownText(chars);
    if (self.value === null || set === null) return { ...self, value: null };
    let start = 0;
    let end = self.value.length;
    if (sides !== 'right') while (start < end && set.includes(self.value.charAt(start))) start += 1;
    if (sides !== 'left') while (end > start && set.includes(self.value.charAt(end - 1))) end -= 1;
    return { ...self, value: self.value.slice(start, end) };
  };
}

function split(self: string, separator: string | null, most: number): readonly string[] {
  if (separator === '') return fail('ValueError', 'empty separator');
  const parts: string[] = [];
  let rest = separator === null ? self.replace(/^[\s]+/, '') : self;
  while (separator !== null || rest !== '') {
    const match = separator === null ? /\s+/.exec(rest) : null;
    const at = separator === null ? (match?.index ?? -1) : rest.indexOf(separator);
    if (at < 0 || parts.length === most) {
      parts.push(separator === null && parts.length < most ? rest.trimEnd() : rest);
      break;
    }
    parts.push(rest.slice(0, at));
    rest = rest.slice(at + (separator === null ? (match?.[0].length ?? 0) : separator.length));
  }
  return parts;
}

function reversed(source: string): string {
  return Array.from(source).reverse().join('');
}

function splitting(fromRight: boolean) {
  return (_machine: Machine, self: StrValue, args: BoundArguments): Value => {
    const separator = args.get('sep');
    const most = knownInt(args.get('maxsplit'));
    if (self.value === null || most === null || (separator.kind !== 'none' && knownText(separator) === null)) return list([], unknownStr);
    const limit = most < 0 ? Infinity : most;
    const mark = knownText(separator);
    const parts = fromRight
      ? split(reversed(self.value), mark === null ? null : reversed(mark), limit).map(reversed).reverse()
      : split(self.value, mark, limit);
    return list(parts.map((part) => ({ ...self, value: part })));
  };
}

function partition(find: (self: string, separator: string) => number, isRight: boolean) {
  return whenKnown(['sep'], tuple([unknownStr, unknownStr, unknownStr]), (self, separator = '') => {
    const at = find(self, separator);
    if (at < 0) return tuple(isRight ? [str(''), str(''), str(self)] : [str(self), str(''), str('')]);
    return tuple([str(self.slice(0, at)), str(separator), str(self.slice(at + separator.length))]);
  });
}

/** `find`, `index` and their kin: an offset within optional bounds. */
function search(last: boolean, isStrict: boolean) {
  return (_machine: Machine, self: StrValue, args: BoundArguments): Value => {
    const part = knownText(args.get('sub'));
    const bounds = [args.get('start'), args.get('end')].map((bound) => (bound.kind === 'none' ? undefined : knownInt(bound)));
    if (self.value === null || part === null || bounds.includes(null)) return unknownInt;
    const [start, end] = bounds;
    const from = start === undefined || start === null ? 0 : start < 0 ? Math.max(0, start + self.value.length) : start;
    const window = self.value.slice(from, end ?? undefined);
    const at = last ? window.lastIndexOf(part) : window.indexOf(part);
    if (at < 0 && isStrict) return fail('ValueError', 'substring not found');
    return int(at < 0 ? -1 : at + from);
  };
}

function padded(place: (missing: number, self: string) => readonly [before: number, after: number]) {
  return (_machine: Machine, self: StrValue, args: BoundArguments): Value => {
    const width = knownInt(args.get('width'));
    const fill = knownText(args.get('fillchar'));
    if (self.value === null || width === null || fill === null) return unknownStr;
    const missing = Math.max(0, width - Array.from(self.value).length);
    const [before, after] = place(missing, self.value);
    return str(fill.repeat(before) + self.value + fill.repeat(after));
  };
}

function capitalize(self: string): string {
  return self.charAt(0).toUpperCase() + self.slice(1).toLowerCase();
}

const lineEnd = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;

function splitLines(self: string, keepsEnds: boolean): readonly Value[] {
  const lines: Value[] = [];
  let rest = self;
  for (let match = lineEnd.exec(rest); match !== null; match = lineEnd.exec(rest)) {
    lines.push(str(rest.slice(0, match.index + (keepsEnds ? match[0].length : 0))));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest !== '') lines.push(str(rest));
  return lines;
}

const methods: MethodTable<StrValue> = {
  'lower()': changed((self) => self.toLowerCase()),
  'upper()': changed((self) => self.toUpperCase()),
  'casefold()': changed((self) => self.toLowerCase()),
  'capitalize()': changed(capitalize),
  'title()': changed((self) => self.replace(/\p{L}+/gu, capitalize)),
  'swapcase()': changed((self) => Array.from(self).map((character) => (character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase())).join('')),
  'strip(chars=None)': stripped('both'),
  'lstrip(chars=None)': stripped('left'),
  'rstrip(chars=None)': stripped('right'),
  'removeprefix(prefix)': whenKnown(['prefix'], unknownStr, (self, prefix = '') => str(self.startsWith(prefix) ? self.slice(prefix.length) : self)),
  'removesuffix(suffix)': whenKnown(['suffix'], unknownStr, (self, suffix = '') => str(suffix !== '' && self.endsWith(suffix) ? self.slice(0, -suffix.length) : self)),
  'startswith(part, start=None, end=None)': affix((self, part) => self.startsWith(part)),
  'endswith(part, start=None, end=None)': affix((self, part) => self.endsWith(part)),
  'split(sep=None, maxsplit=-1)': splitting(false),
  'rsplit(sep=None, maxsplit=-1)': splitting(true),
  'splitlines(keepends=False)': (_machine, self, args) => {
    const keeps = args.get('keepends');
    return self.value === null || keeps.kind !== 'bool' || keeps.value === null ? list([], unknownStr) : list(splitLines(self.value, keeps.value));
  },
  'partition(sep)': partition((self, separator) => self.indexOf(separator), false),
  'rpartition(sep)': partition((self, separator) => self.lastIndexOf(separator), true),
  'find(sub, start=None, end=None)': search(false, false),
  'rfind(sub, start=None, end=None)': search(true, false),
  'index(sub, start=None, end=None)': search(false, true),
  'rindex(sub, start=None, end=None)': search(true, true),
  'count(sub, start=None, end=None)': (_machine, self, args) => {
    const part = knownText(args.get('sub'));
    if (self.value === null || part === null || args.has('start')) return unknownInt;
    return int(part === '' ? Array.from(self.value).length + 1 : self.value.split(part).length - 1);
  },
  'replace(old, new, count=-1)': (_machine, self, args) => {
    const old = knownText(args.get('old'));
    const replacement = knownText(args.get('new'));
    const count = knownInt(args.get('count'));
    if (self.value === null || old === null || replacement === null || count === null) return { ...self, value: null };
    if (count < 0) return { ...self, value: self.value.replaceAll(old, () => replacement) };
    let left = count;
    return { ...self, value: self.value.replaceAll(old, (found) => (left-- > 0 ? replacement : found)) };
  },
  'join(iterable)': (machine, self, args) => {
    const elements = iterate(machine, args.get('iterable'));
    const parts: string[] = [];
    for (const [index, item] of elements.items.entries()) {
      if (item.kind === 'str' && item.value !== null) parts.push(item.value);
      else if (['int', 'float', 'bool', 'none', 'list', 'tuple', 'dict'].includes(item.kind)) {
        fail('TypeError', `sequence item ${String(index)}: expected str instance, ${typeName(item)} found`);
      }
    }
    const isKnown = self.value !== null && elements.rest === null && parts.length === elements.items.length;
    return { ...self, value: isKnown ? parts.join(self.value) : null };
  },
  'zfill(width)': (_machine, self, args) => {
    const width = knownInt(args.get('width'));
    if (self.value === null || width === null) return unknownStr;
    const sign = /^[+-]/.exec(self.value)?.[0] ?? '';
    return str(sign + self.value.slice(sign.length).padStart(width - sign.length, '0'));
  },
  "ljust(width, fillchar=' ')": padded((missing) => [0, missing]),
  "rjust(width, fillchar=' ')": padded((missing) => [missing, 0]),
  "center(width, fillchar=' ')": padded((missing, self) => {
    // CPython's own rounding: the odd one goes left when the text is of odd length itself.
    const left = Math.floor(missing / 2) + (missing & (Array.from(self).length + missing) & 1);
    return [left, missing - left];
  }),
  'expandtabs(tabsize=8)': () => unknownStr,
  'translate(table)': (_machine, self, args) => {
    const table = args.get('table');
    if (self.value === null || table.kind !== 'dict' || table.open) return unknownStr;
    const mapped = Array.from(self.value).map((character) => {
      const entry = table.entries.get(keyOf(int(character.codePointAt(0) ?? 0)) ?? '')?.value;
      if (entry === undefined) return character;
      return entry.kind === 'none' ? '' : entry.kind === 'int' && isConcrete(entry.value) ? String.fromCodePoint(entry.value) : knownText(entry);
    });
    return str(mapped.includes(null) ? null : mapped.join(''));
  },
  "encode(encoding='utf-8', errors='strict')": (_machine, self) => ({
    kind: 'str',
    value: self.value === null ? null : String.fromCharCode(...new TextEncoder().encode(self.value)),
    isBytes: true,
  }),
  "decode(encoding='utf-8', errors='strict')": (_machine, self) => {
    const { value } = self;
    return str(value === null ? null : new TextDecoder().decode(Uint8Array.from({ length: value.length }, (_, index) => value.charCodeAt(index))));
  },
  'isdigit()': tested((self) => /^\p{Nd}+$/u.test(self)),
  'isdecimal()': tested((self) => /^\p{Nd}+$/u.test(self)),
  'isnumeric()': tested((self) => /^\p{N}+$/u.test(self)),
  'isalpha()': tested((self) => /^\p{L}+$/u.test(self)),
  'isalnum()': tested((self) => /^[\p{L}\p{N}]+$/u.test(self)),
  'isspace()': tested((self) => /^\s+$/.test(self)),
  'isupper()': tested((self) => self !== self.toLowerCase() && self === self.toUpperCase()),
  'islower()': tested((self) => self !== self.toUpperCase() && self === self.toLowerCase()),
  'istitle()': tested((self) => /\p{L}/u.test(self) && self === self.replace(/\p{L}+/gu, capitalize)),
  'isidentifier()': tested((self) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(self)),
  'isascii()': tested((self) => Array.from(self).every((character) => character < '\x80')),
  '__len__()': (machine, self) => int(lengthOf(machine, self)),
  '__contains__(item)': (machine, self, args) => bool(contains(machine, self, args.get('item'))),
  '__getitem__(index)': (machine, self, args) => getItem(machine, self, args.get('index')),
  '__iter__()': (machine, self) => iterator(() => iterate(machine, self)),
  '__str__()': (_machine, self) => self,
  '__repr__()': (machine, self) => str(repr(machine, self)),
  '__format__(spec)': (machine, self, args) => str(formatValue(machine, self, knownText(args.get('spec')) ?? '{')),
  '__hash__()': () => unknownInt,
};

function typeName(value: Value): string {
  return value.kind === 'none' ? 'NoneType' : value.kind;
}

const bytesMethods = ['decode', 'startswith', 'endswith', 'split', 'rsplit', 'strip', 'lstrip', 'rstrip', 'join', 'replace', 'find', 'lower', 'upper'];

/** Sets up `str` and `bytes`. */
export function defineStrings(): void {
  addMethods(strClass, 'str', methods);
  strClass.attributes.set(
    'format',
    native('format', (machine, args) => {
      const [self, ...rest] = args.positional;
      return self?.kind === 'str' && self.value !== null ? str(formatFields(machine, self.value, { ...args, positional: rest })) : unknownStr;
    }),
  );
  strClass.attributes.set(
    'format_map',
    native('format_map', (machine, args) => {
      const [self, mapping] = args.positional;
      if (self?.kind !== 'str' || self.value === null || mapping?.kind !== 'dict') return unknownStr;
      return str(formatFields(machine, self.value, { positional: [], keyword: namedEntries(mapping), open: mapping.open }));
    }),
  );
  strClass.attributes.set('maketrans', {
    kind: 'wrapped',
    type: 'static',
    function: native('maketrans', (_machine, args) => {
      const [from, to, dropped] = args.positional;
      const table = dict();
      const put = (key: string, value: Value): void => {
        const code = int(key.codePointAt(0) ?? 0);
        table.entries.set(keyOf(code) ?? '', { key: code, value });
      };
      if (from?.kind === 'dict' && !from.open) {
        for (const { key, value } of from.entries.values()) {
          if (key.kind === 'str' && key.value !== null) put(key.value, value);
          else table.entries.set(keyOf(key) ?? '', { key, value });
        }
        return table;
      }
      const source = knownText(from);
      const target = knownText(to);
      if (source === null || target === null) return unknown;
      const targets = Array.from(target);
      for (const [index, character] of Array.from(source).entries()) put(character, int(targets[index]?.codePointAt(0) ?? 0));
      for (const character of knownText(dropped) ?? '') put(character, { kind: 'none' });
      return table;
    }),
  });
  for (const name of bytesMethods) {
    const method = strClass.attributes.get(name);
    if (method !== undefined) bytesClass.attributes.set(name, method);
  }
  const signature = parseSignature("str(object='', encoding=None, errors=None)");
  setConstructor(strClass, (machine, type, args) => {
    // A class derived from str is not modelled: what its values can do is not known.
    if (type !== strClass) return unknown;
    const bound = bindArguments(signature, args);
    const value = bound.get('object');
    if (value.kind === 'str' && value.isBytes) return unknownStr;
    return str(text(machine, value));
  });
  setConstructor(bytesClass, (_machine, type, args) => {
    const [source] = args.positional;
    if (type !== bytesClass) return unknown;
    if (source === undefined) return { kind: 'str', value: '', isBytes: true };
    const size = knownInt(source);
    if (size !== null && size < 0) return fail('ValueError', 'negative count');
    if (size !== null && size < 10_000) return { kind: 'str', value: '\0'.repeat(size), isBytes: true };
    return { kind: 'str', value: source.kind === 'str' && source.isBytes ? source.value : null, isBytes: true };
  });
}
