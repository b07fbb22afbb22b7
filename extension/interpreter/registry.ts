/** Registries: dicts that modules fill as they are imported. Imports are lazy here, so that a key not found may be one that a module yet to run brings. */
import { eagerImports, topLevelChunks } from '../syntax/eager-imports';
import { absoluteName } from './import';
import type { Machine } from './machine';
import { loadModule } from './module';
import type { SourceFile } from './module';
import type { ClassValue, ModuleValue, Value } from './value';

export interface Registry {
  readonly file: SourceFile;
  /** The variable of the file that holds it. */
  readonly name: string;
  /** Modules that were looked through already. */
  readonly seen: Set<ModuleValue>;
  /** What a top-level line contains that may fill it; null until it is asked for. */
  filling: RegExp | null;
}

function isOfProject(type: ClassValue): boolean {
  return type.mro.slice(0, -1).every(({ definition }) => definition?.file.isProject === true);
}

/** Notes the dicts that a variable of a module holds: as its value, or as an attribute of a class or instance of the program. */
export function noteRegistries(machine: Machine, file: SourceFile, name: string, value: Value): void {
  if (!file.isProject) return;
  const note = (held: Value): void => {
    if (held.kind === 'dict' && !machine.registries.has(held)) machine.registries.set(held, { file, name, seen: new Set(), filling: null });
  };
  note(value);
  if (value.kind !== 'instance' && value.kind !== 'class') return;
  const type = value.kind === 'class' ? value : value.class;
  if (!isOfProject(type)) return;
  for (const [attribute, held] of value.attributes) if (type.mro.some(({ definition }) => definition !== null && writes(definition.file.text, attribute))) note(held);
}

/** What matches a name as it stands: `setattr` and folders give names that are no identifiers. */
function literally(name: string): string {
  return name.replaceAll(/\W/g, '\\$&');
}

/** Whether a text has code that puts entries into a dict of that name. */
function writes(text: string, name: string): boolean {
  return new RegExp(`\\b${literally(name)}[ \\t]*(?:\\[[^\\n]*\\][ \\t]*=(?!=)|\\.(?:update|setdefault)\\()`).test(text);
}

/** The names by which the file of a registry lets others reach it: its own, and of what uses these. */
function reachedBy(text: string, name: string): ReadonlySet<string> {
  const chunks = topLevelChunks(text).map((chunk) => {
    const found = /^(?:(?:async[ \t]+)?def|class)[ \t]+(\w+)|^(\w+)[ \t]*(?::[^=\n]+)?=[^=]/.exec(chunk);
    return { defined: found?.[1] ?? found?.[2], words: new Set(chunk.match(/\w+/g)) };
  });
  const reached = new Set([name]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const { defined, words } of chunks) if (defined !== undefined && [...reached].some((word) => words.has(word))) reached.add(defined);
  }
  return reached;
}

function topPackage(file: SourceFile): string {
  return file.moduleName.replace(/\..*$/, '');
}

/** Whether running a module may fill a registry: something at its top level, a decorator included, names what reaches it. */
function fills(registry: Registry, file: SourceFile): boolean {
  const home = topPackage(registry.file);
  if (topPackage(file) !== home && !new RegExp(`\\b${literally(home)}\\b`).test(file.text)) return false;
  registry.filling ??= new RegExp(`^(?:[ \\t]*@|(?!from\\b|import\\b|def\\b)\\w)[^\\n]*\\b(?:${[...reachedBy(registry.file.text, registry.name)].map(literally).join('|')})\\b`, 'm');
  return registry.filling.test(file.text);
}

/** Finds the modules of its own package that a module imports as it runs, so that they are pending. */
function findImports(machine: Machine, file: SourceFile): void {
  for (const { level, module, names } of eagerImports(file.text)) {
    const from = absoluteName(file, level, module);
    if (from === null || (level === 0 && from.replace(/\..*$/, '') !== topPackage(file))) continue;
    if (from !== '') machine.modules.find(from);
    for (const name of names) machine.modules.find(from === '' ? name : `${from}.${name}`);
  }
}

/** Runs the modules yet to run that may fill a dict, if it is a registry. True when any did. */
export function loadRegistry(machine: Machine, container: Value): boolean {
  // A decorator that registers something asks whether it is there already: that is no use of the registry.
  if (container.kind !== 'dict' || machine.decorating > 0) return false;
  const registry = machine.registries.get(container);
  // Nor is what its own module does before others can import it.
  if (registry === undefined || machine.frames.some((frame) => frame.function === null && frame.file === registry.file)) return false;
  const filling: ModuleValue[] = [];
  for (;;) {
    const fresh = machine.modules.pending().filter((module) => !registry.seen.has(module));
    if (fresh.length === 0) break;
    for (const module of fresh) {
      registry.seen.add(module);
      if (module.file === null) continue;
      if (fills(registry, module.file)) filling.push(module);
      findImports(machine, module.file);
    }
  }
  for (const module of filling) loadModule(machine, module);
  return filling.length > 0;
}
