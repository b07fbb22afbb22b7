/** The modules of torch: ops under their names, native classes, and the preludes written in Python. */
import { ops } from '../../../kernels/ops/all';
import { nativeModule, sourceModule } from '../../interpreter/module';
import type { Library, SourceFile } from '../../interpreter/module';
import { native, unknownBool, unknownInt } from '../../interpreter/value';
import type { ModuleValue, Value } from '../../interpreter/value';
import type { SourceModule } from '../../syntax/ir';
import { bindOp, recordInto } from './binding';
import { dtypeClass, dtypeNames } from './dtype';
import { moduleNatives } from './module';
import { initialisers, preludeNatives, torchNatives } from './native';
import ampText from './prelude/amp.py';
import autogradText from './prelude/autograd.py';
import checkpointText from './prelude/checkpoint.py';
import dataText from './prelude/data.py';
import functionalText from './prelude/functional.py';
import jitText from './prelude/jit.py';
import moduleText from './prelude/module.py';
import nnText from './prelude/nn.py';
import nnUtilsText from './prelude/nn_utils.py';
import optimText from './prelude/optim.py';
import parallelText from './prelude/parallel.py';
import parameterText from './prelude/parameter.py';
import torchText from './prelude/torch.py';
import type { Recorder } from './recorder';
import { parameterClass, sizeClass, tensorClass } from './tensor';
import { installTensorConstructor, optionsOf } from './tensor-method';

/** Functions under another name than their op's. */
const functionAliases: Readonly<Record<string, string>> = {
  concat: 'cat', concatenate: 'cat', multiply: 'mul', subtract: 'sub', divide: 'div', true_divide: 'div', negative: 'neg', absolute: 'abs',
  greater: 'gt', less: 'lt', greater_equal: 'ge', less_equal: 'le', not_equal: 'ne', clip: 'clamp', swapdims: 'transpose', swapaxes: 'transpose',
  moveaxis: 'movedim', row_stack: 'vstack', column_stack: 'hstack',
};

/** Every op as a function. */
const functions: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...[...ops.values()].map((op): [string, Value] => [op.name, bindOp(op, op.name, optionsOf(op.name))]),
  ...[...ops.values()].filter((op) => op.schema['inplace'] !== undefined).map((op): [string, Value] => [`${op.name}_`, bindOp(op, `${op.name}_`, { inPlace: true })]),
  ...Object.entries(functionAliases).flatMap(([alias, name]): [string, Value][] => {
    const op = ops.get(name);
    return op === undefined ? [] : [[alias, bindOp(op, alias, optionsOf(name))]];
  }),
]);

/** Ops of a submodule, by the start of their names: `linalg_norm` is `torch.linalg.norm`. */
function family(prefix: string): ReadonlyMap<string, Value> {
  return new Map([...ops.values()].filter((op) => op.name.startsWith(prefix)).map((op) => [op.name.slice(prefix.length), bindOp(op)]));
}

const classes: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['Tensor', tensorClass],
  ['Parameter', parameterClass],
  ['Size', sizeClass],
  ['dtype', dtypeClass],
  ...['FloatTensor', 'LongTensor', 'IntTensor', 'BoolTensor', 'DoubleTensor', 'HalfTensor', 'ByteTensor'].map((name): [string, Value] => [name, tensorClass]),
]);

installTensorConstructor();

function answers(value: Value, ...names: readonly string[]): ReadonlyMap<string, Value> {
  return new Map(names.map((name) => [name, native(name, () => value)]));
}

interface Prelude {
  readonly text: string;
  readonly given: readonly ReadonlyMap<string, Value>[];
}

const preludes: Readonly<Record<string, Prelude>> = {
  torch: { text: torchText, given: [functions, classes, dtypeNames, torchNatives] },
  'torch.nn': { text: nnText, given: [] },
  'torch.nn.functional': { text: functionalText, given: [functions] },
  'torch.nn.modules.module': { text: moduleText, given: [moduleNatives] },
  'torch.nn.parameter': { text: parameterText, given: [classes] },
  'torch.nn.parallel': { text: parallelText, given: [] },
  'torch.nn.utils': { text: nnUtilsText, given: [] },
  'torch.amp': { text: ampText, given: [] },
  'torch.autograd': { text: autogradText, given: [] },
  'torch.jit': { text: jitText, given: [] },
  'torch.optim': { text: optimText, given: [] },
  'torch.utils.checkpoint': { text: checkpointText, given: [] },
  'torch.utils.data': { text: dataText, given: [] },
};

/** Modules of native values alone. */
const natives: Readonly<Record<string, ReadonlyMap<string, Value>>> = {
  'torch.nn.init': initialisers,
  'torch.linalg': family('linalg_'),
  'torch.fft': family('fft_'),
  'torch.special': family('special_'),
  'torch.cuda': new Map([...answers(unknownBool, 'is_available'), ...answers(unknownInt, 'device_count', 'current_device', 'memory_allocated')]),
  'torch.fx': new Map([['wrap', native('wrap', (_, args) => args.positional[0] ?? unknownBool)]]),
};

/** The same module under further names. */
const moduleAliases: Readonly<Record<string, string>> = {
  'torch.cuda.amp': 'torch.amp',
  'torch.optim.lr_scheduler': 'torch.optim',
  'torch.utils.data.dataset': 'torch.utils.data',
  'torch.utils.data.dataloader': 'torch.utils.data',
  'torch.nn.utils.parametrizations': 'torch.nn.utils',
};

/** Modules of which nothing is known but that they exist. */
const opaque = new Set([
  'torch.utils', 'torch.hub', 'torch.distributed', 'torch.backends', 'torch.backends.cudnn', 'torch.onnx', 'torch.overrides', 'torch.profiler', 'torch.random',
  'torch.multiprocessing', 'torch.ao', 'torch.ao.quantization', 'torch.quantization', 'torch.sparse', 'torch.distributions', 'torch.export', 'torch.func',
  'torch.ops', 'torch.mps', 'torch.version', 'torch.types', 'torch.compiler', 'torch.utils.model_zoo', 'torch.utils.tensorboard', 'torch._dynamo',
]);

/** The file of a prelude. */
function preludeFile(name: string, text: string, parse: (text: string) => SourceModule): SourceFile {
  return { path: `<${name}>`, moduleName: name, isPackage: true, isProject: false, code: () => parse(text) };
}

/** torch for one run, written down by `recorder`. `parse` is asked for the preludes' IR, and may keep it. */
export function torchLibrary(recorder: Recorder, parse: (text: string) => SourceModule): Library {
  recordInto(recorder);
  const found = new Map<string, ModuleValue | null>();
  const make = (name: string): ModuleValue | null => {
    const alias = moduleAliases[name] ?? (name.startsWith('torch.nn.modules') && preludes[name] === undefined ? 'torch.nn' : undefined);
    if (alias !== undefined) return find(alias);
    const prelude = preludes[name];
    if (prelude !== undefined) {
      const given = new Map<string, Value>(preludeNatives);
      for (const names of prelude.given) for (const [key, value] of names) given.set(key, value);
      return sourceModule(preludeFile(name, prelude.text, parse), given, true);
    }
    const values = natives[name];
    if (values !== undefined) return nativeModule(name, values);
    return opaque.has(name) ? nativeModule(name, new Map()) : null;
  };
  const find = (name: string): ModuleValue | null => {
    if (name !== 'torch' && !name.startsWith('torch.')) return null;
    let module = found.get(name);
    if (module === undefined) {
      module = make(name);
      found.set(name, module);
    }
    return module;
  };
  return { packages: ['torch'], find };
}
