/** Collects the layer graph of one run, and where its layers were constructed. */
import type { GraphLayer, GraphNode, GraphTensor, LayerGraph } from '../../../kernels/graph/layer-graph';
import { plainCheck } from '../../../kernels/ops/op';
import type { Application, Check, Datum } from '../../../kernels/ops/op';
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

/** One application of a torch function. */
export interface Applied {
  readonly op: string;
  readonly called: string;
  readonly application: Application | null;
  readonly args: Readonly<Record<string, Datum>>;
  readonly inputs: readonly (readonly [parameter: string, tensor: GraphTensor])[];
  readonly outputs: readonly GraphTensor[];
  readonly layer: InstanceValue | null;
}

export interface Recorder extends LayerGraph {
  /** What ops are held to in this run. */
  readonly check: Check;
  /** A module was constructed. */
  readonly construct: (machine: Machine, module: InstanceValue) => void;
  /** The calls that led to a module's construction, innermost first. */
  readonly constructedAt: (module: InstanceValue) => readonly Site[];
  /** All modules in the order of their construction. */
  readonly modules: () => readonly InstanceValue[];
  /** A torch function was applied. */
  readonly apply: (machine: Machine, applied: Applied) => void;
  /** A module without children returned a tensor. */
  readonly returned: (module: InstanceValue, output: GraphTensor) => void;
  /** Leaf layers that ran, grouped by the line of the program that constructed them. */
  readonly layers: () => readonly LayerSummary[];
}

interface Construction {
  readonly path: readonly Site[];
  /** The program's own code made it; not the library as a part of another layer. */
  readonly isDirect: boolean;
}

function construction(machine: Machine, module: InstanceValue): Construction {
  // Frames of the module's own constructor are not where it was made.
  let made = machine.frames.length - 1;
  while (made >= 0 && machine.frames[made]?.self === module) made -= 1;
  const own = machine.frames.slice(made + 1).filter((frame) => frame.file.isProject).length;
  return { path: callPath(machine).slice(own), isDirect: machine.frames[made]?.file.isProject === true };
}

/** Whether a module has a bias, as `getattr(module, 'bias', None) is not None` tells. */
function hasBias(module: InstanceValue): boolean {
  const value: Value | undefined = moduleEntries(module, '_parameters')?.get('sbias')?.value ?? module.attributes.get('bias');
  return value !== undefined && value.kind !== 'none';
}

function isTraining(module: InstanceValue): boolean | null {
  const training = module.attributes.get('training');
  return training?.kind === 'bool' ? training.value : null;
}

/** An empty record. */
export function makeRecorder(check: Check = plainCheck): Recorder {
  const nodes: GraphNode[] = [];
  const constructions = new Map<InstanceValue, Construction>();
  const layers = new Map<InstanceValue, GraphLayer>();
  const ran = new Map<GraphLayer, InstanceValue>();
  const layerOf = (module: InstanceValue): GraphLayer => {
    let layer = layers.get(module);
    if (layer === undefined) {
      layer = { type: module.class.name, instance: module, hasBias: () => hasBias(module), training: () => isTraining(module), consumers: new Map() };
      layers.set(module, layer);
    }
    return layer;
  };
  return {
    nodes,
    check,
    construct: (machine, module) => {
      if (!constructions.has(module)) constructions.set(module, construction(machine, module));
    },
    constructedAt: (module) => constructions.get(module)?.path ?? [],
    modules: () => [...constructions.keys()],
    apply: (machine, { op, called, application, args, inputs, outputs, layer }) => {
      for (const [, { layer: maker }] of inputs) maker?.consumers.set(called, (maker.consumers.get(called) ?? 0) + 1);
      const node: GraphNode = {
        id: nodes.length, op, called, application, args, outputs,
        inputs: inputs.map(([, tensor]) => tensor),
        parameters: inputs.map(([parameter]) => parameter),
        producers: inputs.map(([, tensor]) => tensor.producer),
        layer: layer === null ? null : layerOf(layer),
        training: layer === null ? null : isTraining(layer),
        site: callPath(machine),
      };
      nodes.push(node);
      for (const output of outputs) output.producer = node;
    },
    returned: (module, output) => {
      const layer = layerOf(module);
      ran.set(layer, module);
      output.layer = layer;
    },
    layers: () => {
      const groups = new Map<string, { summary: LayerSummary; readonly consumers: Map<string, number> }>();
      for (const [layer, module] of ran) {
        const made = constructions.get(module);
        const site = made?.isDirect === true ? made.path[0] : undefined;
        if (site === undefined) continue;
        const type = module.class.name;
        const key = `${site.file.path}:${String(site.range.start)}:${String(site.range.end)}:${type}`;
        const group = groups.get(key) ?? { summary: { site, type, bias: layer.hasBias(), instances: 0, consumers: new Map() }, consumers: new Map<string, number>() };
        groups.set(key, group);
        for (const [called, count] of layer.consumers) group.consumers.set(called, (group.consumers.get(called) ?? 0) + count);
        group.summary = { ...group.summary, instances: group.summary.instances + 1, consumers: group.consumers };
      }
      return [...groups.values()].map(({ summary }) => summary);
    },
  };
}
