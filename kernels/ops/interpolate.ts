/**
 * Resizing: the spatial sizes of [N, C, …] become `size`, or ⌊in · scale_factor⌋.
 * https://pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html
 */
import { floorDiv, lessThan, mul } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { adaptivelyAveraged } from './adaptive-pool';
import { axisNames, formulaLines } from './axis';
import type { SpatialRank } from './axis';
import { Refusal, defineOp } from './op';
import { resized, resizedBack } from './resize-kernel';
import type { Resizing } from './resize-kernel';
import type { Check, Datum, Op } from './op';
import { bool, datum, tensor, text } from './parameter';
import { dimText, sizesText, tupleText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { Shape, TensorType } from './tensor-type';

const none: Datum = { kind: 'none' };

const ranksOf: Readonly<Record<string, readonly number[]>> = {
  nearest: [3, 4, 5], 'nearest-exact': [3, 4, 5], area: [3, 4, 5], linear: [3], bilinear: [4], bicubic: [4], trilinear: [5], lanczos: [4],
};

/** `size` or `scale_factor`: one for all axes, or a list; null where unknown. */
type Amounts = { readonly every: Dim } | { readonly list: readonly (Dim)[] } | null;

function amount(value: Datum): Dim {
  if (value.kind === 'int' || value.kind === 'float') return value.value;
  return null;
}

function amounts(value: Datum): Amounts {
  if (value.kind === 'unknown') return null;
  if (value.kind !== 'list') return { every: amount(value) };
  return value.items === null ? null : { list: value.items.map(amount) };
}

function at(given: Amounts, axis: number): Dim {
  if (given === null) return null;
  return 'every' in given ? given.every : given.list[axis] ?? null;
}

/** ⌊size · scale⌋, which of a symbol is exact only where the scale is a fraction of two. */
export function scaled(size: Dim, scale: Dim): Dim {
  if (typeof scale !== 'number' || size === null) return null;
  if (typeof size === 'number') return Math.trunc(size * scale);
  for (let divisor = 1; divisor <= 1024; divisor *= 2) {
    if (Number.isInteger(scale * divisor)) return floorDiv(mul(size, scale * divisor), divisor);
  }
  return null;
}

/** A Python float prints its point. */
function scaleText(given: Amounts): string {
  if (given === null || 'every' in given) return '';
  const texts = given.list.map((item) => (typeof item === 'number' && Number.isInteger(item) ? item.toFixed(1) : dimText(item)));
  return texts.length === 1 ? `(${texts.join('')},)` : `(${texts.join(', ')})`;
}

function refuse(message: () => string, exception: 'RuntimeError' | 'ValueError' | 'NotImplementedError' = 'ValueError', recovery: TensorType | null = null): () => Refusal {
  return () => new Refusal(exception === 'NotImplementedError' ? 'shape/rank' : 'shape/arguments', message(), exception, recovery);
}

const spatialNames: Readonly<Record<number, readonly string[]>> = { 3: ['W'], 4: ['H', 'W'], 5: ['D', 'H', 'W'] };

function checkPositive(input: Shape, output: Shape, check: Check): void {
  const list = (sizes: Shape) => (spatialNames[input.length] ?? []).map((name, axis) => `${name}: ${dimText(sizes[axis] ?? null)}`).join(', ');
  const and = input.length === 3 ? 'and ' : '';
  const refusal = refuse(
    () => `Input and output sizes should be greater than 0, but got input (${list(input.slice(2))}) ${and}output (${list(output)})`,
    'RuntimeError',
  );
  for (const size of [...input.slice(2), ...output]) check.must(lessThan(0, size), refusal);
}

function checkMode(mode: string, input: Shape, antialias: boolean | undefined, aligned: Datum, check: Check, output: TensorType): void {
  const rank = String(input.length);
  const ranks = ranksOf[mode] ?? [];
  const least: Readonly<Record<string, string>> = { linear: '3D', bilinear: '4D', trilinear: '5D' };
  const needs = least[mode];
  if (!ranks.includes(input.length)) {
    const isPlain = input.length >= 3 && input.length <= 5 && needs !== undefined;
    throw refuse(
      () => (isPlain
        ? `Got ${rank}D input, but ${mode} mode needs ${needs} input`
        : `Input Error: Only 3D, 4D and 5D input Tensors supported (got ${rank}D) for the modes: nearest | linear | bilinear | bicubic | trilinear | lanczos | area | nearest-exact (got ${mode})`),
      'NotImplementedError',
      output,
    )();
  }
  if (mode !== 'lanczos') return;
  check.must(!(aligned.kind === 'bool' && aligned.value === true), refuse(
    () => 'Lanczos mode does not support align_corners=True',
    'ValueError',
    output,
  ));
  check.must(antialias, refuse(() => 'Lanczos mode requires antialias=True', 'ValueError', output));
}

/** An area is averaged. */
function averaged(input: TensorType, sizes: Shape, check: Check): TensorType {
  const { length } = sizes;
  return length === 1 || length === 2 || length === 3 ? adaptivelyAveraged(length, input, sizes, check) : unknownTensor(input.dtype);
}

const interpolate = defineOp({
  name: 'interpolate',
  schema: {
    input: tensor(),
    size: datum(none),
    scale_factor: datum(none),
    mode: text('nearest'),
    align_corners: datum(none),
    recompute_scale_factor: bool(false),
    antialias: bool(false),
  },
  infer(args, check) {
    const { mode, align_corners: aligned, antialias } = args;
    const dtype = args.input.dtype;
    const isAligned = aligned.kind === 'none' ? false : aligned.kind === 'unknown' ? undefined : true;
    const isPlainMode = mode === 'nearest' || mode === 'area' || mode === 'nearest-exact';
    check.must(!isPlainMode || isAligned === undefined || !isAligned, refuse(
      () => 'align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear',
    ));
    const [hasSize, hasScale] = [args.size, args.scale_factor].map(({ kind }) => (kind === 'unknown' ? undefined : kind !== 'none'));
    check.must(!(hasSize === true && hasScale === true), refuse(() => 'only one of size or scale_factor should be defined'));
    check.must(hasSize !== false || hasScale !== false, refuse(() => 'either size or scale_factor should be defined'));
    const rank = typeof mode === 'string' ? ranksOf[mode] : undefined;
    // Where the mode takes several ranks, nothing follows from it.
    const open = (): Shape => Array.from({ length: rank?.length === 1 ? rank[0] ?? 4 : 4 }, () => null);
    const given = rank?.length === 1 ? check.suppose(args.input, open) : check.guess(args.input, open);
    if (given === null) return unknownTensor(dtype);
    const spatial = given.slice(2);
    const [size, scale] = [amounts(args.size), amounts(args.scale_factor)];
    const count = Math.max(given.length - 2, 0);
    if (hasSize === true && size !== null && 'list' in size) {
      check.must(size.list.length === count, refuse(
        () => `Input and output must have the same number of spatial dimensions, but got input with spatial dimensions of ${sizesText(spatial)} and output size of ${tupleText(size.list)}. Please provide input tensor in (N, C, d1, d2, ...,dK) format and output size in (o1, o2, ...,oK) format.`,
      ));
    }
    if (hasScale === true && scale !== null && 'list' in scale) {
      check.must(scale.list.length === count, refuse(
        () => `Input and scale_factor must have the same number of spatial dimensions, but got input with spatial dimensions of ${sizesText(spatial)} and scale_factor of shape ${scaleText(scale)}. Please provide input tensor in (N, C, d1, d2, ...,dK) format and scale_factor in (s1, s2, ...,sK) format.`,
      ));
    }
    check.must(!(hasSize === true && args.recompute_scale_factor === true), refuse(
      () => 'recompute_scale_factor is not meaningful with an explicit size.',
    ));
    const isKnown = hasSize !== undefined && hasScale !== undefined;
    const out = spatial.map((whole, axis) => (isKnown ? (hasSize ? at(size, axis) : scaled(whole, at(scale, axis))) : null));
    const output = tensorType([...given.slice(0, 2), ...out], dtype);
    if (mode === undefined || mode === null) return output;
    const smooths = (mode === 'bilinear' || mode === 'bicubic' || mode === 'lanczos') && given.length === 4;
    check.must(antialias !== true || smooths, refuse(
      () => 'Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires a 4-D tensor as input',
      'ValueError',
      output,
    ));
    checkMode(mode, given, antialias, aligned, check, output);
    if (mode === 'area') return averaged(args.input, out, check);
    checkPositive(given, out, check);
    const isEmpty = given.slice(1).includes(0);
    check.must(!isEmpty, refuse(
      () => `Non-empty ${String(given.length)}D data tensor expected but got a tensor with sizes ${sizesText(given)}`,
      'RuntimeError',
      output,
    ));
    return output;
  },
  explain: ({ input, scale_factor: factor }, output) => {
    const [sizes, out] = [input.shape?.slice(2), output.shape?.slice(2)];
    if (!sizes || !out || (sizes.length !== 1 && sizes.length !== 2 && sizes.length !== 3)) return [];
    const rank: SpatialRank = sizes.length;
    const scale = amounts(factor);
    return formulaLines(axisNames(rank), (axis) => {
      const result = dimText(out[axis] ?? null);
      return factor.kind === 'none' ? `${result}, of ${dimText(sizes[axis] ?? null)}` : `⌊${dimText(sizes[axis] ?? null)} · ${dimText(at(scale, axis))}⌋ = ${result}`;
    });
  },
  forward(args, context) {
    const output = context.output();
    resized(context, resizingOf(args), context.input('input'), output);
    return output;
  },
  backward(args, context) {
    return { input: context.needs('input') ? resizedBack(context, resizingOf(args), context.gradient(), context.input('input').shape) : null };
  },
});

interface InterpolateArguments {
  readonly mode: string | null | undefined;
  readonly align_corners: Datum;
  readonly scale_factor: Datum;
  readonly recompute_scale_factor: boolean | undefined;
  readonly antialias: boolean | undefined;
}

/** How sizes are changed; refuses what there is no kernel for. */
function resizingOf({ mode, align_corners: aligned, scale_factor: factor, recompute_scale_factor: recompute, antialias }: InterpolateArguments): Resizing {
  const isLinear = mode === 'linear' || mode === 'bilinear' || mode === 'trilinear';
  if ((!isLinear && mode !== 'nearest' && mode !== 'nearest-exact') || antialias === true) {
    throw new Refusal('shape/arguments', `interpolate is not implemented for mode '${String(mode)}'${antialias === true ? ' with antialias' : ''}`, 'NotImplementedError');
  }
  const given = factor.kind === 'none' || recompute === true ? null : amounts(factor);
  return {
    mode: isLinear ? 'linear' : mode,
    isAligned: aligned.kind === 'bool' && aligned.value === true,
    factor(axis) {
      const own = at(given, axis);
      return typeof own === 'number' ? own : null;
    },
  };
}

export const interpolateOps: readonly Op[] = [interpolate];
