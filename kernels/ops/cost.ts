/** What the costs of ops are made of. */
import { add, product } from '../dims/dim';
import type { Dim } from '../dims/dim';
import type { TensorType } from './tensor-type';

/** Learned numbers of a layer with a weight and perhaps a bias. */
export function parameterCount(weight: TensorType | null | undefined, bias: TensorType | null | undefined): Dim {
  const count = (type: TensorType | null | undefined): Dim => (type === null ? 0 : product(type?.shape ?? [null]));
  return add(count(weight), count(bias));
}
