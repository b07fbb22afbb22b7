/**
 * Type promotion: the element type that operands of several types are computed in.
 * A tensor without axes counts only where it is of a higher kind (float over integer) than those with axes, and a Python number likewise.
 * https://pytorch.org/docs/stable/tensor_attributes.html#type-promotion-doc
 */
import type { DType, TensorType } from './tensor-type';

type Kind = 0 | 1 | 2 | 3;

/** bool < integer < floating < complex. */
export function kindOf(dtype: DType): Kind {
  if (dtype === 'bool') return 0;
  if (dtype.includes('int')) return 1;
  return dtype.startsWith('complex') ? 3 : 2;
}

const integers: readonly DType[] = ['int8', 'int16', 'int32', 'int64'];
const floats: readonly DType[] = ['float16', 'float32', 'float64'];

/** The least type that holds both. */
export function promoteTypes(a: DType, b: DType): DType {
  if (a === b) return a;
  const [low, high] = kindOf(a) <= kindOf(b) ? [a, b] : [b, a];
  const kind = kindOf(high);
  if (kind === 3) return low === 'float64' || low === 'complex128' || high === 'complex128' ? 'complex128' : 'complex64';
  if (kindOf(low) < kind) return high;
  if (kind === 1) {
    if (low === 'uint8' || high === 'uint8') {
      const signed = low === 'uint8' ? high : low;
      return signed === 'int8' ? 'int16' : signed;
    }
    return integers[Math.max(integers.indexOf(low), integers.indexOf(high))] ?? 'int64';
  }
  // Neither half holds the other.
  if (low === 'bfloat16' || high === 'bfloat16') {
    const other = low === 'bfloat16' ? high : low;
    return other === 'float16' ? 'float32' : other;
  }
  return floats[Math.max(floats.indexOf(low), floats.indexOf(high))] ?? 'float32';
}

/** Of a whole class of operands: the promoted type, null when one is unknown, undefined when there is none. */
function promoteAll(types: readonly TensorType[]): DType | null | undefined {
  let result: DType | undefined;
  for (const { dtype } of types) {
    if (dtype === null) return null;
    result = result === undefined ? dtype : promoteTypes(result, dtype);
  }
  return result;
}

/** The element type of an operation on the operands; null when unknown. */
export function promote(operands: readonly TensorType[]): DType | null {
  const [first] = operands;
  if (first !== undefined && operands.every(({ dtype, isScalar }) => dtype === first.dtype && !isScalar)) return first.dtype;
  const tensors = operands.filter(({ isScalar }) => !isScalar);
  const isUnknown = tensors.some(({ shape }) => shape === null);
  const classes = [
    tensors.filter(({ shape }) => shape === null || shape.length > 0),
    tensors.filter(({ shape }) => shape?.length === 0),
    operands.filter(({ isScalar }) => isScalar),
  ].map(promoteAll);
  if (classes.includes(null)) return null;
  let result: DType | undefined;
  for (const dtype of classes) {
    if (dtype === undefined || dtype === null) continue;
    if (result === undefined) result = dtype;
    else if (kindOf(dtype) > kindOf(result)) {
      // Halves become complex halves, for which there is no name here.
      if (dtype.startsWith('complex') && result === 'float16') return null;
      result = promoteTypes(result, dtype);
    }
    // A tensor of unknown rank might count fully.
    else if (isUnknown && promoteTypes(result, dtype) !== result && tensors.some((tensor) => tensor.dtype === dtype)) return null;
  }
  return result ?? null;
}

/** Integers and bools become floats of the default kind. */
export function floating(dtype: DType | null): DType | null {
  return dtype !== null && kindOf(dtype) < 2 ? 'float32' : dtype;
}

/** The real type that a complex one is made of; any other is its own. */
export function realType(dtype: DType | null): DType | null {
  if (dtype === 'complex64') return 'float32';
  return dtype === 'complex128' ? 'float64' : dtype;
}

/** The complex type for numbers of a type; there is none here for halves. */
export function complexType(dtype: DType | null): DType | null {
  const real = floating(dtype);
  if (real === 'float32') return 'complex64';
  if (real === 'float64') return 'complex128';
  return real?.startsWith('complex') === true ? real : null;
}
