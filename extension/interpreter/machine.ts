/**
 * The state of one analysis run: frames, heap, budget, modules. Functions of the interpreter take it first.
 *
 * Nothing here knows a framework; what libraries bring comes in as modules and classes.
 */
import type { FunctionCode, Range, SourceModule } from '../syntax/ir';
import type { Problem, Site } from './exception';
import { Heap } from './heap';
import { Tired } from './tired';
import type { ModuleTable, SourceFile } from './module';
import type { Registry } from './registry';
import type { ClassValue, DictValue, Environment, FunctionValue, InstanceValue, Value } from './value';

/** What a fact is about. */
export type FactKind = 'call' | 'binop' | 'subscript' | 'param' | 'name' | 'attribute' | 'target';

/** Sees the values of expressions in project files, in the order in which they come to be. */
export interface Observer {
  readonly observe: (kind: FactKind, range: Range, value: Value, frame: Frame) => void;
  /** A function of the program is called; `variables` are its parameters, and stand for the call. */
  readonly called?: (machine: Machine, callee: FunctionValue, variables: ReadonlyMap<string, Value>) => void;
  /** A call of a function of the program has come to its end. */
  readonly returns?: (machine: Machine, callee: FunctionValue, variables: ReadonlyMap<string, Value>, value: Value) => void;
  /** A value of unknown length is unpacked into variables, null where a target is no plain name. */
  readonly unpack?: (value: Value, names: readonly (string | null)[]) => void;
  /** Values were handed to code that is not known. */
  readonly escape?: (values: Iterable<Value>) => void;
  /** An instance was copied. */
  readonly copied?: (from: InstanceValue, to: InstanceValue) => void;
}

/** One activation of a function, class body or module. */
export interface Frame {
  readonly file: SourceFile;
  /** The innermost scope: changes where a language has scopes within a function. */
  environment: Environment;
  readonly function: FunctionValue | null;
  /** First argument of a method. */
  readonly self: Value | null;
  /** Class that `super()` starts from. */
  readonly owner: ClassValue | null;
  /** Range of the expression or statement being evaluated, for messages and call paths. */
  site: Range;
  /** Names declared global or nonlocal, with the scope they belong to. */
  readonly outer: Map<string, Environment>;
  /** What a generator has yielded so far. */
  readonly yielded: Value[] | null;
  /** Runs in the place of each `yield`: the body of the `with` whose context the generator is. */
  readonly atYield?: ((value: Value) => void) | null;
  /** Exception being handled, for a bare `raise`. */
  handling: Value | null;
  /** How much its activation is a guess (see `guesses`): of a generator, its run. */
  guesses: number;
}

/** The analysis came to a limit. What was found so far stands. */
export class Stopped extends Error {
  constructor(
    readonly reason: string,
    /** The calls under way in project files, innermost first. */
    readonly path: readonly Site[],
  ) {
    super(reason);
  }
}

/** A Python exception on its way to a handler. */
export class Raised extends Error {
  /** The calls under way in project files where it was raised, innermost first; null until a statement has seen it. */
  path: readonly Site[] | null = null;

  constructor(
    readonly value: Value,
    /** The frame whose own code raised it; null where an operation did. */
    readonly deliberately: Frame | null = null,
    /** What a library knows of it. */
    readonly problem: Problem | null = null,
  ) {
    super('raised');
  }
}

export interface Limits {
  /** Expressions and statements evaluated in all. */
  readonly steps: number;
  /** Steps that one loop may take before the rest of its rounds are taken together. */
  readonly loopSteps: number;
  /** Steps of one branch that may not run, before what it does is taken as unknown; a branch within it has half of what is left. */
  readonly branchSteps: number;
  /** Steps of the body of one imported module, before what it binds is taken as unknown. */
  readonly moduleSteps: number;
  /** Nested calls. */
  readonly depth: number;
}

export const defaultLimits: Limits = { steps: 20_000_000, loopSteps: 2_000_000, branchSteps: 400_000, moduleSteps: 1_000_000, depth: 160 };

export interface Machine {
  readonly heap: Heap;
  readonly frames: Frame[];
  readonly builtins: ReadonlyMap<string, Value>;
  readonly modules: ModuleTable;
  readonly observer: Observer;
  readonly limits: Limits;
  /** Parses source text that the program makes; null where nothing can. */
  readonly parse: ((text: string) => SourceModule) | null;
  /** Called now and then: why the analysis has to stop; null for it to go on. */
  readonly checkpoint: () => string | null;
  /** Takes what would raise at run time. */
  readonly report: (problem: Problem) => void;
  /** Takes an exception that nothing caught: the statement that it ended is given up. */
  readonly abandon: (raised: Raised, frame: Frame) => void;
  /** Dicts that modules hold: what a later import may register more entries in. */
  readonly registries: WeakMap<DictValue, Registry>;
  steps: number;
  /** At this count of steps what is under way is given up with Tired. */
  patience: number;
  /** Functions that have called themselves as deep as calls may nest. */
  readonly endless: Set<FunctionCode>;
  /** Objects whose methods had a statement given up: what goes wrong in them later may be its consequence. */
  readonly impaired: Set<Value>;
  /** How many conditions that are not known the run is inside of: what is wrong there may never run. */
  uncertain: number;
  /** How many ways of several that are open the run is inside of, and rounds whose number is not known. */
  openWays: number;
  /** How many `try` blocks with handlers the run is inside of. */
  guarded: number;
  /** What ended the last branch that raised. */
  dropped: Raised | null;
  /** How many decorators the run is inside of, since the last module began. */
  decorating: number;
  /** Why a statement of a module was given up as too large; null where none was. */
  exceeded: string | null;
}

