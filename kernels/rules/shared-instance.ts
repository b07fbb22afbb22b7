import { flowOf, origin, producerOf } from '../graph/flow';
import type { GraphLayer, GraphNode } from '../graph/layer-graph';
import { flagOf } from './op-family';
import type { Finding, Rule } from './rule';

/** The layer with parameters that a norm's input comes of; null where there is none. */
function feeder(node: GraphNode): GraphLayer | null {
  return origin(producerOf(node), (other) => other.layer === null || other.layer.parameters().length === 0)?.layer ?? null;
}

export const sharedInstance: Rule = {
  id: 'norm/shared-instance',
  severity: 'hint',
  summary: 'one batch norm is applied at several places',
  why: 'Its running statistics mix what comes from different layers, and fit none of them: in eval mode every place is normalised by the average of all.',
  wrong: `import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, bias=False)
        self.conv2 = nn.Conv2d(8, 8, 3, bias=False)
        self.norm = nn.BatchNorm2d(8)

    def forward(self, x):
        x = self.norm(self.conv1(x)).relu()
        return self.norm(self.conv2(x)).relu()


Net()(torch.randn(8, 3, 16, 16))
`,
  right: `import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, bias=False)
        self.conv2 = nn.Conv2d(8, 8, 3, bias=False)
        self.norm1 = nn.BatchNorm2d(8)
        self.norm2 = nn.BatchNorm2d(8)

    def forward(self, x):
        x = self.norm1(self.conv1(x)).relu()
        return self.norm2(self.conv2(x)).relu()


Net()(torch.randn(8, 3, 16, 16))
`,
  fix: null,
  whenNot: 'Where the layers before share their weights too: a siamese network is no such case, and is not reported.',
  sources: ['Ioffe and Szegedy, Batch Normalization (2015): https://arxiv.org/abs/1502.03167'],
  judge: (graph): readonly Finding[] => {
    const flow = flowOf(graph);
    return graph.constructed.flatMap((layer): Finding[] => {
      const tracks = layer.framework === 'tensorflow.js' || flagOf(layer.attribute('track_running_stats'), true) === true;
      if (!/^(Lazy)?BatchNorm[123]d$|^SyncBatchNorm$|^BatchNormalization$/.test(layer.base) || !tracks) return [];
      const byRun = new Map<unknown, Set<GraphLayer>>();
      for (const node of flow.nodesOf(layer)) {
        const from = feeder(node);
        if (from === null || node.run === null) continue;
        const feeders = byRun.get(node.run) ?? new Set();
        byRun.set(node.run, feeders.add(from));
      }
      const most = [...byRun.values()].sort((a, b) => b.size - a.size)[0];
      if (most === undefined || most.size < 2) return [];
      return [{
        at: layer,
        message: `One ${layer.type} normalises the outputs of ${String(most.size)} different layers: its running statistics mix them, and fit none in eval mode. Construct one for each place.`,
        related: [...most].map((at) => ({ at, message: 'feeds it' })),
        repairs: [],
      }];
    });
  },
};
