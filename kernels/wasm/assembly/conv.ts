// Convolutions and their gradients, as products of matrices: the weight [out, k] by the columns [k, places] of the input.
import {
  addRow, fillRow, kernelH, kernelW, places, segmentTableBytes, setGeometry, tableSegments, taps, volume,
} from './conv-geometry';
import { aligned, blockColumns, columnTable, evenBlock, multiplyPacked, packedBytes, packedPanels, panelBytes, transpose } from './gemm';
import { at } from './window';

/** Rows of the gradient's columns that are worked out at a time. */
const spreadRows: i32 = 32;
/** A row of columns, with room for the panel that its end is in. */
const rowBytes: usize = (<usize>blockColumns << 2) + 64;

/** How many columns are spread at a time: few where each is long. */
function spreadColumns(outChannels: i32): i32 {
  return outChannels <= 768 ? blockColumns : 64;
}

/** Bytes of scratch for `conv` and its gradients; `way` is 0 for the output, 1 for the input's gradient, 2 for the weight's. */
export function conv_scratch(way: i32, inChannels: i32, outChannels: i32, kernel: i32, outPlaces: i32): i32 {
  const k = inChannels * kernel;
  const table = aligned(segmentTableBytes(blockColumns));
  if (way == 0) return <i32>(table + rowBytes + packedBytes(evenBlock(k), blockColumns) + 192);
  if (way == 1) return <i32>(table + rowBytes * spreadRows + packedBytes(outChannels, spreadColumns(outChannels)) + (<usize>(k * outChannels) << 2) + 192);
  const depth = min(outPlaces, blockColumns);
  return <i32>(table + 8 * rowBytes + packedBytes(depth, min(k, blockColumns)) + 192);
}

/** Writes where the columns from `first` on lie in a tensor of `channels`, in its channel `channel`. */
function tableColumns(table: usize, tensor: usize, first: i32, columns: i32, channels: i32, channel: i32): void {
  let image = first / places;
  let place = first - image * places;
  for (let column = 0; column < columns; column++) {
    store<usize>(at(table, column), at(tensor, (image * channels + channel) * places + place));
    if (++place == places) {
      place = 0;
      image++;
    }
  }
}

/** Packs rows k to k + depth of the columns that are in the segment table, of the channels at `x`. */
function packColumns(x: usize, k: i32, depth: i32, columns: i32, segments: usize, segmentsEnd: usize, row: usize, panels: usize): void {
  const step = panelBytes(depth);
  const rowEnd = at(row, columns);
  v128.store(rowEnd, f32x4.splat(0));
  v128.store(rowEnd, f32x4.splat(0), 16);
  let channel = k / taps;
  let tap = k - channel * taps;
  for (const end = panels + (<usize>depth << 5); panels < end; panels += 32) {
    fillTap(at(x, channel * volume), tap, segments, segmentsEnd, row);
    let to = panels;
    for (let from = row; from < rowEnd; from += 32, to += step) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    }
    if (++tap == taps) {
      tap = 0;
      channel++;
    }
  }
}

// @ts-ignore: decorator
@inline
function fillTap(x: usize, tap: i32, segments: usize, segmentsEnd: usize, row: usize): void {
  const line = tap / kernelW;
  fillRow(x, segments, segmentsEnd, line / kernelH, line % kernelH, tap - line * kernelW, row);
}

/** y = the convolution of x [N, groups * inChannels, T, H, W] by weight [groups * outChannels, inChannels, kernel] + bias, which may be 0. */
export function conv(
  x: usize, weight: usize, bias: usize, y: usize, scratch: usize, N: i32, groups: i32, inChannels: i32, outChannels: i32,
  T: i32, H: i32, W: i32, oT: i32, oH: i32, oW: i32, kT: i32, kH: i32, kW: i32,
  sT: i32, sH: i32, sW: i32, pT: i32, pH: i32, pW: i32, dT: i32, dH: i32, dW: i32,
): void {
  setGeometry(T, H, W, oT, oH, oW, kT, kH, kW, sT, sH, sW, pT, pH, pW, dT, dH, dW);
  const K = inChannels * taps;
  const blockK = evenBlock(K);
  const segments = scratch;
  const row = scratch + aligned(segmentTableBytes(blockColumns));
  const packed = row + rowBytes;
  const imageStep = <usize>(groups * inChannels * volume) << 2;
  for (let first = 0, all = N * places; first < all; first += blockColumns) {
    const columns = min(blockColumns, all - first);
    const segmentsEnd = tableSegments(segments, first, columns, imageStep);
    for (let group = 0; group < groups; group++) {
      tableColumns(columnTable(packed), y, first, columns, groups * outChannels, group * outChannels);
      for (let k = 0; k < K; k += blockK) {
        const depth = min(blockK, K - k);
        packColumns(at(x, group * inChannels * volume), k, depth, columns, segments, segmentsEnd, row, packedPanels(packed, columns));
        multiplyPacked(
          packed, columns, depth, at(weight, group * outChannels * K + k), <usize>K << 2, outChannels, <usize>places << 2,
          bias && k == 0 ? at(bias, group * outChannels) : 0, k > 0,
        );
      }
    }
  }
}

