/**
 * Small tensors whose numbers are known: `torch.arange(depth) * w + w0`, whose values some models take their widths from.
 *
 * Numbers are kept beside the tensor value and follow it through elementwise ops; everything else forgets them. Results
 * are rounded to the element type, as PyTorch does. Views share a storage, so that a write through one is seen by all.
 */
import { product } from '../../../kernels/dims/dim';
import type { DType, TensorType } from '../../../kernels/ops/tensor-type';
import { bool, float, int } from '../../interpreter/value';
import type { ObjectValue, Value } from '../../interpreter/value';

/** Larger tensors are data. */
const mostElements = 1024;

interface Constant {
  readonly values: readonly number[];
  /** Whether nothing has been written to it since. */
  readonly storage: { isIntact: boolean };
}

const held = new WeakMap<ObjectValue, Constant>();

function intact(tensor: ObjectValue): readonly number[] | null {
  const constant = held.get(tensor);
  return constant?.storage.isIntact === true ? constant.values : null;
}

/** The numbers of a tensor, or of a Python number as its only one; null when they are not known. */
export function constantOf(value: Value | undefined): readonly number[] | null {
  switch (value?.kind) {
    case 'object':
      return intact(value);
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

/** Notes a tensor's numbers, in the order of its elements. Ignored where they do not fit its type. `base` is what it is a view of. */
export function holdConstant(tensor: ObjectValue, type: TensorType, values: readonly number[], base?: Value): void {
  if (type.shape === null || type.dtype === null || values.length > mostElements || product(type.shape) !== values.length) return;
  if (type.dtype === 'float16' || type.dtype === 'bfloat16') return;
  const storage = (base?.kind === 'object' ? held.get(base)?.storage : undefined) ?? { isIntact: true };
  held.set(tensor, { values: values.map((value) => rounded(value, type.dtype)), storage });
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
  trunc: Math.trunc, square: (x) => x * x, reciprocal: (x) => 1 / x, sin: Math.sin, cos: Math.cos, sign: Math.sign,
};

const binary: Readonly<Record<string, (x: number, y: number) => number>> = {
  add: (x, y) => x + y, sub: (x, y) => x - y, rsub: (x, y) => y - x, mul: (x, y) => x * y, div: (x, y) => x / y, true_divide: (x, y) => x / y, pow: (x, y) => x ** y,
  floor_divide: (x, y) => Math.floor(x / y), remainder: (x, y) => x - Math.floor(x / y) * y, maximum: Math.max, minimum: Math.min,
  eq: (x, y) => Number(x === y), ne: (x, y) => Number(x !== y), lt: (x, y) => Number(x < y), le: (x, y) => Number(x <= y), gt: (x, y) => Number(x > y), ge: (x, y) => Number(x >= y),
};

/** Ops that keep the elements and their order: views of their input. */
const views = new Set(['view', 'reshape', 'flatten', 'squeeze', 'unsqueeze', 'ravel', 'unflatten', 'view_as', 'reshape_as']);

/** Reductions of all elements. */
const folds: Readonly<Record<string, (x: number, y: number) => number>> = { sum: (x, y) => x + y, prod: (x, y) => x * y, max: Math.max, min: Math.min, amax: Math.max, amin: Math.min };

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
  if (op === 'full') {
    const value = single(args.get('fill_value'));
    return value === null ? null : Array.from({ length: size }, () => value);
  }
  if (op === 'cat' || op === 'stack') return joined(args);
  const x = constantOf(first);
  if (x === null) return null;
  if (views.has(op)) return x.length === size ? x : null;
  const one = unary[op];
  if (one !== undefined) return x.length === size && args.size === 1 ? x.map(one) : null;
  if (op === 'getitem') return picked(x, second, type);
  const fold = folds[op];
  if (fold !== undefined) return size === 1 && args.size === 1 && x.length > 0 ? [x.reduce((one, other) => fold(one, other))] : null;
  if (op === 'unique') return [...(distinct(op, args)?.keys() ?? [])];
  if (op === 'flip') return type.shape?.length === 1 ? [...x].reverse() : null;
  if (op === 'diff') return args.size === 1 && type.shape?.length === 1 ? x.slice(1).map((value, at) => value - (x[at] ?? 0)) : null;
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

/** Tensors joined along the first axis: their numbers one after the other. */
function joined(args: ReadonlyMap<string, Value>): readonly number[] | null {
  const [parts] = args.values();
  if ((parts?.kind !== 'list' && parts?.kind !== 'tuple') || parts.rest !== null || (args.has('dim') && single(args.get('dim')) !== 0)) return null;
  const values = parts.items.map(constantOf);
  return values.includes(null) ? null : values.flatMap((part) => part ?? []);
}

/** `x[2]`, `x[1:3]` of a tensor with one axis. */
function picked(x: readonly number[], index: Value | undefined, { shape }: TensorType): readonly number[] | null {
  const [item, ...others] = index?.kind === 'tuple' ? index.items : [];
  if (others.length > 0) return null;
  if (item?.kind === 'int' && shape?.length === 0) {
    const at = single(item);
    return at === null ? null : x.slice(at < 0 ? at + x.length : at).slice(0, 1);
  }
  const [size] = shape ?? [];
  if (item?.kind !== 'slice' || shape?.length !== 1 || typeof size !== 'number' || item.step.kind !== 'none') return null;
  const start = item.start.kind === 'none' ? 0 : single(item.start);
  return start === null ? null : x.slice(start).slice(0, size);
}

function aranged(args: ReadonlyMap<string, Value>, size: number): readonly number[] | null {
  const given = [...args].filter(([name]) => ['start', 'end', 'step'].includes(name));
  const bounds = given.map(([, value]) => single(value));
  if (bounds.includes(null)) return null;
  const start = args.has('end') && args.has('start') ? single(args.get('start')) : 0;
  const step = args.has('step') ? single(args.get('step')) : 1;
  return start === null || step === null ? null : Array.from({ length: size }, (_, at) => start + at * step);
}

/** The sorted numbers that `unique` makes of known ones, with how often each stands there; null where they are not known. */
function distinct(op: string, args: ReadonlyMap<string, Value>): ReadonlyMap<number, number> | null {
  const [first] = args.values();
  const values = op === 'unique' && !args.has('dim') ? constantOf(first) : null;
  if (values === null) return null;
  const counts = new Map([...new Set(values)].sort((one, other) => one - other).map((value) => [value, 0]));
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The type of one result of an op whose size known numbers tell: those of `unique`, but for the indices, which have the shape of the input. */
export function countedType(op: string, args: ReadonlyMap<string, Value>, type: TensorType): TensorType {
  const [size] = type.shape?.length === 1 ? type.shape : [0];
  const counts = size === null ? distinct(op, args) : null;
  return counts === null ? type : { ...type, shape: [counts.size] };
}

/** Notes the numbers of what an op has made, where they follow from known ones. */
export function followConstant(op: string, args: ReadonlyMap<string, Value>, made: ObjectValue, type: TensorType): void {
  const values = valuesAfter(op, args, type);
  const [first] = args.values();
  if (values?.every(Number.isFinite) === true) holdConstant(made, type, values, views.has(op) || op === 'getitem' ? first : undefined);
}

/** Ops that cut a tensor into parts that follow one another. */
const cuts = new Set(['split', 'split_with_sizes', 'chunk', 'tensor_split', 'unbind']);

/** Notes the numbers of the parts that a tensor of one axis is cut into. */
export function followParts(op: string, args: ReadonlyMap<string, Value>, parts: readonly (readonly [ObjectValue, TensorType])[]): void {
  const [first] = args.values();
  const values = constantOf(first);
  const counts = distinct(op, args);
  const [unique, last] = [parts[0], parts.at(-1)];
  if (counts !== null && unique !== undefined && last !== undefined) {
    holdConstant(...unique, [...counts.keys()]);
    const asks = args.get('return_counts');
    if (asks?.kind === 'bool' && asks.value === true) holdConstant(...last, [...counts.values()]);
    return;
  }
  const sizes = parts.map(([, type]) => count(type));
  if (!cuts.has(op) || values === null || sizes.includes(null) || sizes.reduce((sum: number, size) => sum + (size ?? 0), 0) !== values.length) return;
  if (parts.some(([, type]) => (type.shape?.length ?? 2) > 1)) return;
  let start = 0;
  for (const [part, type] of parts) {
    const size = count(type) ?? 0;
    holdConstant(part, type, values.slice(start, start + size), first);
    start += size;
  }
}

/** A tensor is written to: its numbers, and those of all that share its storage, are no longer known. */
export function forgetConstant(tensor: ObjectValue): void {
  const constant = held.get(tensor);
  if (constant !== undefined) constant.storage.isIntact = false;
}

/** Whether what is known of the numbers of one tensor holds for another too. */
export function isCommonConstant(tensor: ObjectValue, other: ObjectValue): boolean {
  const values = intact(tensor);
  const others = intact(other);
  return values === null || (values.length === others?.length && values.every((value, at) => value === others[at]));
}
