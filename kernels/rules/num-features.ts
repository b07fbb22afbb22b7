import { format, isConcrete } from '../dims/dim';
import { say, setCount, shapeOf } from './advice';
import { numberOf } from './op-family';
import type { Rule } from './rule';

export const numFeatures: Rule = {
  id: 'norm/num-features',
  severity: 'error',
  summary: 'the channels of the input differ from those that a norm was made for',
  why: 'Batch, instance and group norm hold one scale and shift for each channel.',
  wrong: `import torch
from torch import nn

nn.BatchNorm2d(32)(torch.randn(4, 64, 8, 8))
`,
  right: `import torch
from torch import nn

nn.BatchNorm2d(64)(torch.randn(4, 64, 8, 8))
`,
  fix: { safety: 'unsafe', text: 'Writes the right number.' },
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm2d.html', 'https://docs.pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html'],
  advise: ({ args, layer }) => {
    const channels = shapeOf(args['input'])?.[1] ?? null;
    if (layer?.base === 'GroupNorm') {
      const [count, groups] = [numberOf(layer.attribute('num_channels')), numberOf(layer.attribute('num_groups'))];
      // The layer's own numbers are not there yet when its constructor refuses.
      if (count === null || groups === null) return say('Choose num_groups so that it divides num_channels.');
      if (!isConcrete(channels) || channels % groups !== 0) return say('Choose num_groups so that it divides the channels of the input.');
      return { text: `The input has ${String(channels)} channels: set num_channels=${String(channels)}.`, repairs: setCount(layer, /^GroupNorm$/, 'num_channels', channels, count) };
    }
    if (channels === null) return null;
    const text = `The input has ${format(channels)} channels: set num_features=${format(channels)}.`;
    const made = layer === null ? null : numberOf(layer.attribute('num_features'));
    return { text, repairs: isConcrete(channels) && made !== null ? setCount(layer, /^((BatchNorm|InstanceNorm)[123]d|SyncBatchNorm)$/, 'num_features', channels, made) : [] };
  },
};
