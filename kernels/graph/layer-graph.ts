/**
 * The layer graph: op applications as nodes, tensors as edges. What rules are judged on.
 *
 * A tensor knows the node that made it; who takes a tensor is told by the nodes' inputs. In-place ops give their tensor
 * a new producer.
 */
import type { Application } from '../ops/op';
import type { TensorType } from '../ops/tensor-type';

export interface GraphTensor {
  type: TensorType;
  /** Null for inputs and for what no op made. */
  producer: GraphNode | null;
  /** The innermost layer without children that returned it. */
  layer: GraphLayer | null;
}

export interface GraphNode {
  /** Position in the order of the run. */
  readonly id: number;
  /** The torch function as the program called it: `add_`, `conv2d`. */
  readonly op: string;
  /** Null where the op refused its inputs, or is not known. */
  readonly application: Application | null;
  readonly inputs: readonly GraphTensor[];
  readonly outputs: readonly GraphTensor[];
  /** The layer whose forward applied it; null for a plain function call. */
  readonly layer: GraphLayer | null;
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
