import { descendants, flowOf } from '../graph/flow';
import type { Flow } from '../graph/flow';
import type { GraphEvent, GraphNode, LayerGraph } from '../graph/layer-graph';
import { isDropout } from './op-family';
import type { Finding, Rule } from './rule';

function isTrained(flow: Flow, node: GraphNode): boolean {
  return node.grad !== false && [...descendants(flow, node)].some(({ op }) => op === 'backward');
}

/** The event that put a layer out of train mode between two applications that both train it at the same place. */
function lastEval(graph: LayerGraph, flow: Flow, nodes: readonly GraphNode[]): GraphEvent | null {
  const [first] = nodes;
  if (first === undefined || first.training !== true || first.layer === null) return null;
  const { layer } = first;
  const changes = graph.events.filter((event) => event.kind === 'mode' && event.layer === layer);
  if (!changes.some((event) => event.training === false) || !isTrained(flow, first)) return null;
  for (const later of nodes.slice(1)) {
    const between = changes.filter((event) => event.at > first.id && event.at <= later.id);
    const last = between.at(-1);
    if (later.training !== true && last?.training === false && isTrained(flow, later)) return last;
  }
  return null;
}

export const trainNotRestored: Rule = {
  id: 'norm/train-not-restored',
  severity: 'warning',
  summary: 'a model is put into eval mode inside a training loop and trained on in it',
  why: 'After `eval()` every following step trains without dropout and with frozen batch norm statistics, until somebody calls `train()`.',
  wrong: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.5), nn.Linear(8, 2))
for epoch in range(3):
    model(torch.randn(16, 8)).mean().backward()
    model.eval()
    with torch.no_grad():
        print(model(torch.randn(16, 8)).argmax(1))
`,
  right: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.5), nn.Linear(8, 2))
for epoch in range(3):
    model.train()
    model(torch.randn(16, 8)).mean().backward()
    model.eval()
    with torch.no_grad():
        print(model(torch.randn(16, 8)).argmax(1))
`,
  fix: null,
  whenNot: 'Where the layers are to be frozen after the first rounds.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.train'],
  judge: (graph): readonly Finding[] => {
    const flow = flowOf(graph);
    const places = new Map<string, GraphNode[]>();
    for (const node of graph.nodes) {
      if (node.layer === null || node.run === null || !(node.op === 'batch_norm' || isDropout(node))) continue;
      // The same layer in the same call of the model: the next round of a loop.
      const key = `${String(graph.constructed.indexOf(node.layer))}:${node.run.place}`;
      const held = places.get(key);
      if (held === undefined) places.set(key, [node]);
      else held.push(node);
    }
    const found = new Map<unknown, Finding>();
    for (const nodes of places.values()) {
      const event = lastEval(graph, flow, nodes);
      const run = nodes[0]?.run;
      if (event === null || run === null || run === undefined || found.has(run.root)) continue;
      found.set(run.root, {
        at: event,
        message: `eval() is called in the training loop, and nothing puts ${run.root.type} back: from the second round on it trains in eval mode. Call train() before each round of training.`,
        related: [{ at: run, message: 'trained here' }],
        repairs: [],
      });
    }
    return [...found.values()];
  },
};
