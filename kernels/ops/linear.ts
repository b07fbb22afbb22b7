/**
 * Linear maps of the last axis.
 *
 * linear: input [*, in] with weight [out, in] gives [*, out]. bilinear: [*, in1] and [*, in2] with weight [out, in1, in2].
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.linear.html
 */
import { compare, mul, product } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { elementCount } from '../wasm/tensor';
import type { Tensor } from '../wasm/tensor';
import { elementwise, summedTo } from './broadcast-kernel';
import { parameterCount } from './cost';
import { multiply } from './matmul-kernel';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { optionalTensor, tensor } from './parameter';
import { dimText, sizesText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

const linear = defineOp({
  name: 'linear',
  schema: { input: tensor(), weight: tensor(), bias: optionalTensor() },
  infer({ input, weight, bias }, check) {
    const dtype = input.dtype ?? weight.dtype;
    if (weight.shape === null) return unknownTensor(dtype);
    const [outFeatures = null, inFeatures = null] = weight.shape.length === 1 ? [null, ...weight.shape] : weight.shape;
    const given = check.guess(input, () => [null, inFeatures]);
    if (given === null) return unknownTensor(dtype);
    checkRanks(given, weight.shape, bias !== null && bias !== undefined, check);
    const leading = given.slice(0, -1);
    const last = given.at(-1) ?? null;
    if (weight.shape.length === 1) return vectorProduct(given, inFeatures, check, tensorType(leading, dtype));
    const output = tensorType([...leading, outFeatures], dtype);
    const rows = product(leading);
    check.equal(last, inFeatures, () => new Refusal(
      'shape/linear-features',
      `mat1 and mat2 shapes cannot be multiplied (${dimText(rows)}x${dimText(last)} and ${dimText(inFeatures)}x${dimText(outFeatures)})`,
      'RuntimeError',
      output,
    ));
    if (bias) checkBias(bias, rows, outFeatures, check, output);
    return output;
  },
  explain: ({ input, weight }, output) => {
    const [last, inFeatures] = [input.shape?.at(-1) ?? null, weight.shape?.at(-1) ?? null];
    return [`last axis: ${dimText(last)} = in_features ${dimText(inFeatures)} → out_features ${dimText(output.shape?.at(-1) ?? null)}`];
  },
  cost: ({ weight, bias }, output) => ({
    macs: mul(product(output.shape ?? [null]), weight.shape?.at(-1) ?? null),
    parameters: parameterCount(weight, bias),
  }),
  forward(_args, context) {
    const [x, weight, bias, y] = [context.input('input'), context.input('weight'), context.optionalInput('bias'), context.output()];
    const { rows, inner, out } = matrixOf(x, weight);
    const { engine } = context;
    // A bias that is not one of a number for each feature is left to broadcasting.
    const own = bias?.shape.length === 1 && bias.size === out ? bias.pointer : 0;
    engine.call('linear', x.pointer, weight.pointer, own, y.pointer, rows, inner, out, context.scratch(engine.call('gemm_scratch', rows, inner)));
    if (bias !== null && own === 0) elementwise(context, 'add', y, bias, y);
    return y;
  },
  backward(_args, context) {
    const [x, weight, bias, dy] = [context.input('input'), context.input('weight'), context.optionalInput('bias'), context.gradient()];
    const { rows, inner, out } = matrixOf(x, weight);
    const { engine } = context;
    const dx = context.needs('input') ? engine.empty(x.shape) : null;
    if (dx !== null) multiply(context, { pointer: dy.pointer, steps: [out, 1] }, { pointer: weight.pointer, steps: [inner, 1] }, dx.pointer, rows, inner, out);
    const dw = context.needs('weight') ? engine.empty(weight.shape) : null;
    if (dw !== null) multiply(context, { pointer: dy.pointer, steps: [1, out] }, { pointer: x.pointer, steps: [inner, 1] }, dw.pointer, out, inner, rows);
    return { input: dx, weight: dw, bias: bias !== null && context.needs('bias') ? summedTo(context, dy, bias.shape) : null };
  },
});

/** A linear map as a product of matrices: `rows` rows of `inner` numbers become rows of `out`. */
function matrixOf(x: Tensor, weight: Tensor): { readonly rows: number; readonly inner: number; readonly out: number } {
  return { rows: elementCount(x.shape.slice(0, -1)), inner: x.shape.at(-1) ?? 0, out: weight.shape.length === 1 ? 1 : weight.shape[0] ?? 0 };
}

function checkRanks(input: Shape, weight: Shape, hasBias: boolean, check: Check): void {
  const refuse = (text: string) => () => new Refusal('shape/rank', text);
  const ranks = `${String(input.length)}D and ${String(weight.length)}D`;
  check.must(input.length > 0 && weight.length > 0, refuse(`both arguments to linear need to be at least 1D, but they are ${ranks}`));
  check.must(weight.length <= 2, refuse(`t() expects a tensor with <= 2 dimensions, but self is ${String(weight.length)}D`));
  check.must(weight.length === 2 || !hasBias, refuse('mat2 must be a matrix, got 1-D tensor'));
}

/** A weight of one axis takes the last axis away. */
function vectorProduct(input: Shape, features: Dim, check: Check, output: TensorType): TensorType {
  const last = input.at(-1) ?? null;
  const [of, to] = [dimText(last), dimText(features)];
  const text = input.length === 1
    ? `inconsistent tensor size, expected tensor [${of}] and src [${to}] to have the same number of elements, but got ${of} and ${to} elements respectively`
    : `size mismatch, got input (${dimText(product(input.slice(0, -1)))}), mat (${dimText(product(input.slice(0, -1)))}x${of}), vec (${to})`;
  check.equal(last, features, () => new Refusal('shape/linear-features', text, 'RuntimeError', output));
  return output;
}

/** A bias is expanded over the rows; one with more axes than features is left to broadcasting. */
function checkBias(bias: TensorType, rows: Dim, outFeatures: Dim, check: Check, output: TensorType): void {
  const shape = check.suppose(bias, () => [outFeatures]);
  const size = shape?.length === 1 ? shape[0] ?? null : null;
  if (size === null || compare(size, 1) === 'equal') return;
  check.equal(size, outFeatures, () => new Refusal(
    'shape/arguments',
    `The expanded size of the tensor (${dimText(outFeatures)}) must match the existing size (${dimText(size)}) at non-singleton dimension 1.  Target sizes: ${sizesText([rows, outFeatures])}.  Tensor sizes: ${sizesText([size])}`,
    'RuntimeError',
    output,
  ));
}

const bilinear = defineOp({
  name: 'bilinear',
  schema: { input1: tensor(), input2: tensor(), weight: tensor(), bias: optionalTensor() },
  infer({ input1, input2, weight, bias }, check) {
    const dtype = input1.dtype ?? input2.dtype ?? weight.dtype;
    const [outFeatures = null, in1 = null, in2 = null] = check.suppose(weight, () => [null, null, null]) ?? [];
    const [first, second] = [check.guess(input1, () => [null, in1]), check.guess(input2, () => [null, in2])];
    if (first === null || second === null) return unknownTensor(dtype);
    const output = tensorType([...first.slice(0, -1), outFeatures], dtype);
    const refuse = (code: string, what: string) => () => new Refusal(code, `bilinear(): ${what}`, 'RuntimeError', output);
    check.must(first.length === second.length, refuse(
      'shape/rank',
      `input dimensions do not match: got ${String(first.length)} and ${String(second.length)}`,
    ));
    first.slice(0, -1).forEach((size, axis) => {
      const other = second[axis] ?? null;
      check.equal(size, other, refuse(
        'shape/arguments',
        `input batch dimensions do not match at dim ${String(axis)}: got ${dimText(size)} and ${dimText(other)}`,
      ));
    });
    const features = (name: string, size: Dim, expected: Dim) => {
      check.equal(size, expected, refuse(
        'shape/linear-features',
        `${name} size does not match weight size: got ${dimText(size)} but expected ${dimText(expected)}`,
      ));
    };
    features('input1', first.at(-1) ?? null, in1);
    features('input2', second.at(-1) ?? null, in2);
    if (bias?.shape) features('bias', bias.shape[0] ?? null, outFeatures);
    return output;
  },
  explain: ({ input1, input2 }, output) => [
    `last axes: ${dimText(input1.shape?.at(-1) ?? null)} and ${dimText(input2.shape?.at(-1) ?? null)} → ${dimText(output.shape?.at(-1) ?? null)}`,
  ],
  cost: ({ weight, bias }, output) => ({
    macs: mul(product(output.shape ?? [null]), product(weight.shape?.slice(1) ?? [null])),
    parameters: parameterCount(weight, bias),
  }),
});

export const linearOps: readonly Op[] = [linear, bilinear];
