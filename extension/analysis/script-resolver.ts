/** Finds the modules that TypeScript and JavaScript name: libraries, files by TypeScript's rules, the package's own names, JSON. */
import { parseJson } from '../interpreter/javascript/builtin/json';
import { moduleVariables } from '../interpreter/javascript/module';
import { javascript } from '../interpreter/javascript/semantics';
import { nativeModule, sourceModule } from '../interpreter/module';
import type { Library, SourceFile } from '../interpreter/module';
import type { ModuleValue, Value } from '../interpreter/value';
import { isScript, scriptExtensions } from '../syntax/source-language';
import type { ParsedFile, SourceHost } from './host';
import type { Resolver } from './module-resolver';
import { folderOf } from './path';
import { configOf, packageOf } from './script-config';

/** A file of the project that is TypeScript or JavaScript. */
export function scriptFile(path: string, { text, module }: ParsedFile): SourceFile {
  return { path, moduleName: path, isPackage: false, isProject: true, text, code: module, semantics: javascript };
}

/** The module of such a file. */
export function scriptModule(file: SourceFile): ModuleValue {
  return sourceModule(file, moduleVariables(file), false);
}

/** `a/b/../c/./d` is `a/c/d`. */
export function normalised(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '' && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** Endings that a written ending may stand for: `./a.js` is written for `a.ts`. */
const sources: Readonly<Partial<Record<string, readonly string[]>>> = { '.js': ['.ts', '.tsx', '.js'], '.jsx': ['.tsx', '.jsx'], '.mjs': ['.mts', '.mjs'], '.cjs': ['.cts', '.cjs'] };

/** The files that a path without or with an ending may mean, the likeliest first. */
function candidates(base: string): readonly string[] {
  const ending = /\.[a-z]+$/.exec(base)?.[0] ?? '';
  const stem = base.slice(0, base.length - ending.length);
  if (ending === '.json') return [base];
  const written = scriptExtensions.includes(ending) ? (sources[ending] ?? [ending]).map((other) => stem + other) : [];
  const order = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.mjs', '.cts', '.cjs'];
  return [...written, ...order.map((other) => base + other), ...order.map((other) => `${base}/index${other}`)];
}

/** A table of modules for a program in TypeScript or JavaScript. */
export function makeScriptResolver(host: SourceHost, main: ModuleValue, roots: readonly string[], libraries: readonly Library[]): Resolver {
  const modules = new Map<string, ModuleValue | null>([[main.name, main]]);
  const files = new Map<string, SourceFile>();
  const fromPath = (path: string): ModuleValue | null => {
    const known = modules.get(path);
    if (known !== undefined) return known;
    const parsed = host.source(path);
    let module: ModuleValue | null = null;
    if (parsed !== null && path.endsWith('.json')) module = jsonModule(path, parsed.text);
    else if (parsed !== null) {
      const file = scriptFile(path, parsed);
      files.set(path, file);
      module = scriptModule(file);
    }
    modules.set(path, module);
    return module;
  };
  const fromBase = (base: string): ModuleValue | null => {
    for (const path of candidates(normalised(base))) {
      const found = fromPath(path);
      if (found !== null) return found;
    }
    return null;
  };
  const ofLibrary = (name: string): ModuleValue | null => {
    for (const library of libraries) {
      const found = library.find(name);
      if (found !== null) return found;
    }
    return null;
  };
  const resolve = (specifier: string, from: SourceFile): ModuleValue | null => {
    if (!from.isProject) return ofLibrary(specifier);
    const folder = folderOf(from.path);
    if (/^\.{1,2}(\/|$)/.test(specifier)) return fromBase(`${folder}/${specifier}`);
    if (specifier.startsWith('/')) return fromBase(specifier);
    const library = ofLibrary(specifier);
    if (library !== null) return library;
    for (const base of [...configOf(host, folder, specifier), ...packageOf(host, folder, specifier), ...roots.map((root) => `${root}/${specifier}`)]) {
      const found = fromBase(base);
      if (found !== null) return found;
    }
    return null;
  };
  const globals = new Map(libraries.flatMap((library) => [...(library.globals ?? [])]));
  return {
    resolve,
    files,
    installed: new Set(),
    find: ofLibrary,
    isAbsent: () => false,
    global: (name): Value | null => {
      const module = globals.get(name);
      return module === undefined ? null : ofLibrary(module);
    },
    pending: () => [...modules.values()].filter((module) => module !== null).filter((module) => module.state === 'unloaded'),
  };
}

function jsonModule(path: string, text: string): ModuleValue {
  const value = parseJson(text);
  const names = value.kind === 'instance' ? [...value.attributes] : [];
  return nativeModule(path, new Map([...names, ['default', value]]), false);
}

/** Whether a program may use a library, as far as the texts of its files tell. What never names one costs no analysis. */
export function mentionsLibrary(host: SourceHost, entry: string, mention: RegExp): boolean {
  const seen = new Set<string>();
  const waiting = [entry];
  for (let path = waiting.pop(); path !== undefined && seen.size < 200; path = waiting.pop()) {
    if (seen.has(path) || !isScript(path)) continue;
    seen.add(path);
    const text = host.source(path)?.text;
    if (text === undefined) continue;
    if (mention.test(text)) return true;
    for (const [, specifier = ''] of text.matchAll(/(?:from|import|require\()\s*['"](\.[^'"]*)['"]/g)) {
      const found = candidates(normalised(`${folderOf(path)}/${specifier}`)).find((candidate) => host.source(candidate) !== null);
      if (found !== undefined) waiting.push(found);
    }
  }
  return false;
}
