/** Methods of tensors: every op under its own name, in place with a `_`, and conversions. */
import { ops } from '../../../kernels/ops/all';
import { Refusal } from '../../../kernels/ops/op';
import type { Op } from '../../../kernels/ops/op';
import type { DType } from '../../../kernels/ops/tensor-type';
import { tensorUnfold } from '../../../kernels/ops/window';
import { storeAttribute } from '../../interpreter/attribute';
import { callValue } from '../../interpreter/call';
import type { Machine } from '../../interpreter/machine';
import { bool, native, none, str, tuple, unknown, unknownBool, unknownInt } from '../../interpreter/value';
import type { CallArguments, ObjectValue, Value } from '../../interpreter/value';
import { bindOp, recordCall, toDatum } from './binding';
import type { BindingOptions } from './binding';
import { constantOf, forgetConstant, holdConstant } from './constant';
import { dtypeNames, dtypeOf } from './dtype';
import { graphTensor, isTensor, makeTensor, retype, sizeClass, tensorClass } from './tensor';
import { tensorOf } from './tensor-literal';
import { tensorNames } from './tensor-name';

/** The parameter of each function whose sizes may be spelled out one by one: `x.view(2, 3)`. */
const variadic: Readonly<Record<string, string>> = {
  view: 'size', sum_to_size: 'size', reshape: 'shape', permute: 'dims', expand: 'size', repeat: 'repeats', tile: 'dims', flip: 'dims', unflatten: 'sizes',
  zeros: 'size', ones: 'size', empty: 'size', rand: 'size', randn: 'size', new_zeros: 'size', new_ones: 'size', new_empty: 'size',
  meshgrid: 'tensors', cartesian_prod: 'tensors', block_diag: 'tensors', broadcast_tensors: 'tensors', atleast_1d: 'tensors', einsum: 'operands',
};

/** The binding options of an op by its name. */
export function optionsOf(name: string): BindingOptions {
  const varargs = variadic[name];
  return varargs === undefined ? {} : { varargs };
}

/** Names that PyTorch gives the same function besides. */
export const aliases: Readonly<Record<string, string>> = {
  multiply: 'mul', subtract: 'sub', divide: 'div', negative: 'neg', absolute: 'abs', greater: 'gt', less: 'lt', greater_equal: 'ge',
  less_equal: 'le', not_equal: 'ne', spmm: 'mm', swapdims: 'transpose', swapaxes: 'transpose', moveaxis: 'movedim', arccos: 'acos', arcsin: 'asin',
  arctan: 'atan', arccosh: 'acosh', arcsinh: 'asinh', arctanh: 'atanh', arctan2: 'atan2', fix: 'trunc', concat: 'cat', concatenate: 'cat', row_stack: 'vstack', ger: 'outer',
  alias_copy: 'clone', unfold_copy: 'tensor_unfold', diagonal_copy: 'diagonal', expand_copy: 'expand', narrow_copy: 'narrow', permute_copy: 'permute', split_with_sizes_copy: 'split_with_sizes',
  squeeze_copy: 'squeeze', t_copy: 't', transpose_copy: 'transpose', unbind_copy: 'unbind', unsqueeze_copy: 'unsqueeze', view_copy: 'view', as_strided_copy: 'as_strided',
  unsafe_chunk: 'chunk', unsafe_split: 'split', unsafe_split_with_sizes: 'split_with_sizes',
};

/** Every op under its own name and its aliases. */
export const namedOps: readonly (readonly [name: string, op: Op])[] = [
  ...ops,
  ...Object.entries(aliases).flatMap(([alias, name]): (readonly [string, Op])[] => {
    const op = ops.get(name);
    return op === undefined ? [] : [[alias, op]];
  }),
];

function functionOf(name: string): Value {
  const op = ops.get(name);
  return op === undefined ? unknown : bindOp(op);
}

type Method = (machine: Machine, self: ObjectValue, args: CallArguments) => Value;

function method(name: string, run: Method): void {
  tensorClass.attributes.set(name, native(name, (machine, args) => {
    const [self, ...rest] = args.positional;
    return self !== undefined && isTensor(self) ? run(machine, self, { ...args, positional: rest }) : unknown;
  }));
}

