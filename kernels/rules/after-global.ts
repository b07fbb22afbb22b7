import { inputOf, origin, producerOf } from '../graph/flow';
import type { GraphNode } from '../graph/layer-graph';
import { isActivation, isConvolution, isDropout, isNorm, isPool, nameOf, placeOf, spatialRank, spatialSizes } from './op-family';
import type { Finding, Rule } from './rule';

function isSingle(node: GraphNode, shape: Parameters<typeof spatialSizes>[1], rank: number): boolean {
  return spatialSizes(node, shape, rank)?.every((size) => size === 1) === true;
}

/** Whether the node, or what its input was made of one value at a time, made single values of a larger map. */
function isGlobal(node: GraphNode | null, rank: number): boolean {
  const passes = (other: GraphNode): boolean =>
    (isActivation(other) || isDropout(other) || isNorm(other) || isConvolution(other) || other.op === 'dropout' || isPool(other)) && isSingle(other, inputOf(other)?.type.shape, rank);
  const start = origin(node, passes);
  return start !== null && (isPool(start) || start.op === 'mean' || start.op === 'amax') && !isSingle(start, inputOf(start)?.type.shape, rank);
}

export const afterGlobal: Rule = {
  id: 'pooling/after-global',
  severity: 'warning',
  summary: 'a pool of a map that is 1 × 1 already',
  why: 'Pooling a single value gives the value: the layer does nothing.',
  wrong: `import torch
from torch import nn

net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.AdaptiveAvgPool2d(1), nn.AdaptiveMaxPool2d(1))
net(torch.randn(2, 3, 16, 16))
`,
  right: `import torch
from torch import nn

net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.AdaptiveAvgPool2d(1))
net(torch.randn(2, 3, 16, 16))
`,
  fix: null,
  whenNot: 'Where the pool is there for inputs of other sizes.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html'],
  judge: (graph): readonly Finding[] => graph.nodes.flatMap((node): Finding[] => {
    const rank = spatialRank(node);
    if (!isPool(node) || rank === null || !isSingle(node, inputOf(node)?.type.shape, rank) || !isSingle(node, node.outputs[0]?.type.shape, rank)) return [];
    // An adaptive pool is made for maps of any size: this one may be small by chance.
    if (node.op.startsWith('adaptive') && !isGlobal(producerOf(node), rank)) return [];
    return [{ at: placeOf(node), message: `${nameOf(node)} does nothing here: its input is down to a single value for each channel already. Remove it.`, related: [], repairs: [] }];
  }),
};
