/** Numbers for the tensors of a layer: samples for inputs, and for what it learns what PyTorch starts with. */
import type { Engine } from '../../kernels/wasm/engine';
import type { Tensor } from '../../kernels/wasm/tensor';
import { Random } from '../../kernels/wasm/random';
import { hasLearned } from './learned';
import { fillSample } from './sample';
import { channelsFirst, channelsFirstShape, inLayout } from './layout';
import type { Given, Layer, Operand, Sample } from './task';

/** Ops whose weight scales what is normalised. */
const norms = new Set(['batch_norm', 'instance_norm', 'group_norm', 'layer_norm', 'rms_norm']);

/** Whether a tensor is what the layer learns or keeps, and not what it is given. */
export function isLearned({ op }: Pick<Layer, 'op'>, { name }: Pick<Operand, 'name'>): boolean {
  return (hasLearned(op) || op === 'prelu' || op === 'embedding') && name !== 'input';
}

/** A tensor with its numbers; the same for the same seed. */
export function tensorOf(engine: Engine, layer: Layer, operand: Operand, index: number, sample: Sample): Tensor {
  const { name, shape, dtype } = operand;
  if (dtype === 'int64') return engine.zeros(shape, 'int64');
  if (!isLearned(layer, operand)) {
    // A second input is another one of its kind.
    return sampled(engine, layer, shape, { ...sample, seed: sample.seed + index });
  }
  const tensor = engine.empty(shape);
  const { data } = tensor;
  if (name === 'running_mean') data.fill(0);
  else if (name === 'running_var') data.fill(1);
  else if (norms.has(layer.op)) data.fill(name === 'weight' ? 1 : 0);
  else {
    const weight = layer.operands.find((other) => other.name === 'weight')?.shape ?? shape;
    const bound = 1 / Math.sqrt(Math.max(1, weight.slice(1).reduce((product, size) => product * size, 1)));
    new Random(sample.seed + 1000 + index).fillUniform(data, -bound, bound);
  }
  return tensor;
}

/** A sample in the layout of a layer: what is drawn are the planes. */
function sampled(engine: Engine, layer: Layer, shape: readonly number[], sample: Sample): Tensor {
  const planes = engine.empty(channelsFirstShape(layer, shape));
  const given = sample.given === null || !sample.given.channelsLast ? sample.given : planesOfGiven(engine, sample.given);
  fillSample(planes.data, planes.shape, { ...sample, given });
  const tensor = inLayout(engine, layer, planes);
  if (tensor !== planes) planes.dispose();
  return tensor;
}

/** Given numbers with their channels in front. */
function planesOfGiven(engine: Engine, given: Given): Given {
  const tensor = engine.tensor(given.shape, given.values);
  const planes = channelsFirst(engine, given, tensor);
  const values = Float32Array.from(planes.data);
  const { shape } = planes;
  tensor.dispose();
  if (planes !== tensor) planes.dispose();
  return { ...given, shape, values, channelsLast: false };
}
