/**
 * Sampling at a grid of places: input [N, C, …] at grid [N, …out, k] gives [N, C, …out], k = 2 or 3 axes;
 * affine_grid makes such a grid of N affine matrices.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.grid_sample.html
 */
import { lessThan } from '../dims/dim';
import { Refusal, defineOp } from './op';
import type { Op } from './op';
import { ignored, ints, tensor, text } from './parameter';
import { kindOf } from './promote';
import { dimText, sizesText, torchSizeText, tupleText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';

const gridSample = defineOp({
  name: 'grid_sample',
  schema: { input: tensor(), grid: tensor(), mode: text('bilinear'), padding_mode: text('zeros'), align_corners: ignored() },
  infer({ input, grid, mode, padding_mode: paddingMode }, check) {
    const isMode = mode === undefined || mode === 'bilinear' || mode === 'nearest' || mode === 'bicubic';
    check.must(isMode, () => new Refusal(
      'shape/arguments',
      `nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', but got: '${String(mode)}'`,
      'ValueError',
    ));
    const isPadding = paddingMode === undefined || paddingMode === 'zeros' || paddingMode === 'border' || paddingMode === 'reflection';
    check.must(isPadding, () => new Refusal(
      'shape/arguments',
      `nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or 'reflection', but got: '${String(paddingMode)}'`,
      'ValueError',
    ));
    const [shape, places] = [input.shape, grid.shape];
    if (shape === null || places === null) return unknownTensor(input.dtype);
    const [batch = null, channels = null, ...spatial] = shape;
    const output = tensorType([batch, channels, ...places.slice(1, -1)], input.dtype);
    const refuse = (message: () => string, code = 'shape/arguments') => () => new Refusal(
      code,
      `grid_sampler(): ${message()}`,
      'RuntimeError',
      output,
    );
    const both = `input with sizes ${sizesText(shape)} and grid with sizes ${sizesText(places)}`;
    check.equal(batch, places[0] ?? null, refuse(() => `expected grid and input to have same batch size, but got ${both}`));
    check.equal(places.at(-1) ?? null, spatial.length, refuse(
      () => `expected grid to have size ${String(shape.length - 2)} in last dimension, but got grid with sizes ${sizesText(places)}`,
    ));
    spatial.forEach((size, axis) => {
      check.must(size !== 0, refuse(
        () => `expected input to have non-empty spatial dimensions, but input has sizes ${sizesText(shape)} with dimension ${String(axis + 2)} being empty`,
      ));
    });
    const fits = (shape.length === 4 || shape.length === 5) && shape.length === places.length;
    check.must(fits, refuse(
      () => `expected ${shape.length === 4 ? '4' : '5'}D input and grid with same number of dimensions, but got ${both}`,
      'shape/rank',
    ));
    check.must(mode !== 'bicubic' || shape.length === 4, refuse(() => 'bicubic interpolation only supports 4D input', 'shape/rank'));
    return output;
  },
  explain: ({ grid }, output) => [`one sample at each place of the grid ${grid.shape ? sizesText(grid.shape) : '?'} → ${output.shape ? sizesText(output.shape) : '?'}`],
});

const affineGrid = defineOp({
  name: 'affine_grid',
  schema: { theta: tensor(), size: ints(), align_corners: ignored() },
  infer({ theta, size }, check) {
    const { dtype } = theta;
    check.must(dtype === null || kindOf(dtype) === 2, () => new Refusal(
      'shape/arguments',
      `Expected theta to have floating point type, but got torch.${String(dtype)}`,
      'ValueError',
    ));
    if (size === null) return unknownTensor(dtype);
    const rank = size.length - 2;
    check.must(rank === 2 || rank === 3, () => new Refusal(
      'shape/rank',
      `affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, respectively. Got size ${tupleText(size)}.`,
      'NotImplementedError',
    ));
    const output = tensorType([size[0] ?? null, ...size.slice(2), rank], dtype);
    const shape = check.suppose(theta, () => [null, rank, rank + 1]);
    if (shape !== null) {
      const refusal = () => new Refusal(
        'shape/arguments',
        `Expected a batch of ${String(rank)}D affine matrices of shape Nx${String(rank)}x${String(rank + 1)} for size ${tupleText(size)}. Got ${torchSizeText(shape)}.`,
        'ValueError',
        output,
      );
      check.must(shape.length === 3, refusal);
      check.equal(shape[1] ?? null, rank, refusal);
      check.equal(shape[2] ?? null, rank + 1, refusal);
    }
    for (const extent of size) {
      check.must(lessThan(0, extent), () => new Refusal(
        'shape/arguments',
        `Expected non-zero, positive output size. Got ${tupleText(size)}`,
        'ValueError',
        output,
      ));
    }
    if (shape !== null) {
      const [wanted, given] = [dimText(size[0] ?? null), dimText(shape[0] ?? null)];
      check.equal(shape[0] ?? null, size[0] ?? null, () => new Refusal(
        'shape/matmul',
        `Expected size for first two dimensions of batch2 tensor to be: [${wanted}, ${String(rank + 1)}] but got: [${given}, ${String(rank + 1)}].`,
        'RuntimeError',
        output,
      ));
    }
    return output;
  },
  explain: (_, output) => [`a place of ${dimText(output.shape?.at(-1) ?? null)} coordinates for each output element`],
});

export const gridSampleOps: readonly Op[] = [gridSample, affineGrid];
