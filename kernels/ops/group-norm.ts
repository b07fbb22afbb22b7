/**
 * Group normalisation and local response normalisation: input [N, C, …] keeps its shape; C falls into num_groups equal groups.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.group_norm.html
 */
import { compare, floorDiv, lessOrEqual, lessThan, mod, mul, product } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { checkSeveral } from './batch-norm';
import { parameterCount } from './cost';
import { Refusal, defineOp } from './op';
import type { Op } from './op';
import { float, int, optionalTensor, tensor } from './parameter';
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
    return tensorType(shape, input.dtype);
  },
  explain: ({ size }) => [`y = x / (k + alpha · mean of x² over ${dimText(size)} neighbouring channels)^beta`],
});

export const groupNormOps: readonly Op[] = [groupNorm, localResponseNorm];
