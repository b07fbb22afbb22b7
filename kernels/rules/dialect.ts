/** Arguments of layers as each framework spells them. */
import type { GraphLayer } from '../graph/layer-graph';
import { tensorflowNames } from '../ops/tensorflow-name';

/** An argument and its value in the words of a layer's framework. */
export interface Spelled {
  readonly parameter: string;
  readonly value: string;
  /** As it stands in a call: `bias=False`, `useBias: false`. */
  readonly text: string;
}

/** How a layer's constructor is given a value for a parameter. */
export function spelled(layer: GraphLayer, parameter: string, value: boolean | number): Spelled {
  if (layer.framework === 'tensorflow.js') {
    const name = tensorflowNames[parameter] ?? parameter;
    return { parameter: name, value: String(value), text: `${name}: ${String(value)}` };
  }
  const text = typeof value === 'number' ? String(value) : value ? 'True' : 'False';
  return { parameter, value: text, text: `${parameter}=${text}` };
}