/** Methods in place that give their tensor another shape. */
const reshaping = new Set(['addbmm_', 'as_strided_', 'squeeze_', 'unsqueeze_', 'transpose_', 't_', 'swapaxes_', 'swapdims_']);

function reshapeInPlace(name: string, op: Op): void {
  method(name, (machine, self, args) => {
    const [first, ...parameters] = Object.keys(op.schema);
    const given = parameters.flatMap((parameter, index) => {
      const value = args.positional[index] ?? args.keyword.get(parameter);
      return value === undefined ? [] : [[parameter, toDatum(value)] as const];
    });
    const result = op.apply({ [first ?? 'input']: toDatum(self), ...Object.fromEntries(given) });
    const [type] = result instanceof Refusal ? [result.recovery ?? undefined] : result.outputs;
    retype(machine, self, type ?? { shape: null, dtype: null });
    return self;
  });
}

/** Ops that a tensor has as properties. */
const properties = new Set(['mT', 'real', 'imag']);

for (const [name, op] of namedOps) {
  const [first] = Object.values(op.schema);
  const inPlace = `${name}_`;
  if (first?.isTensor !== true || properties.has(name)) continue;
  if (tensorNames.has(name)) tensorClass.attributes.set(name, bindOp(op, name, { ...(name.endsWith('_') ? { inPlace: true } : optionsOf(name)), isMethod: true }));
  if (reshaping.has(inPlace)) reshapeInPlace(inPlace, op);
  else if (tensorNames.has(inPlace) && !ops.has(inPlace)) tensorClass.attributes.set(inPlace, bindOp(op, inPlace, { ...optionsOf(name), inPlace: true, isMethod: true }));
}

// Methods that take other arguments than the functions of their names.
tensorClass.attributes.set('unfold', bindOp(tensorUnfold, 'unfold'));
method('where', (machine, self, { positional: [condition, ...others], ...args }) => {
  const choose = functionOf('where');
  return condition === undefined ? unknown : callValue(machine, choose, { ...args, positional: [condition, self, ...others] });
});

/** A function that gives back the very tensor; one in place with other numbers in it. */
function returnsSelf(...names: readonly string[]): void {
  for (const name of names) {
    method(name, (machine, self) => {
      if (name.endsWith('_')) forgetConstant(self);
      recordCall(machine, name, [self], []);
      return self;
    });
  }
}

function answers(value: Value, ...names: readonly string[]): void {
  for (const name of names) method(name, () => value);
}

// Where a tensor lies, and what numbers it holds, is no part of its type.
returnsSelf('contiguous', 'to_sparse', 'to_dense', 'cpu', 'cuda', 'xpu', 'pin_memory', 'coalesce', 'detach_', 'fill_', 'zero_', 'normal_', 'uniform_', 'random_', 'bernoulli_', 'exponential_',
  'geometric_', 'cauchy_', 'log_normal_', 'share_memory_', 'copy_', 'apply_', 'map_', 'fill_diagonal_', 'set_', 'resolve_conj', 'resolve_neg', 'rename', 'rename_', 'refine_names', 'align_to');
