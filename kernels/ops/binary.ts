/**
 * Functions of two numbers, element by element, of operands that broadcast.
 * https://pytorch.org/docs/stable/torch.html#pointwise-ops
 */
import type { Tensor } from '../wasm/tensor';
import { broadcastOperands } from './broadcast';
import { elementwise, summedTo } from './broadcast-kernel';
import type { BackwardContext, ForwardContext, Gradients } from './computation';
import { Refusal, defineOp } from './op';
import type { Datum, Op, Schema } from './op';
import { datum, float, bool, operand, tensor, text } from './parameter';
import { floating, kindOf, promote, promoteTypes } from './promote';
import { scalarTypeName, sizesText } from './shape-text';
import { tensorType } from './tensor-type';
import type { DType, TensorType } from './tensor-type';

/** The element type of a function of numbers of the promoted type. */
type Answer = (dtype: DType | null) => DType | null;

const same: Answer = (dtype) => dtype;
const bools: Answer = () => 'bool';

/** The line that explains an op of two operands; the shapes only where they differ. */
function lines(formula: string, a: TensorType, b: TensorType, output: TensorType): readonly string[] {
  if (a.isScalar || b.isScalar || a.shape === null || b.shape === null || output.shape === null) return [formula];
  const [left, right, result] = [a.shape, b.shape, output.shape].map(sizesText);
  return left === right ? [formula] : [formula, `${String(left)} with ${String(right)} → ${String(result)}`];
}

interface Binary {
  readonly name: string;
  readonly formula: string;
  readonly answer?: Answer;
  /** The second operand's name. */
  readonly second?: string;
  /** Whether only tensors are taken. */
  readonly isStrict?: boolean;
  readonly extra?: Schema;
  /** Whether the second operand comes first. */
  readonly isReversed?: boolean;
  /** What is refused of the operands' types and the extra arguments. */
  readonly refuse?: (a: TensorType, b: TensorType, rest: Readonly<Record<string, unknown>>) => string | null;
  /** Absent: it cannot be run. */
  readonly computed?: Computed;
}

/** The function and its gradients, of operands `input` and `other` and the number that `alpha` is. */
interface Computed {
  readonly forward: (context: ForwardContext, a: Tensor, b: Tensor, alpha: number) => Tensor;
  /** Of the whole output's shape: they are summed to the operands'. */
  readonly gradients: {
    readonly input: (context: BackwardContext, dy: Tensor, a: Tensor, b: Tensor, alpha: number) => Tensor;
    readonly other: (context: BackwardContext, dy: Tensor, a: Tensor, b: Tensor, alpha: number) => Tensor;
  };
}

function alphaOf(args: Readonly<Record<string, unknown>>): number {
  const alpha = args['alpha'] as Datum | undefined;
  return alpha?.kind === 'int' || alpha?.kind === 'float' ? Number(alpha.value) : 1;
}

/** What an op that can be run adds to its definition. */
function running({ forward, gradients }: Computed) {
  return {
    forward(args: Readonly<Record<string, unknown>>, context: ForwardContext): Tensor {
      refuseIntegers(context);
      return forward(context, context.input('input'), context.input('other'), alphaOf(args));
    },
    backward(args: Readonly<Record<string, unknown>>, context: BackwardContext): Gradients {
      const [a, b, dy] = [context.input('input'), context.input('other'), context.gradient()];
      const of = (name: 'input' | 'other', operand: Tensor) => (context.needs(name) ? summedTo(context, gradients[name](context, dy, a, b, alphaOf(args)), operand.shape) : null);
      return { input: of('input', a), other: of('other', b) };
    },
  };
}

/** The kernels know float32 alone. */
function refuseIntegers(context: ForwardContext): void {
  if (context.outputType().dtype === 'int64') throw new Refusal('shape/arguments', "not implemented for 'int64'", 'NotImplementedError');
}

/** alpha · dy. */
function scaled(context: BackwardContext, dy: Tensor, alpha: number): Tensor {
  return alpha === 1 ? dy : elementwise(context, 'mul', dy, context.engine.tensor([], [alpha]), context.engine.empty(dy.shape));
}

const sum: Computed = {
  forward: (context, a, b, alpha) => elementwise(context, 'add', a, b, context.output(), alpha),
  gradients: { input: (_, dy) => dy, other: (context, dy, _a, _b, alpha) => scaled(context, dy, alpha) },
};

