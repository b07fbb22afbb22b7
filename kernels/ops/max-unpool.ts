/**
 * Max unpooling: puts each value of [N, C, …] back where its index says, in a plane of size (in − 1)·stride + kernel − 2·padding or output_size.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool2d.html
 */
import { add, compare, lessOrEqual, lessThan, mul, sub } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { elementCount } from '../wasm/tensor';
import type { Tensor } from '../wasm/tensor';
import { axisNames, formulaLines, spatialRanks } from './axis';
import type { SpatialRank } from './axis';
import type { Operands } from './computation';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { optionalInts, optionalPerAxis, perAxis, tensor } from './parameter';
import type { WrongCount } from './parameter';
import { strideOf } from './pooling';
import { dimText, sizesText, tupleText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

const wrongCount: WrongCount = () => 'tuple index out of range';

interface Window {
  readonly kernel: Shape;
  readonly stride: Shape;
  readonly padding: Shape;
}

function defaultSizes({ kernel, stride, padding }: Window, sizes: Shape): Shape {
  return sizes.map((size, axis): Dim => sub(add(mul(sub(size, 1), stride[axis] ?? null), kernel[axis] ?? null), mul(2, padding[axis] ?? null)));
}

/** A given size must be one that pooling could have come from. */
function outputSizes(given: readonly Dim[] | 'none' | null, window: Window, byDefault: Shape, check: Check): Shape {
  const rank = byDefault.length;
  if (given === null) return byDefault.map(() => null);
  const sizes = given === 'none' ? byDefault : given.length === rank + 2 ? given.slice(2) : given;
  check.must(sizes.length === rank, () => new Refusal(
    'shape/arguments',
    `output_size should be a sequence containing ${String(rank)} or ${String(rank + 2)} elements, but it has a length of '${String(sizes.length)}'`,
    'ValueError',
  ));
  sizes.forEach((size, axis) => {
    if (given === 'none') return;
    const [least, most] = [sub(byDefault[axis] ?? null, window.stride[axis] ?? null), add(byDefault[axis] ?? null, window.stride[axis] ?? null)];
    const fits = lessThan(least, size) === false ? false : lessThan(size, most);
    check.must(fits, () => new Refusal(
      'shape/arguments',
      `invalid output_size "${tupleText(sizes)}" (dim ${String(axis)} must be between ${dimText(least)} and ${dimText(most)})`,
      'ValueError',
    ));
  });
  sizes.forEach((size, axis) => {
    check.must(lessOrEqual(0, size), () => new Refusal(
      'shape/arguments',
      `max_unpooling: output_size must contain non-negative spatial dimensions, but got output_size[${String(axis)}]=${dimText(size)}`,
      'ValueError',
    ));
  });
  return sizes;
}

/** What the kernel asks of values and indices; one spatial axis is spoken of as a plane one wide. */
function checkValues(rank: SpatialRank, input: Shape, indices: TensorType, check: Check, recovery: TensorType): void {
  const asPlane = (shape: Shape) => (rank === 1 ? [...shape, 1] : shape);
  const plane = Math.max(rank, 2);
  const owner = `max_unpooling${String(plane)}d`;
  const refuse = (text: () => string, code = 'pooling/unpool-indices') => () => new Refusal(code, text(), 'RuntimeError', recovery);
  const isIndex = indices.dtype === null || indices.dtype === 'int64';
  const names: Readonly<Record<string, string>> = { float32: 'Float', int32: 'Int' };
  check.must(isIndex, refuse(
    () => `elements in indices should be type int64${rank === 3 ? '' : ` but got: ${names[indices.dtype ?? ''] ?? '?'}`}`,
  ));
  const shown = asPlane(input);
  check.must(shown.length === plane + 1 || shown.length === plane + 2, refuse(
    () => `Input to ${owner} should be a ${String(plane + 1)}d or ${String(plane + 2)}d Tensor, but got a tensor with ${String(shown.length)} dimensions.`,
    'shape/rank',
  ));
  if (indices.shape !== null) {
    const given = asPlane(indices.shape);
    const same = given.length === shown.length && given.every((size, axis) => compare(size, shown[axis] ?? null) !== 'different');
    check.must(same, refuse(
      () => `Expected shape of indices to be same as that of the input tensor (${sizesText(shown)}) but got indices tensor with shape: ${sizesText(given)}`,
    ));
  }
  shown.forEach((size, axis) => {
    if (axis === 0) return;
    check.must(size !== 0, refuse(
      () => `${owner}_forward_out_cpu(): Expected input to have non-zero size for non-batch dimensions, but got ${sizesText(shown)} with dimension ${String(axis)} being empty.`,
      'shape/arguments',
    ));
  });
}

function maxUnpool(rank: SpatialRank): Op {
  return defineOp({
    name: `max_unpool${String(rank)}d`,
    schema: {
      input: tensor(),
      indices: tensor(),
      kernel_size: perAxis(rank, wrongCount),
      stride: optionalPerAxis(rank, wrongCount),
      padding: perAxis(rank, wrongCount, 0),
      output_size: optionalInts(),
    },
    infer(args, check) {
      const { input, kernel_size: kernel, padding } = args;
      const shape = check.suppose(input, () => Array.from({ length: rank + 2 }, () => null));
      if (shape === null) return unknownTensor(input.dtype);
      const window: Window = { kernel, stride: strideOf(args.stride, kernel), padding };
      const byDefault = defaultSizes(window, shape.slice(-rank));
      const sizes = outputSizes(args.output_size, window, byDefault, check);
      const output = tensorType([...shape.slice(0, -rank), ...sizes], input.dtype);
      checkValues(rank, shape, args.indices, check, output);
      return output;
    },
    explain: (args, output) => {
      const [sizes, out] = [args.input.shape?.slice(-rank), output.shape?.slice(-rank)];
      if (!sizes || !out) return [];
      const stride = strideOf(args.stride, args.kernel_size);
      const text = (dims: Shape, axis: number) => dimText(dims[axis] ?? null);
      return formulaLines(axisNames(rank), (axis) => (args.output_size === 'none'
        ? `(${text(sizes, axis)} − 1)·${text(stride, axis)} + ${text(args.kernel_size, axis)} − 2·${text(args.padding, axis)} = ${text(out, axis)}`
        : `${text(out, axis)}, as given`));
    },
    forward(_args, context) {
      const output = context.output();
      const { input, indices, sizes } = unpooled(rank, context, output);
      const wrong = context.engine.call('max_unpool', input.pointer, indices.pointer, output.pointer, ...sizes);
      if (wrong >= 0) throw outside(rank, indices.indices[wrong] ?? 0, output.shape.slice(-rank));
      return output;
    },
    backward(_args, context) {
      if (!context.needs('input')) return {};
      const gradient = context.gradient();
      const { input, indices, sizes } = unpooled(rank, context, gradient);
      const result = context.engine.empty(input.shape);
      context.engine.call('max_unpool_backward', gradient.pointer, indices.pointer, result.pointer, ...sizes);
      return { input: result };
    },
  });
}

/** What is unpooled, and the kernels' sizes: planes, and how many numbers one has before and after. */
function unpooled(rank: SpatialRank, context: Operands, output: Tensor): { input: Tensor; indices: Tensor; sizes: readonly number[] } {
  const [input, indices] = [context.input('input'), context.input('indices')];
  const sizes = [input.shape.slice(0, -rank), input.shape.slice(-rank), output.shape.slice(-rank)].map(elementCount);
  return { input, indices, sizes };
}

/** Known only once the indices are there. */
function outside(rank: SpatialRank, place: number, sizes: readonly number[]): Refusal {
  const shown = rank === 1 ? [...sizes, 1] : sizes;
  return new Refusal('pooling/unpool-indices', `Found an invalid max index: ${String(place)} (output volumes are of size ${shown.join('x')})`);
}

export const maxUnpoolOps: readonly Op[] = spatialRanks.map(maxUnpool);
