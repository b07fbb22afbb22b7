// Softmax and its logarithm over one axis: x is [outer, size, inner]. Infinities and NaN come out as in PyTorch: a row with +inf,
// or of nothing but -inf, is NaN.
import { expOfNegative4, log4 } from './exponential';
import { at } from './window';

// @ts-ignore: decorator
@inline
function greatest(lanes: v128): f32 {
  return max(max(f32x4.extract_lane(lanes, 0), f32x4.extract_lane(lanes, 1)), max(f32x4.extract_lane(lanes, 2), f32x4.extract_lane(lanes, 3)));
}

// @ts-ignore: decorator
@inline
function sumOf(lanes: v128): f32 {
  return (f32x4.extract_lane(lanes, 0) + f32x4.extract_lane(lanes, 1)) + (f32x4.extract_lane(lanes, 2) + f32x4.extract_lane(lanes, 3));
}

/** exp(x - top), and what is not a number stays so. */
// @ts-ignore: decorator
@inline
function weight(x: v128, top: v128): v128 {
  return expOfNegative4(f32x4.sub(x, top));
}

// @ts-ignore: decorator
@inline
function logOf(value: f32): f32 {
  return f32x4.extract_lane(log4(f32x4.splat(value)), 0);
}

function softmaxRow(x: usize, y: usize, size: i32, isLog: bool): void {
  const end = at(x, size);
  const last = end - 16;
  let top = f32x4.splat(-Infinity), other = top;
  let from = x;
  for (; from + 32 <= end; from += 32) {
    top = f32x4.pmax(top, v128.load(from));
    other = f32x4.pmax(other, v128.load(from, 16));
  }
  top = f32x4.pmax(top, other);
  for (; from + 16 <= end; from += 16) top = f32x4.pmax(top, v128.load(from));
  let most = greatest(top);
  for (; from < end; from += 4) most = max(most, load<f32>(from));
  const origin = f32x4.splat(most);
  let sums = f32x4.splat(0), more = sums;
  let to = y;
  from = x;
  for (; from + 32 <= end; from += 32, to += 32) {
    const p = weight(v128.load(from), origin);
    const q = weight(v128.load(from, 16), origin);
    if (!isLog) { v128.store(to, p); v128.store(to, q, 16); }
    sums = f32x4.add(sums, p);
    more = f32x4.add(more, q);
  }
  sums = f32x4.add(sums, more);
  for (; from <= last; from += 16, to += 16) {
    const p = weight(v128.load(from), origin);
    if (!isLog) v128.store(to, p);
    sums = f32x4.add(sums, p);
  }
  let sum = sumOf(sums);
  for (; from < end; from += 4, to += 4) {
    const p = weight(f32x4.splat(load<f32>(from)), origin);
    if (!isLog) v128.store32_lane(to, p, 0);
    sum += f32x4.extract_lane(p, 0);
  }
  if (isLog) {
    // NaN has no logarithm to be worked out.
    const shift = sum == sum ? logOf(sum) : sum;
    const shifts = f32x4.splat(shift);
    for (from = x, to = y; from <= last; from += 16, to += 16) v128.store(to, f32x4.sub(f32x4.sub(v128.load(from), origin), shifts));
    for (; from < end; from += 4, to += 4) store<f32>(to, (load<f32>(from) - most) - shift);
    return;
  }
  const share: f32 = 1 / sum;
  const shares = f32x4.splat(share);
  for (from = y; from + 32 <= to; from += 32) {
    v128.store(from, f32x4.mul(v128.load(from), shares));
    v128.store(from, f32x4.mul(v128.load(from, 16), shares), 16);
  }
  for (; from < to; from += 4) store<f32>(from, load<f32>(from) * share);
}

/** Four columns side by side, or with `lanes` fewer, the first of them. */
// @ts-ignore: decorator
@inline
function read(x: usize, isWhole: bool): v128 {
  return isWhole ? v128.load(x) : v128.load32_splat(x);
}

// @ts-ignore: decorator
@inline
function write(y: usize, value: v128, isWhole: bool): void {
  if (isWhole) v128.store(y, value);
  else v128.store32_lane(y, value, 0);
}

