/** Tensors in the engine's memory: a shape over a run of numbers in row-major order. Views share, nothing copies. */
import type { Arena } from './arena';

/** float32; int64 for indices and class numbers, of which 32 bits are kept. */
export type TensorDType = 'float32' | 'int64';

/** How many elements a shape has. */
export function elementCount(shape: readonly number[]): number {
  let count = 1;
  for (const size of shape) count *= size;
  return count;
}

/** A block of memory, and how many tensors look at it. */
interface Storage {
  readonly pointer: number;
  readonly bytes: number;
  readonly arena: Arena;
  references: number;
}

export class Tensor {
  private floats: Float32Array | null = null;
  private integers: Int32Array | null = null;
  private disposed = false;

  private constructor(
    private readonly memory: WebAssembly.Memory,
    private readonly storage: Storage,
    readonly shape: readonly number[],
    readonly dtype: TensorDType,
    /** How many elements there are. */
    readonly size: number,
  ) {}

  /** A new tensor of numbers that nobody has set. */
  static empty(memory: WebAssembly.Memory, arena: Arena, shape: readonly number[], dtype: TensorDType): Tensor {
    const size = elementCount(shape);
    const bytes = 4 * size;
    return new Tensor(memory, { pointer: arena.allocate(bytes), bytes, arena, references: 1 }, shape, dtype, size);
  }

  /** Where its first byte is. */
  get pointer(): number {
    if (this.disposed) throw new Error('the tensor has been disposed of');
    return this.storage.pointer;
  }

  /** The numbers themselves, not a copy. Ask again after anything was allocated: growing the memory detaches the array. */
  get data(): Float32Array {
    if (this.dtype !== 'float32') throw new Error(`data of an ${this.dtype} tensor: use indices`);
    if (this.floats?.buffer !== this.memory.buffer) this.floats = new Float32Array(this.memory.buffer, this.pointer, this.size);
    return this.floats;
  }

  /** As `data`, of an int64 tensor. */
  get indices(): Int32Array {
    if (this.dtype !== 'int64') throw new Error('indices of a float32 tensor: use data');
    if (this.integers?.buffer !== this.memory.buffer) this.integers = new Int32Array(this.memory.buffer, this.pointer, this.size);
    return this.integers;
  }

  get isDisposed(): boolean {
    return this.disposed;
  }

  /** The same numbers under another shape of as many elements. */
  view(shape: readonly number[]): Tensor {
    if (elementCount(shape) !== this.size) throw new Error(`shape [${shape.join(', ')}] is invalid for input of size ${String(this.size)}`);
    if (this.disposed) throw new Error('the tensor has been disposed of');
    this.storage.references += 1;
    return new Tensor(this.memory, this.storage, shape, this.dtype, this.size);
  }

  /** Gives the memory back once no view is left; a second time does nothing. */
  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.floats = null;
    this.integers = null;
    this.storage.references -= 1;
    const { arena, pointer, bytes, references } = this.storage;
    if (references === 0) arena.release(pointer, bytes);
  }
}
