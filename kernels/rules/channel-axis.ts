/** Where an axis of a tensor ends up when its values are rearranged. */
import { compare, product } from '../dims/dim';
import { inputOf } from '../graph/flow';
import type { GraphNode } from '../graph/layer-graph';
import type { Shape } from '../ops/tensor-type';
import { numberOf } from './op-family';

/** An axis counted from the front. */
function fromFront(axis: number | null, rank: number): number | null {
  return axis === null ? null : axis < 0 ? axis + rank : axis;
}

/** The axis of the result that holds what this axis held, whole and by itself; null where there is none, or it is not known. */
export function axisAfter(node: GraphNode, axis: number): number | null {
  const before = inputOf(node, node.parameters[0])?.type.shape;
  const after = node.outputs[0]?.type.shape;
  if (before === null || before === undefined || after === null || after === undefined) return null;
  const at = (name: string): number | null => fromFront(numberOf(node.args[name]), before.length);
  switch (node.op) {
    case 'detach': case 'clone': case 'contiguous': case 'to': case 'float': case 'half': case 'double': case 'bfloat16': case 'type': case 'type_as':
      return axis;
    case 'transpose': case 'swapaxes': {
      const [first, second] = [at('dim0'), at('dim1')];
      if (first === null || second === null) return null;
      return axis === first ? second : axis === second ? first : axis;
    }
    case 'mT':
      return axis < before.length - 2 ? axis : 2 * before.length - 3 - axis;
    case 't': case 'numpy_T':
      return before.length - 1 - axis;
    case 'permute': {
      const dims = node.args['dims'];
      if (dims?.kind !== 'list' || dims.items === null) return null;
      const found = dims.items.findIndex((dim) => fromFront(numberOf(dim), before.length) === axis);
      return found < 0 ? null : found;
    }
    case 'view': case 'reshape': case 'flatten': case 'unflatten': case 'view_as': case 'reshape_as': case 'squeeze': case 'unsqueeze':
      return sameBlock(before, after, axis);
    default:
      return null;
  }
}

/** An axis stays an axis where as many values lie before it and in it as did. */
function sameBlock(before: Shape, after: Shape, axis: number): number | null {
  const size = before[axis];
  if (size === undefined || size === 1) return null;
  const found = after.findIndex((other, index) =>
    compare(other, size) === 'equal' && compare(product(after.slice(0, index)), product(before.slice(0, axis))) === 'equal');
  return found < 0 ? null : found;
}
