// Norms whose statistics are of runs of numbers that lie together: layer, group and RMS norm. For each run the mean as float32,
// what that lacks, and 1 / deviation are kept for the backward.
import { accumulate, accumulateGradient, isFinite, rescale, rescaleGradient, sumOf } from './moments';
import { at } from './window';

// @ts-ignore: decorator
@inline
function given(numbers: usize, offset: usize, otherwise: f32): v128 {
  return numbers ? v128.load(numbers + offset) : f32x4.splat(otherwise);
}

// @ts-ignore: decorator
@inline
function one(numbers: usize, offset: usize, otherwise: f32): f32 {
  return numbers ? load<f32>(numbers + offset) : otherwise;
}

/** Mean, what it lacks, and 1 / deviation of a run, at `saved`. `state`: 16 bytes of scratch. */
// @ts-ignore: decorator
@inline
function describe(x: usize, size: i32, state: usize, saved: usize, eps: f64): void {
  memory.fill(state, 0, 16);
  accumulate(state, 0, x, size);
  const mean = load<f64>(state);
  store<f32>(saved, <f32>mean);
  store<f32>(saved, <f32>(isFinite(mean) ? mean - <f64><f32>mean : 0), 4);
  store<f32>(saved, <f32>(1 / Math.sqrt(load<f64>(state, 8) / <f64>size + eps)), 8);
}

/** y = (x - mean) / deviation * weight + bias, weight and bias of each place of a run (0: none). `saved`: three numbers a run. */
export function layer_norm(x: usize, y: usize, runs: i32, size: i32, weight: usize, bias: usize, saved: usize, state: usize, eps: f64): void {
  const bytes = at(0, size);
  for (let run = 0; run < runs; run++, x += bytes, y += bytes, saved += 12) {
    describe(x, size, state, saved, eps);
    const mean = load<f32>(saved), lacking = load<f32>(saved, 4), sharp = load<f32>(saved, 8);
    const m = f32x4.splat(mean), l = f32x4.splat(lacking), s = f32x4.splat(sharp);
    let offset: usize = 0;
    for (; offset + 16 <= bytes; offset += 16) {
      const normal = f32x4.mul(f32x4.sub(f32x4.sub(v128.load(x + offset), m), l), s);
      v128.store(y + offset, f32x4.add(f32x4.mul(normal, given(weight, offset, 1)), given(bias, offset, 0)));
    }
    for (; offset < bytes; offset += 4) {
      store<f32>(y + offset, ((load<f32>(x + offset) - mean) - lacking) * sharp * one(weight, offset, 1) + one(bias, offset, 0));
    }
  }
}

/** dx of layer norm (0: not wanted); adds to dweight and dbias (0: not wanted), two sums in float64 a place. */
export function layer_norm_backward(dy: usize, x: usize, dx: usize, runs: i32, size: i32, weight: usize, saved: usize, dweight: usize, dbias: usize): void {
  const bytes = at(0, size);
  for (let run = 0; run < runs; run++, x += bytes, dy += bytes, dx += bytes, saved += 12) {
    const mean = load<f32>(saved), lacking = load<f32>(saved, 4), sharp = load<f32>(saved, 8);
    const m = f32x4.splat(mean), l = f32x4.splat(lacking), s = f32x4.splat(sharp);
    let plain = f32x4.splat(0), along = plain;
    let rest: f64 = 0, restAlong: f64 = 0;
    let offset: usize = 0;
    for (; offset + 16 <= bytes; offset += 16) {
      const gradient = v128.load(dy + offset);
      const normal = f32x4.mul(f32x4.sub(f32x4.sub(v128.load(x + offset), m), l), s);
      const weighted = f32x4.mul(gradient, given(weight, offset, 1));
      const product = f32x4.mul(gradient, normal);
      plain = f32x4.add(plain, weighted);
      along = f32x4.add(along, f32x4.mul(weighted, normal));
      if (dweight) accumulate4(dweight + (offset << 1), product);
      if (dbias) accumulate4(dbias + (offset << 1), gradient);
    }
    for (; offset < bytes; offset += 4) {
      const gradient = load<f32>(dy + offset);
      const normal = ((load<f32>(x + offset) - mean) - lacking) * sharp;
      const weighted = gradient * one(weight, offset, 1);
      rest += <f64>weighted;
      restAlong += <f64>weighted * <f64>normal;
      if (dweight) store<f64>(dweight + (offset << 1), load<f64>(dweight + (offset << 1)) + <f64>(gradient * normal));
      if (dbias) store<f64>(dbias + (offset << 1), load<f64>(dbias + (offset << 1)) + <f64>gradient);
    }
    if (!dx) {
      dx -= bytes;
      continue;
    }
    const shift = <f32>((sumOf(plain) + rest) / <f64>size);
    const slope = <f32>((sumOf(along) + restAlong) / <f64>size);
    const a = f32x4.splat(shift), b = f32x4.splat(slope);
    for (offset = 0; offset + 16 <= bytes; offset += 16) {
      const normal = f32x4.mul(f32x4.sub(f32x4.sub(v128.load(x + offset), m), l), s);
      const weighted = f32x4.mul(v128.load(dy + offset), given(weight, offset, 1));
      v128.store(dx + offset, f32x4.mul(s, f32x4.sub(f32x4.sub(weighted, a), f32x4.mul(normal, b))));
    }
    for (; offset < bytes; offset += 4) {
      const normal = ((load<f32>(x + offset) - mean) - lacking) * sharp;
      store<f32>(dx + offset, sharp * ((load<f32>(dy + offset) * one(weight, offset, 1) - shift) - normal * slope));
    }
  }
}

