/** Modules: where they come from, and running them when they are first needed. */
import type { SourceModule } from '../syntax/ir';
import { runBody } from './execute';
import { callPath, runModule, Stopped } from './machine';
import { leaveOpen } from './scope';
import type { Semantics } from './semantics';
import type { Frame, Machine } from './machine';
import { now, str } from './value';
import type { Environment, ModuleValue, Value } from './value';

/** A source file as the interpreter sees it. */
export interface SourceFile {
  readonly path: string;
  /** Dotted name; of a package for its `__init__`. */
  readonly moduleName: string;
  readonly isPackage: boolean;
  /** Files of the project get facts and diagnostics; library preludes do not. */
  readonly isProject: boolean;
  readonly code: () => SourceModule;
  readonly text: string;
  /** What its code means; Python's meaning where nothing else is said. */
  readonly semantics?: Semantics;
}

/** Modules that are built in. */
export interface Library {
  /** The module of a dotted name; null for names that are not the library's own. */
  readonly find: (name: string) => ModuleValue | null;
  /** Top-level packages that are the library's alone: files of that name are not looked for. */
  readonly packages: readonly string[];
  /** Names that are bound without an import, and the modules that they stand for. */
  readonly globals?: ReadonlyMap<string, string>;
  /** Stands in for packages whose source is not among the files: where it is, the library is not asked. */
  readonly isFallback?: boolean;
}

/** All modules by dotted name. */
export interface ModuleTable {
  /** The module, not yet run if it is new; null when there is none of that name. */
  readonly find: (name: string) => ModuleValue | null;
  /** Whether it is known that no module of that name can be imported. */
  readonly isAbsent: (name: string) => boolean;
  /** The module that a specifier names in a file, where that depends on the file: those of JavaScript do. */
  readonly resolve?: (specifier: string, from: SourceFile) => ModuleValue | null;
  /** What a library binds without an import: a script that a page has loaded. */
  readonly global?: (name: string) => Value | null;
  /** Modules found so far whose bodies have not run yet. */
  readonly pending: () => readonly ModuleValue[];
}

/** A module of source text. Its variables are its attributes. `given`: names that are there before its body runs. */
export function sourceModule(file: SourceFile, given: ReadonlyMap<string, Value> = new Map<string, Value>(), open = false): ModuleValue {
  const attributes = new Map<string, Value>([['__name__', str(file.moduleName)], ['__file__', str(file.path)], ...given]);
  return { kind: 'module', name: file.moduleName, attributes, file, state: 'unloaded', load: runSource, open, born: now() };
}

/** A module of native values alone. */
export function nativeModule(name: string, attributes: ReadonlyMap<string, Value>, open = true): ModuleValue {
  return { kind: 'module', name, attributes: new Map([['__name__', str(name)], ...attributes]), file: null, state: 'loaded', load: () => undefined, open, born: now() };
}

/** Runs a module's body, once. */
export function loadModule(machine: Machine, module: ModuleValue): void {
  if (module.state !== 'unloaded') return;
  module.state = 'loading';
  // A module runs once, whatever branch needed it first: it is no part of that branch.
  const { uncertain, guarded, decorating } = machine;
  machine.uncertain = 0;
  machine.guarded = 0;
  machine.decorating = 0;
  try {
    machine.heap.permanently(() => {
      if (machine.frames.length === 0) module.load(machine, module);
      else if (!runModule(machine, () => { module.load(machine, module); })) leaveOpen(moduleEnvironment(module));
    });
  } finally {
    machine.uncertain = uncertain;
    machine.guarded = guarded;
    machine.decorating = decorating;
    module.state = 'loaded';
  }
}

/** The scope whose variables are the module's attributes. */
export function moduleEnvironment(module: ModuleValue): Environment {
  return { kind: 'environment', variables: module.attributes, parent: null, type: 'module', born: module.born };
}

function runSource(machine: Machine, module: ModuleValue): void {
  const { file } = module;
  if (file === null) return;
  const environment = moduleEnvironment(module);
  const frame: Frame = { file, environment, function: null, self: null, owner: null, site: { start: 0, end: 0 }, outer: new Map(), yielded: null, handling: null, guesses: 0 };
  if (machine.frames.length >= machine.limits.depth) throw new Stopped(`imports nest deeper than ${String(machine.limits.depth)}`, callPath(machine));
  machine.frames.push(frame);
  try {
    runBody(machine, frame, file.code().body);
  } finally {
    machine.frames.pop();
  }
}
