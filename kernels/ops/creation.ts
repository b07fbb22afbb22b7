/**
 * Tensors made of nothing but sizes and numbers.
 * https://pytorch.org/docs/stable/torch.html#creation-ops
 */
import { add, ceilDiv, compare, isConcrete, lessOrEqual, lessThan, max, min, mul, sub } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { broadcast } from './broadcast';
import { nestedType } from './nested-data';
import { Refusal, defineOp } from './op';
import type { Check, Datum, Op } from './op';
import { bool, datum, dtype as dtypeParameter, float, ignored, int, ints, operand, optionalInt, tensor } from './parameter';
import { kindOf } from './promote';
import { dimText, scalarTypeName, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { DType, Shape, TensorType } from './tensor-type';

const none: Datum = { kind: 'none' };
const zero: Datum = { kind: 'int', value: 0 };

function refuse(text: string): () => Refusal {
  return () => new Refusal('shape/arguments', text);
}

function checkSizes(sizes: Shape | null, check: Check, negative?: string): void {
  for (const size of sizes ?? []) {
    check.must(lessOrEqual(0, size), refuse(
      negative ?? `Trying to create tensor with negative dimension ${dimText(size)}: ${sizesText(sizes ?? [])}`,
    ));
  }
}

/** The element type that is asked for, or the one that goes without saying. */
function typeOr(wanted: DType | 'none' | null, byDefault: DType | null): DType | null {
  return wanted === 'none' ? byDefault : wanted;
}

/** The element type of a number as PyTorch fills tensors with it. */
function numberType(value: Datum): DType | null {
  if (value.kind === 'tensor') return value.type.dtype;
  if (value.kind === 'bool') return 'bool';
  if (value.kind === 'int') return 'int64';
  if (value.kind === 'complex') return 'complex64';
  return value.kind === 'float' ? 'float32' : null;
}

function filled(name: string, negative?: string): Op {
  return defineOp({
    name,
    schema: { size: ints(), dtype: dtypeParameter() },
    infer({ size, dtype }, check) {
      checkSizes(size, check, negative);
      return tensorType(size, typeOr(dtype, 'float32'));
    },
  });
}

const full = defineOp({
  name: 'full',
  schema: { size: ints(), fill_value: datum(), dtype: dtypeParameter() },
  infer({ size, fill_value: value, dtype }, check) {
    checkSizes(size, check);
    return tensorType(size, typeOr(dtype, numberType(value)));
  },
});

function like(name: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), dtype: dtypeParameter() },
    infer: ({ input, dtype }) => tensorType(input.shape, typeOr(dtype, input.dtype)),
  });
}

const fullLike = defineOp({
  name: 'full_like',
  schema: { input: tensor(), fill_value: datum(), dtype: dtypeParameter() },
  infer: ({ input, dtype }) => tensorType(input.shape, typeOr(dtype, input.dtype)),
});

const randintLike = defineOp({
  name: 'randint_like',
  schema: { input: tensor(), low: datum(zero), high: datum(none), dtype: dtypeParameter() },
  infer: ({ input, dtype }) => tensorType(input.shape, typeOr(dtype, input.dtype)),
});

function madeLike(name: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), size: ints(), dtype: dtypeParameter() },
    infer({ input, size, dtype }, check) {
      checkSizes(size, check);
      return tensorType(size, typeOr(dtype, input.dtype));
    },
  });
}

const newFull = defineOp({
  name: 'new_full',
  schema: { input: tensor(), size: ints(), fill_value: datum(), dtype: dtypeParameter() },
  infer({ input, size, dtype }, check) {
    checkSizes(size, check);
    return tensorType(size, typeOr(dtype, input.dtype));
  },
});

/** `randint(high, size)` and `randint(low, high, size)`. */
const randint = defineOp({
  name: 'randint',
  schema: { low: datum(zero), high: datum(none), size: datum(none), dtype: dtypeParameter() },
  infer({ low, high, size, dtype }, check) {
    const [from, to, given] = size.kind === 'none' ? [zero, low, high] : [low, high, size];
    const sizes = given.kind === 'none' ? null : ints().read(given, 'size', 'randint');
    checkSizes(sizes, check);
    const [least, most] = [from, to].map((bound) => (bound.kind === 'int' ? bound.value : null));
    check.must(lessThan(least ?? null, most ?? null), refuse(
      `random_ expects 'from' to be less than 'to', but got from=${dimText(least ?? null)} >= to=${dimText(most ?? null)}`,
    ));
    return tensorType(sizes, typeOr(dtype, 'int64'));
  },
});

const randperm = defineOp({
  name: 'randperm',
  schema: { n: int(), dtype: dtypeParameter() },
  infer({ n, dtype }, check) {
    checkSizes([n], check);
    return tensorType([n], typeOr(dtype, 'int64'));
  },
});

