/** Element types as C++ names them: some messages do. */
import type { DType } from './tensor-type';

const names: Readonly<Record<DType, string>> = {
  float16: 'c10::Half',
  bfloat16: 'c10::BFloat16',
  float32: 'float',
  float64: 'double',
  uint8: 'unsigned char',
  int8: 'signed char',
  int16: 'short int',
  int32: 'int',
  int64: 'long int',
  bool: 'bool',
  complex64: 'c10::complex<float>',
  complex128: 'c10::complex<double>',
};

/** `long int` for int64. */
export function nativeTypeName(dtype: DType): string {
  return names[dtype];
}
