/**
 * Adaptive pooling: the output's size is given, and the windows follow. Bin i of an axis covers ⌊i·in/out⌋ to ⌈(i + 1)·in/out⌉.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool2d.html
 */
import { compare, lessOrEqual } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { axisNames, formulaLines, spatialRanks } from './axis';
import type { SpatialRank } from './axis';
import type { Operands } from './computation';
import { Refusal, defineOp } from './op';
import type { Check, Op, OpDefinition, Parameter, Schema } from './op';
import { bool, optionalInt, tensor } from './parameter';
import { mapNumbers, pooledMap, scattered, scratchBytes } from './pool-kernel';
import type { PoolPlan } from './pool-kernel';
import { checkSequenceRank } from './pooling';
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
  const refuse = (text: () => string, code = 'shape/rank') => () => new Refusal(code, text(), 'RuntimeError', recovery);
  check.must(input.length === rank + 1 || input.length === rank + 2, refuse(
    () => `${name}(): Expected ${String(rank + 1)}D or ${String(rank + 2)}D tensor, but got${kind === 'max' ? ':' : ''} ${sizesText(input)}`,
  ));
  const asMap = kind === 'avg' && rank === 1;
  for (let axis = emptyAllowed(kind, rank, input); axis < input.length; axis += 1) {
    const shown = asMap ? [...input.slice(0, -1), 1, ...input.slice(-1)] : input;
    check.must(input[axis] !== 0, refuse(
      () => `${asMap ? 'adaptive_avg_pool2d' : name}(): Expected input to have non-zero size for non-batch dimensions, but input has sizes ${sizesText(shown)} with dimension ${String(asMap ? axis + 1 : axis)} being empty`,
      'shape/arguments',
    ));
  }
}

function checkOutput(kind: Kind, rank: SpatialRank, sizes: Shape, leading: Shape, check: Check): void {
  const spatial = rank === 1 ? [1, ...sizes] : sizes;
  for (const size of sizes) {
    check.must(lessOrEqual(0, size), () => {
      const text = spatial.map(dimText);
      if (kind === 'max') return new Refusal(
        'shape/arguments',
        `Trying to create tensor with negative dimension ${dimText(size)}: ${sizesText([...leading, ...spatial])}`,
      );
      // The 3d message has no space before its last size.
      const list = rank === 3 ? `${text[0] ?? ''}, ${text[1] ?? ''},${text[2] ?? ''}` : text.join(', ');
      return new Refusal(
        'shape/arguments',
        `adaptive_avg_pool${String(Math.max(rank, 2))}d: elements of output_size must be greater than or equal to 0 but received {${list}}`,
      );
    });
  }
}

/** The output's sizes; where one is None the input's stays. */
interface OutputSize {
  readonly sizes: readonly (Dim | 'none')[];
  readonly isList: boolean;
}

function outputSize(kind: Kind, rank: SpatialRank): Parameter<OutputSize> {
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
        rank === 1 ? `${op}(): argument '${name}' ${kind === 'max' ? '(position 2) ' : ''}must be tuple of ints, not NoneType` : "object of type 'NoneType' has no len()",
        'TypeError',
      );
    },
  };
}

/** A list for more axes than the input has is refused before anything is computed. */
function checkList(rank: SpatialRank, wanted: OutputSize, input: Shape, check: Check): void {
  const count = wanted.sizes.length;
  check.must(rank === 1 || !wanted.isList || input.length > count, () => new Refusal(
    'shape/rank',
    `Input dimension should be at least ${String(count + 1)}`,
    'ValueError',
  ));
}

function checkCount(kind: Kind, rank: SpatialRank, name: string, count: number, check: Check): void {
  check.must(count === rank, () => {
    if (rank === 1) return new Refusal('shape/arguments', `${name}() argument 'output_size' should contain one int (got ${String(count)})`);
    const must = kind === 'avg' ? `${name}: output_size must be` : `${name}(): internal error: output_size.size() must be`;
    return new Refusal('shape/arguments', `${must} ${String(rank)}`);
  });
}

/** The mean over all spatial axes asks for no other axes, and takes empty ones. */
function checkMean(rank: SpatialRank, input: Shape, check: Check): void {
  check.must(input.length >= rank, () => {
    const reach = Math.max(input.length, 1);
    const range = `[${String(-reach)}, ${String(reach - 1)}]`;
    return new Refusal(
      'shape/rank',
      `Dimension out of range (expected to be in range of ${range}, but got ${String(-reach - 1)})`,
      'IndexError',
    );
  });
}

interface Adaptive {
  readonly input: TensorType;
  readonly output_size: OutputSize;
  readonly return_indices?: boolean | undefined;
}

