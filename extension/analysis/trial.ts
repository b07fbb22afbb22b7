/** Machines for trials: runs on a hypothesis that leave nothing behind but what they ran into. */
import type { TensorType } from '../../kernels/ops/tensor-type';
import { makeBuiltins } from '../interpreter/builtin/builtins';
import type { Problem } from '../interpreter/exception';
import { makeMachine } from '../interpreter/machine';
import type { Machine, MachineParts } from '../interpreter/machine';
import type { ModuleTable } from '../interpreter/module';
import { recorderOf, recordInto } from '../libraries/torch/binding';
import { makeRecorder } from '../libraries/torch/recorder';
import type { Recorder } from '../libraries/torch/recorder';
import { measuredType } from '../libraries/torch/tensor';
import { annotationWatch } from './annotation';
import { keepsSizes, refiningCheck, unpacked } from './hypothesis';
import type { FurtherAxes, Hypothesis } from './hypothesis';

/** A machine for a trial, and what it runs into. */
export interface Trial {
  readonly machine: Machine;
  /** Names the parameter whose tensor a type is. */
  readonly own: (type: TensorType, parameter: string) => void;
  /** What went wrong so far. */
  readonly problems: readonly Problem[];
  readonly abandoned: () => number;
}

/** A machine for a trial: it sees the program's modules, and leaves nothing behind. */
export function makeTrial(hypothesis: Hypothesis, further: FurtherAxes, recorder: Recorder, modules: ModuleTable, options: Pick<MachineParts, 'limits' | 'checkpoint' | 'parse'>): Trial {
  const origins = new WeakMap<TensorType, string>();
  const problems: Problem[] = [];
  let abandoned = 0;
  const own = makeRecorder(refiningCheck(hypothesis, further, (type) => origins.get(type) ?? null));
  recordInto({
    ...own,
    apply: (machine, applied) => {
      own.apply(machine, applied);
      const [output] = applied.outputs;
      const input = applied.inputs.find(([, { type }]) => type.shape === null && origins.has(type))?.[1];
      const origin = input === undefined ? undefined : origins.get(input.type);
      if (output !== undefined && origin !== undefined && keepsSizes(applied.op, applied.args)) origins.set(output.type, origin);
    },
  });
  const machine = makeMachine({
    builtins: makeBuiltins(),
    modules,
    ...options,
    report: (problem) => {
      problems.push(problem);
    },
    abandon: () => {
      abandoned += 1;
    },
    observer: {
      ...annotationWatch(),
      observe: () => undefined,
      unpack: (value, names) => {
        const type = measuredType(value);
        const origin = type === null ? undefined : origins.get(type);
        if (origin !== undefined) throw unpacked(hypothesis, origin, names);
      },
    },
  });
  recorderOf(machine);
  recordInto(recorder);
  return {
    machine, problems,
    abandoned: () => abandoned,
    own: (type, parameter) => {
      origins.set(type, parameter);
    },
  };
}
