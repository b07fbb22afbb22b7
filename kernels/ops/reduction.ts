/**
 * Many numbers made one: sums, means, extrema and the like, over all axes or some.
 *
 * The reduced axes go, or stay with size 1 under keepdim. https://pytorch.org/docs/stable/torch.html#reduction-ops
 */
import { dimIndex } from './dim-index';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { bool, datum, dtype as dtypeParameter, float, ints, operand, optionalInt, optionalInts, tensor, text } from './parameter';
import { floating, kindOf, realType } from './promote';
import { dimsOf, reducedShape } from './reduced-shape';
import { extremumOfRow, meanOfRow, reducing, sumOfRow } from './reduction-kernel';
import type { RowReduction } from './reduction-kernel';
import type { ReducedDims } from './reduced-shape';
import { dimText, scalarTypeName, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { DType, Shape, TensorType } from './tensor-type';

/** `[2, 3, 4] → [2, 4] over dim 1`. */
function line(input: TensorType, dims: ReducedDims, output: TensorType): readonly string[] {
  if (input.shape === null || output.shape === null || dims === null) return [];
  const over = dims === 'none' || dims.length === 0 ? 'all axes' : `dim ${dims.map(dimText).join(', ')}`;
  return [`${sizesText(input.shape)} → ${sizesText(output.shape)} over ${over}`];
}

/** Integers are added up as int64. */
function summedType(dtype: DType | null): DType | null {
  return dtype !== null && kindOf(dtype) < 2 ? 'int64' : dtype;
}

/** The output's element type where no dtype is asked for. Throws what the op refuses of the input's, and of the one that is wanted. */
type TypeOf = (dtype: DType | null, wanted: DType | null) => DType | null;

/** `(2, 3)` or `(-2, -1)`: the height and width of a map. */
function areOfMap(dims: ReducedDims): boolean {
  return dims !== null && dims !== 'none' && dims.length === 2 && ((dims.includes(2) && dims.includes(3)) || (dims.includes(-2) && dims.includes(-1)));
}

function reduction(name: string, typeOf: TypeOf, row: RowReduction | null = null): Op {
  return defineOp({
    name,
    schema: { input: tensor(), dim: optionalInts(), keepdim: bool(false), dtype: dtypeParameter() },
    infer(args, check) {
      const { input, dim, keepdim } = args;
      const given = areOfMap(dim) ? check.guess(input, () => [null, null, null, null]) : input.shape;
      const shape = reducedShape(given, dim, keepdim);
      const { dtype: wanted } = args;
      // One that is asked for and unknown refuses nothing.
      if (wanted === null) return tensorType(shape, null);
      const dtype = typeOf(input.dtype, wanted === 'none' ? null : wanted);
      return tensorType(shape, wanted === 'none' ? dtype : wanted);
    },
    explain: ({ input, dim }, output) => line(input, dim, output),
    ...(row === null ? {} : reducing(name, row)),
  });
}

function refuse(text: string, exception: Refusal['exception'] = 'RuntimeError'): Refusal {
  return new Refusal('shape/arguments', text, exception);
}

const mean = reduction('mean', (dtype, wanted) => {
  const [which, given] = wanted === null ? ['Input', dtype] as const : ['Optional', wanted] as const;
  if (given !== null && kindOf(given) < 2) {
    throw refuse(`mean(): could not infer output dtype. ${which} dtype must be either a floating point or complex dtype. Got: ${scalarTypeName(given)}`);
  }
  return dtype;
}, meanOfRow);

const nansum: TypeOf = (dtype) => {
  if (dtype !== null && kindOf(dtype) === 3) throw refuse('nansum on CPU does not support complex inputs');
  return summedType(dtype);
};

const nanmean: TypeOf = (dtype, wanted) => {
  if (dtype !== null && kindOf(dtype) < 2) throw refuse(`nanmean(): expected input to have floating point or complex dtype but got ${scalarTypeName(dtype)}`);
  return nansum(dtype, wanted);
};

/** Of nothing there is no extremum: the axes to reduce must not be empty. */
function checkNotEmpty(name: string, shape: Shape | null, dims: ReducedDims, check: Check, exception: Refusal['exception'], hint: string): void {
  if (shape === null || dims === null) return;
  if (dims === 'none' || dims.length === 0) {
    check.must(!shape.includes(0), () => refuse(
      `${name}(): Expected reduction dim to be specified for input.numel() == 0.${hint}`, exception,
    ));
    return;
  }
  for (const dim of dims) {
    const axis = dimIndex(dim, shape.length);
    const shown = name.startsWith('arg') ? String(axis) : dimText(dim);
    check.must(axis === null || shape[axis] !== 0, () => refuse(
      `${name}(): Expected reduction dim ${shown} to have non-zero size.`, 'IndexError',
    ));
  }
}

export const dimHint = " Specify the reduction dim with the 'dim' argument.";

function extremum(name: string, pick: (a: number, b: number) => number): Op {
  return defineOp({
    name,
    schema: { input: tensor(), dim: optionalInts(), keepdim: bool(false) },
    infer({ input, dim, keepdim }, check) {
      checkNotEmpty(name, input.shape, dim, check, 'RuntimeError', dimHint);
      return tensorType(reducedShape(input.shape, dim, keepdim), input.dtype);
    },
    explain: ({ input, dim }, output) => line(input, dim, output),
    ...reducing(name, extremumOfRow(pick)),
  });
}

const logsumexp = defineOp({
  name: 'logsumexp',
  schema: { input: tensor(), dim: ints(), keepdim: bool(false) },
  infer: ({ input, dim, keepdim }) => tensorType(reducedShape(input.shape, dim, keepdim), floating(input.dtype)),
  explain: ({ input, dim }, output) => line(input, dim, output),
});

/** std, var and their pairs with the mean. A bool in the place of `dim` says whether the estimate is unbiased. */
function spread(name: string, isPair: boolean): Op {
  return defineOp({
    name,
    schema: { input: tensor(), dim: datum({ kind: 'none' }), unbiased: datum({ kind: 'bool', value: true }), keepdim: bool(false), correction: float(1) },
    infer({ input, dim, keepdim }) {
      const dims = dim.kind === 'bool' ? 'none' : optionalInts().read(dim, 'dim', name);
      if (input.dtype !== null && kindOf(input.dtype) < 2) throw refuse(`${isPair ? name : 'std and var'} only support floating point and complex dtypes`);
      const shape = reducedShape(input.shape, dims, keepdim);
      const output = tensorType(shape, realType(input.dtype));
      return isPair ? [output, tensorType(shape, input.dtype)] : output;
    },
    explain: ({ input, dim }, output) => line(input, dim.kind === 'none' || dim.kind === 'bool' ? 'none' : optionalInts().read(dim, 'dim', name), output),
  });
}

/** any and all: an empty list of dims reduces nothing. */
function truth(name: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), dim: optionalInts(), keepdim: bool(false) },
    infer({ input, dim, keepdim }) {
      const isKept = Array.isArray(dim) && dim.length === 0;
      const dtype = input.dtype === 'uint8' ? 'uint8' : input.dtype === null ? null : 'bool';
      return tensorType(isKept ? input.shape : reducedShape(input.shape, dim, keepdim), dtype);
    },
    explain: ({ input, dim }, output) => line(input, dim, output),
  });
}

