import { compare, format, isConcrete, product } from '../dims/dim';
import { setCount, shapeOf } from './advice';
import type { Rule } from './rule';

export const linearFeatures: Rule = {
  id: 'shape/linear-features',
  severity: 'error',
  summary: 'the last dimension differs from `in_features`',
  why: 'A linear layer multiplies the last dimension of its input by its weight: both must have the same number of features.',
  wrong: `import torch
from torch import nn

nn.Linear(128, 10)(torch.randn(4, 64))
`,
  right: `import torch
from torch import nn

nn.Linear(64, 10)(torch.randn(4, 64))
`,
  fix: { safety: 'unsafe', text: 'Writes the right `in_features`, or flattens the input where its values are as many as the layer wants.' },
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html'],
  advise: ({ args, layer, site }) => {
    const [input, wanted] = [shapeOf(args['input']), shapeOf(args['weight'])?.at(-1)];
    const features = input?.at(-1);
    if (input === null || features === undefined || features === null || wanted === undefined || wanted === null) return null;
    for (const start of [1, 2]) {
      if (input.length - start < 2 || compare(product(input.slice(start)), wanted) !== 'equal') continue;
      const method = start === 1 ? 'flatten(1)' : `flatten(${String(start)})`;
      return {
        text: `Flatten the input first: its ${input.slice(start).map(format).join(' × ')} values are the ${format(wanted)} features that the layer wants.`,
        repairs: layer === null ? [] : [{ title: `Flatten the input: .${method}`, safety: 'unsafe', change: { kind: 'input', at: { site }, method } }],
      };
    }
    const text = `The input has ${format(features)} features in its last dimension: set in_features=${format(features)}.`;
    return { text, repairs: isConcrete(features) && isConcrete(wanted) ? setCount(layer, /^(Lazy)?Linear$/, 'in_features', features, wanted) : [] };
  },
};
