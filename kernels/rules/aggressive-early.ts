import { inputOf, producerOf } from '../graph/flow';
import type { GraphNode } from '../graph/layer-graph';
import { isActivation, isConvolution, isDropout, isNorm, isPool, placeOf, spatialSizes } from './op-family';
import type { Finding, Rule } from './rule';

/** How a map came to be: the extent of the input, how many convolutions it went through, and what made it over 4 times smaller. */
interface Way {
  readonly extent: number;
  readonly convolutions: number;
  readonly culprit: GraphNode | null;
}

const mostShrinking = 4;
const smallInput = 64;

/** The smaller side of a map; null for what is none. */
function extentOf(node: GraphNode, shape: Parameters<typeof spatialSizes>[1]): number | null {
  const sizes = shape?.length === 4 ? spatialSizes(node, shape, 2) : null;
  return sizes === null ? null : Math.min(...sizes);
}

export const aggressiveEarly: Rule = {
  id: 'pooling/aggressive-early',
  severity: 'hint',
  summary: 'a small input is downsampled more than 4 times before the third convolution',
  why: 'Fine detail that is dropped before anything has looked at it is gone: on inputs of 64 pixels or less, and where every pixel is to be predicted, downsample later.',
  wrong: `import torch
from torch import nn

net = nn.Sequential(
    nn.Conv2d(3, 16, 7, stride=4, padding=3),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Conv2d(16, 32, 3, padding=1),
    nn.ReLU(),
    nn.Conv2d(32, 32, 3, padding=1),
)
net(torch.randn(8, 3, 32, 32))
`,
  right: `import torch
from torch import nn

net = nn.Sequential(
    nn.Conv2d(3, 16, 3, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Conv2d(16, 32, 3, padding=1),
    nn.ReLU(),
    nn.Conv2d(32, 32, 3, padding=1),
)
net(torch.randn(8, 3, 32, 32))
`,
  fix: null,
  whenNot: 'Where the input is known to be smooth, or the model is made for larger ones.',
  sources: ['He et al., Bag of Tricks for Image Classification (2019), section 4: https://arxiv.org/abs/1812.01187'],
  judge: (graph): readonly Finding[] => {
    const ways = new Map<GraphNode, Way>();
    const found = new Map<GraphNode, Way>();
    for (const node of graph.nodes) {
      const keeps = isActivation(node) || isNorm(node) || isDropout(node) || ['add', 'cat', 'pad', 'interpolate'].includes(node.op);
      const input = inputOf(node, node.parameters[0]);
      const extent = extentOf(node, input?.type.shape);
      const output = extentOf(node, node.outputs[0]?.type.shape);
      // A map of one value is a summary; a gate that is made of it is on no way to the output.
      if (!(keeps || isConvolution(node) || isPool(node)) || extent === null || output === null || output <= 1) continue;
      const producer = producerOf(node, node.parameters[0]);
      const isInput = producer === null || producer.run !== node.run || producer.inputs.length === 0;
      const before = isInput ? { extent, convolutions: 0, culprit: null } : ways.get(producer);
      if (before === undefined) continue;
      const isDense = node.run?.outputs.some(({ type }) => (extentOf(node, type.shape) ?? 0) * 2 > before.extent) === true;
      if (isConvolution(node) && before.convolutions === 2 && before.culprit !== null && (before.extent <= smallInput || isDense)) found.set(before.culprit, before);
      const culprit = before.culprit ?? (before.extent > mostShrinking * output ? node : null);
      ways.set(node, { extent: before.extent, convolutions: before.convolutions + (isConvolution(node) ? 1 : 0), culprit });
    }
    return [...found].map(([node, way]) => ({
      at: placeOf(node),
      message: `A map of ${String(way.extent)} is down to ${String(extentOf(node, node.outputs[0]?.type.shape) ?? 1)} here, before the third convolution: detail is lost that nothing has looked at. Downsample later, or by less.`,
      related: [],
      repairs: [],
    }));
  },
};
