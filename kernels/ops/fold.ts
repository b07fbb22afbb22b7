/**
 * Sliding blocks: unfold [N, C, H, W] → [N, C·kH·kW, L] with L the number of blocks; fold sums them back to [N, C, *output_size].
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.unfold.html
 */
import { add, floorDiv, lessOrEqual, lessThan, mod, mul, product, sub } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { effectiveKernel } from './axis';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { perAxis, tensor } from './parameter';
import type { WrongCount } from './parameter';
import { dimText, sizesText, tupleText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape } from './tensor-type';

const notTwo: WrongCount = (_op, name, items) => `It is expected ${name} equals to 2, but got size ${String(items.length)}`;

/** A size for height and width; a list of one is not spread. */
function pair(byDefault?: number): ReturnType<typeof perAxis> {
  const parameter = perAxis(2, notTwo, byDefault);
  return {
    ...parameter,
    read(value, name, op) {
      const isSingle = value.kind === 'list' && value.items?.length === 1;
      if (isSingle) throw new Refusal('shape/arguments', notTwo(op, name, [null]));
      return parameter.read(value, name, op);
    },
  };
}

interface Blocks {
  readonly kernel_size: Shape;
  readonly dilation: Shape;
  readonly padding: Shape;
  readonly stride: Shape;
}

function checkBlocks({ kernel_size: kernel, dilation, padding, stride }: Blocks, order: readonly ('stride' | 'dilation' | 'padding')[], check: Check): void {
  const refuse = (what: string, name: string, dims: Shape) => () => new Refusal(
    'shape/arguments',
    `${what}, but got ${name}_height: ${dimText(dims[0] ?? null)} ${name}_width: ${dimText(dims[1] ?? null)}`,
  );
  const positive = (what: string, name: string, dims: Shape) => {
    for (const dim of dims) check.must(lessThan(0, dim), refuse(`${what} should be greater than zero`, name, dims));
  };
  positive('kernel size', 'kernel', kernel);
  for (const name of order) {
    if (name === 'stride') positive('stride', 'stride', stride);
    else if (name === 'dilation') positive('dilation', 'dilation', dilation);
    else for (const dim of padding) check.must(lessOrEqual(0, dim), refuse('padding should be non-negative', 'pad', padding));
  }
}

/** How many blocks fit along each axis. */
function blockCounts({ kernel_size: kernel, dilation, padding, stride }: Blocks, sizes: Shape): Shape {
  return sizes.map((size, axis): Dim => {
    const reach = sub(add(size, mul(2, padding[axis] ?? null)), effectiveKernel(kernel[axis] ?? null, dilation[axis] ?? null));
    return add(floorDiv(reach, stride[axis] ?? null), 1);
  });
}

const unfold = defineOp({
  name: 'unfold',
  schema: { input: tensor(), kernel_size: pair(), dilation: pair(1), padding: pair(0), stride: pair(1) },
  infer(args, check) {
    const { input, kernel_size: kernel, dilation, padding } = args;
    const shape = check.suppose(input, () => [null, null, null, null]);
    if (shape === null) return unknownTensor(input.dtype);
    checkBlocks(args, ['dilation', 'padding', 'stride'], check);
    const { length } = shape;
    check.must(length > 2, () => {
      const text = length === 0 ? 'Dimension specified as 1 but tensor has no dimensions' : `Dimension out of range (expected to be in range of [-${String(length)}, ${String(length - 1)}], but got ${String(Math.max(length, 1))})`;
      return new Refusal('shape/rank', text, 'IndexError');
    });
    const sized = length === 4 ? shape.slice(1) : shape;
    check.must(length <= 4 && !sized.includes(0), () => new Refusal(
      'shape/rank',
      `Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: ${sizesText(shape)}`,
    ));
    const [channels = null, ...sizes] = sized;
    const counts = blockCounts(args, sizes);
    const output = tensorType([...shape.slice(0, -3), mul(channels, product(kernel)), product(counts)], input.dtype);
    for (const count of counts) {
      check.must(lessThan(0, count), () => new Refusal(
        'shape/kernel-exceeds-input',
        `Given input with spatial size ${tupleText(sizes)}, kernel_size=${tupleText(kernel)}, dilation=${tupleText(dilation)}, padding=${tupleText(padding)}, calculated shape of the array of sliding blocks as ${tupleText(counts)}, but its components must be at least one.`,
        'RuntimeError',
        output,
      ));
    }
    return output;
  },
  explain: (args) => {
    const counts = blockCounts(args, args.input.shape?.slice(-2) ?? []);
    return [`L = ${counts.map(dimText).join(' · ')} = ${dimText(product(counts))} blocks of C·${args.kernel_size.map(dimText).join('·')}`];
  },
});

const fold = defineOp({
  name: 'fold',
  schema: { input: tensor(), output_size: pair(), kernel_size: pair(), dilation: pair(1), padding: pair(0), stride: pair(1) },
  infer(args, check) {
    const { input, output_size: size, kernel_size: kernel, dilation, padding, stride } = args;
    const counts = blockCounts(args, size);
    const blocks = product(counts);
    const shape = check.suppose(input, () => [null, null, blocks]);
    if (shape === null) return unknownTensor(input.dtype);
    checkBlocks(args, ['stride', 'dilation', 'padding'], check);
    const sized = shape.length === 3 ? shape.slice(1) : shape;
    check.must((shape.length === 2 || shape.length === 3) && !sized.includes(0), () => new Refusal(
      'shape/rank',
      `Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, but got: ${sizesText(shape)}`,
    ));
    const [columns = null, length = null] = sized;
    const output = tensorType([...shape.slice(0, -2), floorDiv(columns, product(kernel)), ...size], input.dtype);
    check.equal(mod(columns, product(kernel)), 0, () => new Refusal(
      'shape/arguments',
      `Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got input.size(1)=${dimText(columns)} and kernel_size=${tupleText(kernel)}.`,
      'RuntimeError',
      output,
    ));
    const given = `Given output_size=${tupleText(size)}, kernel_size=${tupleText(kernel)}, dilation=${tupleText(dilation)}, padding=${tupleText(padding)}, stride=${tupleText(stride)}`;
    check.equal(length, blocks, () => new Refusal(
      'shape/arguments',
      `${given}, expected size of input's dimension 2 to match the calculated number of sliding blocks ${counts.map(dimText).join(' * ')} = ${dimText(blocks)}, but got input.size(2)=${dimText(length)}.`,
      'RuntimeError',
      output,
    ));
    return output;
  },
  explain: (args) => {
    const counts = blockCounts(args, args.output_size);
    return [`${counts.map(dimText).join(' · ')} = ${dimText(product(counts))} blocks are summed into ${args.output_size.map(dimText).join(' x ')}`];
  },
});

export const foldOps: readonly Op[] = [unfold, fold];
