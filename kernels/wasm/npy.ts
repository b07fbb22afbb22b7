/** NumPy's file format for one array: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
import { elementCount } from './tensor';
import type { TensorDType } from './tensor';

/** An array as a file holds it, in row-major order. */
export interface NumpyArray {
  readonly shape: readonly number[];
  readonly dtype: TensorDType;
  readonly values: ArrayLike<number>;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

interface Element {
  readonly bytes: number;
  readonly dtype: TensorDType;
  readonly read: (view: DataView, at: number, little: boolean) => number;
}

/** The kinds of numbers that are read, by NumPy's code without the byte order. */
const elements: Readonly<Record<string, Element>> = {
  f2: { bytes: 2, dtype: 'float32', read: (view, at, little) => half(view.getUint16(at, little)) },
  f4: { bytes: 4, dtype: 'float32', read: (view, at, little) => view.getFloat32(at, little) },
  f8: { bytes: 8, dtype: 'float32', read: (view, at, little) => view.getFloat64(at, little) },
  b1: { bytes: 1, dtype: 'int64', read: (view, at) => view.getUint8(at) },
  u1: { bytes: 1, dtype: 'int64', read: (view, at) => view.getUint8(at) },
  i1: { bytes: 1, dtype: 'int64', read: (view, at) => view.getInt8(at) },
  u2: { bytes: 2, dtype: 'int64', read: (view, at, little) => view.getUint16(at, little) },
  i2: { bytes: 2, dtype: 'int64', read: (view, at, little) => view.getInt16(at, little) },
  u4: { bytes: 4, dtype: 'int64', read: (view, at, little) => view.getUint32(at, little) },
  i4: { bytes: 4, dtype: 'int64', read: (view, at, little) => view.getInt32(at, little) },
  u8: { bytes: 8, dtype: 'int64', read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  i8: { bytes: 8, dtype: 'int64', read: (view, at, little) => Number(view.getBigInt64(at, little)) },
};

/** The number that 16 bits stand for. */
function half(bits: number): number {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 0x1f, bits & 0x3ff];
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Reads a .npy file; throws an Error that says what is wrong with it. */
export function readNpy(file: Uint8Array): NumpyArray {
  if (file.length < 10 || magic.some((byte, index) => file[index] !== byte)) throw new Error('not a .npy file');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const version = view.getUint8(6);
  if (version < 1 || version > 3) throw new Error(`version ${String(version)} of the .npy format is not known`);
  const start = version === 1 ? 10 : 12;
  if (file.length < start) throw new Error('the .npy file is cut off');
  const end = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (file.length < end) throw new Error('the .npy file is cut off');
  const { shape, code, isFortran } = readHeader(new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(file.subarray(start, end)));
  const element = elements[code.slice(1)];
  if (element === undefined) throw new Error(`arrays of ${code} are not supported`);
  const count = elementCount(shape);
  if (file.length < end + count * element.bytes) throw new Error('the .npy file is cut off');
  const values = element.dtype === 'float32' ? new Float32Array(count) : new Int32Array(count);
  const little = !code.startsWith('>');
  const order = isFortran ? columnMajor(shape) : null;
  for (let index = 0; index < count; index += 1) {
    const value = element.read(view, end + element.bytes * (order?.[index] ?? index), little);
    if (element.dtype === 'int64' && value !== value >> 0) throw new Error(`${String(value)} does not fit into 32 bits`);
    values[index] = value;
  }
  return { shape, dtype: element.dtype, values };
}

function readHeader(header: string): { shape: readonly number[]; code: string; isFortran: boolean } {
  const code = /'descr':\s*'([^']+)'/.exec(header)?.[1];
  const isFortran = /'fortran_order':\s*(True|False)/.exec(header)?.[1];
  const sizes = /'shape':\s*\(([\d\s,L]*)\)/.exec(header)?.[1];
  if (code === undefined || isFortran === undefined || sizes === undefined) throw new Error(`the .npy header is not understood: ${header.trim()}`);
  const shape = sizes.split(',').map((size) => size.trim()).filter((size) => size !== '').map((size) => Number.parseInt(size, 10));
  return { shape, code, isFortran: isFortran === 'True' };
}

/** Where each element of a row-major array lies in a column-major one. */
function columnMajor(shape: readonly number[]): readonly number[] {
  let order = [0];
  let step = elementCount(shape);
  for (const size of [...shape].reverse()) {
    step /= Math.max(size, 1);
    const stride = step;
    const inner = order;
    order = Array.from({ length: size }, (_, index) => inner.map((at) => at + index * stride)).flat();
  }
  return order;
}

/** Writes a .npy file: float32 as it is, int64 with all its bytes. */
export function writeNpy({ shape, dtype, values }: NumpyArray): Uint8Array {
  const bytes = dtype === 'float32' ? 4 : 8;
  const sizes = shape.length === 1 ? `${String(shape[0])},` : shape.join(', ');
  const text = `{'descr': '<${dtype === 'float32' ? 'f4' : 'i8'}', 'fortran_order': False, 'shape': (${sizes}), }`;
  // The numbers start at a multiple of 64.
  const length = Math.ceil((text.length + 11) / 64) * 64 - 10;
  const file = new Uint8Array(10 + length + bytes * values.length);
  const view = new DataView(file.buffer);
  file.set(magic);
  view.setUint8(6, 1);
  view.setUint16(8, length, true);
  file.set(new TextEncoder().encode(`${text.padEnd(length - 1)}\n`), 10);
  for (let index = 0; index < values.length; index += 1) {
    const [at, value] = [10 + length + bytes * index, values[index] ?? 0];
    if (dtype === 'float32') view.setFloat32(at, value, true);
    else view.setBigInt64(at, BigInt(value), true);
  }
  return file;
}
