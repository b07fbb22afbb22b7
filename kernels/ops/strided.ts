/**
 * Tensors laid out by strides: how the elements lie is no part of a shape.
 * https://pytorch.org/docs/stable/generated/torch.as_strided.html
 */
import { lessOrEqual } from '../dims/dim';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { dtype as dtypeParameter, ignored, ints, optionalInt, tensor } from './parameter';
import { dimText, sizesText } from './shape-text';
import { tensorType } from './tensor-type';
import type { Shape } from './tensor-type';

function checkLayout(sizes: Shape | null, strides: Shape | null, check: Check): void {
  if (sizes === null || strides === null) return;
  check.must(sizes.length === strides.length, () => new Refusal('shape/arguments', 'mismatch in length of strides and shape'));
  for (const stride of strides) {
    check.must(lessOrEqual(0, stride), () => new Refusal(
      'shape/arguments', `as_strided: Negative strides are not supported at the moment, got strides: ${sizesText(strides)}`,
    ));
  }
}

const asStrided = defineOp({
  name: 'as_strided',
  schema: { input: tensor(), size: ints(), stride: ints(), storage_offset: optionalInt() },
  infer({ input, size, stride }, check) {
    checkLayout(size, stride, check);
    return tensorType(size, input.dtype);
  },
});

const asStridedScatter = defineOp({
  name: 'as_strided_scatter',
  schema: { input: tensor(), src: tensor(), size: ints(), stride: ints(), storage_offset: optionalInt() },
  infer: ({ input }) => input,
});

function checkMade(sizes: Shape | null, strides: Shape | null, check: Check): void {
  check.must(sizes === null || strides === null || sizes.length === strides.length, () => new Refusal(
    'shape/arguments', `dimensionality of sizes (${dimText(sizes?.length ?? null)}) must match dimensionality of strides (${dimText(strides?.length ?? null)})`,
  ));
}

const emptyStrided = defineOp({
  name: 'empty_strided',
  schema: { size: ints(), stride: ints(), dtype: dtypeParameter() },
  infer({ size, stride, dtype }, check) {
    checkMade(size, stride, check);
    return tensorType(size, dtype === 'none' ? 'float32' : dtype);
  },
});

const newEmptyStrided = defineOp({
  name: 'new_empty_strided',
  schema: { input: tensor(), size: ints(), stride: ints(), dtype: dtypeParameter() },
  infer({ input, size, stride, dtype }, check) {
    checkMade(size, stride, check);
    return tensorType(size, dtype === 'none' ? input.dtype : dtype);
  },
});

const emptyPermuted = defineOp({
  name: 'empty_permuted',
  schema: { size: ints(), physical_layout: ints(), dtype: dtypeParameter(), requires_grad: ignored() },
  infer({ size, physical_layout: layout, dtype }, check) {
    check.must(size === null || layout === null || size.length === layout.length, () => new Refusal(
      'shape/arguments', `Number of dimensions in size does not match the length of the physical_layout; i.e. len(size) = ${String(size?.length)} is not equal to len(physical_layout) = ${String(layout?.length)}`,
    ));
    return tensorType(size, dtype === 'none' ? 'float32' : dtype);
  },
});

export const stridedOps: readonly Op[] = [asStrided, asStridedScatter, emptyStrided, newEmptyStrided, emptyPermuted];
