import { ancestors, inputOf } from '../graph/flow';
import type { GraphLoader, GraphNode, LayerGraph } from '../graph/layer-graph';
import { dimText, torchSizeText } from '../ops/shape-text';
import type { Shape } from '../ops/tensor-type';
import { say } from './advice';
import type { Finding, Rule } from './rule';

const advice = 'Batch statistics of a single value are undefined: use a larger batch, drop_last=True in the loader, model.eval(), or another norm.';

/** Whether the last batch of a loader is a single sample. */
function endsInOne({ batchSize, samples, dropLast }: GraphLoader): boolean {
  return typeof batchSize === 'number' && typeof samples === 'number' && batchSize > 1 && samples % batchSize === 1 && dropLast === false;
}

/** The shape of the last batch's input, where it has one value for each channel. */
function lastShape(node: GraphNode, loader: GraphLoader): Shape | null {
  const shape = inputOf(node)?.type.shape;
  const isSingle = shape?.[0] === loader.batchSize && shape.slice(2).every((size) => size === 1);
  return isSingle ? [1, ...shape.slice(1)] : null;
}

/** The batch norm that the last batch of a loader comes to first. */
function lastBatch(graph: LayerGraph, loader: GraphLoader): readonly Finding[] {
  const nodes = graph.nodes.slice(loader.at);
  // A sample is taken of the dataset, and each of its tensors stacked.
  const first = nodes.findIndex(({ op }) => op === 'stack');
  const batches = new Set(nodes.slice(first, nodes.findIndex(({ op }, index) => index > first && op !== 'stack')));
  for (const node of nodes) {
    const shape = node.op === 'batch_norm' && node.training === true ? lastShape(node, loader) : null;
    if (shape === null || ![...ancestors(node)].some((ancestor) => batches.has(ancestor))) continue;
    return [{
      at: { site: node.site },
      message: `Expected more than 1 value per channel when training, got input size ${torchSizeText(shape)}\nThe last batch of the loader is a single one of its ${dimText(loader.samples)} samples. ${advice}`,
      related: [{ at: loader, message: 'the loader' }],
      repairs: [],
    }];
  }
  return [];
}

export const singleValue: Rule = {
  id: 'norm/single-value',
  severity: 'error',
  summary: 'batch or instance norm in train mode has a single value to take statistics of',
  why: 'A single value is its own mean: what is left after subtracting it is zero, and the variance is undefined. The last batch of a loader counts too: without `drop_last` it holds what is left over.',
  wrong: `import torch
from torch import nn

nn.BatchNorm1d(64)(torch.randn(1, 64))
`,
  right: `import torch
from torch import nn

nn.BatchNorm1d(64)(torch.randn(8, 64))
`,
  fix: null,
  whenNot: 'Never: PyTorch raises here.',
  sources: ['Ioffe and Szegedy, Batch Normalization (2015): https://arxiv.org/abs/1502.03167'],
  advise: () => say(advice),
  judge: (graph): readonly Finding[] => graph.loaders.filter(endsInOne).flatMap((loader) => lastBatch(graph, loader)),
};
