/** Methods, operators and properties of tensors, bound to the ops. */
import { product } from '../../../kernels/dims/dim';
import { ops } from '../../../kernels/ops/all';
import type { DType, TensorType } from '../../../kernels/ops/tensor-type';
import { callValue } from '../../interpreter/call';
import { storeAttribute } from '../../interpreter/attribute';
import { fail, refuse } from '../../interpreter/exception';
import type { Machine } from '../../interpreter/machine';
import { bool, int, iterator, list, native, none, notImplemented, str, tuple, unknown, unknownBool, unknownFloat, unknownInt } from '../../interpreter/value';
import type { CallArguments, NativeFunction, ObjectValue, Value } from '../../interpreter/value';
import { bindOp, toDatum } from './binding';
import { dtypeNames, dtypeOf, dtypeValue } from './dtype';
import { graphTensor, isTensor, makeTensor, parameterClass, sizeClass, sizeOf, tensorClass } from './tensor';

/** Methods whose sizes may be spelled out one by one: `x.view(2, 3)`. */
export const variadic: Readonly<Record<string, string>> = {
  view: 'size', reshape: 'shape', permute: 'dims', expand: 'size', repeat: 'repeats', tile: 'dims', flip: 'dims',
  zeros: 'size', ones: 'size', empty: 'size', rand: 'size', randn: 'size', new_zeros: 'size', new_ones: 'size', new_empty: 'size',
};

/** The binding options of an op by its name. */
export function optionsOf(name: string) {
  const varargs = variadic[name];
  return varargs === undefined ? {} : { varargs };
}

function method(name: string, run: (machine: Machine, self: ObjectValue, args: CallArguments) => Value): void {
  tensorClass.attributes.set(name, native(name, (machine, args) => {
    const [self, ...rest] = args.positional;
    return self !== undefined && isTensor(self) ? run(machine, self, { ...args, positional: rest }) : unknown;
  }));
}

function property(name: string, read: (self: ObjectValue, type: TensorType) => Value): void {
  const getter = native(name, (_, args) => {
    const [self] = args.positional;
    return self !== undefined && isTensor(self) ? read(self, graphTensor(self).type) : unknown;
  });
  tensorClass.attributes.set(name, { kind: 'property', getter, setter: native(name, (machine, args) => {
    const [self, value] = args.positional;
    // `x.data = y` and the like: the tensor takes the other's type.
    if (self !== undefined && value !== undefined && name === 'data' && isTensor(self) && isTensor(value)) graphTensor(self).type = graphTensor(value).type;
    else if (self !== undefined && value !== undefined) storeAttribute(machine, self, name, value);
    return none;
  }), cached: false });
}

function sameAs(type: TensorType): Value {
  return makeTensor(type);
}

/** Ops that are methods under their own name, and in place with a `_`. */
for (const op of ops.values()) {
  const [first] = Object.values(op.schema);
  if (first?.isTensor !== true) continue;
  tensorClass.attributes.set(op.name, bindOp(op, op.name, optionsOf(op.name)));
  tensorClass.attributes.set(`${op.name}_`, bindOp(op, `${op.name}_`, { ...optionsOf(op.name), inPlace: true }));
}

const methodAliases: Readonly<Record<string, string>> = {
  multiply: 'mul', subtract: 'sub', divide: 'div', true_divide: 'div', negative: 'neg', absolute: 'abs', greater: 'gt', less: 'lt',
  greater_equal: 'ge', less_equal: 'le', not_equal: 'ne', clip: 'clamp', swapdims: 'transpose', swapaxes: 'transpose', moveaxis: 'movedim', arccos: 'acos',
};

for (const [alias, name] of Object.entries(methodAliases)) {
  const op = ops.get(name);
  if (op === undefined) continue;
  tensorClass.attributes.set(alias, bindOp(op, alias, optionsOf(name)));
  tensorClass.attributes.set(`${alias}_`, bindOp(op, `${alias}_`, { ...optionsOf(name), inPlace: true }));
}

/** Binary operators: dunder name to op. */
const operators: Readonly<Record<string, string>> = {
  add: 'add', sub: 'sub', mul: 'mul', truediv: 'div', floordiv: 'floor_divide', mod: 'remainder', pow: 'pow', matmul: 'matmul',
  and: 'bitwise_and', or: 'bitwise_or', xor: 'bitwise_xor', lshift: 'bitwise_left_shift', rshift: 'bitwise_right_shift',
};
const comparisons: Readonly<Record<string, string>> = { eq: 'eq', ne: 'ne', lt: 'lt', le: 'le', gt: 'gt', ge: 'ge' };

