/** What a tensor tells of itself: its sizes, its element type, its rows. */
import { product } from '../../../kernels/dims/dim';
import { ops } from '../../../kernels/ops/all';
import type { TensorType } from '../../../kernels/ops/tensor-type';
import { callValue } from '../../interpreter/call';
import { storeAttribute } from '../../interpreter/attribute';
import { fail, refuse } from '../../interpreter/exception';
import type { Machine } from '../../interpreter/machine';
import { makeClass } from '../../interpreter/class';
import { bool, float, int, iterator, list, native, none, object, positional, unknown, unknownBool, unknownFloat, unknownInt } from '../../interpreter/value';
import type { CallArguments, NativeFunction, ObjectValue, Value } from '../../interpreter/value';
import { bindOp, recordCall } from './binding';
import { constantOf, element, holdConstant } from './constant';
import { dtypeValue } from './dtype';
import { graphTensor, isParameter, isTensor, makeTensor, retype, sizeOf, tensorClass } from './tensor';
import { tensorNames } from './tensor-name';

function typeOf(self: ObjectValue): TensorType {
  return graphTensor(self).type;
}

function method(name: string, run: (machine: Machine, self: ObjectValue, args: CallArguments) => Value): void {
  tensorClass.attributes.set(name, native(name, (machine, args) => {
    const [self, ...rest] = args.positional;
    return self !== undefined && isTensor(self) ? run(machine, self, { ...args, positional: rest }) : unknown;
  }));
}

function property(name: string, read: (self: ObjectValue, machine: Machine) => Value, write: (machine: Machine, self: ObjectValue, value: Value) => void): void {
  const getter = native(name, (machine, { positional: [self] }) => (self !== undefined && isTensor(self) ? read(self, machine) : unknown));
  const setter = native(name, (machine, { positional: [self, value] }) => {
    if (self !== undefined && value !== undefined && isTensor(self)) write(machine, self, value);
    return none;
  });
  tensorClass.attributes.set(name, { kind: 'property', getter, setter, cached: false });
}

/** A property whose value may be set, and is then that. */
function settable(name: string, read: (self: ObjectValue) => Value): void {
  property(name, (self) => self.attributes.get(name) ?? read(self), (machine, self, value) => {
    storeAttribute(machine, self, name, value);
  });
}

function readonly(name: string, read: (self: ObjectValue) => Value): void {
  property(name, read, () => fail('AttributeError', `attribute '${name}' of 'torch._C.TensorBase' objects is not writable`));
}

// A name that PyTorch has but that is not modelled may be anything; one that it has not raises.
tensorClass.attributes.set('__getattr__', native('__getattr__', (_, { positional: [self, name] }) => {
  if (self === undefined || name?.kind !== 'str' || name.value === null || name.value.startsWith('_') || tensorNames.has(name.value)) return unknown;
  return isTensor(self) && self.class === tensorClass ? fail('AttributeError', `'Tensor' object has no attribute '${name.value}'`) : unknown;
}));

readonly('shape', (self) => sizeOf(measure(self)));
const deviceClass = makeClass('device', { module: 'torch', open: true });

/** The type of a tensor whose sizes the program asks for. */
function measure(self: ObjectValue): TensorType {
  graphTensor(self).measured = true;
  return typeOf(self);
}

readonly('ndim', (self) => int(typeOf(self).shape?.length ?? null));
readonly('dtype', (self) => dtypeValue(typeOf(self).dtype));
for (const name of ['itemsize', 'nbytes']) readonly(name, () => unknownInt);
// Where a tensor lies is not known, but that it is no dtype.
settable('device', () => object(deviceClass, null));
for (const name of ['layout', 'names', 'grad_fn', 'output_nr', '_version']) settable(name, () => unknown);
for (const name of ['is_cuda', 'is_leaf', 'is_sparse', 'is_quantized', 'is_meta', 'is_cpu', 'is_mps', 'is_nested']) readonly(name, () => unknownBool);
settable('grad', (self) => makeTensor(typeOf(self)));
settable('requires_grad', (self) => bool(isParameter(self) ? true : null));
property('data', (self) => {
  const bare = makeTensor(typeOf(self));
  const numbers = constantOf(self);
  if (numbers !== null) holdConstant(bare, typeOf(bare), numbers, self);
  return bare;
}, (machine, self, value) => {
  retype(machine, self, isTensor(value) ? typeOf(value) : { shape: null, dtype: null });
});

/** Properties that are ops: `x.T`. */
for (const [name, opName] of [['T', 'numpy_T'], ['mT', 'mT'], ['H', 'adjoint'], ['mH', 'adjoint'], ['real', 'real'], ['imag', 'imag']] as const) {
  const op = ops.get(opName);
  if (op === undefined) continue;
  const bound: NativeFunction = bindOp(op, '__get__');
  property(name, (self, machine) => callValue(machine, bound, positional(self)), () => undefined);
}

