/**
 * Functions of one number, element by element: the shape stays.
 * https://pytorch.org/docs/stable/torch.html#pointwise-ops
 */
import { broadcastAll } from './broadcast';
import { Refusal, defineOp } from './op';
import type { Op, Schema } from './op';
import { float, int, operand, tensor } from './parameter';
import { optionalOperand } from './optional-operand';
import { floating, kindOf, promote, realType } from './promote';
import { tensorType, unknownTensor } from './tensor-type';
import type { DType, TensorType } from './tensor-type';

/** What a function's numbers are: of the input's type, floats at least, bools, or the real numbers of complex ones. */
type Answer = 'same' | 'float' | 'bool' | 'real';

/** The element type of an answer to numbers of a type. */
function answerType(answer: Answer, dtype: DType | null): DType | null {
  if (answer === 'bool') return 'bool';
  if (answer === 'float') return floating(dtype);
  return answer === 'real' ? realType(dtype) : dtype;
}

const functions: readonly (readonly [name: string, answer: Answer, formula: string])[] = [
  ['abs', 'real', 'y = |x|'],
  ['sgn', 'same', 'y = x/|x|, or 0'],
  ['floor', 'same', 'y = ⌊x⌋'],
  ['ceil', 'same', 'y = ⌈x⌉'],
  ['trunc', 'same', 'y = x without its fraction'],
  ['frac', 'same', 'y = x − trunc(x)'],
  ['conj_physical', 'same', 'y = the complex conjugate of x'],
  ['exp', 'float', 'y = exp(x)'],
  ['exp2', 'float', 'y = 2ˣ'],
  ['expm1', 'float', 'y = exp(x) − 1'],
  ['log', 'float', 'y = ln x'],
  ['log2', 'float', 'y = log₂ x'],
  ['log10', 'float', 'y = log₁₀ x'],
  ['log1p', 'float', 'y = ln(1 + x)'],
  ['sqrt', 'float', 'y = √x'],
  ['rsqrt', 'float', 'y = 1/√x'],
  ['reciprocal', 'float', 'y = 1/x'],
  ['sin', 'float', 'y = sin x'],
  ['cos', 'float', 'y = cos x'],
  ['tan', 'float', 'y = tan x'],
  ['asin', 'float', 'y = arcsin x'],
  ['acos', 'float', 'y = arccos x'],
  ['atan', 'float', 'y = arctan x'],
  ['sinh', 'float', 'y = sinh x'],
  ['cosh', 'float', 'y = cosh x'],
  ['asinh', 'float', 'y = arsinh x'],
  ['acosh', 'float', 'y = arcosh x'],
  ['atanh', 'float', 'y = artanh x'],
  ['erf', 'float', 'y = erf x'],
  ['erfc', 'float', 'y = 1 − erf x'],
  ['erfinv', 'float', 'y = the x′ of which x = erf x′'],
  ['lgamma', 'float', 'y = ln |Γ(x)|'],
  ['digamma', 'float', 'y = Γ′(x)/Γ(x)'],
  ['sinc', 'float', 'y = sin(πx)/πx'],
  ['deg2rad', 'float', 'y = x · π/180'],
  ['rad2deg', 'float', 'y = x · 180/π'],
  ['i0', 'float', 'y = I₀(x), the modified Bessel function'],
  ['isnan', 'bool', 'y = whether x is not a number'],
  ['isinf', 'bool', 'y = whether x is infinite'],
  ['isfinite', 'bool', 'y = whether x is finite'],
  ['isreal', 'bool', 'y = whether x has no imaginary part'],
  ['signbit', 'bool', 'y = whether x < 0'],
  ['logical_not', 'bool', 'y = not x'],
  ['bitwise_not', 'same', 'y = ~x'],
];

/** Throws what an op that lacks a kind of numbers says to it. */
type Restriction = (dtype: DType) => Refusal | null;

