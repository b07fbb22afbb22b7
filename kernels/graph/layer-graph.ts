/**
 * The layer graph: op applications as nodes, tensors as edges. What rules are judged on.
 *
 * A tensor knows the node that made it last: an in-place op gives its tensor a new producer, so a node also
 * says which nodes had made its inputs by then. Who takes a node's output is told by `consumersOf`.
 */
import type { Application, Datum } from '../ops/op';
import type { TensorType } from '../ops/tensor-type';

export interface GraphTensor {
  /** Of a tensor that is reshaped in place (`unsqueeze_`), the last one. */
  type: TensorType;
  /** Null for inputs and for what no op made. */
  producer: GraphNode | null;
  /** The innermost layer without children that returned it. */
  layer: GraphLayer | null;
}

export interface GraphNode {
  /** Position in the order of the run. */
  readonly id: number;
  /** The op: `relu`, `add`. */
  readonly op: string;
  /** The torch function as the program called it: `relu_`, `__rsub__`. */
  readonly called: string;
  /** Null where the op refused its inputs, or is not known. */
  readonly application: Application | null;
  /** All arguments that were given, by parameter. */
  readonly args: Readonly<Record<string, Datum>>;
  readonly inputs: readonly GraphTensor[];
  /** Of each input, the op's parameter that it is for: `input`, `weight`, `bias`. */
  readonly parameters: readonly string[];
  /** Of each input, the node that had made it by then. */
  readonly producers: readonly (GraphNode | null)[];
  readonly outputs: readonly GraphTensor[];
  /** The layer whose forward applied it; null for a plain function call. */
  readonly layer: GraphLayer | null;
  /** Whether that layer was in train mode; null when not known, or when there is no layer. */
  readonly training: boolean | null;
  /** Where it was applied: opaque to the graph. */
  readonly site: unknown;
}

/** A layer: one instance of a module. */
export interface GraphLayer {
  /** Class name: `Conv2d`. */
  readonly type: string;
  /** The instance itself: opaque to the graph. */
  readonly instance: unknown;
  /** Whether it has a bias of its own. */
  readonly hasBias: () => boolean;
  /** In train mode; null when that is not known. */
  readonly training: () => boolean | null;
  /** How often which torch function took its output. */
  readonly consumers: Map<string, number>;
}

export interface LayerGraph {
  readonly nodes: readonly GraphNode[];
}

/** For each node the nodes that take what it made, in order; a node that takes it twice is there twice. */
export function consumersOf(graph: LayerGraph): ReadonlyMap<GraphNode, readonly GraphNode[]> {
  const consumers = new Map<GraphNode, GraphNode[]>();
  for (const node of graph.nodes) {
    for (const producer of node.producers) {
      if (producer === null) continue;
      const known = consumers.get(producer);
      if (known === undefined) consumers.set(producer, [node]);
      else known.push(node);
    }
  }
  return consumers;
}
