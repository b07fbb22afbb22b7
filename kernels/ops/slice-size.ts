/** How many elements a slice takes of an axis, as Python has it. */
import { add, ceilDiv, lessOrEqual, lessThan, max, min, sub } from '../dims/dim';
import type { Dim } from '../dims/dim';

/** A bound of a slice; 'none' where it is left out. */
export type Bound = Dim | 'none';

/** Where on an axis a bound lies: negative ones count from the end, and none lies outside. */
function position(bound: Dim, size: Dim): Dim {
  if (lessOrEqual(0, bound) === true) return min(bound, size);
  return lessThan(bound, 0) === true ? max(add(size, bound), 0) : null;
}

/** The size of `axis[start:stop:step]`, of an axis of `size`, for a positive step. */
export function sliceSize(size: Dim, start: Bound, stop: Bound, step: Dim = 1): Dim {
  const from = start === 'none' ? 0 : position(start, size);
  const to = stop === 'none' ? size : position(stop, size);
  if (to === 0) return 0;
  const taken = sub(to, from);
  return ceilDiv(lessOrEqual(0, taken) === true ? taken : max(taken, 0), step);
}
