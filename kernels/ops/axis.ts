/** The spatial axes that families of ops run over: one to three. */

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