const bernoulli = defineOp({
  name: 'bernoulli',
  schema: { input: tensor(), p: datum(none) },
  infer: ({ input }) => tensorType(input.shape, input.dtype),
});

const multinomial = defineOp({
  name: 'multinomial',
  schema: { input: tensor(), num_samples: int(), replacement: bool(false) },
  infer({ input, num_samples: count, replacement }, check) {
    const { shape, dtype } = input;
    check.must(shape === null || shape.length === 1 || shape.length === 2, refuse('prob_dist must be 1 or 2 dim'));
    check.must(dtype === null || kindOf(dtype) === 2, refuse(
      `multinomial only supports floating-point dtypes for input, got: ${scalarTypeName(dtype ?? 'float32')}`,
    ));
    check.must(lessThan(0, count), refuse('cannot sample n_sample <= 0 samples'));
    if (shape === null) return unknownTensor('int64');
    if (replacement === false) check.must(lessOrEqual(count, shape.at(-1) ?? null), refuse(
      'cannot sample n_sample > prob_dist.size(-1) samples without replacement',
    ));
    return tensorType([...shape.slice(0, -1), count], 'int64');
  },
});

/** Of numbers with a size, or of tensors that broadcast. */
const normal = defineOp({
  name: 'normal',
  schema: { mean: operand(), std: operand(1), size: datum(none), dtype: dtypeParameter() },
  infer({ mean, std, size, dtype }, check) {
    if (size.kind !== 'none') return tensorType(ints().read(size, 'size', 'normal'), typeOr(dtype, 'float32'));
    return tensorType(broadcast(mean.shape, std.shape, check), mean.isScalar ? std.dtype : mean.dtype);
  },
});

/** A number that need not be whole; null when unknown. */
function numberOf(value: Datum): number | null {
  if (value.kind === 'float') return value.value;
  if (value.kind === 'int') return isConcrete(value.value) ? value.value : null;
  return value.kind === 'bool' && value.value !== null ? Number(value.value) : null;
}

/** How many steps lead from start to before end. */
function stepCount(start: Datum, end: Datum, step: Datum, dtype: DType | null, check: Check): Dim {
  const [from, to, by] = [numberOf(start), numberOf(end), numberOf(step)];
  check.must(by !== 0, refuse('step must be nonzero'));
  if (from !== null && to !== null && by !== null) {
    check.must(by > 0 ? to >= from : to <= from, refuse('upper bound and lower bound inconsistent with step sign'));
    if (dtype !== 'int64') return dtype === null && ![from, to, by].every(Number.isInteger) ? null : Math.ceil((to - from) / by) + 0;
    // Whole numbers are counted after the fractions have been cut off.
    const [first, last, stride] = [Math.trunc(from), Math.trunc(to), Math.trunc(by)];
    return stride === 0 ? null : Math.trunc((last - first + stride - Math.sign(stride)) / stride) + 0;
  }
  if (start.kind !== 'int' || end.kind !== 'int' || step.kind !== 'int') return null;
  const length = sub(end.value, start.value);
  return compare(step.value, 0) === 'different' && lessThan(0, step.value) === true ? ceilDiv(lessOrEqual(0, length) === true ? length : max(length, 0), step.value) : null;
}

/** `arange(end)`, `arange(start, end, step)`. */
const arange = defineOp({
  name: 'arange',
  schema: { start: datum(zero), end: datum(none), step: datum({ kind: 'int', value: 1 }), dtype: dtypeParameter() },
  infer({ start, end, step, dtype: wanted }, check) {
    const [from, to] = end.kind === 'none' ? [zero, start] : [start, end];
    const types = [from, to, step].map(numberType);
    const natural = types.includes(null) ? null : types.includes('float32') ? 'float32' : 'int64';
    const dtype = typeOr(wanted, natural);
    return tensorType([stepCount(from, to, step, dtype, check)], dtype);
  },
  explain: (_, output) => [`⌈(end − start)/step⌉ = ${dimText(output.shape?.[0] ?? null)}`],
});

function checkSteps(steps: Dim, check: Check): void {
  check.must(lessOrEqual(0, steps), refuse('number of steps must be non-negative'));
}

const linspace = defineOp({
  name: 'linspace',
  schema: { start: operand(), end: operand(), steps: int(), dtype: dtypeParameter() },
  infer({ start, end, steps, dtype }, check) {
    const ranks = [start, end].map(({ shape }) => shape?.length ?? 0);
    const tensors = [start, end].map((bound, at) => (bound.isScalar ? null : `${at === 0 ? 'start' : 'end'} with ${String(ranks[at])} dimension(s)`)).filter((part) => part !== null);
    check.must(ranks.every((rank) => rank === 0), refuse(
      `linspace only supports 0-dimensional start and end tensors, but got ${tensors.join(' and ')}.`,
    ));
    checkSteps(steps, check);
    return tensorType([steps], typeOr(dtype, 'float32'));
  },
});

