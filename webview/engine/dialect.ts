/** What a layer's framework calls its parameters, and how its language writes their values. */
import type { SceneDatum } from '../../extension/protocol/scene';
import { pythonText, scriptText } from '../text';
import type { Layer } from './task';

/** TensorFlow.js's names; it has no others. */
const names: Readonly<Record<string, string>> = {
  stride: 'strides', padding: 'padding', dilation: 'dilationRate', out_channels: 'filters', out_features: 'units', bias: 'useBias', center: 'center', scale: 'scale',
  momentum: 'momentum', eps: 'epsilon', p: 'rate', negative_slope: 'alpha',
};

/** The name of a parameter; null where the framework has no such one. */
export function labelOf({ op, channelsLast }: Layer, name: string): string | null {
  if (!channelsLast) return name;
  if (name === 'kernel_size') return op.includes('pool') ? 'poolSize' : 'kernelSize';
  if (name === 'dim') return op === 'softmax' || op === 'cat' ? 'axis' : null;
  return names[name] ?? null;
}

export function valueText({ channelsLast }: Layer, value: SceneDatum): string {
  return channelsLast ? scriptText(value) : pythonText(value);
}