/** Whether a tensor can be combined with a value at all. */
function isOperand(value: Value | undefined): boolean {
  return value !== undefined && ['int', 'float', 'bool', 'unknown', 'object'].includes(value.kind);
}

function operator(dunder: string, bound: NativeFunction, swapped: boolean): void {
  tensorClass.attributes.set(dunder, native(dunder, (machine, args) => {
    const [self, other] = args.positional;
    if (self === undefined || other === undefined || !isOperand(other)) return notImplemented;
    return callValue(machine, bound, { ...args, positional: swapped ? [other, self] : [self, other] });
  }));
}

for (const [dunder, name] of Object.entries({ ...operators, ...comparisons })) {
  const op = ops.get(name);
  if (op === undefined) continue;
  operator(`__${dunder}__`, bindOp(op, name), false);
  if (comparisons[dunder] !== undefined) continue;
  operator(`__r${dunder}__`, bindOp(op, name), true);
  operator(`__i${dunder}__`, bindOp(op, `${name}_`, { inPlace: true }), false);
}

for (const [dunder, name] of [['__neg__', 'neg'], ['__abs__', 'abs'], ['__invert__', 'bitwise_not'], ['__getitem__', 'getitem']] as const) {
  const op = ops.get(name);
  if (op !== undefined) tensorClass.attributes.set(dunder, bindOp(op, name === 'getitem' ? '__getitem__' : name));
}
tensorClass.attributes.set('__pos__', native('__pos__', (_, args) => args.positional[0] ?? unknown));
method('__setitem__', (machine, self, args) => {
  const op = ops.get('setitem');
  if (op !== undefined) callValue(machine, bindOp(op, '__setitem__', { inPlace: true }), { ...args, positional: [self, ...args.positional] });
  return none;
});

method('__len__', (machine, self) => {
  const { shape } = graphTensor(self).type;
  if (shape?.length === 0) return refuse(machine, { code: 'shape/rank', text: 'len() of a 0-d tensor', exception: 'TypeError', detail: null }, unknownInt);
  return int(shape?.[0] ?? null);
});

/** At most so many rows of a tensor are spelled out. */
const mostRows = 1000;

method('__iter__', (machine, self) => {
  const { shape, dtype } = graphTensor(self).type;
  if (shape?.length === 0) return refuse(machine, { code: 'shape/rank', text: 'iteration over a 0-d tensor', exception: 'TypeError', detail: null }, unknown);
  const rows = shape?.[0] ?? null;
  const row = (): Value => makeTensor({ shape: shape === null ? null : shape.slice(1), dtype });
  return iterator(() => (typeof rows === 'number' && rows <= mostRows ? { items: Array.from({ length: rows }, row), rest: null } : { items: [], rest: row() }));
});

method('__bool__', (_, self) => {
  const { shape } = graphTensor(self).type;
  const count = shape === null ? null : product(shape);
  if (typeof count === 'number' && count > 1) return fail('RuntimeError', 'Boolean value of Tensor with more than one value is ambiguous');
  return unknownBool;
});
method('__contains__', () => unknownBool);
method('__float__', () => unknownFloat);
method('__int__', () => unknownInt);
method('__index__', () => unknownInt);
method('__hash__', () => unknownInt);
method('__deepcopy__', (_, self) => makeTensor(graphTensor(self).type, self.class === parameterClass));
method('__array__', () => unknown);

property('shape', (_, type) => sizeOf(type));
property('dtype', (_, type) => (type.dtype === null ? unknown : dtypeValue(type.dtype)));
property('ndim', (_, type) => int(type.shape?.length ?? null));
property('itemsize', () => unknownInt);
property('data', (self) => self);
property('device', () => unknown);
property('layout', () => unknown);
property('grad', () => none);
property('grad_fn', () => none);
property('requires_grad', (self) => self.attributes.get('requires_grad') ?? bool(self.class === parameterClass));
property('is_cuda', () => unknownBool);
property('is_leaf', () => bool(true));
property('names', () => unknown);
property('T', (_, type) => sameAs({ ...type, shape: type.shape === null ? null : [...type.shape].reverse() }));
for (const name of ['mT', 'mH', 'H']) {
  property(name, (_, type) => {
    if (type.shape === null || type.shape.length < 2) return sameAs(type);
    const [b = null, a = null] = type.shape.slice(-2);
    return sameAs({ ...type, shape: [...type.shape.slice(0, -2), a, b] });
  });
}

