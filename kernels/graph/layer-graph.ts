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
  /** What it is on other ways that the program may have gone. */
  readonly alternatives: Set<GraphTensor>;
  /** Code that is not known has taken it. */
  escaped: boolean;
  /** The program asked for its sizes. */
  measured: boolean;
}

/** A tensor that nothing has made or taken yet. */
export function freshTensor(type: TensorType): GraphTensor {
  return { type, producer: null, layer: null, alternatives: new Set(), escaped: false, measured: false };
}

export interface GraphNode {
  /** Position in the order of the run. */
  readonly id: number;
  /** The op: `relu`, `add`. */
  readonly op: string;
  /** The torch function as the program called it: `relu_`, `__rsub__`. */
  readonly called: string;
  /** Its maps hold their channels along the last axis, as TensorFlow's do; PyTorch's along the axis after the batch. */
  readonly channelsLast: boolean;
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
  /** Whether that layer's parameters were all frozen: `requires_grad` False. */
  readonly frozen: boolean;
  /** Whether gradients were recorded: not under `no_grad` or `inference_mode`; null when not known. */
  readonly grad: boolean | null;
  /** The call of a whole model that it is a part of. */
  readonly run: GraphRun | null;
  /** The module of the program whose method applied it. */
  readonly module: GraphLayer | null;
  /** Where it was applied: opaque to the graph. */
  readonly site: unknown;
}

/** A layer: one instance of a module. */
export interface GraphLayer {
  /** Class name: `Conv2d`, or that of a class of the program. */
  readonly type: string;
  /** The library's class that it is, or derives from: `Conv2d`; `Module` where the program wrote all of it. */
  readonly base: string;
  /** The instance itself: opaque to the graph. */
  readonly instance: unknown;
  /** Whether it has a bias of its own. */
  readonly hasBias: () => boolean;
  /** The program itself has read the bias, and may fail without one. */
  readonly isBiasRead: () => boolean;
  /** In train mode; null when that is not known. */
  readonly training: () => boolean | null;
  /** Whose layer it is. */
  readonly framework: 'torch' | 'tensorflow.js';
  /** What the constructor was given, or made of it: `kernel_size`, `momentum`. */
  readonly attribute: (name: string) => Datum;
  readonly parameters: () => readonly GraphTensor[];
  readonly children: () => readonly GraphLayer[];
  /** How often which torch function took its output. */
  readonly consumers: Map<string, number>;
}

/** A call of a module that no other module made. */
export interface GraphRun {
  readonly root: GraphLayer;
  /** The program's functions that it was called in, innermost first. */
  readonly functions: readonly string[];
  /** Nothing in the program makes the call: its inputs are such as the layers take, and the module may be a part of a larger one. */
  readonly isSupposed: boolean;
  readonly grad: boolean | null;
  /** The mode of the root when it was called. */
  readonly training: boolean | null;
  /** The tensors that it returned. */
  readonly outputs: readonly GraphTensor[];
  /** Whether the innermost of these functions is a method of a module. */
  readonly isInModule: boolean;
  /** How many nodes there were before it. */
  readonly start: number;
  /** Tells calls of the program apart: runs that the same calls led to have the same. */
  readonly place: string;
  readonly site: unknown;
}

/** Something that happened to a layer between the nodes of the run. */
export interface GraphEvent {
  /** Its mode was set, or a checkpoint was loaded into it. */
  readonly kind: 'mode' | 'load';
  readonly layer: GraphLayer;
  /** The mode that was set; null when not known. */
  readonly training: boolean | null;
  readonly grad: boolean | null;
  /** How many nodes there were before it. */
  readonly at: number;
  readonly site: unknown;
}

export interface LayerGraph {
  readonly nodes: readonly GraphNode[];
  readonly runs: readonly GraphRun[];
  readonly events: readonly GraphEvent[];
  /** Steps of optimisers: how many nodes there were before each. */
  readonly steps: readonly number[];
  /** All layers in the order of their construction. */
  readonly constructed: readonly GraphLayer[];
}

/** For each node the nodes that take what it made, in order; a node that takes it twice is there twice. */
export function consumersOf(graph: Pick<LayerGraph, 'nodes'>): ReadonlyMap<GraphNode, readonly GraphNode[]> {
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
