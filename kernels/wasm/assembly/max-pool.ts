// Max pooling. PyTorch's order decides: of equal values the first in the window, -0 and +0 being equal; of NaNs the last,
// and it wins over all. An index is the place in its plane.
//
// The fast ways know neither NaN nor two zeros: they take the greatest down the rows of a window first, then along the row so
// made. A sum of all that is read gives NaNs away; the least of what was found, as an integer, gives -0 away, and as one
// without a sign +0. A plane with a NaN, or with both zeros, is done over in order, slowly.
import { at, hasEmptyWindow, strided, tableBins, tableWindows } from './window';

const negativeZero: i32 = -0x80000000;

// @ts-ignore: decorator
@inline
/** Before anything was seen; neither zero, with or without a sign. */
function nothingSeen(): v128 {
  return i32x4.splat(0x7fffffff);
}

/** Any window over planes of T x H x W, which are one high or deep where there are fewer axes; `indices` null when not wanted. */
export function max_pool(
  x: usize, y: usize, indices: usize, scratch: usize, planes: i32, T: i32, H: i32, W: i32, outT: i32, outH: i32, outW: i32,
  kernelT: i32, kernelH: i32, kernelW: i32, strideT: i32, strideH: i32, strideW: i32,
  padT: i32, padH: i32, padW: i32, dilationT: i32, dilationH: i32, dilationW: i32,
): void {
  const tableH = tableWindows(scratch, outT, T, kernelT, strideT, padT, dilationT);
  const tableW = tableWindows(tableH, outH, H, kernelH, strideH, padH, dilationH);
  const room = tableWindows(tableW, outW, W, kernelW, strideW, padW, dilationW);
  const isPlane = T == 1 && outT == 1 && dilationH == 1 && dilationW == 1;
  const isSquare = isPlane && kernelH == kernelW && (kernelW == 2 || kernelW == 3) && (strideW == 1 || strideW == 2);
  const way = isSquare && padW <= 1 && W >= 12 && outW >= 4 ? 10 * strideW + kernelW : 0;
  const span = max((outW - 1) * strideW + (kernelW - 1) * dilationW + 1, padW + W);
  pool(x, y, indices, planes, T, H, W, outT, outH, outW, scratch, tableH, tableW, room, dilationT, dilationH, dilationW, kernelW, strideW, padW, span, way);
}

/** The greatest of each bin. */
export function adaptive_max_pool(
  x: usize, y: usize, indices: usize, scratch: usize, planes: i32, T: i32, H: i32, W: i32, outT: i32, outH: i32, outW: i32,
): void {
  const tableH = tableBins(scratch, outT, T);
  const tableW = tableBins(tableH, outH, H);
  const room = tableBins(tableW, outW, W);
  pool(x, y, indices, planes, T, H, W, outT, outH, outW, scratch, tableH, tableW, room, 1, 1, 1, 0, 0, 0, W, 0);
}

/** `room`: the tables' end, and scratch from there on. A stride of 0: the windows along a row are what the table says. */
function pool(
  x: usize, y: usize, indices: usize, planes: i32, T: i32, H: i32, W: i32, outT: i32, outH: i32, outW: i32,
  tableT: usize, tableH: usize, tableW: usize, room: usize,
  stepT: i32, stepH: i32, stepW: i32, kernelW: i32, strideW: i32, padW: i32, span: i32, way: i32,
): void {
  const slow = W < 4 || hasEmptyWindow(tableT, outT) || hasEmptyWindow(tableH, outH) || hasEmptyWindow(tableW, outW);
  const row = (room + 15) & ~15;
  const places = row + (<usize>(span + 19 & ~3) << 2);
  const rows = indices ? places + (<usize>(span + 19 & ~3) << 2) : places;
  if (!slow) {
    for (let cell = row; cell < places; cell += 16) v128.store(cell, f32x4.splat(-Infinity));
    if (indices) memory.fill(places, 0xff, rows - places);
  }
  const inPlane = <usize>(T * H * W) << 2;
  const outPlane = <usize>(outT * outH * outW) << 2;
  for (let plane = 0; plane < planes; plane++) {
    let done = false;
    if (!slow) {
      if (way == 23) done = squares(x, y, indices, H, W, outH, outW, tableH, padW, row, 3, 2);
      else if (way == 22) done = squares(x, y, indices, H, W, outH, outW, tableH, padW, row, 2, 2);
      else if (way == 13) done = squares(x, y, indices, H, W, outH, outW, tableH, padW, row, 3, 1);
      else if (way == 12) done = squares(x, y, indices, H, W, outH, outW, tableH, padW, row, 2, 1);
      else {
        done = byRows(
          x, y, indices, H, W, outT, outH, outW, tableT, tableH, tableW, stepT, stepH, stepW, kernelW, strideW, row + (<usize>padW << 2),
          places + (<usize>padW << 2), rows, padW,
        );
      }
    }
    if (!done) inOrder(x, y, indices, H, W, outT, outH, outW, tableT, tableH, tableW, stepT, stepH, stepW);
    x += inPlane;
    y += outPlane;
    if (indices) indices += outPlane;
  }
}

