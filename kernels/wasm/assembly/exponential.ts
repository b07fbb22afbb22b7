// exp, log and what is made of them, four numbers at a time, each within an ulp or two of float32.
// The polynomials are Cephes' for single precision (S. Moshier, https://www.netlib.org/cephes/).

// @ts-ignore: decorator
@inline
function all(value: f32): v128 {
  return f32x4.splat(value);
}

// @ts-ignore: decorator
@inline
function madd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c);
}

/** 2 to the power of whole numbers from -126 to 127. */
// @ts-ignore: decorator
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
}

/** exp(r) - 1 - r, of |r| up to ln(2)/2. */
// @ts-ignore: decorator
@inline
function remainderOfExp(r: v128): v128 {
  let p = all(1.9875691500e-4);
  p = madd(p, r, all(1.3981999507e-3));
  p = madd(p, r, all(8.3334519073e-3));
  p = madd(p, r, all(4.1665795894e-2));
  p = madd(p, r, all(1.6666665459e-1));
  p = madd(p, r, all(5.0000001201e-1));
  return f32x4.mul(p, f32x4.mul(r, r));
}

/** exp(x); NaN of NaN. */
export function exp4(x: v128): v128 {
  x = f32x4.min(f32x4.max(x, all(-104)), all(89));
  const n = f32x4.nearest(f32x4.mul(x, all(1.44269504088896341)));
  const r = madd(n, all(2.12194440e-4), madd(n, all(-0.693359375), x));
  const y = f32x4.add(f32x4.add(remainderOfExp(r), r), all(1));
  // In two steps: 2^n itself may be beyond float32.
  const half = f32x4.floor(f32x4.mul(n, all(0.5)));
  return f32x4.mul(f32x4.mul(y, powerOfTwo(half)), powerOfTwo(f32x4.sub(n, half)));
}

/** exp(x) for x up to 0, within rounding of 1; below -88 it is 0. */
// @ts-ignore: decorator
@inline
export function expOfNegative4(x: v128): v128 {
  // In this order NaN stays.
  const t = f32x4.pmax(f32x4.mul(x, all(1.44269504088896341)), all(-127));
  // Adding 1.5 · 2^23 rounds to a whole number, and leaves it in the lowest bits.
  const shifted = f32x4.add(t, all(12582912));
  const f = f32x4.sub(t, f32x4.sub(shifted, all(12582912)));
  // 2^f, fitted with 1 at 0 to the least greatest error, 9e-8.
  let p = all(1.3264727080e-03);
  p = madd(p, f, all(9.6715128622e-03));
  p = madd(p, f, all(5.5507337456e-02));
  p = madd(p, f, all(2.4022242082e-01));
  p = madd(p, f, all(6.9314697760e-01));
  p = madd(p, f, all(1));
  return i32x4.add(p, i32x4.shl(shifted, 23));
}

/** exp(x) - 1, near 0 too. */
export function expm1_4(x: v128): v128 {
  return v128.bitselect(f32x4.add(remainderOfExp(x), x), f32x4.sub(exp4(x), all(1)), f32x4.lt(f32x4.abs(x), all(0.34)));
}

/** log(x) of normal numbers above 0. */
export function log4(x: v128): v128 {
  let e = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(126)));
  let m = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const isSmall = f32x4.lt(m, all(0.707106781186547524));
  e = f32x4.sub(e, v128.and(all(1), isSmall));
  m = f32x4.sub(f32x4.add(m, v128.and(m, isSmall)), all(1));
  const z = f32x4.mul(m, m);
  let p = all(7.0376836292e-2);
  p = madd(p, m, all(-1.1514610310e-1));
  p = madd(p, m, all(1.1676998740e-1));
  p = madd(p, m, all(-1.2420140846e-1));
  p = madd(p, m, all(1.4249322787e-1));
  p = madd(p, m, all(-1.6668057665e-1));
  p = madd(p, m, all(2.0000714765e-1));
  p = madd(p, m, all(-2.4999993993e-1));
  p = madd(p, m, all(3.3333331174e-1));
  let y = f32x4.mul(f32x4.mul(p, m), z);
  y = madd(e, all(-2.12194440e-4), y);
  y = f32x4.sub(y, f32x4.mul(all(0.5), z));
  return madd(e, all(0.693359375), f32x4.add(m, y));
}

