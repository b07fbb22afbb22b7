/**
 * Runs an op on tensors with numbers: forward, and backward from the gradients of its outputs.
 *
 * There is no tape: a run keeps what its own backward needs, and whoever chains runs hands the gradients on.
 */
import type { Engine } from '../wasm/engine';
import { Tensor } from '../wasm/tensor';
import type { BackwardContext, ForwardContext, Gradients, Operands } from './computation';
import { Refusal } from './op';
import type { Application, Datum, Op } from './op';
import type { TensorType } from './tensor-type';

/** An argument as plain JavaScript: a number that is an integer is an int, null is None. */
export type Value = Tensor | Datum | number | boolean | string | null | readonly Value[];

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
export function run(op: Op, engine: Engine, args: Readonly<Record<string, Value>>): Run | Refusal {
  const given: Record<string, Datum> = {};
  for (const [name, value] of Object.entries(args)) given[name] = datumOf(value);
  const application = op.apply(given);
  if (application instanceof Refusal) return application;
  const { forward, backward } = application;
  const unfit = application.outputs.find((type) => !isComputed(type));
  if (forward === null || unfit !== undefined) {
    const dtype = unfit?.dtype ?? null;
    return new Refusal('shape/arguments', `"${op.name}" not implemented${dtype === null ? '' : ` for '${dtype}'`}`, 'NotImplementedError');
  }
  try {
    return new Run(engine, op.name, given, application, forward, backward);
  } catch (error) {
    // What only the numbers show: an index that is out of range.
    if (error instanceof Refusal) return error;
    throw error;
  }
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
  private readonly scratches: number[] = [];

  constructor(
    readonly engine: Engine,
    readonly op: string,
    private readonly given: Readonly<Record<string, Datum>>,
    private readonly application: Application,
    forward: (context: ForwardContext) => Tensor | readonly Tensor[],
    private readonly differentiate: ((context: BackwardContext) => Gradients) | null,
  ) {
    const context: ForwardContext = {
      ...this.operands(),
      output: (index = 0) => this.output(index),
      save: (name, tensor) => {
        this.saved.set(name, tensor);
      },
    };
    this.outputs = this.guarded(() => {
      const result = forward(context);
      return result instanceof Tensor ? [result] : result;
    }, (outputs) => [...outputs, ...this.saved.values()]);
  }

  /**
   * The gradients of the inputs, from those of the outputs (null for one that nothing flows into). `wanted` names the
   * inputs to differentiate for; without it, all. The inputs must still be there, and as they were.
   */
  backward(gradients: readonly (Tensor | null)[], wanted?: readonly string[]): Gradients {
    if (this.differentiate === null) throw new Refusal('shape/arguments', `derivative for ${this.op} is not implemented`, 'NotImplementedError');
    const { differentiate } = this;
    this.outputs.forEach((output, index) => {
      checkGradient(output, gradients[index] ?? null, index);
    });
    const context: BackwardContext = {
      ...this.operands(),
      outputs: this.outputs,
      gradient: (index = 0) => gradients[index] ?? this.engine.zeros(this.outputs[index]?.shape ?? []),
      saved: (name) => {
        const tensor = this.saved.get(name);
        if (tensor === undefined) throw new Error(`${this.op} saved no ${name}`);
        return tensor;
      },
      needs: (name) => wanted?.includes(name) !== false && this.isDifferentiable(name),
    };
    return this.guarded(() => differentiate(context), (result) => Object.values(result).flatMap((gradient) => gradient ?? []));
  }

  /** Gives back the outputs and what was kept for the backward. */
  dispose(): void {
    for (const tensor of this.outputs) tensor.dispose();
    for (const tensor of this.saved.values()) tensor.dispose();
  }

  private output(index: number): Tensor {
    const type = this.application.outputs[index];
    if (type?.shape == null) throw new Error(`${this.op} has no output ${String(index)}`);
    return this.engine.empty(type.shape.map(Number), type.dtype === 'int64' ? 'int64' : 'float32');
  }

  private operands(): Operands {
    const { engine, given } = this;
    const optionalInput = (name: string) => tensorOf(engine, given[name]);
    return {
      engine,
      optionalInput,
      input: (name) => {
        const tensor = optionalInput(name);
        if (tensor === null) throw new Error(`${this.op} was given no ${name}`);
        return tensor;
      },
      inputs: (name) => {
        const datum = given[name];
        const items = datum?.kind === 'list' ? datum.items ?? [] : [];
        return items.map((item) => tensorOf(engine, item)).filter((tensor) => tensor !== null);
      },
      datum: (name) => given[name],
      scratch: (bytes) => {
        const pointer = engine.arena.allocate(bytes);
        this.scratches.push(pointer);
        return pointer;
      },
    };
  }

  private isDifferentiable(name: string): boolean {
    const datum = this.given[name];
    const items = datum?.kind === 'list' ? datum.items ?? [] : [datum];
    return items.some((item) => item?.kind === 'tensor' && item.type.dtype === 'float32');
  }

  /** Does some work, and frees what it took on the way. */
  private guarded<T>(work: () => T, kept: (result: T) => readonly Tensor[]): T {
    try {
      return this.engine.scope(work, kept);
    } finally {
      for (const pointer of this.scratches.splice(0)) this.engine.arena.release(pointer);
    }
  }
}

/** The tensor of a datum; a number becomes one of shape []. Null for None and for what is not given. */
function tensorOf(engine: Engine, datum: Datum | undefined): Tensor | null {
  if (datum === undefined || datum.kind === 'none') return null;
  if (datum.kind === 'tensor' && datum.type instanceof Tensor) return datum.type;
  if (datum.kind === 'int' || datum.kind === 'float' || datum.kind === 'bool') return engine.tensor([], [Number(datum.value)]);
  throw new Error(`a tensor without numbers cannot be computed with`);
}

function checkGradient(output: Tensor, gradient: Tensor | null, index: number): void {
  if (gradient === null || (gradient.size === output.size && gradient.shape.join() === output.shape.join())) return;
  const [given, wanted] = [gradient.shape, output.shape].map((shape) => `torch.Size([${shape.join(', ')}])`);
  throw new Refusal(
    'shape/arguments',
    `Mismatch in shape: grad_output[${String(index)}] has a shape of ${given ?? ''} and output[${String(index)}] has a shape of ${wanted ?? ''}.`,
  );
}
