/** How much of the input each node sees along one side, by the arithmetic of kernels and strides. */
import type { Scene, SceneNode } from '../extension/protocol/scene';
import { Settler, layerOfNode } from './settle';
import { numbersOf } from './engine/learned';
import { spatialRank, windowKind } from './window';

interface Field {
  /** Cells of the model's input along a side. */
  readonly size: number;
  /** How far apart in the input two neighbours of this map are. */
  readonly jump: number;
}

/** Ops that see all of every map they are given. */
const wholeMap = new Set(['flatten', 'linear', 'scaled_dot_product_attention', 'mean', 'adaptive_avg_pool1d', 'adaptive_avg_pool2d', 'adaptive_avg_pool3d', 'adaptive_max_pool2d']);

/** Along the last axis: what a window of the node adds. */
function windowOf(scene: Scene, node: SceneNode, settler: Settler): { readonly reach: number; readonly stride: number } | null {
  const kind = windowKind(node.op);
  if (kind === null || kind === 'adaptive_avg' || kind === 'adaptive_max') return null;
  const layer = layerOfNode(scene, node, settler);
  const rank = spatialRank(node.op);
  const kernel = layer.operands.find(({ name }) => name === 'weight')?.shape.at(-1) ?? numbersOf(layer.args['kernel_size'], rank)?.at(-1) ?? 1;
  const stride = numbersOf(layer.args['stride'], rank)?.at(-1) ?? (kind === 'conv' ? 1 : kernel);
  const dilation = numbersOf(layer.args['dilation'], rank)?.at(-1) ?? 1;
  return { reach: dilation * (kernel - 1), stride };
}

/** Of each node; null once it sees the whole map, or where that is not known. */
export function receptiveFields(scene: Scene): readonly (number | null)[] {
  const settler = new Settler();
  const fields: (Field | null)[] = [];
  for (const node of scene.nodes) {
    const given = node.producers.map((producer) => (producer === null ? { size: 1, jump: 1 } : (fields[producer] ?? null)));
    const main = node.parameters.flatMap((name, index) => (name === 'weight' || name === 'bias' || name.startsWith('running_') ? [] : [given[index] ?? null]));
    const isKnown = main.length > 0 && !main.includes(null) && !wholeMap.has(node.op);
    if (!isKnown) {
      fields.push(null);
      continue;
    }
    const widest = main.filter((field) => field !== null).reduce((a, b) => (b.size > a.size ? b : a));
    const window = windowOf(scene, node, settler);
    fields.push(window === null ? widest : { size: widest.size + window.reach * widest.jump, jump: widest.jump * window.stride });
  }
  return fields.map((field) => field?.size ?? null);
}