/** One plane in PyTorch's own order. */
function inOrder(
  x: usize, y: usize, indices: usize, H: i32, W: i32, outT: i32, outH: i32, outW: i32,
  tableT: usize, tableH: usize, tableW: usize, stepT: i32, stepH: i32, stepW: i32,
): void {
  for (let ot = 0; ot < outT; ot++) {
    const firstT = load<i32>(tableT + (<usize>ot << 3));
    const endT = load<i32>(tableT + (<usize>ot << 3), 4);
    for (let oh = 0; oh < outH; oh++) {
      const firstH = load<i32>(tableH + (<usize>oh << 3));
      const endH = load<i32>(tableH + (<usize>oh << 3), 4);
      for (let ow = 0; ow < outW; ow++) {
        const firstW = load<i32>(tableW + (<usize>ow << 3));
        const endW = load<i32>(tableW + (<usize>ow << 3), 4);
        let best: f32 = -Infinity;
        let place = (firstT * H + firstH) * W + firstW;
        for (let t = firstT; t < endT; t += stepT) {
          for (let h = firstH; h < endH; h += stepH) {
            for (let w = firstW; w < endW; w += stepW) {
              const index = (t * H + h) * W + w;
              const value = load<f32>(at(x, index));
              if (value > best || value != value) {
                best = value;
                place = index;
              }
            }
          }
        }
        store<f32>(y, best);
        y += 4;
        if (indices) {
          store<i32>(indices, place);
          indices += 4;
        }
      }
    }
  }
}

/**
 * One plane under any windows: `row` gets the greatest down the rows, between cells of -infinity; `places` where it was.
 * False when there is a NaN, or both zeros.
 */
