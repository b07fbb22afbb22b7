// Batch normalisation over maps [N, C, S]. Everything runs in the order of the memory: channel by channel costs half as much again.
import { accumulate, accumulateGradient, isFinite, rescale, rescaleGradient } from './moments';
import { at } from './window';

// @ts-ignore: decorator
@inline
function given(numbers: usize, channel: i32, otherwise: f64): f64 {
  return numbers ? <f64>load<f32>(at(numbers, channel)) : otherwise;
}

/**
 * Normalises by the batch's own statistics and moves the running ones (null when there are none).
 * `saved` gets for each channel the mean as float32, what that lacks, and 1 / deviation. Scratch: 24 bytes a channel.
 */
export function batch_norm_train(
  x: usize, y: usize, N: i32, C: i32, S: i32, weight: usize, bias: usize, runningMean: usize, runningVariance: usize,
  saved: usize, scratch: usize, momentum: f64, eps: f64,
): void {
  const count = <f64>N * <f64>S;
  memory.fill(scratch, 0, <usize>C << 4);
  if (S == 1) columnMoments(x, N, C, scratch);
  else {
    let from = x;
    for (let sample = 0; sample < N; sample++) {
      const seen = <f64>sample * <f64>S;
      for (let channel = 0; channel < C; channel++) {
        accumulate(scratch + (<usize>channel << 4), seen, from, S);
        from = at(from, S);
      }
    }
  }
  const residue = at(saved, C);
  const inverse = at(residue, C);
  const scale = scratch + (<usize>C << 4);
  const offset = at(scale, C);
  for (let channel = 0; channel < C; channel++) {
    const state = scratch + (<usize>channel << 4);
    const mean = load<f64>(state);
    const squares = load<f64>(state, 8);
    const deviation = Math.sqrt(squares / count + eps);
    const lacking = isFinite(mean) ? mean - <f64><f32>mean : 0;
    store<f32>(at(saved, channel), <f32>mean);
    store<f32>(at(residue, channel), <f32>lacking);
    store<f32>(at(inverse, channel), <f32>(1 / deviation));
    const factor = given(weight, channel, 1) / deviation;
    store<f32>(at(scale, channel), <f32>factor);
    store<f32>(at(offset, channel), <f32>(given(bias, channel, 0) - lacking * factor));
    if (runningMean) {
      move(at(runningMean, channel), mean, momentum);
      move(at(runningVariance, channel), squares / (count - 1), momentum);
    }
  }
  transform(x, y, N, C, S, saved, scale, offset);
}

/** Normalises by the running statistics. `saved` and scratch as in training. */
export function batch_norm_eval(
  x: usize, y: usize, N: i32, C: i32, S: i32, weight: usize, bias: usize, runningMean: usize, runningVariance: usize,
  saved: usize, scratch: usize, eps: f64,
): void {
  const residue = at(saved, C);
  const inverse = at(residue, C);
  const offset = at(scratch, C);
  for (let channel = 0; channel < C; channel++) {
    const deviation = Math.sqrt(given(runningVariance, channel, 1) + eps);
    store<f32>(at(saved, channel), load<f32>(at(runningMean, channel)));
    store<f32>(at(residue, channel), 0);
    store<f32>(at(inverse, channel), <f32>(1 / deviation));
    store<f32>(at(scratch, channel), <f32>(given(weight, channel, 1) / deviation));
    store<f32>(at(offset, channel), <f32>given(bias, channel, 0));
  }
  transform(x, y, N, C, S, saved, scratch, offset);
}

// @ts-ignore: decorator
@inline
function move(running: usize, to: f64, momentum: f64): void {
  store<f32>(running, <f32>(momentum * to + (1 - momentum) * <f64>load<f32>(running)));
}

/** Of four float32 the first or the last two, as float64. */
// @ts-ignore: decorator
@inline
function first(lanes: v128): v128 {
  return f64x2.promote_low_f32x4(lanes);
}

// @ts-ignore: decorator
@inline
function last(lanes: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(lanes, lanes, 1, 1));
}

/** Writes pairs of float64 of four channels, given by what they are the first and the second of. */
// @ts-ignore: decorator
@inline
function storePairs(state: usize, plainLow: v128, plainHigh: v128, alongLow: v128, alongHigh: v128): void {
  v128.store(state, v128.shuffle<i64>(plainLow, alongLow, 0, 2));
  v128.store(state, v128.shuffle<i64>(plainLow, alongLow, 1, 3), 16);
  v128.store(state, v128.shuffle<i64>(plainHigh, alongHigh, 0, 2), 32);
  v128.store(state, v128.shuffle<i64>(plainHigh, alongHigh, 1, 3), 48);
}

