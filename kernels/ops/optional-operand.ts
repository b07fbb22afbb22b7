/** An operand that may be left out. */
import type { Parameter } from './op';
import { operand } from './parameter';
import type { TensorType } from './tensor-type';

/** A tensor or a number that stands for one, or None. */
export function optionalOperand(): Parameter<TensorType | 'none'> {
  const { read } = operand();
  return {
    type: 'Tensor or Number or None',
    isTensor: true,
    default: { kind: 'none' },
    read: (value, name, op) => (value.kind === 'none' ? 'none' : read(value, name, op)),
  };
}
