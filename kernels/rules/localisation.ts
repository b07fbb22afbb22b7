import { compare, product } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { ancestors, descendants, flowOf, inputOf } from '../graph/flow';
import type { GraphNode, GraphRun, LayerGraph } from '../graph/layer-graph';
import type { Shape } from '../ops/tensor-type';
import { channelAxis, isConvolution, isPool, perAxis, placeOf, spatialSizes } from './op-family';
import type { Finding, Repair, Rule } from './rule';

const fewestPools = 2;
const operands = new Set(['input', 'other', 'tensors']);

function isSmaller(node: GraphNode): boolean {
  const [before, after] = [inputOf(node)?.type.shape, node.outputs[0]?.type.shape];
  const space = (shape: Shape): Dim => product(node.channelsLast ? shape.slice(1, 3) : shape.slice(2));
  return before?.length === 4 && after?.length === 4 && compare(space(before), space(after)) === 'different' && !isLarger(node);
}

function isLarger(node: GraphNode): boolean {
  return /^(interpolate|conv_transpose2d|pixel_shuffle|grid_sample)$/.test(node.op);
}

/** The pools of a run that makes a map as large as its input of it, and gets no places back; none otherwise. */
function poolsWithoutSkip(graph: LayerGraph, run: GraphRun): readonly GraphNode[] {
  const nodes = graph.nodes.filter((node) => node.run === run);
  const first = nodes.find(isConvolution);
  const image = first === undefined ? null : inputOf(first)?.type.shape;
  const [output] = run.outputs;
  const made = output?.type.shape;
  if (first === undefined || image?.length !== 4 || made?.length !== 4 || output?.producer === null || output === undefined) return [];
  const size = (shape: typeof made) => spatialSizes(first, shape, 2)?.join();
  // One that makes its own input again is an autoencoder.
  if (size(image) === undefined || size(image) !== size(made) || compare(image[channelAxis(first, 4)] ?? null, made[channelAxis(first, 4)] ?? null) !== 'different') return [];
  const before = ancestors(output.producer);
  const pools = nodes.filter((node) => before.has(node) && isPool(node) && !node.op.startsWith('adaptive') && isSmaller(node));
  const last = pools.at(-1);
  if (pools.length < fewestPools || last === undefined || nodes.some(({ op }) => op.startsWith('max_unpool'))) return [];
  const below = descendants(flowOf(graph), last);
  const after = [...below].filter((node) => before.has(node) || node === output.producer);
  if (!after.some(isLarger)) return [];
  const isSkip = (node: GraphNode): boolean => node.producers.some((producer, index) =>
    producer !== null && producer !== last && !below.has(producer) && operands.has(node.parameters[index] ?? '') && (producer.outputs[0]?.type.shape?.length ?? 0) === 4);
  return after.some(isSkip) ? [] : pools;
}

/** A convolution of the same stride that makes a map of the same size. */
function strided(node: GraphNode): readonly Repair[] {
  const [kernel] = perAxis(node.args['kernel_size'], 2, 1) ?? [];
  const stride = node.args['stride'] === undefined || node.args['stride'].kind === 'none' ? kernel : perAxis(node.args['stride'], 2, 1)?.[0];
  const channels = inputOf(node)?.type.shape?.[1];
  const [input, output] = [spatialSizes(node, inputOf(node)?.type.shape, 2), spatialSizes(node, node.outputs[0]?.type.shape, 2)];
  // What is offered is PyTorch's text.
  if (node.layer?.framework !== 'torch' || kernel === undefined || stride === undefined || typeof channels !== 'number' || input === null || output === null) return [];
  const odd = kernel % 2 === 0 ? kernel + 1 : kernel;
  const padding = Math.floor(odd / 2);
  if (input.some((size, axis) => Math.floor((size + 2 * padding - odd) / stride) + 1 !== output[axis])) return [];
  const text = `Conv2d(${String(channels)}, ${String(channels)}, ${String(odd)}, stride=${String(stride)}, padding=${String(padding)})`;
  return [{ title: 'Downsample with a strided convolution', safety: 'unsafe', change: { kind: 'constructor', layer: node.layer, text } }];
}

export const localisation: Rule = {
  id: 'pooling/localisation',
  severity: 'hint',
  summary: 'pools in the encoder of a dense predictor that has neither skips nor unpooling',
  why: 'Pooling keeps what was seen and forgets where. Where every pixel is predicted, the decoder needs the place back: from a skip connection, from the indices of the maxima, or by downsampling with a convolution that can keep it.',
  wrong: `import torch
from torch import nn

net = nn.Sequential(
    nn.Conv2d(3, 16, 3, padding=1),
    nn.MaxPool2d(3, stride=2, padding=1),
    nn.Conv2d(16, 32, 3, padding=1),
    nn.MaxPool2d(3, stride=2, padding=1),
    nn.Conv2d(32, 21, 1),
    nn.Upsample(scale_factor=4),
)
net(torch.randn(2, 3, 128, 128))
`,
  right: `import torch
from torch import nn

net = nn.Sequential(
    nn.Conv2d(3, 16, 3, padding=1),
    nn.Conv2d(16, 16, 3, stride=2, padding=1),
    nn.Conv2d(16, 32, 3, padding=1),
    nn.Conv2d(32, 32, 3, stride=2, padding=1),
    nn.Conv2d(32, 21, 1),
    nn.Upsample(scale_factor=4),
)
net(torch.randn(2, 3, 128, 128))
`,
  fix: { safety: 'unsafe', text: 'Constructs a strided convolution instead, of the same output shape.' },
  whenNot: 'Where coarse outlines are enough, and in autoencoders, whose bottleneck is the purpose.',
  sources: ['Springenberg et al., Striving for Simplicity (2014): https://arxiv.org/abs/1412.6806', 'Ronneberger et al., U-Net (2015): https://arxiv.org/abs/1505.04597'],
  judge: (graph): readonly Finding[] => graph.runs.flatMap((run) => poolsWithoutSkip(graph, run).map((node) => ({
    at: placeOf(node),
    message: 'This pool forgets places, and the decoder gets them back from nowhere: no skip connection leads around it, and nothing is unpooled. Add a skip, or downsample with a strided convolution.',
    related: [],
    repairs: strided(node),
  }))),
};
