/** Numbers for the tensors that a chain starts from, as PyTorch's layers start out: seeded by the engine. */
import type { Dim } from '../dims/dim';
import type { Engine, Tensor } from '../ops/computation';
import type { Leaf } from './chain';

/** Picks a size that the program leaves open. */
export type ChooseSize = (dim: Dim, axis: number) => number;

/** Ops whose weight scales what is normalised. */
const norms = new Set(['batch_norm', 'instance_norm', 'group_norm', 'layer_norm', 'rms_norm']);

/** A tensor for a leaf: weights and biases as PyTorch initialises those of its layers, inputs from the normal distribution. */
export function sampleLeaf(engine: Engine, leaf: Leaf, chooseSize: ChooseSize): Tensor {
  const { tensor, node, parameter } = leaf;
  const shape = (leaf.shape ?? []).map((dim, axis) => (typeof dim === 'number' ? dim : chooseSize(dim, axis)));
  if (tensor.type.dtype === 'int64') return engine.zeros(shape, 'int64');
  if (parameter === 'running_mean') return engine.zeros(shape);
  if (parameter === 'running_var') return engine.filled(shape, 1);
  if (norms.has(node.op) && parameter === 'weight') return engine.filled(shape, 1);
  if (norms.has(node.op) && parameter === 'bias') return engine.zeros(shape);
  const sample = engine.empty(shape);
  if (parameter === 'weight' || parameter === 'bias') {
    const bound = 1 / Math.sqrt(Math.max(1, fanIn(leaf, shape)));
    engine.random.fillUniform(sample.data, -bound, bound);
  } else engine.random.fillNormal(sample.data);
  return sample;
}

/** How many numbers the weight of an op sums up for each of its outputs. */
function fanIn({ node, parameter }: Leaf, shape: readonly number[]): number {
  const weight = parameter === 'weight' ? shape : node.inputs[node.parameters.indexOf('weight')]?.type.shape ?? [];
  return weight.slice(1).reduce((product: number, size) => product * (typeof size === 'number' ? size : 1), 1);
}
