/**
 * Ops as data. One `defineOp` holds all that is known of an op; everything that shows, checks or runs it is derived.
 *
 * An op's arguments (tensors and parameters alike) are described by a schema under PyTorch's own names. `infer` gets
 * them read and typed, refuses in the framework's words what is PROVEN wrong, and returns the output's type. What is
 * not known (a null dim, a null shape, an undefined parameter) is never a reason to refuse: it flows into the result.
 */
import { compare } from '../dims/dim';
import type { Dim } from '../dims/dim';
import type { Tensor } from '../wasm/tensor';
import type { BackwardContext, ForwardContext, Gradients } from './computation';
import type { Shape, TensorType } from './tensor-type';

/** An argument as it comes in from a caller: plain data, whatever its source language. */
export type Datum =
  | { readonly kind: 'int'; readonly value: Dim }
  | { readonly kind: 'float'; readonly value: number | null }
  | { readonly kind: 'complex' }
  | { readonly kind: 'bool'; readonly value: boolean | null }
  | { readonly kind: 'str'; readonly value: string | null }
  | { readonly kind: 'none' }
  | { readonly kind: 'ellipsis' }
  | { readonly kind: 'slice'; readonly start: Datum; readonly stop: Datum; readonly step: Datum }
  /** A list or tuple; items null when not even their number is known, be it that all of them are tensors of one type, `each`. */
  | { readonly kind: 'list'; readonly items: readonly Datum[] | null; readonly each?: TensorType }
  | { readonly kind: 'dtype'; readonly value: import('./tensor-type').DType | null }
  | { readonly kind: 'tensor'; readonly type: TensorType }
  | { readonly kind: 'unknown' };

/** Reads one argument into the form that `infer` wants. */
export interface Parameter<T> {
  /** What a form or a page shows: 'int', 'int or pair', 'bool', ... */
  readonly type: string;
  /** Absent: the argument is required. */
  readonly default?: Datum;
  /** Tensor arguments are the op's inputs; the others its parameters. */
  readonly isTensor: boolean;
  /** Throws a Refusal where the framework refuses the kind of value; `undefined` stands for an unknown value. */
  readonly read: (value: Datum, name: string, op: string) => T;
}

export type Schema = Readonly<Record<string, Parameter<unknown>>>;

export type Arguments<S extends Schema> = { readonly [K in keyof S]: S[K] extends Parameter<infer T> ? T : never };

/** Multiply-accumulates and learned parameters of one application; symbolic where shapes are. */
export interface Cost {
  readonly macs: Dim;
  readonly parameters: Dim;
}

/** The framework would raise here. `code` is a rule id of the catalogue, `text` the framework's own words. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly text: string,
    /** The Python exception class PyTorch raises. */
    readonly exception: 'RuntimeError' | 'ValueError' | 'TypeError' | 'IndexError' | 'AssertionError' | 'NotImplementedError' | 'ZeroDivisionError' = 'RuntimeError',
    /** What the output would be if the mistake were mended, where that is plain: lets the analysis go on. */
    readonly recovery: TensorType | null = null,
  ) {
    super(text);
  }
}

/** Three-valued demands on what an op is given. */
export interface Check {
  /** Throws the refusal when `holds` is proven false; `undefined` is not known, and passes. */
  readonly must: (holds: boolean | undefined, refusal: () => Refusal) => void;
  /** Demands that two dims are equal: throws when they differ for every value; an open symbol on either side is bound to the other. */
  readonly equal: (a: Dim, b: Dim, refusal: () => Refusal) => void;
  /**
   * Of an input whose rank is unknown, says what shape the op supposes it has (null dims where anything goes), and
   * returns the shape to go on with. With nothing to bind, that is null.
   */
  readonly suppose: (input: TensorType, shape: () => Shape) => Shape | null;
  /** As `suppose`, where the op would take another rank just as well: nothing follows from it. */
  readonly guess: (input: TensorType, shape: () => Shape) => Shape | null;
}

/** Tensors of one type, of which nobody knows how many. */
export interface Series {
  readonly each: TensorType;
}

export interface OpDefinition<S extends Schema> {
  /** PyTorch's functional name: `max_pool2d`. */
  readonly name: string;
  readonly schema: S;
  /** One output, or several as PyTorch returns a tuple. */
  readonly infer: (args: Arguments<S>, check: Check) => TensorType | readonly TensorType[] | Series;
  /** The formula with the numbers in it, one line a step. */
  readonly explain?: (args: Arguments<S>, output: TensorType) => readonly string[];
  readonly cost?: (args: Arguments<S>, output: TensorType) => Cost;
  /** Computes the outputs. Only called with what `infer` has accepted, and with every size known. */
  readonly forward?: (args: Arguments<S>, context: ForwardContext) => Tensor | readonly Tensor[];
  /** The gradients of the inputs by their names, from those of the outputs. */
  readonly backward?: (args: Arguments<S>, context: BackwardContext) => Gradients;
}

/** An op whose schema is not spelled out in its type: what registries and callers hold. */
export interface Op {
  readonly name: string;
  readonly schema: Schema;
  /** Evaluates the op on named arguments; an absent name takes its default. */
  readonly apply: (args: Readonly<Record<string, Datum>>, check?: Check) => Application | Refusal;
}

/** One evaluation of an op. */
export interface Application {
  readonly outputs: readonly TensorType[];
  /** Whether the op returns a tuple (of which `outputs` are the items). */
  readonly isTuple: boolean;
  /** What each item is, of a tuple whose length is not known: it has no `outputs`. */
  readonly each: TensorType | null;
  readonly explain: () => readonly string[];
  readonly cost: () => Cost;
  /** Null where the op cannot be run; `run` gives the context. */
  readonly forward: ((context: ForwardContext) => Tensor | readonly Tensor[]) | null;
  readonly backward: ((context: BackwardContext) => Gradients) | null;
}

/** Demands without an inference behind them: unknown stays unknown. */
export const plainCheck: Check = {
  must: (holds, refusal) => {
    if (holds === false) throw refusal();
  },
  equal: (a, b, refusal) => {
    if (compare(a, b) === 'different') throw refusal();
  },
  suppose: (input) => input.shape,
  guess: (input) => input.shape,
};

const noCost: Cost = { macs: 0, parameters: 0 };

/** Makes an op of its definition. */
export function defineOp<const S extends Schema>(definition: OpDefinition<S>): Op {
  const { name, schema, forward, backward } = definition;
  const parameters = Object.entries(schema);
  return {
    name,
    schema,
    apply(given, check = plainCheck) {
      try {
        const args = Object.fromEntries(
          parameters.map(([key, parameter]) => {
            const value = given[key] ?? parameter.default;
            if (value === undefined) {
              throw new Refusal('shape/arguments', `${name}() missing 1 required positional argument: '${key}'`, 'TypeError');
            }
            return [key, parameter.read(value, key, name)];
          }),
        ) as Arguments<S>;
        const result = definition.infer(args, check);
        const each = 'each' in result ? result.each : null;
        const isTuple = each !== null || Array.isArray(result);
        const outputs = each !== null ? [] : ((isTuple ? result : [result]) as readonly TensorType[]);
        const first = outputs[0] ?? { shape: null, dtype: null };
        return {
          outputs,
          isTuple,
          each,
          explain: () => definition.explain?.(args, first) ?? [],
          cost: () => definition.cost?.(args, first) ?? noCost,
          forward: forward === undefined ? null : (context) => forward(args, context),
          backward: backward === undefined ? null : (context) => backward(args, context),
        };
      } catch (error) {
        if (error instanceof Refusal) return error;
        throw error;
      }
    },
  };
}