const difference: Computed = {
  forward: (context, a, b, alpha) => elementwise(context, 'add', a, b, context.output(), -alpha),
  gradients: { input: (_, dy) => dy, other: (context, dy, _a, _b, alpha) => scaled(context, dy, -alpha) },
};

const reversedDifference: Computed = {
  forward: (context, a, b, alpha) => elementwise(context, 'add', b, a, context.output(), -alpha),
  gradients: { input: (context, dy, _a, _b, alpha) => scaled(context, dy, -alpha), other: (_, dy) => dy },
};

const multiple: Computed = {
  forward: (context, a, b) => elementwise(context, 'mul', a, b, context.output()),
  gradients: {
    input: (context, dy, _, b) => elementwise(context, 'mul', dy, b, context.engine.empty(dy.shape)),
    other: (context, dy, a) => elementwise(context, 'mul', dy, a, context.engine.empty(dy.shape)),
  },
};

const quotient: Computed = {
  forward: (context, a, b) => elementwise(context, 'div', a, b, context.output()),
  gradients: {
    input: (context, dy, _, b) => elementwise(context, 'div', dy, b, context.engine.empty(dy.shape)),
    // −dy · (a / b) / b
    other(context, dy, a, b) {
      const { engine } = context;
      const ratio = elementwise(context, 'div', elementwise(context, 'div', a, b, engine.empty(dy.shape)), b, engine.empty(dy.shape));
      return elementwise(context, 'mul', dy, ratio, engine.empty(dy.shape), -1);
    },
  },
};

function binary({ name, formula, answer = same, second = 'other', isStrict = false, isReversed = false, extra = {}, refuse = () => null, computed }: Binary): Op {
  const operandOf = isStrict ? tensor : operand;
  return defineOp({
    name,
    schema: { input: operandOf(), [second]: operandOf(), ...extra },
    infer(args: Readonly<Record<string, unknown>>, check) {
      const [a, b] = [args['input'], args[second]] as [TensorType, TensorType];
      const refused = refuse(a, b, args);
      check.must(refused === null, () => new Refusal('shape/arguments', refused ?? ''));
      const dtype = answer(promote([a, b]));
      return tensorType(isReversed ? broadcastOperands(b, a, check, dtype) : broadcastOperands(a, b, check, dtype), dtype);
    },
    explain: (args: Readonly<Record<string, unknown>>, output) => lines(formula, args['input'] as TensorType, args[second] as TensorType, output),
    ...(computed && running(computed)),
  });
}

function refuseBools({ dtype: a }: TensorType, { dtype: b }: TensorType): string | null {
  if (a === 'bool' && b === 'bool') {
    return 'Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.';
  }
  if (a !== 'bool' && b !== 'bool') return null;
  return 'Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.';
}

function refuseUnequalTypes({ dtype: a }: TensorType, { dtype: b }: TensorType): string | null {
  if (a !== null && b !== null && (kindOf(a) === 3 || kindOf(b) === 3)) return 'heaviside is not yet implemented for complex tensors.';
  return a === null || b === null || a === b ? null : 'heaviside is not yet implemented for tensors with different dtypes.';
}

/** `alpha` must be of the result's kind. */
function refuseAlpha(a: TensorType, b: TensorType, rest: Readonly<Record<string, unknown>>): string | null {
  const dtype = promote([a, b]);
  const alpha = rest['alpha'] as Datum;
  if (dtype === null) return null;
  if (alpha.kind === 'bool' && dtype !== 'bool') return 'Boolean alpha only supported for Boolean results.';
  return alpha.kind === 'float' && kindOf(dtype) < 2 ? 'For integral input tensors, argument alpha must not be a floating point number.' : null;
}

const alpha = { alpha: datum({ kind: 'int', value: 1 }) };

const divided = running(quotient);

const div = defineOp({
  name: 'div',
  schema: { input: operand(), other: operand(), rounding_mode: text(null) },
  infer({ input, other, rounding_mode: mode }, check) {
    check.must(mode === null || mode === undefined || mode === 'floor' || mode === 'trunc', () => new Refusal(
      'shape/arguments',
      `div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '${String(mode)}'`,
    ));
    const promoted = promote([input, other]);
    const rounded = mode === undefined && floating(promoted) !== promoted ? null : promoted;
    const dtype = mode === null ? floating(promoted) : rounded;
    return tensorType(broadcastOperands(input, other, check, dtype), dtype);
  },
  explain: ({ input, other }, output) => lines('y = input / other', input, other, output),
  forward(args, context) {
    if (args.rounding_mode !== null) throw new Refusal('shape/arguments', 'div with a rounding_mode is not implemented', 'NotImplementedError');
    return divided.forward(args, context);
  },
  backward: (...given) => divided.backward(...given),
});