/** Mean and squares of the columns of [N, C]: four at a time about the first row, and by themselves where that is far off. */
function columnMoments(x: usize, N: i32, C: i32, state: usize): void {
  const count = <f64>N;
  let channel = 0;
  for (; channel + 4 <= C; channel += 4, state += 64) {
    let from = at(x, channel);
    const nearLow = first(v128.load(from)), nearHigh = last(v128.load(from));
    let low = f64x2.splat(0), high = low, lowSquares = low, highSquares = low;
    for (let sample = 0; sample < N; sample++) {
      const value = v128.load(from);
      const p = f64x2.sub(first(value), nearLow), q = f64x2.sub(last(value), nearHigh);
      low = f64x2.add(low, p);
      high = f64x2.add(high, q);
      lowSquares = f64x2.add(lowSquares, f64x2.mul(p, p));
      highSquares = f64x2.add(highSquares, f64x2.mul(q, q));
      from = at(from, C);
    }
    storePairs(state, low, high, lowSquares, highSquares);
    for (let lane = 0; lane < 4; lane++) {
      const pair = state + (<usize>lane << 4);
      const sum = load<f64>(pair);
      const apart = sum / count;
      const squares = load<f64>(pair, 8) - sum * apart;
      // Not so of what is not a number either.
      if (sum * apart <= 1e6 * squares) {
        store<f64>(pair, <f64>load<f32>(at(x, channel + lane)) + apart);
        store<f64>(pair, squares, 8);
      } else columnMoment(at(x, channel + lane), N, C, pair);
    }
  }
  for (; channel < C; channel++, state += 16) columnMoment(at(x, channel), N, C, state);
}

/** Mean and squares of one column, about its first number and then, where that is far off, about the mean. */
function columnMoment(x: usize, N: i32, C: i32, state: usize): void {
  let near: f64 = <f64>load<f32>(x);
  if (!isFinite(near)) near = 0;
  let apart: f64 = 0;
  let squares: f64 = 0;
  for (let round = 0; round < 2; round++) {
    let sum: f64 = 0;
    squares = 0;
    let from = x;
    for (let sample = 0; sample < N; sample++) {
      const value = <f64>load<f32>(from) - near;
      sum += value;
      squares += value * value;
      from = at(from, C);
    }
    apart = sum / <f64>N;
    squares -= sum * apart;
    if (!isFinite(squares) || sum * apart <= 1e6 * squares) break;
    if (round == 0) near += apart;
  }
  store<f64>(state, near + apart);
  store<f64>(state, max<f64>(squares, 0), 8);
}

/** The sums of dy and of dy * (x - centre) of the columns of [N, C]. */
function columnGradients(dy: usize, x: usize, N: i32, C: i32, centre: usize, state: usize): void {
  let channel = 0;
  for (; channel + 4 <= C; channel += 4, state += 64) {
    const m = v128.load(at(centre, channel));
    let low = f64x2.splat(0), high = low, lowAlong = low, highAlong = low;
    let offset: usize = at(0, channel);
    for (let sample = 0; sample < N; sample++) {
      const gradient = v128.load(dy + offset);
      const product = f32x4.mul(gradient, f32x4.sub(v128.load(x + offset), m));
      low = f64x2.add(low, first(gradient));
      high = f64x2.add(high, last(gradient));
      lowAlong = f64x2.add(lowAlong, first(product));
      highAlong = f64x2.add(highAlong, last(product));
      offset = at(offset, C);
    }
    storePairs(state, low, high, lowAlong, highAlong);
  }
  for (; channel < C; channel++, state += 16) {
    for (let sample = 0; sample < N; sample++) {
      const place = sample * C + channel;
      accumulateGradient(state, at(dy, place), at(x, place), 1, load<f32>(at(centre, channel)));
    }
  }
}

