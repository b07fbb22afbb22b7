import { descendants, flowOf } from '../graph/flow';
import type { Flow } from '../graph/flow';
import type { GraphNode, GraphRun, LayerGraph } from '../graph/layer-graph';
import { isDropout } from './op-family';
import type { Finding, Rule } from './rule';

const evaluating = /^_?(eval|evaluate|evaluation|valid|validate|validation|val|test|testing|predict|prediction|infer|inference)(_(epoch|step|loop|batch|model|one_epoch|net|network|fn|func|loader|dataset|set|accuracy|loss|image|images|single|one))?$|^infer_/;

/** Lightning sets the mode around these itself. */
const hooks = new Set(['validation_step', 'test_step', 'predict_step']);

/** Whether a run is there to evaluate: no gradients are recorded, or the function says so. */
function isEvaluation(run: GraphRun): boolean {
  const [caller = ''] = run.functions;
  if (run.functions.includes('__init__') || (run.isInModule && hooks.has(caller))) return false;
  return run.grad === false || (evaluating.test(caller) && run.grad !== null);
}

/** What a run's outputs are for. */
function purposeOf(flow: Flow, run: GraphRun): 'sizes' | 'training' | 'answer' {
  const takers = new Set<GraphNode>();
  for (const output of run.outputs) {
    for (const use of flow.takersOf(output)) {
      if (use.node.run === run) continue;
      takers.add(use.node);
      for (const node of descendants(flow, use.node)) takers.add(node);
    }
  }
  if ([...takers].some(({ op }) => op === 'backward')) return 'training';
  return takers.size === 0 && run.outputs.some(({ measured }) => measured) ? 'sizes' : 'answer';
}

/** Whether train mode was asked for while no gradients were recorded: then it is meant. */
function isMeant(graph: LayerGraph, run: GraphRun): boolean {
  return graph.events.some((event) => event.kind === 'mode' && event.layer === run.root && event.training === true && event.grad === false && event.at <= run.start);
}

/** The first batch norm or dropout of each run that was in train mode. */
function firstInTraining(graph: LayerGraph): ReadonlyMap<GraphRun, GraphNode> {
  const found = new Map<GraphRun, GraphNode>();
  for (const node of graph.nodes) {
    const counts = (node.op === 'batch_norm' || isDropout(node)) && node.training === true;
    if (counts && node.run !== null && !found.has(node.run)) found.set(node.run, node);
  }
  return found;
}

export const missingEval: Rule = {
  id: 'norm/missing-eval',
  severity: 'warning',
  summary: 'a model is evaluated while it is still in train mode',
  why: 'In train mode dropout drops, and batch norm uses the statistics of the batch and moves its running ones: predictions depend on what else is in the batch, and evaluating changes the model. `no_grad` does not change the mode.',
  wrong: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.5), nn.Linear(8, 2))
with torch.no_grad():
    print(model(torch.randn(4, 8)).argmax(1))
`,
  right: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.5), nn.Linear(8, 2))
model.eval()
with torch.no_grad():
    print(model(torch.randn(4, 8)).argmax(1))
`,
  fix: null,
  whenNot: 'Where dropout is wanted at inference (Monte Carlo dropout), or batch norm statistics are being measured again.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.eval'],
  judge: (graph): readonly Finding[] => {
    const flow = flowOf(graph);
    return [...firstInTraining(graph)].flatMap(([run, node]): Finding[] => {
      if (run.training !== true || !isEvaluation(run) || isMeant(graph, run) || purposeOf(flow, run) !== 'answer') return [];
      const effect = node.op === 'batch_norm' ? 'its batch norm uses the statistics of this batch, and moves its running ones' : 'its dropout still drops values';
      const why = run.grad === false ? 'without gradients' : `in ${run.functions[0] ?? ''}()`;
      return [{
        at: run,
        message: `${run.root.type} is run ${why} but is in train mode: ${effect}. Call eval() on it first, and train() before training goes on.`,
        related: node.layer === null ? [] : [{ at: node.layer, message: `this ${node.layer.type} behaves differently in train mode` }],
        repairs: [],
      }];
    });
  },
};