const countNonzero = defineOp({
  name: 'count_nonzero',
  schema: { input: tensor(), dim: optionalInts() },
  infer: ({ input, dim }) => tensorType(reducedShape(input.shape, dim, false), 'int64'),
  explain: ({ input, dim }, output) => line(input, dim, output),
});

const prod = defineOp({
  name: 'prod',
  schema: { input: tensor(), dim: optionalInt(), keepdim: datum({ kind: 'none' }), dtype: dtypeParameter() },
  infer({ input, dim, keepdim, dtype }) {
    if (dim === 'none' && keepdim.kind === 'bool') throw refuse("prod(): argument 'dim' must be int, not NoneType", 'TypeError');
    const kept = keepdim.kind === 'none' ? false : bool().read(keepdim, 'keepdim', 'prod');
    return tensorType(reducedShape(input.shape, dimsOf(dim), kept), dtype === 'none' ? summedType(input.dtype) : dtype);
  },
  explain: ({ input, dim }, output) => line(input, dimsOf(dim), output),
});

function argExtremum(name: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), dim: optionalInt(), keepdim: bool(false) },
    infer({ input, dim, keepdim }, check) {
      const kind = input.dtype === null ? 2 : kindOf(input.dtype);
      const shape = reducedShape(input.shape, dimsOf(dim), keepdim);
      if (kind === 0 || kind === 3) throw refuse(`${name}(): does not support ${kind === 0 ? 'bool' : 'complex'} input`);
      checkNotEmpty(name, input.shape, dimsOf(dim), check, 'IndexError', '');
      return tensorType(shape, 'int64');
    },
    explain: ({ input, dim }, output) => line(input, dimsOf(dim), output),
  });
}

