/**
 * Functions and classes that no code of a file runs. Functions that need no arguments are called. Classes are built with the defaults of their constructor, its other parameters being
 * symbols; `forward` gets tensors of which nothing is known but what the layers they meet tell (`hypothesis.ts`).
 *
 * Trials run on a machine of their own, whose writes are taken back; only the last run, on the hypothesis that fits best,
 * leaves facts. A mistake is reported only where it is one on the weakest hypothesis too.
 */
import { symbol } from '../../kernels/dims/dim';
import { callAttribute, callValue } from '../interpreter/call';
import { lookup } from '../interpreter/class';
import type { Problem } from '../interpreter/exception';
import { Raised, runBriefly } from '../interpreter/machine';
import type { Frame, Machine } from '../interpreter/machine';
import { moduleEnvironment } from '../interpreter/module';
import type { SourceFile } from '../interpreter/module';
import { leaveOpen } from '../interpreter/scope';
import { int, unknown, unknownBool, unknownFloat, unknownStr, wrappedChain } from '../interpreter/value';
import type { CallArguments, ClassValue, FunctionValue, ModuleValue, Value } from '../interpreter/value';
import { graphTensor, makeTensor } from '../libraries/torch/tensor';
import type { Expression, FunctionCode, Parameter } from '../syntax/ir';
import { statedBy } from './annotation';
import { usersFirst } from './class-order';
import { Refined, furtherAxes, openShape, withGuess } from './hypothesis';
import type { FurtherAxes, Guess, Hypothesis } from './hypothesis';
import type { PinnedShapes } from './pin';
import type { Trial } from './trial';

export interface Inference {
  readonly machine: Machine;
  readonly module: ModuleValue;
  readonly file: SourceFile;
  /** Functions that have run. */
  readonly ran: ReadonlySet<FunctionCode>;
  /** Whether a module of a class has been called. */
  readonly called: (type: ClassValue) => boolean;
  /** A machine for a trial on a hypothesis; one that is to prove something says how many axes a guess is to have. */
  readonly trial: (hypothesis: Hypothesis, further: FurtherAxes) => Trial;
  /** Steps that trials have taken so far. */
  readonly spent: () => number;
  /** The shapes of arguments that the user has said. */
  readonly pins: (className: string, code: FunctionCode) => PinnedShapes;
  /** Reports nothing but these problems from now on. */
  readonly only: (problems: ReadonlySet<string>) => void;
}

/** How one class is run. */
interface Plan {
  readonly hypothesis: Hypothesis;
  /** Parameters of the constructor that nothing is known of: sizes, or values of any kind. */
  readonly sizes: boolean;
  /** Makes the module in place of its class. */
  readonly factory: FunctionValue | null;
}

/** More trials than this are not worth their time. */
const mostTrials = 24;

/** Steps of one trial, and of all that is tried out for one file: a file may define many classes and factories. */
const trialSteps = 1_000_000;
const fileSteps = 4_000_000;

/** What a problem is about, whatever run finds it. */
export function problemKey({ code, path: [site] }: Problem): string {
  return `${code}:${site?.file.path ?? ''}:${String(site?.range.start)}`;
}

/** Runs the functions of a file that nothing has called and that need nothing for it: `def test():`, `def main():`. */
function callTheUncalled(inference: Inference): void {
  for (const value of inference.module.attributes.values()) {
    if (value.kind !== 'function') continue;
    const { code, file } = unwrapped(value);
    if (file !== inference.file || inference.ran.has(code) || value.code.parameters.length > 0 || code.parameters.length > 0 || code.isGenerator) continue;
    inference.machine.frames.push(outermost(inference));
    try {
      callValue(inference.machine, value, noArguments);
    } catch (error) {
      // What ends it has been told where it happened.
      if (!(error instanceof Raised)) throw error;
    } finally {
      inference.machine.frames.pop();
    }
  }
}

/** Runs what nothing has run of a file: functions that need no arguments, then module classes, before those that they use. */
export function runTheUnrun(inference: Inference): void {
  // What would call them may bind names before.
  leaveOpen(moduleEnvironment(inference.module));
  callTheUncalled(inference);
  const factoryOf = factoryFinder(inference);
  for (const type of usersFirst(inference.module, inference.file)) {
    const found = lookup(type, 'forward');
    const forward = found?.kind === 'function' ? unwrapped(found) : null;
    // A class without a forward of its own has nothing to run.
    if (forward === null || forward.owner?.name === 'Module' || hasRun(inference, type, forward) || !type.mro.some(({ name, module }) => name === 'Module' && module.startsWith('torch.nn'))) continue;
    if (inference.spent() > fileSteps) return;
    const { plan, certain } = settle(inference, type, forward, factoryOf);
    inference.only(certain);
    runBriefly(inference.machine, trialSteps, () => attempt(inference.machine, inference, type, forward, plan, () => undefined));
  }
}

