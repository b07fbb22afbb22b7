/** Native functions of torch that are no ops, and what the preludes are given. */
import type { Dim } from '../../../kernels/dims/dim';
import { ops } from '../../../kernels/ops/all';
import { Refusal } from '../../../kernels/ops/op';
import type { DType } from '../../../kernels/ops/tensor-type';
import { callValue } from '../../interpreter/call';
import { refuse } from '../../interpreter/exception';
import { iterate } from '../../interpreter/iterate';
import type { Machine } from '../../interpreter/machine';
import { truth } from '../../interpreter/operator';
import { defineNative } from '../../interpreter/signature';
import { dict, float, int, iterator, list, native, none, positional, str, tuple, unknown, unknownBool, unknownInt } from '../../interpreter/value';
import type { ClassValue, InstanceValue, Value } from '../../interpreter/value';
import { bindOp, currentLayer, recordCall, recorderOf } from './binding';
import type { RefusalDetail } from './binding';
import { dtypeOf } from './dtype';
import { graphTensor, isTensor, makeTensor, parameterClass, tensorClass } from './tensor';
import { tensorOf } from './tensor-literal';

function sizesOf(values: readonly Value[]): readonly Dim[] {
  return values.map((value) => (value.kind === 'int' ? value.value : null));
}

function dtypeArgument(value: Value, byDefault: DType): DType | null {
  return value.kind === 'none' ? byDefault : dtypeOf(value);
}

/** A tensor that no op made: `_empty(2, 3)`. */
function emptyNative(name: string, type: ClassValue) {
  return defineNative(`${name}(*sizes, dtype=None)`, (_, args) => {
    const sizes = args.get('sizes');
    const shape = sizes.kind === 'tuple' && sizes.rest === null ? sizesOf(sizes.items) : null;
    return makeTensor({ shape, dtype: dtypeArgument(args.get('dtype'), 'float32') }, type);
  });
}

/** What a function that no op stands for returns, with the element type of its first input. */
const result = defineNative('_result(called, inputs, shape)', (machine, args) => {
  const called = args.get('called');
  const { items } = iterate(machine, args.get('inputs'));
  const sizes = iterate(machine, args.get('shape'));
  const first = items.find(isTensor);
  const output = makeTensor({ shape: sizes.rest === null ? sizesOf(sizes.items) : null, dtype: first === undefined ? null : graphTensor(first).type.dtype });
  recordCall(machine, called.kind === 'str' ? (called.value ?? '') : '', items, [output]);
  return output;
});

const exceptions = ['RuntimeError', 'ValueError', 'TypeError', 'IndexError', 'AssertionError', 'NotImplementedError', 'ZeroDivisionError'] as const;

/** What a layer refuses by itself, in PyTorch's words. */
const refusal = defineNative("_refuse(code, text, exception='ValueError')", (machine, args) => {
  const [code, text, exception] = ['code', 'text', 'exception'].map((name) => {
    const value = args.get(name);
    return value.kind === 'str' ? value.value : null;
  });
  const type = exceptions.find((name) => name === exception);
  // Words with an unknown part tell nothing.
  if (code === null || code === undefined || text === null || text === undefined || type === undefined) return none;
  const layer = currentLayer(machine);
  const detail: RefusalDetail = { op: layer?.class.name ?? '', refusal: new Refusal(code, text, type), args: {}, layer };
  return refuse(machine, { code, text, exception: type, detail }, none);
});

/** A batch of samples like this one: tensors stacked, numbers made tensors, in the containers that the sample has. */
function collated(machine: Machine, sample: Value, size: Dim): Value {
  if (isTensor(sample)) {
    const { shape, dtype } = graphTensor(sample).type;
    const batch = makeTensor({ shape: shape === null ? null : [size, ...shape], dtype });
    recordCall(machine, 'stack', [sample], [batch]);
    return batch;
  }
  switch (sample.kind) {
    case 'int':
      return makeTensor({ shape: [size], dtype: 'int64' });
    case 'float':
      return makeTensor({ shape: [size], dtype: 'float64' });
    case 'bool':
      return makeTensor({ shape: [size], dtype: 'bool' });
    case 'str':
      return list([], str(null));
    case 'tuple':
    case 'list':
      return sample.rest === null ? list(sample.items.map((item) => collated(machine, item, size))) : unknown;
    case 'dict': {
      const batch = dict();
      for (const [key, entry] of sample.entries) batch.entries.set(key, { key: entry.key, value: collated(machine, entry.value, size) });
      batch.open = sample.open;
      return batch;
    }
    default:
      return unknown;
  }
}

const collate = defineNative('_collate(sample, size)', (machine, args) => {
  const size = args.get('size');
  return collated(machine, args.get('sample'), size.kind === 'int' ? size.value : null);
});

/** A lazy layer is of its plain class from its first input on. */
const become = native('_become', (_, { positional: [self, type] }) => {
  if (self?.kind === 'instance' && type?.kind === 'class') (self as { class: InstanceValue['class'] }).class = type;
  return none;
});

