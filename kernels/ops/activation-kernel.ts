/** How the kernels of the activations are called: one for all, told apart by a number. */
import type { BackwardContext, Engine, ForwardContext, Gradients, Tensor } from './computation';
import { asFloats } from './broadcast-kernel';

const kinds = { relu: 0, leaky: 1, elu: 2, sigmoid: 3, tanh: 4, silu: 5, gelu: 6, gelu_tanh: 7, hardswish: 8, hardsigmoid: 9, clamp: 10, softplus: 11, mish: 12 } as const;

/** A function of one number, with its parameters. */
export interface Curve {
  readonly kind: number;
  readonly parameters: readonly [number, number, number];
}

/** The curve that an op's arguments ask for. */
export type CurveOf = (args: Readonly<Record<string, unknown>>) => Curve;

/** A curve by its name. */
export function curve(name: keyof typeof kinds, a: unknown = 0, b: unknown = 0, c: unknown = 0): Curve {
  return { kind: kinds[name], parameters: [Number(a), Number(b), Number(c)] };
}

/** Forward and backward of an op that is a curve. */
export function running(curveOf: CurveOf) {
  return {
    forward(args: Readonly<Record<string, unknown>>, context: ForwardContext): Tensor {
      const { kind, parameters } = curveOf(args);
      const [input, output] = [asFloats(context.engine, context.input('input')), context.output()];
      context.engine.call('activation', kind, input.pointer, output.pointer, output.size, ...parameters);
      return output;
    },
    backward(args: Readonly<Record<string, unknown>>, context: BackwardContext): Gradients {
      if (!context.needs('input')) return {};
      const { kind, parameters } = curveOf(args);
      const input = context.input('input');
      const gradient = context.engine.empty(input.shape);
      context.engine.call('activation_backward', kind, input.pointer, context.gradient().pointer, gradient.pointer, gradient.size, ...parameters);
      return { input: gradient };
    },
  };
}

/** The derivative by the slope below 0, summed over numbers. */
export function slopeGradient(engine: Engine, x: number, dy: number, size: number): number {
  return engine.call('activation_slope_gradient', x, dy, size);
}
