/** What `torch.nn.Module` does natively: attributes, calls, and being recorded. */
import { callValue } from '../../interpreter/call';
import { dropAttribute, getAttribute, objectSetAttribute } from '../../interpreter/attribute';
import { fail } from '../../interpreter/exception';
import type { Machine } from '../../interpreter/machine';
import { mayHave } from '../../interpreter/replaced';
import { bool, dict, native, none, positional, set, str, tuple, unknown } from '../../interpreter/value';
import type { CallArguments, DictValue, InstanceValue, Value } from '../../interpreter/value';
import { namedEntries } from '../../interpreter/builtin/known';
import { keywordDict } from '../python/functools';
import { recorderOf } from './binding';
import { bufferClass, graphTensor, isParameter, isTensor } from './tensor';

/** Whether a value is an instance of `torch.nn.Module`. */
export function isModule(value: Value): value is InstanceValue {
  return value.kind === 'instance' && value.class.mro.some((type) => type.name === 'Module' && type.module === 'torch.nn.modules.module');
}

const registries = ['_parameters', '_buffers', '_modules'] as const;

type Registry = (typeof registries)[number];

function registry(module: InstanceValue, name: Registry): DictValue | null {
  const held = module.attributes.get(name);
  return held?.kind === 'dict' ? held : null;
}

function remove(machine: Machine, module: InstanceValue, key: string): void {
  for (const name of registries) {
    const held = registry(module, name);
    if (held?.entries.has(`s${key}`) !== true) continue;
    machine.heap.touch(held);
    held.entries.delete(`s${key}`);
  }
  if (module.attributes.has(key)) {
    machine.heap.touch(module);
    module.attributes.delete(key);
  }
}

function register(machine: Machine, module: InstanceValue, name: Registry, key: string, value: Value): void {
  const held = registry(module, name);
  if (held === null) return;
  if (held.entries.get(`s${key}`) === undefined) remove(machine, module, key);
  machine.heap.touch(held);
  held.entries.set(`s${key}`, { key: str(key), value });
}

const initialise = native('Module.__init__', (machine, args) => {
  const [module] = args.positional;
  if (module?.kind !== 'instance') return none;
  machine.heap.touch(module);
  const { attributes } = module;
  attributes.set('training', bool(true));
  for (const name of ['_parameters', '_buffers', '_modules', '_forward_hooks', '_forward_pre_hooks']) attributes.set(name, dict());
  attributes.set('_non_persistent_buffers_set', set());
  recorderOf(machine).construct(machine, module);
  return none;
});

/** Raises where a module is given parts before it can hold any. */
function demandInit(module: InstanceValue, name: Registry, noun: string): void {
  if (registry(module, name) === null && !module.open && !module.class.open && !module.attributes.has(name)) fail('AttributeError', `cannot assign ${noun} before Module.__init__() call`);
}

const setAttribute = native('Module.__setattr__', (machine, args) => {
  const [module, name, value] = args.positional;
  if (module?.kind !== 'instance' || name?.kind !== 'str' || name.value === null || value === undefined) return none;
  const key = name.value;
  if (key === 'training') recorderOf(machine).happen(machine, 'mode', module, value.kind === 'bool' ? value.value : null);
  if (isParameter(value)) {
    demandInit(module, '_parameters', 'parameters');
    register(machine, module, '_parameters', key, value);
  } else if (isModule(value)) {
    demandInit(module, '_modules', 'module');
    register(machine, module, '_modules', key, value);
  } else if (isTensor(value) && value.class === bufferClass) {
    register(machine, module, '_buffers', key, value);
  } else {
    const holder = registries.find((held) => registry(module, held)?.entries.has(`s${key}`) === true);
    if (holder === undefined) callValue(machine, objectSetAttribute, args);
    else if (holder === '_parameters' && isTensor(value)) {
      fail('TypeError', `cannot assign 'torch.FloatTensor' as parameter '${key}' (torch.nn.Parameter or None expected)`);
    } else register(machine, module, holder, key, value);
  }
  return none;
});

