/** A `dim` argument: which axis of a shape is meant. */
import type { Dim } from '../dims/dim';
import { Refusal } from './op';
import type { TensorType } from './tensor-type';

/**
 * The axis that `dim` names, counted from the front; null when it is unknown.
 * A tensor without axes takes 0 and -1 as if it had one.
 */
export function dimIndex(dim: Dim, rank: number, recovery: TensorType | null = null): number | null {
  if (typeof dim !== 'number') return null;
  const reach = Math.max(rank, 1);
  if (dim < -reach || dim >= reach) {
    throw new Refusal(
      'shape/dim-range',
      `Dimension out of range (expected to be in range of [${String(-reach)}, ${String(reach - 1)}], but got ${String(dim)})`,
      'IndexError',
      recovery,
    );
  }
  return dim < 0 ? dim + reach : dim;
}
