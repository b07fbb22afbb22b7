// Functions of two tensors that broadcast, and the sums that undo it. A table tells, for each axis from the outermost on, its size
// and the steps in elements (0 where it repeats) of what is read or added to; then a place for each axis' counter. Along the
// innermost axis a step is 0 or 1, so all goes by rows.
import { at } from './window';

const addition: i32 = 0;
const product: i32 = 1;

/** out = a + alpha * b, alpha * a * b or alpha * a / b by `kind` 0, 1, 2. The table has three numbers an axis: size, steps of a and b. */
export function elementwise(kind: i32, a: usize, b: usize, out: usize, alpha: f32, table: usize, rank: i32): void {
  const counters = at(table, 3 * rank);
  const last = rank - 1;
  const inner = at(table, 3 * last);
  const size = load<i32>(inner);
  for (let axis = 0; axis < rank; axis++) {
    store<i32>(at(counters, axis), 0);
    if (load<i32>(at(table, 3 * axis)) == 0) return;
  }
  while (true) {
    if (kind == addition) row(addition, a, load<i32>(inner, 4), b, load<i32>(inner, 8), out, size, alpha);
    else if (kind == product) row(product, a, load<i32>(inner, 4), b, load<i32>(inner, 8), out, size, alpha);
    else row(2, a, load<i32>(inner, 4), b, load<i32>(inner, 8), out, size, alpha);
    out = at(out, size);
    let axis = last - 1;
    for (; axis >= 0; axis--) {
      const entry = at(table, 3 * axis);
      const counter = load<i32>(at(counters, axis)) + 1;
      a = at(a, load<i32>(entry, 4));
      b = at(b, load<i32>(entry, 8));
      store<i32>(at(counters, axis), counter);
      const length = load<i32>(entry);
      if (counter < length) break;
      store<i32>(at(counters, axis), 0);
      a = at(a, -length * load<i32>(entry, 4));
      b = at(b, -length * load<i32>(entry, 8));
    }
    if (axis < 0) return;
  }
}

// @ts-ignore: decorator
@inline
function row(kind: i32, a: usize, aStep: i32, b: usize, bStep: i32, out: usize, size: i32, alpha: f32): void {
  const end = at(out, size);
  const scale = f32x4.splat(alpha);
  const aBytes = <usize>aStep << 4;
  const bBytes = <usize>bStep << 4;
  for (; out + 16 <= end; out += 16, a += aBytes, b += bBytes) {
    const left = aStep ? v128.load(a) : v128.load32_splat(a);
    const right = bStep ? v128.load(b) : v128.load32_splat(b);
    if (kind == addition) v128.store(out, f32x4.add(left, f32x4.mul(scale, right)));
    else if (kind == product) v128.store(out, f32x4.mul(f32x4.mul(scale, left), right));
    else v128.store(out, f32x4.div(f32x4.mul(scale, left), right));
  }
  for (; out < end; out += 4, a = at(a, aStep), b = at(b, bStep)) {
    const left = load<f32>(a);
    const right = load<f32>(b);
    if (kind == addition) store<f32>(out, left + alpha * right);
    else if (kind == product) store<f32>(out, alpha * left * right);
    else store<f32>(out, alpha * left / right);
  }
}

/** out = the sums of x over the axes whose step is 0. The table has two numbers an axis: size, step of out. `sums` has room for out's `count` in float64. */
export function sum_repeated(x: usize, out: usize, count: i32, sums: usize, table: usize, rank: i32): void {
  memory.fill(sums, 0, <usize>count << 3);
  const counters = at(table, 2 * rank);
  const last = rank - 1;
  const inner = at(table, 2 * last);
  const size = load<i32>(inner);
  let isEmpty = false;
  for (let axis = 0; axis < rank; axis++) {
    store<i32>(at(counters, axis), 0);
    if (load<i32>(at(table, 2 * axis)) == 0) isEmpty = true;
  }
  let to = sums;
  while (!isEmpty) {
    const end = at(x, size);
    if (load<i32>(inner, 4) == 0) {
      let low = f64x2.splat(0), high = low;
      for (; x + 16 <= end; x += 16) {
        const value = v128.load(x);
        low = f64x2.add(low, f64x2.promote_low_f32x4(value));
        high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(value, value, 2, 3, 2, 3)));
      }
      low = f64x2.add(low, high);
      let sum = f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1);
      for (; x < end; x += 4) sum += <f64>load<f32>(x);
      store<f64>(to, load<f64>(to) + sum);
    } else {
      let sum = to;
      for (; x + 8 <= end; x += 8, sum += 16) v128.store(sum, f64x2.add(v128.load(sum), f64x2.promote_low_f32x4(v128.load64_zero(x))));
      for (; x < end; x += 4, sum += 8) store<f64>(sum, load<f64>(sum) + <f64>load<f32>(x));
    }
    let axis = last - 1;
    for (; axis >= 0; axis--) {
      const entry = at(table, 2 * axis);
      const counter = load<i32>(at(counters, axis)) + 1;
      const step = load<i32>(entry, 4) << 3;
      to += step;
      store<i32>(at(counters, axis), counter);
      const length = load<i32>(entry);
      if (counter < length) break;
      store<i32>(at(counters, axis), 0);
      to -= length * step;
    }
    if (axis < 0) break;
  }
  for (const end = at(out, count); out < end; out += 4, sums += 8) store<f32>(out, <f32>load<f64>(sums));
}