/** Adds four float32 to four float64. */
// @ts-ignore: decorator
@inline
function accumulate4(to: usize, value: v128): void {
  v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(value)));
  v128.store(to, f64x2.add(v128.load(to, 16), f64x2.promote_low_f32x4(v128.shuffle<i64>(value, value, 1, 1))), 16);
}

/** Group norm of `runs` = N * groups runs of `channels` planes of `size`; weight and bias are of the channel, `groups` runs a sample. */
export function group_norm(
  x: usize, y: usize, runs: i32, groups: i32, channels: i32, size: i32, weight: usize, bias: usize, saved: usize, state: usize, eps: f64,
): void {
  for (let run = 0; run < runs; run++, saved += 12) {
    describe(x, channels * size, state, saved, eps);
    const mean = load<f32>(saved), lacking = load<f32>(saved, 4), sharp = load<f32>(saved, 8);
    const first = (run % groups) * channels;
    for (let channel = 0; channel < channels; channel++) {
      const scale = sharp * one(weight, at(0, first + channel), 1);
      rescale(x, y, size, mean, scale, one(bias, at(0, first + channel), 0) - lacking * scale);
      x = at(x, size);
      y = at(y, size);
    }
  }
}

/** y = x / root mean square * weight, the weight of each place of a run (0: none). `saved`: 1 / root mean square of each run. */
export function rms_norm(x: usize, y: usize, runs: i32, size: i32, weight: usize, saved: usize, eps: f64): void {
  const bytes = at(0, size);
  for (let run = 0; run < runs; run++, x += bytes, y += bytes, saved += 4) {
    let low = f64x2.splat(0), high = low;
    let offset: usize = 0;
    for (; offset + 16 <= bytes; offset += 16) {
      const value = v128.load(x + offset);
      const p = f64x2.promote_low_f32x4(value), q = f64x2.promote_low_f32x4(v128.shuffle<i64>(value, value, 1, 1));
      low = f64x2.add(low, f64x2.mul(p, p));
      high = f64x2.add(high, f64x2.mul(q, q));
    }
    low = f64x2.add(low, high);
    let squares = f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1);
    for (; offset < bytes; offset += 4) squares += <f64>load<f32>(x + offset) * <f64>load<f32>(x + offset);
    const sharp = <f32>(1 / Math.sqrt(squares / <f64>size + eps));
    store<f32>(saved, sharp);
    const s = f32x4.splat(sharp);
    for (offset = 0; offset + 16 <= bytes; offset += 16) v128.store(y + offset, f32x4.mul(f32x4.mul(v128.load(x + offset), s), given(weight, offset, 1)));
    for (; offset < bytes; offset += 4) store<f32>(y + offset, load<f32>(x + offset) * sharp * one(weight, offset, 1));
  }
}

