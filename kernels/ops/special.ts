/**
 * Special functions of one number and of two, element by element.
 * https://pytorch.org/docs/stable/special.html
 */
import { lessThan } from '../dims/dim';
import { broadcastOperands } from './broadcast';
import { Refusal, defineOp } from './op';
import type { Op } from './op';
import { int, operand, tensor } from './parameter';
import { floating, promote } from './promote';
import { tensorType } from './tensor-type';
import type { TensorType } from './tensor-type';

const functions: readonly (readonly [name: string, formula: string])[] = [
  ['airy_ai', 'y = Ai(x)'],
  ['bessel_j0', 'y = J₀(x)'],
  ['bessel_j1', 'y = J₁(x)'],
  ['bessel_y0', 'y = Y₀(x)'],
  ['bessel_y1', 'y = Y₁(x)'],
  ['entr', 'y = −x · ln x'],
  ['erfcx', 'y = exp(x²) · erfc x'],
  ['i0e', 'y = exp(−|x|) · I₀(x)'],
  ['i1', 'y = I₁(x)'],
  ['i1e', 'y = exp(−|x|) · I₁(x)'],
  ['log_ndtr', 'y = ln Φ(x)'],
  ['modified_bessel_i0', 'y = I₀(x)'],
  ['modified_bessel_i1', 'y = I₁(x)'],
  ['modified_bessel_k0', 'y = K₀(x)'],
  ['modified_bessel_k1', 'y = K₁(x)'],
  ['ndtr', 'y = Φ(x), the area under the bell curve'],
  ['ndtri', 'y = the x′ of which x = Φ(x′)'],
  ['scaled_modified_bessel_k0', 'y = exp(x) · K₀(x)'],
  ['scaled_modified_bessel_k1', 'y = exp(x) · K₁(x)'],
  ['spherical_bessel_j0', 'y = sin x/x'],
];

const polynomials: readonly (readonly [name: string, formula: string])[] = [
  ['chebyshev_polynomial_t', 'y = Tₙ(x)'],
  ['chebyshev_polynomial_u', 'y = Uₙ(x)'],
  ['chebyshev_polynomial_v', 'y = Vₙ(x)'],
  ['chebyshev_polynomial_w', 'y = Wₙ(x)'],
  ['shifted_chebyshev_polynomial_t', 'y = Tₙ(2x − 1)'],
  ['shifted_chebyshev_polynomial_u', 'y = Uₙ(2x − 1)'],
  ['shifted_chebyshev_polynomial_v', 'y = Vₙ(2x − 1)'],
  ['shifted_chebyshev_polynomial_w', 'y = Wₙ(2x − 1)'],
  ['hermite_polynomial_h', 'y = Hₙ(x)'],
  ['hermite_polynomial_he', 'y = Heₙ(x)'],
  ['laguerre_polynomial_l', 'y = Lₙ(x)'],
  ['legendre_polynomial_p', 'y = Pₙ(x)'],
];

function ofOne(name: string, formula: string): Op {
  return defineOp({
    name: `special_${name}`,
    schema: { input: tensor() },
    infer: ({ input }) => tensorType(input.shape, floating(input.dtype)),
    explain: () => [formula],
  });
}

/** `isStrict`: only tensors are taken. */
function ofTwo(name: string, second: string, formula: string, isStrict = false): Op {
  const operandOf = isStrict ? tensor : operand;
  return defineOp({
    name,
    schema: { input: operandOf(), [second]: operandOf() },
    infer(args: Readonly<Record<string, TensorType>>, check) {
      const [a, b] = [args['input'], args[second]] as [TensorType, TensorType];
      const dtype = floating(promote([a, b]));
      return tensorType(broadcastOperands(a, b, check, dtype), dtype);
    },
    explain: () => [formula],
  });
}

const mvlgamma = defineOp({
  name: 'mvlgamma',
  schema: { input: tensor(), p: int() },
  infer({ input, p }, check) {
    check.must(input.dtype !== 'bool', () => new Refusal('shape/arguments', 'The input tensor may not be a boolean tensor.'));
    check.must(lessThan(0, p), () => new Refusal('shape/arguments', 'p has to be greater than or equal to 1'));
    return tensorType(input.shape, floating(input.dtype));
  },
  explain: () => ['y = ln Γₚ(x)'],
});

/** The fraction of a number, and the exponent of 2 that it is taken with. */
const frexp = defineOp({
  name: 'frexp',
  schema: { input: tensor() },
  infer({ input: { shape, dtype } }, check) {
    check.must(dtype === null || dtype === floating(dtype), () => new Refusal(
      'shape/arguments', 'torch.frexp() only supports floating-point dtypes',
    ));
    return [tensorType(shape, dtype), tensorType(shape, 'int32')];
  },
  explain: () => ['x = mantissa · 2^exponent'],
});

export const specialOps: readonly Op[] = [
  ...functions.map(([name, formula]) => ofOne(name, formula)),
  ...polynomials.map(([name, formula]) => ofTwo(`special_${name}`, 'n', formula)),
  ofTwo('special_xlog1py', 'other', 'y = input · ln(1 + other)'),
  ofTwo('special_zeta', 'other', 'y = ζ(input, other)'),
  ofTwo('igamma', 'other', 'y = P(input, other)', true),
  ofTwo('igammac', 'other', 'y = 1 − P(input, other)', true),
  mvlgamma,
  frexp,
];
