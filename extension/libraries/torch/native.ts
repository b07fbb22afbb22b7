/** Native functions of torch that are no ops, and what the preludes are given. */
import type { Dim } from '../../../kernels/dims/dim';
import type { DType } from '../../../kernels/ops/tensor-type';
import { refuse } from '../../interpreter/exception';
import { iterate } from '../../interpreter/iterate';
import { defineNative } from '../../interpreter/signature';
import { float, iterator, native, none, unknown, unknownBool, unknownInt } from '../../interpreter/value';
import type { NativeFunction, Value } from '../../interpreter/value';
import { recordResult } from './binding';
import { dtypeOf } from './dtype';
import { graphTensor, isTensor, makeTensor } from './tensor';
import { tensorOf } from './tensor-method';

function sizesOf(values: readonly Value[]): readonly Dim[] {
  return values.map((value) => (value.kind === 'int' ? value.value : null));
}

function dtypeArgument(value: Value, byDefault: DType): DType | null {
  if (value.kind === 'none') return byDefault;
  return dtypeOf(value);
}

/** `_empty(*sizes, dtype)`: a tensor that no op made. */
const empty = defineNative('_empty(*sizes, dtype=None)', (_, args) => {
  const sizes = args.get('sizes');
  const shape = sizes.kind === 'tuple' && sizes.rest === null ? sizesOf(sizes.items) : null;
  return makeTensor({ shape, dtype: dtypeArgument(args.get('dtype'), 'float32') });
});

/** `_result(name, inputs, shape)`: what a composite function returns, with the element type of its first input. */
const result = defineNative('_result(name, inputs, shape)', (machine, args) => {
  const name = args.get('name');
  const inputs = iterate(machine, args.get('inputs')).items;
  const sizes = iterate(machine, args.get('shape'));
  const first = inputs.find(isTensor);
  const output = makeTensor({ shape: sizes.rest === null ? sizesOf(sizes.items) : null, dtype: first === undefined ? null : graphTensor(first).type.dtype });
  recordResult(machine, name.kind === 'str' ? (name.value ?? '') : '', inputs, output);
  return output;
});

/** `_refuse(code, text, exception)`: what PyTorch would raise here. */
const refusal = defineNative("_refuse(code, text, exception='ValueError')", (machine, args) => {
  const [code, text, exception] = ['code', 'text', 'exception'].map((name) => args.get(name));
  if (code?.kind !== 'str' || text?.kind !== 'str' || exception?.kind !== 'str') return none;
  return refuse(machine, { code: code.value ?? '', text: text.value ?? '', exception: exception.value ?? 'ValueError', detail: null }, none);
});

/** What every prelude may use besides Python itself. */
export const preludeNatives: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['_empty', empty],
  ['_result', result],
  ['_refuse', refusal],
  ['_unknown', native('_unknown', () => unknown)],
  ['_unknown_int', native('_unknown_int', () => unknownInt)],
  ['_unknown_bool', native('_unknown_bool', () => unknownBool)],
  // An iterator over an unknown number of elements like the one given.
  ['_some', native('_some', (_, args) => iterator(() => ({ items: [], rest: args.positional[0] ?? unknown })))],
]);

function identity(name: string): NativeFunction {
  return native(name, (_, args) => args.positional[0] ?? none);
}

/** `torch.tensor` and the like. */
export const torchNatives: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...['tensor', 'as_tensor', 'asarray', 'scalar_tensor'].map((name): [string, Value] => [
    name,
    native(name, (_, args) => {
      const dtype = args.keyword.get('dtype') ?? args.positional[1];
      const [data] = args.positional;
      return tensorOf(data ?? args.keyword.get('data') ?? unknown, dtype === undefined ? null : dtypeOf(dtype));
    }),
  ]),
  ['from_numpy', native('from_numpy', () => makeTensor({ shape: null, dtype: null }))],
  ['finfo', native('finfo', () => unknown)],
  ['iinfo', native('iinfo', () => unknown)],
  ['load', native('load', () => unknown)],
]);

/** Initialisers give back the tensor that they fill. */
export const initialisers: ReadonlyMap<string, Value> = new Map<string, Value>(
  ['uniform_', 'normal_', 'constant_', 'ones_', 'zeros_', 'eye_', 'dirac_', 'xavier_uniform_', 'xavier_normal_', 'kaiming_uniform_', 'kaiming_normal_',
    'trunc_normal_', 'orthogonal_', 'sparse_', 'xavier_uniform', 'xavier_normal', 'kaiming_uniform', 'kaiming_normal', 'constant', 'normal', 'uniform']
    .map((name): [string, Value] => [name, identity(name)])
    .concat([['calculate_gain', native('calculate_gain', () => float(null))], ['_calculate_fan_in_and_fan_out', native('fans', () => unknown)]]),
);