/** dx of RMS norm (0: not wanted); adds to dweight (0: not wanted), a float64 a place. */
export function rms_norm_backward(dy: usize, x: usize, dx: usize, runs: i32, size: i32, weight: usize, saved: usize, dweight: usize): void {
  const bytes = at(0, size);
  for (let run = 0; run < runs; run++, x += bytes, dy += bytes, saved += 4) {
    const sharp = load<f32>(saved);
    const s = f32x4.splat(sharp);
    let along = f32x4.splat(0);
    let rest: f64 = 0;
    let offset: usize = 0;
    for (; offset + 16 <= bytes; offset += 16) {
      const normal = f32x4.mul(v128.load(x + offset), s);
      const product = f32x4.mul(v128.load(dy + offset), normal);
      along = f32x4.add(along, f32x4.mul(product, given(weight, offset, 1)));
      if (dweight) accumulate4(dweight + (offset << 1), product);
    }
    for (; offset < bytes; offset += 4) {
      const product = load<f32>(dy + offset) * (load<f32>(x + offset) * sharp);
      rest += <f64>(product * one(weight, offset, 1));
      if (dweight) store<f64>(dweight + (offset << 1), load<f64>(dweight + (offset << 1)) + <f64>product);
    }
    if (!dx) continue;
    const slope = <f32>((sumOf(along) + rest) / <f64>size);
    const b = f32x4.splat(slope);
    for (offset = 0; offset + 16 <= bytes; offset += 16) {
      const weighted = f32x4.mul(v128.load(dy + offset), given(weight, offset, 1));
      v128.store(dx + offset, f32x4.mul(s, f32x4.sub(weighted, f32x4.mul(f32x4.mul(v128.load(x + offset), s), b))));
    }
    for (; offset < bytes; offset += 4) {
      store<f32>(dx + offset, sharp * (load<f32>(dy + offset) * one(weight, offset, 1) - load<f32>(x + offset) * sharp * slope));
    }
    dx += bytes;
  }
}

/** float32 of float64. */
export function norm_sums(sums: usize, to: usize, n: i32): void {
  for (const end = at(to, n); to < end; to += 4, sums += 8) store<f32>(to, <f32>load<f64>(sums));
}

/** dx of group norm (0: not wanted); adds to dweight and dbias (0: not wanted), a float64 a channel. `state`: 16 bytes of scratch a channel of a run. */
export function group_norm_backward(
  dy: usize, x: usize, dx: usize, runs: i32, groups: i32, channels: i32, size: i32, weight: usize, saved: usize, dweight: usize, dbias: usize, state: usize,
): void {
  const plane = at(0, size);
  const count = <f64>channels * <f64>size;
  for (let run = 0; run < runs; run++, saved += 12) {
    const mean = load<f32>(saved), lacking = <f64>load<f32>(saved, 4), sharp = <f64>load<f32>(saved, 8);
    const first = (run % groups) * channels;
    let plain: f64 = 0, along: f64 = 0;
    for (let channel = 0; channel < channels; channel++) {
      const sums = state + (<usize>channel << 4);
      memory.fill(sums, 0, 16);
      accumulateGradient(sums, dy + plane * channel, x + plane * channel, size, mean);
      const given = load<f64>(sums);
      const moved = (load<f64>(sums, 8) - lacking * given) * sharp;
      const factor = <f64>one(weight, at(0, first + channel), 1);
      plain += factor * given;
      along += factor * moved;
      const place = <usize>(first + channel) << 3;
      if (dweight) store<f64>(dweight + place, load<f64>(dweight + place) + moved);
      if (dbias) store<f64>(dbias + place, load<f64>(dbias + place) + given);
    }
    const fall = sharp * sharp * along / count;
    const offset = <f32>(fall * lacking - sharp * plain / count);
    for (let channel = 0; channel < channels; channel++) {
      if (dx) {
        rescaleGradient(dy, x, dx, size, <f32>(sharp * <f64>one(weight, at(0, first + channel), 1)), mean, <f32>-fall, offset);
        dx += plane;
      }
      dy += plane;
      x += plane;
    }
  }
}
