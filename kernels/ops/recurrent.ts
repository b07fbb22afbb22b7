/**
 * The recurrent layers as one op each: input [L, N, in] ([N, L, in] with batch_first, [L, in] unbatched) gives
 * [output [L, N, D·H], h_n [D·layers, N, H]], and of an LSTM c_n too; D is 2 when bidirectional, H is proj_size where there is one.
 * https://pytorch.org/docs/stable/generated/torch.nn.LSTM.html
 */
import { add, compare, lessThan, mul, product, sum } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { Refusal, defineOp } from './op';
import type { Check, Cost, Datum, Op } from './op';
import { bool, float, int, tensor, tensors } from './parameter';
import { dimText, sizesText, tupleText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

type Kind = 'lstm' | 'gru' | 'rnn_tanh' | 'rnn_relu';

/** How many weight matrices stand side by side: one for each gate. */
const gates: Readonly<Record<Kind, number>> = { lstm: 4, gru: 3, rnn_tanh: 1, rnn_relu: 1 };

const none: Datum = { kind: 'none' };

/** The states to begin with: an LSTM's two, the others' one, or None. */
const states = {
  ...tensors(),
  type: 'Tensor, pair of Tensors or None',
  default: none,
  read(value: Datum, name: string, op: string): readonly TensorType[] | 'none' | null {
    if (value.kind === 'none') return 'none';
    if (value.kind === 'tensor') return [value.type];
    return tensors().read(value, name, op);
  },
};

interface Recurrent {
  readonly input: TensorType;
  readonly hx: readonly TensorType[] | 'none' | null;
  readonly input_size: Dim;
  readonly hidden_size: Dim;
  readonly num_layers: Dim;
  readonly bias: boolean | undefined;
  readonly batch_first: boolean | undefined;
  readonly bidirectional: boolean | undefined;
  readonly proj_size: Dim;
}

/** The sizes that the outputs are made of. */
interface Sizes {
  /** Where the batch stands in the input; null when it has none. */
  readonly batchAxis: 0 | 1 | null | undefined;
  readonly batch: Dim;
  /** The size of a step's output in one direction. */
  readonly out: Dim;
  readonly directions: Dim;
  /** Layers in all directions. */
  readonly layers: Dim;
}

function outSize({ hidden_size: hidden, proj_size: projection }: Recurrent): Dim {
  const isProjected = lessThan(0, projection);
  if (isProjected === undefined) return null;
  return isProjected ? projection : hidden;
}

function directionsOf({ bidirectional }: Recurrent): Dim {
  return bidirectional === undefined ? null : bidirectional ? 2 : 1;
}

function sizesOf(args: Recurrent, shape: Shape): Sizes {
  const directions = directionsOf(args);
  const batchAxis = shape.length === 2 ? null : args.batch_first === undefined ? undefined : args.batch_first ? 0 : 1;
  const batch = batchAxis === null ? 1 : batchAxis === undefined ? null : shape[batchAxis] ?? null;
  return { batchAxis, batch, out: outSize(args), directions, layers: mul(args.num_layers, directions) };
}

const titles: Readonly<Record<Kind, string>> = { lstm: 'LSTM', gru: 'GRU', rnn_tanh: 'RNN', rnn_relu: 'RNN' };

function checkInput(kind: Kind, args: Recurrent, shape: Shape, check: Check): void {
  const noun = kind.startsWith('rnn') ? 'D tensor' : 'D';
  check.must(shape.length === 2 || shape.length === 3, () => new Refusal(
    'shape/rank',
    `${titles[kind]}: Expected input to be 2D or 3D, got ${String(shape.length)}${noun} instead`,
    'ValueError',
  ));
}

function checkFeatures(args: Recurrent, shape: Shape, check: Check, recovery: TensorType): void {
  const last = shape.at(-1) ?? null;
  check.equal(last, args.input_size, () => new Refusal(
    'shape/linear-features',
    `input.size(-1) must be equal to input_size. Expected ${dimText(args.input_size)}, got ${dimText(last)}`,
    'RuntimeError',
    recovery,
  ));
}

function checkStateRank(kind: Kind, given: readonly Shape[], isBatched: boolean, check: Check, recovery: TensorType): void {
  const rank = isBatched ? 3 : 2;
  const [one = '', two = ''] = given.map(({ length }) => String(length));
  const input = isBatched ? 'batched 3-D' : 'unbatched 2-D';
  const text = kind === 'lstm'
    ? `For ${input} input, hx and cx should also be ${String(rank)}-D but got (${one}-D, ${two}-D) tensors`
    : `For ${input} input, hx should also be ${String(rank)}-D but got ${one}-D tensor`;
  check.must(given.every(({ length }) => length === rank), () => new Refusal('shape/rank', text, 'RuntimeError', recovery));
}

/** Demands the states' shapes, the cell's being of hidden_size whatever the projection. */
function checkStates(kind: Kind, args: Recurrent, sizes: Sizes, given: readonly Shape[], check: Check, recovery: TensorType): void {
  given.forEach((shape, index) => {
    const wanted: Shape = [sizes.layers, sizes.batch, index === 0 ? sizes.out : args.hidden_size];
    const whole = sizes.batchAxis === null ? [shape[0] ?? null, 1, shape[1] ?? null] : shape;
    const name = kind === 'lstm' ? `hidden[${String(index)}]` : 'hidden';
    wanted.forEach((size, axis) => {
      check.equal(whole[axis] ?? null, size, () => new Refusal(
        'shape/arguments',
        `Expected ${name} size ${tupleText(wanted)}, got ${sizesText(whole)}`,
        'RuntimeError',
        recovery,
      ));
    });
  });
}

function recurrent(kind: Kind): Op {
  return defineOp({
    name: kind,
    schema: {
      input: tensor(),
      hx: states,
      input_size: int(),
      hidden_size: int(),
      num_layers: int(1),
      bias: bool(true),
      batch_first: bool(false),
      dropout: float(0),
      bidirectional: bool(false),
      proj_size: int(0),
    },
    infer(args, check) {
      const { dtype } = args.input;
      const unknown = unknownTensor(dtype);
      const shape = check.guess(args.input, () => [null, null, args.input_size]);
      if (shape === null) return kind === 'lstm' ? [unknown, unknown, unknown] : [unknown, unknown];
      checkInput(kind, args, shape, check);
      const sizes = sizesOf(args, shape);
      const output = tensorType([...shape.slice(0, -1), mul(sizes.directions, sizes.out)], dtype);
      const middle = sizes.batchAxis === null ? [] : [sizes.batch];
      const hidden = tensorType([sizes.layers, ...middle, sizes.out], dtype);
      const cell = tensorType([sizes.layers, ...middle, args.hidden_size], dtype);
      const states = args.hx === 'none' || args.hx === null ? [] : args.hx.map((state) => state.shape);
      const given = states.filter((state) => state !== null);
      const isKnown = given.length === states.length;
      if (isKnown) checkStateRank(kind, given, shape.length === 3, check, output);
      checkFeatures(args, shape, check, output);
      if (isKnown) checkStates(kind, args, sizes, given, check, output);
      return kind === 'lstm' ? [output, hidden, cell] : [output, hidden];
    },
    explain: (args, output) => {
      const [out, directions] = [outSize(args), directionsOf(args)];
      const from = args.input.shape ? sizesText(args.input.shape) : '?';
      return [
        `output: ${from} → ${output.shape ? sizesText(output.shape) : '?'}, the last axis ${dimText(directions)}·${dimText(out)}`,
        `h_n: ${dimText(directions)}·${dimText(args.num_layers)} = ${dimText(mul(directions, args.num_layers))} states of ${dimText(out)}`,
      ];
    },
    cost: (args) => costOf(kind, args),
  });
}

/** Each step multiplies every weight once; each gate has a matrix for the input, one for the state, and two biases. */
function costOf(kind: Kind, args: Recurrent): Cost {
  const { input, input_size: inSize, hidden_size: hidden, num_layers: layers, bias, proj_size: projection } = args;
  const [out, directions] = [outSize(args), directionsOf(args)];
  if (typeof layers !== 'number') return { macs: null, parameters: null };
  const rows = mul(gates[kind], hidden);
  const projected = compare(projection, 0) === 'equal' ? 0 : mul(projection, hidden);
  const weights = Array.from({ length: layers }, (_, layer): Dim => {
    const from = layer === 0 ? inSize : mul(directions, out);
    return add(mul(rows, add(from, out)), projected);
  });
  const matrices = mul(directions, sum(weights));
  const biases = bias === undefined ? null : bias ? product([2, rows, layers, directions]) : 0;
  return { macs: mul(product(input.shape?.slice(0, -1) ?? [null]), matrices), parameters: add(matrices, biases) };
}

export const recurrentOps: readonly Op[] = [recurrent('lstm'), recurrent('gru'), recurrent('rnn_tanh'), recurrent('rnn_relu')];
