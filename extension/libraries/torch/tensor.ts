/** Tensors as values: the class `torch.Tensor`, and what a value of it holds. */
import { compare, legible } from '../../../kernels/dims/dim';
import { freshTensor } from '../../../kernels/graph/layer-graph';
import type { GraphTensor } from '../../../kernels/graph/layer-graph';
import type { TensorType } from '../../../kernels/ops/tensor-type';
import { makeClass, tupleClass } from '../../interpreter/class';
import type { Machine } from '../../interpreter/machine';
import { int, object, tuple, unknown } from '../../interpreter/value';
import type { ClassValue, ObjectValue, Value } from '../../interpreter/value';
import { forgetConstant, isCommonConstant } from './constant';

function isSameType(a: TensorType, b: TensorType): boolean {
  return a.dtype === b.dtype && a.shape?.length === b.shape?.length && (a.shape ?? []).every((dim, index) => dim === b.shape?.[index]);
}

/** What two types have in common: equal sizes stay, others are unknown. */
function joinTypes(a: TensorType, b: TensorType): TensorType {
  const other = b.shape;
  const shape = a.shape === null || a.shape.length !== other?.length ? null : a.shape.map((dim, index) => (compare(dim, other[index] ?? null) === 'equal' ? dim : null));
  return { shape, dtype: a.dtype === b.dtype ? a.dtype : null };
}

/** What two tensors have in common. */
export function joinTensors(a: ObjectValue, b: ObjectValue): Value {
  const x = tensorTypeOf(a);
  const y = tensorTypeOf(b);
  if (x === null || y === null) return unknown;
  const joined = joinTypes(x, y);
  // A fixpoint is seen by identity.
  const either = isSameType(x, joined) && isCommonConstant(a, b) ? a : makeTensor(joined, a.class);
  for (const one of [a, b]) if (one !== either) graphTensor(either).alternatives.add(graphTensor(one));
  return either;
}

/** `torch.Tensor`. */
export const tensorClass = makeClass('Tensor', { module: 'torch', join: joinTensors });

/** `torch.nn.Parameter`. */
export const parameterClass = makeClass('Parameter', { module: 'torch.nn.parameter', bases: [tensorClass] });

/** `torch.nn.Buffer`. */
export const bufferClass = makeClass('Buffer', { module: 'torch.nn.parameter', bases: [tensorClass] });

/** `torch.Size`, a tuple. */
export const sizeClass = makeClass('Size', { module: 'torch', bases: [tupleClass] });

/** A tensor value of a type. */
export function makeTensor(type: TensorType, of: ClassValue = tensorClass): ObjectValue {
  return object(of, freshTensor({ shape: type.shape?.map(legible) ?? null, dtype: type.dtype }));
}

/** The tensor classes of all libraries. */
const tensorClasses = new Set([tensorClass]);

/** Makes a class one of tensors: its values hold what torch's do. */
export function addTensorClass(type: ClassValue): void {
  tensorClasses.add(type);
}

/** Whether a value is a tensor. */
export function isTensor(value: Value): value is ObjectValue {
  return value.kind === 'object' && value.class.mro.some((type) => tensorClasses.has(type));
}

/** Whether a value is a `torch.nn.Parameter`. */
export function isParameter(value: Value): boolean {
  return value.kind === 'object' && value.class.mro.includes(parameterClass);
}

/** What is known of a tensor; null for any other value. */
export function tensorTypeOf(value: Value): TensorType | null {
  return isTensor(value) ? graphTensor(value).type : null;
}

/** A tensor value's place in the layer graph. */
export function graphTensor(value: ObjectValue): GraphTensor {
  return value.data as GraphTensor;
}

/** Gives a tensor another type, in place. In a branch that may not run, what both types have in common. */
export function retype(machine: Machine, value: ObjectValue, type: TensorType): void {
  const held = graphTensor(value);
  forgetConstant(value);
  held.type = machine.uncertain > 0 ? joinTypes(held.type, type) : type;
}

const measured = new WeakMap<Value, TensorType>();

/** The shape as `torch.Size`; of unknown length where the rank is. */
export function sizeOf(type: TensorType): Value {
  if (type.shape !== null) return tuple(type.shape.map(int), null, sizeClass);
  const size = tuple([], int(null), sizeClass);
  measured.set(size, type);
  return size;
}

/** The tensor whose `torch.Size` of unknown length a value is. */
export function measuredType(size: Value): TensorType | null {
  return measured.get(size) ?? null;
}
