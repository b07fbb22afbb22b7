/**
 * Vectors combined, each element with each.
 * https://pytorch.org/docs/stable/generated/torch.meshgrid.html
 */
import { add, floorDiv, isConcrete, lessOrEqual, mul, product, sub } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { bool, int, tensor, tensors, text } from './parameter';
import { dimText, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

/** One axis for each vector; a tensor without axes counts as a vector of one. */
function lengths(given: readonly TensorType[]): Shape {
  return given.map(({ shape }) => (shape?.length === 0 ? 1 : shape?.[0] ?? null));
}

function checkTypes(given: readonly TensorType[], check: Check): void {
  const known = new Set(given.map(({ dtype }) => dtype).filter((dtype) => dtype !== null));
  check.must(known.size <= 1, () => new Refusal('shape/arguments', 'meshgrid expects all tensors to have the same dtype'));
}

const meshgrid = defineOp({
  name: 'meshgrid',
  schema: { tensors: tensors(), indexing: text(null) },
  infer({ tensors: given, indexing }, check) {
    if (given === null) return [];
    check.must(given.length > 0, () => new Refusal('shape/arguments', 'meshgrid expects a non-empty TensorList'));
    checkTypes(given, check);
    check.must(indexing === undefined || indexing === null || indexing === 'ij' || indexing === 'xy', () => new Refusal(
      'shape/arguments',
      `torch.meshgrid: indexing must be one of "xy" or "ij", but received: ${String(indexing)}`,
    ));
    const [first = null, second = null, ...others] = lengths(given);
    const grid = given.length === 1 ? [first] : indexing === 'xy' ? [second, first, ...others] : [first, second, ...others];
    const sizes = indexing === undefined ? grid.map((size, axis) => (axis < 2 && given.length > 1 ? null : size)) : grid;
    return given.map(({ dtype }) => tensorType(sizes, dtype));
  },
});

function checkVectors(given: readonly TensorType[], check: Check): void {
  for (const { shape } of given) {
    check.must(shape === null || shape.length === 1, () => new Refusal(
      'shape/rank',
      `Expect a 1D vector, but got shape ${sizesText(shape ?? [])}`,
    ));
  }
}

const cartesianProd = defineOp({
  name: 'cartesian_prod',
  schema: { tensors: tensors() },
  infer({ tensors: given }, check) {
    if (given === null) return unknownTensor();
    checkVectors(given, check);
    const dtype = given.find((one) => one.dtype !== null)?.dtype ?? null;
    const [only] = given;
    if (only !== undefined && given.length === 1) return tensorType(lengths(given), dtype);
    checkTypes(given, check);
    return tensorType([product(lengths(given)), given.length], dtype);
  },
});

/** n over k; for an unknown n unknown. */
function choose(n: Dim, k: number): Dim {
  let count: Dim = 1;
  for (let index = 0; index < k; index += 1) count = floorDiv(mul(count, sub(n, index)), index + 1);
  return count;
}

const combinations = defineOp({
  name: 'combinations',
  schema: { input: tensor(), r: int(2), with_replacement: bool(false) },
  infer({ input, r, with_replacement: isRepeated }, check) {
    checkVectors([input], check);
    check.must(lessOrEqual(0, r), () => new Refusal('shape/arguments', `Expect a non-negative number, but got ${dimText(r)}`));
    if (!isConcrete(r)) return unknownTensor(input.dtype);
    if (r === 0) return tensorType([0], input.dtype);
    const size = input.shape?.[0] ?? null;
    if (isRepeated === undefined) return tensorType([null, r], input.dtype);
    const among = isRepeated ? add(size, r - 1) : size;
    return tensorType([size === 0 ? 0 : choose(among, r), r], input.dtype);
  },
});

export const meshgridOps: readonly Op[] = [meshgrid, cartesianProd, combinations];
