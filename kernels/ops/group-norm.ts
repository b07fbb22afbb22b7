/**
 * Group normalisation and local response normalisation: input [N, C, …] keeps its shape; C falls into num_groups equal groups.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.group_norm.html
 */
import { compare, floorDiv, lessOrEqual, lessThan, mod, mul, product } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { checkSeveral } from './batch-norm';
import { elementCount } from '../wasm/tensor';
import { sizeOf } from './computation';
import { parameterCount } from './cost';
import { sumsFor, tensorOfSums } from './norm-kernel';
import { Refusal, defineOp } from './op';
import type { Op } from './op';
import { float, int, optionalTensor, tensor } from './parameter';
import { floating } from './promote';
import { dimText, sizesText } from './shape-text';
import { tensorType } from './tensor-type';
import type { TensorType } from './tensor-type';

const groupNorm = defineOp({
  name: 'group_norm',
  schema: { input: tensor(), num_groups: int(), weight: optionalTensor(), bias: optionalTensor(), eps: float(1e-5) },
  infer({ input, num_groups: groups, weight, bias }, check) {
    const { shape } = input;
    if (shape === null) return input;
    const output = tensorType(shape, input.dtype);
    const refuse = (text: () => string, code = 'norm/num-features') => () => new Refusal(code, text(), 'RuntimeError', output);
    check.must(shape.length >= 2, refuse(
      () => `Expected at least 2 dimensions for input tensor but received ${String(shape.length)}`,
      'norm/wrong-rank',
    ));
    const [batch = null, channels = null, ...spatial] = shape;
    check.must(compare(groups, 0) !== 'equal', () => new Refusal(
      'norm/num-features',
      'integer division or modulo by zero',
      'ZeroDivisionError',
      output,
    ));
    const grouped = () => sizesText([floorDiv(mul(batch, channels), groups), groups, ...spatial]);
    checkSeveral([batch, floorDiv(channels, groups), ...spatial], 'value per channel', grouped, check, output);
    check.must(lessThan(0, groups), refuse(() => `Expected num groups to be greater than 0, got ${dimText(groups)}`));
    check.equal(mod(channels, groups), 0, refuse(
      () => `Expected number of channels in input to be divisible by num_groups, but got input of shape ${sizesText(shape)} and num_groups=${dimText(groups)}`,
    ));
    const learned = (what: string, given: TensorType | null | undefined) => {
      const size = given ? check.suppose(given, () => [channels]) : null;
      if (size === null) return;
      // PyTorch prints the weight's shape for the bias, too.
      const shown = weight === null ? '[0]' : weight?.shape ? sizesText(weight.shape) : '[?]';
      const refusal = refuse(
        () => `Expected ${what} to be a vector of size equal to the number of channels in input, but got ${what} of shape ${shown} and input of shape ${sizesText(shape)}`,
      );
      check.must(size.length === 1, refusal);
      check.equal(size[0] ?? null, channels, refusal);
    };
    learned('weight', weight);
    learned('bias', bias);
    return output;
  },
  explain: ({ input, num_groups: groups }) => {
    const channels: Dim = input.shape?.[1] ?? null;
    return [
      `${dimText(channels)} channels / ${dimText(groups)} groups = ${dimText(floorDiv(channels, groups))} channels a group`,
      'y = (x − mean(x)) / √(var(x) + eps) · weight + bias, over each sample and group',
    ];
  },
  cost: ({ input, weight, bias }) => ({ macs: product(input.shape ?? [null]), parameters: parameterCount(weight, bias) }),
  forward({ num_groups: groups, eps }, context) {
    const [input, output] = [context.input('input'), context.output()];
    const numbers = runsOf(input.shape, sizeOf(groups));
    const saved = context.engine.empty([numbers[0], 3]);
    context.save('statistics', saved);
    if (output.size === 0) return output;
    const [weight, bias] = [context.optionalInput('weight'), context.optionalInput('bias')];
    context.engine.call('group_norm', input.pointer, output.pointer, ...numbers, weight?.pointer ?? 0, bias?.pointer ?? 0, saved.pointer, context.scratch(16), Number(eps));
    return output;
  },
  backward({ num_groups: groups }, context) {
    const { engine } = context;
    const input = context.input('input');
    const numbers = runsOf(input.shape, sizeOf(groups));
    const channels = input.shape[1] ?? 0;
    const gradient = context.needs('input') ? engine.empty(input.shape) : null;
    const [dweight, dbias] = [sumsFor(context, channels), sumsFor(context, channels)];
    const pointers = [context.optionalInput('weight')?.pointer ?? 0, context.saved('statistics').pointer, dweight, dbias, context.scratch(16 * numbers[2])];
    if (input.size > 0) engine.call('group_norm_backward', context.gradient().pointer, input.pointer, gradient?.pointer ?? 0, ...numbers, ...pointers);
    return { input: gradient, weight: tensorOfSums(context, 'weight', dweight, [channels]), bias: tensorOfSums(context, 'bias', dbias, [channels]) };
  },
});