const logspace = defineOp({
  name: 'logspace',
  schema: { start: operand(), end: operand(), steps: int(), base: float(10), dtype: dtypeParameter() },
  infer({ steps, dtype }, check) {
    checkSteps(steps, check);
    return tensorType([steps], typeOr(dtype, 'float32'));
  },
});

const eye = defineOp({
  name: 'eye',
  schema: { n: int(), m: optionalInt(), dtype: dtypeParameter() },
  infer({ n, m, dtype }, check) {
    const columns = m === 'none' ? n : m ?? null;
    check.must(lessOrEqual(0, n), refuse(`n must be greater or equal to 0, got ${dimText(n)}`));
    check.must(lessOrEqual(0, columns), refuse(`m must be greater or equal to 0, got ${dimText(columns)}`));
    return tensorType([n, columns], typeOr(dtype, 'float32'));
  },
});

const tensorFrom = defineOp({
  name: 'tensor',
  schema: { data: datum(), dtype: dtypeParameter() },
  infer: ({ data, dtype }): TensorType => (dtype === null ? tensorType(nestedType(data).shape, null) : nestedType(data, dtype === 'none' ? null : dtype)),
});

/** How many places a triangle has, as a row of row indices and one of column indices. */
function triangleIndices(name: string, isLower: boolean): Op {
  return defineOp({
    name,
    schema: { row: int(), col: int(), offset: int(0), dtype: dtypeParameter() },
    infer({ row, col, offset, dtype }, check) {
      check.must(lessOrEqual(0, row), refuse(`row must be non-negative, got${dimText(row)}`));
      check.must(lessOrEqual(0, col), refuse(`col must be non-negative, got${dimText(col)}`));
      const count = isLower ? lowerCount(row, col, offset) : sub(mul(row, col), lowerCount(row, col, sub(offset, 1)));
      return tensorType([2, count], typeOr(dtype, 'int64'));
    },
  });
}

/** The places on and below a diagonal. */
function lowerCount(rows: Dim, columns: Dim, offset: Dim): Dim {
  if (!isConcrete(rows) || offset === null) return null;
  let count: Dim = 0;
  for (let row = 0; row < Math.min(rows, 4096); row += 1) count = add(count, min(max(add(offset, row + 1), 0), columns));
  return rows > 4096 ? null : count;
}

const vander = defineOp({
  name: 'vander',
  schema: { x: tensor(), N: optionalInt(), increasing: bool(false) },
  infer({ x, N: columns }, check) {
    check.must(x.shape === null || x.shape.length === 1, refuse('x must be a one-dimensional tensor.'));
    const size = x.shape?.[0] ?? null;
    const count = columns === 'none' ? size : columns ?? null;
    check.must(lessOrEqual(0, count), refuse('N must be non-negative.'));
    return tensorType([size, count], x.dtype);
  },
});

/** Powers of each number, along a new last axis. */
const linalgVander = defineOp({
  name: 'linalg_vander',
  schema: { x: tensor(), N: optionalInt() },
  infer({ x: { shape, dtype }, N: columns }, check) {
    const count = columns === 'none' ? shape?.at(-1) ?? (shape?.length === 0 ? 1 : null) : columns ?? null;
    check.must(lessThan(1, count), refuse('N must be greater than 1.'));
    const output = dtype !== null && kindOf(dtype) < 2 ? 'int64' : dtype;
    return shape === null ? unknownTensor(output) : tensorType([...(shape.length === 0 ? [1] : shape), count], output);
  },
});

function window(name: string): Op {
  return defineOp({
    name,
    schema: { window_length: int(), periodic: ignored(), dtype: dtypeParameter() },
    infer({ window_length: length, dtype }, check) {
      check.must(lessOrEqual(0, length), refuse(`${name} requires non-negative window_length, got window_length=${dimText(length)}`));
      return tensorType([length], typeOr(dtype, 'float32'));
    },
  });
}

export const creationOps: readonly Op[] = [
  filled('zeros', 'zeros: Dimension size must be non-negative.'),
  ...['ones', 'empty', 'rand', 'randn'].map((name) => filled(name)),
  full,
  ...['zeros_like', 'ones_like', 'empty_like', 'rand_like', 'randn_like'].map(like),
  fullLike,
  randintLike,
  ...['new_zeros', 'new_ones', 'new_empty'].map(madeLike),
  newFull,
  randint,
  randperm,
  bernoulli,
  multinomial,
  normal,
  arange,
  linspace,
  logspace,
  eye,
  tensorFrom,
  triangleIndices('tril_indices', true),
  triangleIndices('triu_indices', false),
  vander,
  linalgVander,
  ...['hann_window', 'hamming_window', 'blackman_window', 'bartlett_window'].map(window),
];
