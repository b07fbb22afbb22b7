import type { GraphLayer } from '../graph/layer-graph';
import type { Finding, Rule } from './rule';

/** The first batch norm below a layer that learns, and is not synchronised. */
function unsynced(layer: GraphLayer, seen = new Set<GraphLayer>()): GraphLayer | null {
  if (seen.has(layer)) return null;
  seen.add(layer);
  if (/^BatchNorm[123]d$/.test(layer.base) && layer.training() !== false) return layer;
  for (const child of layer.children()) {
    const found = unsynced(child, seen);
    if (found !== null) return found;
  }
  return null;
}

export const distributedUnsynced: Rule = {
  id: 'norm/distributed-unsynced',
  severity: 'hint',
  summary: 'DistributedDataParallel over a model with batch norm that is not synchronised',
  why: 'Each device takes the statistics of its own part of the batch: they are those of a batch as many times smaller.',
  wrong: `import torch
from torch import nn

model = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
model = nn.parallel.DistributedDataParallel(model)
`,
  right: `import torch
from torch import nn

model = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
model = nn.SyncBatchNorm.convert_sync_batchnorm(model)
model = nn.parallel.DistributedDataParallel(model)
`,
  fix: null,
  whenNot: 'Where each device has a large batch of its own: synchronising costs time.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.SyncBatchNorm.html'],
  judge: (graph): readonly Finding[] => graph.constructed.flatMap((layer): Finding[] => {
    const norm = layer.base === 'DistributedDataParallel' ? unsynced(layer) : null;
    if (norm === null) return [];
    return [{
      at: layer,
      message: `The model has ${norm.type}, and each process normalises by its own share of the batch. Convert it first: nn.SyncBatchNorm.convert_sync_batchnorm(model).`,
      related: [{ at: norm, message: 'the first batch norm' }],
      repairs: [],
    }];
  }),
};