/** A dimension as an index from the front; raises IndexError as PyTorch does. */
function dimIndex(machine: Machine, dim: Value | undefined, rank: number): number | null {
  if (dim?.kind !== 'int' || typeof dim.value !== 'number') return null;
  const at = dim.value < 0 ? dim.value + rank : dim.value;
  if (at >= 0 && at < rank) return at;
  refuse(machine, { code: 'shape/dim-range', text: `Dimension out of range (expected to be in range of [${String(-rank)}, ${String(rank - 1)}], but got ${String(dim.value)})`, exception: 'IndexError', detail: null }, none);
  return null;
}

method('size', (machine, self, args) => {
  const { type } = graphTensor(self);
  const dim = args.positional[0] ?? args.keyword.get('dim');
  if (dim === undefined || dim.kind === 'none') return sizeOf(type);
  if (type.shape === null) return unknownInt;
  const at = dimIndex(machine, dim, type.shape.length);
  return int(at === null ? null : (type.shape[at] ?? null));
});
for (const name of ['dim', 'ndimension']) method(name, (_, self) => int(graphTensor(self).type.shape?.length ?? null));
for (const name of ['numel', 'nelement']) {
  method(name, (_, self) => {
    const { shape } = graphTensor(self).type;
    return int(shape === null ? null : product(shape));
  });
}
method('stride', (_, self) => {
  const rank = graphTensor(self).type.shape?.length;
  return rank === undefined ? unknown : tuple(Array.from({ length: rank }, () => unknownInt));
});
method('item', (machine, self) => {
  const { shape, dtype } = graphTensor(self).type;
  const count = shape === null ? null : product(shape);
  if (typeof count === 'number' && count !== 1) refuse(machine, { code: 'shape/rank', text: `a Tensor with ${String(count)} elements cannot be converted to Scalar`, exception: 'RuntimeError', detail: null }, unknown);
  if (dtype === null) return unknown;
  return dtype === 'bool' ? unknownBool : dtype.includes('int') ? unknownInt : unknownFloat;
});
method('tolist', (_, self) => {
  const { shape, dtype } = graphTensor(self).type;
  const leaf = dtype === 'bool' ? unknownBool : dtype?.includes('int') === true ? unknownInt : unknownFloat;
  const build = (dims: readonly unknown[]): Value => {
    const [size, ...rest] = dims;
    if (dims.length === 0) return leaf;
    return typeof size === 'number' && size <= 100 ? list(Array.from({ length: size }, () => build(rest))) : list([], build(rest));
  };
  return shape === null ? unknown : build(shape);
});
for (const name of ['is_floating_point', 'is_complex', 'is_signed', 'is_contiguous', 'is_shared', 'is_pinned', 'equal', 'allclose', 'is_set_to']) {
  method(name, (_, self) => (name === 'is_floating_point' && graphTensor(self).type.dtype !== null ? bool(graphTensor(self).type.dtype?.includes('float')) : unknownBool));
}
for (const name of ['backward', 'register_hook', 'retain_grad', 'share_memory_', 'set_', 'resize_']) method(name, () => none);
for (const name of ['numpy', 'data_ptr', 'storage', 'untyped_storage', 'get_device', 'element_size']) method(name, () => unknown);

/** Methods that keep the type, as PyTorch's own names count them. */
for (const name of ['contiguous', 'clone', 'detach']) if (!ops.has(name)) method(name, (_, self) => sameAs(graphTensor(self).type));
for (const name of ['cpu', 'cuda', 'requires_grad_', 'detach_', 'pin_memory', 'fill_', 'zero_', 'normal_', 'uniform_', 'copy_', 'trunc_normal_', 'random_',
  'bernoulli_', 'exponential_', 'data_', 'apply_', 'coalesce', 'eval', 'type_', 'refine_names', 'rename', 'rename_', 'align_to']) {
  method(name, (machine, self, args) => {
    if (name === 'requires_grad_') storeAttribute(machine, self, 'requires_grad', args.positional[0] ?? bool(true));
    return self;
  });
}

function withDtype(self: ObjectValue, dtype: DType | null): Value {
  const { type } = graphTensor(self);
  return dtype === null || dtype === type.dtype ? self : sameAs({ shape: type.shape, dtype });
}

