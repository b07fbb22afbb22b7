// Average pooling: sums down the rows of a window, then along the row so made, and a true division by what the window counts.
import { at, strided, tableBins, tableWindows } from './window';

/** How many cells each window counts along an axis: those in the padding too, if `padded`, but none beyond it. */
function countCells(counts: usize, table: usize, out: i32, size: i32, kernel: i32, stride: i32, pad: i32, padded: bool): void {
  for (let place = 0; place < out; place++) {
    const start = place * stride - pad;
    const entry = table + (<usize>place << 3);
    const count = padded ? min(start + kernel, size + pad) - start : load<i32>(entry, 4) - load<i32>(entry);
    store<f32>(at(counts, place), <f32>count);
  }
}

function fillCounts(counts: usize, out: i32, value: f32): void {
  for (let place = 0; place < out; place++) store<f32>(at(counts, place), value);
}

// Where in the scratch what lies. Set by `lay`, read by all below: one thread runs one kernel at a time.
let tableT: usize = 0;
let tableH: usize = 0;
let tableW: usize = 0;
let countsT: usize = 0;
let countsH: usize = 0;
let countsW: usize = 0;
let room: usize = 0;

function lay(scratch: usize, outT: i32, outH: i32, outW: i32): void {
  tableT = scratch;
  tableH = tableT + (<usize>outT << 3);
  tableW = tableH + (<usize>outH << 3);
  countsT = tableW + (<usize>outW << 3);
  countsH = at(countsT, outT);
  countsW = at(countsH, outH);
  room = (at(countsW, outW) + 15) & ~15;
}

function layWindows(
  scratch: usize, T: i32, H: i32, W: i32, outT: i32, outH: i32, outW: i32, kernelT: i32, kernelH: i32, kernelW: i32,
  strideT: i32, strideH: i32, strideW: i32, padT: i32, padH: i32, padW: i32, padded: bool, divisor: f32,
): void {
  lay(scratch, outT, outH, outW);
  tableWindows(tableT, outT, T, kernelT, strideT, padT, 1);
  tableWindows(tableH, outH, H, kernelH, strideH, padH, 1);
  tableWindows(tableW, outW, W, kernelW, strideW, padW, 1);
  if (divisor != 0) {
    fillCounts(countsT, outT, 1);
    fillCounts(countsH, outH, 1);
    fillCounts(countsW, outW, divisor);
  } else {
    countCells(countsT, tableT, outT, T, kernelT, strideT, padT, padded);
    countCells(countsH, tableH, outH, H, kernelH, strideH, padH, padded);
    countCells(countsW, tableW, outW, W, kernelW, strideW, padW, padded);
  }
}

function layBins(scratch: usize, T: i32, H: i32, W: i32, outT: i32, outH: i32, outW: i32): void {
  lay(scratch, outT, outH, outW);
  tableBins(tableT, outT, T);
  tableBins(tableH, outH, H);
  tableBins(tableW, outW, W);
  countCells(countsT, tableT, outT, T, 0, 0, 0, false);
  countCells(countsH, tableH, outH, H, 0, 0, 0, false);
  countCells(countsW, tableW, outW, W, 0, 0, 0, false);
}

