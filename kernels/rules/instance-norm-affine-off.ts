import { inputOf } from '../graph/flow';
import type { GraphLayer } from '../graph/layer-graph';
import { flagOf, numberOf } from './op-family';
import type { Finding, Rule } from './rule';

export const instanceNormAffineOff: Rule = {
  id: 'norm/instance-norm-affine-off',
  severity: 'hint',
  summary: 'instance norm made for another number of channels',
  why: 'Without `affine=True` instance norm has nothing that depends on `num_features`, and PyTorch lets a wrong number pass with a warning: it says something that is not so, and fails on the day when affine is switched on.',
  wrong: `import torch
from torch import nn

nn.InstanceNorm2d(32)(torch.randn(4, 64, 8, 8))
`,
  right: `import torch
from torch import nn

nn.InstanceNorm2d(64)(torch.randn(4, 64, 8, 8))
`,
  fix: { safety: 'safe', text: 'Writes the right number.' },
  whenNot: 'Where one instance serves maps of several widths.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm2d.html'],
  judge: (graph): readonly Finding[] => {
    const seen = new Map<GraphLayer, Set<number>>();
    for (const node of graph.nodes) {
      const channels = inputOf(node)?.type.shape?.[1];
      if (node.op !== 'instance_norm' || node.layer === null || typeof channels !== 'number') continue;
      const widths = seen.get(node.layer) ?? new Set();
      seen.set(node.layer, widths.add(channels));
    }
    return [...seen].flatMap(([layer, widths]): Finding[] => {
      const [made, [channels = null]] = [numberOf(layer.attribute('num_features')), [...widths]];
      // One that serves several widths cannot have them all right.
      if (widths.size !== 1 || channels === null || made === null || made === channels || flagOf(layer.attribute('affine'), false) !== false) return [];
      return [{
        at: layer,
        message: `${layer.type} is made for ${String(made)} channels and given ${String(channels)}: with affine=False PyTorch ignores the number. Set num_features=${String(channels)}.`,
        related: [],
        repairs: [{ title: `Set num_features to ${String(channels)}`, safety: 'safe', change: { kind: 'argument', at: layer, parameter: 'num_features', value: String(channels), replaces: made } }],
      }];
    });
  },
};
