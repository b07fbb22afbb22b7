/**
 * The window that max, average and power-average pooling slide over an input.
 *
 * Along each axis out = ⌊(in + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1; in ceil_mode the division rounds up,
 * and a last window that would start in the right padding is left out.
 */
import { add, compare, floorDiv, lessOrEqual, lessThan, min, mul, sub } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { axisNames, effectiveKernel, formulaLines } from './axis';
import type { SpatialRank } from './axis';
import { Refusal } from './op';
import type { Check } from './op';
import type { WrongCount } from './parameter';
import { crossText, dimText, sizesText } from './shape-text';
import { tensorType } from './tensor-type';
import type { DType, Shape, TensorType } from './tensor-type';

/** The window's numbers, one for each spatial axis. */
export interface Window {
  readonly kernel: Shape;
  readonly stride: Shape;
  readonly padding: Shape;
  readonly dilation: Shape;
  /** Undefined when unknown. */
  readonly ceil: boolean | undefined;
}

/** A stride that is not given is the kernel's size; one that is unknown stays unknown. */
export function strideOf(stride: readonly Dim[] | null | undefined, kernel: Shape): Shape {
  return stride === undefined ? kernel.map(() => null) : stride ?? kernel;
}

const countWords = { 2: 'two', 3: 'three' } as const;

/** What PyTorch's 2d and 3d pooling say of a tuple of the wrong length; `must` is the op's own wording. */
export function wrongPoolingCount(rank: 2 | 3, must: (name: string) => string): WrongCount {
  return (op, name) => `${op}: ${name} ${must(name)} a single int, or a tuple of ${countWords[rank]} ints`;
}

/** What PyTorch's 1d ops say of a list of the wrong length. */
export const notOneInt: WrongCount = (op, name, items) => `${op}() argument '${name}' should contain one int (got ${String(items.length)})`;

/** The size that a window leaves of one axis. */
export function pooledSize(size: Dim, kernel: Dim, stride: Dim, padding: Dim, dilation: Dim, ceil: boolean | undefined): Dim {
  const reach = sub(add(size, mul(2, padding)), effectiveKernel(kernel, dilation));
  const floored = add(floorDiv(reach, stride), 1);
  if (ceil === false || compare(stride, 1) === 'equal') return floored;
  const ceiled = add(floorDiv(add(reach, sub(stride, 1)), stride), 1);
  // As many windows as start before the right padding.
  const started = add(floorDiv(sub(add(size, padding), 1), stride), 1);
  const output = lessOrEqual(ceiled, started) === true ? ceiled : min(ceiled, started);
  return ceil === true || compare(output, floored) === 'equal' ? output : null;
}

/** The sizes that a window leaves of the spatial axes. */
export function pooledSizes(window: Window, sizes: Shape): Shape {
  const { kernel, stride, padding, dilation, ceil } = window;
  return sizes.map((size, axis) => pooledSize(size, kernel[axis] ?? null, stride[axis] ?? null, padding[axis] ?? null, dilation[axis] ?? null, ceil));
}

/** A map's batch axis (none, or the first), its channels and its spatial sizes. */
export interface MapSizes {
  readonly batch: Shape;
  readonly channels: Dim;
  readonly spatial: Shape;
}

/** Takes a shape of known rank apart. */
export function mapSizes(shape: Shape, rank: SpatialRank): MapSizes {
  return { batch: shape.slice(0, -rank - 1), channels: shape.at(-rank - 1) ?? null, spatial: shape.slice(-rank) };
}

/** The map with other spatial sizes. */
export function mapType({ batch, channels }: MapSizes, spatial: Shape, dtype: DType | null): TensorType {
  return tensorType([...batch, channels, ...spatial], dtype);
}

const axisLetters = { 2: ['H', 'W'], 3: ['T', 'H', 'W'] } as const;

/** `kH: 2 kW: 2`. */
function lettered(what: string, dims: Shape): string {
  return axisLetters[dims.length === 2 ? 2 : 3].map((letter, axis) => `${what}${letter}: ${dimText(dims[axis] ?? null)}`).join(' ');
}

function paddingRefusal(text: string, recovery: TensorType): Refusal {
  return new Refusal('pooling/padding-too-large', text, 'RuntimeError', recovery);
}

/** One pooling: what slides, over what, and what is left. */
export interface Pooling {
  readonly window: Window;
  /** The whole input, as messages show it. */
  readonly input: Shape;
  readonly sizes: MapSizes;
  readonly output: Shape;
  readonly recovery: TensorType;
  /** The function that 3d messages name. */
  readonly owner: string;
  /** Whether the kernel alone must fit into the input, padding aside. */
  readonly fitsUnpadded: boolean;
}

