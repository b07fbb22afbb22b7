/** Sizes as PyTorch's messages print them. */
import { format } from '../dims/dim';
import type { Dim } from '../dims/dim';
import type { DType, Shape } from './tensor-type';

/** One size; an unknown one is a question mark. */
export function dimText(dim: Dim): string {
  if (typeof dim === 'number') return String(dim);
  return dim === null ? '?' : format(dim);
}

/** `[2, 3, 8, 8]`. */
export function sizesText(shape: Shape): string {
  return `[${shape.map(dimText).join(', ')}]`;
}

/** `torch.Size([2, 3, 8, 8])`. */
export function torchSizeText(shape: Shape): string {
  return `torch.Size(${sizesText(shape)})`;
}

/** `(2, 3)` and `(2,)`. */
export function tupleText(shape: Shape): string {
  return shape.length === 1 ? `(${dimText(shape[0] ?? null)},)` : `(${shape.map(dimText).join(', ')})`;
}

/** `8 x 8`, or with another sign between. */
export function crossText(shape: Shape, sign = ' x '): string {
  return shape.map(dimText).join(sign);
}

const scalarTypes: Readonly<Record<DType, string>> = {
  float16: 'Half', bfloat16: 'BFloat16', float32: 'Float', float64: 'Double', uint8: 'Byte', int8: 'Char', int16: 'Short', int32: 'Int', int64: 'Long',
  bool: 'Bool', complex64: 'ComplexFloat', complex128: 'ComplexDouble',
};

/** The name that PyTorch's messages have for an element type: `Long`. */
export function scalarTypeName(dtype: DType): string {
  return scalarTypes[dtype];
}