function byRows(
  x: usize, y: usize, indices: usize, H: i32, W: i32, outT: i32, outH: i32, outW: i32,
  tableT: usize, tableH: usize, tableW: usize, stepT: i32, stepH: i32, stepW: i32, kernelW: i32, strideW: i32,
  row: usize, places: usize, rows: usize, padW: i32,
): bool {
  const bytes = <usize>W << 2;
  let sum = f32x4.splat(0);
  let least = nothingSeen();
  let leastUnsigned = nothingSeen();
  for (let ot = 0; ot < outT; ot++) {
    const firstT = load<i32>(tableT + (<usize>ot << 3));
    const endT = load<i32>(tableT + (<usize>ot << 3), 4);
    for (let oh = 0; oh < outH; oh++) {
      const firstH = load<i32>(tableH + (<usize>oh << 3));
      const endH = load<i32>(tableH + (<usize>oh << 3), 4);
      let end = rows;
      for (let t = firstT; t < endT; t += stepT) {
        for (let h = firstH; h < endH; h += stepH) {
          store<usize>(end, at(x, (t * H + h) * W));
          end += 4;
        }
      }
      // The last vector of a row laps over the one before.
      if (indices) {
        for (let next = rows; next < end; next += 4) {
          const from = load<usize>(next);
          const isFirst = next == rows;
          for (let cell: usize = 0, last = bytes - 16; ; cell = min(cell + 16, last)) {
            const value = v128.load(from + cell);
            const index = i32x4.add(i32x4.splat(<i32>((from + cell - x) >> 2)), i32x4(0, 1, 2, 3));
            sum = f32x4.add(sum, value);
            if (isFirst) {
              v128.store(row + cell, value);
              v128.store(places + cell, index);
            } else {
              const best = v128.load(row + cell);
              v128.store(row + cell, f32x4.pmax(best, value));
              v128.store(places + cell, v128.bitselect(index, v128.load(places + cell), f32x4.gt(value, best)));
            }
            if (cell == last) break;
          }
        }
      } else {
        let next = rows;
        while (next < end) {
          const isFirst = next == rows;
          const one = load<usize>(next);
          const two = next + 4 < end ? load<usize>(next, 4) : one;
          const three = next + 8 < end ? load<usize>(next, 8) : two;
          next += 12;
          for (let cell: usize = 0, last = bytes - 16; ; cell = min(cell + 16, last)) {
            const a = v128.load(one + cell);
            const b = v128.load(two + cell);
            const c = v128.load(three + cell);
            sum = f32x4.add(f32x4.add(sum, a), f32x4.add(b, c));
            let best = f32x4.pmax(f32x4.pmax(a, b), c);
            if (!isFirst) best = f32x4.pmax(v128.load(row + cell), best);
            v128.store(row + cell, best);
            if (cell == last) break;
          }
        }
      }
      for (let cell: usize = 0, last = bytes - 16; ; cell = min(cell + 16, last)) {
        least = i32x4.min_s(least, v128.load(row + cell));
        leastUnsigned = i32x4.min_u(leastUnsigned, v128.load(row + cell));
        if (cell == last) break;
      }
      const from = row - (<usize>padW << 2);
      const fromPlaces = places - (<usize>padW << 2);
      const step = <usize>stepW << 2;
      if (strideW == 0 || outW < 4) alongBins(row, places, tableW, outW, stepW, y, indices);
      else if (strideW == 1) along(from, fromPlaces, outW, kernelW, 1, step, y, indices);
      else if (strideW == 2) along(from, fromPlaces, outW, kernelW, 2, step, y, indices);
      else along(from, fromPlaces, outW, kernelW, strideW, step, y, indices);
      y += <usize>outW << 2;
      if (indices) indices += <usize>outW << 2;
    }
  }
  return !isNaNIn(sum) && !areBothZerosIn(least, leastUnsigned);
}

// @ts-ignore: decorator
@inline
/** The greatest of each window along a row, four windows at a time; the last four lap over those before. */
function along(from: usize, places: usize, outW: i32, kernelW: i32, stride: i32, step: usize, y: usize, indices: usize): void {
  const taps = <usize>kernelW * step;
  for (let ow = 0; ; ow = min(ow + 4, outW - 4)) {
    const start = <usize>(ow * stride) << 2;
    let best = strided(from + start, stride);
    for (let tap = start + step; tap < start + taps; tap += step) best = f32x4.pmax(best, strided(from + tap, stride));
    v128.store(at(y, ow), best);
    if (indices) {
      let place = i32x4.splat(-1);
      for (let tap = start; tap < start + taps; tap += step) {
        place = i32x4.min_u(place, v128.or(f32x4.ne(strided(from + tap, stride), best), strided(places + tap, stride)));
      }
      v128.store(at(indices, ow), place);
    }
    if (ow == outW - 4) break;
  }
}

/** The greatest of each window that a table says. */
function alongBins(row: usize, places: usize, table: usize, outW: i32, stepW: i32, y: usize, indices: usize): void {
  for (let ow = 0; ow < outW; ow++) {
    const end = load<i32>(table + (<usize>ow << 3), 4);
    let best: f32 = -Infinity;
    let place: u32 = 0xffffffff;
    for (let w = load<i32>(table + (<usize>ow << 3)); w < end; w += stepW) {
      const value = load<f32>(at(row, w));
      if (indices) {
        const index = load<u32>(at(places, w));
        if (value > best || (value == best && index < place)) place = index;
      }
      best = value > best ? value : best;
    }
    store<f32>(at(y, ow), best);
    if (indices) store<u32>(at(indices, ow), place);
  }
}

