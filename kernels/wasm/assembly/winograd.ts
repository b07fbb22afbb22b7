// Convolutions by 3 x 3 with a stride of 1, in tiles of 2 x 2: each takes 16 products of matrices' worth of multiplications where
// the plain way takes 36. (A. Lavin, S. Gray: Fast Algorithms for Convolutional Neural Networks, F(2x2, 3x3).)
//
// A tile reads 4 x 4 numbers. Infinities and NaN among them would spread to all four outputs: they are seen in the output, and
// whoever has called does it over in the plain way.
//
// Tiles are taken four at a time along a row: a group. Two groups are a panel of the products.
import { aligned, panelBytes, tile } from './gemm';
import { at } from './window';

// @ts-ignore: decorator
@inline
function roundUp(size: i32, unit: i32): i32 {
  return (size + unit - 1) / unit * unit;
}

/** Groups in a row of tiles. */
function groupsOf(outW: i32): i32 {
  return (outW + 7) >> 3;
}

/** Rows of tiles that are worked on at a time: about 64 tiles, fewer where there are many channels. */
function blockRowsOf(inChannels: i32, outW: i32): i32 {
  const tiles = max(min(64, 16384 / max(inChannels, 1)), 8);
  return max(tiles / (4 * groupsOf(outW)), 1);
}

// @ts-ignore: decorator
@inline
function panelsOf(rows: i32, groups: i32): i32 {
  return (rows * groups + 1) >> 1;
}

function weightBytes(inChannels: i32, outChannels: i32): usize {
  return <usize>(roundUp(inChannels, 4) * roundUp(outChannels, 4)) << 2;
}

/** Bytes of scratch for `conv_winograd`. */
export function conv_winograd_scratch(inChannels: i32, outChannels: i32, outW: i32): i32 {
  const groups = groupsOf(outW);
  const panels = panelsOf(blockRowsOf(inChannels, outW), groups);
  const products = <usize>(roundUp(outChannels, 4) * panels) << 5;
  const perPlace = weightBytes(inChannels, outChannels) + panelBytes(inChannels) * panels + products;
  return <i32>((perPlace << 4) + (rowBytesOf(groups) << 2) + 320);
}

// @ts-ignore: decorator
@inline
/** Bytes of a padded row of the input. */
function rowBytesOf(groups: i32): usize {
  return (<usize>groups << 5) + 32;
}

