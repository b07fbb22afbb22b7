/** A scene's ops with every size settled: symbols stand for sizes of a sample, which the user may change. */
import { evaluate, parse, symbolsOf } from '../kernels/dims/dim';
import type { Scene, SceneDatum, SceneDim, SceneNode } from '../extension/protocol/scene';
import type { ChainItem, Layer, Operand, Source } from './engine/task';

/** What a symbol or an unknown size stands for at first. */
function sampleSize(name: string, axis: number): number {
  if (axis === 0 || /^(n|b|batch)/i.test(name)) return 2;
  if (/^(h|w)/i.test(name)) return 32;
  return 16;
}

/** Settles sizes, each symbol the same everywhere. */
export class Settler {
  private readonly symbols = new Map<string, number>();

  size(dim: SceneDim, axis = 1): number {
    if (typeof dim === 'number') return dim;
    if (dim === null) return sampleSize('', axis);
    try {
      const parsed = parse(dim);
      for (const name of symbolsOf(parsed)) if (!this.symbols.has(name)) this.symbols.set(name, sampleSize(name, axis));
      const value = evaluate(parsed, this.symbols);
      return typeof value === 'number' ? value : sampleSize('', axis);
    } catch {
      return sampleSize('', axis);
    }
  }

  datum(value: SceneDatum): SceneDatum {
    if (value.kind === 'int') return { kind: 'int', value: this.size(value.value) };
    return value.kind === 'list' ? { kind: 'list', items: value.items?.map((item) => this.datum(item)) ?? null } : value;
  }
}

function isTensors(value: SceneDatum): boolean {
  return value.kind === 'tensor' || (value.kind === 'list' && value.items?.some((item) => item.kind === 'tensor') === true);
}

/** The layer that a node of a scene is. */
export function layerOfNode(scene: Scene, node: SceneNode, settler: Settler): Layer {
  const operands = node.inputs.map((tensor, index): Operand => {
    const type = scene.tensors[tensor];
    return {
      name: node.parameters[index] ?? 'input',
      shape: (type?.shape ?? []).map((dim, axis) => settler.size(dim, axis)),
      dtype: type?.dtype?.startsWith('int') === true ? 'int64' : 'float32',
    };
  });
  const args = Object.fromEntries(Object.entries(node.args).filter(([, value]) => !isTensors(value)).map(([name, value]) => [name, settler.datum(value)]));
  return { op: node.op, channelsLast: node.channelsLast, args, operands };
}

/** The name of what a node is: the layer's path, or the function. */
export function nameOfNode(scene: Scene, node: SceneNode): string {
  const layer = node.layer === null ? undefined : scene.layers[node.layer];
  return layer === undefined ? node.op : layer.path === '' ? layer.type : layer.path;
}

/** Nodes of a scene as a chain of their own: what comes from outside becomes an input. */
export function chainOf(scene: Scene, from: number, to: number): readonly ChainItem[] {
  const settler = new Settler();
  return scene.nodes.slice(from, to).map((node): ChainItem => {
    const layer = node.layer === null ? undefined : scene.layers[node.layer];
    return {
      name: nameOfNode(scene, node),
      type: layer?.type ?? null,
      layer: layerOfNode(scene, node, settler),
      training: node.training ?? true,
      from: node.inputs.map((tensor, index): Source | null => {
        const producer = node.producers[index] ?? null;
        if (producer === null || producer < from || producer >= to) return null;
        return { item: producer - from, output: Math.max(0, scene.nodes[producer]?.outputs.indexOf(tensor) ?? 0) };
      }),
    };
  });
}
