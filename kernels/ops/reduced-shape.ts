/** The shape that is left when axes are reduced to one number each. */
import { dimIndices } from './dim-list';
import type { Shape } from './tensor-type';

/** The axes to reduce: 'none' for all of them, null when unknown. */
export type ReducedDims = Shape | 'none' | null;

/** Without the reduced axes, or with size 1 in their place; null when not even the rank is known. No dims at all are all of them. */
export function reducedShape(shape: Shape | null, dims: ReducedDims, keepdim: boolean | undefined): Shape | null {
  const isAll = dims === 'none' || dims?.length === 0;
  if (shape === null) return isAll && keepdim === false ? [] : null;
  const axes = isAll ? shape.map((_, axis) => axis) : dims === null ? null : dimIndices(dims, shape.length);
  if (shape.length === 0) return shape;
  if (keepdim === undefined) return null;
  if (!keepdim) {
    if (axes !== null) return shape.filter((_, axis) => !axes.includes(axis));
    // How many axes go is known even where it is not known which.
    return dims === null ? null : Array.from({ length: shape.length - dims.length }, () => null);
  }
  return axes === null ? shape.map(() => null) : shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
}

/** A single `dim` argument as a list of them; `undefined` is unknown. */
export function dimsOf(dim: Shape[number] | 'none' | undefined): ReducedDims {
  if (dim === undefined) return null;
  return dim === 'none' ? 'none' : [dim];
}
