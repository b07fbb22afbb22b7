/**
 * norm/redundant-bias: a bias whose every use goes into a norm that subtracts the channel's mean, and the bias with it.
 *
 * Judged by data flow: the layer's output goes ONLY into batch norm or instance norm, over the very channels that the
 * bias is added to. Source: Ioffe and Szegedy 2015, section 3.2.
 */
import type { GraphLayer, GraphNode, GraphTensor, LayerGraph } from '../graph/layer-graph';

export interface Finding {
  readonly rule: string;
  readonly severity: 'warning' | 'hint';
  readonly layer: GraphLayer;
  /** The layer that makes it so. */
  readonly cause: GraphLayer | null;
  readonly message: string;
}

const biased = /^(Lazy)?(Conv(Transpose)?[123]d|Linear)$/;
const norms = new Set(['batch_norm', 'instance_norm']);

/** The axis that the bias is added along; null where that is not known. */
function biasAxis(node: GraphNode, output: GraphTensor): number | null {
  const rank = output.type.shape?.length;
  if (rank === undefined) return null;
  if (node.op === 'linear') return rank - 1;
  const spatial = Number(/[123](?=d$)/.exec(node.op)?.[0]);
  return rank === spatial + 2 ? 1 : null;
}

/** The norm that alone takes a tensor; null where anything else takes it too, or nothing does. */
function onlyNorm(output: GraphTensor, takers: readonly GraphNode[]): GraphNode | null {
  const [first] = takers;
  return first !== undefined && takers.every((taker) => norms.has(taker.op) && taker.inputs[0] === output && taker.layer !== null) ? first : null;
}

/** Judges every layer of the graph. */
export function redundantBias(graph: LayerGraph): readonly Finding[] {
  const takers = new Map<GraphTensor, GraphNode[]>();
  for (const node of graph.nodes) for (const input of new Set(node.inputs)) takers.set(input, [...(takers.get(input) ?? []), node]);
  const judged = new Map<GraphLayer, GraphNode | null>();
  for (const node of graph.nodes) {
    const { layer } = node;
    const [output] = node.outputs;
    if (layer === null || output === undefined || !biased.test(layer.type) || !layer.hasBias()) continue;
    if (judged.get(layer) === null) continue;
    // Batch norm works along axis 1; a bias along another axis stays.
    judged.set(layer, biasAxis(node, output) === 1 ? onlyNorm(output, takers.get(output) ?? []) : null);
  }
  return [...judged].flatMap(([layer, norm]): Finding[] => {
    if (norm === null) return [];
    const cause = norm.layer;
    const message = `The bias of this ${layer.type} has no effect: its output goes only into ${cause?.type ?? norm.op}, which subtracts the mean of each channel, and the bias with it. Set bias=False.`;
    return [{ rule: 'norm/redundant-bias', severity: 'warning', layer, cause, message }];
  });
}
