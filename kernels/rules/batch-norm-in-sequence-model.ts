import { inputOf, producerOf } from '../graph/flow';
import type { GraphNode } from '../graph/layer-graph';
import { isActivation, isDropout, isRearranging, nameOf, placeOf } from './op-family';
import type { Finding, Rule } from './rule';

const sequenceOps = /^(lstm|gru|rnn_(tanh|relu)|multi_head_attention_forward|scaled_dot_product_attention)$/;

/** The recurrent or attention op that a tensor comes of, through linear layers and sums; null where there is none. */
function sequenceOp(node: GraphNode | null, depth = 0): GraphNode | null {
  if (node === null || depth > 30) return null;
  if (sequenceOps.test(node.op)) return node;
  if (node.op === 'add') return node.producers.map((producer) => sequenceOp(producer, depth + 1)).find((found) => found !== null) ?? null;
  const passes = isRearranging(node) || isActivation(node) || isDropout(node) || node.op === 'dropout' || node.op === 'linear';
  return passes ? sequenceOp(producerOf(node, node.parameters[0]), depth + 1) : null;
}

export const batchNormInSequenceModel: Rule = {
  id: 'norm/batch-norm-in-sequence-model',
  severity: 'hint',
  summary: 'batch norm inside recurrent or attention blocks',
  why: 'Positions of a sequence differ in length and meaning; statistics over batch and time mix them. Layer norm works on each position by itself and is the usual choice.',
  wrong: `import torch
from torch import nn

class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(32, 4, batch_first=True)
        self.norm = nn.BatchNorm1d(32)

    def forward(self, x):
        y = x + self.attention(x, x, x)[0]
        return self.norm(y.transpose(1, 2)).transpose(1, 2)


Block()(torch.randn(8, 10, 32))
`,
  right: `import torch
from torch import nn

class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(32, 4, batch_first=True)
        self.norm = nn.LayerNorm(32)

    def forward(self, x):
        y = x + self.attention(x, x, x)[0]
        return self.norm(y)


Block()(torch.randn(8, 10, 32))
`,
  fix: null,
  whenNot: 'Where all sequences have one length, as in time series, and batches are large.',
  sources: ['Ba et al., Layer Normalization (2016): https://arxiv.org/abs/1607.06450', 'Shen et al., PowerNorm (2020): https://arxiv.org/abs/2003.07845'],
  judge: (graph): readonly Finding[] => graph.nodes.flatMap((node): Finding[] => {
    // One value for each position: [N, C, L].
    if (node.op !== 'batch_norm' || inputOf(node)?.type.shape?.length !== 3) return [];
    const op = sequenceOp(producerOf(node));
    if (op === null) return [];
    return [{
      at: placeOf(node),
      message: `${nameOf(node)} normalises the output of ${nameOf(op)} over batch and positions together. Layer norm, which takes each position by itself, is the usual choice here.`,
      related: [],
      repairs: [],
    }];
  }),
};
