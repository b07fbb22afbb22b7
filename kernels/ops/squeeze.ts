/**
 * Axes of size 1, taken away and put in.
 * https://pytorch.org/docs/stable/generated/torch.squeeze.html
 */
import { compare } from '../dims/dim';
import { dimIndex } from './dim-index';
import { dimIndices } from './dim-list';
import { reshaping } from './layout-kernel';
import { defineOp } from './op';
import type { Op } from './op';
import { int, optionalInts, tensor } from './parameter';
import { shapeLine } from './shape-line';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape } from './tensor-type';

const squeeze = defineOp({
  name: 'squeeze',
  schema: { input: tensor(), dim: optionalInts() },
  infer({ input, dim }) {
    const { shape, dtype } = input;
    if (shape === null || dim === null) return unknownTensor(dtype);
    const axes = dim === 'none' ? shape.map((_, axis) => axis) : dimIndices(dim, shape.length);
    // Whether an axis goes must be known: the rank depends on it.
    if (axes === null || axes.some((axis) => axis < shape.length && compare(shape[axis] ?? null, 1) === 'unknown')) return unknownTensor(dtype);
    return tensorType(shape.filter((size, axis) => !axes.includes(axis) || compare(size, 1) !== 'equal'), dtype);
  },
  explain: ({ input }, output) => shapeLine([input], output),
  ...reshaping,
});

const unsqueeze = defineOp({
  name: 'unsqueeze',
  schema: { input: tensor(), dim: int() },
  infer({ input, dim }) {
    const { shape, dtype } = input;
    if (shape === null) return unknownTensor(dtype);
    const axis = dimIndex(dim, shape.length + 1);
    if (axis === null) return unknownTensor(dtype);
    return tensorType([...shape.slice(0, axis), 1, ...shape.slice(axis)], dtype);
  },
  explain: ({ input }, output) => shapeLine([input], output),
  ...reshaping,
});

/** At least one axis. */
export function atLeast1d(shape: Shape): Shape {
  return shape.length === 0 ? [1] : shape;
}

/** At least two axes; those that lack come first. */
export function atLeast2d(shape: Shape): Shape {
  return shape.length < 2 ? [1, ...atLeast1d(shape)] : shape;
}

/** At least three axes; the third comes last. */
export function atLeast3d(shape: Shape): Shape {
  return shape.length < 3 ? [...atLeast2d(shape), 1] : shape;
}

function atLeast(name: string, raised: (shape: Shape) => Shape): Op {
  return defineOp({
    name,
    schema: { input: tensor() },
    infer: ({ input }) => tensorType(input.shape === null ? null : raised(input.shape), input.dtype),
    explain: ({ input }, output) => shapeLine([input], output),
    ...reshaping,
  });
}

export const squeezeOps: readonly Op[] = [squeeze, unsqueeze, atLeast('atleast_1d', atLeast1d), atLeast('atleast_2d', atLeast2d), atLeast('atleast_3d', atLeast3d)];