/** dx = the gradient of `conv` towards its input, from dy; with a bias for each of its channels this is the transposed convolution. */
export function conv_spread(
  dy: usize, weight: usize, bias: usize, dx: usize, scratch: usize, N: i32, groups: i32, inChannels: i32, outChannels: i32,
  T: i32, H: i32, W: i32, oT: i32, oH: i32, oW: i32, kT: i32, kH: i32, kW: i32,
  sT: i32, sH: i32, sW: i32, pT: i32, pH: i32, pW: i32, dT: i32, dH: i32, dW: i32,
): void {
  setGeometry(T, H, W, oT, oH, oW, kT, kH, kW, sT, sH, sW, pT, pH, pW, dT, dH, dW);
  const K = inChannels * taps;
  const blockColumns = spreadColumns(outChannels);
  const segments = scratch;
  const rows = scratch + aligned(segmentTableBytes(blockColumns));
  const turned = rows + rowBytes * spreadRows;
  const packed = aligned(at(turned, K * outChannels));
  const imageStep = <usize>(groups * inChannels * volume) << 2;
  fillChannels(dx, bias, N, groups * inChannels);
  for (let group = 0; group < groups; group++) {
    transpose(at(weight, group * outChannels * K), <usize>K << 2, turned, <usize>outChannels << 2, outChannels, K);
    for (let first = 0, all = N * places; first < all; first += blockColumns) {
      const columns = min(blockColumns, all - first);
      const segmentsEnd = tableSegments(segments, first, columns, imageStep);
      const table = columnTable(packed);
      tableColumns(table, dy, first, columns, groups * outChannels, group * outChannels);
      packGathered(table, columns, outChannels, packedPanels(packed, columns));
      for (let column = 0; column < columns; column++) store<usize>(at(table, column), at(rows, column));
      for (let k = 0; k < K; k += spreadRows) {
        const count = min(spreadRows, K - k);
        multiplyPacked(packed, columns, outChannels, at(turned, k * outChannels), <usize>outChannels << 2, count, rowBytes, 0, false);
        for (let index = 0; index < count; index++) {
          const channel = (k + index) / taps;
          const tap = k + index - channel * taps;
          const line = tap / kernelW;
          addRow(rows + <usize>index * rowBytes, segments, segmentsEnd, line / kernelH, line % kernelH, tap - line * kernelW, at(dx, (group * inChannels + channel) * volume));
        }
      }
    }
  }
}

/** Packs columns that lie at the addresses of a table; their rows are `places` apart. */
function packGathered(table: usize, columns: i32, depth: i32, panel: usize): void {
  const step = <usize>places << 2;
  for (let column = 0; column < columns; column += 8, panel += panelBytes(depth)) {
    const entry = at(table, column);
    const count = min(columns - column, 8);
    let from = load<usize>(entry);
    const isRun = count == 8 && load<usize>(entry, 28) - from == 28;
    if (count < 8) memory.fill(panel, 0, <usize>depth << 5);
    let offset: usize = 0;
    for (let to = panel, end = panel + (<usize>depth << 5); to < end; to += 32, offset += step) {
      if (isRun) {
        v128.store(to, v128.load(from + offset));
        v128.store(to, v128.load(from + offset, 16), 16);
      } else for (let index = 0; index < count; index++) store<f32>(at(to, index), load<f32>(load<usize>(at(entry, index)) + offset));
    }
  }
}

/** Fills each channel with its bias; with 0 where there is none. */
function fillChannels(x: usize, bias: usize, N: i32, channels: i32): void {
  if (!bias) {
    memory.fill(x, 0, <usize>(N * channels * volume) << 2);
    return;
  }
  for (let image = 0; image < N; image++) {
    for (let channel = 0; channel < channels; channel++) {
      const value = load<f32>(at(bias, channel));
      for (const end = at(x, volume); x < end; x += 4) store<f32>(x, value);
    }
  }
}

