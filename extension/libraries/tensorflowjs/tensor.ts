/** Tensors of TensorFlow.js as values: real ones, variables, and the symbolic ones that layers are applied to. */
import type { Dim } from '../../../kernels/dims/dim';
import type { DType } from '../../../kernels/ops/tensor-type';
import { addGetters, makeArray, makeScriptClass } from '../../interpreter/javascript/object';
import { int, none, str, unknown, unknownInt, unknownStr } from '../../interpreter/value';
import type { ClassValue, ObjectValue, Value } from '../../interpreter/value';
import { addTensorClass, graphTensor, isTensor, joinTensors, makeTensor } from '../torch/tensor';

/** `tf.Tensor`. */
export const tensorClass = makeScriptClass('Tensor', { module: '@tensorflow/tfjs', join: joinTensors });

/** `tf.Variable`. */
export const variableClass = makeScriptClass('Variable', { module: '@tensorflow/tfjs', bases: [tensorClass], join: joinTensors });

/** `tf.SymbolicTensor`: its open sizes are null. Each is itself: of two that may be meant, nothing is known. */
export const symbolicClass = makeScriptClass('SymbolicTensor', { module: '@tensorflow/tfjs' });

for (const type of [tensorClass, variableClass, symbolicClass]) addTensorClass(type);

for (const type of [tensorClass, symbolicClass]) {
  addGetters(type, {
    shape: (_, self) => shapeValue(self),
    rank: (_, self) => rankOf(self),
    dtype: (_, self) => (isTensor(self) ? str(graphTensor(self).type.dtype) : unknownStr),
    size: (_, self) => sizeValue(self),
    name: () => unknownStr,
    id: () => unknownInt,
    isDisposed: () => unknown,
  });
}

function shapeValue(self: Value): Value {
  const shape = isTensor(self) ? graphTensor(self).type.shape : null;
  return shape === null ? makeArray([], unknownInt) : makeArray(shape.map(int));
}

function rankOf(self: Value): Value {
  const given = self.kind === 'object' ? self.attributes.get('shape') : undefined;
  if (given?.kind === 'list' && given.rest === null) return int(given.items.length);
  const shape = isTensor(self) ? graphTensor(self).type.shape : null;
  return shape === null ? unknownInt : int(shape.length);
}

function sizeValue(self: Value): Value {
  const shape = isTensor(self) ? graphTensor(self).type.shape : null;
  return shape?.every((size): size is number => typeof size === 'number') === true ? int(shape.reduce((product, size) => product * size, 1)) : unknownInt;
}

const types: readonly DType[] = ['float32', 'int32', 'bool', 'complex64'];

function dtypeOf(value: Value | undefined): DType | null {
  return value?.kind === 'str' ? (types.find((type) => type === value.value) ?? null) : null;
}

function dimOf(value: Value): Dim {
  return value.kind === 'int' ? value.value : null;
}

/** A tensor whose shape is an array's numbers; what is null or not known in it stays open. */
export function tensorOfShape(type: ClassValue, shape: Value | undefined, dtype: Value | undefined): ObjectValue {
  const isKnown = shape?.kind === 'list' && shape.rest === null;
  const made = makeTensor({ shape: isKnown ? shape.items.map(dimOf) : null, dtype: dtypeOf(dtype) }, type);
  // The program sees null where a size is open, and no number where one is not known.
  if (isKnown) {
    const sizes = shape.items.map((size) => (size.kind === 'undefined' ? none : size));
    made.attributes.set('shape', makeArray(sizes));
    const open = sizes.flatMap((size, axis) => (size.kind === 'none' ? [axis] : []));
    if (open.length > 0) graphTensor(made).type = { ...graphTensor(made).type, open };
  }
  return made;
}

/** Whether a value is a symbolic tensor. */
export function isSymbolic(value: Value | undefined): boolean {
  return value?.kind === 'object' && value.class === symbolicClass;
}