/** The pooled map, after PyTorch's demands in their order. */
function pooled(kind: Kind, rank: SpatialRank, input: TensorType, wanted: OutputSize, check: Check): TensorType {
  const name = `adaptive_${kind}_pool${String(rank)}d`;
  const given = check.suppose(input, () => Array.from({ length: rank + 2 }, () => null));
  if (given === null) return unknownTensor(input.dtype);
  checkList(rank, wanted, given, check);
  const spatial = Array.from({ length: rank }, (_, axis) => {
    const target = wanted.sizes[axis] ?? null;
    return target === 'none' ? given[given.length - rank + axis] ?? null : target;
  });
  const leading = given.slice(0, -rank);
  const output = tensorType([...leading, ...spatial], input.dtype);
  if (rank === 1) {
    checkSequenceRank(name, given, check);
    checkCount(kind, rank, name, wanted.sizes.length, check);
  }
  if (kind === 'max') {
    checkInput(kind, rank, name, given, check, output);
    checkCount(kind, rank, name, wanted.sizes.length, check);
    checkOutput(kind, rank, spatial, leading, check);
    return output;
  }
  checkCount(kind, rank, name, wanted.sizes.length, check);
  checkOutput(kind, rank, spatial, leading, check);
  // A mean where every size is one; where that is not known, no more is asked.
  const isMean = spatial.map((size) => compare(size, 1));
  if (isMean.every((equal) => equal === 'equal')) checkMean(rank, given, check);
  else if (isMean.includes('different')) checkInput(kind, rank, name, given, check, output);
  return output;
}

/** Adaptive average pooling to known sizes, which other ops are made of. */
export function adaptivelyAveraged(rank: SpatialRank, input: TensorType, sizes: Shape, check: Check): TensorType {
  return pooled('avg', rank, input, { sizes, isList: true }, check);
}

function adaptivePool(kind: Kind, rank: SpatialRank): Op {
  const name = `adaptive_${kind}_pool${String(rank)}d`;
  const infer = ({ input, output_size: wanted, return_indices: indices }: Adaptive, check: Check): TensorType | readonly TensorType[] => {
    const output = pooled(kind, rank, input, wanted, check);
    return indices === true ? [output, tensorType(output.shape, 'int64')] : output;
  };
  const explain = ({ input }: Adaptive, output: TensorType): readonly string[] => {
    const [sizes, out] = [input.shape?.slice(-rank), output.shape?.slice(-rank)];
    if (!sizes || !out) return [];
    return formulaLines(axisNames(rank), (axis) => {
      const [size, target] = [dimText(sizes[axis] ?? null), dimText(out[axis] ?? null)];
      return `${target}: bin i covers ⌊i·${size}/${target}⌋ to ⌈(i + 1)·${size}/${target}⌉`;
    });
  };
  const schema = { input: tensor(), output_size: outputSize(kind, rank) };
  if (kind === 'max') return defineOp({ name, schema: { ...schema, return_indices: bool(false) }, infer, explain, ...maxima(rank) });
  return defineOp({ name, schema, infer, explain, ...averages(rank) });
}

function planOf(rank: SpatialRank, operands: Operands, before: readonly number[], after: readonly number[]): PoolPlan {
  return operands.plan('pool', () => {
    const map = pooledMap(rank, before, after);
    return { numbers: mapNumbers(map), bytes: scratchBytes(map) };
  });
}

function averages(rank: SpatialRank): Pick<OpDefinition<Schema>, 'forward' | 'backward'> {
  return {
    forward(_args, context) {
      const [input, output] = [context.input('input'), context.output()];
      const { numbers, bytes } = planOf(rank, context, input.shape, output.shape);
      context.engine.call('adaptive_avg_pool', input.pointer, output.pointer, context.scratch(bytes), ...numbers);
      return output;
    },
    backward(_args, context) {
      if (!context.needs('input')) return {};
      const [input, gradient] = [context.input('input'), context.gradient()];
      const { numbers, bytes } = planOf(rank, context, input.shape, gradient.shape);
      const result = context.engine.empty(input.shape);
      context.engine.call('adaptive_avg_pool_backward', gradient.pointer, result.pointer, context.scratch(bytes), ...numbers);
      return { input: result };
    },
  };
}

function maxima(rank: SpatialRank): Pick<OpDefinition<Schema>, 'forward' | 'backward'> {
  return {
    forward({ return_indices: wanted }, context) {
      const output = context.output(0);
      const indices = wanted === true ? context.output(1) : null;
      pooledBins(rank, context, output.shape, output.pointer, indices?.pointer ?? 0);
      return indices === null ? output : [output, indices];
    },
    backward(_args, context) {
      const [output, indices] = context.outputs;
      if (output === undefined || !context.needs('input')) return {};
      const input = context.input('input');
      let places = indices?.pointer;
      if (places === undefined) {
        places = context.scratch(4 * output.size);
        pooledBins(rank, context, output.shape, context.scratch(4 * output.size), places);
      }
      return { input: scattered(context, input, pooledMap(rank, input.shape, output.shape), places) };
    },
  };
}

/** Pools into the numbers at `values`, and their places at `indices`; 0 when they are not wanted. */
function pooledBins(rank: SpatialRank, operands: Operands, shape: readonly number[], values: number, indices: number): void {
  const input = operands.input('input');
  const { numbers, bytes } = planOf(rank, operands, input.shape, shape);
  operands.engine.call('adaptive_max_pool', input.pointer, values, indices, operands.scratch(bytes), ...numbers);
}

export const adaptivePoolOps: readonly Op[] = [...spatialRanks.map((rank) => adaptivePool('avg', rank)), ...spatialRanks.map((rank) => adaptivePool('max', rank))];
