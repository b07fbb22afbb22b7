import { descendants, flowOf } from '../graph/flow';
import type { GraphNode, GraphRun } from '../graph/layer-graph';
import { flagOf } from './op-family';
import type { Finding, Rule } from './rule';

export const frozenInTrain: Rule = {
  id: 'norm/frozen-in-train',
  severity: 'warning',
  summary: 'batch norm whose parameters are frozen runs in train mode',
  why: '`requires_grad = False` freezes scale and shift, not the running statistics: in train mode every forward still moves them, and the frozen backbone drifts away from its weights.',
  wrong: `import torch
from torch import nn

model = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8), nn.Conv2d(8, 2, 3))
for parameter in model[1].parameters():
    parameter.requires_grad = False
model.train()
model(torch.randn(8, 3, 8, 8)).mean().backward()
`,
  right: `import torch
from torch import nn

model = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8), nn.Conv2d(8, 2, 3))
for parameter in model[1].parameters():
    parameter.requires_grad = False
model.train()
model[1].eval()
model(torch.randn(8, 3, 8, 8)).mean().backward()
`,
  fix: null,
  whenNot: 'Where the statistics are to follow new data while the weights stay.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm2d.html'],
  judge: (graph): readonly Finding[] => {
    const flow = flowOf(graph);
    const first = new Map<GraphRun, GraphNode>();
    for (const node of graph.nodes) {
      const moves = node.op === 'batch_norm' && node.frozen && node.training === true && node.grad === true && flagOf(node.layer?.attribute('track_running_stats'), true) === true;
      if (moves && node.run !== null && !first.has(node.run)) first.set(node.run, node);
    }
    return [...first].flatMap(([run, node]): Finding[] => {
      const asked = graph.events.filter((event) => event.kind === 'mode' && event.layer === node.layer && event.training === true && event.at <= node.id).at(-1);
      if (asked === undefined && ![...descendants(flow, node)].some(({ op }) => op === 'backward')) return [];
      return [{
        at: asked ?? run,
        message: `The parameters of this model's batch norm are frozen, but it is in train mode: its running statistics still move with every batch. Call eval() on the frozen part after train().`,
        related: node.layer === null ? [] : [{ at: node.layer, message: `the first frozen ${node.layer.type}` }],
        repairs: [],
      }];
    });
  },
};
