/** The line by which an op that only moves elements explains itself. */
import { sizesText } from './shape-text';
import type { TensorType } from './tensor-type';

/** `[2, 3, 4] → [6, 4]`; nothing when a rank is unknown. */
export function shapeLine(inputs: readonly TensorType[], output: TensorType): readonly string[] {
  const shapes = inputs.map(({ shape }) => shape);
  if (output.shape === null || shapes.includes(null)) return [];
  return [`${shapes.map((shape) => sizesText(shape ?? [])).join(', ')} → ${sizesText(output.shape)}`];
}
