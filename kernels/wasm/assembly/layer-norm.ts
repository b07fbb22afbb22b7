// Norms whose statistics are of runs of numbers that lie together: layer, group and RMS norm. For each run the mean as float32,
// what that lacks, and 1 / deviation are kept for the backward.
import { accumulate, accumulateGradient, isFinite, rescale, rescaleGradient, sumOf } from './moments';
import { at } from './window';

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

/** y = (x - mean) / deviation * weight + bias, weight and bias of each place of a run. `saved`: three numbers a run. */
export function layer_norm(x: usize, y: usize, runs: i32, size: i32, weight: usize, bias: usize, saved: usize, state: usize, eps: f64): void {
  const bytes = at(0, size);
  for (let run = 0; run < runs; run++, x += bytes, y += bytes, saved += 12) {
    describe(x, size, state, saved, eps);
    const mean = load<f32>(saved), sharp = load<f32>(saved, 8);
    const shift = -load<f32>(saved, 4) * sharp;
    const m = f32x4.splat(mean), s = f32x4.splat(sharp), l = f32x4.splat(shift);
    let offset: usize = 0;
    for (; offset + 32 <= bytes; offset += 32) {
      const near = f32x4.add(f32x4.mul(f32x4.sub(v128.load(x + offset), m), s), l);
      const far = f32x4.add(f32x4.mul(f32x4.sub(v128.load(x + offset, 16), m), s), l);
      v128.store(y + offset, f32x4.add(f32x4.mul(near, v128.load(weight + offset)), v128.load(bias + offset)));
      v128.store(y + offset, f32x4.add(f32x4.mul(far, v128.load(weight + offset, 16)), v128.load(bias + offset, 16)), 16);
    }
    for (; offset < bytes; offset += 4) {
      store<f32>(y + offset, ((load<f32>(x + offset) - mean) * sharp + shift) * load<f32>(weight + offset) + load<f32>(bias + offset));
    }
  }
}

/** So many runs are summed up in float32 before they are added to the sums in float64. */
const runsTogether = 16;

/** Adds the float32 behind `size` float64 sums to these, and begins anew. */
function settle(sums: usize, size: i32): void {
  let part = sums + (<usize>size << 3);
  for (const end = at(part, size); part < end; part += 4, sums += 8) {
    store<f64>(sums, load<f64>(sums) + <f64>load<f32>(part));
    store<f32>(part, 0);
  }
}

/** dx of layer norm (0: not wanted); adds to the sums for dweight and dbias: a float64 a place, and behind these a float32 a place for work. */
export function layer_norm_backward(dy: usize, x: usize, dx: usize, runs: i32, size: i32, weight: usize, saved: usize, dweight: usize, dbias: usize): void {
  const bytes = at(0, size);
  const along32 = dweight + (<usize>size << 3);
  const plain32 = dbias + (<usize>size << 3);
  for (let run = 0; run < runs; run++, x += bytes, dy += bytes, saved += 12) {
    const mean = load<f32>(saved), sharp = load<f32>(saved, 8);
    const shift = -load<f32>(saved, 4) * sharp;
    const m = f32x4.splat(mean), s = f32x4.splat(sharp), l = f32x4.splat(shift);
    let plain = f32x4.splat(0), along = plain;
    let rest: f64 = 0, restAlong: f64 = 0;
    let offset: usize = 0;
    for (; offset + 16 <= bytes; offset += 16) {
      const gradient = v128.load(dy + offset);
      const normal = f32x4.add(f32x4.mul(f32x4.sub(v128.load(x + offset), m), s), l);
      const product = f32x4.mul(gradient, normal);
      const factor = v128.load(weight + offset);
      plain = f32x4.add(plain, f32x4.mul(gradient, factor));
      along = f32x4.add(along, f32x4.mul(product, factor));
      v128.store(along32 + offset, f32x4.add(v128.load(along32 + offset), product));
      v128.store(plain32 + offset, f32x4.add(v128.load(plain32 + offset), gradient));
    }
    for (; offset < bytes; offset += 4) {
      const gradient = load<f32>(dy + offset);
      const normal = (load<f32>(x + offset) - mean) * sharp + shift;
      const weighted = gradient * load<f32>(weight + offset);
      rest += <f64>weighted;
      restAlong += <f64>weighted * <f64>normal;
      store<f32>(along32 + offset, load<f32>(along32 + offset) + gradient * normal);
      store<f32>(plain32 + offset, load<f32>(plain32 + offset) + gradient);
    }
    if (run % runsTogether == runsTogether - 1 || run == runs - 1) {
      settle(dweight, size);
      settle(dbias, size);
    }
    if (!dx) continue;
    const mass = <f32>((sumOf(plain) + rest) / <f64>size);
    const slope = <f32>((sumOf(along) + restAlong) / <f64>size);
    const a = f32x4.splat(mass), b = f32x4.splat(slope);
    for (offset = 0; offset + 32 <= bytes; offset += 32) {
      const near = f32x4.add(f32x4.mul(f32x4.sub(v128.load(x + offset), m), s), l);
      const far = f32x4.add(f32x4.mul(f32x4.sub(v128.load(x + offset, 16), m), s), l);
      const nearer = f32x4.sub(f32x4.mul(v128.load(dy + offset), v128.load(weight + offset)), a);
      const farther = f32x4.sub(f32x4.mul(v128.load(dy + offset, 16), v128.load(weight + offset, 16)), a);
      v128.store(dx + offset, f32x4.mul(s, f32x4.sub(nearer, f32x4.mul(near, b))));
      v128.store(dx + offset, f32x4.mul(s, f32x4.sub(farther, f32x4.mul(far, b))), 16);
    }
    for (; offset < bytes; offset += 4) {
      const normal = (load<f32>(x + offset) - mean) * sharp + shift;
      store<f32>(dx + offset, sharp * ((load<f32>(dy + offset) * load<f32>(weight + offset) - mass) - normal * slope));
    }
    dx += bytes;
  }
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

/** y = x / root mean square * weight, the weight of each place of a run. `saved`: 1 / root mean square of each run. */
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
    for (offset = 0; offset + 16 <= bytes; offset += 16) v128.store(y + offset, f32x4.mul(f32x4.mul(v128.load(x + offset), s), v128.load(weight + offset)));
    for (; offset < bytes; offset += 4) store<f32>(y + offset, load<f32>(x + offset) * sharp * load<f32>(weight + offset));
  }
}

