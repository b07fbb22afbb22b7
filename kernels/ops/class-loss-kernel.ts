/** Losses over classes: log probabilities [N, C, S] against class numbers [N, S] or the classes' shares [N, C, S]. */
import { elementCount } from '../wasm/tensor';
import { sizeOf } from './computation';
import type { BackwardContext, ForwardContext, Gradients, Operands, Tensor } from './computation';
import type { Dim } from '../dims/dim';
import type { Reducing } from './loss';
import { reducedLoss, upstreamOf } from './loss-kernel';
import { Refusal } from './op';

/** What such a loss is told besides its tensors. */
export interface ClassLoss extends Reducing {
  readonly ignore_index: Dim;
  readonly label_smoothing?: unknown;
}

interface Layout {
  readonly batch: number;
  readonly classes: number;
  readonly places: number;
}

function layoutOf(shape: readonly number[]): Layout {
  if (shape.length === 1) return { batch: 1, classes: shape[0] ?? 0, places: 1 };
  return { batch: shape[0] ?? 0, classes: shape[1] ?? 0, places: elementCount(shape.slice(2)) };
}

/** A term of the loss: how much the log probability of a class at a place counts. */
type Term = (element: number, logit: number, coefficient: number) => void;

/** Walks through all terms; returns what a mean divides by. */
function walk({ batch, classes, places }: Layout, args: ClassLoss, operands: Operands, take: Term): number {
  const target = operands.input('target');
  const weights = operands.optionalInput('weight')?.data ?? null;
  const weightOf = (index: number): number => weights?.[index] ?? 1;
  const smoothing = Number(args.label_smoothing ?? 0);
  const isShares = target.dtype === 'float32';
  const ignored = sizeOf(args.ignore_index);
  let divisor = 0;
  for (let sample = 0; sample < batch; sample += 1) {
    for (let place = 0; place < places; place += 1) {
      const element = sample * places + place;
      const logit = (index: number): number => (sample * classes + index) * places + place;
      if (isShares) {
        divisor += 1;
        for (let index = 0; index < classes; index += 1) {
          const share = (target.data[logit(index)] ?? 0) * (1 - smoothing) + smoothing / classes;
          take(element, logit(index), share * weightOf(index));
        }
        continue;
      }
      const chosen = target.indices[element] ?? 0;
      if (chosen === ignored) continue;
      if (chosen < 0 || chosen >= classes) throw new Refusal('shape/arguments', `Target ${String(chosen)} is out of bounds.`, 'IndexError');
      divisor += weightOf(chosen);
      take(element, logit(chosen), (1 - smoothing) * weightOf(chosen));
      if (smoothing > 0) for (let index = 0; index < classes; index += 1) take(element, logit(index), (smoothing / classes) * weightOf(index));
    }
  }
  return divisor;
}

/** The log probabilities of the input's classes, or the input where it holds them. */
function logsOf(context: ForwardContext, layout: Layout, isLog: boolean): Tensor {
  const input = context.input('input');
  if (isLog) return input;
  const logs = context.engine.empty(input.shape);
  context.save('logs', logs);
  context.engine.call('softmax', input.pointer, logs.pointer, layout.batch, layout.classes, layout.places, 1);
  return logs;
}

/** Forward and backward: of logits, or of log probabilities where `isLog`. */
export function classLoss(isLog: boolean) {
  return {
    forward(args: ClassLoss, context: ForwardContext): Tensor {
      const layout = layoutOf(context.input('input').shape);
      const logs = logsOf(context, layout, isLog).data;
      const losses = new Float64Array(layout.batch * layout.places);
      const divisor = walk(layout, args, context, (element, logit, coefficient) => {
        // A class of no share does not count, however unlikely.
        if (coefficient !== 0) losses[element] = (losses[element] ?? 0) - coefficient * (logs[logit] ?? 0);
      });
      return reducedLoss(context, args, losses, divisor);
    },
    backward(args: ClassLoss, context: BackwardContext): Gradients {
      const { engine } = context;
      const input = context.input('input');
      const layout = layoutOf(input.shape);
      const slopes = new Float64Array(input.size);
      const elements = new Int32Array(input.size);
      const divisor = walk(layout, args, context, (element, logit, coefficient) => {
        slopes[logit] = (slopes[logit] ?? 0) - coefficient;
        elements[logit] = element;
      });
      const upstream = upstreamOf(context, args, divisor);
      const ofLogs = engine.tensor(input.shape, Float32Array.from(slopes, (slope, logit) => (slope === 0 ? 0 : slope * upstream(elements[logit] ?? 0))));
      if (isLog) return { input: ofLogs };
      const gradient = engine.empty(input.shape);
      engine.call('softmax_backward', context.saved('logs').pointer, ofLogs.pointer, gradient.pointer, layout.batch, layout.classes, layout.places, 1);
      return { input: gradient, target: ofShares(args, context, layout, upstream) };
    },
  };
}

/** The gradient of the classes' shares; null where class numbers were given. */
function ofShares(args: ClassLoss, context: BackwardContext, { classes, places }: Layout, upstream: (element: number) => number): Tensor | null {
  const target = context.input('target');
  if (target.dtype !== 'float32' || !context.needs('target')) return null;
  const weights = context.optionalInput('weight')?.data ?? null;
  const kept = 1 - Number(args.label_smoothing ?? 0);
  return context.engine.tensor(target.shape, Float32Array.from(context.saved('logs').data, (log, logit) => {
    const [row, place] = [Math.floor(logit / places), logit % places];
    return -upstream(Math.floor(row / classes) * places + place) * kept * log * (weights?.[row % classes] ?? 1);
  }));
}
