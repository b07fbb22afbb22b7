import { compare, format, isConcrete } from '../dims/dim';
import { say, setCount, shapeOf } from './advice';
import { numberOf } from './op-family';
import type { Rule } from './rule';

export const normalizedShape: Rule = {
  id: 'norm/normalized-shape',
  severity: 'error',
  summary: 'the last dimensions differ from `normalized_shape`',
  why: 'Layer norm and RMS norm work over the last dimensions, and hold a scale for each of their positions.',
  wrong: `import torch
from torch import nn

nn.LayerNorm(64)(torch.randn(2, 10, 32))
`,
  right: `import torch
from torch import nn

nn.LayerNorm(32)(torch.randn(2, 10, 32))
`,
  fix: { safety: 'unsafe', text: 'Writes the right number.' },
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html'],
  advise: ({ args, layer }) => {
    const input = shapeOf(args['input']);
    const wanted = args['normalized_shape'];
    const last = input?.at(-1) ?? null;
    if (input === null || wanted?.kind !== 'list' || wanted.items?.length !== 1 || last === null) return null;
    const features = numberOf(wanted.items[0]);
    if (features === null) return null;
    if (input.length > 2 && compare(input[1] ?? null, features) === 'equal') {
      const order = [0, ...input.slice(2).map((_, index) => index + 2), 1].join(', ');
      return say(`The input has its ${String(features)} channels first: permute it, x.permute(${order}), or use GroupNorm(1, ${String(features)}).`);
    }
    const text = `The input has ${format(last)} features in its last dimension: set normalized_shape=${format(last)}.`;
    return { text, repairs: isConcrete(last) ? setCount(layer, /^(LayerNorm|RMSNorm)$/, 'normalized_shape', last, features) : [] };
  },
};
