/** The spatial axes that families of ops run over: one to three. */
import { add, mul, sub } from '../dims/dim';
import type { Dim } from '../dims/dim';

export type SpatialRank = 1 | 2 | 3;

export const spatialRanks: readonly SpatialRank[] = [1, 2, 3];

const names: Readonly<Record<SpatialRank, readonly string[]>> = { 1: ['L'], 2: ['H', 'W'], 3: ['D', 'H', 'W'] };

/** The letters that PyTorch's documentation gives the axes. */
export function axisNames(rank: SpatialRank): readonly string[] {
  return names[rank];
}

/** One line for each axis, `H_out = …`; axes with the same formula share a line. */
export function formulaLines(axes: readonly string[], formula: (axis: number) => string): readonly string[] {
  const outputs = new Map<string, string[]>();
  axes.forEach((name, axis) => {
    const text = formula(axis);
    outputs.set(text, [...(outputs.get(text) ?? []), `${name}_out`]);
  });
  return [...outputs].map(([text, left]) => `${left.join(' = ')} = ${text}`);
}

/** The span that a dilated kernel covers. */
export function effectiveKernel(kernel: Dim, dilation: Dim): Dim {
  return add(mul(dilation, sub(kernel, 1)), 1);
}