const getRegistered = native('Module.__getattr__', (machine, args) => {
  const [module, name] = args.positional;
  if (module?.kind !== 'instance' || name?.kind !== 'str' || name.value === null) return unknown;
  for (const held of registries) {
    const entry = registry(module, held)?.entries.get(`s${name.value}`);
    if (entry === undefined) continue;
    recorderOf(machine).read(machine, module, name.value);
    return entry.value;
  }
  if (module.open || module.class.open || mayHave(module, name.value)) return unknown;
  return fail('AttributeError', `'${module.class.name}' object has no attribute '${name.value}'`);
});

const deleteAttribute = native('Module.__delattr__', (machine, args) => {
  const [module, name] = args.positional;
  if (module?.kind !== 'instance' || name?.kind !== 'str' || name.value === null) return none;
  const key = name.value;
  const isRegistered = registries.some((held) => registry(module, held)?.entries.has(`s${key}`) === true);
  if (isRegistered) remove(machine, module, key);
  else dropAttribute(machine, module, key);
  return none;
});

/** Hooks that were registered, in order. */
function hooks(module: InstanceValue, name: string): readonly Value[] {
  const held = module.attributes.get(name);
  return held?.kind === 'dict' ? [...held.entries.values()].map((entry) => entry.value) : [];
}

/** Calls a hook; one that takes the keyword arguments as well stands in a tuple. */
function runHook(machine: Machine, hook: Value, module: InstanceValue, given: CallArguments, ...output: Value[]): Value {
  const takesKeywords = hook.kind === 'tuple';
  const callee = takesKeywords ? (hook.items[0] ?? unknown) : hook;
  return callValue(machine, callee, positional(module, tuple(given.positional), ...(takesKeywords ? [keywordDict(given.keyword, given.open)] : []), ...output));
}

/** The arguments after a pre-hook: a tuple in their place, a single value for the only one, or both kinds of arguments anew. */
function changedInputs(given: CallArguments, changed: Value, takesKeywords: boolean): CallArguments {
  if (changed.kind === 'none' || changed.kind === 'unknown') return given;
  if (!takesKeywords) {
    if (changed.kind !== 'tuple') return { ...given, positional: [changed] };
    return changed.rest === null ? { ...given, positional: changed.items } : given;
  }
  const [inputs, keywords] = changed.kind === 'tuple' ? changed.items : [];
  if (inputs?.kind !== 'tuple' || inputs.rest !== null || keywords?.kind !== 'dict') return given;
  return { positional: inputs.items, keyword: new Map(namedEntries(keywords)), open: keywords.open };
}

const call = native('Module.__call__', (machine, args) => {
  const [module] = args.positional;
  return module?.kind === 'instance' ? recorderOf(machine).run(machine, module, () => callModule(machine, args)) : callModule(machine, args);
});

function callModule(machine: Machine, args: CallArguments): Value {
  const [module, ...inputs] = args.positional;
  if (module === undefined) return unknown;
  const forward = getAttribute(machine, module, 'forward');
  let given: CallArguments = { ...args, positional: inputs };
  if (module.kind !== 'instance') return callValue(machine, forward, given);
  for (const hook of hooks(module, '_forward_pre_hooks')) given = changedInputs(given, runHook(machine, hook, module, given), hook.kind === 'tuple');
  let output = callValue(machine, forward, given);
  for (const hook of hooks(module, '_forward_hooks')) {
    const changed = runHook(machine, hook, module, given, output);
    if (changed.kind !== 'none' && changed.kind !== 'unknown') output = changed;
  }
  const children = registry(module, '_modules');
  const isLeaf = children === null || [...children.entries.values()].every((entry) => entry.value.kind === 'none');
  if (isLeaf && isTensor(output)) recorderOf(machine).returned(module, graphTensor(output));
  return output;
}

/** The names that `prelude/module.py` is given. */
export const moduleNatives: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['_module_init', initialise],
  ['_module_setattr', setAttribute],
  ['_module_getattr', getRegistered],
  ['_module_delattr', deleteAttribute],
  ['_module_call', call],
]);