function transform(x: usize, y: usize, N: i32, C: i32, S: i32, centre: usize, scale: usize, offset: usize): void {
  if (S == 1) {
    for (let sample = 0; sample < N; sample++) {
      let channel = 0;
      for (; channel + 4 <= C; channel += 4) {
        const apart = f32x4.sub(v128.load(at(x, channel)), v128.load(at(centre, channel)));
        v128.store(at(y, channel), f32x4.add(f32x4.mul(apart, v128.load(at(scale, channel))), v128.load(at(offset, channel))));
      }
      for (; channel < C; channel++) {
        store<f32>(at(y, channel), (load<f32>(at(x, channel)) - load<f32>(at(centre, channel))) * load<f32>(at(scale, channel)) + load<f32>(at(offset, channel)));
      }
      x = at(x, C);
      y = at(y, C);
    }
    return;
  }
  for (let sample = 0; sample < N; sample++) {
    for (let channel = 0; channel < C; channel++) {
      const plane = (sample * C + channel) * S;
      rescale(at(x, plane), at(y, plane), S, load<f32>(at(centre, channel)), load<f32>(at(scale, channel)), load<f32>(at(offset, channel)));
    }
  }
}

/**
 * The gradients from what forward has saved; any of `dx`, `dweight` and `dbias` may be null.
 * Scratch: 28 bytes a channel.
 */
export function batch_norm_backward(
  dy: usize, x: usize, dx: usize, N: i32, C: i32, S: i32, weight: usize, saved: usize, dweight: usize, dbias: usize, scratch: usize, training: i32,
): void {
  const count = <f64>N * <f64>S;
  const residue = at(saved, C);
  const inverse = at(residue, C);
  const scale = scratch + (<usize>C << 4);
  const slope = at(scale, C);
  const offset = at(slope, C);
  memory.fill(scratch, 0, <usize>C << 4);
  if (S == 1) columnGradients(dy, x, N, C, saved, scratch);
  else if (training || dweight || dbias) {
    let from = x;
    let gradient = dy;
    for (let sample = 0; sample < N; sample++) {
      for (let channel = 0; channel < C; channel++) {
        accumulateGradient(scratch + (<usize>channel << 4), gradient, from, S, load<f32>(at(saved, channel)));
        from = at(from, S);
        gradient = at(gradient, S);
      }
    }
  }
  for (let channel = 0; channel < C; channel++) {
    const state = scratch + (<usize>channel << 4);
    const lacking = <f64>load<f32>(at(residue, channel));
    const sharpness = <f64>load<f32>(at(inverse, channel));
    const plain = load<f64>(state);
    const along = (load<f64>(state, 8) - lacking * plain) * sharpness;
    if (dweight) store<f32>(at(dweight, channel), <f32>along);
    if (dbias) store<f32>(at(dbias, channel), <f32>plain);
    const factor = given(weight, channel, 1) * sharpness;
    const fall = factor * sharpness * along / count;
    store<f32>(at(scale, channel), <f32>factor);
    store<f32>(at(slope, channel), <f32>-fall);
    store<f32>(at(offset, channel), <f32>(fall * lacking - factor * plain / count));
  }
  if (!dx) return;
  if (S == 1 && training) {
    for (let sample = 0; sample < N; sample++) {
      rescaleColumns(dy, x, dx, C, scale, saved, slope, offset);
      dy = at(dy, C);
      x = at(x, C);
      dx = at(dx, C);
    }
    return;
  }
  for (let sample = 0; sample < N; sample++) {
    for (let channel = 0; channel < C; channel++) {
      const plane = (sample * C + channel) * S;
      const factor = load<f32>(at(scale, channel));
      if (training) {
        rescaleGradient(at(dy, plane), at(x, plane), at(dx, plane), S, factor, load<f32>(at(saved, channel)), load<f32>(at(slope, channel)), load<f32>(at(offset, channel)));
      } else rescale(at(dy, plane), at(dx, plane), S, 0, factor, 0);
    }
  }
}

/** A row of dx = dy * scale + (x - centre) * slope + offset. */
function rescaleColumns(dy: usize, x: usize, dx: usize, C: i32, scale: usize, centre: usize, slope: usize, offset: usize): void {
  const bytes = at(0, C);
  let place: usize = 0;
  for (; place + 16 <= bytes; place += 16) {
    const fall = f32x4.add(f32x4.mul(f32x4.sub(v128.load(x + place), v128.load(centre + place)), v128.load(slope + place)), v128.load(offset + place));
    v128.store(dx + place, f32x4.add(f32x4.mul(v128.load(dy + place), v128.load(scale + place)), fall));
  }
  for (; place < bytes; place += 4) {
    const fall = (load<f32>(x + place) - load<f32>(centre + place)) * load<f32>(slope + place) + load<f32>(offset + place);
    store<f32>(dx + place, load<f32>(dy + place) * load<f32>(scale + place) + fall);
  }
}
