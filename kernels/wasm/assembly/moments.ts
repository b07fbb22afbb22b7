// Mean and spread of runs of numbers, and what norms do with a run. Sums are kept as float64; within a chunk, that the first
// cache holds, they are float32 about a number near the mean, so that a mean far from 0 costs no digits.
import { at } from './window';

/** The most numbers that are summed as float32. */
const chunk = 2048;
/** As many where they are of both signs, and their sum is small beside them. */
const gradientChunk = 512;

// @ts-ignore: decorator
@inline
/** The four lanes, added up as float64. */
export function sumOf(lanes: v128): f64 {
  const pair = f64x2.add(f64x2.promote_low_f32x4(lanes), f64x2.promote_low_f32x4(v128.shuffle<i64>(lanes, lanes, 1, 1)));
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

// @ts-ignore: decorator
@inline
export function isFinite(value: f64): bool {
  return value - value == 0;
}

/**
 * Takes a run into the mean and the sum of squared deviations at `state` (two float64), which are of the `seen` numbers
 * before it. Infinity and NaN give what a plain sum does.
 */
export function accumulate(state: usize, seen: f64, x: usize, n: i32): void {
  let mean = load<f64>(state);
  let squares = load<f64>(state, 8);
  while (n > 0) {
    const size = min(n, chunk);
    const end = at(x, size);
    const count = <f64>size;
    let near: f32 = seen > 0 && isFinite(mean) ? <f32>mean : load<f32>(x);
    let apart: f64 = 0;
    let within: f64 = 0;
    for (let round = 0; round < 2; round++) {
      const origin = f32x4.splat(near);
      let a = f32x4.splat(0), b = a, c = a, d = a, aa = a, bb = a, cc = a, dd = a;
      let from = x;
      for (; from + 64 <= end; from += 64) {
        const p = f32x4.sub(v128.load(from), origin);
        const q = f32x4.sub(v128.load(from, 16), origin);
        const r = f32x4.sub(v128.load(from, 32), origin);
        const s = f32x4.sub(v128.load(from, 48), origin);
        a = f32x4.add(a, p);
        b = f32x4.add(b, q);
        c = f32x4.add(c, r);
        d = f32x4.add(d, s);
        aa = f32x4.add(aa, f32x4.mul(p, p));
        bb = f32x4.add(bb, f32x4.mul(q, q));
        cc = f32x4.add(cc, f32x4.mul(r, r));
        dd = f32x4.add(dd, f32x4.mul(s, s));
      }
      for (; from + 16 <= end; from += 16) {
        const p = f32x4.sub(v128.load(from), origin);
        a = f32x4.add(a, p);
        aa = f32x4.add(aa, f32x4.mul(p, p));
      }
      let sum = sumOf(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)));
      let about = sumOf(f32x4.add(f32x4.add(aa, bb), f32x4.add(cc, dd)));
      for (; from < end; from += 4) {
        const p = <f64>(load<f32>(from) - near);
        sum += p;
        about += p * p;
      }
      apart = sum / count;
      within = about - sum * apart;
      // Taken far from the mean, the squares have lost digits: once more from where the mean is.
      if (sum * apart <= 8 * within || !isFinite(about)) break;
      if (round == 0) near = <f32>(<f64>near + apart);
    }
    let mine = <f64>near + apart;
    if (!isFinite(within)) {
      // Infinite, or with squares beyond float32.
      mine = 0;
      for (let from = x; from < end; from += 4) mine += <f64>load<f32>(from);
      mine /= count;
      within = 0;
      for (let from = x; from < end; from += 4) {
        const p = <f64>load<f32>(from) - mine;
        within += p * p;
      }
    }
    const total = seen + count;
    const step = mine - mean;
    if (isFinite(step)) mean += step * count / total;
    else mean = (mean * seen + mine * count) / total;
    squares += max<f64>(within, 0) + step * step * seen * (count / total);
    seen = total;
    x = end;
    n -= size;
  }
  store<f64>(state, mean);
  store<f64>(state, squares, 8);
}

/** y = (x - centre) * scale + offset. */
export function rescale(x: usize, y: usize, n: i32, centre: f32, scale: f32, offset: f32): void {
  const c = f32x4.splat(centre), s = f32x4.splat(scale), o = f32x4.splat(offset);
  const end = at(x, n);
  for (; x + 64 <= end; x += 64) {
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), c), s), o));
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x, 16), c), s), o), 16);
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x, 32), c), s), o), 32);
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x, 48), c), s), o), 48);
    y += 64;
  }
  for (; x + 16 <= end; x += 16) {
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), c), s), o));
    y += 16;
  }
  for (; x < end; x += 4) {
    store<f32>(y, (load<f32>(x) - centre) * scale + offset);
    y += 4;
  }
}

/** Adds to the two float64 at `state` the sums of dy and of dy * (x - centre). */
export function accumulateGradient(state: usize, dy: usize, x: usize, n: i32, centre: f32): void {
  const m = f32x4.splat(centre);
  let plain = load<f64>(state);
  let along = load<f64>(state, 8);
  while (n > 0) {
    const size = min(n, gradientChunk);
    const end = at(x, size);
    let a = f32x4.splat(0), b = a, c = a, d = a, aa = a, bb = a, cc = a, dd = a;
    for (; x + 64 <= end; x += 64, dy += 64) {
      let p = v128.load(dy);
      a = f32x4.add(a, p);
      aa = f32x4.add(aa, f32x4.mul(p, f32x4.sub(v128.load(x), m)));
      p = v128.load(dy, 16);
      b = f32x4.add(b, p);
      bb = f32x4.add(bb, f32x4.mul(p, f32x4.sub(v128.load(x, 16), m)));
      p = v128.load(dy, 32);
      c = f32x4.add(c, p);
      cc = f32x4.add(cc, f32x4.mul(p, f32x4.sub(v128.load(x, 32), m)));
      p = v128.load(dy, 48);
      d = f32x4.add(d, p);
      dd = f32x4.add(dd, f32x4.mul(p, f32x4.sub(v128.load(x, 48), m)));
    }
    plain += sumOf(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)));
    along += sumOf(f32x4.add(f32x4.add(aa, bb), f32x4.add(cc, dd)));
    for (; x < end; x += 4) {
      const p = load<f32>(dy);
      plain += <f64>p;
      along += <f64>(p * (load<f32>(x) - centre));
      dy += 4;
    }
    n -= size;
  }
  store<f64>(state, plain);
  store<f64>(state, along, 8);
}

/** dx = dy * scale + (x - centre) * slope + offset. */
export function rescaleGradient(dy: usize, x: usize, dx: usize, n: i32, scale: f32, centre: f32, slope: f32, offset: f32): void {
  const s = f32x4.splat(scale), c = f32x4.splat(centre), l = f32x4.splat(slope), o = f32x4.splat(offset);
  const end = at(x, n);
  for (; x + 32 <= end; x += 32) {
    v128.store(dx, f32x4.add(f32x4.mul(v128.load(dy), s), f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), c), l), o)));
    v128.store(dx, f32x4.add(f32x4.mul(v128.load(dy, 16), s), f32x4.add(f32x4.mul(f32x4.sub(v128.load(x, 16), c), l), o)), 16);
    dy += 32;
    dx += 32;
  }
  for (; x < end; x += 4) {
    store<f32>(dx, load<f32>(dy) * scale + ((load<f32>(x) - centre) * slope + offset));
    dy += 4;
    dx += 4;
  }
}