const comparisons = [
  ['eq', '='], ['ne', '≠'], ['lt', '<'], ['le', '≤'], ['gt', '>'], ['ge', '≥'],
].map(([name = '', sign = '']) => binary({ name, formula: `y = input ${sign} other`, answer: bools }));

const logical = [
  ['logical_and', 'and'], ['logical_or', 'or'], ['logical_xor', 'xor'],
].map(([name = '', word = '']) => binary({ name, formula: `y = input ${word} other`, answer: bools, isStrict: true }));

const bitwise = [
  ['bitwise_and', '&'], ['bitwise_or', '|'], ['bitwise_xor', '^'], ['bitwise_left_shift', '<<'], ['bitwise_right_shift', '>>'],
].map(([name = '', sign = '']) => binary({ name, formula: `y = input ${sign} other` }));

const strict = [
  ['maximum', 'max(input, other)'], ['minimum', 'min(input, other)'], ['fmax', 'max(input, other), the number beside a missing one'], ['fmin', 'min(input, other), the number beside a missing one'],
  ['logaddexp', 'ln(exp(input) + exp(other))'], ['logaddexp2', 'log₂(2^input + 2^other)'], ['gcd', 'gcd(input, other)'], ['lcm', 'lcm(input, other)'],
  ['nextafter', 'the next float after input towards other'],
].map(([name = '', formula = '']) => binary({ name, formula: `y = ${formula}`, isStrict: true }));

const toFloat64: Answer = (dtype) => (dtype === null ? null : promoteTypes(dtype, 'float64'));

export const binaryOps: readonly Op[] = [
  binary({ name: 'add', formula: 'y = input + alpha · other', extra: alpha, refuse: refuseAlpha, computed: sum }),
  binary({ name: 'sub', formula: 'y = input − alpha · other', extra: alpha, refuse: (a, b, rest) => refuseBools(a, b) ?? refuseAlpha(a, b, rest), computed: difference }),
  binary({ name: 'rsub', formula: 'y = other − alpha · input', isReversed: true, extra: alpha, refuse: (a, b, rest) => refuseBools(a, b) ?? refuseAlpha(a, b, rest), computed: reversedDifference }),
  binary({ name: 'mul', formula: 'y = input · other', computed: multiple }),
  div,
  binary({ name: 'true_divide', formula: 'y = input / other', answer: floating, computed: quotient }),
  binary({ name: 'floor_divide', formula: 'y = ⌊input / other⌋' }),
  binary({ name: 'fmod', formula: 'y = input − other · trunc(input / other)' }),
  binary({ name: 'remainder', formula: 'y = input − other · ⌊input / other⌋' }),
  binary({ name: 'pow', formula: 'y = input ^ exponent', second: 'exponent' }),
  binary({ name: 'float_power', formula: 'y = input ^ exponent', second: 'exponent', answer: toFloat64 }),
  binary({ name: 'atan2', formula: 'y = arctan(input / other), in the right quadrant', answer: floating, isStrict: true }),
  binary({ name: 'hypot', formula: 'y = √(input² + other²)', isStrict: true }),
  binary({ name: 'copysign', formula: 'y = |input| with the sign of other', answer: floating }),
  binary({ name: 'ldexp', formula: 'y = input · 2^other', answer: floating, isStrict: true }),
  binary({ name: 'xlogy', formula: 'y = input · ln other', answer: floating }),
  binary({ name: 'heaviside', formula: 'y = 0, values or 1 for input < 0, = 0, > 0', second: 'values', isStrict: true, refuse: refuseUnequalTypes }),
  binary({
    name: 'isclose',
    formula: 'y = |input − other| ≤ atol + rtol · |other|',
    answer: bools,
    isStrict: true,
    extra: { rtol: float(1e-5), atol: float(1e-8), equal_nan: bool(false) },
    refuse: ({ dtype: a }, { dtype: b }) => (a === null || b === null || a === b ? null : `${scalarTypeName(a)} did not match ${scalarTypeName(b)}`),
  }),
  ...comparisons,
  ...logical,
  ...bitwise,
  ...strict,
];
