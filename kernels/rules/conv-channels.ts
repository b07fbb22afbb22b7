import { compare, format, isConcrete } from '../dims/dim';
import { setCount, shapeOf } from './advice';
import { numberOf } from './op-family';
import type { Rule } from './rule';

export const convChannels: Rule = {
  id: 'shape/conv-channels',
  severity: 'error',
  summary: 'the channels of the input differ from `in_channels`',
  why: 'Every kernel of a convolution spans all channels of its group: the input must have as many as the layer was made for.',
  wrong: `import torch
from torch import nn

nn.Conv2d(1, 8, 3)(torch.randn(2, 3, 28, 28))
`,
  right: `import torch
from torch import nn

nn.Conv2d(3, 8, 3)(torch.randn(2, 3, 28, 28))
`,
  fix: { safety: 'unsafe', text: 'Writes the right `in_channels`, or permutes an input that has its channels last.' },
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html'],
  advise: ({ op, args, layer, site }) => {
    const [input, weight] = [shapeOf(args['input']), shapeOf(args['weight'])];
    const spatial = Number(/[123](?=d$)/.exec(op)?.[0]);
    if (input === null || weight === null || Number.isNaN(spatial) || input.length < spatial + 1) return null;
    const channels = input.at(-spatial - 1) ?? null;
    const isTransposed = op.includes('transpose');
    const groups = args['groups'] === undefined ? 1 : numberOf(args['groups']);
    const wanted = isTransposed ? (weight[0] ?? null) : groups === 1 ? (weight[1] ?? null) : null;
    if (channels === null || wanted === null) return null;
    const last = input.at(-1) ?? null;
    if (compare(last, wanted) === 'equal' && input.length === spatial + 2 && spatial > 0) {
      const order = [0, input.length - 1, ...Array.from({ length: spatial }, (_, index) => index + 1)].join(', ');
      return {
        text: `The input has its channels last; PyTorch wants [N, C, ...]: permute it, x.permute(${order}).`,
        repairs: [{ title: `Permute the input: .permute(${order})`, safety: 'unsafe', change: { kind: 'input', at: { site }, method: `permute(${order})` } }],
      };
    }
    const text = `The input has ${format(channels)} channels: set in_channels=${format(channels)}.`;
    return { text, repairs: isConcrete(channels) && isConcrete(wanted) && groups === 1 ? setCount(layer, /^Conv(Transpose)?[123]d$/, 'in_channels', channels, wanted) : [] };
  },
};
