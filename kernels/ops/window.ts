/**
 * Windows along one axis: `x.unfold(dim, size, step)`, [*, L, *] → [*, ⌊(L − size) / step⌋ + 1, *, size].
 * https://pytorch.org/docs/stable/generated/torch.Tensor.unfold.html
 */
import { add, floorDiv, lessOrEqual, lessThan, sub } from '../dims/dim';
import { dimIndex } from './dim-index';
import { Refusal, defineOp } from './op';
import { int, tensor } from './parameter';
import { dimText } from './shape-text';
import { tensorType, unknownSizes, unknownTensor } from './tensor-type';

/** The method; the function of the same name is another op. */
export const tensorUnfold = defineOp({
  name: 'tensor_unfold',
  schema: { input: tensor(), dimension: int(), size: int(), step: int() },
  infer({ input, dimension, size, step }, check) {
    const { shape, dtype } = input;
    if (shape === null) return unknownTensor(dtype);
    const axis = dimIndex(dimension, shape.length);
    if (axis === null) return unknownSizes(shape.length + 1, dtype);
    // A tensor without axes is one element long.
    const length = shape.length === 0 ? 1 : shape[axis] ?? null;
    check.must(lessOrEqual(0, size), () => new Refusal('shape/arguments', `size is ${dimText(size)} but must be >= 0`));
    check.must(lessOrEqual(size, length), () => new Refusal('shape/arguments', `maximum size for tensor at dimension ${String(axis)} is ${dimText(length)} but size is ${dimText(size)}`));
    check.must(lessThan(0, step), () => new Refusal('shape/arguments', `step is ${dimText(step)} but must be > 0`));
    const windows = add(floorDiv(sub(length, size), step), 1);
    return tensorType(shape.length === 0 ? [size] : [...shape.slice(0, axis), windows, ...shape.slice(axis + 1), size], dtype);
  },
  explain: ({ size, step }, output) => [`windows of ${dimText(size)}, one each ${dimText(step)}, as a last axis: ${dimText(output.shape?.at(-1) ?? null)}`],
});
