/**
 * Judged by data flow: every use of the layer's output ends in batch norm or instance norm, over the very channels that the
 * bias is added to, with nothing but rearranging between.
 */
import { flowOf, inputOf } from '../graph/flow';
import type { Flow } from '../graph/flow';
import type { GraphLayer, GraphNode, GraphTensor, LayerGraph } from '../graph/layer-graph';
import { axisAfter } from './channel-axis';
import { spelled } from './dialect';
import { channelAxis, isRearranging, numberOf } from './op-family';
import type { Finding, Rule } from './rule';

const biased = /^(Lazy)?(Conv(Transpose)?[123]d|Linear)$|^((Depthwise|Separable)?Conv[123]D(Transpose)?|Dense)$/;
const norms = new Set(['batch_norm', 'instance_norm']);

/** The axis that the bias of a convolution or linear layer is added along; null where that is not known. */
export function biasAxis(node: GraphNode, output: GraphTensor): number | null {
  const rank = output.type.shape?.length;
  if (rank === undefined) return null;
  if (node.op === 'linear') return rank - 1;
  const spatial = Number(/[123](?=d$)/.exec(node.op)?.[0]);
  return rank === spatial + 2 ? channelAxis(node, rank) : null;
}

/** The axis along which batch or instance norm keeps values apart; null where that is not known. */
function normAxis(norm: GraphNode): number | null {
  const rank = inputOf(norm)?.type.shape?.length ?? 0;
  if (norm.layer?.framework !== 'tensorflow.js') return rank > 1 ? 1 : null;
  const axis = numberOf(norm.args['axis']);
  return axis === null ? null : axis < 0 ? axis + rank : axis;
}

/** The norm that alone takes a tensor, through rearranging; null where anything else takes it too, or nothing does. */
export function onlyNorm(flow: Flow, node: GraphNode, output: GraphTensor, axis: number, isEnd: (norm: GraphNode, axis: number) => boolean): GraphNode | null {
  if (flow.leaves(output)) return null;
  let found: GraphNode | null = null;
  for (const { node: user, parameter } of flow.usesOf(node, output)) {
    if (parameter !== user.parameters[0]) return null;
    const [made] = user.outputs;
    // What gives the very tensor back is no use of it.
    if (made === undefined && isRearranging(user)) continue;
    let end: GraphNode | null = null;
    if (isEnd(user, axis)) end = user;
    else if (made !== undefined && isRearranging(user)) {
      const next = axisAfter(user, axis);
      end = next === null ? null : onlyNorm(flow, user, made, next, isEnd);
    }
    if (end === null) return null;
    found ??= end;
  }
  return found;
}

/** Whether the bias is the layer's own, and nothing else takes it. */
export function ownsBias(flow: Flow, node: GraphNode): boolean {
  const bias = inputOf(node, 'bias');
  if (bias === null || node.layer === null || bias.escaped || !node.layer.parameters().includes(bias)) return false;
  return flow.takersOf(bias).every((use) => use.node.layer === node.layer && use.parameter === 'bias');
}

/** The layers with a bias of their own whose outputs all end in such norms, each with its first norm. */
export function biasedInto(graph: LayerGraph, types: RegExp, isEnd: (norm: GraphNode, axis: number, layer: GraphLayer) => boolean): ReadonlyMap<GraphLayer, GraphNode> {
  const flow = flowOf(graph);
  const judged = new Map<GraphLayer, GraphNode | null>();
  for (const node of graph.nodes) {
    const { layer } = node;
    const [output] = node.outputs;
    if (layer === null || output === undefined || !types.test(layer.base) || judged.get(layer) === null) continue;
    const axis = layer.hasBias() && ownsBias(flow, node) ? biasAxis(node, output) : null;
    judged.set(layer, axis === null ? null : onlyNorm(flow, node, output, axis, (norm, at) => isEnd(norm, at, layer)));
  }
  const found = new Map<GraphLayer, GraphNode>();
  for (const [layer, norm] of judged) if (norm !== null) found.set(layer, norm);
  return found;
}

export const redundantBias: Rule = {
  id: 'norm/redundant-bias',
  severity: 'warning',
  unanimous: true,
  summary: 'a bias whose every use goes into batch or instance norm, which subtracts it again',
  why: 'Batch norm and instance norm subtract the mean of each channel, and with it whatever was added to the whole channel. A bias before them changes no output: it is memory, and a gradient that is always zero.',
  wrong: `import torch
from torch import nn

block = nn.Sequential(
    nn.Conv2d(3, 16, 3, padding=1),
    nn.BatchNorm2d(16),
    nn.ReLU(),
)
block(torch.randn(8, 3, 32, 32))
`,
  right: `import torch
from torch import nn

block = nn.Sequential(
    nn.Conv2d(3, 16, 3, padding=1, bias=False),
    nn.BatchNorm2d(16),
    nn.ReLU(),
)
block(torch.randn(8, 3, 32, 32))
`,
  fix: { safety: 'safe', text: 'Sets `bias=False` where the layer is constructed, or where a wrapper is told to use a bias. Unsafe where the program loads a checkpoint, which holds the bias, or reads the bias itself.' },
  whenNot: 'Where a published checkpoint has the bias and must load unchanged.',
  sources: ['Ioffe and Szegedy, Batch Normalization (2015), section 3.2: https://arxiv.org/abs/1502.03167'],
  judge: (graph): readonly Finding[] => {
    // A bias along another axis than the norm's stays.
    const found = biasedInto(graph, biased, (norm, axis) => norms.has(norm.op) && axis === normAxis(norm));
    const isLoaded = graph.events.some((event) => event.kind === 'load');
    return [...found].map(([layer, norm]) => {
      const by = norm.layer?.type ?? norm.called;
      const without = spelled(layer, 'bias', false);
      return {
        at: layer,
        message: `The bias of this ${layer.type} has no effect: its output goes only into ${by}, which subtracts the mean of each channel, and the bias with it. Set ${without.text}.`,
        related: norm.layer === null ? [] : [{ at: norm.layer, message: `this ${by} takes its output` }],
        repairs: [{ title: `Set ${without.text}`, safety: isLoaded || layer.isBiasRead() ? 'unsafe' : 'safe', change: { kind: 'argument', at: layer, parameter: without.parameter, value: without.value } }],
      };
    });
  },
};
