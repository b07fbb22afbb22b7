/**
 * Numbers told of samples: covariance, histograms, areas and slopes.
 * https://pytorch.org/docs/stable/generated/torch.cov.html
 */
import { add, compare, lessThan, max, sub } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { broadcast } from './broadcast';
import { dimIndex } from './dim-index';
import { nativeTypeName } from './native-type';
import { Refusal, defineOp } from './op';
import type { Op } from './op';
import { datum, ignored, int, operand, optionalInts, optionalTensor, tensor } from './parameter';
import { floating, promote } from './promote';
import { shapeLine } from './shape-line';

import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

function refuse(words: string, exception: Refusal['exception'] = 'RuntimeError'): () => Refusal {
  return () => new Refusal('shape/arguments', words, exception);
}

/** How each row varies with each: one number for a single row. */
function covariance(name: string, hasWeights: boolean): Op {
  return defineOp({
    name,
    schema: { input: tensor(), ...(hasWeights ? { correction: int(1), fweights: optionalTensor(), aweights: optionalTensor() } : {}) },
    infer(args, check) {
      const { input: { shape, dtype } } = args;
      const weights = args['aweights'] as TensorType | null | undefined;
      const output = floating(!hasWeights || weights === null ? dtype : weights === undefined ? null : promote([args.input, weights]));
      check.must(shape === null || shape.length <= 2, refuse(`${name}(): expected input to have two or fewer dimensions but got an input with ${String(shape?.length)} dimensions`));
      if (shape === null) return unknownTensor(output);
      const [rows = null] = shape;
      const isOne = shape.length < 2 ? 'equal' : compare(rows, 1);
      // What has a single variable is a number: the rank hangs on it.
      return isOne === 'unknown' ? unknownTensor(output) : tensorType(isOne === 'equal' ? [] : [rows, rows], output);
    },
    explain: ({ input }, output) => shapeLine([input], output),
  });
}

/** Areas under a curve of samples: of the whole, or up to each. */
function area(name: string, isCumulative: boolean): Op {
  return defineOp({
    name,
    schema: { y: tensor(), x: optionalTensor(), dx: ignored(), dim: int(-1) },
    infer({ y, x, dim }, check) {
      const { shape } = y;
      const dtype = x === undefined ? null : floating(x === null ? y.dtype : promote([y, x]));
      if (shape === null || x === undefined || (x !== null && x.shape === null)) return unknownTensor(dtype);
      const axis = dimIndex(dim, shape.length);
      if (axis === null) return unknownTensor(dtype);
      const size = shape[axis] ?? null;
      const of = (own: Shape) => (isCumulative ? own.map((one, at) => (at === axis - shape.length + own.length ? steps(size) : one)) : own.filter((_, at) => at !== axis - shape.length + own.length));
      if (x === null || x.shape === null || x.shape.length === 1) return tensorType(of(shape), dtype);
      const own = x.shape;
      const points = own[own.length - shape.length + axis] ?? null;
      // Two points or more of each, or none at all: anything else is broadcast in ways of its own.
      if (own.length !== shape.length || compare(points, size) !== 'equal') return unknownTensor(dtype);
      return tensorType(of(broadcast(own, shape, check, dtype) ?? []), dtype);
    },
  });
}

function steps(size: Dim): Dim {
  return size === 0 ? 0 : compare(size, 1) === 'different' ? sub(size, 1) : max(sub(size, 1), 0);
}

/** Slopes along each axis, or along those that are named. */
const gradient = defineOp({
  name: 'gradient',
  schema: { input: tensor(), spacing: datum({ kind: 'none' }), dim: optionalInts(), edge_order: ignored() },
  infer({ input, dim }, check) {
    const { shape, dtype } = input;
    if (dim === null || (dim === 'none' && shape === null)) return [];
    const count = dim === 'none' ? shape?.length ?? 0 : dim.length;
    if (dim !== 'none' && shape !== null) for (const one of dim) dimIndex(one, shape.length);
    const isLong = (dim === 'none' || shape === null ? shape ?? [] : dim.map((one) => shape[dimIndex(one, shape.length) ?? -1] ?? null)).every((size) => lessThan(size, 2) !== true);
    check.must(isLong, refuse('torch.gradient expected each dimension size to be at least edge_order+1'));
    return Array.from({ length: count }, () => tensorType(shape, floating(dtype)));
  },
});

/** Counts of the samples in bins, and the edges of the bins. */
const histogram = defineOp({
  name: 'histogram',
  schema: { input: tensor(), bins: datum(), range: ignored(), weight: ignored(), density: ignored() },
  infer({ input: { dtype }, bins }, check) {
    const own = bins.kind === 'tensor' ? bins.type.dtype : null;
    check.must(own === null || dtype === null || own === dtype, refuse(
      `torch.histogramdd: input tensor and bins tensors should have the same dtype, but got input with dtype ${nativeTypeName(dtype ?? 'float32')} and bins for dimension 0 with dtype ${nativeTypeName(own ?? 'float32')}`,
    ));
    const edges: Dim = bins.kind === 'tensor' ? bins.type.shape?.[0] ?? null : bins.kind === 'int' ? add(bins.value, 1) : null;
    return [tensorType([sub(edges, 1)], dtype), tensorType([edges], dtype)];
  },
});

/** Whether each element is among others. */
const isin = defineOp({
  name: 'isin',
  schema: { elements: operand(), test_elements: operand(), assume_unique: ignored(), invert: ignored() },
  infer: ({ elements }) => tensorType(elements.shape, 'bool'),
});

/** The indices of elements in a tensor of a shape, one tensor for each axis. */
const unravelIndex = defineOp({
  name: 'unravel_index',
  schema: { indices: tensor(), shape: datum() },
  infer({ indices, shape }) {
    const rank = shape.kind === 'list' ? shape.items?.length ?? null : shape.kind === 'int' ? 1 : null;
    return rank === null ? [] : Array.from({ length: rank }, () => tensorType(indices.shape, 'int64'));
  },
});

/** Where elements are not zero, as many as one asks for. */
const nonzeroStatic = defineOp({
  name: 'nonzero_static',
  schema: { input: tensor(), size: int(), fill_value: ignored() },
  infer: ({ input, size }) => tensorType(input.shape === null ? [size, null] : [size, input.shape.length], 'int64'),
});

export const statisticsOps: readonly Op[] = [
  covariance('cov', true),
  covariance('corrcoef', false),
  area('trapezoid', false),
  area('trapz', false),
  area('cumulative_trapezoid', true),
  gradient,
  histogram,
  isin,
  unravelIndex,
  nonzeroStatic,
];
