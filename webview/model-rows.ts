/** What each layer of a model makes, holds and costs: what the table and the graph show. */
import type { Scene, SceneDim } from '../extension/protocol/scene';
import type { ChainResult } from './engine/task';
import { receptiveFields } from './receptive';
import { Settler, nameOfNode } from './settle';

/** One op application; null is not known, or not measured. */
export interface Row {
  readonly node: number;
  readonly name: string;
  readonly type: string;
  readonly output: readonly SceneDim[] | null;
  readonly parameters: number;
  readonly macs: number;
  readonly bytes: number;
  readonly field: number | null;
  readonly time: number | null;
  readonly mean: number | null;
  readonly deviation: number | null;
  readonly dead: number | null;
}

/** The rows of a model, with what a run of it measured. */
export function rowsOf(scene: Scene, result: ChainResult | null): readonly Row[] {
  const settler = new Settler();
  const counted = new Set<number>();
  const fields = receptiveFields(scene);
  return scene.nodes.map((node, index): Row => {
    const layer = node.layer === null ? undefined : scene.layers[node.layer];
    const output = scene.tensors[node.outputs[0] ?? -1]?.shape ?? null;
    const isFirst = node.layer !== null && !counted.has(node.layer);
    if (node.layer !== null) counted.add(node.layer);
    const step = result?.steps[index];
    return {
      node: index, name: nameOfNode(scene, node), type: layer?.type ?? node.op, output,
      parameters: isFirst && typeof layer?.parameters === 'number' ? layer.parameters : 0,
      macs: typeof node.macs === 'number' ? node.macs : node.macs === null ? 0 : settler.size(node.macs),
      bytes: 4 * (output ?? []).reduce((product: number, dim, axis) => product * settler.size(dim, axis), 1),
      field: fields[index] ?? null,
      time: step?.time ?? null, mean: step?.statistics?.mean ?? null, deviation: step?.statistics?.deviation ?? null, dead: step?.statistics?.zeros ?? null,
    };
  });
}