const watchGrad = native('_watch_grad', (machine, { positional: [state] }) => {
  if (state?.kind === 'instance') recorderOf(machine).watchGrad(state);
  return none;
});

const loaded = native('_loaded', (machine, { positional: [module] }) => {
  if (module?.kind === 'instance') recorderOf(machine).happen(machine, 'load', module, null);
  return none;
});

const stepped = native('_stepped', (machine) => {
  recorderOf(machine).step();
  return none;
});

/** Batches of a loader are spelled out up to so many. */
const mostBatches = 3;

/** The sizes of a loader's batches: full ones, and last what is left over unless that is dropped. */
const batchSizes = defineNative('_batch_sizes(batch_size, samples, drop_last)', (machine, args) => {
  const [size, samples] = [args.get('batch_size'), args.get('samples')];
  const dropLast = truth(machine, args.get('drop_last'));
  return iterator(() => {
    if (size.kind !== 'int' || samples.kind !== 'int' || typeof size.value !== 'number' || typeof samples.value !== 'number' || size.value < 1 || dropLast === null) return { items: [], rest: size };
    const full = Math.floor(samples.value / size.value);
    const left = dropLast ? 0 : samples.value % size.value;
    const last = left === 0 ? [] : [int(left)];
    if (full <= mostBatches) return { items: [...Array.from({ length: full }, () => size), ...last], rest: null };
    // Between the first and the last, the batches are like the first.
    return left === 0 ? { items: [], rest: size } : { items: [size], rest: int(left) };
  });
});

/** Ops that PyTorch's layers apply, and that are no functions of their own. */
export const recurrent: readonly string[] = ['lstm', 'gru', 'rnn_tanh', 'rnn_relu'];

/** What every prelude may use besides Python itself. */
export const preludeNatives: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['_empty', emptyNative('_empty', tensorClass)],
  ['_parameter', emptyNative('_parameter', parameterClass)],
  ['_result', result],
  ['_refuse', refusal],
  ['_become', become],
  ['_collate', collate],
  ['_watch_grad', watchGrad],
  ['_loaded', loaded],
  ['_batch_sizes', batchSizes],
  ['_stepped', stepped],
  ['_unknown', native('_unknown', () => unknown)],
  ['_unknown_int', native('_unknown_int', () => unknownInt)],
  ['_unknown_bool', native('_unknown_bool', () => unknownBool)],
  // An iterator over an unknown number of elements like the one given.
  ['_some', native('_some', (_, { positional: [element = unknown] }) => iterator(() => ({ items: [], rest: element })))],
  ...recurrent.flatMap((name): [string, Value][] => {
    const op = ops.get(name);
    return op === undefined ? [] : [[`_${name}`, bindOp(op)]];
  }),
]);

/** `torch.tensor` and the like. */
export const torchNatives: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...['tensor', 'as_tensor', 'asarray', 'scalar_tensor'].map((name): [string, Value] => [
    name,
    defineNative(`${name}(data, dtype=None, device=None, requires_grad=False, pin_memory=False, copy=None)`, (_, args) => {
      const data = args.get('data');
      const dtype = args.get('dtype');
      // What is a tensor already may be given back as it is.
      if (isTensor(data) && dtype.kind === 'none' && name !== 'tensor') return data;
      return tensorOf(data, dtypeOf(dtype));
    }),
  ]),
  // One tensor gives one, several or a list give as many.
  ...['atleast_1d', 'atleast_2d', 'atleast_3d'].flatMap((name): [string, Value][] => {
    const op = ops.get(name);
    if (op === undefined) return [];
    const one = bindOp(op);
    return [[name, native(name, (machine, args) => {
      const [first] = args.positional;
      const isOne = args.positional.length === 1 && first?.kind !== 'list' && first?.kind !== 'tuple';
      if (isOne || args.open || first === undefined) return callValue(machine, one, args);
      const { items, rest } = args.positional.length === 1 ? iterate(machine, first) : { items: args.positional, rest: null };
      return rest === null ? tuple(items.map((item) => callValue(machine, one, positional(item)))) : unknown;
    })]];
  }),
  ...['finfo', 'iinfo', 'load', 'from_numpy'].map((name): [string, Value] => [name, native(name, () => (name === 'from_numpy' ? makeTensor({ shape: null, dtype: null }) : unknown))]),
]);

/** Initialisers give back the tensor that they fill. */
export const initialisers: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...['uniform_', 'normal_', 'constant_', 'ones_', 'zeros_', 'eye_', 'dirac_', 'xavier_uniform_', 'xavier_normal_', 'kaiming_uniform_', 'kaiming_normal_',
    'trunc_normal_', 'orthogonal_', 'sparse_', 'xavier_uniform', 'xavier_normal', 'kaiming_uniform', 'kaiming_normal', 'constant', 'normal', 'uniform']
    .map((name): [string, Value] => [name, native(name, (_, args) => args.positional[0] ?? args.keyword.get('tensor') ?? none)]),
  ['calculate_gain', native('calculate_gain', () => float(null))],
]);
