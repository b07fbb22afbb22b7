// Activations, element by element: y of x, and dx of x and dy. Which one is a number, so that they share their loops.
import { exp4, expm1_4, log1p4, normalBelow4, sigmoid4, sigmoidSlope4, tanh4 } from './exponential';
import { at } from './window';

const relu: i32 = 0;
const leaky: i32 = 1;
const elu: i32 = 2;
const sigmoid: i32 = 3;
const tanh: i32 = 4;
const silu: i32 = 5;
const gelu: i32 = 6;
const geluTanh: i32 = 7;
const hardswish: i32 = 8;
const hardsigmoid: i32 = 9;
const clamp: i32 = 10;
const softplus: i32 = 11;
const mish: i32 = 12;

// @ts-ignore: decorator
@inline
function all(value: f32): v128 {
  return f32x4.splat(value);
}

/** min(max(0, x + 3), 6) / 6. */
// @ts-ignore: decorator
@inline
function hard(x: v128): v128 {
  return f32x4.div(f32x4.min(f32x4.max(f32x4.add(x, all(3)), all(0)), all(6)), all(6));
}

/** Twice the argument of GELU's tanh: √(2/π) · (x + 0.044715 x³). */
// @ts-ignore: decorator
@inline
function inner(x: v128): v128 {
  return f32x4.mul(all(1.5957691216057308), f32x4.add(x, f32x4.mul(all(0.044715), f32x4.mul(x, f32x4.mul(x, x)))));
}

/** exp(x)² + 2 exp(x): tanh(log(1 + exp(x))) = q / (q + 2). */
// @ts-ignore: decorator
@inline
function mishTerm(x: v128): v128 {
  const e = exp4(f32x4.min(x, all(20)));
  return f32x4.mul(e, f32x4.add(e, all(2)));
}

function value(kind: i32, x: v128, a: v128, b: v128, c: v128): v128 {
  const zero = all(0);
  switch (kind) {
    case elu:
      return v128.bitselect(f32x4.mul(x, b), f32x4.mul(a, expm1_4(f32x4.mul(x, c))), f32x4.gt(x, zero));
    case sigmoid:
      return sigmoid4(x);
    case tanh:
      return tanh4(x);
    case silu:
      return f32x4.mul(x, sigmoid4(x));
    case gelu:
      return f32x4.mul(x, normalBelow4(x));
    case geluTanh:
      return f32x4.mul(x, sigmoid4(inner(x)));
    case hardswish:
      return f32x4.mul(x, hard(x));
    case hardsigmoid:
      return hard(x);
    case softplus: {
      // log(1 + exp(bx)) = max(bx, 0) + log(1 + exp(-|bx|))
      const scaled = f32x4.mul(x, a);
      const y = f32x4.div(f32x4.add(f32x4.max(scaled, zero), log1p4(exp4(f32x4.neg(f32x4.abs(scaled))))), a);
      return v128.bitselect(x, y, f32x4.gt(scaled, b));
    }
    case mish: {
      const q = mishTerm(x);
      return f32x4.mul(x, f32x4.div(q, f32x4.add(q, all(2))));
    }
    default:
      return x;
  }
}

/** The derivative; what it is where there is none is PyTorch's choice. */
function slope(kind: i32, x: v128, a: v128, b: v128, c: v128): v128 {
  const zero = all(0);
  const one = all(1);
  switch (kind) {
    case elu:
      return v128.bitselect(b, f32x4.mul(f32x4.mul(a, c), exp4(f32x4.mul(x, c))), f32x4.gt(x, zero));
    case sigmoid:
      return sigmoidSlope4(x);
    case tanh:
      // tanh(x) = 2σ(2x) - 1
      return f32x4.mul(all(4), sigmoidSlope4(f32x4.add(x, x)));
    case silu:
      return f32x4.add(sigmoid4(x), f32x4.mul(x, sigmoidSlope4(x)));
    case gelu: {
      const density = f32x4.mul(all(0.3989422804014327), exp4(f32x4.mul(all(-0.5), f32x4.mul(x, x))));
      return f32x4.add(normalBelow4(x), f32x4.mul(x, density));
    }
    case geluTanh: {
      const u = inner(x);
      const change = f32x4.mul(all(1.5957691216057308), f32x4.add(one, f32x4.mul(all(0.134145), f32x4.mul(x, x))));
      return f32x4.add(sigmoid4(u), f32x4.mul(f32x4.mul(x, sigmoidSlope4(u)), change));
    }
    case hardswish: {
      const middle = f32x4.add(f32x4.div(x, all(3)), all(0.5));
      return v128.bitselect(zero, v128.bitselect(one, middle, f32x4.ge(x, all(3))), f32x4.le(x, all(-3)));
    }
    case hardsigmoid:
      return v128.and(all(1 / 6), v128.and(f32x4.gt(x, all(-3)), f32x4.lt(x, all(3))));
    case softplus: {
      const scaled = f32x4.mul(x, a);
      return v128.bitselect(one, sigmoid4(scaled), f32x4.gt(scaled, b));
    }
    case mish: {
      const q = mishTerm(x);
      const sum = f32x4.add(q, all(2));
      const curve = v128.andnot(f32x4.div(f32x4.mul(all(4), f32x4.add(q, one)), f32x4.mul(sum, sum)), f32x4.gt(x, all(20)));
      return f32x4.add(f32x4.div(q, sum), f32x4.mul(f32x4.mul(x, sigmoid4(x)), curve));
    }
    default:
      return one;
  }
}

