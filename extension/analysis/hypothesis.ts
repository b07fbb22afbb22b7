/**
 * What a run without an entry takes its inputs to be, and how the layers that they meet refine it.
 *
 * A run starts with inputs of unknown rank. When an op supposes a rank, or demands that one of the input's own sizes
 * equals something, the run is broken off with a refined hypothesis, and starts again. What remains open stays a symbol.
 */
import { compare, isSymbol, substitute, symbol, symbolsOf } from '../../kernels/dims/dim';
import type { Dim } from '../../kernels/dims/dim';
import { ops } from '../../kernels/ops/all';
import { Refusal, plainCheck } from '../../kernels/ops/op';
import type { Check, Datum } from '../../kernels/ops/op';
import type { DType, Shape, TensorType } from '../../kernels/ops/tensor-type';

export interface Guess {
  readonly shape: Shape | null;
  readonly dtype: DType;
  /** What its name tells of its rank, where an op leaves that open: [N, L, D] rather than [N, D], or [N]. */
  readonly prefers: 'sequence' | 'vector' | null;
}

/** The tensors that a function is given, by parameter. */
export type Hypothesis = ReadonlyMap<string, Guess>;

/** The run learned more of an input: it is to start again with this. */
export class Refined extends Error {
  constructor(readonly hypothesis: Hypothesis) {
    super('refined');
  }
}

/** How people name the sizes of a map (of rank 2: tokens, the indices of a table), and those of a tensor of which only the rank is known. */
const mapNames: readonly (readonly string[])[] = [[], ['N'], ['N', 'L'], ['N', 'C', 'L'], ['N', 'C', 'H', 'W'], ['N', 'C', 'D', 'H', 'W']];
const plainNames: readonly (readonly string[])[] = [[], ['N'], ['N', 'D'], ['N', 'L', 'D'], ['N', 'L', 'M', 'D'], ['N', 'K', 'L', 'M', 'D']];

/** Sizes of a rank as open symbols, `[N, L, D]`; those of further inputs are numbered. */
export function openShape(hypothesis: Hypothesis, parameter: string, rank: number, known = plainNames): Shape {
  const index = [...hypothesis.keys()].indexOf(parameter);
  const names = known[rank] ?? Array.from({ length: rank }, (_, axis) => `D${String(axis)}`);
  return names.map((name) => symbol(index > 0 ? `${name}${String(index + 1)}` : name));
}

/** The hypothesis with another guess for one parameter. */
export function withGuess(hypothesis: Hypothesis, parameter: string, change: Partial<Guess>): Hypothesis {
  const guess = hypothesis.get(parameter) ?? { shape: null, dtype: 'float32', prefers: null };
  return new Map(hypothesis).set(parameter, { ...guess, ...change });
}

/** Features of samples may be those of sequences of samples, and indices of sequences those of samples. */
function preferred(shape: Shape, prefers: Guess['prefers']): Shape {
  if (prefers === 'sequence' && shape.length === 2 && shape[1] !== null) return [null, ...shape];
  return prefers === 'vector' && shape.length === 2 && shape.every((dim) => dim === null) ? [null] : shape;
}

/** Takes a parameter's sizes as an op supposes them: what it leaves open stays a symbol. */
function supposed(hypothesis: Hypothesis, parameter: string, wanted: Shape): Hypothesis {
  const shape = preferred(wanted, hypothesis.get(parameter)?.prefers ?? null);
  // What is open at its end is a map; where the last size is the known one it is features.
  const names = openShape(hypothesis, parameter, shape.length, shape.length > 1 && shape.at(-1) === null ? mapNames : plainNames);
  return withGuess(hypothesis, parameter, { shape: shape.map((dim, axis) => dim ?? names[axis] ?? null) });
}

function replaced(hypothesis: Hypothesis, name: string, by: Dim): Hypothesis {
  const values = new Map([[name, by]]);
  return new Map([...hypothesis].map(([parameter, guess]) => [parameter, { ...guess, shape: guess.shape?.map((dim) => substitute(dim, values)) ?? null }]));
}

/**
 * How many axes more (or fewer) the first value that an op guesses the rank of has; no other is guessed of. A mistake that
 * is one whatever this is needs no guess. Null for a run that is to prove nothing: it makes guesses of parameters.
 */
export type FurtherAxes = number | null;

/** The further axes that have to be tried to prove something. */
export const furtherAxes: readonly FurtherAxes[] = [0, 1, 2, -1, 3];

/** What ops are held to in a run on a hypothesis. `originOf` tells the parameter whose sizes a tensor has. */
export function refiningCheck(hypothesis: Hypothesis, further: FurtherAxes, originOf: (type: TensorType) => string | null): Check {
  const own = new Set([...hypothesis.values()].flatMap(({ shape }) => (shape ?? []).flatMap((dim) => [...symbolsOf(dim)])));
  const bind = (open: Dim, to: Dim): void => {
    const name = isSymbol(open);
    if (name !== null && own.has(name) && to !== null && !symbolsOf(to).has(name)) throw new Refined(replaced(hypothesis, name, to));
  };
  /** What is not known of a parameter is a hypothesis from then on; of any other value a guess would be a claim. */
  const guess: Check['guess'] = (input, shape) => {
    const parameter = input.shape === null ? originOf(input) : null;
    if (parameter !== null) throw new Refined(supposed(hypothesis, parameter, shape()));
    return input.shape;
  };
  let isGuessed = false;
  const guessOnce = (input: TensorType, shape: () => Shape, axes: number): Shape | null => {
    if (input.shape !== null || isGuessed) return input.shape;
    isGuessed = true;
    const sizes = shape();
    return axes < 0 ? sizes.slice(-axes) : [...Array.from({ length: axes }, () => null), ...sizes];
  };
  return {
    ...plainCheck,
    suppose: (input, shape) => guess(input, shape) ?? shape(),
    guess: further === null ? guess : (input, shape) => guessOnce(input, shape, further),
    equal: (a, b, refusal) => {
      plainCheck.equal(a, b, refusal);
      if (compare(a, b) === 'equal') return;
      bind(a, b);
      bind(b, a);
    },
  };
}

/** The sizes of a parameter that the program unpacks into variables, by their names. */
export function unpacked(hypothesis: Hypothesis, parameter: string, names: readonly (string | null)[]): Refined {
  const open = openShape(hypothesis, parameter, names.length);
  const isPlain = names.every((name) => name !== null && name !== '_') && new Set(names).size === names.length;
  return new Refined(withGuess(hypothesis, parameter, { shape: isPlain ? names.map((name) => symbol(name ?? '')) : open }));
}

/** Whether an op's output has the sizes of its input, whatever they are: tried on an input of open sizes. */
export function keepsSizes(name: string, args: Readonly<Record<string, Datum>>): boolean {
  const shape = ['a', 'b', 'c', 'd'].map(symbol);
  const opened = Object.entries(args).map(([key, datum]): [string, Datum] => [
    key,
    datum.kind === 'tensor' && datum.type.shape === null ? { kind: 'tensor', type: { ...datum.type, shape } } : datum,
  ]);
  const applied = ops.get(name)?.apply(Object.fromEntries(opened));
  if (applied === undefined || applied instanceof Refusal) return false;
  const [output] = applied.outputs;
  return output?.shape?.length === shape.length && output.shape.every((dim, axis) => dim === shape[axis]);
}