/** Transforms the weight of a group: [16][out][in] of [out][in][3][3], both rounded up to 4, where what is beyond stands for the last again. */
function transformWeight(weight: usize, to: usize, inChannels: i32, outChannels: i32): void {
  const bytes = weightBytes(inChannels, outChannels);
  const half = f32x4.splat(0.5);
  const last = inChannels - 1;
  for (let out = 0, all = roundUp(outChannels, 4); out < all; out++) {
    const from = at(weight, min(out, outChannels - 1) * inChannels * 9);
    for (let channel = 0; channel < inChannels; channel += 4, to += 16) {
      const w0 = at(from, 9 * channel), w1 = at(from, 9 * min(channel + 1, last)), w2 = at(from, 9 * min(channel + 2, last)), w3 = at(from, 9 * min(channel + 3, last));
      let target = to;
      for (let line = 0; line < 4; line++) {
        // The line's three numbers, from the three rows of the kernel.
        const k0 = weightLine(w0, w1, w2, w3, 0, line, half);
        const k1 = weightLine(w0, w1, w2, w3, 4, line, half);
        const k2 = weightLine(w0, w1, w2, w3, 8, line, half);
        const outer = f32x4.add(k0, k2);
        v128.store(target, k0);
        target += bytes;
        v128.store(target, f32x4.mul(f32x4.add(outer, k1), half));
        target += bytes;
        v128.store(target, f32x4.mul(f32x4.sub(outer, k1), half));
        target += bytes;
        v128.store(target, k2);
        target += bytes;
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function lanes(w0: usize, w1: usize, w2: usize, w3: usize, offset: usize): v128 {
  return f32x4(load<f32>(w0 + offset), load<f32>(w1 + offset), load<f32>(w2 + offset), load<f32>(w3 + offset));
}

function weightLine(w0: usize, w1: usize, w2: usize, w3: usize, column: usize, line: i32, half: v128): v128 {
  const top = lanes(w0, w1, w2, w3, column);
  if (line == 0) return top;
  const bottom = lanes(w0, w1, w2, w3, column + 24);
  if (line == 3) return bottom;
  const middle = lanes(w0, w1, w2, w3, column + 12);
  const outer = f32x4.add(top, bottom);
  return f32x4.mul(half, line == 1 ? f32x4.add(outer, middle) : f32x4.sub(outer, middle));
}

/** Copies a row of the input with `pad` zeros before it and zeros behind; all zeros where there is no such row. */
function padRow(x: usize, row: i32, H: i32, W: i32, pad: i32, to: usize, bytes: usize): void {
  if (<u32>row >= <u32>H) {
    memory.fill(to, 0, bytes);
    return;
  }
  const end = to + bytes;
  let from = at(x, row * W);
  for (const first = at(to, pad); to < first; to += 4) store<f32>(to, 0);
  const last = min(at(to, W), end);
  for (; to + 16 <= last; to += 16, from += 16) v128.store(to, v128.load(from));
  for (; to < last; to += 4, from += 4) store<f32>(to, load<f32>(from));
  for (; to < end; to += 4) store<f32>(to, 0);
}

/** Transforms a row of tiles of one channel, from four padded rows; `to` is where the channel's place in the first panel is. */
function transformRow(rows: usize, rowBytes: usize, to: usize, group: i32, groups: i32, panel: usize, step: usize): void {
  for (const end = group + groups; group < end; group++, rows += 32) {
    let target = to + <usize>(group >> 1) * panel + (<usize>(group & 1) << 4);
    let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0, c0 = a0, c1 = a0, c2 = a0, c3 = a0;
    for (let line = 0; line < 4; line++) {
      const from = rows + <usize>line * rowBytes;
      const near = v128.load(from), far = v128.load(from, 16), beyond = v128.load(from, 32);
      const d0 = v128.shuffle<f32>(near, far, 0, 2, 4, 6);
      const d1 = v128.shuffle<f32>(near, far, 1, 3, 5, 7);
      const d2 = v128.shuffle<f32>(d0, beyond, 1, 2, 3, 4);
      const d3 = v128.shuffle<f32>(d1, beyond, 1, 2, 3, 5);
      const t0 = f32x4.sub(d0, d2), t1 = f32x4.add(d1, d2), t2 = f32x4.sub(d2, d1), t3 = f32x4.sub(d1, d3);
      if (line == 0) {
        a0 = t0; a1 = t1; a2 = t2; a3 = t3;
      } else if (line == 1) {
        b0 = t0; b1 = t1; b2 = t2; b3 = t3;
      } else if (line == 2) {
        c0 = t0; c1 = t1; c2 = t2; c3 = t3;
        target = storeFour(target, step, f32x4.sub(a0, c0), f32x4.sub(a1, c1), f32x4.sub(a2, c2), f32x4.sub(a3, c3));
        target = storeFour(target, step, f32x4.add(b0, c0), f32x4.add(b1, c1), f32x4.add(b2, c2), f32x4.add(b3, c3));
        target = storeFour(target, step, f32x4.sub(c0, b0), f32x4.sub(c1, b1), f32x4.sub(c2, b2), f32x4.sub(c3, b3));
      } else {
        target = storeFour(target, step, f32x4.sub(b0, t0), f32x4.sub(b1, t1), f32x4.sub(b2, t2), f32x4.sub(b3, t3));
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function storeFour(to: usize, step: usize, v0: v128, v1: v128, v2: v128, v3: v128): usize {
  v128.store(to, v0);
  v128.store(to + step, v1);
  to += 2 * step;
  v128.store(to, v2);
  v128.store(to + step, v3);
  return to + 2 * step;
}

/** Takes a group's products back to 2 x 8 outputs, of which `width` and, of two rows, `height` are stored. NaN in what is returned: not all were finite. */
function transformBack(from: usize, step: usize, bias: v128, y: usize, rowBytes: usize, width: i32, height: i32, tail: usize): v128 {
  const m0 = v128.load(from), m1 = v128.load(from + step), m2 = v128.load(from + 2 * step), m3 = v128.load(from + 3 * step);
  let sum0 = f32x4.add(bias, f32x4.add(f32x4.add(m0, m1), m2));
  let sum1 = f32x4.add(bias, f32x4.sub(f32x4.sub(m1, m2), m3));
  from += 4 * step;
  const n0 = v128.load(from), n1 = v128.load(from + step), n2 = v128.load(from + 2 * step), n3 = v128.load(from + 3 * step);
  let s = f32x4.add(f32x4.add(n0, n1), n2), t = f32x4.sub(f32x4.sub(n1, n2), n3);
  sum0 = f32x4.add(sum0, s);
  sum1 = f32x4.add(sum1, t);
  let low0 = f32x4.add(bias, s), low1 = f32x4.add(bias, t);
  from += 4 * step;
  const o0 = v128.load(from), o1 = v128.load(from + step), o2 = v128.load(from + 2 * step), o3 = v128.load(from + 3 * step);
  s = f32x4.add(f32x4.add(o0, o1), o2);
  t = f32x4.sub(f32x4.sub(o1, o2), o3);
  sum0 = f32x4.add(sum0, s);
  sum1 = f32x4.add(sum1, t);
  low0 = f32x4.sub(low0, s);
  low1 = f32x4.sub(low1, t);
  from += 4 * step;
  const p0 = v128.load(from), p1 = v128.load(from + step), p2 = v128.load(from + 2 * step), p3 = v128.load(from + 3 * step);
  low0 = f32x4.sub(low0, f32x4.add(f32x4.add(p0, p1), p2));
  low1 = f32x4.sub(low1, f32x4.sub(f32x4.sub(p1, p2), p3));
  storeRow(y, v128.shuffle<f32>(sum0, sum1, 0, 4, 1, 5), v128.shuffle<f32>(sum0, sum1, 2, 6, 3, 7), width, tail);
  if (height > 1) storeRow(y + rowBytes, v128.shuffle<f32>(low0, low1, 0, 4, 1, 5), v128.shuffle<f32>(low0, low1, 2, 6, 3, 7), width, tail);
  const all = f32x4.add(f32x4.sub(sum0, sum0), f32x4.sub(sum1, sum1));
  return f32x4.add(all, f32x4.add(f32x4.sub(low0, low0), f32x4.sub(low1, low1)));
}

// @ts-ignore: decorator
@inline
function storeRow(y: usize, near: v128, far: v128, width: i32, tail: usize): void {
  if (width >= 8) {
    v128.store(y, near);
    v128.store(y, far, 16);
    return;
  }
  v128.store(tail, near);
  v128.store(tail, far, 16);
  for (const end = at(y, width); y < end; y += 4, tail += 4) store<f32>(y, load<f32>(tail));
}

/** As `conv`, of 3 x 3 with stride and dilation 1. 0, or 1 where not all of y is finite: then it must be done over by `conv`. */
export function conv_winograd(
  x: usize, weight: usize, bias: usize, y: usize, scratch: usize, N: i32, groups: i32, inChannels: i32, outChannels: i32,
  H: i32, W: i32, outH: i32, outW: i32, padH: i32, padW: i32,
): i32 {
  const tileGroups = groupsOf(outW);
  const tileRows = (outH + 1) >> 1;
  const blockRows = blockRowsOf(inChannels, outW);
  const panels = panelsOf(blockRows, tileGroups);
  const panel = panelBytes(inChannels);
  const step = panel * panels;
  const allChannels = roundUp(outChannels, 4);
  const weightStep = weightBytes(inChannels, outChannels);
  const productRow = <usize>panels << 5;
  const productStep = productRow * allChannels;
  const padded = rowBytesOf(tileGroups);

  const tail = scratch;
  const rows = scratch + 64;
  const weights = aligned(rows + 4 * padded);
  const transformed = aligned(weights + 16 * weightStep);
  const products = transformed + 16 * step;
  let bad = f32x4.splat(0);
  for (let group = 0; group < groups; group++) {
    transformWeight(at(weight, group * outChannels * inChannels * 9), weights, inChannels, outChannels);
    for (let first = 0, all = N * tileRows; first < all; first += blockRows) {
      const count = min(blockRows, all - first);
      for (let channel = 0; channel < inChannels; channel++) {
        for (let row = 0; row < count; row++) {
          const image = (first + row) / tileRows;
          const top = ((first + row) - image * tileRows) * 2 - padH;
          const plane = at(x, ((image * groups + group) * inChannels + channel) * H * W);
          for (let line = 0; line < 4; line++) padRow(plane, top + line, H, W, padW, rows + <usize>line * padded, padded);
          transformRow(rows, padded, transformed + (<usize>channel << 5), row * tileGroups, tileGroups, panel, step);
        }
      }
      const used = panelsOf(count, tileGroups);
      for (let place = 0; place < 16; place++) {
        const a = weights + <usize>place * weightStep;
        let b = transformed + <usize>place * step;
        for (let index = 0; index < used; index++, b += panel) {
          let c = products + <usize>place * productStep + (<usize>index << 5);
          for (let out = 0; out < allChannels; out += 4, c += 4 * productRow) {
            tile(inChannels, a + <usize>out * (<usize>roundUp(inChannels, 4) << 2), <usize>roundUp(inChannels, 4) << 2, b, c, productRow, 0, 0, false);
          }
        }
      }
      for (let out = 0; out < outChannels; out++) {
        const start = bias ? v128.load32_splat(at(bias, group * outChannels + out)) : f32x4.splat(0);
        for (let row = 0; row < count; row++) {
          const image = (first + row) / tileRows;
          const top = ((first + row) - image * tileRows) * 2;
          let to = at(y, (((image * groups + group) * outChannels + out) * outH + top) * outW);
          let from = products + <usize>out * productRow + (<usize>(row * tileGroups) << 4);
          for (let left = outW; left > 0; left -= 8, from += 16, to += 32) {
            bad = f32x4.add(bad, transformBack(from, productStep, start, to, <usize>outW << 2, left, outH - top, tail));
          }
        }
      }
    }
  }
  return i32(v128.any_true(f32x4.ne(bad, bad)));
}