/** dx of RMS norm (0: not wanted); adds to the sums for dweight, as layer norm does. */
export function rms_norm_backward(dy: usize, x: usize, dx: usize, runs: i32, size: i32, weight: usize, saved: usize, dweight: usize): void {
  const bytes = at(0, size);
  const along32 = dweight + (<usize>size << 3);
  for (let run = 0; run < runs; run++, x += bytes, dy += bytes, saved += 4) {
    const sharp = load<f32>(saved);
    const s = f32x4.splat(sharp);
    let along = f32x4.splat(0);
    let rest: f64 = 0;
    let offset: usize = 0;
    for (; offset + 16 <= bytes; offset += 16) {
      const product = f32x4.mul(v128.load(dy + offset), f32x4.mul(v128.load(x + offset), s));
      along = f32x4.add(along, f32x4.mul(product, v128.load(weight + offset)));
      v128.store(along32 + offset, f32x4.add(v128.load(along32 + offset), product));
    }
    for (; offset < bytes; offset += 4) {
      const product = load<f32>(dy + offset) * (load<f32>(x + offset) * sharp);
      rest += <f64>(product * load<f32>(weight + offset));
      store<f32>(along32 + offset, load<f32>(along32 + offset) + product);
    }
    if (run % runsTogether == runsTogether - 1 || run == runs - 1) settle(dweight, size);
    if (!dx) continue;
    const slope = <f32>((sumOf(along) + rest) / <f64>size);
    const b = f32x4.splat(slope);
    for (offset = 0; offset + 16 <= bytes; offset += 16) {
      const weighted = f32x4.mul(v128.load(dy + offset), v128.load(weight + offset));
      v128.store(dx + offset, f32x4.mul(s, f32x4.sub(weighted, f32x4.mul(f32x4.mul(v128.load(x + offset), s), b))));
    }
    for (; offset < bytes; offset += 4) {
      store<f32>(dx + offset, sharp * (load<f32>(dy + offset) * load<f32>(weight + offset) - load<f32>(x + offset) * sharp * slope));
    }
    dx += bytes;
  }
}

/** float32 of float64. */
export function norm_sums(sums: usize, to: usize, n: i32): void {
  for (const end = at(to, n); to < end; to += 4, sums += 8) store<f32>(to, <f32>load<f64>(sums));
}

/** dx of group norm (0: not wanted); adds to dweight and dbias, a float64 a channel. `state`: 16 bytes of scratch a channel of a run. */
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
      store<f64>(dweight + place, load<f64>(dweight + place) + moved);
      store<f64>(dbias + place, load<f64>(dbias + place) + given);
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
