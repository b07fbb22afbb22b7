// What a convolution reads where: its sizes, and rows of the matrix that has a column for each place of the output and a row for
// each number of the kernel ("im2col"), filled or added back. Volumes of T x H x W, one deep or high where there are fewer axes.
//
// Sizes are set once a call, by `setGeometry`; columns run over batch and places. A run of columns is a table of segments, each
// within one row of the output.
import { at } from './window';

export let inT: i32 = 0, inH: i32 = 0, inW: i32 = 0;
export let outT: i32 = 0, outH: i32 = 0, outW: i32 = 0;
export let kernelT: i32 = 0, kernelH: i32 = 0, kernelW: i32 = 0;
export let strideT: i32 = 0, strideH: i32 = 0, strideW: i32 = 0;
export let padT: i32 = 0, padH: i32 = 0, padW: i32 = 0;
export let dilationT: i32 = 0, dilationH: i32 = 0, dilationW: i32 = 0;
/** Places of an image of the output, numbers in a channel of the input, and in a channel of the kernel. */
export let places: i32 = 0, volume: i32 = 0, taps: i32 = 0;

export function setGeometry(
  T: i32, H: i32, W: i32, oT: i32, oH: i32, oW: i32, kT: i32, kH: i32, kW: i32,
  sT: i32, sH: i32, sW: i32, pT: i32, pH: i32, pW: i32, dT: i32, dH: i32, dW: i32,
): void {
  inT = T; inH = H; inW = W;
  outT = oT; outH = oH; outW = oW;
  kernelT = kT; kernelH = kH; kernelW = kW;
  strideT = sT; strideH = sH; strideW = sW;
  padT = pT; padH = pH; padW = pW;
  dilationT = dT; dilationH = dH; dilationW = dW;
  places = oT * oH * oW;
  volume = T * H * W;
  taps = kT * kH * kW;
}

/** Where a segment starts: its image's offset in bytes, the place of its first window, and how many columns it has. */
const segmentBytes: usize = 20;

/** Bytes of the table of so many columns. */
export function segmentTableBytes(columns: i32): usize {
  return segmentBytes * <usize>(columns + 1);
}

/** Tables the columns from `first` on; `imageStep` is from image to image of the input, in bytes. The end of the table. */
export function tableSegments(table: usize, first: i32, columns: i32, imageStep: usize): usize {
  while (columns > 0) {
    const image = first / places;
    let place = first - image * places;
    const column = place % outW;
    place /= outW;
    const run = min(outW - column, columns);
    store<usize>(table, <usize>image * imageStep);
    store<i32>(table, place / outH * strideT - padT, 4);
    store<i32>(table, place % outH * strideH - padH, 8);
    store<i32>(table, column * strideW - padW, 12);
    store<i32>(table, run, 16);
    table += segmentBytes;
    first += run;
    columns -= run;
  }
  return table;
}

// @ts-ignore: decorator
@inline
function divideUp(a: i32, b: i32): i32 {
  return (a + b - 1) / b;
}

/** Fills a row of as many numbers as the table has columns: what the tap (t, h, w) of the kernel meets in a channel at `x`. */
export function fillRow(x: usize, table: usize, end: usize, t: i32, h: i32, w: i32, to: usize): void {
  t *= dilationT; h *= dilationH; w *= dilationW;
  for (; table < end; table += segmentBytes) {
    const run = load<i32>(table, 16);
    const stop = at(to, run);
    const inputT = load<i32>(table, 4) + t;
    const inputH = load<i32>(table, 8) + h;
    if (<u32>inputT >= <u32>inT || <u32>inputH >= <u32>inH) {
      fillZeros(to, stop);
      to = stop;
      continue;
    }
    const start = load<i32>(table, 12) + w;
    let from = x + load<usize>(table) + (<usize>((inputT * inH + inputH) * inW + start) << 2);
    // What lies before and behind the input's row is 0.
    const lead = start < 0 ? min(divideUp(-start, strideW), run) : 0;
    const inside = max(min(divideUp(inW - start, strideW), run), lead);
    const first = at(to, lead);
    const last = at(to, inside);
    fillZeros(to, first);
    fillZeros(last, stop);
    from += <usize>(lead * strideW) << 2;
    if (strideW == 1) {
      for (to = first; to + 16 <= last; to += 16, from += 16) v128.store(to, v128.load(from));
      for (; to < last; to += 4, from += 4) store<f32>(to, load<f32>(from));
    } else if (strideW == 2) {
      // Four need seven: the eighth that is read is left to the others.
      for (to = first; to + 20 <= last; to += 16, from += 32) v128.store(to, v128.shuffle<f32>(v128.load(from), v128.load(from, 16), 0, 2, 4, 6));
      for (; to < last; to += 4, from += 8) store<f32>(to, load<f32>(from));
    } else {
      const step = <usize>strideW << 2;
      for (to = first; to < last; to += 4, from += step) store<f32>(to, load<f32>(from));
    }
    to = stop;
  }
}

/** Adds a row, of a matrix as `fillRow` fills it, back to the channel at `x`. */
export function addRow(from: usize, table: usize, end: usize, t: i32, h: i32, w: i32, x: usize): void {
  t *= dilationT; h *= dilationH; w *= dilationW;
  for (; table < end; table += segmentBytes) {
    const run = load<i32>(table, 16);
    const next = at(from, run);
    const inputT = load<i32>(table, 4) + t;
    const inputH = load<i32>(table, 8) + h;
    if (<u32>inputT < <u32>inT && <u32>inputH < <u32>inH) {
      const start = load<i32>(table, 12) + w;
      const lead = start < 0 ? min(divideUp(-start, strideW), run) : 0;
      const inside = max(min(divideUp(inW - start, strideW), run), lead);
      let to = x + load<usize>(table) + (<usize>((inputT * inH + inputH) * inW + start + lead * strideW) << 2);
      const last = at(from, inside);
      from = at(from, lead);
      if (strideW == 1) for (; from + 16 <= last; from += 16, to += 16) v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
      const step = <usize>strideW << 2;
      for (; from < last; from += 4, to += step) store<f32>(to, load<f32>(to) + load<f32>(from));
    }
    from = next;
  }
}

function fillZeros(from: usize, end: usize): void {
  for (; from + 16 <= end; from += 16) v128.store(from, f32x4.splat(0));
  for (; from < end; from += 4) store<f32>(from, 0);
}