function softmaxColumns(x: usize, y: usize, size: i32, step: usize, isLog: bool, isWhole: bool): void {
  let top = f32x4.splat(-Infinity);
  let from = x;
  for (let index = 0; index < size; index++, from += step) top = f32x4.pmax(top, read(from, isWhole));
  let sum = f32x4.splat(0);
  from = x;
  let to = y;
  for (let index = 0; index < size; index++, from += step, to += step) {
    const p = weight(read(from, isWhole), top);
    if (!isLog) write(to, p, isWhole);
    sum = f32x4.add(sum, p);
  }
  const scale = isLog ? v128.bitselect(log4(sum), sum, f32x4.eq(sum, sum)) : f32x4.div(f32x4.splat(1), sum);
  from = isLog ? x : y;
  to = y;
  for (let index = 0; index < size; index++, from += step, to += step) {
    const value = read(from, isWhole);
    write(to, isLog ? f32x4.sub(f32x4.sub(value, top), scale) : f32x4.mul(value, scale), isWhole);
  }
}

/** y = softmax(x), or its logarithm, over the middle axis. */
export function softmax(x: usize, y: usize, outer: i32, size: i32, inner: i32, isLog: bool): void {
  const block = at(0, size * inner);
  for (let row = 0; row < outer; row++, x += block, y += block) {
    if (inner == 1) {
      softmaxRow(x, y, size, isLog);
      continue;
    }
    let column = 0;
    for (; column + 4 <= inner; column += 4) softmaxColumns(at(x, column), at(y, column), size, at(0, inner), isLog, true);
    for (; column < inner; column++) softmaxColumns(at(x, column), at(y, column), size, at(0, inner), isLog, false);
  }
}

// @ts-ignore: decorator
@inline
function part(y: v128, dy: v128, isLog: bool): v128 {
  return isLog ? dy : f32x4.mul(y, dy);
}

// @ts-ignore: decorator
@inline
function gradient(y: v128, dy: v128, sum: v128, isLog: bool): v128 {
  return isLog ? f32x4.sub(dy, f32x4.mul(expOfNegative4(y), sum)) : f32x4.mul(y, f32x4.sub(dy, sum));
}

// @ts-ignore: decorator
@inline
function backwardColumns(y: usize, dy: usize, dx: usize, size: i32, step: usize, isLog: bool, isWhole: bool): void {
  let sum = f32x4.splat(0);
  let offset: usize = 0;
  for (let index = 0; index < size; index++, offset += step) sum = f32x4.add(sum, part(read(y + offset, isWhole), read(dy + offset, isWhole), isLog));
  offset = 0;
  for (let index = 0; index < size; index++, offset += step) write(dx + offset, gradient(read(y + offset, isWhole), read(dy + offset, isWhole), sum, isLog), isWhole);
}

function backwardRow(y: usize, dy: usize, dx: usize, size: i32, isLog: bool): void {
  const bytes = at(0, size);
  let lanes = f32x4.splat(0);
  let offset: usize = 0;
  for (; offset + 16 <= bytes; offset += 16) lanes = f32x4.add(lanes, part(v128.load(y + offset), v128.load(dy + offset), isLog));
  let sum = sumOf(lanes);
  for (; offset < bytes; offset += 4) sum += f32x4.extract_lane(part(v128.load32_splat(y + offset), v128.load32_splat(dy + offset), isLog), 0);
  const sums = f32x4.splat(sum);
  for (offset = 0; offset + 16 <= bytes; offset += 16) v128.store(dx + offset, gradient(v128.load(y + offset), v128.load(dy + offset), sums, isLog));
  for (; offset < bytes; offset += 4) v128.store32_lane(dx + offset, gradient(v128.load32_splat(y + offset), v128.load32_splat(dy + offset), sums, isLog), 0);
}

/** dx of softmax, or of its logarithm, from what it made. */
export function softmax_backward(y: usize, dy: usize, dx: usize, outer: i32, size: i32, inner: i32, isLog: bool): void {
  const block = at(0, size * inner);
  for (let row = 0; row < outer; row++, y += block, dy += block, dx += block) {
    if (inner == 1) {
      backwardRow(y, dy, dx, size, isLog);
      continue;
    }
    let column = 0;
    for (; column + 4 <= inner; column += 4) backwardColumns(at(y, column), at(dy, column), at(dx, column), size, at(0, inner), isLog, true);
    for (; column < inner; column++) backwardColumns(at(y, column), at(dy, column), at(dx, column), size, at(0, inner), isLog, false);
  }
}
