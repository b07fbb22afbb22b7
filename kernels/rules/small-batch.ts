import { descendants, flowOf, inputOf } from '../graph/flow';
import type { GraphNode, GraphRun } from '../graph/layer-graph';
import { dimText } from '../ops/shape-text';
import type { Finding, Rule } from './rule';

const fewest = 8;

/** Batch norm that takes the statistics of its batch. */
function isTrained(node: GraphNode): boolean {
  return node.op === 'batch_norm' && node.training === true && node.grad !== false && node.layer?.base !== 'SyncBatchNorm';
}

function isSmall(node: GraphNode): boolean {
  const batch = inputOf(node)?.type.shape?.[0];
  return typeof batch === 'number' && batch > 0 && batch < fewest;
}

export const smallBatch: Rule = {
  id: 'norm/small-batch',
  severity: 'hint',
  summary: 'batch norm is trained with fewer than 8 samples in a batch',
  why: 'Statistics of a few samples are noise: batch norm gets worse quickly as batches become small, and running statistics drift from what training saw.',
  wrong: `import torch
from torch import nn

model = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
loss = model(torch.randn(2, 3, 32, 32)).mean()
loss.backward()
optimizer.step()
`,
  right: `import torch
from torch import nn

model = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
loss = model(torch.randn(32, 3, 32, 32)).mean()
loss.backward()
optimizer.step()
`,
  fix: null,
  whenNot: 'Where the maps are large enough to give many values for each channel, or the batch is spread over devices with SyncBatchNorm.',
  sources: ['Wu and He, Group Normalization (2018): https://arxiv.org/abs/1803.08494'],
  judge: (graph): readonly Finding[] => {
    const flow = flowOf(graph);
    const first = new Map<GraphRun, GraphNode>();
    const trained = graph.nodes.filter(isTrained);
    // The last batch of a loader is what is left over: it follows larger ones.
    const seesLarger = new Set(trained.filter((node) => !isSmall(node)).map(({ layer }) => layer));
    for (const node of trained) if (node.run !== null && !first.has(node.run) && isSmall(node) && !seesLarger.has(node.layer)) first.set(node.run, node);
    return [...first].flatMap(([run, node]): Finding[] => {
      // One backward is a try; training steps.
      const backward = [...descendants(flow, node)].find(({ op }) => op === 'backward');
      if (backward === undefined || !graph.steps.some((at) => at > backward.id)) return [];
      const batch = dimText(inputOf(node)?.type.shape?.[0] ?? null);
      return [{
        at: run,
        message: `${run.root.type} is trained on batches of ${batch}, and its batch norm takes its statistics of them: they are noise below ${String(fewest)} or so. Use larger batches, SyncBatchNorm over several devices, or GroupNorm or LayerNorm.`,
        related: node.layer === null ? [] : [{ at: node.layer, message: 'the first batch norm' }],
        repairs: [],
      }];
    });
  },
};