/** Any window over planes of T x H x W; `padded`: cells in the padding count; a divisor of 0: what the window counts. */
export function avg_pool(
  x: usize, y: usize, scratch: usize, padded: bool, divisor: f32, planes: i32, T: i32, H: i32, W: i32, outT: i32, outH: i32, outW: i32,
  kernelT: i32, kernelH: i32, kernelW: i32, strideT: i32, strideH: i32, strideW: i32, padT: i32, padH: i32, padW: i32,
): void {
  if (kernelT == T && kernelH == H && kernelW == W && (padT | padH | padW) == 0 && divisor == 0) {
    means(x, y, planes, T * H * W);
    return;
  }
  layWindows(scratch, T, H, W, outT, outH, outW, kernelT, kernelH, kernelW, strideT, strideH, strideW, padT, padH, padW, padded, divisor);
  const inPlane = <usize>(T * H * W) << 2;
  const outPlane = <usize>(outT * outH * outW) << 2;
  const isThree = T == 1 && outT == 1 && kernelH == 3 && kernelW == 3 && strideH == 1 && strideW == 1 && padW <= 1 && W >= 8 && outW >= 4 && outH >= 2;
  const left = room + (<usize>padW << 2);
  const cells = max((outW - 1) * strideW + kernelW, padW + W) + 8;
  const rows = at(room, (cells + 3) & ~3);
  memory.fill(room, 0, rows - room);
  if (isThree) memory.fill(room, 0, (<usize>W << 2) + 256);
  for (let plane = 0; plane < planes; plane++) {
    if (isThree) threes(x, y, H, W, outH, outW, padH, padW, at(room, 48));
    else averageRows(x, y, H, W, outT, outH, outW, kernelW, strideW, padW, left, rows);
    x += inPlane;
    y += outPlane;
  }
}

/** The mean of each bin. */
export function adaptive_avg_pool(x: usize, y: usize, scratch: usize, planes: i32, T: i32, H: i32, W: i32, outT: i32, outH: i32, outW: i32): void {
  if (outT * outH * outW == 1) {
    means(x, y, planes, T * H * W);
    return;
  }
  layBins(scratch, T, H, W, outT, outH, outW);
  const inPlane = <usize>(T * H * W) << 2;
  const outPlane = <usize>(outT * outH * outW) << 2;
  for (let plane = 0; plane < planes; plane++) {
    averageRows(x, y, H, W, outT, outH, outW, 0, 0, 0, room, at(room, (W + 3) & ~3));
    x += inPlane;
    y += outPlane;
  }
}

/** The mean of each row of n numbers. Sums in float32 stay short: after a while they go into a float64. */
function means(x: usize, y: usize, rows: i32, n: i32): void {
  for (let row = 0; row < rows; row++) {
    let total: f64 = 0;
    const end = at(x, n);
    while (x + 64 <= end) {
      let a = f32x4.splat(0);
      let b = a;
      let c = a;
      let d = a;
      const stop = x + (min(end - x, 2048) & ~63);
      for (; x < stop; x += 64) {
        a = f32x4.add(a, v128.load(x));
        b = f32x4.add(b, v128.load(x, 16));
        c = f32x4.add(c, v128.load(x, 32));
        d = f32x4.add(d, v128.load(x, 48));
      }
      const sum = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
      const pairs = f64x2.add(f64x2.promote_low_f32x4(sum), f64x2.promote_low_f32x4(v128.shuffle<f32>(sum, sum, 2, 3, 2, 3)));
      total += f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
    }
    for (; x < end; x += 4) total += <f64>load<f32>(x);
    store<f32>(y, <f32>(total / <f64>n));
    y += 4;
  }
}

/** One plane: `row` gets the sums down the rows, between cells of 0. A stride of 0: the table says what lies in a window. */
function averageRows(
  x: usize, y: usize, H: i32, W: i32, outT: i32, outH: i32, outW: i32, kernelW: i32, strideW: i32, padW: i32, row: usize, rows: usize,
): void {
  const from = row - (<usize>padW << 2);
  for (let ot = 0; ot < outT; ot++) {
    const endT = load<i32>(tableT + (<usize>ot << 3), 4);
    for (let oh = 0; oh < outH; oh++) {
      const endH = load<i32>(tableH + (<usize>oh << 3), 4);
      let end = rows;
      for (let t = load<i32>(tableT + (<usize>ot << 3)); t < endT; t++) {
        for (let h = load<i32>(tableH + (<usize>oh << 3)); h < endH; h++) {
          store<usize>(end, at(x, (t * H + h) * W));
          end += 4;
        }
      }
      sumRows(row, rows, end, W);
      const count = load<f32>(at(countsT, ot)) * load<f32>(at(countsH, oh));
      if (strideW == 0 || outW < 4) alongBins(row, outW, count, y);
      else if (strideW == 1) along(from, outW, kernelW, 1, count, y);
      else if (strideW == 2) along(from, outW, kernelW, 2, count, y);
      else along(from, outW, kernelW, strideW, count, y);
      y += <usize>outW << 2;
    }
  }
}

