/** Modules of JavaScript: what they export, and importing it. */
import type { ModuleExport, ModuleImport } from '../../syntax/script-ir';
import type { Frame, Machine } from '../machine';
import { loadModule } from '../module';
import type { SourceFile } from '../module';
import { native, undefinedValue, unknown } from '../value';
import type { ModuleValue, Value } from '../value';
import { defineBuiltins } from './global';
import { makeObject } from './object';
import { findProperty } from './property';
import { declareName } from './scope';

/** The module that a specifier names in a file; null where it is not known. */
export function importModule(machine: Machine, file: SourceFile, specifier: string): ModuleValue | null {
  const { resolve } = machine.modules;
  return resolve === undefined ? machine.modules.find(specifier) : resolve(specifier, file);
}

/** Names that each module of JavaScript has: those of CommonJS. */
export function moduleVariables(file: SourceFile): ReadonlyMap<string, Value> {
  defineBuiltins();
  const exported = makeObject();
  return new Map<string, Value>([
    ['this', undefinedValue],
    ['exports', exported],
    ['module', makeObject([['exports', exported]])],
    ['require', native('require', (machine, { positional: [specifier] }) => {
      if (specifier?.kind !== 'str' || specifier.value === null) return unknown;
      const module = importModule(machine, file, specifier.value);
      return module === null ? unknown : required(machine, module);
    })],
  ]);
}

/** What `require` gives: what a module of CommonJS exports, any other as it is. */
function required(machine: Machine, module: ModuleValue): Value {
  // A library is one thing, however it is imported.
  if (module.file?.isProject === false || exportsOf(module).isModule) return module;
  loadModule(machine, module);
  return commonExports(module) ?? unknown;
}

function commonExports(module: ModuleValue): Value | null {
  const own = module.attributes.get('module');
  return own?.kind === 'instance' ? (own.attributes.get('exports') ?? null) : null;
}

interface Exports {
  /** It is no module of CommonJS. */
  readonly isModule: boolean;
  readonly names: ReadonlyMap<string, { readonly specifier: string | null; readonly name: string }>;
  /** Modules of which each name is exported. */
  readonly stars: readonly string[];
}

const known = new WeakMap<ModuleValue, Exports>();

/** What the source of a module says it exports. */
function exportsOf(module: ModuleValue): Exports {
  let found = known.get(module);
  if (found === undefined) {
    found = readExports(module);
    known.set(module, found);
  }
  return found;
}

function readExports({ file }: ModuleValue): Exports {
  if (file === null) return { isModule: true, names: new Map(), stars: [] };
  const { body } = file.code();
  const statements = body.filter((statement): statement is ModuleExport => statement.kind === 'module-export');
  const entries = statements.flatMap(({ specifier, names }) => names.map((entry) => ({ ...entry, specifier })));
  return {
    isModule: statements.length > 0,
    names: new Map(entries.filter(({ exported }) => exported !== '*').map(({ exported, name, specifier }) => [exported, { name, specifier }])),
    stars: entries.flatMap(({ exported, specifier }) => (exported === '*' && specifier !== null ? [specifier] : [])),
  };
}

/** What a module exports under a name; null where it is known to export nothing of that name. */
export function exportOf(machine: Machine, module: ModuleValue, name: string): Value | null {
  if (module.file === null) {
    const found = module.attributes.get(name);
    if (found !== undefined) return found.kind === 'lazy' ? found.force(machine) : found;
    return name === 'default' ? module : module.open ? unknown : null;
  }
  const { isModule, names, stars } = exportsOf(module);
  if (!isModule) return commonExport(machine, module, name);
  const entry = names.get(name);
  if (entry !== undefined) return entry.specifier === null ? ownExport(machine, module, entry.name) : exportFrom(machine, module.file, entry.specifier, entry.name);
  if (name !== 'default') {
    for (const specifier of stars) {
      const found = exportFrom(machine, module.file, specifier, name);
      if (found !== null) return found;
    }
  }
  // A library is asked for its default by programs that let it be made up.
  if (name === 'default' && !module.file.isProject) return module;
  return module.open ? unknown : null;
}

function ownExport(machine: Machine, module: ModuleValue, name: string): Value {
  loadModule(machine, module);
  const value = module.attributes.get(name);
  if (value?.kind !== 'lazy') return value ?? (module.state === 'loading' ? unknown : undefinedValue);
  const forced = value.force(machine);
  module.attributes.set(name, forced);
  return forced;
}

function exportFrom(machine: Machine, file: SourceFile, specifier: string, name: string): Value | null {
  const module = importModule(machine, file, specifier);
  if (module === null) return unknown;
  return name === '*' ? module : exportOf(machine, module, name);
}

function commonExport(machine: Machine, module: ModuleValue, name: string): Value | null {
  loadModule(machine, module);
  const exported = commonExports(module);
  if (exported === null) return unknown;
  if (name === 'default' && findProperty(machine, exported, '__esModule') === null) return exported;
  return findProperty(machine, exported, name);
}

/** An import statement. Names are read from their module when they are first used. */
export function runModuleImport(machine: Machine, frame: Frame, statement: ModuleImport): void {
  const module = importModule(machine, frame.file, statement.specifier);
  if (module !== null && statement.names.length === 0) loadModule(machine, module);
  for (const { name, local } of statement.names) {
    declareName(machine, frame, 'const', local, module === null ? unknown : imported(module, name, statement.isRequire));
  }
}

function imported(module: ModuleValue, name: string, isRequire: boolean): Value {
  if (isRequire) return { kind: 'lazy', force: (machine) => required(machine, module) };
  if (name === '*') return module;
  return {
    kind: 'lazy',
    force: (machine) => {
      const { guarded } = machine;
      machine.guarded = 0;
      try {
        return exportOf(machine, module, name) ?? unknown;
      } finally {
        machine.guarded = guarded;
      }
    },
  };
}

