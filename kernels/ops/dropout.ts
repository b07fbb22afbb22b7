/**
 * The dropouts. All keep the shape; the 1d to 3d ones drop whole channels, of an input with as many spatial axes.
 * https://pytorch.org/docs/stable/nn.functional.html#dropout-functions
 */
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { bool, float, ignored, tensor } from './parameter';
import { tensorType } from './tensor-type';
import type { TensorType } from './tensor-type';

/** `isDrawn`: it is known that some channels are dropped and some kept. */
type CheckRank = (rank: number, check: Check, input: TensorType, isDrawn: boolean) => void;

function dropout(name: string, byDefault: boolean, checkRank?: CheckRank): Op {
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
  dropout('dropout', true),
  dropout('alpha_dropout', false),
  dropout('feature_alpha_dropout', false, drawsChannels(2)),
  dropout('dropout1d', true, sequenceRank),
  dropout('dropout2d', true, drawsChannels(2)),
  dropout('dropout3d', true, drawsChannels(1)),
];