/** log(1 + u) for u from 0 to 1, NaN of NaN. */
export function log1p4(u: v128): v128 {
  const w = f32x4.add(u, all(1));
  const rounded = f32x4.sub(w, all(1));
  // What rounding has made of 1 + u is made good by the slope.
  const y = f32x4.mul(log4(w), f32x4.div(u, rounded));
  return v128.bitselect(u, v128.bitselect(u, y, f32x4.eq(rounded, all(0))), f32x4.ne(u, u));
}

/** 1 / (1 + exp(-x)). */
export function sigmoid4(x: v128): v128 {
  return f32x4.div(all(1), f32x4.add(all(1), exp4(f32x4.neg(x))));
}

/** The slope of the sigmoid, which is the product of it and its complement: without what cancels. */
export function sigmoidSlope4(x: v128): v128 {
  const e = exp4(f32x4.neg(f32x4.abs(x)));
  const sum = f32x4.add(all(1), e);
  return f32x4.div(e, f32x4.mul(sum, sum));
}

/** tanh(x). */
export function tanh4(x: v128): v128 {
  const size = f32x4.abs(x);
  const z = f32x4.mul(x, x);
  let p = all(-5.70498872745e-3);
  p = madd(p, z, all(2.06390887954e-2));
  p = madd(p, z, all(-5.37397155531e-2));
  p = madd(p, z, all(1.33314422036e-1));
  p = madd(p, z, all(-3.33332819422e-1));
  const near = madd(f32x4.mul(p, z), x, x);
  const far = f32x4.sub(all(1), f32x4.div(all(2), f32x4.add(exp4(f32x4.add(size, size)), all(1))));
  const signed = v128.or(far, v128.and(x, i32x4.splat(0x80000000)));
  return v128.bitselect(near, signed, f32x4.lt(size, all(0.625)));
}

/** The share of the normal distribution below x, its tail in full precision. */
export function normalBelow4(x: v128): v128 {
  const z = f32x4.mul(x, all(0.70710678118654752440));
  const size = f32x4.abs(z);
  const square = f32x4.mul(z, z);
  let near = all(7.853861353153693e-5);
  near = madd(near, square, all(-8.010193625184903e-4));
  near = madd(near, square, all(5.188327685732524e-3));
  near = madd(near, square, all(-2.685381193529856e-2));
  near = madd(near, square, all(1.128358514861418e-1));
  near = madd(near, square, all(-3.761262582423300e-1));
  near = madd(near, square, all(1.128379165726710));
  const inside = madd(f32x4.mul(near, z), all(0.5), all(0.5));
  // erfc(a) = exp(-a²)/a · P(1/a²); a² in two parts, so that its rounding is not blown up.
  const a = f32x4.min(size, all(11));
  const q = f32x4.div(all(1), a);
  const y = f32x4.mul(q, q);
  let far = all(2.326819970068386e-2);
  far = madd(far, y, all(-1.387039388740657e-1));
  far = madd(far, y, all(3.687424674597105e-1));
  far = madd(far, y, all(-5.824733027278666e-1));
  far = madd(far, y, all(6.210004621745983e-1));
  far = madd(far, y, all(-4.944515323274145e-1));
  far = madd(far, y, all(3.404879937665872e-1));
  far = madd(far, y, all(-2.741127028184656e-1));
  far = madd(far, y, all(5.638259427386472e-1));
  let farther = all(-1.047766399936249e1);
  farther = madd(farther, y, all(1.297719955372516e1));
  farther = madd(farther, y, all(-7.495518717768503));
  farther = madd(farther, y, all(2.921019019210786));
  farther = madd(farther, y, all(-1.015265279202700));
  farther = madd(farther, y, all(4.218463358204948e-1));
  farther = madd(farther, y, all(-2.820767439740514e-1));
  farther = madd(farther, y, all(5.641895067754075e-1));
  const series = v128.bitselect(far, farther, f32x4.lt(a, all(2)));
  const high = v128.and(a, i32x4.splat(0xfffff000));
  const rest = f32x4.mul(f32x4.sub(a, high), f32x4.add(a, high));
  const tail = f32x4.mul(f32x4.mul(f32x4.mul(exp4(f32x4.neg(f32x4.mul(high, high))), exp4(f32x4.neg(rest))), q), f32x4.mul(series, all(0.5)));
  const outside = v128.bitselect(tail, f32x4.sub(all(1), tail), f32x4.lt(z, all(0)));
  return v128.bitselect(outside, inside, f32x4.ge(size, all(1)));
}