// @ts-ignore: decorator
@inline
/** The average of each window along a row, four windows at a time; the last four lap over those before. */
function along(from: usize, outW: i32, kernelW: i32, stride: i32, count: f32, y: usize): void {
  const counts = f32x4.splat(count);
  const taps = <usize>kernelW << 2;
  for (let ow = 0; ; ow = min(ow + 4, outW - 4)) {
    const start = from + (<usize>(ow * stride) << 2);
    let sum = strided(start, stride);
    for (let tap = start + 4; tap < start + taps; tap += 4) sum = f32x4.add(sum, strided(tap, stride));
    v128.store(at(y, ow), f32x4.div(sum, f32x4.mul(v128.load(at(countsW, ow)), counts)));
    if (ow == outW - 4) break;
  }
}

/** The average of each window that the table says. */
function alongBins(row: usize, outW: i32, count: f32, y: usize): void {
  for (let ow = 0; ow < outW; ow++) {
    const end = at(row, load<i32>(tableW + (<usize>ow << 3), 4));
    let sum: f64 = 0;
    for (let cell = at(row, load<i32>(tableW + (<usize>ow << 3))); cell < end; cell += 4) sum += <f64>load<f32>(cell);
    store<f32>(at(y, ow), <f32>sum / (load<f32>(at(countsW, ow)) * count));
  }
}

/** Adds up the rows whose addresses lie from `rows` to `end`. */
function sumRows(row: usize, rows: usize, end: usize, W: i32): void {
  const bytes = <usize>W << 2;
  for (let next = rows; next < end; next += 12) {
    const isFirst = next == rows;
    const one = load<usize>(next);
    const two = next + 4 < end ? load<usize>(next, 4) : 0;
    const three = next + 8 < end ? load<usize>(next, 8) : 0;
    let cell: usize = 0;
    if (three) {
      for (; cell + 16 <= bytes; cell += 16) {
        const sum = f32x4.add(f32x4.add(v128.load(one + cell), v128.load(two + cell)), v128.load(three + cell));
        v128.store(row + cell, isFirst ? sum : f32x4.add(v128.load(row + cell), sum));
      }
    } else if (two) {
      for (; cell + 16 <= bytes; cell += 16) {
        const sum = f32x4.add(v128.load(one + cell), v128.load(two + cell));
        v128.store(row + cell, isFirst ? sum : f32x4.add(v128.load(row + cell), sum));
      }
    } else {
      for (; cell + 16 <= bytes; cell += 16) {
        const sum = v128.load(one + cell);
        v128.store(row + cell, isFirst ? sum : f32x4.add(v128.load(row + cell), sum));
      }
    }
    for (; cell < bytes; cell += 4) {
      let sum = load<f32>(one + cell);
      if (two) sum += load<f32>(two + cell);
      if (three) sum += load<f32>(three + cell);
      store<f32>(row + cell, isFirst ? sum : load<f32>(row + cell) + sum);
    }
  }
}

// @ts-ignore: decorator
@inline
/** Four sums of three from the columns c to c + 5. */
function across(near: v128, far: v128): v128 {
  return f32x4.add(f32x4.add(near, v128.shuffle<f32>(near, far, 1, 2, 3, 4)), v128.shuffle<f32>(near, far, 2, 3, 4, 5));
}

// @ts-ignore: decorator
@inline
function rowOr(zeros: usize, x: usize, row: i32, H: i32, W: i32): usize {
  return <u32>row < <u32>H ? at(x, row * W) : zeros;
}

/** What the windows of a row count. */
function divide(divisors: usize, oh: i32, outW: i32): void {
  const count = load<f32>(at(countsH, oh)) * load<f32>(countsT);
  for (let ow = 0; ow < outW; ow++) store<f32>(at(divisors, ow), load<f32>(at(countsW, ow)) * count);
}

