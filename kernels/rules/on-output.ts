import { flowOf, producerOf } from '../graph/flow';
import type { Flow } from '../graph/flow';
import type { GraphNode } from '../graph/layer-graph';
import { isDropout, isLoss, isNorm, isRearranging, nameOf, placeOf } from './op-family';
import type { Finding, Rule } from './rule';

/** Whether the output of a node is compared with a target, as it is or after a (log) softmax or sigmoid. */
function isPrediction(flow: Flow, node: GraphNode, depth = 0): boolean {
  return depth < 10 && node.outputs.some((output) => flow.usesOf(node, output).some(({ node: user, parameter }) => {
    if (isLoss(user)) return parameter === 'input';
    return (isRearranging(user) || /^(log_)?softmax$|^sigmoid$/.test(user.op)) && isPrediction(flow, user, depth + 1);
  }));
}

/** A classifier's last layer is linear, and has one row for each sample. */
function isOutput(node: GraphNode): boolean {
  const [output] = node.outputs;
  return output !== undefined && node.run?.isSupposed === false && node.run.outputs.includes(output) && producerOf(node)?.op === 'linear' && output.type.shape?.length === 2;
}

export const onOutput: Rule = {
  id: 'norm/on-output',
  severity: 'warning',
  summary: 'a norm or dropout is the last layer before the loss',
  why: 'The loss compares what the model says with a target: a norm fixes the mean and scale of its answers, dropout sets some of them to zero.',
  wrong: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(16, 10), nn.Dropout(0.5))
nn.CrossEntropyLoss()(model(torch.randn(8, 16)), torch.zeros(8, dtype=torch.long))
`,
  right: `import torch
from torch import nn

model = nn.Sequential(nn.Dropout(0.5), nn.Linear(16, 10))
nn.CrossEntropyLoss()(model(torch.randn(8, 16)), torch.zeros(8, dtype=torch.long))
`,
  fix: null,
  whenNot: 'Where the outputs are embeddings, compared with each other and not with a target.',
  sources: ['Ioffe and Szegedy, Batch Normalization (2015): https://arxiv.org/abs/1502.03167'],
  judge: (graph): readonly Finding[] => {
    const flow = flowOf(graph);
    return graph.nodes.flatMap((node): Finding[] => {
      const drops = isDropout(node) && node.layer !== null;
      // Embeddings end in a norm by design; an answer that loses values by dropout is one in no model.
      if (!(isNorm(node) || drops) || !(isPrediction(flow, node) || (drops && isOutput(node)))) return [];
      return [{
        at: placeOf(node),
        message: drops
          ? `${nameOf(node)} is the last layer: in training a share of the model's answers is set to zero. Move it before the last linear layer.`
          : `${nameOf(node)} is the last layer before the loss: it fixes the mean and scale of the model's answers. End with a linear layer or convolution.`,
        related: [],
        repairs: [],
      }];
    });
  },
};
