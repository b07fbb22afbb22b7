// Convolutions of each input channel by itself (`inChannels` of 1 in a group), and their gradients. A padded copy of a channel has
// every number where a vector of it can be read: each row is split by the stride, so that what neighbouring outputs read lies
// side by side.
import {
  addRow, dilationH, dilationT, dilationW, fillRow, kernelH, kernelT, kernelW, outH, outT, outW, padH, padT, padW, places,
  setGeometry, strideH, strideT, strideW, taps, volume,
} from './conv-geometry';
import { at } from './window';

/** Numbers beyond a row's end that vectors may read. */
const slack: i32 = 16;

let rowSize: i32 = 0;
let paddedT: i32 = 0, paddedH: i32 = 0;
let rowBytes: usize = 0;
/** Where each tap is, in bytes from the first; a segment for `fillRow`; the padded channel. */
let offsets: usize = 0, segment: usize = 0, channel: usize = 0;

// @ts-ignore: decorator
@inline
function rowSizeOf(out: i32, kernel: i32, stride: i32, dilation: i32): i32 {
  return (out + (kernel - 1) * dilation / stride + slack + 3) & ~3;
}

/** Bytes of scratch for the kernels here, by the numbers that their geometry has. */
export function conv_depthwise_scratch(
  oT: i32, oH: i32, oW: i32, kT: i32, kH: i32, kW: i32, sT: i32, sH: i32, sW: i32, dT: i32, dH: i32, dW: i32,
): i32 {
  const rows = ((oT - 1) * sT + (kT - 1) * dT + 1) * ((oH - 1) * sH + (kH - 1) * dH + 1);
  return 4 * (kT * kH * kW + 16 + rows * sW * rowSizeOf(oW, kW, sW, dW));
}

function prepare(scratch: usize): void {
  rowSize = rowSizeOf(outW, kernelW, strideW, dilationW);
  rowBytes = <usize>(rowSize * strideW) << 2;
  paddedT = (outT - 1) * strideT + (kernelT - 1) * dilationT + 1;
  paddedH = (outH - 1) * strideH + (kernelH - 1) * dilationH + 1;
  offsets = scratch;
  segment = at(offsets, taps);
  channel = segment + 32;
  let entry = offsets;
  for (let t = 0; t < kernelT; t++) {
    for (let h = 0; h < kernelH; h++) {
      const row = <usize>(t * dilationT * paddedH + h * dilationH) * rowBytes;
      for (let w = 0; w < kernelW; w++, entry += 4) {
        const column = w * dilationW;
        store<usize>(entry, row + (<usize>(column % strideW * rowSize + column / strideW) << 2));
      }
    }
  }
}

