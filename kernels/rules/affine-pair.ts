import { flowOf } from '../graph/flow';
import type { Flow } from '../graph/flow';
import type { GraphNode } from '../graph/layer-graph';
import { isNorm, isRearranging, nameOf, placeOf } from './op-family';
import type { Finding, Rule } from './rule';

/** The norm that alone takes what a node made, through rearranging; null where anything else takes it too. */
function nextNorm(flow: Flow, node: GraphNode): GraphNode | null {
  const [output] = node.outputs;
  if (output === undefined || flow.leaves(output)) return null;
  const uses = flow.usesOf(node, output).filter(({ node: user }) => user.outputs.length > 0);
  const [use] = uses;
  if (use === undefined || uses.length > 1) return null;
  if (isNorm(use.node)) return use.parameter === 'input' ? use.node : null;
  return isRearranging(use.node) ? nextNorm(flow, use.node) : null;
}

export const affinePair: Rule = {
  id: 'norm/affine-pair',
  severity: 'hint',
  summary: 'two norms back to back, the first with a scale of its own',
  why: 'What the first norm scales and shifts the second normalises again: one of the two does nothing that the other does not.',
  wrong: `import torch
from torch import nn

net = nn.Sequential(nn.Linear(16, 32, bias=False), nn.BatchNorm1d(32), nn.LayerNorm(32))
net(torch.randn(8, 16))
`,
  right: `import torch
from torch import nn

net = nn.Sequential(nn.Linear(16, 32, bias=False), nn.LayerNorm(32))
net(torch.randn(8, 16))
`,
  fix: null,
  whenNot: 'Where the first norm is part of a pretrained model.',
  sources: ['Ioffe and Szegedy, Batch Normalization (2015): https://arxiv.org/abs/1502.03167', 'Ba et al., Layer Normalization (2016): https://arxiv.org/abs/1607.06450'],
  judge: (graph): readonly Finding[] => {
    const flow = flowOf(graph);
    return graph.nodes.flatMap((node): Finding[] => {
      const next = isNorm(node) && node.parameters.includes('weight') ? nextNorm(flow, node) : null;
      // One instance that runs twice is another matter.
      if (next === null || (next.layer !== null && next.layer === node.layer)) return [];
      return [{
        at: placeOf(node),
        message: `${nameOf(node)} scales and shifts its output, and ${nameOf(next)} right behind it normalises that again. Keep one of them.`,
        related: next.layer === null ? [] : [{ at: next.layer, message: 'the second norm' }],
        repairs: [],
      }];
    });
  },
};