function isNaNIn(sum: v128): bool {
  return v128.any_true(f32x4.ne(sum, sum));
}

function areBothZerosIn(least: v128, leastUnsigned: v128): bool {
  return v128.any_true(i32x4.eq(least, i32x4.splat(negativeZero))) && !i32x4.all_true(leastUnsigned);
}

// @ts-ignore: decorator
@inline
/** The greatest down two or three rows. */
function down(r0: usize, r1: usize, r2: usize, kernel: i32): v128 {
  const top = f32x4.pmax(v128.load(r0), v128.load(r1));
  return kernel == 3 ? f32x4.pmax(top, v128.load(r2)) : top;
}

// @ts-ignore: decorator
@inline
function downSum(r0: usize, r1: usize, r2: usize, kernel: i32): v128 {
  const top = f32x4.add(v128.load(r0), v128.load(r1));
  return kernel == 3 ? f32x4.add(top, v128.load(r2)) : top;
}

// @ts-ignore: decorator
@inline
/** Of the greatest down the rows, the place of its row: `first`, or further on by the row's distance. */
function downPlace(best: v128, r0: usize, r1: usize, first: v128, one: v128, two: v128, kernel: i32): v128 {
  const below = kernel == 3 ? i32x4.add(one, v128.and(f32x4.ne(v128.load(r1), best), two)) : one;
  return i32x4.add(first, v128.and(f32x4.ne(v128.load(r0), best), below));
}

// @ts-ignore: decorator
@inline
/** Four outputs from the eight columns c to c + 7, and those from c + 8 on. */
function across(near: v128, far: v128, beyond: v128, kernel: i32, stride: i32): v128 {
  if (stride == 1) {
    const pair = f32x4.pmax(near, v128.shuffle<f32>(near, far, 1, 2, 3, 4));
    return kernel == 3 ? f32x4.pmax(pair, v128.shuffle<f32>(near, far, 2, 3, 4, 5)) : pair;
  }
  const even = v128.shuffle<f32>(near, far, 0, 2, 4, 6);
  const pair = f32x4.pmax(even, v128.shuffle<f32>(near, far, 1, 3, 5, 7));
  return kernel == 3 ? f32x4.pmax(pair, v128.shuffle<f32>(even, beyond, 1, 2, 3, 4)) : pair;
}

// @ts-ignore: decorator
@inline
function acrossPlace(best: v128, near: v128, far: v128, beyond: v128, nearPlace: v128, farPlace: v128, beyondPlace: v128, kernel: i32, stride: i32): v128 {
  if (stride == 1) {
    const pair = i32x4.min_u(
      v128.or(f32x4.ne(near, best), nearPlace),
      v128.or(f32x4.ne(v128.shuffle<f32>(near, far, 1, 2, 3, 4), best), v128.shuffle<f32>(nearPlace, farPlace, 1, 2, 3, 4)),
    );
    if (kernel != 3) return pair;
    const last = v128.shuffle<f32>(near, far, 2, 3, 4, 5);
    return i32x4.min_u(pair, v128.or(f32x4.ne(last, best), v128.shuffle<f32>(nearPlace, farPlace, 2, 3, 4, 5)));
  }
  const even = v128.shuffle<f32>(near, far, 0, 2, 4, 6);
  const evenPlace = v128.shuffle<f32>(nearPlace, farPlace, 0, 2, 4, 6);
  const place = i32x4.min_u(
    v128.or(f32x4.ne(even, best), evenPlace),
    v128.or(f32x4.ne(v128.shuffle<f32>(near, far, 1, 3, 5, 7), best), v128.shuffle<f32>(nearPlace, farPlace, 1, 3, 5, 7)),
  );
  if (kernel != 3) return place;
  const next = v128.shuffle<f32>(even, beyond, 1, 2, 3, 4);
  return i32x4.min_u(place, v128.or(f32x4.ne(next, best), v128.shuffle<f32>(evenPlace, beyondPlace, 1, 2, 3, 4)));
}