/** Goes through the padded rows: fills them from the channel at `x`, or adds them back to it. */
function eachRow(x: usize, isAdded: bool): void {
  store<usize>(segment, 0);
  store<i32>(segment, rowSize, 16);
  let row = channel;
  for (let t = 0; t < paddedT; t++) {
    for (let h = 0; h < paddedH; h++) {
      for (let phase = 0; phase < strideW; phase++, row += <usize>rowSize << 2) {
        store<i32>(segment, t - padT, 4);
        store<i32>(segment, h - padH, 8);
        store<i32>(segment, phase - padW, 12);
        if (isAdded) addRow(row, segment, segment + 20, 0, 0, 0, x);
        else fillRow(x, segment, segment + 20, 0, 0, 0, row);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
/** Where the windows of a row of the output begin. */
function windowRow(t: i32, h: i32): usize {
  return channel + <usize>(t * strideT * paddedH + h * strideH) * rowBytes;
}

/** As `conv`. */
export function conv_depthwise(
  x: usize, weight: usize, bias: usize, y: usize, scratch: usize, N: i32, groups: i32, inChannels: i32, outChannels: i32,
  T: i32, H: i32, W: i32, oT: i32, oH: i32, oW: i32, kT: i32, kH: i32, kW: i32,
  sT: i32, sH: i32, sW: i32, pT: i32, pH: i32, pW: i32, dT: i32, dH: i32, dW: i32,
): void {
  setGeometry(T, H, W, oT, oH, oW, kT, kH, kW, sT, sH, sW, pT, pH, pW, dT, dH, dW);
  prepare(scratch);
  for (let image = 0; image < N; image++) {
    for (let group = 0; group < groups; group++, x = at(x, volume)) {
      eachRow(x, false);
      for (let out = 0; out < outChannels; out++) {
        const index = group * outChannels + out;
        const own = at(weight, index * taps);
        const start: f32 = bias ? load<f32>(at(bias, index)) : 0;
        for (let t = 0; t < outT; t++) {
          for (let h = 0; h < outH; h++, y = at(y, outW)) forwardRow(windowRow(t, h), own, start, y);
        }
      }
    }
  }
}

function forwardRow(from: usize, weight: usize, bias: f32, y: usize): void {
  const end = at(offsets, taps);
  // The last vectors lap over those before them.
  if (outW >= 16) {
    for (let column = 0; ; column = min(column + 16, outW - 16)) {
      const start = at(from, column);
      let s0 = f32x4.splat(bias), s1 = s0, s2 = s0, s3 = s0;
      let w = weight;
      for (let entry = offsets; entry < end; entry += 4, w += 4) {
        const tap = start + load<usize>(entry);
        const factor = v128.load32_splat(w);
        s0 = f32x4.add(s0, f32x4.mul(factor, v128.load(tap)));
        s1 = f32x4.add(s1, f32x4.mul(factor, v128.load(tap, 16)));
        s2 = f32x4.add(s2, f32x4.mul(factor, v128.load(tap, 32)));
        s3 = f32x4.add(s3, f32x4.mul(factor, v128.load(tap, 48)));
      }
      const to = at(y, column);
      v128.store(to, s0);
      v128.store(to, s1, 16);
      v128.store(to, s2, 32);
      v128.store(to, s3, 48);
      if (column == outW - 16) return;
    }
  }
  for (let column = 0; column < outW; column += 4) {
    if (column + 4 > outW && outW >= 4) column = outW - 4;
    const start = at(from, column);
    let sum = f32x4.splat(bias);
    let w = weight;
    for (let entry = offsets; entry < end; entry += 4, w += 4) sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(w), v128.load(start + load<usize>(entry))));
    const to = at(y, column);
    if (outW >= 4) v128.store(to, sum);
    else {
      store<f32>(to, f32x4.extract_lane(sum, 0));
      if (outW > 1) store<f32>(to, f32x4.extract_lane(sum, 1), 4);
      if (outW > 2) store<f32>(to, f32x4.extract_lane(sum, 2), 8);
    }
  }
}

/** As `conv_spread`. */
export function conv_depthwise_spread(
  dy: usize, weight: usize, bias: usize, dx: usize, scratch: usize, N: i32, groups: i32, inChannels: i32, outChannels: i32,
  T: i32, H: i32, W: i32, oT: i32, oH: i32, oW: i32, kT: i32, kH: i32, kW: i32,
  sT: i32, sH: i32, sW: i32, pT: i32, pH: i32, pW: i32, dT: i32, dH: i32, dW: i32,
): void {
  setGeometry(T, H, W, oT, oH, oW, kT, kH, kW, sT, sH, sW, pT, pH, pW, dT, dH, dW);
  prepare(scratch);
  const bytes = <usize>(paddedT * paddedH) * rowBytes;
  for (let image = 0; image < N; image++) {
    for (let group = 0; group < groups; group++, dx = at(dx, volume)) {
      memory.fill(channel, 0, bytes);
      for (let out = 0; out < outChannels; out++) {
        const own = at(weight, (group * outChannels + out) * taps);
        for (let t = 0; t < outT; t++) {
          for (let h = 0; h < outH; h++, dy = at(dy, outW)) spreadRow(dy, own, windowRow(t, h));
        }
      }
      const start: f32 = bias ? load<f32>(at(bias, group)) : 0;
      for (let to = dx, end = at(dx, volume); to < end; to += 4) store<f32>(to, start);
      eachRow(dx, true);
    }
  }
}

function spreadRow(dy: usize, weight: usize, to: usize): void {
  for (let tap = 0; tap < taps; tap++) {
    const value = load<f32>(at(weight, tap));
    const factor = f32x4.splat(value);
    let target = to + load<usize>(at(offsets, tap));
    let from = dy;
    const end = at(dy, outW);
    for (; from + 16 <= end; from += 16, target += 16) v128.store(target, f32x4.add(v128.load(target), f32x4.mul(factor, v128.load(from))));
    for (; from < end; from += 4, target += 4) store<f32>(target, load<f32>(target) + value * load<f32>(from));
  }
}

/** As `conv_weight_gradient`. */
export function conv_depthwise_weight_gradient(
  x: usize, dy: usize, dw: usize, scratch: usize, N: i32, groups: i32, inChannels: i32, outChannels: i32,
  T: i32, H: i32, W: i32, oT: i32, oH: i32, oW: i32, kT: i32, kH: i32, kW: i32,
  sT: i32, sH: i32, sW: i32, pT: i32, pH: i32, pW: i32, dT: i32, dH: i32, dW: i32,
): void {
  setGeometry(T, H, W, oT, oH, oW, kT, kH, kW, sT, sH, sW, pT, pH, pW, dT, dH, dW);
  prepare(scratch);
  memory.fill(dw, 0, <usize>(groups * outChannels * taps) << 2);
  for (let image = 0; image < N; image++) {
    for (let group = 0; group < groups; group++, x = at(x, volume)) {
      eachRow(x, false);
      for (let out = 0; out < outChannels; out++, dy = at(dy, places)) {
        for (let tap = 0; tap < taps; tap++) {
          const to = at(dw, (group * outChannels + out) * taps + tap);
          store<f32>(to, load<f32>(to) + dots(dy, load<usize>(at(offsets, tap))));
        }
      }
    }
  }
}

/** The sum of the products of dy and what a tap reads. */
function dots(dy: usize, offset: usize): f32 {
  let s0 = f32x4.splat(0), s1 = s0;
  let rest: f32 = 0;
  for (let t = 0; t < outT; t++) {
    for (let h = 0; h < outH; h++) {
      let from = windowRow(t, h) + offset;
      const end = at(dy, outW);
      for (; dy + 32 <= end; dy += 32, from += 32) {
        s0 = f32x4.add(s0, f32x4.mul(v128.load(dy), v128.load(from)));
        s1 = f32x4.add(s1, f32x4.mul(v128.load(dy, 16), v128.load(from, 16)));
      }
      for (; dy < end; dy += 4, from += 4) rest += load<f32>(dy) * load<f32>(from);
    }
  }
  s0 = f32x4.add(s0, s1);
  return f32x4.extract_lane(s0, 0) + f32x4.extract_lane(s0, 1) + (f32x4.extract_lane(s0, 2) + f32x4.extract_lane(s0, 3)) + rest;
}