const norm = defineOp({
  name: 'norm',
  schema: { input: tensor(), p: datum({ kind: 'str', value: 'fro' }), dim: optionalInts(), keepdim: bool(false), out: datum({ kind: 'none' }), dtype: dtypeParameter() },
  infer({ input, dim, keepdim, dtype }) {
    const { dtype: own } = input;
    if (own !== null && kindOf(own) < 2) throw refuse(`linalg.vector_norm: Expected a floating point or complex tensor as input. Got ${scalarTypeName(own)}`);
    return tensorType(reducedShape(input.shape, dim, keepdim), realType(dtype === 'none' ? own : dtype));
  },
  explain: ({ input, dim }, output) => line(input, dim, output),
});

const aminmax = defineOp({
  name: 'aminmax',
  schema: { input: tensor(), dim: optionalInt(), keepdim: bool(false) },
  infer({ input, dim, keepdim }, check) {
    const dims = dimsOf(dim);
    const shape = reducedShape(input.shape, dims, keepdim);
    if (dims === 'none') check.must(!input.shape?.includes(0), () => refuse(
      'aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity.',
    ));
    else if (input.shape !== null && dims !== null) {
      const axis = dimIndex(dims[0] ?? null, input.shape.length);
      check.must(axis === null || input.shape[axis] !== 0, () => refuse(
        `aminmax: Expected reduction dim ${String(axis)} to have non-zero size.`, 'IndexError',
      ));
    }
    const output = tensorType(shape, input.dtype);
    return [output, output];
  },
  explain: ({ input, dim }, output) => line(input, dimsOf(dim), output),
});

/** The numbers of `q` come first. */
function quantile(name: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), q: datum(), dim: optionalInt(), keepdim: bool(false), interpolation: text('linear') },
    infer({ input, q, dim, keepdim }, check) {
      const counts = q.kind === 'unknown' ? unknownTensor() : operand().read(q, 'q', name);
      const value = q.kind === 'float' || (q.kind === 'int' && typeof q.value === 'number') ? Number(q.value) : null;
      check.must(value === null || (value >= 0 && value <= 1), () => refuse(
        `quantile() q must be in the range [0, 1] but got ${String(value)}`,
      ));
      check.must(!input.shape?.includes(0), () => refuse('quantile() input tensor must be non-empty'));
      check.must(counts.shape === null || counts.shape.length <= 1, () => refuse('quantile() q must be a scalar or 1D tensor'));
      if (input.dtype !== null && input.dtype !== 'float32' && input.dtype !== 'float64') throw refuse('quantile() input tensor must be either float or double dtype');
      const isMixed = !counts.isScalar && counts.dtype !== null && input.dtype !== null && counts.dtype !== input.dtype;
      check.must(!isMixed, () => refuse('quantile() q tensor must be same dtype as the input tensor'));
      const shape = reducedShape(input.shape, dimsOf(dim), keepdim);
      return tensorType(shape === null || counts.shape === null ? null : [...counts.shape, ...shape], input.dtype);
    },
    explain: ({ input, dim }, output) => line(input, dimsOf(dim), output),
  });
}

export const reductionOps: readonly Op[] = [
  reduction('sum', summedType, sumOfRow),
  mean,
  reduction('nansum', nansum),
  reduction('nanmean', nanmean),
  extremum('amax', (a, b) => Math.max(a, b)),
  extremum('amin', (a, b) => Math.min(a, b)),
  logsumexp,
  spread('std', false),
  spread('var', false),
  spread('std_mean', true),
  spread('var_mean', true),
  truth('any'),
  truth('all'),
  countNonzero,
  prod,
  argExtremum('argmax'),
  argExtremum('argmin'),
  norm,
  aminmax,
  quantile('quantile'),
  quantile('nanquantile'),
];