// @ts-ignore: decorator
@inline
function squares(
  x: usize, y: usize, indices: usize, H: i32, W: i32, outH: i32, outW: i32, table: usize, padW: i32, tail: usize, kernel: i32, stride: i32,
): bool {
  if (indices) return inRegisters(x, y, indices, H, W, outH, outW, table, padW, tail, kernel, stride, true);
  return inRegisters(x, y, indices, H, W, outH, outW, table, padW, tail, kernel, stride, false);
}

// @ts-ignore: decorator
@inline
/**
 * One plane under windows of 2 x 2 or 3 x 3 that move by one or two columns: all in registers but for the end of a row, which
 * goes through `tail`, twelve columns and -infinity after them. W >= 12, outW >= 4. False when there is a NaN, or both zeros.
 */
function inRegisters(
  x: usize, y: usize, indices: usize, H: i32, W: i32, outH: i32, outW: i32, table: usize, padW: i32, tail: usize, kernel: i32, stride: i32, placed: bool,
): bool {
  const bytes = <usize>W << 2;
  const tailPlaces = tail + 128;
  const lastColumn = W - 12;
  let sum = f32x4.splat(0);
  let least = nothingSeen();
  let leastUnsigned = nothingSeen();
  // The last output of which all columns that a step reads are inside.
  const inside = stride == 2 ? (W + padW - 12) >> 1 : W + padW - 8;
  v128.store(tail, f32x4.splat(-Infinity), 48);
  v128.store(tail, f32x4.splat(-Infinity), 64);
  v128.store(tail, f32x4.splat(-Infinity), 80);
  if (placed) {
    v128.store(tailPlaces, i32x4.splat(-1), 48);
    v128.store(tailPlaces, i32x4.splat(-1), 64);
    v128.store(tailPlaces, i32x4.splat(-1), 80);
  }
  const four = i32x4.splat(4);
  for (let oh = 0; oh < outH; oh++) {
    const first = load<i32>(table + (<usize>oh << 3));
    const lastRow = load<i32>(table + (<usize>oh << 3), 4) - 1;
    const second = min(first + 1, lastRow);
    const third = min(first + 2, lastRow);
    let r0 = x + <usize>first * bytes;
    let r1 = x + <usize>second * bytes;
    let r2 = x + <usize>third * bytes;
    const one = i32x4.splat((second - first) * W);
    const two = i32x4.splat((third - second) * W);
    let place = i32x4.add(i32x4.splat(first * W), i32x4(0, 1, 2, 3));
    let near = down(r0, r1, r2, kernel);
    let nearPlace = placed ? downPlace(near, r0, r1, place, one, two, kernel) : place;
    sum = f32x4.add(sum, downSum(r0, r1, r2, kernel));
    least = i32x4.min_s(least, near);
    leastUnsigned = i32x4.min_u(leastUnsigned, near);
    if (padW == 1) {
      near = v128.shuffle<f32>(f32x4.splat(-Infinity), near, 3, 4, 5, 6);
      if (placed) nearPlace = v128.shuffle<f32>(i32x4.splat(-1), nearPlace, 3, 4, 5, 6);
      r0 -= 4;
      r1 -= 4;
      r2 -= 4;
      place = i32x4.sub(place, i32x4.splat(1));
    }
    let ow = 0;
    let out = y;
    for (; ow <= inside; ow += 4) {
      const far = down(r0 + 16, r1 + 16, r2 + 16, kernel);
      sum = f32x4.add(sum, downSum(r0 + 16, r1 + 16, r2 + 16, kernel));
      least = i32x4.min_s(least, far);
      leastUnsigned = i32x4.min_u(leastUnsigned, far);
      let beyond = far;
      let farPlace = place;
      let beyondPlace = place;
      if (placed) {
        place = i32x4.add(place, four);
        farPlace = downPlace(far, r0 + 16, r1 + 16, place, one, two, kernel);
        beyondPlace = farPlace;
      }
      if (stride == 2) {
        beyond = down(r0 + 32, r1 + 32, r2 + 32, kernel);
        sum = f32x4.add(sum, downSum(r0 + 32, r1 + 32, r2 + 32, kernel));
        least = i32x4.min_s(least, beyond);
        leastUnsigned = i32x4.min_u(leastUnsigned, beyond);
        if (placed) {
          place = i32x4.add(place, four);
          beyondPlace = downPlace(beyond, r0 + 32, r1 + 32, place, one, two, kernel);
        }
      }
      const best = across(near, far, beyond, kernel, stride);
      v128.store(out, best);
      out += 16;
      if (placed) {
        v128.store(at(indices, ow), acrossPlace(best, near, far, beyond, nearPlace, farPlace, beyondPlace, kernel, stride));
        nearPlace = beyondPlace;
      }
      near = beyond;
      const step: usize = stride == 2 ? 32 : 16;
      r0 += step;
      r1 += step;
      r2 += step;
    }
    // The end of the row: the last twelve columns once more.
    r0 = x + <usize>first * bytes + (<usize>lastColumn << 2);
    r1 = x + <usize>second * bytes + (<usize>lastColumn << 2);
    r2 = x + <usize>third * bytes + (<usize>lastColumn << 2);
    place = i32x4.add(i32x4.splat(first * W + lastColumn), i32x4(0, 1, 2, 3));
    for (let cell: usize = 0; cell < 48; cell += 16) {
      const best = down(r0 + cell, r1 + cell, r2 + cell, kernel);
      v128.store(tail + cell, best);
      sum = f32x4.add(sum, downSum(r0 + cell, r1 + cell, r2 + cell, kernel));
      least = i32x4.min_s(least, best);
      leastUnsigned = i32x4.min_u(leastUnsigned, best);
      if (placed) {
        v128.store(tailPlaces + cell, downPlace(best, r0 + cell, r1 + cell, place, one, two, kernel));
        place = i32x4.add(place, four);
      }
    }
    for (; ow < outW; ow += 4) {
      ow = min(ow, outW - 4);
      const cell = <usize>(stride * ow - padW - lastColumn) << 2;
      near = v128.load(tail + cell);
      const far = v128.load(tail + cell, 16);
      const beyond = v128.load(tail + cell, 32);
      const best = across(near, far, beyond, kernel, stride);
      v128.store(at(y, ow), best);
      if (placed) {
        const places = tailPlaces + cell;
        v128.store(
          at(indices, ow),
          acrossPlace(best, near, far, beyond, v128.load(places), v128.load(places, 16), v128.load(places, 32), kernel, stride),
        );
      }
    }
    y += <usize>outW << 2;
    if (placed) indices += <usize>outW << 2;
  }
  return !isNaNIn(sum) && !areBothZerosIn(least, leastUnsigned);
}

