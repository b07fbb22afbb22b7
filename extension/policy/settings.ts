/** The settings of what is told: the same keys in pyproject.toml, in package.json and in the editor. */
import { closest, distance } from 'fastest-levenshtein';
import { rules } from '../../kernels/rules/catalogue';
import type { Severity } from '../protocol/report';
import type { Range } from '../syntax/ir';
import type { Located } from './located';

/** How loudly a rule speaks. */
export type Level = Exclude<Severity, 'info'> | 'off';

export const levels: readonly Level[] = ['error', 'warning', 'hint', 'off'];

/** What names rules: the id of one, its family, or all. */
export type Selector = string;

export interface Settings {
  /** The rules that speak, in place of those that do by themselves; null where nothing is said. */
  readonly select: readonly Selector[] | null;
  /** Rules that speak besides. */
  readonly extendSelect: readonly Selector[];
  readonly ignore: readonly Selector[];
  readonly severity: ReadonlyMap<Selector, Level>;
  /** By pattern of paths. */
  readonly perFileIgnores: ReadonlyMap<string, readonly Selector[]>;
  /** Patterns of paths that are left out. */
  readonly exclude: readonly string[];
  /** Folders that imports are looked for in. */
  readonly importRoots: readonly string[];
  /** Shapes of arguments by function, `Net.forward`, and parameter: `[N, 3, 224, 224]`. */
  readonly pins: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export const noSettings: Settings = { select: null, extendSelect: [], ignore: [], severity: new Map(), perFileIgnores: new Map(), exclude: [], importRoots: [], pins: new Map() };

/** A setting that says nothing: where it stands, why, and what would do. */
export interface SettingProblem extends Range {
  readonly message: string;
}

/** What each key holds: for reading, and for the schema of the editor's settings. */
export const settingKeys = {
  select: { holds: 'selectors', description: 'Rules that are told, in place of the default: ids (`norm/redundant-bias`), families (`norm`) or `all`.' },
  extendSelect: { holds: 'selectors', description: 'Rules that are told besides: hints on the command line, for one.' },
  ignore: { holds: 'selectors', description: 'Rules that are not told: ids, families or `all`. The more exact name wins over `select`.' },
  severity: { holds: 'levels', description: 'How loudly rules speak: `error`, `warning`, `hint` or `off`, by id, family or `all`.' },
  perFileIgnores: { holds: 'selectors by pattern', description: 'Rules that are not told in files, by pattern: `tests/**`.' },
  exclude: { holds: 'patterns', description: 'Files and folders that are left out, by pattern.' },
  importRoots: { holds: 'patterns', description: 'Folders that imports are looked for in, besides the file\'s own and the workspace.' },
  pins: { holds: 'shapes', description: 'Shapes of arguments, by function and parameter: `{ "Net.forward": { "x": "[N, 3, 224, 224]" } }`.' },
} as const satisfies Record<keyof Settings, { readonly holds: string; readonly description: string }>;

const families = [...new Set(rules.map(({ id }) => id.slice(0, id.indexOf('/'))))];
const selectors = new Set(['all', ...families, ...rules.map(({ id }) => id)]);

/** The name that was probably meant; null where none is near. */
function meant(name: string, names: readonly string[]): string | null {
  // A rule's own name without its family says enough.
  const bare = names.find((one) => one.endsWith(`/${name}`));
  const near = bare ?? closest(name, names);
  return bare !== undefined || distance(name, near) <= Math.max(2, name.length / 3) ? near : null;
}

/** Why a name is no selector; null where it is one. */
export function selectorProblem(name: string): string | null {
  if (selectors.has(name)) return null;
  const near = meant(name, [...selectors]);
  return `There is no rule or family '${name}'${near === null ? ': see the list of rules' : `: did you mean '${near}'?`}`;
}

/** How a key is written in a file of its kind. */
export type KeyStyle = 'kebab' | 'camel';

function written(key: string, style: KeyStyle): string {
  return style === 'camel' ? key : key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Reads settings; what is wrong is told, and the rest counts. `others`: keys that are somebody else's. */
export function readSettings(given: Located, style: KeyStyle, others: readonly string[] = []): { readonly settings: Settings; readonly problems: readonly SettingProblem[] } {
  const reader = new Reader();
  const found: { -readonly [K in keyof Settings]?: Settings[K] } = {};
  const names = (Object.keys(settingKeys) as (keyof Settings)[]).map((key) => ({ key, name: written(key, style) }));
  if (given.kind !== 'table') reader.wrong(given, 'This should be a table of settings');
  else for (const { name, key: at, value } of given.entries) {
    const known = names.find((one) => one.name === name)?.key;
    if (known === undefined) {
      if (others.includes(name)) continue;
      const near = meant(name, names.map((one) => one.name));
      reader.wrong(at, `There is no setting '${name}'${near === null ? `: there are ${names.map((one) => one.name).join(', ')}` : `: did you mean '${near}'?`}`);
      continue;
    }
    switch (known) {
      case 'select':
        found.select = reader.selectors(value);
        break;
      case 'extendSelect':
      case 'ignore':
        found[known] = reader.selectors(value);
        break;
      case 'severity':
        found.severity = reader.table(value, 'a level: error, warning, hint or off', (level) => reader.level(level), (key) => { reader.selector(key.name, key.key); });
        break;
      case 'perFileIgnores':
        found.perFileIgnores = reader.table(value, 'a list of rules', (list) => reader.selectors(list));
        break;
      case 'exclude':
      case 'importRoots':
        found[known] = reader.strings(value, 'a list of paths');
        break;
      case 'pins':
        found.pins = reader.table(value, 'a table of shapes by parameter', (shapes) => reader.table(shapes, 'a shape: "[N, 3, 224, 224]"', (shape) => reader.shape(shape)));
    }
  }
  return { settings: { ...noSettings, ...found }, problems: reader.problems };
}

/** A shape as people write it. */
export const shapePattern = /^\s*\[\s*([^[\]]*)\]\s*$/;

class Reader {
  readonly problems: SettingProblem[] = [];

  wrong({ start, end }: Range, message: string): null {
    this.problems.push({ start, end, message });
    return null;
  }

  strings(value: Located, wanted: string): readonly string[] {
    if (value.kind !== 'list') this.wrong(value, `This should be ${wanted}`);
    return value.kind !== 'list' ? [] : value.items.flatMap((item) => {
      if (item.kind === 'plain' && typeof item.value === 'string') return [item.value];
      this.wrong(item, 'This should be text');
      return [];
    });
  }

  selectors(value: Located): readonly Selector[] {
    if (value.kind !== 'list') this.wrong(value, 'This should be a list of rules, such as ["norm", "shape/matmul"]');
    return value.kind !== 'list' ? [] : value.items.flatMap((item) => {
      if (item.kind === 'plain' && typeof item.value === 'string') return this.selector(item.value, item) ? [item.value] : [];
      this.wrong(item, 'This should be the name of a rule');
      return [];
    });
  }

  selector(name: string, at: Range): boolean {
    const problem = selectorProblem(name);
    if (problem !== null) this.wrong(at, problem);
    return problem === null;
  }

  level(value: Located): Level | null {
    const level = value.kind === 'plain' ? levels.find((one) => one === value.value) : undefined;
    return level ?? this.wrong(value, 'This should be error, warning, hint or off');
  }

  shape(value: Located): string | null {
    if (value.kind === 'plain' && typeof value.value === 'string' && shapePattern.test(value.value)) return value.value;
    return this.wrong(value, 'This should be a shape, such as "[N, 3, 224, 224]"');
  }

  table<T>(value: Located, wanted: string, read: (value: Located) => T | null, check?: (entry: { readonly name: string; readonly key: Range }) => void): ReadonlyMap<string, T> {
    const found = new Map<string, T>();
    if (value.kind !== 'table') this.wrong(value, `This should be a table, each value ${wanted}`);
    else for (const entry of value.entries) {
      check?.(entry);
      const one = read(entry.value);
      if (one !== null) found.set(entry.name, one);
    }
    return found;
  }
}
