/** The modules of torch, and of einops on top of it: ops under their names, native classes, and the preludes written in Python. */
import { ops } from '../../../kernels/ops/all';
import { einops, einopsLayer } from '../../../kernels/ops/einops';
import { nativeModule, sourceModule } from '../../interpreter/module';
import type { Library, SourceFile } from '../../interpreter/module';
import { bool, native, none, unknown, unknownBool, unknownInt } from '../../interpreter/value';
import type { ModuleValue, Value } from '../../interpreter/value';
import type { SourceModule } from '../../syntax/ir';
import { visionNatives, visionOps } from '../torchvision/native';
import { bindOp, recordInto } from './binding';
import { dtypeClass, dtypeNames } from './dtype';
import { moduleNatives } from './module';
import { initialisers, preludeNatives, recurrent, torchNatives } from './native';
import { moduleAliases, preludes } from './prelude';
import type { Recorder } from './recorder';
import { bufferClass, parameterClass, sizeClass, tensorClass } from './tensor';
import './known-attribute';
import './tensor-attribute';
import { typedClasses } from './tensor-literal';
import { namedOps, optionsOf } from './tensor-method';
import './tensor-operator';

/** The names of the ops of a submodule: `linalg_norm` is `torch.linalg.norm`. */
function family(prefix: string): ReadonlyMap<string, Value> {
  return new Map([...ops.values()].filter((op) => op.name.startsWith(prefix)).map((op) => [op.name.slice(prefix.length), bindOp(op)]));
}

/** Every op as a function, and in place with a `_` (`F.relu_`). */
const functions: ReadonlyMap<string, Value> = new Map<string, Value>(
  namedOps.filter(([name]) => !recurrent.includes(name) && !visionOps.includes(name)).flatMap(([name, op]): [string, Value][] => [
    [name, bindOp(op, name, name.endsWith('_') ? { inPlace: true } : optionsOf(op.name))],
    ...(op.schema['inplace'] === undefined ? [] : [[`${name}_`, bindOp(op, `${name}_`, { inPlace: true })] satisfies [string, Value]]),
  ]),
);

const classes: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['Tensor', tensorClass],
  ['Size', sizeClass],
  ['dtype', dtypeClass],
  ...typedClasses,
]);

const einopsNatives: ReadonlyMap<string, Value> = new Map([['_einops', bindOp(einops)], ['_einops_layer', bindOp(einopsLayer)]]);

/** The names that a prelude is given besides what every prelude may use. */
const given: ReadonlyMap<string, readonly ReadonlyMap<string, Value>[]> = new Map([
  ['torch', [functions, classes, dtypeNames, torchNatives]],
  ['torch.nn.functional', [functions]],
  ['einops', [einopsNatives]],
  ['einops.layers.torch', [einopsNatives]],
  ['torch.nn.modules.module', [moduleNatives]],
  ['torch.nn.parameter', [new Map([['Parameter', parameterClass], ['Buffer', bufferClass]])]],
]);

function answers(value: Value, ...names: readonly string[]): readonly [string, Value][] {
  return names.map((name) => [name, native(name, () => value)]);
}

/** Decorators that leave what they decorate as it is, with and without arguments. */
function kept(...names: readonly string[]): readonly [string, Value][] {
  const keep = (name: string): Value => native(name, (_, { positional: [decorated] }) => decorated ?? keep(name));
  return names.map((name) => [name, keep(name)]);
}

/** The functions of `torch.special` by the ops that they are. */
const special: Readonly<Record<string, string>> = {
  digamma: 'digamma', erf: 'erf', erfc: 'erfc', erfinv: 'erfinv', exp2: 'exp2', expit: 'sigmoid', expm1: 'expm1', gammaln: 'lgamma', i0: 'i0', log1p: 'log1p',
  log_softmax: 'log_softmax', logit: 'logit', logsumexp: 'logsumexp', multigammaln: 'mvlgamma', gammainc: 'igamma', gammaincc: 'igammac', polygamma: 'polygamma', psi: 'digamma', round: 'round', sinc: 'sinc', softmax: 'softmax', xlogy: 'xlogy',
};

