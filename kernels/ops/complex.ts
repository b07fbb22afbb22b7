/**
 * Complex numbers, made of real ones and taken apart.
 * https://pytorch.org/docs/stable/complex_numbers.html
 */
import { broadcast } from './broadcast';
import { Refusal, defineOp } from './op';
import type { Op } from './op';
import { tensor } from './parameter';
import { kindOf, realType } from './promote';
import { shapeLine } from './shape-line';
import { scalarTypeName } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { DType, TensorType } from './tensor-type';

function refuse(words: string): () => Refusal {
  return () => new Refusal('shape/arguments', words);
}

/** The complex type of two numbers of a type; there is none here for halves. */
function pairType(dtype: DType | null): DType | null {
  if (dtype === 'float32') return 'complex64';
  return dtype === 'float64' ? 'complex128' : null;
}

const pairable: readonly DType[] = ['float16', 'float32', 'float64'];

function fromPair(name: string, first: string, second: string, formula: string): Op {
  return defineOp({
    name,
    schema: { [first]: tensor(), [second]: tensor() },
    infer(args: Readonly<Record<string, TensorType>>, check) {
      const [a, b] = [args[first] ?? unknownTensor(), args[second] ?? unknownTensor()];
      const [one, other] = [a.dtype, b.dtype];
      if (one !== null && other !== null) {
        check.must(pairable.includes(one) && pairable.includes(other), refuse(
          `Expected both inputs to be Half, Float or Double tensors but got ${scalarTypeName(one)} and ${scalarTypeName(other)}`,
        ));
        check.must(one === other, refuse(
          `Expected object of scalar type ${scalarTypeName(one)} but got scalar type ${scalarTypeName(other)} for second argument`,
        ));
      }
      const dtype = pairType(one ?? other);
      return tensorType(broadcast(a.shape, b.shape, check, dtype), dtype);
    },
    explain: () => [formula],
  });
}

function part(name: string, formula: string): Op {
  return defineOp({
    name,
    schema: { input: tensor() },
    infer: ({ input }) => tensorType(input.shape, realType(input.dtype)),
    explain: () => [formula],
  });
}

const viewAsReal = defineOp({
  name: 'view_as_real',
  schema: { input: tensor() },
  infer({ input }, check) {
    check.must(input.dtype === null || kindOf(input.dtype) === 3, refuse('view_as_real is only supported for complex tensors'));
    return tensorType(input.shape === null ? null : [...input.shape, 2], realType(input.dtype));
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

const viewAsComplex = defineOp({
  name: 'view_as_complex',
  schema: { input: tensor() },
  infer({ input }, check) {
    const { shape, dtype } = input;
    check.must(dtype === null || pairable.includes(dtype), refuse(
      `view_as_complex is only supported for half, float and double tensors, but got a tensor of scalar type: ${scalarTypeName(dtype ?? 'float32')}`,
    ));
    if (shape === null) return unknownTensor(pairType(dtype));
    check.must(shape.length > 0, refuse('Input tensor must have one or more dimensions'));
    check.equal(shape.at(-1) ?? null, 2, refuse('Tensor must have a last dimension of size 2'));
    return tensorType(shape.slice(0, -1), pairType(dtype));
  },
  explain: ({ input }, output) => shapeLine([input], output),
});

export const complexOps: readonly Op[] = [
  fromPair('complex', 'real', 'imag', 'y = real + i · imag'),
  fromPair('polar', 'abs', 'angle', 'y = abs · exp(i · angle)'),
  part('real', 'y = the real part of x'),
  part('imag', 'y = the imaginary part of x'),
  viewAsReal,
  viewAsComplex,
];