/** A dimension counted from the front; null where it is not known, or refused. */
function axisOf(machine: Machine, dim: Value, rank: number): number | null {
  if (dim.kind !== 'int' || typeof dim.value !== 'number') return null;
  const at = dim.value < 0 ? dim.value + rank : dim.value;
  if (at >= 0 && at < rank) return at;
  const text = rank === 0
    ? `Dimension specified as ${String(dim.value)} but tensor has no dimensions`
    : `Dimension out of range (expected to be in range of [${String(-rank)}, ${String(rank - 1)}], but got ${String(dim.value)})`;
  refuse(machine, { code: 'shape/dim-range', text, exception: 'IndexError', detail: null }, none);
  return null;
}

method('size', (machine, self, args) => {
  const type = measure(self);
  const { shape } = type;
  const dim = args.positional[0] ?? args.keyword.get('dim');
  if (dim === undefined || dim.kind === 'none') return sizeOf(type);
  if (shape === null) return unknownInt;
  const axis = axisOf(machine, dim, shape.length);
  return int(axis === null ? null : (shape[axis] ?? null));
});
for (const name of ['dim', 'ndimension']) method(name, (_, self) => int(typeOf(self).shape?.length ?? null));
for (const name of ['numel', 'nelement']) method(name, (_, self) => int(countOf(self)));

function countOf(self: ObjectValue) {
  const { shape } = typeOf(self);
  return shape === null ? null : product(shape);
}

/** A number of the tensor in Python; which one where the numbers are known. */
function numberOf(self: ObjectValue, at = 0): Value {
  const { dtype } = typeOf(self);
  const known = constantOf(self)?.[at];
  if (known !== undefined) return element(known, dtype);
  if (dtype === null) return unknown;
  if (dtype === 'bool') return unknownBool;
  return dtype.includes('int') ? unknownInt : unknownFloat;
}

method('item', (machine, self) => {
  recordCall(machine, 'item', [self], []);
  const count = countOf(self);
  if (typeof count !== 'number' || count === 1) return numberOf(self);
  return refuse(machine, { code: 'shape/rank', text: `a Tensor with ${String(count)} elements cannot be converted to Scalar`, exception: 'RuntimeError', detail: null }, numberOf(self));
});

/** At most so many numbers of a tensor are spelled out. */
const mostNumbers = 10_000;

method('tolist', (_, self) => {
  const { shape } = typeOf(self);
  const count = countOf(self);
  let at = -1;
  const build = (dims: readonly unknown[]): Value => {
    const [size, ...rest] = dims;
    if (dims.length === 0) return numberOf(self, (at += 1));
    return typeof size === 'number' && typeof count === 'number' && count <= mostNumbers ? list(Array.from({ length: size }, () => build(rest))) : list([], build(rest));
  };
  return shape === null ? unknown : build(shape);
});

method('__len__', (machine, self) => {
  const { shape } = typeOf(self);
  if (shape?.length === 0) return refuse(machine, { code: 'shape/rank', text: 'len() of a 0-d tensor', exception: 'TypeError', detail: null }, unknownInt);
  return int(shape?.[0] ?? null);
});

/** At most so many rows of a tensor are spelled out. */
const mostRows = 1000;

method('__iter__', (machine, self) => {
  const { shape, dtype } = typeOf(self);
  if (shape?.length === 0) return refuse(machine, { code: 'shape/rank', text: 'iteration over a 0-d tensor', exception: 'TypeError', detail: null }, iterator(() => ({ items: [], rest: unknown })));
  const rows = shape?.[0] ?? null;
  const made: ObjectValue[] = [];
  const numbers = shape?.length === 1 ? constantOf(self) : null;
  const row = (): Value => {
    const value = makeTensor({ shape: shape?.slice(1) ?? null, dtype });
    const number = numbers?.[made.length];
    if (number !== undefined) holdConstant(value, typeOf(value), [number]);
    made.push(value);
    return value;
  };
  return iterator(() => {
    const elements = typeof rows === 'number' && rows <= mostRows ? { items: Array.from({ length: rows }, row), rest: null } : { items: [], rest: row() };
    recordCall(machine, 'unbind', [self], made);
    return elements;
  });
});

method('__bool__', (_, self) => {
  const count = countOf(self);
  if (typeof count === 'number' && count > 1) return fail('RuntimeError', 'Boolean value of Tensor with more than one value is ambiguous');
  const [known] = constantOf(self) ?? [];
  return known === undefined ? unknownBool : bool(known !== 0);
});
method('__contains__', () => unknownBool);
for (const [name, value] of [['__float__', unknownFloat], ['__int__', unknownInt], ['__index__', unknownInt], ['__array__', unknown]] as const) {
  method(name, (_, self) => {
    const [known] = constantOf(self) ?? [];
    if (known === undefined || name === '__array__') return value;
    return name === '__float__' ? float(known) : int(Math.trunc(known));
  });
}