/**
 * One plane under windows of 3 x 3 that move by one, two rows of outputs at a time, in registers but for the end of a row.
 * `zeros`: a row of zeros; before it there is room for the last columns of either row, with zeros after them.
 * W >= 8, outW >= 4, outH >= 2.
 */
function threes(x: usize, y: usize, H: i32, W: i32, outH: i32, outW: i32, padH: i32, padW: i32, zeros: usize): void {
  const tail = zeros - 192;
  const lastColumn = W - 8;
  // The last output of which all columns that a step reads are inside.
  const inside = lastColumn + padW;
  const upper = at(zeros, (W + 11) & ~3);
  const lower = at(upper, (outW + 3) & ~3);
  let upperCount: f32 = 0;
  let lowerCount: f32 = 0;
  for (let oh = 0; ; oh = min(oh + 2, outH - 2)) {
    if (load<f32>(at(countsH, oh)) != upperCount) {
      upperCount = load<f32>(at(countsH, oh));
      divide(upper, oh, outW);
    }
    if (load<f32>(at(countsH, oh + 1)) != lowerCount) {
      lowerCount = load<f32>(at(countsH, oh + 1));
      divide(lower, oh + 1, outW);
    }
    let r0 = rowOr(zeros, x, oh - padH, H, W);
    let r1 = rowOr(zeros, x, oh - padH + 1, H, W);
    let r2 = rowOr(zeros, x, oh - padH + 2, H, W);
    let r3 = rowOr(zeros, x, oh - padH + 3, H, W);
    const last = <usize>lastColumn << 2;
    for (let cell: usize = 0; cell < 32; cell += 16) {
      const middle = f32x4.add(v128.load((r1 == zeros ? zeros : r1 + last) + cell), v128.load((r2 == zeros ? zeros : r2 + last) + cell));
      v128.store(tail + cell, f32x4.add(middle, v128.load((r0 == zeros ? zeros : r0 + last) + cell)));
      v128.store(tail + cell, f32x4.add(middle, v128.load((r3 == zeros ? zeros : r3 + last) + cell)), 64);
    }
    let middle = f32x4.add(v128.load(r1), v128.load(r2));
    let near = f32x4.add(middle, v128.load(r0));
    let below = f32x4.add(middle, v128.load(r3));
    if (padW == 1) {
      near = v128.shuffle<f32>(f32x4.splat(0), near, 3, 4, 5, 6);
      below = v128.shuffle<f32>(f32x4.splat(0), below, 3, 4, 5, 6);
      r0 -= 4;
      r1 -= 4;
      r2 -= 4;
      r3 -= 4;
    }
    const out = at(y, oh * outW);
    const next = at(out, outW);
    let ow = 0;
    for (; ow <= inside; ow += 4) {
      const cell = <usize>ow << 2;
      middle = f32x4.add(v128.load(r1 + cell, 16), v128.load(r2 + cell, 16));
      const far = f32x4.add(middle, v128.load(r0 + cell, 16));
      const farBelow = f32x4.add(middle, v128.load(r3 + cell, 16));
      v128.store(out + cell, f32x4.div(across(near, far), v128.load(upper + cell)));
      v128.store(next + cell, f32x4.div(across(below, farBelow), v128.load(lower + cell)));
      near = far;
      below = farBelow;
    }
    for (; ow < outW; ow += 4) {
      ow = min(ow, outW - 4);
      const cell = tail + (<usize>(ow - padW - lastColumn) << 2);
      v128.store(at(out, ow), f32x4.div(across(v128.load(cell), v128.load(cell, 16)), v128.load(at(upper, ow))));
      v128.store(at(next, ow), f32x4.div(across(v128.load(cell, 64), v128.load(cell, 80)), v128.load(at(lower, ow))));
    }
    if (oh == outH - 2) break;
  }
}

