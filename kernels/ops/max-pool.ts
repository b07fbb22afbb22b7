/**
 * Max pooling over one to three spatial axes; with return_indices also where in its plane each maximum was.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html
 */
import { lessOrEqual, lessThan, floorDiv } from '../dims/dim';
import type { Dim } from '../dims/dim';
import type { Tensor } from '../wasm/tensor';
import { spatialRanks } from './axis';
import type { SpatialRank } from './axis';
import type { Operands } from './computation';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { bool, optionalPerAxis, perAxis, tensor } from './parameter';
import type { WrongCount } from './parameter';
import { mapNumbers, pooledMap, scattered, scratchBytes, windowNumbers } from './pool-kernel';
import type { PoolPlan } from './pool-kernel';
import { asMap, checkPooling, checkSequenceRank, explainWindow, mapSizes, mapType, pooledSizes, strideOf, wrongPoolingCount } from './pooling';
import type { Pooling, Window } from './pooling';
import { dimText, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

const wrongCount: Readonly<Record<SpatialRank, WrongCount>> = {
  1: (op, name, items) =>
    `${op}() ${name} must be ${name === 'stride' ? 'None, an int, list of ints, or' : name === 'padding' ? 'an int, list of ints, or' : 'an int, list of ints or'} tuple of ints of size 1 but got size ${String(items.length)}`,
  2: wrongPoolingCount(2, mustOf),
  3: wrongPoolingCount(3, mustOf),
};

function mustOf(name: string): string {
  if (name === 'stride') return 'must either be omitted,';
  return name === 'dilation' ? 'must be either' : 'must either be';
}

/** Without indices the 1d op has a path, and words, of its own. */
function checkSequence(window: Window, input: Shape, output: Shape, check: Check, recovery: TensorType): void {
  const refuse = (text: () => string, code = 'shape/arguments') => () => new Refusal(code, `max_pool1d${text()}`, 'RuntimeError', recovery);
  const [kernel = null, stride = null, padding = null, dilation = null] = [window.kernel[0], window.stride[0], window.padding[0], window.dilation[0]];
  const sized = input.length === 3 ? input.slice(1) : input;
  const fits = (input.length === 2 || input.length === 3) && sized.every((size) => size !== 0);
  check.must(fits, refuse(
    () => `: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got:${sizesText(input)}`,
    'shape/rank',
  ));
  const positive = (name: string, dim: Dim) => {
    check.must(lessThan(0, dim), refuse(() => `() ${name} must be greater than zero, but got ${dimText(dim)}`));
  };
  positive('kernel_size', kernel);
  positive('stride', stride);
  check.must(lessOrEqual(0, padding), refuse(() => `() padding must be non-negative, but got ${dimText(padding)}`));
  check.must(lessOrEqual(padding, floorDiv(kernel, 2)), refuse(
    () => `() padding should be at most half of kernel size, but got padding=${dimText(padding)} and kernel_size=${dimText(kernel)}`,
    'pooling/padding-too-large',
  ));
  positive('dilation', dilation);
  const [size = null] = output;
  check.must(lessThan(0, size), refuse(() => `() Invalid computed output size: ${dimText(size)}`, 'pooling/empty-output'));
}

function maxPool(rank: SpatialRank): Op {
  const name = `max_pool${String(rank)}d`;
  const counts = wrongCount[rank];
  return defineOp({
    name,
    schema: {
      input: tensor(),
      kernel_size: perAxis(rank, counts),
      stride: optionalPerAxis(rank, counts),
      padding: perAxis(rank, counts, 0),
      dilation: perAxis(rank, counts, 1),
      ceil_mode: bool(false),
      return_indices: bool(false),
    },
    infer(args, check) {
      const { dtype } = args.input;
      const withIndices = (output: TensorType) => (args.return_indices === true ? [output, tensorType(output.shape, 'int64')] : output);
      const given = check.suppose(args.input, () => Array.from({ length: rank + 2 }, () => null));
      if (given === null) return withIndices(unknownTensor(dtype));
      const window = windowOf(args);
      const sizes = mapSizes(given, rank);
      const pooled = pooledSizes(window, sizes.spatial);
      const output = mapType(sizes, pooled, dtype);
      const recovery = mapType(sizes, pooled.map(() => null), dtype);
      const pooling: Pooling = {
        window, input: given, sizes, output: pooled, recovery, owner: 'max_pool3d_with_indices_out_cpu_template()', fitsUnpadded: false,
      };
      if (rank > 1) {
        check.must(given.length === rank + 1 || given.length === rank + 2, () => new Refusal(
          'shape/rank',
          `non-empty ${String(rank + 1)}D or ${String(rank + 2)}D (batch mode) tensor expected for input`,
        ));
        checkPooling(pooling, check);
      } else if (args.return_indices === true) {
        checkSequenceRank(name, given, check);
        checkPooling(asMap(pooling), check);
      } else {
        checkSequence(window, given, pooled, check, recovery);
      }
      return withIndices(output);
    },
    explain: (args, output) => explainWindow(rank, windowOf(args), args.input, output),
    forward(args, context) {
      const output = context.output(0);
      const indices = args.return_indices === true ? context.output(1) : null;
      pooledMaxima(context, windowOf(args), context.input('input'), output.shape, output.pointer, indices?.pointer ?? 0);
      return indices === null ? output : [output, indices];
    },
    backward(args, context) {
      const input = context.input('input');
      const [output, indices] = context.outputs;
      if (output === undefined || !context.needs('input')) return {};
      const window = windowOf(args);
      let places = indices?.pointer;
      if (places === undefined) {
        // Forward has not kept them, and is the faster for it.
        places = context.scratch(4 * output.size);
        pooledMaxima(context, window, input, output.shape, context.scratch(4 * output.size), places);
      }
      return { input: scattered(context, input, pooledMap(rank, input.shape, output.shape), places, window) };
    },
  });
}

interface WindowArguments {
  readonly kernel_size: readonly Dim[];
  readonly stride: readonly Dim[] | null | undefined;
  readonly padding: readonly Dim[];
  readonly dilation: readonly Dim[];
  readonly ceil_mode: boolean | undefined;
}

function windowOf({ kernel_size: kernel, stride, padding, dilation, ceil_mode: ceil }: WindowArguments): Window {
  return { kernel, stride: strideOf(stride, kernel), padding, dilation, ceil };
}

/** Pools into the numbers at `values`, of the output's shape, and their places at `indices`; 0 when they are not wanted. */
export function pooledMaxima(operands: Operands, window: Window, input: Tensor, shape: readonly number[], values: number, indices: number): void {
  const { numbers, bytes } = operands.plan('max_pool', (): PoolPlan => {
    const map = pooledMap(window.kernel.length, input.shape, shape);
    return { numbers: [...mapNumbers(map), ...windowNumbers(window)], bytes: scratchBytes(map, window) };
  });
  operands.engine.call('max_pool', input.pointer, values, indices, operands.scratch(bytes), ...numbers);
}

export const maxPoolOps: readonly Op[] = spatialRanks.map(maxPool);