method('to', (_, self, args) => {
  for (const value of [...args.positional, ...args.keyword.values()]) {
    if (isTensor(value)) return withDtype(self, graphTensor(value).type.dtype);
    const dtype = dtypeOf(value);
    if (dtype !== null) return withDtype(self, dtype);
  }
  return self;
});
method('type', (_, self, args) => {
  const [given] = args.positional;
  const dtype = given === undefined ? null : dtypeOf(given);
  return given === undefined ? str(null) : dtype === null ? sameAs({ shape: graphTensor(self).type.shape, dtype: null }) : withDtype(self, dtype);
});
method('type_as', (_, self, args) => {
  const [other] = args.positional;
  return other !== undefined && isTensor(other) ? withDtype(self, graphTensor(other).type.dtype) : self;
});
for (const [name, value] of dtypeNames) {
  if (tensorClass.attributes.has(name)) continue;
  method(name, (_, self) => withDtype(self, dtypeOf(value)));
}
method('bfloat16', (_, self) => withDtype(self, 'bfloat16'));
method('new_tensor', (_, self, args) => {
  const [data] = args.positional;
  return data === undefined ? unknown : tensorOf(data, graphTensor(self).type.dtype);
});

/** The shape and kind of nested lists of numbers. */
function literalType(value: Value): { readonly shape: readonly (number | null)[]; readonly dtype: DType } | null {
  switch (value.kind) {
    case 'int':
      return { shape: [], dtype: 'int64' };
    case 'float':
      return { shape: [], dtype: 'float32' };
    case 'bool':
      return { shape: [], dtype: 'bool' };
    case 'list':
    case 'tuple': {
      if (value.rest !== null) {
        const inner = literalType(value.rest);
        return inner === null ? null : { shape: [null, ...inner.shape], dtype: inner.dtype };
      }
      const items = value.items.map(literalType);
      const [first] = items;
      if (first === undefined) return { shape: [0], dtype: 'float32' };
      if (first === null || items.includes(null)) return null;
      const dtype = items.some((item) => item?.dtype === 'float32') ? 'float32' : items.some((item) => item?.dtype === 'int64') ? 'int64' : first.dtype;
      return { shape: [value.items.length, ...first.shape], dtype };
    }
    case 'object':
      return isTensor(value) && graphTensor(value).type.shape !== null
        ? { shape: (graphTensor(value).type.shape ?? []).map((dim) => (typeof dim === 'number' ? dim : null)), dtype: graphTensor(value).type.dtype ?? 'float32' }
        : null;
    default:
      return null;
  }
}

/** `torch.tensor(data)`: the shape of nested lists. */
export function tensorOf(data: Value, dtype: DType | null): Value {
  if (isTensor(data)) return makeTensor({ ...graphTensor(data).type, dtype: dtype ?? graphTensor(data).type.dtype });
  const type = literalType(data);
  return makeTensor(type === null ? { shape: null, dtype } : { shape: type.shape, dtype: dtype ?? type.dtype });
}

/** `_make_subclass` and the like are the class's own affair: calling the class makes a tensor. */
export function installTensorConstructor(): void {
  const construct = (_: Machine, type: typeof tensorClass, args: CallArguments): Value => {
    const [data] = args.positional;
    if (type === parameterClass || type.mro.includes(parameterClass)) {
      const source = data ?? args.keyword.get('data');
      const made = makeTensor(source !== undefined && isTensor(source) ? graphTensor(source).type : { shape: source === undefined ? [0] : null, dtype: 'float32' }, true);
      return made;
    }
    if (data === undefined) return makeTensor({ shape: [0], dtype: 'float32' });
    if (args.positional.every((value) => value.kind === 'int')) return makeTensor({ shape: args.positional.map((value) => (value.kind === 'int' ? value.value : null)), dtype: 'float32' });
    return tensorOf(data, 'float32');
  };
  (tensorClass as { construct: typeof construct }).construct = construct;
  (parameterClass as { construct: typeof construct }).construct = construct;
  (sizeClass as { construct: (machine: Machine, type: typeof sizeClass, args: CallArguments) => Value }).construct = (_, type, args) => {
    const [data] = args.positional;
    return data !== undefined && (data.kind === 'list' || data.kind === 'tuple') ? tuple(data.items, data.rest, type) : tuple([], data === undefined ? null : unknownInt, type);
  };
}

sizeClass.attributes.set('numel', native('numel', (_, args) => {
  const [self] = args.positional;
  const datum = self === undefined ? null : toDatum(self);
  if (datum?.kind !== 'list' || datum.items === null) return unknownInt;
  return int(product(datum.items.map((item) => (item.kind === 'int' ? item.value : null))));
}));

