import { add, isConcrete, product } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { inputOf, origin, producerOf } from '../graph/flow';
import type { GraphLayer, GraphTensor } from '../graph/layer-graph';
import { isActivation, isDropout, spatialSizes } from './op-family';
import type { Finding, Rule } from './rule';

const flattening = new Set(['flatten', 'view', 'reshape']);
const largestMap = 16;

/** All parameters of a module and what is in it, each once. */
function parametersBelow(layer: GraphLayer, found = new Set<GraphTensor>(), seen = new Set<GraphLayer>()): ReadonlySet<GraphTensor> {
  if (seen.has(layer)) return found;
  seen.add(layer);
  for (const parameter of layer.parameters()) found.add(parameter);
  for (const child of layer.children()) parametersBelow(child, found, seen);
  return found;
}

function countOf(parameters: Iterable<GraphTensor>): Dim {
  return [...parameters].map(({ type }) => (type.shape === null ? null : product(type.shape))).reduce<Dim>(add, 0);
}

export const flattenBeforeClassifier: Rule = {
  id: 'pooling/flatten-before-classifier',
  severity: 'hint',
  summary: 'a flattened map feeds a linear layer that holds most of the model\'s parameters',
  why: 'One weight for each position of the map, and for each class again: most of the model is spent on one layer, it overfits, and it fixes the input size. Global average pooling keeps one value for each channel.',
  wrong: `import torch
from torch import nn

net = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.Flatten(), nn.Linear(16 * 32 * 32, 10))
net(torch.randn(8, 3, 32, 32))
`,
  right: `import torch
from torch import nn

net = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 10))
net(torch.randn(8, 3, 32, 32))
`,
  fix: null,
  whenNot: 'Where the position in the map matters to the answer.',
  sources: ['Lin et al., Network in Network (2013), section 3.2: https://arxiv.org/abs/1312.4400'],
  judge: (graph): readonly Finding[] => graph.nodes.flatMap((node): Finding[] => {
    if (node.op !== 'linear' || node.layer === null || node.run === null) return [];
    const flatten = origin(producerOf(node), (other) => isDropout(other) || isActivation(other) || other.op === 'dropout');
    const map = flatten === null || !flattening.has(flatten.op) ? null : inputOf(flatten)?.type.shape;
    const sizes = flatten !== null && map?.length === 4 && inputOf(node)?.type.shape?.length === 2 ? spatialSizes(producerOf(flatten) ?? flatten, map, 2) : null;
    const [height = 0, width = 0] = sizes ?? [];
    if (height * width <= largestMap) return [];
    const [own, all] = [countOf(node.layer.parameters()), countOf(parametersBelow(node.run.root))];
    if (!isConcrete(own) || !isConcrete(all) || own * 2 <= all || own === all) return [];
    const share = String(Math.round((own / all) * 100));
    const saved = own - own / (height * width);
    return [{
      at: node.layer,
      message: `This ${node.layer.type} takes a flattened map of ${String(height)} × ${String(width)} and holds ${share} % of the model's ${String(all)} parameters. Global average pooling before it (${node.layer.framework === 'torch' ? 'nn.AdaptiveAvgPool2d(1)' : 'tf.layers.globalAveragePooling2d()'}) would save about ${String(Math.round(saved))} of them.`,
      related: [],
      repairs: [],
    }];
  }),
};
