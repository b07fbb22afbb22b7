import { compare } from '../dims/dim';
import { flowOf, inputOf, origin, producerOf } from '../graph/flow';
import type { Flow } from '../graph/flow';
import type { GraphNode } from '../graph/layer-graph';
import { sizesText } from '../ops/shape-text';
import type { Shape } from '../ops/tensor-type';
import { isActivation, nameOf } from './op-family';
import type { Finding, Rule } from './rule';

const losses = new Set(['mse_loss', 'l1_loss', 'smooth_l1_loss', 'huber_loss']);

/** [N, 1] and [N], with N the same and more than 1. */
function isColumnAndRow(column: Shape | null | undefined, row: Shape | null | undefined): boolean {
  const [count] = row ?? [];
  return column?.length === 2 && row?.length === 1 && count !== undefined && count !== 1 && column[1] === 1 && compare(column[0] ?? null, count) === 'equal';
}

/** A difference is squared or made positive, and averaged: an error. */
function isError(flow: Flow, node: GraphNode): boolean {
  const uses = (from: GraphNode) => from.outputs.flatMap((output) => flow.usesOf(from, output).map((use) => use.node));
  return uses(node).some((user) => ['pow', 'abs', 'square', 'mul'].includes(user.op) && uses(user).some(({ op }) => op === 'mean' || op === 'sum'));
}

export const accidentalBroadcast: Rule = {
  id: 'shape/accidental-broadcast',
  severity: 'warning',
  summary: 'a column [N, 1] meets a row [N] in a loss or difference, which gives [N, N]',
  why: 'Broadcasting pairs every prediction with every target: the loss is a number, training runs, and the model learns the mean of the targets.',
  wrong: `import torch
from torch import nn

nn.MSELoss()(nn.Linear(8, 1)(torch.randn(32, 8)), torch.randn(32))
`,
  right: `import torch
from torch import nn

nn.MSELoss()(nn.Linear(8, 1)(torch.randn(32, 8)).squeeze(1), torch.randn(32))
`,
  fix: { safety: 'unsafe', text: 'Squeezes the column.' },
  whenNot: 'Where all pairs are meant: then say so with `x[:, None]`.',
  sources: ['https://docs.pytorch.org/docs/stable/notes/broadcasting.html'],
  judge: (graph): readonly Finding[] => {
    const flow = flowOf(graph);
    return graph.nodes.flatMap((node): Finding[] => {
      const isLoss = losses.has(node.op);
      const [first, second] = [inputOf(node), inputOf(node, isLoss ? 'target' : 'other')];
      if (!(isLoss || node.op === 'sub') || first === null || second === null) return [];
      const columnFirst = isColumnAndRow(first.type.shape, second.type.shape);
      if (!columnFirst && !isColumnAndRow(second.type.shape, first.type.shape)) return [];
      // Whoever writes x[:, None] - y means all pairs: only the column that a layer gives is an oversight.
      const maker = origin(producerOf(node, columnFirst ? 'input' : 'other'), isActivation);
      if (!isLoss && !(maker?.op === 'linear' && isError(flow, node))) return [];
      const [a, b] = [first.type.shape ?? [], second.type.shape ?? []];
      const count = sizesText([...(columnFirst ? b : a), ...(columnFirst ? b : a)]);
      return [{
        at: { site: node.site },
        message: `${nameOf(node)} of ${sizesText(a)} and ${sizesText(b)} pairs every value with every other: the difference is ${count}. Give both one shape: .squeeze(1) on the column.`,
        related: [],
        repairs: isLoss && columnFirst ? [{ title: 'Squeeze the column: .squeeze(1)', safety: 'unsafe', change: { kind: 'input', at: { site: node.site }, method: 'squeeze(1)' } }] : [],
      }];
    });
  },
};
