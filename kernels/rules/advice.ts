/** Parts that pieces of advice are made of. */
import type { GraphLayer } from '../graph/layer-graph';
import type { Datum } from '../ops/op';
import type { Shape } from '../ops/tensor-type';
import type { Advice, Repair } from './rule';

/** One sentence, nothing to edit. */
export function say(text: string): Advice {
  return { text, repairs: [] };
}

/** The shape of a tensor argument; null where it is none, or not known. */
export function shapeOf(datum: Datum | undefined): Shape | null {
  return datum?.kind === 'tensor' ? datum.type.shape : null;
}

/** Writes another count into a layer's constructor, where the old one stands there as a number. */
export function setCount(layer: GraphLayer | null, types: RegExp, parameter: string, value: number, replaces: number): readonly Repair[] {
  if (layer === null || !types.test(layer.base)) return [];
  const change = { kind: 'argument', at: layer, parameter, value: String(value), replaces } as const;
  return [{ title: `Set ${parameter} to ${String(value)}`, safety: 'unsafe', change }];
}
