/**
 * The dropouts. All keep the shape; the 1d to 3d ones drop whole channels, of an input with as many spatial axes.
 * https://pytorch.org/docs/stable/nn.functional.html#dropout-functions
 */
import { elementCount } from '../wasm/tensor';
import type { BackwardContext, ForwardContext, Gradients, Tensor } from './computation';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { bool, float, ignored, tensor } from './parameter';
import { tensorType } from './tensor-type';
import type { TensorType } from './tensor-type';

/** `isDrawn`: it is known that some channels are dropped and some kept. */
type CheckRank = (rank: number, check: Check, input: TensorType, isDrawn: boolean) => void;

/** The numbers that share one draw: each alone, or whole channels; null where the op is not computed. */
type DrawnTogether = (shape: readonly number[]) => number;

const alone: DrawnTogether = () => 1;

/** Channels of an input with so many spatial axes, whose batch axis may be missing. */
function channelOf(spatial: number): DrawnTogether {
  return (shape) => elementCount(shape.slice(-spatial));
}

/** Forward and backward: a factor for each draw, 0 or 1/(1 − p), is kept. */
function running(together: DrawnTogether) {
  return {
    forward({ p, training }: Drawn, context: ForwardContext): Tensor {
      const input = context.input('input');
      if (training !== true || p === 0) return context.engine.view(input, input.shape);
      const [output, size] = [context.output(), together(input.shape)];
      const factors = context.engine.empty([size === 0 ? 0 : input.size / size]);
      const kept = 1 - Number(p);
      factors.data.forEach((_, index, data) => {
        data[index] = context.engine.random.uniform() < kept ? 1 / kept : 0;
      });
      context.save('factors', factors);
      scaled(input, factors, output, size);
      return output;
    },
    backward({ p, training }: Drawn, context: BackwardContext): Gradients {
      const gradient = context.gradient();
      if (training !== true || p === 0) return { input: context.engine.view(gradient, gradient.shape) };
      const result = context.engine.empty(gradient.shape);
      scaled(gradient, context.saved('factors'), result, together(gradient.shape));
      return { input: result };
    },
  };
}

interface Drawn {
  readonly p: unknown;
  readonly training: unknown;
}

/** Each run of numbers times its factor. */
function scaled(from: Tensor, factors: Tensor, to: Tensor, size: number): void {
  const [numbers, results] = [from.data, to.data];
  factors.data.forEach((factor, run) => {
    for (let index = run * size; index < (run + 1) * size; index += 1) results[index] = (numbers[index] ?? 0) * factor;
  });
}

function dropout(name: string, byDefault: boolean, together: DrawnTogether | null, checkRank?: CheckRank): Op {
  return defineOp({
    name,
    schema: { input: tensor(), p: float(0.5), training: bool(byDefault), inplace: ignored() },
    infer({ input, p, training }, check) {
      check.must(typeof p !== 'number' || (p >= 0 && p <= 1), () => new Refusal(
        'shape/arguments',
        `dropout probability has to be between 0 and 1, but got ${String(p)}`,
        'ValueError',
        input,
      ));
      if (input.shape !== null) checkRank?.(input.shape.length, check, input, training === true && typeof p === 'number' && p > 0 && p < 1);
      return tensorType(input.shape, input.dtype);
    },
    ...(together === null ? {} : running(together)),
    explain: ({ p }) => [`in training, each is zero with probability ${p === null ? 'p' : String(p)}, and the others are scaled by 1/(1 − p)`],
  });
}

const sequenceRank: CheckRank = (rank, check, input) => {
  check.must(rank === 2 || rank === 3, () => new Refusal(
    'shape/rank',
    `dropout1d: Expected 2D or 3D input, but received a ${String(rank)}D input. Note that dropout1d exists to provide channel-wise dropout on inputs with 1 spatial dimension, a channel dimension, and an optional batch dimension (i.e. 2D or 3D inputs).`,
    'RuntimeError',
    input,
  ));
};

/** Of dropouts over more axes only the drawing of channels asks for axes. */
function drawsChannels(least: number): CheckRank {
  return (rank, check, input, isDrawn) => {
    check.must(rank >= least || !isDrawn, () => new Refusal(
      'shape/rank',
      'Feature dropout requires at least 2 dimensions in the input',
      'RuntimeError',
      input,
    ));
  };
}

export const dropoutOps: readonly Op[] = [
  dropout('dropout', true, alone),
  dropout('alpha_dropout', false, null),
  dropout('feature_alpha_dropout', false, null, drawsChannels(2)),
  dropout('dropout1d', true, channelOf(1), sequenceRank),
  dropout('dropout2d', true, channelOf(2), drawsChannels(2)),
  dropout('dropout3d', true, channelOf(3), drawsChannels(1)),
];
