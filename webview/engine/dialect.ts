/** What a layer's framework calls its parameters, and how its language writes their values. */
import type { SceneDatum } from '../../extension/protocol/scene';
import { tensorflowNames } from '../../kernels/ops/tensorflow-name';
import { pythonText, scriptText } from '../text';
import type { Layer } from './task';

/** The name of a parameter; null where the framework has no such one. */
export function labelOf({ op, channelsLast }: Layer, name: string): string | null {
  if (!channelsLast) return name;
  if (name === 'kernel_size') return op.includes('pool') ? 'poolSize' : 'kernelSize';
  if (name === 'dim') return op === 'softmax' || op === 'cat' ? 'axis' : null;
  return tensorflowNames[name] ?? null;
}

export function valueText({ channelsLast }: Layer, value: SceneDatum): string {
  return channelsLast ? scriptText(value) : pythonText(value);
}
