/**
 * Runs an op on tensors with numbers: forward, and backward from the gradients of its outputs.
 *
 * There is no tape: a run keeps what its own backward needs, and whoever chains runs hands the gradients on.
 */
import { OutOfMemory } from '../wasm/arena';
import type { Engine } from '../wasm/engine';
import { Tensor } from '../wasm/tensor';
import type { BackwardContext, ForwardContext, Gradients } from './computation';
import { Refusal } from './op';
import type { Application, Datum, Op } from './op';
import type { TensorType } from './tensor-type';

/** An argument as plain JavaScript: a number that is an integer is an int, null is None. */
export type Value = Tensor | Datum | number | boolean | string | null | readonly Value[];

type Values = Readonly<Record<string, Value>>;

/** The datum of a plain value; the type of a tensor's datum is the tensor itself. */
export function datumOf(value: Value): Datum {
  if (value === null) return { kind: 'none' };
  if (value instanceof Tensor) return { kind: 'tensor', type: value };
  if (typeof value === 'number') return Number.isInteger(value) ? { kind: 'int', value } : { kind: 'float', value };
  if (typeof value === 'boolean') return { kind: 'bool', value };
  if (typeof value === 'string') return { kind: 'str', value };
  return isList(value) ? { kind: 'list', items: value.map(datumOf) } : value;
}

function isList(value: Datum | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value);
}

/** Runs an op, or says in PyTorch's words why it cannot be run on this. */
export function run(op: Op, engine: Engine, args: Values): Run | Refusal {
  const known = applied(op, args);
  if (known instanceof Refusal) return known;
  try {
    return new Run(engine, op.name, args, known);
  } catch (error) {
    // What only the numbers show: an index that is out of range.
    if (error instanceof Refusal) return error;
    if (error instanceof OutOfMemory) return new Refusal('shape/arguments', `DefaultCPUAllocator: ${error.message}`);
    throw error;
  }
}

/** An op's application to arguments, for the next time that it is given the like. */
interface Known {
  readonly names: readonly string[];
  readonly values: readonly Value[];
  readonly application: Application;
  /** What forward and backward have worked out of the sizes alone. */
  readonly plans: Map<string, unknown>;
}

/** Of each op the last few: a model applies the same ones again and again. */
const knownOf = new WeakMap<Op, Known[]>();
const mostKnown = 16;

function applied(op: Op, args: Values): Known | Refusal {
  let list = knownOf.get(op);
  if (list === undefined) {
    list = [];
    knownOf.set(op, list);
  }
  for (const item of list) if (isAlike(item, args)) return item;
  const names = Object.keys(args);
  const values = names.map((name) => outlined(args[name] ?? null));
  const application = op.apply(Object.fromEntries(names.map((name, index) => [name, datumOf(values[index] ?? null)])));
  if (application instanceof Refusal) return application;
  const unfit = application.outputs.find((type) => !isComputed(type));
  if (application.forward === null || unfit !== undefined) {
    const dtype = unfit?.dtype ?? null;
    return new Refusal('shape/arguments', `"${op.name}" not implemented${dtype === null ? '' : ` for '${dtype}'`}`, 'NotImplementedError');
  }
  const fresh: Known = { names, values, application, plans: new Map() };
  list.push(fresh);
  if (list.length > mostKnown) list.shift();
  return fresh;
}

/** What an inference goes by: of a tensor its type alone, so that its numbers are not held on to. */
function outlined(value: Value): Value {
  if (value instanceof Tensor) return { kind: 'tensor', type: { shape: value.shape, dtype: value.dtype } };
  return typeof value === 'object' && value !== null && isList(value) ? value.map(outlined) : value;
}

function isAlike({ names, values }: Known, args: Values): boolean {
  let count = 0;
  for (const name in args) {
    if (names[count] !== name || !isSame(values[count] ?? null, args[name] ?? null)) return false;
    count += 1;
  }
  return count === names.length;
}

function isSame(outline: Value, value: Value): boolean {
  if (outline === value) return true;
  if (typeof outline !== 'object' || outline === null || typeof value !== 'object' || value === null) return false;
  if (value instanceof Tensor) return 'kind' in outline && outline.kind === 'tensor' && isSameType(outline.type, value);
  if (!isList(value) || !isListed(outline) || outline.length !== value.length) return false;
  return value.every((item, index) => isSame(outline[index] ?? null, item));
}

function isListed(value: Tensor | Datum | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value);
}

function isSameType({ shape, dtype }: TensorType, tensor: Tensor): boolean {
  if (shape?.length !== tensor.shape.length || dtype !== tensor.dtype) return false;
  for (let axis = 0; axis < shape.length; axis += 1) if (shape[axis] !== tensor.shape[axis]) return false;
  return true;
}

/** Whether the engine can hold it: every size a number, float32 or int64. */
function isComputed({ shape, dtype }: TensorType): boolean {
  return (dtype === 'float32' || dtype === 'int64') && shape?.every((size) => typeof size === 'number') === true;
}

/** One op, run. */
export class Run {
  /** What the op returned; a tuple's items. */
  readonly outputs: readonly Tensor[];
  private readonly saved = new Map<string, Tensor>();

  constructor(
    readonly engine: Engine,
    readonly op: string,
    private readonly args: Values,
    private readonly known: Known,
  ) {
    const forward = new Computation(engine, op, args, known, this.saved);
    this.outputs = forward.guarded(() => {
      const result = known.application.forward?.(forward) ?? [];
      return result instanceof Tensor ? [result] : result;
    }, (outputs) => (this.saved.size === 0 ? outputs : [...outputs, ...this.saved.values()]));
  }