/** Spreads each gradient evenly over its window. */
export function avg_pool_backward(
  dy: usize, dx: usize, scratch: usize, padded: bool, divisor: f32, planes: i32, T: i32, H: i32, W: i32, outT: i32, outH: i32, outW: i32,
  kernelT: i32, kernelH: i32, kernelW: i32, strideT: i32, strideH: i32, strideW: i32, padT: i32, padH: i32, padW: i32,
): void {
  layWindows(scratch, T, H, W, outT, outH, outW, kernelT, kernelH, kernelW, strideT, strideH, strideW, padT, padH, padW, padded, divisor);
  spread(dy, dx, planes, T, H, W, outT, outH, outW, strideW == 1 ? kernelW : 0, padW);
}

export function adaptive_avg_pool_backward(dy: usize, dx: usize, scratch: usize, planes: i32, T: i32, H: i32, W: i32, outT: i32, outH: i32, outW: i32): void {
  layBins(scratch, T, H, W, outT, outH, outW);
  spread(dy, dx, planes, T, H, W, outT, outH, outW, 0, 0);
}

/** `kernelW` where windows move by one column; 0: as the table says. */
function spread(dy: usize, dx: usize, planes: i32, T: i32, H: i32, W: i32, outT: i32, outH: i32, outW: i32, kernelW: i32, padW: i32): void {
  const row = room;
  const shares = at(row, ((W + 3) & ~3) + kernelW);
  memory.fill(room, 0, at(shares, outW + kernelW) + 16 - room);
  for (let plane = 0; plane < planes; plane++) {
    memory.fill(dx, 0, <usize>(T * H * W) << 2);
    for (let ot = 0; ot < outT; ot++) {
      const endT = load<i32>(tableT + (<usize>ot << 3), 4);
      for (let oh = 0; oh < outH; oh++) {
        const endH = load<i32>(tableH + (<usize>oh << 3), 4);
        const count = load<f32>(at(countsT, ot)) * load<f32>(at(countsH, oh));
        shareRow(dy, shares, outW, count);
        if (kernelW) alongRow(row, at(shares, padW), W, kernelW);
        else {
          memory.fill(row, 0, <usize>W << 2);
          for (let ow = 0; ow < outW; ow++) {
            const share = load<f32>(at(shares, ow));
            const end = at(row, load<i32>(tableW + (<usize>ow << 3), 4));
            for (let cell = at(row, load<i32>(tableW + (<usize>ow << 3))); cell < end; cell += 4) store<f32>(cell, load<f32>(cell) + share);
          }
        }
        for (let t = load<i32>(tableT + (<usize>ot << 3)); t < endT; t++) {
          for (let h = load<i32>(tableH + (<usize>oh << 3)); h < endH; h++) addRow(at(dx, (t * H + h) * W), row, W);
        }
        dy += <usize>outW << 2;
      }
    }
    dx += <usize>(T * H * W) << 2;
  }
}

/** What each cell of a window gets. */
function shareRow(dy: usize, shares: usize, outW: i32, count: f32): void {
  let ow = 0;
  for (; ow + 4 <= outW; ow += 4) {
    v128.store(at(shares, ow), f32x4.div(v128.load(at(dy, ow)), f32x4.mul(v128.load(at(countsW, ow)), f32x4.splat(count))));
  }
  for (; ow < outW; ow++) store<f32>(at(shares, ow), load<f32>(at(dy, ow)) / (load<f32>(at(countsW, ow)) * count));
}

/** What each column gets of the windows over it: with zeros around them, shares w - kernel + 1 to w, counted from the padding. */
function alongRow(row: usize, shares: usize, W: i32, kernelW: i32): void {
  for (let w = 0; w < W; w += 4) {
    let sum = f32x4.splat(0);
    for (let tap = 0; tap < kernelW; tap++) sum = f32x4.add(sum, v128.load(at(shares, w - tap)));
    v128.store(at(row, w), sum);
  }
}

function addRow(to: usize, row: usize, W: i32): void {
  let w = 0;
  for (; w + 4 <= W; w += 4) v128.store(at(to, w), f32x4.add(v128.load(at(to, w)), v128.load(at(row, w))));
  for (; w < W; w++) store<f32>(at(to, w), load<f32>(at(to, w)) + load<f32>(at(row, w)));
}
