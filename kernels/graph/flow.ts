/** Walks along the tensors of a graph: what really takes what a node made, and what it was made of. */
import type { GraphLayer, GraphNode, GraphTensor, LayerGraph } from './layer-graph';

/** A node that takes a tensor, and the op's parameter that it takes it for. */
export interface Use {
  readonly node: GraphNode;
  readonly parameter: string;
}

export interface Flow {
  /** Who takes what a node made, in order. */
  readonly usesOf: (node: GraphNode, output: GraphTensor) => readonly Use[];
  /** Who takes a tensor, whoever made it. */
  readonly takersOf: (tensor: GraphTensor) => readonly Use[];
  /** Whether anything but the nodes of the graph has a tensor: the caller of the model, or code that is not known. */
  readonly leaves: (tensor: GraphTensor) => boolean;
  readonly nodesOf: (layer: GraphLayer) => readonly GraphNode[];
}

const flows = new WeakMap<LayerGraph, Flow>();

/** The flow of a graph whose run is over. */
export function flowOf(graph: LayerGraph): Flow {
  let flow = flows.get(graph);
  if (flow === undefined) {
    flow = makeFlow(graph);
    flows.set(graph, flow);
  }
  return flow;
}

/** A tensor and all that it may be besides. */
function waysOf(tensor: GraphTensor, found = new Set<GraphTensor>()): ReadonlySet<GraphTensor> {
  if (found.has(tensor)) return found;
  found.add(tensor);
  for (const other of tensor.alternatives) waysOf(other, found);
  return found;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, [value]);
  else held.push(value);
}

function makeFlow(graph: LayerGraph): Flow {
  const takers = new Map<GraphTensor, (Use & { readonly producer: GraphNode | null })[]>();
  const byLayer = new Map<GraphLayer, GraphNode[]>();
  for (const node of graph.nodes) {
    if (node.layer !== null) push(byLayer, node.layer, node);
    for (const [index, input] of node.inputs.entries()) {
      const parameter = node.parameters[index] ?? '';
      for (const way of waysOf(input)) {
        push(takers, way, { node, parameter, producer: way === input ? (node.producers[index] ?? null) : way.producer });
      }
    }
  }
  const leaving = new Set<GraphTensor>();
  // What a single layer of the library gives its caller is taken by what the caller does with it.
  const models = graph.runs.filter(({ root }) => root.base === 'Module' || root.children().length > 0);
  for (const run of models) for (const output of run.outputs) for (const way of waysOf(output)) leaving.add(way);
  return {
    usesOf: (node, output) => (takers.get(output) ?? []).filter((use) => use.producer === node),
    takersOf: (tensor) => takers.get(tensor) ?? [],
    // A tensor that was changed in place afterwards leaves as what it was changed into.
    leaves: (tensor) => tensor.escaped || leaving.has(tensor),
    nodesOf: (layer) => byLayer.get(layer) ?? [],
  };
}

/** The tensor that a node takes for a parameter. */
export function inputOf(node: GraphNode, parameter = 'input'): GraphTensor | null {
  const index = node.parameters.indexOf(parameter);
  return node.inputs[index] ?? null;
}

/** The node that made what a node takes for a parameter. */
export function producerOf(node: GraphNode, parameter = 'input'): GraphNode | null {
  const index = node.parameters.indexOf(parameter);
  return node.producers[index] ?? null;
}

/** Walks back along `input` over nodes that `passes`; the first that does not, or null at the start. */
export function origin(node: GraphNode | null, passes: (node: GraphNode) => boolean): GraphNode | null {
  let at = node;
  // An op in place may lead back to the node itself.
  for (let count = 0; at !== null && passes(at) && count < 10_000; count += 1) at = producerOf(at, at.parameters[0]);
  return at;
}

/** All nodes that what a node made flows into, the node itself left out. */
export function descendants(flow: Flow, start: GraphNode): ReadonlySet<GraphNode> {
  const found = new Set<GraphNode>();
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const output of node.outputs) {
      for (const use of flow.usesOf(node, output)) {
        if (found.has(use.node)) continue;
        found.add(use.node);
        open.push(use.node);
      }
    }
  }
  return found;
}

/** All nodes that a node's inputs were made by, the node itself left out. */
export function ancestors(start: GraphNode): ReadonlySet<GraphNode> {
  const found = new Set<GraphNode>();
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const [index, producer] of node.producers.entries()) {
      const ways = [producer, ...[...(node.inputs[index]?.alternatives ?? [])].map((way) => way.producer)];
      for (const way of ways) {
        if (way === null || found.has(way)) continue;
        found.add(way);
        open.push(way);
      }
    }
  }
  return found;
}
