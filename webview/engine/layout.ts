/** Maps in either layout: what is shown of them is planes, with the channels in front. */
import { ops } from './ops';
import { run } from '../../kernels/ops/run';
import { Refusal } from '../../kernels/ops/op';
import type { Engine } from '../../kernels/wasm/engine';
import type { Tensor } from '../../kernels/wasm/tensor';
import type { Layer } from './task';

/** Whether a shape of a layer has its channels behind a map. */
function isMap({ channelsLast }: Pick<Layer, 'channelsLast'>, rank: number): boolean {
  return channelsLast && rank > 2;
}

/** A shape with its channels after the batch. */
export function channelsFirstShape(layer: Pick<Layer, 'channelsLast'>, shape: readonly number[]): readonly number[] {
  return isMap(layer, shape.length) ? [shape[0] ?? 1, shape.at(-1) ?? 1, ...shape.slice(1, -1)] : shape;
}

function permuted(engine: Engine, tensor: Tensor, dims: readonly number[]): Tensor {
  const op = ops.get('permute');
  const result = op === undefined ? null : run(op, engine, { input: tensor, dims });
  if (result === null || result instanceof Refusal) throw new Error('a map could not be laid out');
  return result.outputs[0] ?? tensor;
}

/** The tensor of a layer with its channels after the batch: itself, or a new one. */
export function channelsFirst(engine: Engine, layer: Pick<Layer, 'channelsLast'>, tensor: Tensor): Tensor {
  const rank = tensor.shape.length;
  return isMap(layer, rank) ? permuted(engine, tensor, [0, rank - 1, ...Array.from({ length: rank - 2 }, (_, axis) => axis + 1)]) : tensor;
}

/** The way back: a tensor whose channels are after the batch, as the layer has it. */
export function inLayout(engine: Engine, layer: Pick<Layer, 'channelsLast'>, tensor: Tensor): Tensor {
  const rank = tensor.shape.length;
  return isMap(layer, rank) ? permuted(engine, tensor, [0, ...Array.from({ length: rank - 2 }, (_, axis) => axis + 2), 1]) : tensor;
}