/** What 2d and 3d pooling demand of the window and of the sizes it leaves, in PyTorch's order. */
export function checkPooling({ window, input, sizes, output, recovery, owner, fitsUnpadded }: Pooling, check: Check): void {
  const { kernel, stride, padding, dilation } = window;
  const spatialRank = kernel.length;
  const refuse = (text: () => string, code = 'shape/arguments') => () => new Refusal(code, text(), 'RuntimeError', recovery);
  kernel.forEach((size, axis) => {
    const [step = null, pad = null, spread = null] = [stride[axis], padding[axis], dilation[axis]];
    check.must(compare(step, 0) !== 'equal', refuse(() => 'stride should not be zero'));
    check.must(lessOrEqual(0, pad), refuse(() => `pad must be non-negative, but got pad: ${dimText(pad)}`));
    check.must(lessThan(0, size) === false || lessOrEqual(pad, floorDiv(effectiveKernel(size, spread), 2)), () => paddingRefusal(
      `pad should be at most half of effective kernel size, but got pad=${dimText(pad)}, kernel_size=${dimText(size)} and dilation=${dimText(spread)}`,
      recovery,
    ));
  });
  const positive = (what: string, letter: string, dims: Shape) => {
    for (const dim of dims) check.must(lessThan(0, dim), refuse(
      () => `${what} should be greater than zero, but got ${lettered(letter, dims)}`,
    ));
  };
  positive('kernel size', 'k', kernel);
  positive('stride', 'd', stride);
  positive('dilation', 'dilation', dilation);
  checkInput(input, spatialRank, check, owner, refuse);
  if (fitsUnpadded) {
    kernel.forEach((size, axis) => {
      check.must(lessOrEqual(size, sizes.spatial[axis] ?? null), refuse(
        () => `input image (${lettered('', sizes.spatial)}) smaller than kernel size (${lettered('k', kernel)})`,
        'pooling/empty-output',
      ));
    });
  }
  kernel.forEach((size, axis) => {
    check.must(lessOrEqual(padding[axis] ?? null, floorDiv(size, 2)), () => paddingRefusal(
      `pad should be smaller than or equal to half of kernel size, but got ${halfKernelText(kernel, padding)}`,
      recovery,
    ));
  });
  for (const size of output) {
    check.must(lessThan(0, size), refuse(
      () => `Given input size: (${crossText([sizes.channels, ...sizes.spatial], 'x')}). Calculated output size: (${crossText([sizes.channels, ...output], 'x')}). Output size is too small`,
      'pooling/empty-output',
    ));
  }
}

function halfKernelText(kernel: Shape, padding: Shape): string {
  const [text, pad] = [kernel.map(dimText), padding.map(dimText)];
  if (kernel.length === 2) return `padW = ${pad[1] ?? ''}, padH = ${pad[0] ?? ''}, kW = ${text[1] ?? ''}, kH = ${text[0] ?? ''}`;
  return `kT: ${text[0] ?? ''} kW: ${text[2] ?? ''} kH: ${text[1] ?? ''} padT: ${pad[0] ?? ''} padW: ${pad[2] ?? ''} padH: ${pad[1] ?? ''}`;
}

type Refuse = (text: () => string, code?: string) => () => Refusal;

/** Only the batch may be empty, and the rank must fit. */
function checkInput(input: Shape, spatialRank: number, check: Check, owner: string, refuse: Refuse): void {
  const sized = input.length === spatialRank + 2 ? input.slice(1) : input;
  if (spatialRank === 2) {
    const fits = (input.length === 3 || input.length === 4) && sized.every((size) => size !== 0);
    check.must(fits, refuse(
      () => `Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:${sizesText(input)}`,
      'shape/rank',
    ));
    return;
  }
  check.must(input.length === 4 || input.length === 5, refuse(
    () => `${owner}: Expected 4D or 5D tensor for input, but got: ${sizesText(input)}`,
    'shape/rank',
  ));
  for (const size of sized) {
    check.must(size !== 0, refuse(
      () => `${owner}: Expected input's non-batch dimensions to have positive length, but input has a shape of ${sizesText(input)} and non-batch dimension 0 has length zero!`,
    ));
  }
}

/** Pooling over one axis is done, and spoken of, as over a map of height one. */
export function asMap({ window, sizes, output, ...rest }: Pooling): Pooling {
  const { kernel, stride, padding, dilation, ceil } = window;
  return {
    ...rest,
    window: { kernel: [1, ...kernel], stride: [1, ...stride], padding: [0, ...padding], dilation: [1, ...dilation], ceil },
    input: [...sizes.batch, sizes.channels, 1, ...sizes.spatial],
    sizes: { ...sizes, spatial: [1, ...sizes.spatial] },
    output: [1, ...output],
  };
}

/** Refuses what is neither [C, L] nor [N, C, L], in the words of the 1d ops. */
export function checkSequenceRank(op: string, shape: Shape, check: Check): void {
  check.must(shape.length === 2 || shape.length === 3, () => new Refusal(
    'shape/rank',
    `Expected 2 to 3 dimensions, but got ${String(shape.length)}-dimensional tensor for argument #1 'self' (while checking arguments for ${op})`,
  ));
}

/** `H_out = ⌊(112 + 2·1 − 1·(3 − 1) − 1)/2⌋ + 1 = 56`, a line for each axis that differs. */
export function explainWindow(rank: SpatialRank, window: Window, input: TensorType, output: TensorType): readonly string[] {
  const [sizes, out] = [input.shape?.slice(-rank), output.shape?.slice(-rank)];
  if (!sizes || !out) return [];
  const text = (dims: Shape, axis: number) => dimText(dims[axis] ?? null);
  const [open, close] = window.ceil === true ? ['⌈', '⌉'] : ['⌊', '⌋'];
  return formulaLines(axisNames(rank), (axis) => {
    const span = `${text(window.dilation, axis)}·(${text(window.kernel, axis)} − 1)`;
    return `${open}(${text(sizes, axis)} + 2·${text(window.padding, axis)} − ${span} − 1)/${text(window.stride, axis)}${close} + 1 = ${text(out, axis)}`;
  });
}
