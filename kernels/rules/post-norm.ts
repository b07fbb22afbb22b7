import { origin, producerOf } from '../graph/flow';
import type { GraphNode, GraphRun } from '../graph/layer-graph';
import { isDropout, isRearranging } from './op-family';
import type { Finding, Rule } from './rule';

const deep = 6;
const sublayers = 2;

function isNorm(node: GraphNode | null): boolean {
  return node?.op === 'layer_norm' || node?.op === 'rms_norm';
}

/** A norm of a sum whose other side is the output of the norm before it: the residual stream itself is normalised. */
function isPostNorm(node: GraphNode): boolean {
  const passes = (other: GraphNode): boolean => isRearranging(other) || isDropout(other) || other.op === 'dropout';
  const sum = isNorm(node) ? origin(producerOf(node), passes) : null;
  return sum?.op === 'add' && sum.producers.some((producer) => isNorm(origin(producer, passes)));
}

export const postNorm: Rule = {
  id: 'norm/post-norm',
  severity: 'hint',
  summary: 'a transformer of more than 6 layers that normalises after the residual sum',
  why: 'With the norm after the sum no path leads from the loss to the first layers without passing every norm: deep models need a warm-up to train at all. With the norm before each sublayer they train stably.',
  wrong: `import torch
from torch import nn

encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(64, 4, batch_first=True), 12)
encoder(torch.randn(8, 10, 64))
`,
  right: `import torch
from torch import nn

encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(64, 4, batch_first=True, norm_first=True), 12)
encoder(torch.randn(8, 10, 64))
`,
  fix: null,
  whenNot: 'Where a published architecture is followed: BERT is post-norm.',
  sources: ['Xiong et al., On Layer Normalization in the Transformer Architecture (2020): https://arxiv.org/abs/2002.04745'],
  judge: (graph): readonly Finding[] => {
    const norms = new Map<GraphRun, GraphNode[]>();
    for (const node of graph.nodes) {
      if (node.run === null || !isPostNorm(node)) continue;
      const held = norms.get(node.run);
      if (held === undefined) norms.set(node.run, [node]);
      else held.push(node);
    }
    return [...norms].flatMap(([run, found]): Finding[] => {
      // A layer has two or three sublayers, each with a norm; the first of all sums with the embedding, which is no norm's output.
      const owners = new Set(found.map(({ layer }) => graph.constructed.find((other) => layer !== null && other.children().includes(layer)) ?? layer));
      const layers = Math.min(owners.size, Math.ceil(found.length / sublayers));
      if (layers <= deep) return [];
      return [{
        at: run,
        message: `${run.root.type} has about ${String(layers)} layers that normalise after the residual sum. Deeper than ${String(deep)} layers pre-norm (norm_first=True) trains more stably.`,
        related: found[0]?.layer == null ? [] : [{ at: found[0].layer, message: 'the first such norm' }],
        repairs: [],
      }];
    });
  },
};