  /**
   * The gradients of the inputs, from those of the outputs (null for one that nothing flows into). `wanted` names the
   * inputs to differentiate for; without it, all. The inputs must still be there, and as they were.
   */
  backward(gradients: readonly (Tensor | null)[], wanted?: readonly string[]): Gradients {
    const { backward } = this.known.application;
    if (backward === null) throw new Refusal('shape/arguments', `derivative for ${this.op} is not implemented`, 'NotImplementedError');
    this.outputs.forEach((output, index) => {
      checkGradient(output, gradients[index] ?? null, index);
    });
    const context = new Computation(this.engine, this.op, this.args, this.known, this.saved, this.outputs, gradients, wanted);
    return context.guarded(() => backward(context), (result) => Object.values(result).flatMap((gradient) => gradient ?? []));
  }

  /** Gives back the outputs and what was kept for the backward. */
  dispose(): void {
    for (const tensor of this.outputs) tensor.dispose();
    for (const tensor of this.saved.values()) tensor.dispose();
  }
}

/** What an op sees of the run that it is a part of. */
class Computation implements ForwardContext, BackwardContext {
  /** Pointers with their sizes, in turn. */
  private readonly scratches: number[] = [];

  constructor(
    readonly engine: Engine,
    private readonly op: string,
    private readonly args: Values,
    private readonly known: Known,
    private readonly kept: Map<string, Tensor>,
    readonly outputs: readonly Tensor[] = [],
    private readonly gradients: readonly (Tensor | null)[] = [],
    private readonly wanted?: readonly string[],
  ) {}

  optionalInput(name: string): Tensor | null {
    return tensorOf(this.engine, this.args[name]);
  }

  input(name: string): Tensor {
    const tensor = this.optionalInput(name);
    if (tensor === null) throw new Error(`${this.op} was given no ${name}`);
    return tensor;
  }

  inputs(name: string): readonly Tensor[] {
    return itemsOf(this.args[name]).map((item) => tensorOf(this.engine, item)).filter((tensor) => tensor !== null);
  }

  datum(name: string): Datum | undefined {
    const value = this.args[name];
    return value === undefined ? undefined : datumOf(value);
  }

  plan<T>(name: string, make: () => T): T {
    let plan = this.known.plans.get(name);
    if (plan === undefined) {
      plan = make();
      this.known.plans.set(name, plan);
    }
    return plan as T;
  }

  scratch(bytes: number): number {
    const pointer = this.engine.arena.allocate(bytes);
    this.scratches.push(pointer, bytes);
    return pointer;
  }

  output(index = 0): Tensor {
    const { shape, dtype } = this.outputType(index);
    return this.engine.empty(shape, dtype);
  }

  outputType(index = 0): { readonly shape: readonly number[]; readonly dtype: 'float32' | 'int64' } {
    const type = this.known.application.outputs[index];
    if (type?.shape == null) throw new Error(`${this.op} has no output ${String(index)}`);
    return { shape: type.shape as readonly number[], dtype: type.dtype === 'int64' ? 'int64' : 'float32' };
  }

  save(name: string, tensor: Tensor): void {
    this.kept.set(name, tensor);
  }

  saved(name: string): Tensor {
    const tensor = this.kept.get(name);
    if (tensor === undefined) throw new Error(`${this.op} saved no ${name}`);
    return tensor;
  }

  gradient(index = 0): Tensor {
    return this.gradients[index] ?? this.engine.zeros(this.outputs[index]?.shape ?? []);
  }

  needs(name: string): boolean {
    if (this.wanted !== undefined && !this.wanted.includes(name)) return false;
    const value = this.args[name];
    return isFloating(value) || itemsOf(value).some(isFloating);
  }

  /** Does some work, and frees what it took on the way. */
  guarded<T>(work: () => T, kept: (result: T) => readonly Tensor[]): T {
    try {
      return this.engine.scope(work, kept);
    } finally {
      for (let index = 0; index < this.scratches.length; index += 2) {
        this.engine.arena.release(this.scratches[index] ?? 0, this.scratches[index + 1] ?? 0);
      }
    }
  }
}

/** The items of a list; none of what is not one. */
function itemsOf(value: Value | undefined): readonly Value[] {
  if (typeof value !== 'object' || value === null || value instanceof Tensor) return [];
  if (isList(value)) return value;
  return value.kind === 'list' ? value.items ?? [] : [];
}

function isFloating(value: Value | undefined): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Tensor) return value.dtype === 'float32';
  return !isList(value) && value.kind === 'tensor' && value.type.dtype === 'float32';
}

/** The tensor of an argument; a number becomes one of shape []. Null for None and for what is not given. */
function tensorOf(engine: Engine, value: Value | undefined): Tensor | null {
  if (value === undefined || value === null) return null;
  if (value instanceof Tensor) return value;
  const datum = datumOf(value);
  if (datum.kind === 'none') return null;
  if (datum.kind === 'tensor' && datum.type instanceof Tensor) return datum.type;
  if (datum.kind === 'int' || datum.kind === 'float' || datum.kind === 'bool') return engine.tensor([], [Number(datum.value)]);
  throw new Error('a tensor without numbers cannot be computed with');
}

function checkGradient(output: Tensor, gradient: Tensor | null, index: number): void {
  if (gradient === null || isSameType(output, gradient)) return;
  const [given, wanted] = [gradient.shape, output.shape].map((shape) => `torch.Size([${shape.join(', ')}])`);
  throw new Refusal(
    'shape/arguments',
    `Mismatch in shape: grad_output[${String(index)}] has a shape of ${given ?? ''} and output[${String(index)}] has a shape of ${wanted ?? ''}.`,
  );
}