// @ts-ignore: decorator
@inline
function forward(kind: i32, x: v128, a: v128, b: v128, c: v128): v128 {
  if (kind == relu) return f32x4.max(x, all(0));
  if (kind == leaky) return v128.bitselect(x, f32x4.mul(x, a), f32x4.gt(x, all(0)));
  if (kind == clamp) return f32x4.min(f32x4.max(x, a), b);
  return value(kind, x, a, b, c);
}

// @ts-ignore: decorator
@inline
function backward(kind: i32, x: v128, dy: v128, a: v128, b: v128, c: v128): v128 {
  if (kind == relu) return v128.andnot(dy, f32x4.le(x, all(0)));
  if (kind == leaky) return v128.bitselect(dy, f32x4.mul(dy, a), f32x4.gt(x, all(0)));
  if (kind == clamp) return v128.and(dy, v128.and(f32x4.gt(x, a), f32x4.lt(x, b)));
  return f32x4.mul(dy, slope(kind, x, a, b, c));
}

// @ts-ignore: decorator
@inline
function forwards(kind: i32, x: usize, y: usize, n: i32, a: v128, b: v128, c: v128): void {
  const last = at(x, n - 4);
  while (true) {
    v128.store(y, forward(kind, v128.load(x), a, b, c));
    if (x >= last) return;
    // The last four overlap those before.
    const step = min<usize>(16, last - x);
    x += step;
    y += step;
  }
}

// @ts-ignore: decorator
@inline
function backwards(kind: i32, x: usize, dy: usize, dx: usize, n: i32, a: v128, b: v128, c: v128): void {
  const last = at(x, n - 4);
  while (true) {
    v128.store(dx, backward(kind, v128.load(x), v128.load(dy), a, b, c));
    if (x >= last) return;
    const step = min<usize>(16, last - x);
    x += step;
    dy += step;
    dx += step;
  }
}

/** Where fewer than four numbers are worked on. */
const few = memory.data(48);

/** y = f(x) of n numbers, y elsewhere than x; what the parameters are depends on the kind. */
export function activation(kind: i32, x: usize, y: usize, n: i32, a: f32, b: f32, c: f32): void {
  if (n < 4) {
    const bytes = at(0, n);
    memory.copy(few, x, bytes);
    activation(kind, few, few + 16, 4, a, b, c);
    memory.copy(y, few + 16, bytes);
    return;
  }
  // The cheap ones go at the speed of memory, in loops of their own.
  if (kind == relu) forwards(relu, x, y, n, all(a), all(b), all(c));
  else if (kind == leaky) forwards(leaky, x, y, n, all(a), all(b), all(c));
  else if (kind == clamp) forwards(clamp, x, y, n, all(a), all(b), all(c));
  else forwards(kind, x, y, n, all(a), all(b), all(c));
}

/** dx = dy · f'(x), dx elsewhere than both. */
export function activation_backward(kind: i32, x: usize, dy: usize, dx: usize, n: i32, a: f32, b: f32, c: f32): void {
  if (n < 4) {
    const bytes = at(0, n);
    memory.copy(few, x, bytes);
    memory.copy(few + 16, dy, bytes);
    activation_backward(kind, few, few + 16, few + 32, 4, a, b, c);
    memory.copy(dx, few + 32, bytes);
    return;
  }
  if (kind == relu) backwards(relu, x, dy, dx, n, all(a), all(b), all(c));
  else if (kind == leaky) backwards(leaky, x, dy, dx, n, all(a), all(b), all(c));
  else if (kind == clamp) backwards(clamp, x, dy, dx, n, all(a), all(b), all(c));
  else backwards(kind, x, dy, dx, n, all(a), all(b), all(c));
}

/** The sum of dy · min(0, x): what a slope below 0 is differentiated by. */
export function activation_slope_gradient(x: usize, dy: usize, n: i32): f64 {
  let sum: f64 = 0;
  for (const end = at(x, n); x < end; x += 4, dy += 4) {
    const value = load<f32>(x);
    if (!(value > 0)) sum += <f64>value * <f64>load<f32>(dy);
  }
  return sum;
}