export interface MachineParts {
  readonly builtins: ReadonlyMap<string, Value>;
  readonly modules: ModuleTable;
  readonly observer: Observer;
  readonly report: (problem: Problem) => void;
  readonly abandon?: (raised: Raised, frame: Frame) => void;
  readonly limits?: Limits;
  readonly parse?: (text: string) => SourceModule;
  readonly checkpoint?: () => string | null;
}

export function makeMachine(parts: MachineParts): Machine {
  return {
    heap: new Heap(),
    frames: [],
    builtins: parts.builtins,
    modules: parts.modules,
    observer: parts.observer,
    limits: parts.limits ?? defaultLimits,
    parse: parts.parse ?? null,
    checkpoint: parts.checkpoint ?? ((): null => null),
    report: parts.report,
    abandon: parts.abandon ?? ((): void => undefined),
    registries: new WeakMap(),
    endless: new Set(),
    impaired: new Set(),
    steps: 0,
    patience: Infinity,
    uncertain: 0,
    openWays: 0,
    guarded: 0,
    dropped: null,
    decorating: 0,
    exceeded: null,
  };
}

/** How much what happens now is a guess: of how many conditions and numbers of rounds that are not known it is inside. */
export function guesses(machine: Machine): number {
  return machine.uncertain + machine.openWays;
}

/** Counts one step of work. Throws Stopped at the limit. */
export function step(machine: Machine): void {
  machine.steps += 1;
  const reason = (machine.steps & 0x3fff) === 0 ? machine.checkpoint() : null;
  if (reason !== null) throw new Stopped(reason, callPath(machine));
  if (machine.steps > machine.patience) throw new Tired();
  if (machine.steps > machine.limits.steps) throw new Stopped(`the analysis stopped after ${String(machine.limits.steps)} steps`, callPath(machine));
}

/** Runs something that may take no more than so many steps; null when it takes more. */
export function runBriefly<T>(machine: Machine, steps: number, run: () => T): T | null {
  const { patience, guarded, uncertain, frames } = machine;
  const depth = frames.length;
  const until = machine.steps + steps;
  if (until >= patience) return run();
  machine.patience = until;
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Tired)) throw error;
    machine.guarded = guarded;
    machine.uncertain = uncertain;
    frames.length = depth;
    return null;
  } finally {
    machine.patience = patience;
  }
}

/** Runs something that may not run at all, no longer than such a thing is worth; null when it takes more. Where unknown conditions nest, the work does not multiply. */
export function runUncertainly<T>(machine: Machine, run: () => T): T | null {
  const { patience, steps, limits } = machine;
  return runBriefly(machine, patience === Infinity ? limits.branchSteps : Math.floor((patience - steps) / 2), run);
}

/** Runs the body of a module: it runs once, at its own expense, whatever is under way. Tells whether it came to its end. */
export function runModule(machine: Machine, run: () => void): boolean {
  const { patience, steps } = machine;
  machine.patience = Infinity;
  try {
    return runBriefly(machine, machine.limits.moduleSteps, () => (run(), true)) ?? false;
  } finally {
    machine.patience = patience + machine.steps - steps;
  }
}

/** Runs something; null where the engine has no room for it: its stack, or the longest string. */
export function withinReach<T>(machine: Machine, run: () => T): T | null {
  const { guarded, uncertain, decorating, frames } = machine;
  const depth = frames.length;
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    machine.guarded = guarded;
    machine.uncertain = uncertain;
    machine.decorating = decorating;
    frames.length = depth;
    return null;
  }
}

/** The innermost frame; there always is one while code runs. */
export function currentFrame(machine: Machine): Frame {
  const frame = machine.frames.at(-1);
  if (frame === undefined) throw new Error('no frame: code is run through runModule or callValue');
  return frame;
}

/** The innermost frame in a file of the project (library preludes are not). */
export function projectFrame(machine: Machine): Frame | null {
  for (let index = machine.frames.length - 1; index >= 0; index -= 1) {
    const frame = machine.frames[index];
    if (frame?.file.isProject === true) return frame;
  }
  return null;
}

/** The calls that are under way in project files, innermost first. */
export function callPath(machine: Machine): readonly Site[] {
  return machine.frames
    .filter((frame) => frame.file.isProject)
    .map((frame) => ({ file: frame.file, range: frame.site, function: frame.function }))
    .reverse();
}
