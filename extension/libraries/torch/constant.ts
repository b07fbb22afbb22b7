/**
 * Small tensors whose numbers are known: `torch.arange(depth) * w + w0`, whose values some models take their widths from.
 *
 * Numbers are kept beside the tensor value and follow it through elementwise ops; everything else forgets them. Results
 * are rounded to the element type, as PyTorch does.
 */
import { product } from '../../../kernels/dims/dim';
import type { DType, TensorType } from '../../../kernels/ops/tensor-type';
import { bool, float, int } from '../../interpreter/value';
import type { ObjectValue, Value } from '../../interpreter/value';

/** Larger tensors are data. */
const mostElements = 1024;

const held = new WeakMap<ObjectValue, readonly number[]>();

/** The numbers of a tensor, or of a Python number as its only one; null when they are not known. */
export function constantOf(value: Value | undefined): readonly number[] | null {
  switch (value?.kind) {
    case 'object':
      return held.get(value) ?? null;
    case 'int':
      return typeof value.value === 'number' ? [value.value] : null;
    case 'float':
      return value.value === null ? null : [value.value];
    case 'bool':
      return value.value === null ? null : [Number(value.value)];
    default:
      return null;
  }
}

/** Rounds to what the element type can hold. */
function rounded(value: number, dtype: DType | null): number {
  if (dtype === 'float32') return Math.fround(value);
  if (dtype === 'bool') return Number(value !== 0);
  return dtype?.includes('int') === true ? Math.trunc(value) : value;
}

/** Notes a tensor's numbers, in the order of its elements. Ignored where they do not fit its type. */
export function holdConstant(tensor: ObjectValue, type: TensorType, values: readonly number[]): void {
  if (type.shape === null || type.dtype === null || values.length > mostElements || product(type.shape) !== values.length) return;
  if (type.dtype === 'float16' || type.dtype === 'bfloat16') return;
  held.set(tensor, values.map((value) => rounded(value, type.dtype)));
}

/** One element as a Python number. */
export function element(value: number, dtype: DType | null): Value {
  if (dtype === 'bool') return bool(value !== 0);
  return dtype?.includes('int') === true ? int(value) : float(value);
}

/** Rounds half to even. */
function round(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

const unary: Readonly<Record<string, (x: number) => number>> = {
  neg: (x) => -x, abs: Math.abs, exp: Math.exp, log: Math.log, log2: Math.log2, log10: Math.log10, sqrt: Math.sqrt, round, floor: Math.floor, ceil: Math.ceil,
  trunc: Math.trunc, square: (x) => x * x, reciprocal: (x) => 1 / x, sin: Math.sin, cos: Math.cos, clone: (x) => x, detach: (x) => x, contiguous: (x) => x,
};

const binary: Readonly<Record<string, (x: number, y: number) => number>> = {
  add: (x, y) => x + y, sub: (x, y) => x - y, rsub: (x, y) => y - x, mul: (x, y) => x * y, div: (x, y) => x / y, pow: (x, y) => x ** y,
  floor_divide: (x, y) => Math.floor(x / y), remainder: (x, y) => x - Math.floor(x / y) * y, maximum: Math.max, minimum: Math.min,
  eq: (x, y) => Number(x === y), ne: (x, y) => Number(x !== y), lt: (x, y) => Number(x < y), le: (x, y) => Number(x <= y), gt: (x, y) => Number(x > y), ge: (x, y) => Number(x >= y),
};

/** Ops that keep the elements and their order. */
const rearranging = new Set(['view', 'reshape', 'flatten', 'squeeze', 'unsqueeze', 'ravel', 'to']);

/** How a division rounds. */
const roundings: Readonly<Record<string, (x: number) => number>> = { floor: Math.floor, trunc: Math.trunc };

function single(value: Value | undefined): number | null {
  const values = constantOf(value);
  return values?.length === 1 ? (values[0] ?? null) : null;
}

function count(type: TensorType): number | null {
  const elements = type.shape === null ? null : product(type.shape);
  return typeof elements === 'number' && elements <= mostElements ? elements : null;
}

function valuesAfter(op: string, args: ReadonlyMap<string, Value>, type: TensorType): readonly number[] | null {
  const size = count(type);
  if (size === null) return null;
  const [first, second] = args.values();
  if (op === 'arange') return aranged(args, size);
  if (op === 'linspace') {
    const start = single(args.get('start'));
    const end = single(args.get('end'));
    return start === null || end === null ? null : Array.from({ length: size }, (_, at) => (size === 1 ? start : start + ((end - start) * at) / (size - 1)));
  }
  if (op === 'zeros' || op === 'ones') return Array.from({ length: size }, () => (op === 'ones' ? 1 : 0));
  const x = constantOf(first);
  if (x === null) return null;
  if (rearranging.has(op)) return x.length === size ? x : null;
  const one = unary[op];
  if (one !== undefined) return x.length === size ? x.map(one) : null;
  if (op === 'sum' && size === 1) return [x.reduce((a, b) => a + b, 0)];
  const two = binary[op];
  const y = constantOf(second);
  if (two === undefined || y === null || args.has('alpha')) return null;
  const mode = args.get('rounding_mode');
  const rounding = mode?.kind === 'str' && mode.value !== null ? roundings[mode.value] : undefined;
  // Sizes other than equal or one need strides: not worth it.
  if ((x.length !== size && x.length !== 1) || (y.length !== size && y.length !== 1)) return null;
  return Array.from({ length: size }, (_, at) => {
    const result = two(x[x.length === 1 ? 0 : at] ?? 0, y[y.length === 1 ? 0 : at] ?? 0);
    return rounding === undefined ? result : rounding(result);
  });
}

function aranged(args: ReadonlyMap<string, Value>, size: number): readonly number[] | null {
  const given = [...args].filter(([name]) => ['start', 'end', 'step'].includes(name));
  const bounds = given.map(([, value]) => single(value));
  if (bounds.includes(null)) return null;
  const start = args.has('end') && args.has('start') ? single(args.get('start')) : 0;
  const step = args.has('step') ? single(args.get('step')) : 1;
  return start === null || step === null ? null : Array.from({ length: size }, (_, at) => start + at * step);
}

/** Notes the numbers of what an op has made, where they follow from known ones. */
export function followConstant(op: string, args: ReadonlyMap<string, Value>, made: ObjectValue, type: TensorType): void {
  const values = valuesAfter(op, args, type);
  if (values?.every(Number.isFinite) === true) holdConstant(made, type, values);
}

/** An in-place op has changed a tensor: its numbers are no longer known. */
export function forgetConstant(tensor: ObjectValue): void {
  held.delete(tensor);
}
