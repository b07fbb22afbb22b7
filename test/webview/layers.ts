/** Layers for the page's tests. */
import type { SceneDatum } from '../../extension/protocol/scene';
import type { Layer } from '../../webview/engine/task';
import { describe as describeLayer } from '../../webview/engine/describe';
import { withLearned } from '../../webview/engine/learned';

export const int = (value: number): SceneDatum => ({ kind: 'int', value });
export const bool = (value: boolean): SceneDatum => ({ kind: 'bool', value });
export const ints = (...values: readonly number[]): SceneDatum => ({ kind: 'list', items: values.map(int) });

/** An op on an input, with every argument written out; `learned` are shapes of what it learns. */
export function layerOn(op: string, input: readonly number[], args: Layer['args'] = {}, learned: Readonly<Record<string, readonly number[]>> = {}, channelsLast = false): Layer {
  const operands = [['input', input] as const, ...Object.entries(learned)].map(([name, shape]) => ({ name, shape, dtype: 'float32' as const }));
  return describeLayer({ op, channelsLast, args, operands }).layer;
}

/** A layer of TensorFlow.js. */
export function lastOn(op: string, input: readonly number[], args: Layer['args'] = {}, learned: Readonly<Record<string, readonly number[]>> = {}): Layer {
  return layerOn(op, input, args, learned, true);
}

export { describeLayer, withLearned };