/** Whether the program has run the class. Its forward may be the library's. */
function hasRun({ ran, called }: Inference, type: ClassValue, forward: FunctionValue): boolean {
  return ran.has(forward.code) || (!forward.file.isProject && called(type));
}

/** Looks for the plan under which least goes wrong, and for what goes wrong whatever the inputs are. */
function settle(inference: Inference, type: ClassValue, forward: FunctionValue, factoryOf: (type: ClassValue) => FunctionValue | null): { readonly plan: Plan; readonly certain: ReadonlySet<string> } {
  const init = lookup(type, '__init__');
  const asks = init?.kind === 'function' && init.code.parameters.slice(1).some((parameter) => isRequired(parameter));
  const pins = inference.pins(type.name, forward.code);
  const pinned: Hypothesis = new Map([...pins].map(([name, { shape, dtype }]): [string, Guess] => [name, { shape, dtype: dtype ?? 'float32', prefers: null }]));
  const start: Hypothesis = new Map([...tensorParameters(forward).map((name): [string, Guess] => [name, firstGuess(type, name)]), ...pinned]);
  const first: Plan = { hypothesis: start, sizes: asks, factory: asks ? factoryOf(type) : null };
  let plan = first;
  let best: { readonly plan: Plan; readonly failures: number } | null = null;
  let others: ((best: Plan) => Plan)[] | null = null;
  for (let count = 0; count < mostTrials; count += 1) {
    const outcome = tryOut(inference, type, forward, plan, null);
    if (outcome instanceof Refined) {
      plan = { ...plan, hypothesis: outcome.hypothesis };
      continue;
    }
    if (best === null || outcome.failures < best.failures) best = { plan, failures: outcome.failures };
    if (best.failures === 0 || inference.spent() > fileSteps) break;
    others ??= alternatives(best.plan, pins);
    const next = others.shift();
    if (next === undefined) break;
    plan = next(best.plan);
  }
  const chosen = best?.plan ?? first;
  if (best !== null && best.failures === 0) return { plan: chosen, certain: new Set() };
  return { plan: chosen, certain: certainProblems(inference, type, forward, { ...chosen, hypothesis: pinned, sizes: false }) };
}

/** What goes wrong on the weakest hypothesis, whatever rank an op may guess. */
function certainProblems(inference: Inference, type: ClassValue, forward: FunctionValue, weakest: Plan): ReadonlySet<string> {
  let certain: ReadonlySet<string> | null = null;
  for (const further of furtherAxes) {
    const outcome = tryOut(inference, type, forward, weakest, further);
    if (outcome instanceof Refined) return new Set();
    certain = new Set([...outcome.problems].filter((problem) => certain?.has(problem) !== false));
    if (certain.size === 0) break;
  }
  return certain ?? new Set();
}

/** Other plans to try when one fails: other values for the constructor, whole numbers as input, other ranks. */
function alternatives(plan: Plan, pins: PinnedShapes): ((best: Plan) => Plan)[] {
  const changes: ((best: Plan) => Plan)[] = plan.sizes && plan.factory === null ? [(best) => ({ ...best, sizes: false })] : [];
  for (const [parameter, guess] of plan.hypothesis) {
    const pin = pins.get(parameter);
    // Whole numbers may be what is pinned, unless that is said; the rank is.
    if (pin === undefined || pin.dtype === null) changes.push((best) => ({ ...best, hypothesis: withGuess(best.hypothesis, parameter, { shape: pin?.shape ?? null, dtype: 'int64' }) }));
    for (const rank of [3, 4, 2, 5, 1]) {
      if (rank === guess.shape?.length || guess.shape === null || pin !== undefined) continue;
      changes.push((best) => ({ ...best, hypothesis: withGuess(best.hypothesis, parameter, { shape: openShape(best.hypothesis, parameter, rank) }) }));
    }
  }
  return changes;
}

