/** A list of `dim`s: which axes of a shape are meant. */
import { dimIndex } from './dim-index';
import { Refusal } from './op';
import type { Shape } from './tensor-type';

/** The axes that the dims name, each once; null when one of them is unknown. */
export function dimIndices(dims: Shape, rank: number): readonly number[] | null {
  const axes: number[] = [];
  let isKnown = true;
  for (const dim of dims) {
    const axis = dimIndex(dim, rank);
    if (axis === null) {
      isKnown = false;
      continue;
    }
    if (axes.includes(axis)) throw new Refusal('shape/dim-range', `dim ${String(axis)} appears multiple times in the list of dims`);
    axes.push(axis);
  }
  return isKnown ? axes : null;
}
