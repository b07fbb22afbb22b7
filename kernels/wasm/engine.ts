/**
 * The kernel engine: one WebAssembly instance, the memory it works in, and the tensors in that memory.
 * Works the same in Node, in a worker and in a webview: the module's bytes are handed in.
 */
import { Arena } from './arena';
import { Random } from './random';
import { Tensor } from './tensor';
import type { TensorDType } from './tensor';

/** Pages of 64 KiB: what a 32-bit memory can have at most. */
const mostPages = 65536;

type Kernel = (...args: readonly number[]) => number;

/** Makes an engine of the bytes of `kernels.wasm`. */
export async function createEngine(bytes: BufferSource, seed = 0): Promise<Engine> {
  const memory = new WebAssembly.Memory({ initial: 16, maximum: mostPages });
  const abort = () => {
    throw new Error('a kernel gave up');
  };
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory, abort } });
  return new Engine(memory, instance.exports as Readonly<Record<string, Kernel>>, seed);
}

export class Engine {
  readonly arena: Arena;
  readonly random: Random;
  private readonly kernels: ReadonlyMap<string, { readonly kernel: Kernel; readonly arity: number }>;
  /** Tensors of the scopes that are open, innermost last. */
  private readonly scopes: Tensor[][] = [];

  constructor(
    readonly memory: WebAssembly.Memory,
    kernels: Readonly<Record<string, Kernel>>,
    seed: number,
  ) {
    this.kernels = new Map(Object.entries(kernels).map(([name, kernel]) => [name, { kernel, arity: kernel.length }]));
    this.arena = new Arena(memory, this.call('heapBase'));
    this.random = new Random(seed);
  }

  /** Calls a kernel by its name; a wrong name or number of arguments throws. */
  call(name: string, ...args: readonly number[]): number {
    const found = this.kernels.get(name);
    if (found?.arity !== args.length) throw new Error(`kernel ${name} called with ${String(args.length)} arguments, it takes ${String(found?.arity)}`);
    return found.kernel(...args);
  }

  /** A new tensor of numbers that nobody has set. */
  empty(shape: readonly number[], dtype: TensorDType = 'float32'): Tensor {
    const tensor = Tensor.empty(this.memory, this.arena, shape, dtype);
    this.scopes.at(-1)?.push(tensor);
    return tensor;
  }

  /** A new tensor of zeros. */
  zeros(shape: readonly number[], dtype: TensorDType = 'float32'): Tensor {
    return this.filled(shape, 0, dtype);
  }

  /** A new tensor of one number throughout. */
  filled(shape: readonly number[], value: number, dtype: TensorDType = 'float32'): Tensor {
    const tensor = this.empty(shape, dtype);
    (dtype === 'float32' ? tensor.data : tensor.indices).fill(value);
    return tensor;
  }

  /** A new tensor of given numbers, in row-major order. */
  tensor(shape: readonly number[], values: ArrayLike<number>, dtype: TensorDType = 'float32'): Tensor {
    const tensor = this.empty(shape, dtype);
    if (values.length !== tensor.size) {
      tensor.dispose();
      throw new Error(`shape [${shape.join(', ')}] is invalid for input of size ${String(values.length)}`);
    }
    (dtype === 'float32' ? tensor.data : tensor.indices).set(values);
    return tensor;
  }

  /** The same numbers under another shape; not a copy. */
  view(tensor: Tensor, shape: readonly number[]): Tensor {
    const view = tensor.view(shape);
    this.scopes.at(-1)?.push(view);
    return view;
  }

  /** Does some work and disposes of every tensor made in it, but for those that `kept` finds in its result. */
  scope<T>(work: () => T, kept: (result: T) => readonly Tensor[] = tensorsIn): T {
    const mine: Tensor[] = [];
    this.scopes.push(mine);
    let keep: readonly Tensor[] = [];
    try {
      const result = work();
      keep = kept(result);
      return result;
    } finally {
      this.scopes.pop();
      for (const tensor of mine) {
        if (keep.includes(tensor)) this.scopes.at(-1)?.push(tensor);
        else tensor.dispose();
      }
    }
  }
}

/** A result that is a tensor, or a list with tensors in it. */
function tensorsIn(result: unknown): readonly Tensor[] {
  if (result instanceof Tensor) return [result];
  return Array.isArray(result) ? result.filter((item) => item instanceof Tensor) : [];
}
