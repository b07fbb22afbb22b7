/** Ops that write their result into their first input: `add_` is `add`, if the result fits. */
import { compare } from '../dims/dim';
import { Refusal, plainCheck } from './op';
import type { Application, Check, Op } from './op';
import { kindOf } from './promote';
import { scalarTypeName, sizesText } from './shape-text';
import { unknownTensor } from './tensor-type';
import type { TensorType } from './tensor-type';

/** Throws where a result of this type cannot be written into the input. */
function checkFits(input: TensorType, output: TensorType, check: Check): void {
  const [target, result] = [input.dtype, output.dtype];
  const [own, broadcasted] = [input.shape, output.shape];
  const fits = own === null || broadcasted === null || (own.length === broadcasted.length && broadcasted.every((size, axis) => compare(size, own[axis] ?? null) !== 'different'));
  check.must(fits, () => new Refusal(
    'shape/broadcast',
    `output with shape ${sizesText(own ?? [])} doesn't match the broadcast shape ${sizesText(broadcasted ?? [])}`,
    'RuntimeError',
    input,
  ));
  // A comparison's bools are written as numbers.
  check.must(target === null || result === null || kindOf(result) <= kindOf(target), () => new Refusal(
    'shape/arguments',
    `result type ${scalarTypeName(result ?? 'float32')} can't be cast to the desired output type ${scalarTypeName(target ?? 'float32')}`,
    'RuntimeError',
    input,
  ));
}

/** The op under its name with an underscore, whose output is its first input. */
export function inPlace(op: Op): Op {
  const name = `${op.name}_`;
  return {
    name,
    schema: op.schema,
    apply(args, check = plainCheck): Application | Refusal {
      const result = op.apply(args, check);
      const input = args['input'];
      // Where PyTorch names the function that refuses, it is this one.
      if (result instanceof Refusal) return new Refusal(result.code, result.text.replace(`${op.name}()`, `${name}()`), result.exception, result.recovery);
      if (input?.kind !== 'tensor') return { ...result, outputs: [unknownTensor()] };
      const [output = input.type] = result.outputs;
      try {
        checkFits(input.type, output, check);
      } catch (error) {
        if (error instanceof Refusal) return error;
        throw error;
      }
      return { ...result, outputs: [input.type] };
    },
  };
}
