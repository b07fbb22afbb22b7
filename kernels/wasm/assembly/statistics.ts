// What running a chain of ops needs besides its ops: sums of gradients, and what activations look like.
import { at } from './window';

/** out = a + b. */
export function add_gradients(a: usize, b: usize, out: usize, n: i32): void {
  let index = 0;
  for (; index + 4 <= n; index += 4) v128.store(at(out, index), f32x4.add(v128.load(at(a, index)), v128.load(at(b, index))));
  for (; index < n; index++) store<f32>(at(out, index), load<f32>(at(a, index)) + load<f32>(at(b, index)));
}

/** Of the finite numbers: their sum, sum of squares about the first, least and greatest, how many are 0; and how many are finite. As float64. */
export function activation_statistics(x: usize, n: i32, result: usize): void {
  let origin: f64 = 0;
  let sum: f64 = 0;
  let squares: f64 = 0;
  let least: f32 = Infinity;
  let greatest: f32 = -Infinity;
  let zeros = 0;
  let finite = 0;
  for (const end = at(x, n); x < end; x += 4) {
    const value = load<f32>(x);
    if (value - value != 0) continue;
    if (finite == 0) origin = value;
    const apart = <f64>value - origin;
    sum += apart;
    squares += apart * apart;
    least = min(least, value);
    greatest = max(greatest, value);
    zeros += i32(value == 0);
    finite++;
  }
  const count = <f64>finite;
  store<f64>(result, origin + sum / count);
  store<f64>(result, Math.sqrt(max<f64>(squares - sum * sum / count, 0) / count), 8);
  store<f64>(result, least, 16);
  store<f64>(result, greatest, 24);
  store<f64>(result, zeros, 32);
  store<f64>(result, count, 40);
}
