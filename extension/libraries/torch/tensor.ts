/** Tensors as values: the class `torch.Tensor`, and what a value of it holds. */
import { compare } from '../../../kernels/dims/dim';
import type { GraphTensor } from '../../../kernels/graph/layer-graph';
import type { TensorType } from '../../../kernels/ops/tensor-type';
import { makeClass, tupleClass } from '../../interpreter/class';
import { int, object, tuple, unknown } from '../../interpreter/value';
import type { ObjectValue, Value } from '../../interpreter/value';

function sameType(a: TensorType, b: TensorType): boolean {
  return a.dtype === b.dtype && a.shape?.length === b.shape?.length && (a.shape ?? []).every((dim, index) => dim === b.shape?.[index]);
}

/** Two tensors' common type: equal sizes stay, others are unknown. */
function joinTensors(a: ObjectValue, b: ObjectValue): Value {
  const x = tensorTypeOf(a);
  const y = tensorTypeOf(b);
  if (x === null || y === null) return unknown;
  const dtype = x.dtype === y.dtype ? x.dtype : null;
  const other = y.shape;
  const shape = x.shape === null || x.shape.length !== other?.length ? null : x.shape.map((dim, index) => (compare(dim, other[index] ?? null) === 'equal' ? dim : null));
  const joined: TensorType = { shape, dtype };
  // A fixpoint is seen by identity.
  return sameType(x, joined) ? a : makeTensor(joined);
}

/** `torch.Tensor`. What it lacks may exist all the same. */
export const tensorClass = makeClass('Tensor', { module: 'torch', open: true, join: joinTensors });

/** `torch.nn.Parameter`. */
export const parameterClass = makeClass('Parameter', { module: 'torch.nn.parameter', bases: [tensorClass] });

/** `torch.Size`, a tuple. */
export const sizeClass = makeClass('Size', { module: 'torch', bases: [tupleClass] });

/** A tensor value of a type. */
export function makeTensor(type: TensorType, isParameter = false): ObjectValue {
  const data: GraphTensor = { type, producer: null, layer: null };
  return object(isParameter ? parameterClass : tensorClass, data);
}

/** Whether a value is a tensor. */
export function isTensor(value: Value): value is ObjectValue {
  return value.kind === 'object' && value.class.mro.includes(tensorClass);
}

/** What is known of a tensor; null for any other value. */
export function tensorTypeOf(value: Value): TensorType | null {
  return isTensor(value) ? graphTensor(value).type : null;
}

/** A tensor value's place in the layer graph. */
export function graphTensor(value: ObjectValue): GraphTensor {
  return value.data as GraphTensor;
}

/** The shape as `torch.Size`; unknown where the rank is. */
export function sizeOf(type: TensorType): Value {
  return type.shape === null ? tuple([], int(null), sizeClass) : tuple(type.shape.map(int), null, sizeClass);
}
