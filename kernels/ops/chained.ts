/** Ops made of others, one after the other: how they are run. */
import { run } from './run';
import type { Run, Value } from './run';
import { Refusal } from './op';
import type { Op } from './op';
import type { BackwardContext, ForwardContext, Gradients, Operands, Tensor } from './computation';

/** One of the ops: what the stage before made is its `input`. */
export interface Stage {
  readonly op: Op;
  readonly args: Readonly<Record<string, Value>>;
  /** What the whole op calls a tensor of this one, where that is another name. */
  readonly names?: Readonly<Record<string, string>>;
}

function runsOf(stages: readonly Stage[], operands: Operands): readonly Run[] {
  const runs: Run[] = [];
  let reached = operands.input('input');
  for (const { op, args } of stages) {
    const ran = run(op, operands.engine, { input: reached, ...args });
    if (ran instanceof Refusal) throw ran;
    runs.push(ran);
    reached = ran.outputs[0] ?? reached;
  }
  return runs;
}

type Stages<A> = (args: A, operands: Operands) => readonly Stage[];

/**
 * Forward and backward of an op that is the stages which its arguments tell. Backward runs them again, as forward keeps nothing;
 * `backwards` are those that it goes by, where a framework's gradient is another than that of what it computes.
 */
export function chained<A>(stagesOf: Stages<A>, backwards: Stages<A> = stagesOf) {
  return {
    forward(args: A, context: ForwardContext): Tensor {
      return runsOf(stagesOf(args, context), context).at(-1)?.outputs[0] ?? context.input('input');
    },
    backward(args: A, context: BackwardContext): Gradients {
      const stages = backwards(args, context);
      const runs = runsOf(stages, context);
      const gradients: Record<string, Tensor | readonly Tensor[] | null> = {};
      let reached: Tensor = context.gradient();
      for (let index = stages.length - 1; index >= 0; index -= 1) {
        const { input, ...others } = runs[index]?.backward([reached]) ?? {};
        for (const [name, gradient] of Object.entries(others)) if (gradient !== null) gradients[stages[index]?.names?.[name] ?? name] = gradient;
        if (input === undefined || input === null || Array.isArray(input)) return gradients;
        reached = input as Tensor;
      }
      return { ...gradients, input: reached };
    },
  };
}
