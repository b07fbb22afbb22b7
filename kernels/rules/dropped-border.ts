import type { GraphNode } from '../graph/layer-graph';
import { inputOf } from '../graph/flow';
import { dimText } from '../ops/shape-text';
import { flagOf, nameOf, perAxis, placeOf, spatialRank, spatialSizes } from './op-family';
import type { Finding, Rule } from './rule';

/** How many values at the end of each axis no window reads; null where that is not known. */
function unread(node: GraphNode): readonly number[] | null {
  const rank = spatialRank(node);
  if (rank === null || !/^(max|avg|lp)_pool/.test(node.op) || flagOf(node.args['ceil_mode'], false) !== false) return null;
  const [input, output] = [spatialSizes(node, inputOf(node)?.type.shape, rank), spatialSizes(node, node.outputs[0]?.type.shape, rank)];
  const kernel = perAxis(node.args['kernel_size'], rank, 1);
  const stride = node.args['stride'] === undefined || node.args['stride'].kind === 'none' ? kernel : perAxis(node.args['stride'], rank, 1);
  const [padding, dilation] = [perAxis(node.args['padding'], rank, 0), perAxis(node.args['dilation'], rank, 1)];
  if (input === null || output === null || kernel === null || stride === null || padding === null || dilation === null) return null;
  // Of a map of which nothing is left, that is told.
  if (output.some((size) => size <= 0)) return null;
  return input.map((size, axis) => {
    const [k = 1, s = 1, p = 0, d = 1, count = 1] = [kernel[axis], stride[axis], padding[axis], dilation[axis], output[axis]];
    return Math.max(0, size - ((count - 1) * s - p + (k - 1) * d + 1));
  });
}

export const droppedBorder: Rule = {
  id: 'pooling/dropped-border',
  severity: 'hint',
  summary: 'the last rows or columns of a map are never read by a pool',
  why: 'Where the windows do not come out even, what lies beyond the last one is dropped without a word: the pool never sees the bottom and right border.',
  wrong: `import torch
from torch import nn

nn.MaxPool2d(2)(torch.randn(1, 8, 15, 15))
`,
  right: `import torch
from torch import nn

nn.MaxPool2d(2, ceil_mode=True)(torch.randn(1, 8, 15, 15))
`,
  fix: { safety: 'unsafe', text: 'Sets `ceil_mode=True`, which makes the output one larger.' },
  whenNot: 'Where the border carries nothing, or the input size is not the one that matters.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html'],
  judge: (graph): readonly Finding[] => graph.nodes.flatMap((node): Finding[] => {
    const rest = unread(node);
    const input = inputOf(node)?.type.shape;
    if (rest === null || input === null || input === undefined || rest.every((count) => count === 0)) return [];
    const first = node.channelsLast ? 1 : input.length - rest.length;
    const names = ['depth', 'rows', 'columns'].slice(-rest.length);
    const lost = rest.flatMap((count, axis) => (count === 0 ? [] : [`${String(count)} of ${dimText(input[first + axis] ?? null)} ${rest.length === 1 ? 'positions' : (names[axis] ?? '')}`]));
    const at = node.layer ?? node;
    const isKeras = node.layer?.framework === 'tensorflow.js';
    return [{
      at: placeOf(node),
      message: `${nameOf(node)} never reads the last ${lost.join(' and ')} of its input: its windows do not come out even. Use ${isKeras ? "padding: 'same'" : 'ceil_mode=True'}, pad, or choose a size that fits.`,
      related: [],
      repairs: [isKeras
        ? { title: "Set padding: 'same'", safety: 'unsafe', change: { kind: 'argument', at, parameter: 'padding', value: "'same'" } }
        : { title: 'Set ceil_mode=True', safety: 'unsafe', change: { kind: 'argument', at, parameter: 'ceil_mode', value: 'True' } }],
    }];
  }),
};
