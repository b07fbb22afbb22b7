/** Import statements. Names are bound lazily: a module runs when something of it is first used. */
import { boundNames } from '../syntax/binding';
import type { Import, ImportFrom, Statement } from '../syntax/ir';
import { listedNames } from '../syntax/listed-names';
import { statementBlocks } from '../syntax/walk';
import { bindName } from './assign';
import { findAttribute } from './attribute';
import { fail } from './exception';
import { iterate } from './iterate';
import { loadModule } from './module';
import type { SourceFile } from './module';
import type { Frame, Machine } from './machine';
import { isOpen, leaveOpen } from './scope';
import { unknown } from './value';
import type { ModuleValue, Value } from './value';

/** `import a.b.c`, `import a.b as c`. */
export function runImport(machine: Machine, frame: Frame, statement: Import): void {
  for (const { module, alias } of statement.names) {
    const found = machine.modules.find(module);
    if (alias !== null) {
      bindName(machine, frame, alias, found ?? missingModule(machine, module));
      continue;
    }
    const [root = module] = module.split('.');
    bindName(machine, frame, root, machine.modules.find(root) ?? missingModule(machine, root));
  }
}

/** What a module that is not there stands for: it may well be there when the program runs. */
function missingModule(machine: Machine, name: string): Value {
  if (machine.modules.isAbsent(name)) fail('ModuleNotFoundError', `No module named '${name}'`);
  return unknown;
}

/** The absolute name of what `from ...x import` names in a file; null when it leaves the top package. */
export function absoluteName(file: SourceFile, level: number, module: string): string | null {
  if (level === 0) return module;
  const parts = file.moduleName.split('.');
  const drop = file.isPackage ? level - 1 : level;
  if (drop > parts.length) return null;
  const base = parts.slice(0, parts.length - drop);
  return [...base, ...(module === '' ? [] : [module])].join('.');
}

/** `from a import b as c, d`, `from a import *`. */
export function runImportFrom(machine: Machine, frame: Frame, statement: ImportFrom): void {
  const name = absoluteName(frame.file, statement.level, statement.module);
  // A relative import in a file at the top: its neighbours.
  const found = name === null || name === '' ? null : machine.modules.find(name);
  for (const item of statement.names) {
    if (item.name === '*') {
      if (found !== null) importAll(machine, frame, found);
      if (found?.file?.isProject !== true || found.open || isOpen(found.attributes)) leaveOpen(frame.environment);
      continue;
    }
    if (found === null) {
      const neighbour = statement.module === '' ? machine.modules.find(name === null || name === '' ? item.name : `${name}.${item.name}`) : null;
      bindName(machine, frame, item.alias ?? item.name, neighbour ?? (name === null ? unknown : missingModule(machine, name)));
      continue;
    }
    bindImported(machine, frame, item.alias ?? item.name, found, item.name);
  }
}

/** Binds a name to what a module has under it, when that is first used. */
function bindImported(machine: Machine, frame: Frame, as: string, module: ModuleValue, name: string): void {
  bindName(machine, frame, as, { kind: 'lazy', force: (later) => importedName(later, module, name) });
}

function importedName(machine: Machine, module: ModuleValue, name: string): Value {
  const early = module.attributes.get(name);
  if (early !== undefined && early.kind !== 'lazy') return early;
  const guarded = machine.guarded;
  machine.guarded = 0;
  try {
    // A submodule of that name is meant where the package itself does not define it.
    return findAttribute(machine, module, name) ?? unknown;
  } finally {
    machine.guarded = guarded;
  }
}

/** What a module that is still running has yet to bind a name to: what its own text imports under it, else unknown; null where it binds no such name. */
export function boundLater(machine: Machine, module: ModuleValue, name: string): Value | null {
  if (module.state !== 'loading' || module.file === null) return null;
  const { body } = module.file.code();
  if (!boundNames(body).has(name)) return null;
  for (const statement of nested(body)) {
    if (statement.kind !== 'import-from') continue;
    const item = statement.names.find((each) => (each.alias ?? each.name) === name);
    const from = item === undefined ? null : absoluteName(module.file, statement.level, statement.module);
    const source = from === null ? null : machine.modules.find(from);
    if (item !== undefined && source !== null && source !== module) return importedName(machine, source, item.name);
  }
  return unknown;
}

/** Statements with those of their blocks: all that run in the same scope. */
function nested(body: readonly Statement[]): readonly Statement[] {
  return body.flatMap((statement) => [statement, ...(statement.kind === 'function' || statement.kind === 'class' ? [] : statementBlocks(statement).flatMap(nested))]);
}

function importAll(machine: Machine, frame: Frame, module: ModuleValue): void {
  const names = module.state === 'unloaded' && module.file !== null ? listedNames(module.file.text) : null;
  if (names !== null) {
    for (const name of names) bindImported(machine, frame, name, module, name);
    return;
  }
  loadModule(machine, module);
  const listed = module.attributes.get('__all__');
  if (listed !== undefined) {
    for (const item of iterate(machine, listed).items) {
      if (item.kind === 'str' && item.value !== null) bindName(machine, frame, item.value, findAttribute(machine, module, item.value) ?? unknown);
    }
    return;
  }
  for (const [name, value] of module.attributes) if (!name.startsWith('_')) bindName(machine, frame, name, value);
}

