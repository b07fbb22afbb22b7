/** Finds modules: the libraries that are built in, then the files of the project's roots. A fallback library yields to files of its package. */
import { runBriefly } from '../interpreter/machine';
import { nativeModule, sourceModule } from '../interpreter/module';
import type { Library, ModuleTable, SourceFile } from '../interpreter/module';
import type { ModuleValue } from '../interpreter/value';
import type { SourceHost } from './host';

export interface Resolver extends ModuleTable {
  /** Project files that some import has named, by path. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Of these, the ones of installed packages. */
  readonly installed: ReadonlySet<string>;
}

/** Where imports are looked for. */
export interface SearchPath {
  /** Folders of the project. */
  readonly roots: readonly string[];
  /** Folders that the source of an installed package may be read from, by its top-level name. */
  readonly installed: (name: string) => readonly string[];
}

/** Installed modules may take so many steps, and be so long, all together; what is beyond that is unknown. */
const installedSteps = 60_000;
const installedCharacters = 1_000_000;

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** A table of modules: the program itself, libraries, the folders of the project, and installed packages, in that order. */
export function makeResolver(host: SourceHost, main: ModuleValue, { roots, installed }: SearchPath, libraries: readonly Library[]): Resolver {
  const modules = new Map<string, ModuleValue | null>([['__main__', main], [main.name, main]]);
  const files = new Map<string, SourceFile>();
  const fromInstalled = new Set<string>();
  let steps = installedSteps;
  let characters = installedCharacters;
  /** What the body of an installed module does not say, or not in time, may be there all the same. */
  const installedModule = (file: SourceFile): ModuleValue => {
    const module = sourceModule(file, new Map(), true);
    return {
      ...module,
      load: (machine, self) => {
        if (steps <= 0) return;
        const before = machine.steps;
        runBriefly(machine, steps, () => {
          module.load(machine, self);
        });
        steps -= machine.steps - before;
      },
    };
  };
  const fromFile = (name: string, folders: readonly string[] = roots, isInstalled = false): ModuleValue | null => {
    const path = name.replaceAll('.', '/');
    for (const root of folders) {
      const base = join(root, path);
      for (const [candidate, isPackage] of [[`${base}/__init__.py`, true], [`${base}.py`, false]] as const) {
        const parsed = host.source(candidate);
        if (parsed === null) continue;
        const file: SourceFile = { path: candidate, moduleName: name, isPackage, isProject: true, text: parsed.text, code: parsed.module };
        files.set(candidate, file);
        if (isInstalled) {
          fromInstalled.add(candidate);
          characters -= parsed.text.length;
        }
        return isInstalled ? installedModule(file) : sourceModule(file);
      }
      if (host.isDirectory(base)) return nativeModule(name, new Map(), isInstalled);
    }
    return null;
  };
  /** The libraries that answer for the modules of a top-level package. */
  const serving = (top: string): readonly Library[] =>
    libraries.filter(({ isFallback = false, packages }) => !isFallback || (packages.includes(top) && (fromFile(top)?.file ?? null) === null));
  const find = (name: string): ModuleValue | null => {
    const known = modules.get(name);
    if (known !== undefined) return known;
    let found: ModuleValue | null = null;
    const [top = name] = name.split('.');
    const answering = serving(top);
    for (const library of answering) found ??= library.find(name);
    if (found === null && !answering.some(({ packages }) => packages.includes(top))) found = fromFile(name) ?? (characters > 0 && steps > 0 ? fromFile(name, installed(top), true) : null);
    modules.set(name, found);
    return found;
  };
  return {
    find,
    files,
    installed: fromInstalled,
    isAbsent: () => false,
    pending: () => [...modules.values()].filter((module) => module !== null).filter((module) => module.state === 'unloaded' && module.file?.isProject === true && !fromInstalled.has(module.file.path)),
  };
}
