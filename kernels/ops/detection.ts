/**
 * The compiled ops of torchvision.ops, with the parameters of torch.ops.torchvision: suppression of boxes, pooling of regions, and deformable convolution.
 * https://pytorch.org/vision/stable/ops.html
 */
import { add, floorDiv, lessOrEqual, lessThan, mod, mul, product, sub } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { effectiveKernel } from './axis';
import { parameterCount } from './cost';
import { Refusal, defineOp } from './op';
import type { Check, Op } from './op';
import { bool, float, int, tensor } from './parameter';
import { dimText, tupleText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

const nms = defineOp({
  name: 'nms',
  schema: { dets: tensor(), scores: tensor(), iou_threshold: float() },
  infer({ dets, scores }, check) {
    const output = tensorType([null], 'int64');
    const refuse = (text: () => string, code = 'shape/arguments') => () => new Refusal(code, text(), 'RuntimeError', output);
    const [boxes, marks] = [check.suppose(dets, () => [null, 4]), check.suppose(scores, () => [null])];
    if (boxes !== null) {
      check.must(boxes.length === 2, refuse(() => `boxes should be a 2d tensor, got ${String(boxes.length)}D`, 'shape/rank'));
      check.equal(boxes[1] ?? null, 4, refuse(() => `boxes should have 4 elements in dimension 1, got ${dimText(boxes[1] ?? null)}`));
    }
    check.must(marks === null || marks.length === 1, refuse(
      () => `scores should be a 1d tensor, got ${String(marks?.length)}D`,
      'shape/rank',
    ));
    if (boxes !== null && marks !== null) {
      const [count, other] = [boxes[0] ?? null, marks[0] ?? null];
      check.equal(count, other, refuse(
        () => `boxes and scores should have same number of elements in dimension 0, got ${dimText(count)} and ${dimText(other)}`,
      ));
    }
    return output;
  },
  explain: () => ['as many indices as boxes are kept, which depends on their numbers'],
});

const regionSchema = { input: tensor(), rois: tensor(), spatial_scale: float(), pooled_height: int(), pooled_width: int() } as const;

interface Regions {
  readonly input: TensorType;
  readonly rois: TensorType;
  readonly pooled_height: Dim;
  readonly pooled_width: Dim;
}

function missingAxis(rank: number, axis: number): Refusal {
  const reach = Math.max(rank, 1);
  return new Refusal(
    'shape/rank',
    `Dimension out of range (expected to be in range of [${String(-reach)}, ${String(reach - 1)}], but got ${String(axis)})`,
    'IndexError',
  );
}

/** One pooled map for each region; position-sensitive pooling deals the channels out to the places. */
function pooledRegions(args: Regions, prefix: string | null, isPositionSensitive: boolean, check: Check): TensorType {
  const { input, rois, pooled_height: height, pooled_width: width } = args;
  const regions = check.suppose(rois, () => [null, 5]);
  const shape = check.suppose(input, () => [null, null, null, null]);
  const channels = shape?.[1] ?? null;
  const places = mul(height, width);
  const output = tensorType(
    [regions?.[0] ?? null, isPositionSensitive ? floorDiv(channels, places) : channels, height, width],
    input.dtype,
  );
  if (regions !== null && prefix !== null) {
    check.must(regions.length > 1, () => missingAxis(regions.length, 1));
    check.equal(regions[1] ?? null, 5, () => new Refusal('shape/arguments', `${prefix} shape as Tensor[K, 5]`, 'RuntimeError', output));
  }
  if (shape !== null) check.must(shape.length > 3, () => missingAxis(shape.length, shape.length));
  if (isPositionSensitive) {
    check.equal(mod(channels, places), 0, () => new Refusal(
      'shape/arguments',
      'input channels must be a multiple of pooling height * pooling width',
      'RuntimeError',
      output,
    ));
  }
  for (const size of [height, width]) {
    check.must(lessOrEqual(0, size), () => new Refusal('shape/arguments', 'zeros: Dimension size must be non-negative.'));
  }
  return output;
}

function explainRegions(args: Regions): readonly string[] {
  return [`${dimText(args.pooled_height)} x ${dimText(args.pooled_width)} places for each of ${dimText(args.rois.shape?.[0] ?? null)} regions`];
}

/** The places that were chosen come along. */
function withPlaces(output: TensorType): readonly TensorType[] {
  return [output, tensorType(output.shape, 'int32')];
}

const roiAlign = defineOp({
  name: 'roi_align',
  schema: { ...regionSchema, sampling_ratio: int(), aligned: bool() },
  infer: (args, check) => pooledRegions(args, 'rois must have', false, check),
  explain: explainRegions,
});

const roiPool = defineOp({
  name: 'roi_pool',
  schema: regionSchema,
  infer: (args, check) => withPlaces(pooledRegions(args, null, false, check)),
  explain: explainRegions,
});

const psRoiAlign = defineOp({
  name: 'ps_roi_align',
  schema: { ...regionSchema, sampling_ratio: int() },
  infer: (args, check) => withPlaces(pooledRegions(args, 'Tensor rois should have', true, check)),
  explain: explainRegions,
});

const psRoiPool = defineOp({
  name: 'ps_roi_pool',
  schema: regionSchema,
  infer: (args, check) => withPlaces(pooledRegions(args, 'Tensor rois should have', true, check)),
  explain: explainRegions,
});

function refuseUnless(condition: string, recovery: TensorType | null = null): () => Refusal {
  return () => new Refusal(
    'shape/arguments',
    `Expected ${condition} to be true, but got false.  (Could this error message be improved?  If so, please report an enhancement request to PyTorch.)`,
    'RuntimeError',
    recovery,
  );
}

const deformConv2d = defineOp({
  name: 'deform_conv2d',
  schema: {
    input: tensor(),
    weight: tensor(),
    offset: tensor(),
    mask: tensor(),
    bias: tensor(),
    stride_h: int(),
    stride_w: int(),
    pad_h: int(),
    pad_w: int(),
    dilation_h: int(),
    dilation_w: int(),
    groups: int(),
    offset_groups: int(),
    use_mask: bool(),
  },
  infer(args, check) {
    const { dtype } = args.input;
    const { groups, offset_groups: offsetGroups } = args;
    const shape = check.suppose(args.input, () => [null, null, null, null]);
    const weight = check.suppose(args.weight, () => [null, null, null, null]);
    if (shape === null || weight === null) return unknownTensor(dtype);
    check.must(shape.length === 4, refuseUnless('input_c.ndimension() == 4'));
    const offset = check.suppose(args.offset, () => [null, null, null, null]);
    check.must(offset === null || offset.length === 4, refuseUnless('offset_c.ndimension() == 4'));
    check.must(weight.length === 4, refuseUnless('weight_c.ndimension() == 4'));
    const maskRank = args.use_mask === true ? args.mask.shape?.length : undefined;
    check.must(maskRank === undefined || maskRank === 4, refuseUnless('!use_mask || mask_c.ndimension() == 4'));
    checkGeometry(args, check);
    const [batch = null, inChannels = null, ...sizes] = shape;
    const [outChannels = null, groupChannels = null, ...kernel] = weight;
    const out = outputSizes(args, sizes, kernel);
    const output = tensorType([batch, outChannels, ...out], dtype);
    check.equal(mul(groupChannels, groups), inChannels, refuseUnless('weight_c.size(1) * n_weight_grps == input_c.size(1)', output));
    check.equal(mod(outChannels, groups), 0, refuseUnless('weight_c.size(0) % n_weight_grps == 0', output));
    if (offset !== null) checkPlaces('offset', offset, { batch, channels: product([2, offsetGroups, ...kernel]), out }, check, output);
    check.equal(mod(inChannels, offsetGroups), 0, refuseUnless('input_c.size(1) % n_offset_grps == 0', output));
    check.equal(args.mask.shape?.[0] ?? null, batch, () => new Refusal(
      'shape/arguments',
      'invalid batch size of mask',
      'RuntimeError',
      output,
    ));
    if (args.use_mask === true && args.mask.shape !== null) {
      checkPlaces('mask', args.mask.shape, { batch, channels: product([offsetGroups, ...kernel]), out }, check, output);
    }
    for (const size of out) {
      check.must(lessThan(0, size), () => new Refusal(
        'shape/kernel-exceeds-input',
        `Calculated output size too small - out_h: ${dimText(out[0] ?? null)} out_w: ${dimText(out[1] ?? null)}`,
        'RuntimeError',
        output,
      ));
    }
    const count = args.bias.shape === null ? null : product(args.bias.shape);
    check.equal(count, outChannels, () => new Refusal(
      'shape/arguments',
      `shape '[1, ${dimText(outChannels)}, 1, 1]' is invalid for input of size ${dimText(count)}`,
      'RuntimeError',
      output,
    ));
    return output;
  },
  explain: (_, output) => [`as conv2d, each kernel place shifted by its offset → ${output.shape ? output.shape.map(dimText).join(' x ') : '?'}`],
  cost: ({ weight, bias }, output) => ({
    macs: mul(product(output.shape ?? [null]), product(weight.shape?.slice(1) ?? [null])),
    parameters: parameterCount(weight, bias),
  }),
});

interface Geometry {
  readonly stride_h: Dim;
  readonly stride_w: Dim;
  readonly pad_h: Dim;
  readonly pad_w: Dim;
  readonly dilation_h: Dim;
  readonly dilation_w: Dim;
}

function checkGeometry(geometry: Geometry, check: Check): void {
  const refuse = (names: string, dims: Shape) => () => new Refusal(
    'shape/arguments',
    `${names}_h: ${dimText(dims[0] ?? null)} ${names}_w: ${dimText(dims[1] ?? null)}`,
  );
  const [stride, pad, dilation] = [[geometry.stride_h, geometry.stride_w], [geometry.pad_h, geometry.pad_w], [geometry.dilation_h, geometry.dilation_w]];
  for (const size of stride) check.must(lessThan(0, size), refuse('stride', stride));
  for (const size of pad) check.must(lessOrEqual(0, size), refuse('pad', pad));
  for (const size of dilation) check.must(lessThan(0, size), refuse('dilation', dilation));
}

function outputSizes(geometry: Geometry, sizes: Shape, kernel: Shape): Shape {
  const along = (size: Dim, window: Dim, stride: Dim, pad: Dim, dilation: Dim): Dim =>
    add(floorDiv(sub(add(size, mul(2, pad)), effectiveKernel(window, dilation)), stride), 1);
  return [
    along(sizes[0] ?? null, kernel[0] ?? null, geometry.stride_h, geometry.pad_h, geometry.dilation_h),
    along(sizes[1] ?? null, kernel[1] ?? null, geometry.stride_w, geometry.pad_w, geometry.dilation_w),
  ];
}

interface Places {
  readonly batch: Dim;
  readonly channels: Dim;
  readonly out: Shape;
}

/** Offsets and masks have numbers for each place of the output. */
function checkPlaces(what: string, given: Shape, { batch, channels, out }: Places, check: Check, recovery: TensorType): void {
  const refuse = (text: () => string) => () => new Refusal('shape/arguments', text(), 'RuntimeError', recovery);
  const sizes = given.slice(2);
  check.equal(given[0] ?? null, batch, refuse(() => `invalid batch size of ${what}`));
  check.equal(given[1] ?? null, channels, refuse(
    () => `${what}.shape[1] is not valid: got: ${dimText(given[1] ?? null)} expected: ${dimText(channels)}`,
  ));
  sizes.forEach((size, axis) => {
    check.equal(size, out[axis] ?? null, refuse(
      () => `${what} output dims: ${tupleText(sizes)} - computed output dims: ${tupleText(out)}`,
    ));
  });
}

export const detectionOps: readonly Op[] = [nms, roiAlign, roiPool, psRoiAlign, psRoiPool, deformConv2d];
