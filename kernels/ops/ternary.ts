/**
 * Functions of three numbers, element by element, of operands that broadcast.
 * https://pytorch.org/docs/stable/generated/torch.addcmul.html
 */
import { broadcastAll } from './broadcast';
import { Refusal, defineOp } from './op';
import type { Op } from './op';
import { ignored, operand, tensor } from './parameter';
import { kindOf, promote } from './promote';
import { tensorType } from './tensor-type';

const lerp = defineOp({
  name: 'lerp',
  schema: { input: tensor(), end: tensor(), weight: operand() },
  infer({ input, end, weight }, check) {
    return tensorType(broadcastAll([input.shape, end.shape, weight.shape], check, input.dtype), input.dtype);
  },
  explain: () => ['y = input + weight · (end − input)'],
});

const noIntegerDivision = 'Integer division with addcdiv is no longer supported, and in a future  release addcdiv will perform a true division of tensor1 and tensor2. The historic addcdiv behavior can be implemented as (input + value * torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as (input + value * tensor1 / tensor2) for float inputs. The future addcdiv behavior is just the latter implementation: (input + value * tensor1 / tensor2), for all dtypes.';

function product(name: string, sign: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), tensor1: tensor(), tensor2: tensor(), value: ignored() },
    infer({ input, tensor1, tensor2 }, check) {
      const isInteger = [tensor1, tensor2].every(({ dtype }) => dtype !== null && kindOf(dtype) < 2);
      check.must(sign !== '/' || !isInteger, () => new Refusal('shape/arguments', noIntegerDivision));
      const operands = [input, tensor1, tensor2];
      const dtype = promote(operands);
      return tensorType(broadcastAll(operands.map(({ shape }) => shape), check, dtype), dtype);
    },
    explain: () => [`y = input + value · tensor1 ${sign} tensor2`],
  });
}

export const ternaryOps: readonly Op[] = [lerp, product('addcmul', '·'), product('addcdiv', '/')];