/**
 * Adds each gradient where its maximum was. Windows that overlap may have had the same one: `apart` outputs of a row further
 * on they do not, and in that order an addition need not wait for the one before. The windows of output row r end before
 * cell r * advance + reach: so far zeros are laid just ahead, while they stay in the cache.
 */
export function max_pool_backward(
  dy: usize, indices: usize, dx: usize, planes: i32, inPlane: i32, rows: i32, outW: i32, apart: i32, advance: i32, reach: i32,
): void {
  const step = <usize>apart << 2;
  const bytes = <usize>outW << 2;
  for (let plane = 0; plane < planes; plane++) {
    let laid = 0;
    for (let row = 0; row < rows; row++) {
      const ahead = min(row * advance + reach, inPlane);
      if (ahead > laid) {
        memory.fill(at(dx, laid), 0, <usize>(ahead - laid) << 2);
        laid = ahead;
      }
      const last = min(step, bytes);
      for (let start: usize = 0; start < last; start += 4) {
        for (let cell = start; cell < bytes; cell += step) {
          const place = load<u32>(indices + cell);
          if (place < <u32>inPlane) {
            const to = dx + (<usize>place << 2);
            store<f32>(to, load<f32>(to) + load<f32>(dy + cell));
          }
        }
      }
      indices += bytes;
      dy += bytes;
    }
    memory.fill(at(dx, laid), 0, <usize>(inPlane - laid) << 2);
    dx += <usize>inPlane << 2;
  }
}