answers(none, 'retain_grad', 'requires_grad');
method('backward', (machine, self) => {
  recordCall(machine, 'backward', [self], []);
  return none;
});
method('numpy', (machine, self) => {
  recordCall(machine, 'numpy', [self], []);
  return unknown;
});
answers(unknown, 'data_ptr', 'storage', 'untyped_storage', 'get_device', 'register_hook', 'stride', 'storage_offset');
answers(unknownInt, 'element_size', 'sparse_dim', 'dense_dim');
answers(unknownBool, 'is_contiguous', 'is_shared', 'is_pinned', 'equal', 'allclose', 'is_set_to', 'is_conj', 'is_neg', 'is_inference', 'is_nonzero', 'is_same_size', 'is_signed', 'is_coalesced');
method('is_floating_point', (_, self) => bool(graphTensor(self).type.dtype?.includes('float')));
method('is_complex', (_, self) => bool(graphTensor(self).type.dtype?.startsWith('complex')));
method('requires_grad_', (machine, self, args) => {
  storeAttribute(machine, self, 'requires_grad', args.positional[0] ?? args.keyword.get('requires_grad') ?? bool(true));
  return self;
});
method('detach', (machine, self) => copyOf(machine, 'detach', self));
method('clone', (machine, self) => copyOf(machine, 'clone', self));
method('__deepcopy__', (_, self) => makeTensor(graphTensor(self).type, self.class));
method('resize_', (machine, self, { positional: [first, ...rest], open }) => {
  const given = toDatum(first?.kind === 'list' || first?.kind === 'tuple' ? first : tuple(first === undefined ? [] : [first, ...rest]));
  const sizes = given.kind === 'list' && !open ? given.items?.map((size) => (size.kind === 'int' ? size.value : null)) : undefined;
  retype(machine, self, { shape: sizes ?? null, dtype: graphTensor(self).type.dtype });
  return self;
});
method('resize_as_', (machine, self, { positional: [other] }) => {
  retype(machine, self, { shape: other !== undefined && isTensor(other) ? graphTensor(other).type.shape : null, dtype: graphTensor(self).type.dtype });
  return self;
});
// Functions that take their tensor second.
for (const name of ['polygamma', 'polygamma_']) {
  method(name, (machine, self, { positional: [order = unknown] }) => {
    const found = callValue(machine, functionOf('polygamma'), { positional: [order, self], keyword: new Map(), open: false });
    return name === 'polygamma' ? found : self;
  });
}
// There is no name here for halves of complex numbers.
method('chalf', (machine, self) => copyOf(machine, 'chalf', self, null));
for (const [name, dtype] of [['byte', 'uint8'], ['char', 'int8']] as const) method(name, (machine, self) => converted(machine, name, self, dtype));

function copyOf(machine: Machine, name: string, self: ObjectValue, dtype: DType | null = graphTensor(self).type.dtype): Value {
  const copy = makeTensor({ shape: graphTensor(self).type.shape, dtype });
  const numbers = constantOf(self);
  if (numbers !== null) holdConstant(copy, graphTensor(copy).type, numbers, name === 'detach' ? self : undefined);
  recordCall(machine, name, [self], [copy]);
  return copy;
}

/** The tensor with another element type: itself where that is its own. */
function converted(machine: Machine, name: string, self: ObjectValue, dtype: DType | null): Value {
  if (dtype !== graphTensor(self).type.dtype) return copyOf(machine, name, self, dtype);
  recordCall(machine, name, [self], []);
  return self;
}

method('to', (machine, self, args) => {
  const own = graphTensor(self).type.dtype;
  let dtype = own;
  for (const value of [...args.positional, ...args.keyword.values()]) {
    if (isTensor(value)) dtype = graphTensor(value).type.dtype;
    else if (value.kind === 'unknown') dtype = null;
    else dtype = dtypeOf(value) ?? dtype;
  }
  if (args.open) dtype = null;
  return converted(machine, 'to', self, dtype);
});
method('type', (machine, self, args) => {
  const given = args.positional[0] ?? args.keyword.get('dtype');
  return given === undefined || given.kind === 'none' ? str(null) : converted(machine, 'type', self, dtypeOf(given));
});
method('type_as', (machine, self, args) => {
  const [other] = args.positional;
  return converted(machine, 'type_as', self, other !== undefined && isTensor(other) ? graphTensor(other).type.dtype : null);
});
for (const [name, value] of dtypeNames) if (tensorNames.has(name)) method(name, (machine, self) => converted(machine, name, self, dtypeOf(value)));
method('new_tensor', (_, self, args) => {
  const dtype = args.keyword.get('dtype');
  return tensorOf(args.positional[0] ?? unknown, dtype === undefined ? graphTensor(self).type.dtype : dtypeOf(dtype));
});
method('new', (_, self, { positional: given }) => {
  const { dtype } = graphTensor(self).type;
  const [first] = given;
  const sizes = first?.kind === 'tuple' && first.class === sizeClass ? first.items : given;
  const isSizes = sizes.every(({ kind }) => kind === 'int') && (first?.kind !== 'tuple' || first.rest === null);
  if (isSizes) return makeTensor({ shape: sizes.map((size) => (size.kind === 'int' ? size.value : null)), dtype });
  return first?.kind === 'list' || first?.kind === 'tuple' ? tensorOf(first, dtype) : makeTensor({ shape: null, dtype });
});