/** Modules of native values alone. */
const natives: ReadonlyMap<string, ReadonlyMap<string, Value>> = new Map<string, ReadonlyMap<string, Value>>([
  ['torch.nn.init', initialisers],
  ['torch.linalg', new Map([...family('linalg_'), ['matmul', functions.get('matmul') ?? unknown]])],
  ['torch.fft', family('fft_')],
  ['torch.signal.windows', family('signal_windows_')],
  ['torch.special', new Map([...family('special_'), ...Object.entries(special).flatMap(([name, opName]): [string, Value][] => {
    const op = ops.get(opName);
    return op === undefined ? [] : [[name, bindOp(op, `special_${name}`)]];
  })])],
  ['torch.cuda', new Map([...answers(unknownBool, 'is_available'), ...answers(bool(false), 'is_current_stream_capturing'), ...answers(unknownInt, 'device_count', 'current_device', 'memory_allocated')])],
  ['torch.ops', new Map([['torchvision', nativeModule('torch.ops.torchvision', visionNatives)]])],
  ['torch.compiler', new Map([...answers(bool(false), 'is_compiling', 'is_dynamo_compiling', 'is_exporting'), ...kept('disable', 'allow_in_graph', 'assume_constant_result'), ...answers(none, 'reset', 'cudagraph_mark_step_begin')])],
  ['torch._dynamo', new Map([...answers(bool(false), 'is_compiling'), ...kept('disable', 'allow_in_graph', 'run'), ...answers(none, 'reset', 'mark_dynamic')])],
  ['torch.onnx', new Map([...answers(bool(false), 'is_in_onnx_export'), ...answers(none, 'export')])],
  // One process is taken to run the program.
  ['torch.distributed', new Map([...answers(bool(false), 'is_initialized'), ...answers(unknownBool, 'is_available')])],
  ['torch.overrides', new Map([...answers(bool(false), 'has_torch_function', 'has_torch_function_unary', 'has_torch_function_variadic')])],
  ['torch.fx', new Map([['wrap', native('wrap', (_, { positional: [wrapped = unknown] }) => wrapped)]])],
]);

/** Modules of which nothing is known but that they exist. */
const opaque = new Set([
  'einops.layers',
  'torch.utils', 'torch.hub', 'torch.backends', 'torch.backends.cudnn', 'torch.profiler', 'torch.random',
  'torch.multiprocessing', 'torch.ao', 'torch.ao.quantization', 'torch.quantization', 'torch.signal', 'torch.sparse', 'torch.export',
  'torch.mps', 'torch.version', 'torch.types', 'torch.utils.model_zoo', 'torch.utils.tensorboard',
]);

const packages: readonly string[] = ['torch', 'einops'];

/** The file of a prelude. */
function preludeFile(name: string, text: string, parse: (text: string) => SourceModule): SourceFile {
  return { path: `<${name}>`, moduleName: name, isPackage: true, isProject: false, text, code: () => parse(text) };
}

/** torch for one run, written down by `recorder`. `parse` is asked for the preludes' IR, and may keep it. */
export function torchLibrary(recorder: Recorder, parse: (text: string) => SourceModule): Library {
  recordInto(recorder);
  const found = new Map<string, ModuleValue | null>();
  const make = (name: string): ModuleValue | null => {
    const prelude = preludes.get(name);
    if (prelude !== undefined) {
      const names = [preludeNatives, ...(given.get(name) ?? [])].flatMap((part) => [...part]);
      return sourceModule(preludeFile(name, prelude, parse), new Map(names), true);
    }
    const values = natives.get(name);
    if (values !== undefined) return nativeModule(name, values);
    return opaque.has(name) ? nativeModule(name, new Map()) : null;
  };
  const find = (name: string): ModuleValue | null => {
    const alias = moduleAliases.get(name);
    if (alias !== undefined) return find(alias);
    if (!packages.includes(name.split('.', 1)[0] ?? '')) return null;
    let module = found.get(name);
    if (module === undefined) {
      module = make(name);
      found.set(name, module);
    }
    return module;
  };
  return { packages, find };
}