const localResponseNorm = defineOp({
  name: 'local_response_norm',
  schema: { input: tensor(), size: int(), alpha: float(1e-4), beta: float(0.75), k: float(1) },
  infer({ input, size }, check) {
    const { shape } = input;
    if (shape === null) return input;
    check.must(shape.length >= 3, () => new Refusal(
      'norm/wrong-rank',
      `Expected 3D or higher dimensionality                          input (got ${String(shape.length)} dimensions)`,
      'ValueError',
      input,
    ));
    const isEmpty = compare(product(shape), 0) === 'equal';
    check.must(isEmpty || lessOrEqual(1, size), () => new Refusal(
      'shape/arguments',
      shape.length === 3
        ? `kernel size should be greater than zero, but got kH: ${dimText(size)} kW: 1`
        : `kernel size should be greater than zero, but got kT: ${dimText(size)} kH: 1 kW: 1`,
      'RuntimeError',
      input,
    ));
    // Of an empty input nothing is computed.
    return tensorType(shape, isEmpty ? input.dtype : floating(input.dtype));
  },
  explain: ({ size }) => [`y = x / (k + alpha · mean of x² over ${dimText(size)} neighbouring channels)^beta`],
  forward(args, context) {
    const [input, output] = [context.input('input'), context.output()];
    const [numbers, results] = [input.data, output.data];
    const { beta } = response(args);
    neighbours(args, input.shape, (index) => (numbers[index] ?? 0) ** 2, false, (index, base) => {
      results[index] = (numbers[index] ?? 0) / base ** beta;
    });
    return output;
  },
  backward(args, context) {
    const input = context.input('input');
    const result = context.engine.empty(input.shape);
    const [numbers, given, gradients] = [input.data, context.gradient().data, result.data];
    const { alpha, beta, k, size } = response(args);
    const bases = new Float64Array(input.size);
    neighbours(args, input.shape, (index) => (numbers[index] ?? 0) ** 2, false, (index, base) => {
      bases[index] = base;
    });
    // What a number does to its neighbours comes back from the mirrored window.
    const pull = (index: number): number => ((given[index] ?? 0) * (numbers[index] ?? 0)) / (bases[index] ?? 1) ** (beta + 1);
    neighbours(args, input.shape, pull, true, (index, base) => {
      const pulled = alpha === 0 ? 0 : ((base - k) * size) / alpha;
      gradients[index] = (given[index] ?? 0) / (bases[index] ?? 1) ** beta - ((2 * alpha * beta) / size) * (numbers[index] ?? 0) * pulled;
    });
    return { input: result };
  },
});

/** Runs, groups, channels of a group, and the size of their planes. */
function runsOf(shape: readonly number[], groups: number): readonly [runs: number, groups: number, channels: number, size: number] {
  return [(shape[0] ?? 0) * groups, groups, (shape[1] ?? 0) / groups, elementCount(shape.slice(2))];
}

interface Response {
  readonly alpha: number;
  readonly beta: number;
  readonly k: number;
  readonly size: number;
}

function response(args: { readonly size: Dim; readonly alpha: unknown; readonly beta: unknown; readonly k: unknown }): Response {
  return { alpha: Number(args.alpha), beta: Number(args.beta), k: Number(args.k), size: sizeOf(args.size) };
}

/** For every number k + alpha/size · the sum of `value` over the channels around its own, one more before than after where size is even. */
function neighbours(
  args: Parameters<typeof response>[0], shape: readonly number[], value: (index: number) => number, isMirrored: boolean, take: (index: number, base: number) => void,
): void {
  const { alpha, k, size } = response(args);
  const [batch = 1, channels = 1, ...rest] = shape;
  const plane = elementCount(rest);
  const [before, after] = isMirrored ? [Math.floor((size - 1) / 2), Math.floor(size / 2)] : [Math.floor(size / 2), Math.floor((size - 1) / 2)];
  for (let sample = 0; sample < batch; sample += 1) {
    for (let place = 0; place < plane; place += 1) {
      const at = (channel: number): number => (sample * channels + channel) * plane + place;
      for (let channel = 0; channel < channels; channel += 1) {
        let sum = 0;
        for (let other = Math.max(0, channel - before); other <= Math.min(channels - 1, channel + after); other += 1) sum += value(at(other));
        take(at(channel), k + (alpha * sum) / size);
      }
    }
  }
}

export const groupNormOps: readonly Op[] = [groupNorm, localResponseNorm];
