/**
 * Discrete Fourier transforms: complex, of real input (rfft: half the spectrum), and to real output (irfft).
 * https://pytorch.org/docs/stable/fft.html
 */
import { add, floorDiv, lessThan, mul, sub } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { dimIndex } from './dim-index';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { dtype as dtypeParameter, float, int, ints, optionalInt, optionalInts, tensor, text } from './parameter';
import { complexType, kindOf, realType } from './promote';
import { shapeLine } from './shape-line';
import { dimText, scalarTypeName } from './shape-text';
import { tensorType, unknownSizes, unknownTensor } from './tensor-type';
import type { DType, Shape } from './tensor-type';

/** Of complex numbers, from real ones to half their spectrum, or back. */
type Kind = 'complex' | 'fromReal' | 'toReal';

function refuse(words: string, exception: Refusal['exception'] = 'RuntimeError'): () => Refusal {
  return () => new Refusal('shape/arguments', words, exception);
}

function spectrumType(kind: Kind, dtype: DType | null): DType | null {
  return kind === 'toReal' ? realType(complexType(dtype)) : complexType(dtype);
}

/** The size along the last transformed axis, of which `asked` points are wanted. */
function spectrumSize(kind: Kind, size: Dim, asked: Dim | 'none' | undefined): Dim {
  if (asked === undefined) return null;
  if (kind === 'toReal') return asked === 'none' ? mul(2, sub(size, 1)) : asked;
  const points = asked === 'none' ? size : asked;
  return kind === 'fromReal' ? add(floorDiv(points, 2), 1) : points;
}

function checkReal(op: string, kind: Kind, dtype: DType | null, word: string, check: Check): void {
  check.must(kind !== 'fromReal' || dtype === null || kindOf(dtype) < 3, refuse(
    `${op} expects a ${word} input tensor, but got ${scalarTypeName(dtype ?? 'float32')}`,
  ));
}

function checkNorm(norm: string | null | undefined, check: Check): void {
  check.must(typeof norm !== 'string' || ['backward', 'ortho', 'forward'].includes(norm), refuse(
    `Invalid normalization mode: "${String(norm)}"`,
  ));
}

function checkPoints(points: Dim, check: Check): void {
  check.must(lessThan(0, points), refuse(`Invalid number of data points (${dimText(points)}) specified`));
}

function transform(name: string, kind: Kind): Op {
  return defineOp({
    name: `fft_${name}`,
    schema: { input: tensor(), n: optionalInt(), dim: int(-1), norm: text(null) },
    infer({ input, n, dim, norm }, check) {
      const { shape, dtype } = input;
      const output = spectrumType(kind, dtype);
      checkReal(name, kind, dtype, 'real', check);
      if (shape === null) return unknownTensor(output);
      check.must(shape.length > 0, refuse(`Dimension specified as ${dimText(dim)} but tensor has no dimensions`, 'IndexError'));
      const axis = dimIndex(dim, shape.length);
      if (axis === null) return unknownSizes(shape.length, output);
      const size = shape[axis] ?? null;
      const points = n === undefined ? null : n !== 'none' ? n : kind === 'toReal' ? spectrumSize(kind, size, n) : size;
      checkPoints(points, check);
      checkNorm(norm, check);
      return tensorType(shape.map((own, at) => (at === axis ? spectrumSize(kind, size, n) : own)), output);
    },
    explain: ({ input }, output) => shapeLine([input], output),
  });
}

/** The axes to transform and how many points along each; null when unknown. */
function points(shape: Shape, s: Shape | 'none', dims: Shape | 'none', check: Check): readonly (readonly [axis: number, size: Dim | 'none'])[] | null {
  const rank = shape.length;
  if (dims === 'none') {
    const count = s === 'none' ? rank : s.length;
    check.must(count <= rank, refuse(`Got shape with ${String(count)} values but input tensor only has ${String(rank)} dimensions.`));
    return Array.from({ length: count }, (_, index) => [rank - count + index, s === 'none' ? 'none' : s[index] ?? null]);
  }
  const axes = dims.map((dim) => dimIndex(dim, rank));
  const known = axes.filter((axis) => axis !== null);
  check.must(new Set(known).size === known.length, refuse('FFT dims must be unique'));
  check.must(s === 'none' || s.length === dims.length, refuse('When given, dim and shape arguments must have the same length'));
  if (known.length < axes.length) return null;
  // -1 leaves a size as it is.
  return known.map((axis, index) => [axis, s === 'none' || s[index] === -1 ? 'none' : s[index] ?? null]);
}

function transformMany(name: string, kind: Kind, byDefault: readonly number[] | null): Op {
  return defineOp({
    name: `fft_${name}`,
    schema: { input: tensor(), s: optionalInts(), dim: byDefault === null ? optionalInts() : ints(byDefault), norm: text(null) },
    infer({ input, s, dim, norm }, check) {
      const { shape, dtype } = input;
      const output = spectrumType(kind, dtype);
      checkReal(kind === 'fromReal' ? 'rfftn' : name, kind, dtype, 'real-valued', check);
      if (shape === null || s === null || dim === null) return shape === null ? unknownTensor(output) : unknownSizes(shape.length, output);
      const wanted = points(shape, s, dim, check);
      checkNorm(norm, check);
      if (wanted === null) return unknownSizes(shape.length, output);
      const sizes = [...shape];
      wanted.forEach(([axis, size], index) => {
        const own = shape[axis] ?? null;
        const isLast = index === wanted.length - 1;
        sizes[axis] = isLast ? spectrumSize(kind, own, size) : size === 'none' ? own : size;
        if (kind !== 'fromReal') checkPoints(sizes[axis] ?? null, check);
      });
      return tensorType(sizes, output);
    },
    explain: ({ input }, output) => shapeLine([input], output),
  });
}

function shift(name: string): Op {
  return defineOp({
    name: `fft_${name}`,
    schema: { input: tensor(), dim: optionalInts() },
    infer({ input, dim }) {
      if (input.shape !== null && dim !== null && dim !== 'none') for (const one of dim) dimIndex(one, input.shape.length);
      return tensorType(input.shape, input.dtype);
    },
  });
}

function frequencies(name: string, kind: Kind): Op {
  return defineOp({
    name: `fft_${name}`,
    schema: { n: int(), d: float(1), dtype: dtypeParameter() },
    infer: ({ n, dtype }) => tensorType([spectrumSize(kind, n, 'none')], dtype === 'none' ? 'float32' : dtype),
  });
}

const lastTwo = [-2, -1];

export const fftOps: readonly Op[] = [
  transform('fft', 'complex'),
  transform('ifft', 'complex'),
  transform('rfft', 'fromReal'),
  transform('irfft', 'toReal'),
  transform('hfft', 'toReal'),
  transform('ihfft', 'fromReal'),
  transformMany('fft2', 'complex', lastTwo),
  transformMany('ifft2', 'complex', lastTwo),
  transformMany('rfft2', 'fromReal', lastTwo),
  transformMany('irfft2', 'toReal', lastTwo),
  transformMany('hfft2', 'toReal', lastTwo),
  transformMany('ihfft2', 'fromReal', lastTwo),
  transformMany('hfftn', 'toReal', null),
  transformMany('ihfftn', 'fromReal', null),
  transformMany('fftn', 'complex', null),
  transformMany('ifftn', 'complex', null),
  transformMany('rfftn', 'fromReal', null),
  transformMany('irfftn', 'toReal', null),
  shift('fftshift'),
  shift('ifftshift'),
  frequencies('fftfreq', 'complex'),
  frequencies('rfftfreq', 'fromReal'),
];