function tryOut(inference: Inference, type: ClassValue, forward: FunctionValue, plan: Plan, further: FurtherAxes): Refined | { readonly failures: number; readonly problems: ReadonlySet<string> } {
  const trial = inference.trial(plan.hypothesis, further);
  try {
    const { result: raised } = trial.machine.heap.fork(() => runBriefly(trial.machine, trialSteps, () => attempt(trial.machine, inference, type, forward, plan, trial.own)) ?? true);
    return { failures: trial.problems.length + trial.abandoned() + (raised ? 1 : 0), problems: new Set(trial.problems.map(problemKey)) };
  } catch (error) {
    if (error instanceof Refined) return error;
    throw error;
  }
}

/** Builds the module and calls it; tells whether an exception ended it. */
function attempt(machine: Machine, inference: Inference, type: ClassValue, forward: FunctionValue, plan: Plan, own: Trial['own']): boolean {
  machine.frames.push(outermost(inference));
  try {
    const init = lookup(type, '__init__');
    const give = (parameter: Parameter): Value => configurationFor(machine, inference, parameter) ?? constructorArgument(parameter, plan.sizes);
    const made = plan.factory === null
      ? callValue(machine, type, init?.kind === 'function' ? argumentsOf(init.code.parameters.slice(1), give) : noArguments)
      : callValue(machine, plan.factory, argumentsOf(unwrapped(plan.factory).code.parameters, give));
    if (made.kind !== 'instance') return false;
    // As it is used once it is trained: without auxiliary heads, and without targets.
    callAttribute(machine, made, 'eval');
    const result = callValue(machine, made, argumentsOf(forward.code.parameters.slice(1), (parameter) => {
      const guess = plan.hypothesis.get(parameter.name);
      if (guess === undefined) return isTensorParameter(parameter) ? unguessed(parameter) : constructorArgument(parameter, true);
      const tensor = makeTensor(guess);
      own(graphTensor(tensor).type, parameter.name);
      return tensor;
    }));
    machine.observer.escape?.([result]);
    return false;
  } catch (error) {
    if (error instanceof Raised) return true;
    throw error;
  } finally {
    machine.frames.pop();
  }
}

const noArguments: CallArguments = { positional: [], keyword: new Map(), open: false };

/** The frame that calls what nothing calls: no place in the source. */
function outermost({ module, file }: Inference): Frame {
  return {
    file: { ...file, isProject: false }, environment: moduleEnvironment(module), function: null, self: null, owner: null,
    site: { start: 0, end: 0 }, outer: new Map(), yielded: null, handling: null, guesses: 0,
  };
}

/** Arguments for the parameters that have no default. */
function argumentsOf(parameters: readonly Parameter[], give: (parameter: Parameter) => Value): CallArguments {
  const given = parameters.filter(isRequired);
  return {
    positional: given.filter(({ kind }) => kind !== 'keyword-only').map(give),
    keyword: new Map(given.filter(({ kind }) => kind === 'keyword-only').map((parameter) => [parameter.name, give(parameter)])),
    open: false,
  };
}

function isRequired({ kind, default: byDefault }: Parameter): boolean {
  return byDefault === null && !kind.startsWith('var');
}

/** The last word of an annotation: `Tensor` of `torch.Tensor`; null where there is none. */
function annotationOf({ annotation }: Parameter): string | null {
  const named = (expression: Expression): string | null => {
    if (expression.kind === 'name' || expression.kind === 'attribute') return expression.name;
    return expression.kind === 'constant' && expression.type === 'str' ? (expression.value.split('.').at(-1) ?? null) : '';
  };
  return annotation === null ? null : named(annotation);
}

/** How people name a parameter that holds the settings of a model, and the class of such settings. */
const settingsName = /^(model_?)?(config(uration)?|cfg|conf|args|opts?|options|hparams|hps?|params|settings)$/;
const settingsClass = /(Config(uration)?|Args|Arguments|Options|Params|HParams|Settings)$/;

/** The file's own default settings, for a parameter that is annotated with their class, or named as the only such class suggests. */
function configurationFor(machine: Machine, { module, file }: Inference, parameter: Parameter): Value | null {
  const annotation = annotationOf(parameter);
  const said = annotation === null ? undefined : module.attributes.get(annotation);
  const ofFile = [...module.attributes.values()].filter((value) => value.kind === 'class').filter((type) => type.definition?.file === file && settingsClass.test(type.name));
  const type = said ?? (annotation === null && settingsName.test(parameter.name) && ofFile.length === 1 ? ofFile[0] : undefined);
  if (type?.kind !== 'class' || type.definition === null || type.mro.some(({ name }) => name === 'Module' || name === 'Enum')) return null;
  try {
    return callValue(machine, type, noArguments);
  } catch (error) {
    // It wants arguments itself.
    if (error instanceof Raised) return null;
    throw error;
  }
}

