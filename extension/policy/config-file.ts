/** Configuration files: which one speaks for a source file, and what it says. */
import { entryOf, Malformed, readJson, readToml } from './located';
import type { Located } from './located';
import { noSettings, readSettings } from './settings';
import type { SettingProblem, Settings } from './settings';

export interface ConfigFile {
  readonly path: string;
  readonly text: string;
  /** Patterns in it are meant from here. */
  readonly folder: string;
  readonly settings: Settings;
  readonly problems: readonly SettingProblem[];
}

interface Kind {
  readonly name: string;
  readonly section: (text: string) => Located | null;
  readonly style: 'kebab' | 'camel';
}

/** The code of what is wrong in a configuration file. */
export const settingCode = 'settings/invalid';

/** In the order in which they are asked, in each folder. */
const kinds: readonly Kind[] = [
  {
    name: 'pyproject.toml', style: 'kebab',
    section: (text) => {
      const tool = entryOf(readToml(text), 'tool');
      return tool === null ? null : (entryOf(tool.value, 'shape-inspector')?.value ?? null);
    },
  },
  { name: 'package.json', style: 'camel', section: (text) => entryOf(readJson(text), 'shapeInspector')?.value ?? null },
];

export const configNames: readonly string[] = kinds.map(({ name }) => name);

/** Only a file that names us can say something to us. */
const marker = /shape-?inspector/i;

/** What a file says; null where it says nothing to us. */
export function parseConfig(path: string, text: string): ConfigFile | null {
  const at = path.lastIndexOf('/');
  const kind = kinds.find(({ name }) => name === path.slice(at + 1));
  if (kind === undefined || !marker.test(text)) return null;
  const folder = path.slice(0, Math.max(at, 0));
  try {
    const section = kind.section(text);
    return section === null ? null : { path, text, folder, ...readSettings(section, kind.style) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { path, text, folder, settings: noSettings, problems: [{ ...error.range, message: `The settings cannot be read: ${error.message}` }] };
  }
}

/** The configuration of a workspace, each file read once. */
export class Configuration {
  private readonly byFolder = new Map<string, ConfigFile | null>();

  /** `read` gives the text of a file, or null; `fallback` counts where no file says anything. */
  constructor(
    private readonly read: (path: string) => string | null,
    private readonly fallback: Settings = noSettings,
    private readonly home = '',
  ) {}

  /** The nearest file above a path that speaks to us. */
  fileFor(path: string): ConfigFile | null {
    const at = path.lastIndexOf('/');
    if (at < 0) return null;
    const folder = path.slice(0, at);
    let found = this.byFolder.get(folder);
    if (found === undefined) {
      found = this.fileIn(folder) ?? this.fileFor(folder);
      this.byFolder.set(folder, found);
    }
    return found;
  }

  /** What counts for a path, and the folder that patterns are meant from. */
  settingsFor(path: string): { readonly settings: Settings; readonly folder: string } {
    const file = this.fileFor(path);
    return file === null ? { settings: this.fallback, folder: this.home } : { settings: merged(this.fallback, file.settings), folder: file.folder };
  }

  /** The files that spoke so far. */
  files(): readonly ConfigFile[] {
    return [...new Set([...this.byFolder.values()].filter((file) => file !== null))];
  }

  private fileIn(folder: string): ConfigFile | null {
    for (const name of configNames) {
      const path = `${folder}/${name}`;
      const text = this.read(path);
      const file = text === null ? null : parseConfig(path, text);
      if (file !== null) return file;
    }
    return null;
  }
}

/** What a file says counts before what the editor or the command line says, key by key. */
function merged(under: Settings, over: Settings): Settings {
  const has = (value: Settings[keyof Settings]): boolean => value !== null && ('size' in value ? value.size > 0 : value.length > 0);
  const said = Object.fromEntries(Object.entries(over).filter(([, value]) => has(value as Settings[keyof Settings])));
  return { ...under, ...said };
}
