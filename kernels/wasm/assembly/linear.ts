// The linear map of rows of features: y = x W^T + bias, of W [out, in].
import { at } from './window';
import { gemm } from './gemm';

/** So few rows are not worth packing. */
const fewRows: i32 = 6;

// @ts-ignore: decorator
@inline
function sumOf(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 2) + (f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 3));
}

/** y [rows, out] of x [rows, inner]; bias may be 0, scratch is gemm's for N = rows. */
export function linear(x: usize, weight: usize, bias: usize, y: usize, rows: i32, inner: i32, out: i32, scratch: usize): void {
  // The weight is read where it is, and what is packed are the rows: they are the columns of W x^T.
  if (rows > fewRows) gemm(weight, inner, 1, x, 1, inner, y, 1, out, out, rows, inner, bias, scratch);
  else byDots(x, weight, bias, y, rows, inner, out);
}

/** Four features at a time, each row's dot products with their weights. */
function byDots(x: usize, weight: usize, bias: usize, y: usize, rows: i32, inner: i32, out: i32): void {
  const step = <usize>inner << 2;
  for (let feature = 0; feature < out; feature += 4, weight += 4 * step) {
    const left = min(out - feature, 4);
    const w1 = left > 1 ? step : 0;
    const w2 = left > 2 ? step + step : 0;
    const w3 = left > 3 ? step + step + step : 0;
    let from = x;
    for (let row = 0; row < rows; row++) {
      let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
      let w = weight;
      let index = 0;
      for (; index + 4 <= inner; index += 4, w += 16, from += 16) {
        const value = v128.load(from);
        s0 = f32x4.add(s0, f32x4.mul(value, v128.load(w)));
        s1 = f32x4.add(s1, f32x4.mul(value, v128.load(w + w1)));
        s2 = f32x4.add(s2, f32x4.mul(value, v128.load(w + w2)));
        s3 = f32x4.add(s3, f32x4.mul(value, v128.load(w + w3)));
      }
      let d0 = sumOf(s0), d1 = sumOf(s1), d2 = sumOf(s2), d3 = sumOf(s3);
      for (; index < inner; index++, w += 4, from += 4) {
        const value = load<f32>(from);
        d0 += value * load<f32>(w);
        d1 += value * load<f32>(w + w1);
        d2 += value * load<f32>(w + w2);
        d3 += value * load<f32>(w + w3);
      }
      const to = at(y, row * out + feature);
      store<f32>(to, bias ? d0 + load<f32>(at(bias, feature)) : d0);
      if (left > 1) store<f32>(to, bias ? d1 + load<f32>(at(bias, feature), 4) : d1, 4);
      if (left > 2) store<f32>(to, bias ? d2 + load<f32>(at(bias, feature), 8) : d2, 8);
      if (left > 3) store<f32>(to, bias ? d3 + load<f32>(at(bias, feature), 12) : d3, 12);
    }
  }
}
