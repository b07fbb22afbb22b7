/**
 * `re`: patterns that JavaScript reads as Python does, on texts that are known. Registries and configurations are read with
 * them (`re.split(r'(\d.*)', 'ir_r2_k3')`). What may differ between the two, or take long, is not known.
 */
import { callValue } from '../../interpreter/call';
import { makeClass } from '../../interpreter/class';
import { addMethods, defineNatives } from '../../interpreter/signature';
import type { BoundArguments } from '../../interpreter/signature';
import type { Machine } from '../../interpreter/machine';
import { dict, int, keyOf, list, none, object, positional, str, tuple, unknown, unknownStr } from '../../interpreter/value';
import type { ObjectValue, Value } from '../../interpreter/value';

/** Longer texts are data. */
const longestText = 1000;

const flags = { IGNORECASE: 2, LOCALE: 4, MULTILINE: 8, DOTALL: 16, UNICODE: 32, VERBOSE: 64, ASCII: 256 } as const;
const shortFlags = { I: 2, L: 4, M: 8, S: 16, U: 32, X: 64, A: 256 } as const;

/** A group that is repeated and repeats something itself: its time may grow without bound. */
const nestedRepeat = /\((?:[^()\\]|\\.)*[+*}](?:[^()\\]|\\.)*\)[+*{]/;

/** The pattern in JavaScript's words; null where it has none that mean the same. */
function translated(pattern: string, given: number): RegExp | null {
  if (nestedRepeat.test(pattern) || /\(\?[>(#]|[+*?}]\+|\(\?<?[aiLmsux-]+[:)]/.test(pattern) || (given & (flags.VERBOSE | flags.LOCALE)) !== 0) return null;
  const source = pattern
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replaceAll(/(?<!\\)((?:\\\\)*)\\A/g, '$1(?<![\\s\\S])')
    .replaceAll(/(?<!\\)((?:\\\\)*)\\Z/g, '$1(?![\\s\\S])')
    .replaceAll(/\{,(\d+)\}/g, '{0,$1}');
  try {
    return new RegExp(source, `gd${(given & flags.IGNORECASE) === 0 ? '' : 'i'}${(given & flags.MULTILINE) === 0 ? '' : 'm'}${(given & flags.DOTALL) === 0 ? '' : 's'}`);
  } catch {
    return null;
  }
}

const patternClass = makeClass('Pattern', { module: 're', open: true });
const matchClass = makeClass('Match', { module: 're', open: true });

/** The pattern of an argument, text or compiled; null where it is not known. */
function patternOf(value: Value | undefined, given: Value | undefined): RegExp | null {
  if (value?.kind === 'object' && value.class === patternClass) return value.data as RegExp | null;
  const flag = given === undefined ? 0 : given.kind === 'int' && typeof given.value === 'number' ? given.value : null;
  return value?.kind === 'str' && value.value !== null && flag !== null ? translated(value.value, flag) : null;
}

/** A text that both languages see alike; null for any other. */
function textOf(value: Value | undefined): string | null {
  if (value?.kind !== 'str' || value.value === null || value.value.length > longestText) return null;
  // Python's \d and \w know all alphabets, and its $ stands before a last line break too.
  return /^[\x20-\x7e\t]*$/.test(value.value) ? value.value : null;
}

function matchValue(match: RegExpExecArray): ObjectValue {
  return object(matchClass, match);
}

function matchOf(self: ObjectValue): RegExpExecArray {
  return self.data as RegExpExecArray;
}

/** The groups of a match in order; undefined for those that took no part. */
function groupsOf(match: RegExpExecArray): readonly (string | undefined)[] {
  return match.slice(1);
}

const textOrNone = (text: string | undefined): Value => (text === undefined ? none : str(text));

/** A match of the whole text, of its start, or anywhere. */
function find(pattern: RegExp, text: string, where: 'match' | 'search' | 'fullmatch'): Value {
  const anchored = where === 'search' ? pattern : new RegExp(where === 'match' ? `(?<![\\s\\S])(?:${pattern.source})` : `(?<![\\s\\S])(?:${pattern.source})(?![\\s\\S])`, pattern.flags);
  anchored.lastIndex = 0;
  const match = anchored.exec(text);
  return match === null ? none : matchValue(match);
}

function split(pattern: RegExp, text: string, most: number): Value {
  const parts: Value[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (most > 0 && parts.length >= most * match.length) break;
    parts.push(str(text.slice(from, match.index)), ...groupsOf(match).map(textOrNone));
    from = match.index + match[0].length;
  }
  return list([...parts, str(text.slice(from))]);
}

function findAll(pattern: RegExp, text: string): Value {
  return list([...text.matchAll(pattern)].map((match) => {
    const groups = groupsOf(match).map((group) => str(group ?? ''));
    return groups.length === 0 ? str(match[0]) : groups.length === 1 ? (groups[0] ?? none) : tuple(groups);
  }));
}

/** A group's text by number or name; empty where it took no part. */
function groupText(match: RegExpExecArray, key: string): string {
  const groups: Readonly<Record<string, string | undefined>> = match.groups ?? {};
  const numbered: string | undefined = match[Number(key)];
  return groups[key] ?? numbered ?? '';
}

/** The text with its matches replaced; null where a replacement is not known. */
function substituted(machine: Machine, pattern: RegExp, text: string, replacement: Value, most: number): string | null {
  let result = '';
  let from = 0;
  let count = 0;
  for (const match of text.matchAll(pattern)) {
    if (most > 0 && count >= most) break;
    const made = replacement.kind === 'str' ? replacement : callValue(machine, replacement, positional(matchValue(match)));
    if (made.kind !== 'str' || made.value === null) return null;
    const piece = replacement.kind === 'str' ? made.value.replaceAll(/\\(?:g<(\w+)>|(\d))/g, (_, name: string | undefined, index: string | undefined) => groupText(match, name ?? index ?? '')) : made.value;
    result += text.slice(from, match.index) + piece;
    from = match.index + match[0].length;
    count += 1;
  }
  return result + text.slice(from);
}

function countOf(value: Value): number | null {
  return value.kind === 'int' && typeof value.value === 'number' ? value.value : null;
}

type Use = (machine: Machine, pattern: RegExp | null, args: BoundArguments) => Value;

/** What patterns do, by the parameters after the pattern itself. */
const uses: Readonly<Record<string, readonly [parameters: string, use: Use]>> = {
  match: ['string', whereItFits('match')],
  search: ['string', whereItFits('search')],
  fullmatch: ['string', whereItFits('fullmatch')],
  split: ['string, maxsplit=0', (_, pattern, args) => {
    const [text, most] = [textOf(args.get('string')), countOf(args.get('maxsplit'))];
    return pattern === null || text === null || most === null ? list([], unknownStr) : split(pattern, text, most);
  }],
  findall: ['string', (_, pattern, args) => {
    const text = textOf(args.get('string'));
    return pattern === null || text === null ? list([], unknown) : findAll(pattern, text);
  }],
  finditer: ['string', (_, pattern, args) => {
    const text = textOf(args.get('string'));
    return pattern === null || text === null ? list([], unknown) : list([...text.matchAll(pattern)].map(matchValue));
  }],
  sub: ['repl, string, count=0', (machine, pattern, args) => {
    const [text, most] = [textOf(args.get('string')), countOf(args.get('count'))];
    return str(pattern === null || text === null || most === null ? null : substituted(machine, pattern, text, args.get('repl'), most));
  }],
};

function whereItFits(where: 'match' | 'search' | 'fullmatch'): Use {
  return (_, pattern, args) => {
    const text = textOf(args.get('string'));
    return pattern === null || text === null ? unknown : find(pattern, text, where);
  };
}

addMethods(patternClass, 'object', Object.fromEntries(
  Object.entries(uses).map(([name, [parameters, use]]) => [`${name}(${parameters})`, (machine: Machine, self: ObjectValue, args: BoundArguments) => use(machine, patternOf(self, undefined), args)]),
));

/** A group of a match by number or name; null where it is not known. */
function group(match: RegExpExecArray, key: Value): Value {
  if (key.kind === 'int' && typeof key.value === 'number') return textOrNone(match[key.value]);
  return key.kind === 'str' && key.value !== null ? textOrNone(match.groups?.[key.value]) : unknown;
}

addMethods(matchClass, 'object', {
  'group(*groups)': (_, self, args) => {
    const asked = args.get('groups');
    const keys = asked.kind === 'tuple' ? asked.items : [];
    const [only] = keys;
    if (only === undefined) return str(matchOf(self)[0]);
    return keys.length === 1 ? group(matchOf(self), only) : tuple(keys.map((key) => group(matchOf(self), key)));
  },
  '__getitem__(key, /)': (_, self, args) => group(matchOf(self), args.get('key')),
  'groups(default=None)': (_, self, args) => tuple(groupsOf(matchOf(self)).map((text) => (text === undefined ? args.get('default') : str(text)))),
  'groupdict(default=None)': (_, self, args) => {
    const result = dict();
    const groups: Readonly<Record<string, string | undefined>> = matchOf(self).groups ?? {};
    for (const [name, text] of Object.entries(groups)) {
      const key = str(name);
      result.entries.set(keyOf(key) ?? name, { key, value: text === undefined ? args.get('default') : str(text) });
    }
    return result;
  },
  'start(group=0, /)': (_, self, args) => int(spanOf(self, args)?.[0] ?? null),
  'end(group=0, /)': (_, self, args) => int(spanOf(self, args)?.[1] ?? null),
  'span(group=0, /)': (_, self, args) => tuple((spanOf(self, args) ?? [null, null]).map(int)),
});

function spanOf(self: ObjectValue, args: BoundArguments): readonly [number, number] | null {
  const index = countOf(args.get('group'));
  return index === null ? null : (matchOf(self).indices?.[index] ?? null);
}

/** The names of `re`. */
export const regex: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...defineNatives({
    ...Object.fromEntries(Object.entries(uses).map(([name, [parameters, use]]) => [
      `${name}(pattern, ${parameters}, flags=0)`,
      (machine: Machine, args: BoundArguments) => use(machine, patternOf(args.get('pattern'), args.get('flags')), args),
    ])),
    'compile(pattern, flags=0)': (_, args) => object(patternClass, patternOf(args.get('pattern'), args.get('flags'))),
    'escape(pattern)': (_, args) => {
      const text = textOf(args.get('pattern'));
      return str(text === null ? null : text.replaceAll(/[\s#$&()*+\-.?[\\\]^{|}~]/g, '\\$&'));
    },
    'purge()': () => none,
  }),
  ...Object.entries({ ...flags, ...shortFlags }).map(([name, value]): [string, Value] => [name, int(value)]),
  ['Pattern', patternClass],
  ['Match', matchClass],
]);
