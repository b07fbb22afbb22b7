/** The standard library as far as it is modelled. Modules that are not here are looked for as files, and unknown in the end. */
import { makeBuiltins } from '../../interpreter/builtin/builtins';
import { nativeModule } from '../../interpreter/module';
import type { ModuleValue, Value } from '../../interpreter/value';
import { abstractBaseClasses } from './abstract-base';
import { argparse } from './argparse';
import { collections } from './collections';
import { contextlib } from './contextlib';
import { contextVariables } from './contextvars';
import { copy } from './copy';
import { dataclasses } from './dataclasses';
import { enumeration } from './enum';
import { functools } from './functools';
import { introspectionModules } from './introspection';
import { itertools } from './itertools';
import { math } from './math';
import { operator } from './operator';
import { regex } from './regex';
import { systemModules } from './system';
import { typing } from './typing';

/** The names of each module. Made anew for each run where they hold values that a program may change. */
const modules: Readonly<Record<string, () => ReadonlyMap<string, Value>>> = {
  ...systemModules,
  ...introspectionModules,
  argparse: () => argparse,
  builtins: makeBuiltins,
  collections: () => collections,
  'collections.abc': () => abstractBaseClasses,
  contextlib: () => contextlib,
  contextvars: () => contextVariables,
  copy: () => copy,
  dataclasses: () => dataclasses,
  enum: () => enumeration,
  functools: () => functools,
  itertools: () => itertools,
  math: () => math,
  operator: () => operator,
  re: () => regex,
  regex: () => regex,
  typing: () => typing,
  typing_extensions: () => typing,
};

/** The modules that are modelled. */
export const moduleNames: readonly string[] = Object.keys(modules);

/** The standard library for one run: its modules by name, null for names that are not its own. */
export function pythonLibrary(): { readonly packages: readonly string[]; readonly find: (name: string) => ModuleValue | null } {
  const found = new Map<string, ModuleValue>();
  return {
    packages: [],
    find: (name) => {
      const known = found.get(name);
      if (known !== undefined) return known;
      const make = Object.hasOwn(modules, name) ? modules[name] : undefined;
      if (make === undefined) return null;
      const module = nativeModule(name, make());
      found.set(name, module);
      return module;
    },
  };
}