function unary(name: string, answer: Answer, formula: string, restriction: Restriction = () => null, extra: Schema = {}): Op {
  return defineOp({
    name,
    schema: { input: tensor(), ...extra },
    infer({ input }) {
      const refusal = input.dtype === null ? null : restriction(input.dtype);
      if (refusal !== null) throw refusal;
      return tensorType(input.shape, answerType(answer, input.dtype));
    },
    explain: () => [formula],
  });
}

function without(kind: 0 | 3, text: string, exception: Refusal['exception'] = 'RuntimeError'): Restriction {
  return (dtype) => (kindOf(dtype) === kind ? new Refusal('shape/arguments', text, exception) : null);
}

const angle = defineOp({
  name: 'angle',
  schema: { input: tensor() },
  infer: ({ input }) => tensorType(input.shape, realType(floating(input.dtype))),
  explain: () => ['y = the angle of x in the complex plane'],
});

const square = defineOp({
  name: 'square',
  schema: { input: tensor() },
  infer: ({ input }) => tensorType(input.shape, input.dtype === 'bool' ? 'int64' : input.dtype),
  explain: () => ['y = x²'],
});

function clamp(name: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), min: optionalOperand(), max: optionalOperand() },
    infer({ input, min, max }, check) {
      check.must(min !== 'none' || max !== 'none', () => new Refusal(
        'shape/arguments',
        "torch.clamp: At least one of 'min' or 'max' must not be None",
      ));
      const operands: TensorType[] = [input];
      for (const bound of [min, max]) if (bound !== 'none') operands.push(bound);
      const dtype = promote(operands);
      return tensorType(broadcastAll(operands.map(({ shape }) => shape), check, dtype), dtype);
    },
    explain: () => ['y = min(max(x, min), max)'],
  });
}

/** clamp_min and clamp_max. */
function clampOne(name: string, bound: string): Op {
  return defineOp({
    name,
    schema: { input: tensor(), [bound]: operand() },
    infer(args: Readonly<Record<string, TensorType>>, check) {
      const operands = [args['input'] ?? unknownTensor(), args[bound] ?? unknownTensor()];
      const dtype = promote(operands);
      return tensorType(broadcastAll(operands.map(({ shape }) => shape), check, dtype), dtype);
    },
    explain: () => [`y = ${bound}(x, ${bound})`],
  });
}

const polygamma = defineOp({
  name: 'polygamma',
  schema: { n: int(), input: tensor() },
  infer: ({ input }) => tensorType(input.shape, floating(input.dtype)),
  explain: () => ['y = the n-th derivative of Γ′(x)/Γ(x)'],
});

const restricted: readonly Op[] = [
  unary('neg', 'same', 'y = −x', without(0, 'Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.')),
  unary('positive', 'same', 'y = x', without(0, 'The `+` operator, on a bool tensor is not supported.')),
  unary('sign', 'same', 'y = −1, 0 or 1', without(3, 'Unlike NumPy, torch.sign is not intended to support complex numbers. Please use torch.sgn instead.', 'NotImplementedError')),
  unary('isneginf', 'bool', 'y = whether x = −∞', without(3, 'isneginf does not support complex inputs.')),
  unary('isposinf', 'bool', 'y = whether x = ∞', without(3, 'isposinf does not support complex inputs.')),
];

export const unaryOps: readonly Op[] = [
  ...functions.map(([name, answer, formula]) => unary(name, answer, formula)),
  ...restricted,
  angle,
  square,
  unary('round', 'same', 'y = x rounded to decimals', undefined, { decimals: int(0) }),
  unary('logit', 'float', 'y = ln(x/(1 − x))', undefined, { eps: float(null) }),
  unary('nan_to_num', 'same', 'y = x, or nan, posinf, neginf', undefined, { nan: float(null), posinf: float(null), neginf: float(null) }),
  clamp('clamp'),
  clamp('clip'),
  clampOne('clamp_min', 'min'),
  clampOne('clamp_max', 'max'),
  polygamma,
];