/** dw = the gradient of `conv` towards its weight. */
export function conv_weight_gradient(
  x: usize, dy: usize, dw: usize, scratch: usize, N: i32, groups: i32, inChannels: i32, outChannels: i32,
  T: i32, H: i32, W: i32, oT: i32, oH: i32, oW: i32, kT: i32, kH: i32, kW: i32,
  sT: i32, sH: i32, sW: i32, pT: i32, pH: i32, pW: i32, dT: i32, dH: i32, dW: i32,
): void {
  setGeometry(T, H, W, oT, oH, oW, kT, kH, kW, sT, sH, sW, pT, pH, pW, dT, dH, dW);
  const K = inChannels * taps;
  const segments = scratch;
  const rows = scratch + aligned(segmentTableBytes(blockColumns));
  const packed = rows + 8 * rowBytes;
  const blocks = (places + blockColumns - 1) / blockColumns;
  if (N * blocks == 0) {
    memory.fill(dw, 0, <usize>(groups * outChannels * K) << 2);
    return;
  }
  const depth = (places + blocks - 1) / blocks;
  for (let image = 0; image < N; image++) {
    for (let place = 0; place < places; place += depth) {
      const count = min(depth, places - place);
      const segmentsEnd = tableSegments(segments, image * places + place, count, <usize>(groups * inChannels * volume) << 2);
      for (let group = 0; group < groups; group++) {
        const channel = at(x, group * inChannels * volume);
        const from = at(dy, (image * groups + group) * outChannels * places + place);
        for (let k = 0; k < K; k += blockColumns) {
          const columns = min(blockColumns, K - k);
          let panel = packedPanels(packed, columns);
          for (let column = 0; column < columns; column += 8, panel += panelBytes(count)) {
            const wide = min(columns - column, 8);
            if (wide < 8) memory.fill(panel, 0, <usize>count << 5);
            for (let index = 0; index < wide; index++) {
              const at4 = k + column + index;
              fillTap(at(channel, at4 / taps * volume), at4 % taps, segments, segmentsEnd, rows + <usize>index * rowBytes);
            }
            transpose(rows, rowBytes, panel, 32, wide, count);
          }
          const table = columnTable(packed);
          for (let column = 0; column < columns; column++) store<usize>(at(table, column), at(dw, group * outChannels * K + k + column));
          multiplyPacked(packed, columns, count, from, <usize>places << 2, outChannels, <usize>K << 2, 0, image + place > 0);
        }
      }
    }
  }
}

/** db = the sums of dy over batch and places. */
export function conv_bias_gradient(dy: usize, db: usize, N: i32, channels: i32, count: i32): void {
  for (let channel = 0; channel < channels; channel++) {
    let sum: f64 = 0;
    for (let image = 0; image < N; image++) {
      let from = at(dy, (image * channels + channel) * count);
      let s0 = f64x2.splat(0), s1 = s0;
      let index = 0;
      for (; index + 4 <= count; index += 4, from += 16) {
        const value = v128.load(from);
        s0 = f64x2.add(s0, f64x2.promote_low_f32x4(value));
        s1 = f64x2.add(s1, f64x2.promote_low_f32x4(v128.shuffle<f32>(value, value, 2, 3, 2, 3)));
      }
      for (; index < count; index++, from += 4) sum += <f64>load<f32>(from);
      s0 = f64x2.add(s0, s1);
      sum += f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1);
    }
    store<f32>(at(db, channel), <f32>sum);
  }
}

/** The weight of the convolution that is a convolution's gradient towards its input where the stride is 1: channels exchanged, taps reversed. */
export function conv_flip(weight: usize, flipped: usize, groups: i32, inChannels: i32, outChannels: i32, kernel: i32): void {
  for (let group = 0; group < groups; group++, weight = at(weight, outChannels * inChannels * kernel), flipped = at(flipped, outChannels * inChannels * kernel)) {
    if (kernel == 1) {
      transpose(weight, <usize>inChannels << 2, flipped, <usize>outChannels << 2, outChannels, inChannels);
      continue;
    }
    // A few outputs at a time: both what is read and what is written stays in the cache.
    for (let first = 0; first < outChannels; first += 16) {
      const end = min(first + 16, outChannels);
      for (let channel = 0; channel < inChannels; channel++) {
        let to = at(flipped, (channel * outChannels + first) * kernel);
        for (let out = first; out < end; out++) {
          const from = at(weight, (out * inChannels + channel) * kernel);
          for (let tap = at(from, kernel - 1); tap >= from; tap -= 4, to += 4) store<f32>(to, load<f32>(tap));
        }
      }
    }
  }
}
