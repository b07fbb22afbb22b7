import { divides, format, product } from '../dims/dim';
import { say, shapeOf } from './advice';
import { numberOf } from './op-family';
import type { Rule } from './rule';

export const viewSize: Rule = {
  id: 'shape/view-size',
  severity: 'error',
  summary: '`view` or `reshape` asks for another number of elements, or leaves two sizes open',
  why: 'A view shows the same numbers under other sizes: there must be as many of them.',
  wrong: `import torch
from torch import nn

torch.randn(8, 100).view(4, 100)
`,
  right: `import torch
from torch import nn

torch.randn(8, 100).view(4, 200)
`,
  fix: null,
  whenNot: 'Never: PyTorch raises here.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.Tensor.view.html'],
  advise: ({ args }) => {
    const input = shapeOf(args['input']);
    const wanted = args['size'] ?? args['shape'];
    if (input === null || wanted?.kind !== 'list' || wanted.items === null) return null;
    const sizes = wanted.items.map(numberOf);
    if (sizes.filter((size) => size === -1).length > 1) return say('Leave one size open at most: -1 once.');
    const [count, first] = [product(input), input[0]];
    // The usual slip: a batch size or feature count that no longer holds.
    if (sizes.length === 2 && first !== undefined && first !== null && count !== null && divides(first, count) === true) {
      return say(`The input has ${format(count)} elements: flatten(1) keeps the batch of ${format(first)} and makes it [${format(first)}, ${format(product(input.slice(1)))}].`);
    }
    return count === null ? null : say(`The input has ${format(count)} elements; the sizes asked for must multiply to as many.`);
  },
};
