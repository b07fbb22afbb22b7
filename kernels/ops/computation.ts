/** What an op's forward and backward are given: the numbers behind the arguments that its schema has read. */
import type { Dim } from '../dims/dim';
import type { Engine } from '../wasm/engine';
import type { Tensor } from '../wasm/tensor';
import type { Datum } from './op';

export { statisticsOf } from '../wasm/statistics';
export type { Engine } from '../wasm/engine';
export type { Statistics } from '../wasm/statistics';
export type { Tensor } from '../wasm/tensor';

/** The tensors that were given, by their parameter's name. */
export interface Operands {
  readonly engine: Engine;
  /** A tensor that must be there; a Python number standing for one comes as a tensor of shape []. */
  readonly input: (name: string) => Tensor;
  /** Null for None. */
  readonly optionalInput: (name: string) => Tensor | null;
  /** A list of tensors. */
  readonly inputs: (name: string) => readonly Tensor[];
  /** An argument as it was given, where the schema's reading does not say enough. */
  readonly datum: (name: string) => Datum | undefined;
  /** What `make` works out of sizes and parameters alone, worked out once for all runs on the like. Never a tensor or a pointer. */
  readonly plan: <T>(name: string, make: () => T) => T;
  /** A pointer to so many bytes for a kernel's own use: free again when forward or backward returns. */
  readonly scratch: (bytes: number) => number;
}

export interface ForwardContext extends Operands {
  /** A new tensor of the shape and dtype that `infer` has said; its numbers are not set. */
  readonly output: (index?: number) => Tensor;
  /** What that tensor will be. */
  readonly outputType: (index?: number) => { readonly shape: readonly number[]; readonly dtype: 'float32' | 'int64' };
  /** Keeps a tensor for the backward; any other that is neither saved nor returned is disposed of. */
  readonly save: (name: string, tensor: Tensor) => void;
}

export interface BackwardContext extends Operands {
  readonly outputs: readonly Tensor[];
  /** The gradient of an output; zeros where none was given. */
  readonly gradient: (index?: number) => Tensor;
  /** What forward has kept. */
  readonly saved: (name: string) => Tensor;
  /** Whether the caller wants the gradient of this input; false for what is not a float32 tensor. */
  readonly needs: (name: string) => boolean;
}

/** Gradients by the input's name; a list where the input is one. What is null or absent has none. */
export type Gradients = Readonly<Record<string, Tensor | readonly Tensor[] | null>>;

/** A size that is known because the tensors are there. */
export function sizeOf(dim: Dim | undefined): number {
  if (typeof dim !== 'number') throw new Error('a size is not known');
  return dim;
}

/** As `sizeOf`, of every dim. */
export function sizesOf(dims: readonly Dim[] | null): readonly number[] {
  if (dims === null) throw new Error('sizes are not known');
  return dims.map(sizeOf);
}
