/** The layer graph of a chain, for the rules to judge: as the analyser would record it. */
import type { GraphLayer, GraphNode, GraphRun, GraphTensor, LayerGraph } from '../../kernels/graph/layer-graph';
import { freshTensor } from '../../kernels/graph/layer-graph';
import { Refusal } from '../../kernels/ops/op';
import type { Application, Datum } from '../../kernels/ops/op';
import { rules } from '../../kernels/rules/catalogue';
import { argumentsOf } from './describe';
import type { ChainItem, ChainStep, Judgement } from './task';
import { datumOf } from './value';

const unknown: Datum = { kind: 'unknown' };

function layerOf(item: ChainItem, step: ChainStep, parameters: readonly GraphTensor[]): GraphLayer {
  return {
    type: item.type ?? '', base: item.type ?? '', instance: item,
    framework: item.layer.channelsLast ? 'tensorflow.js' : 'torch', hasBias: () => item.layer.operands.some(({ name }) => name === 'bias'),
    isBiasRead: () => false,
    training: () => item.training,
    attribute: (name) => {
      const field = step.fields.find((one) => one.name === name);
      return field === undefined ? unknown : datumOf(field.value);
    },
    parameters: () => parameters,
    children: () => [],
    consumers: new Map(),
  };
}

/** What the rules say of a chain whose items were applied. */
export function judge(items: readonly ChainItem[], steps: readonly ChainStep[], applications: readonly (Application | Refusal | null)[]): readonly Judgement[] {
  const nodes: GraphNode[] = [];
  const layers: GraphLayer[] = [];
  const outputs: GraphTensor[] = [];
  const root: GraphLayer = {
    type: 'Model', base: 'Module', framework: items[0]?.layer.channelsLast === true ? 'tensorflow.js' : 'torch', instance: items, hasBias: () => false, isBiasRead: () => false, training: () => items[0]?.training ?? null,
    attribute: () => unknown, parameters: () => [], children: () => layers, consumers: new Map(),
  };
  const run: GraphRun = { root, functions: ['<module>'], isSupposed: false, grad: true, training: root.training(), outputs, isInModule: false, start: 0, place: '', site: -1 };
  items.forEach((item, index) => {
    const application = applications[index] ?? null;
    const step = steps[index];
    if (step === undefined) return;
    const tensors = item.layer.operands.map(({ shape, dtype }, at): GraphTensor => {
      const from = item.from[at] ?? null;
      return (from === null ? undefined : nodes[from.item]?.outputs[from.output]) ?? freshTensor({ shape, dtype });
    });
    const layer = item.type === null ? null : layerOf(item, step, tensors.slice(1));
    if (layer !== null) layers.push(layer);
    const args = argumentsOf<Datum>(item.layer, (_, at) => ({ kind: 'tensor', type: tensors[at]?.type ?? { shape: null, dtype: null } }), (list) => ({ kind: 'list', items: list }));
    const made = application === null || application instanceof Refusal ? [{ shape: step.output, dtype: 'float32' as const }] : application.outputs;
    const node: GraphNode = {
      id: index, channelsLast: item.layer.channelsLast, op: item.layer.op, called: item.layer.op,
      application: application instanceof Refusal ? null : application,
      args, inputs: tensors,
      parameters: item.layer.operands.map(({ name }) => name),
      producers: tensors.map((tensor) => tensor.producer),
      outputs: made.map(freshTensor),
      layer, training: layer === null ? null : item.training, frozen: false, grad: true, run, module: root, site: index,
    };
    for (const output of node.outputs) {
      output.producer = node;
      output.layer = layer;
    }
    for (const tensor of tensors) tensor.layer?.consumers.set(node.called, (tensor.layer.consumers.get(node.called) ?? 0) + 1);
    nodes.push(node);
  });
  outputs.push(...(nodes.at(-1)?.outputs ?? []));
  const graph: LayerGraph = { nodes, runs: [run], events: [], steps: [], constructed: layers };
  const found = new Map<string, Judgement>();
  for (const rule of rules) {
    for (const { at, message } of rule.judge?.(graph) ?? []) {
      const item = 'instance' in at ? items.findIndex((one) => one === at.instance) : Number(at.site);
      if (item >= 0) found.set(`${rule.id} ${String(item)}`, { rule: rule.id, severity: rule.severity, message, item });
    }
  }
  return [...found.values()];
}
