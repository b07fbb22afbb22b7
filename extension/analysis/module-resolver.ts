/** Finds modules: the libraries that are built in, then the files of the project's roots. A fallback library yields to files of its package. */
import { nativeModule, sourceModule } from '../interpreter/module';
import type { Library, ModuleTable, SourceFile } from '../interpreter/module';
import type { ModuleValue } from '../interpreter/value';
import type { SourceHost } from './host';

export interface Resolver extends ModuleTable {
  /** Project files that some import has named, by path. */
  readonly files: ReadonlyMap<string, SourceFile>;
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** A table of modules: the program itself, libraries, and the folders that imports are looked for in, in that order. */
export function makeResolver(host: SourceHost, main: ModuleValue, roots: readonly string[], libraries: readonly Library[]): Resolver {
  const modules = new Map<string, ModuleValue | null>([['__main__', main], [main.name, main]]);
  const files = new Map<string, SourceFile>();
  const fromFile = (name: string): ModuleValue | null => {
    const path = name.replaceAll('.', '/');
    for (const root of roots) {
      const base = join(root, path);
      for (const [candidate, isPackage] of [[`${base}/__init__.py`, true], [`${base}.py`, false]] as const) {
        const parsed = host.source(candidate);
        if (parsed === null) continue;
        const file: SourceFile = { path: candidate, moduleName: name, isPackage, isProject: true, code: parsed.module };
        files.set(candidate, file);
        return sourceModule(file);
      }
      if (host.isDirectory(base)) return nativeModule(name, new Map(), false);
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
    if (found === null && !answering.some(({ packages }) => packages.includes(top))) found = fromFile(name);
    modules.set(name, found);
    return found;
  };
  return {
    find,
    files,
    isAbsent: () => false,
    pending: () => [...modules.values()].filter((module) => module !== null).filter((module) => module.state === 'unloaded' && module.file?.isProject === true),
  };
}
