/** Collects the layer graph of one run, and where its layers were constructed. */
import type { GraphLayer, GraphNode, GraphTensor, LayerGraph } from '../../../kernels/graph/layer-graph';
import type { Application } from '../../../kernels/ops/op';
import { callPath } from '../../interpreter/exception';
import type { Site } from '../../interpreter/exception';
import type { Machine } from '../../interpreter/machine';
import type { InstanceValue, Value } from '../../interpreter/value';
import { moduleEntries } from './module-entries';

/** A layer as the command line reports it: all instances of a class that one line made. */
export interface LayerSummary {
  readonly site: Site;
  readonly type: string;
  readonly bias: boolean;
  readonly instances: number;
  readonly consumers: ReadonlyMap<string, number>;
}

export interface Recorder extends LayerGraph {
  /** A module was constructed. */
  readonly construct: (machine: Machine, module: InstanceValue) => void;
  /** The calls that led to a module's construction, innermost first. */
  readonly constructedAt: (module: InstanceValue) => readonly Site[];
  /** All modules in the order of their construction. */
  readonly modules: () => readonly InstanceValue[];
  /** An op was applied. */
  readonly apply: (op: string, application: Application | null, inputs: readonly GraphTensor[], outputs: readonly GraphTensor[], layer: InstanceValue | null, site: readonly Site[]) => void;
  /** A module without children returned a tensor. */
  readonly returned: (module: InstanceValue, output: GraphTensor) => void;
  /** Leaf layers that ran, grouped by the line that constructed them. */
  readonly layers: () => readonly LayerSummary[];
}

function isSet(value: Value | undefined): boolean {
  return value !== undefined && value.kind !== 'none';
}

/** An empty record. */
export function makeRecorder(): Recorder {
  const nodes: GraphNode[] = [];
  const sites = new Map<InstanceValue, readonly Site[]>();
  const layers = new Map<InstanceValue, GraphLayer>();
  const ran = new Set<GraphLayer>();
  const layerOf = (module: InstanceValue): GraphLayer => {
    let layer = layers.get(module);
    if (layer === undefined) {
      layer = {
        type: module.class.name,
        instance: module,
        hasBias: () => isSet(moduleEntries(module, '_parameters')?.get('sbias')?.value) || isSet(module.attributes.get('bias')),
        training: () => {
          const training = module.attributes.get('training');
          return training?.kind === 'bool' ? training.value : null;
        },
        consumers: new Map(),
      };
      layers.set(module, layer);
    }
    return layer;
  };
  return {
    nodes,
    construct: (machine, module) => {
      if (sites.has(module)) return;
      // Frames of the module's own constructor are not where it was made.
      const own = machine.frames.filter((frame) => frame.file.isProject && frame.self === module).length;
      sites.set(module, callPath(machine).slice(own));
    },
    constructedAt: (module) => sites.get(module) ?? [],
    modules: () => [...sites.keys()],
    apply: (op, application, inputs, outputs, layer, site) => {
      for (const input of inputs) input.layer?.consumers.set(op, (input.layer.consumers.get(op) ?? 0) + 1);
      const node: GraphNode = { id: nodes.length, op, application, inputs, outputs, layer: layer === null ? null : layerOf(layer), site };
      nodes.push(node);
      for (const output of outputs) output.producer = node;
    },
    returned: (module, output) => {
      const layer = layerOf(module);
      ran.add(layer);
      output.layer = layer;
    },
    layers: () => {
      const groups = new Map<string, { readonly summary: LayerSummary; readonly consumers: Map<string, number>; instances: number }>();
      for (const layer of ran) {
        const module = layer.instance as InstanceValue;
        const [site] = sites.get(module) ?? [];
        if (site === undefined) continue;
        const key = `${site.file.path}:${String(site.range.start)}:${String(site.range.end)}:${layer.type}`;
        let group = groups.get(key);
        if (group === undefined) {
          const consumers = new Map<string, number>();
          group = { summary: { site, type: layer.type, bias: layer.hasBias(), instances: 0, consumers }, consumers, instances: 0 };
          groups.set(key, group);
        }
        group.instances += 1;
        for (const [op, count] of layer.consumers) group.consumers.set(op, (group.consumers.get(op) ?? 0) + count);
      }
      return [...groups.values()].map(({ summary, instances }) => ({ ...summary, instances }));
    },
  };
}