/** Parameters that people give sequences of features, and classes whose forward takes them. */
const sequenceName = /^(q|k|v|query|key|value|queries|keys|values|src|tgt|memory|tokens|hidden_states?|seq(uence)?s?|context|ctx|embeddings?|encoder_outputs?|encoder_hidden_states)$/i;
const sequenceClass = /attention|attn|transformer|feed_?forward|ffn|swiglu|geglu|perceiver|conformer|mamba/i;
/** Parameters that people give one number of each sample. */
const vectorName = /^(t|time|times|timesteps?|steps?|sigmas?|noise_levels?|labels?|class_labels?|log_snr)$/i;

/** What the names tell of an input of which nothing is known. */
function firstGuess(type: ClassValue, parameter: string): Guess {
  const rank = vectorName.test(parameter) ? 1 : null;
  const isSequence = sequenceName.test(parameter) || sequenceClass.test(type.name);
  return { shape: null, dtype: 'float32', prefers: rank === 1 ? 'vector' : isSequence ? 'sequence' : null };
}

function constructorArgument(parameter: Parameter, sizes: boolean): Value {
  switch (annotationOf(parameter)) {
    case 'int':
      return int(symbol(parameter.name));
    case 'float':
      return unknownFloat;
    case 'bool':
      return unknownBool;
    case 'str':
      return unknownStr;
    case null:
      return sizes ? int(symbol(parameter.name)) : unknown;
    default:
      return unknown;
  }
}

function isTensorParameter(parameter: Parameter): boolean {
  const annotation = annotationOf(parameter);
  return isRequired(parameter) && (statedBy(parameter.annotation) !== null || annotation === null || /^(\w*Tensor|Float|Int)$/.test(annotation));
}

function tensorParameters(forward: FunctionValue): readonly string[] {
  return forward.code.parameters.slice(1).filter(isTensorParameter).map(({ name }) => name);
}

/** On the weakest hypothesis a parameter is a tensor only where that is said: it may be a list of them. */
function unguessed(parameter: Parameter): Value {
  return annotationOf(parameter) === null ? unknown : makeTensor({ shape: null, dtype: null });
}

/** The function that a decorator has wrapped. */
function unwrapped(made: FunctionValue): FunctionValue {
  return wrappedChain(made).findLast((one) => one.kind === 'function') ?? made;
}

/** Looks for the functions of the file that make its classes: those that need nothing for it, `resnet18()`, before those that want sizes, `make_model(vocabulary)`. No more of them are tried than it takes. */
function factoryFinder(inference: Inference): (type: ClassValue) => FunctionValue | null {
  const found = new Map<ClassValue, FunctionValue>();
  let candidates: FunctionValue[] | null = null;
  return (type) => {
    candidates ??= factoriesOf(inference);
    while (!found.has(type) && inference.spent() <= fileSteps) {
      const candidate = candidates.shift();
      if (candidate === undefined) break;
      const made = madeBy(inference, candidate);
      if (made !== null && !found.has(made)) found.set(made, candidate);
    }
    return found.get(type) ?? null;
  };
}

/** The functions of the file that nothing has called, those that need no arguments first. */
function factoriesOf(inference: Inference): FunctionValue[] {
  const functions = [...inference.module.attributes.values()].filter((value) => value.kind === 'function').filter((value) => {
    const { code, file } = unwrapped(value);
    return file === inference.file && !inference.ran.has(code) && !code.isGenerator;
  });
  const asks = (value: FunctionValue): boolean => unwrapped(value).code.parameters.some(isRequired);
  return [...functions.filter((value) => !asks(value)), ...functions.filter(asks)];
}

/** The class of what a function makes; null where it ends in an exception or makes no instance. */
function madeBy(inference: Inference, factory: FunctionValue): ClassValue | null {
  const { machine } = inference.trial(new Map(), null);
  return machine.heap.fork(() => {
    machine.frames.push(outermost(inference));
    try {
      const given = argumentsOf(unwrapped(factory).code.parameters, (parameter) => configurationFor(machine, inference, parameter) ?? constructorArgument(parameter, true));
      const made = runBriefly(machine, trialSteps, () => callValue(machine, factory, given));
      return made?.kind === 'instance' ? made.class : null;
    } catch (error) {
      if (error instanceof Raised) return null;
      throw error;
    } finally {
      machine.frames.pop();
    }
  }).result;
}
