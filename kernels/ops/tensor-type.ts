/** What is known of a tensor without its numbers: its shape and its element type. */
import { symbol } from '../dims/dim';
import type { Dim } from '../dims/dim';

export type DType =
  | 'float16'
  | 'bfloat16'
  | 'float32'
  | 'float64'
  | 'uint8'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'bool'
  | 'complex64'
  | 'complex128';

export type Shape = readonly Dim[];

export interface TensorType {
  /** Null when not even the rank is known. */
  readonly shape: Shape | null;
  /** Null when unknown. */
  readonly dtype: DType | null;
  /** A Python number standing where a tensor may: shape [], and it does not widen the dtype within its category. */
  readonly isScalar?: true;
  /** Axes whose null the program itself sees: TensorFlow.js's open sizes. Any other null is not known. */
  readonly open?: readonly number[];
}

/** A tensor type from its parts. */
export function tensorType(shape: Shape | null, dtype: DType | null = 'float32'): TensorType {
  return { shape, dtype };
}

/** The shape with N in the place of an open batch, for what is counted. */
export function batchedShape({ shape, open }: TensorType): Shape | null {
  return shape !== null && open?.includes(0) === true && shape[0] === null ? [symbol('N'), ...shape.slice(1)] : shape;
}

/** A tensor of which only the element type may be known. */
export function unknownTensor(dtype: DType | null = null): TensorType {
  return { shape: null, dtype };
}

/** A tensor of known rank and unknown sizes. */
export function unknownSizes(rank: number, dtype: DType | null = null): TensorType {
  return { shape: Array.from({ length: rank }, () => null), dtype };
}
