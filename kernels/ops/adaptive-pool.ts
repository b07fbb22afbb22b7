/**
 * Adaptive pooling: the output's size is given, and the windows follow. Bin i of an axis covers ⌊i·in/out⌋ to ⌈(i + 1)·in/out⌉.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool2d.html
 */
import { lessOrEqual } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { axisNames, formulaLines, spatialRanks } from './axis';
import type { SpatialRank } from './axis';
import { Refusal, defineOp } from './op';
import type { Check, Op, Parameter } from './op';
import { bool, optionalInt, tensor } from './parameter';
import { checkSequenceRank, mapSizes, mapType } from './pooling';
import { dimText, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

type Kind = 'avg' | 'max';

/** What an empty input is refused by: its name, and whether its channels may be none. */
function emptyAllowed(kind: Kind, rank: SpatialRank, input: Shape): number {
  const spatialStart = input.length - rank;
  if (kind === 'avg' && rank < 3) return spatialStart;
  // All but the first axis, be it the batch or not.
  return 1;
}

function checkInput(kind: Kind, rank: SpatialRank, name: string, input: Shape, check: Check, recovery: TensorType): void {
  const refuse = (text: string, code = 'shape/rank') => () => new Refusal(code, text, 'RuntimeError', recovery);
  if (rank === 1) checkSequenceRank(name, input, check);
  check.must(input.length === rank + 1 || input.length === rank + 2, refuse(
    `${name}(): Expected ${String(rank + 1)}D or ${String(rank + 2)}D tensor, but got${kind === 'max' ? ':' : ''} ${sizesText(input)}`,
  ));
  const asMap = kind === 'avg' && rank === 1;
  for (let axis = emptyAllowed(kind, rank, input); axis < input.length; axis += 1) {
    const shown = asMap ? [...input.slice(0, -1), 1, ...input.slice(-1)] : input;
    check.must(input[axis] !== 0, refuse(
      `${asMap ? 'adaptive_avg_pool2d' : name}(): Expected input to have non-zero size for non-batch dimensions, but input has sizes ${sizesText(shown)} with dimension ${String(asMap ? axis + 1 : axis)} being empty`,
      'shape/arguments',
    ));
  }
}

function checkOutput(kind: Kind, rank: SpatialRank, sizes: Shape, leading: Shape, check: Check): void {
  const spatial = rank === 1 ? [1, ...sizes] : sizes;
  for (const size of sizes) {
    check.must(lessOrEqual(0, size), () => {
      const text = spatial.map(dimText);
      if (kind === 'max') return new Refusal('shape/arguments', `Trying to create tensor with negative dimension ${dimText(size)}: ${sizesText([...leading, ...spatial])}`);
      // The 3d message has no space before its last size.
      const list = rank === 3 ? `${text[0] ?? ''}, ${text[1] ?? ''},${text[2] ?? ''}` : text.join(', ');
      return new Refusal('shape/arguments', `adaptive_avg_pool${String(Math.max(rank, 2))}d: elements of output_size must be greater than or equal to 0 but received {${list}}`);
    });
  }
}

/** The output's sizes; where one is None the input's stays. */
interface OutputSize {
  readonly sizes: readonly (Dim | 'none')[];
  readonly isList: boolean;
}

function outputSize(rank: SpatialRank): Parameter<OutputSize> {
  const every = (size: Dim): OutputSize => ({ sizes: Array.from({ length: rank }, () => size), isList: false });
  const readSize = optionalInt().read;
  return {
    type: rank === 1 ? 'int' : `int or ${String(rank)} ints or None`,
    isTensor: false,
    read(value, name, op) {
      if (value.kind === 'list') {
        return value.items === null ? every(null) : { sizes: value.items.map((item) => readSize(item, name, op) ?? null), isList: true };
      }
      const size = readSize(value, name, op) ?? null;
      if (size !== 'none') return every(size);
      throw new Refusal(
        'shape/arguments',
        rank === 1 ? `${op}(): argument '${name}' must be tuple of ints, not NoneType` : "object of type 'NoneType' has no len()",
        'TypeError',
      );
    },
  };
}

function checkCount(kind: Kind, rank: SpatialRank, name: string, wanted: OutputSize, input: Shape, check: Check): void {
  const count = wanted.sizes.length;
  if (rank === 1) {
    check.must(count === 1, () => new Refusal('shape/arguments', `${name}() argument 'output_size' should contain one int (got ${String(count)})`));
    return;
  }
  check.must(!wanted.isList || input.length > count, () => new Refusal('shape/rank', `Input dimension should be at least ${String(count + 1)}`, 'ValueError'));
  const must = kind === 'avg' ? `${name}: output_size must be` : `${name}(): internal error: output_size.size() must be`;
  check.must(count === rank, () => new Refusal('shape/arguments', `${must} ${String(rank)}`));
}

interface Adaptive {
  readonly input: TensorType;
  readonly output_size: OutputSize;
  readonly return_indices?: boolean | undefined;
}

function adaptivePool(kind: Kind, rank: SpatialRank): Op {
  const name = `adaptive_${kind}_pool${String(rank)}d`;
  const infer = ({ input, output_size: wanted, return_indices: indices }: Adaptive, check: Check): TensorType | readonly TensorType[] => {
    const withIndices = (output: TensorType) => (indices === true ? [output, tensorType(output.shape, 'int64')] : output);
    const given = check.suppose(input, () => Array.from({ length: rank + 2 }, () => null));
    if (given === null) return withIndices(unknownTensor(input.dtype));
    checkCount(kind, rank, name, wanted, given, check);
    const sizes = mapSizes(given, rank);
    const spatial = sizes.spatial.map((size, axis) => {
      const target = wanted.sizes[axis] ?? null;
      return target === 'none' ? size : target;
    });
    const output = mapType(sizes, spatial, input.dtype);
    checkInput(kind, rank, name, given, check, output);
    checkOutput(kind, rank, spatial, [...sizes.batch, sizes.channels], check);
    return withIndices(output);
  };
  const explain = ({ input }: Adaptive, output: TensorType): readonly string[] => {
    const [sizes, out] = [input.shape?.slice(-rank), output.shape?.slice(-rank)];
    if (!sizes || !out) return [];
    return formulaLines(axisNames(rank), (axis) => {
      const [size, target] = [dimText(sizes[axis] ?? null), dimText(out[axis] ?? null)];
      return `${target}: bin i covers ⌊i·${size}/${target}⌋ to ⌈(i + 1)·${size}/${target}⌉`;
    });
  };
  const schema = { input: tensor(), output_size: outputSize(rank) };
  return kind === 'avg' ? defineOp({ name, schema, infer, explain }) : defineOp({ name, schema: { ...schema, return_indices: bool(false) }, infer, explain });
}

export const adaptivePoolOps: readonly Op[] = [...spatialRanks.map((rank) => adaptivePool('avg', rank)), ...spatialRanks.map((rank) => adaptivePool('max', rank))];
