/** Collects the layer graph of one run, and where its layers were constructed. */
import type { GraphEvent, GraphLayer, GraphNode, GraphRun, GraphTensor, LayerGraph } from '../../../kernels/graph/layer-graph';
import { plainCheck } from '../../../kernels/ops/op';
import type { Application, Check, Datum } from '../../../kernels/ops/op';
import type { Site } from '../../interpreter/exception';
import { callPath, projectFrame } from '../../interpreter/machine';
import type { Frame, Machine } from '../../interpreter/machine';
import { unknown } from '../../interpreter/value';
import type { ClassValue, InstanceValue, ObjectValue, Value } from '../../interpreter/value';
import { toDatum } from './binding';
import { moduleEntries } from './module-entries';
import { graphTensor, isTensor } from './tensor';

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
  readonly channelsLast?: boolean;
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
  /** Whether a module of the class, or of one derived from it, has been called. */
  readonly hasRun: (type: ClassValue) => boolean;
  /** A module is called: what `call` returns is its output. */
  readonly run: (machine: Machine, module: InstanceValue, call: () => Value) => Value;
  /** A model was put together that makes these outputs so far: what led to them is taken for a call of it. */
  readonly suppose: (machine: Machine, model: InstanceValue, outputs: readonly GraphTensor[]) => void;
  /** Something happened to a module. */
  readonly happen: (machine: Machine, kind: GraphEvent['kind'], module: InstanceValue, training: boolean | null) => void;
  /** A module was copied: its copy was constructed where it was. */
  readonly copied: (from: InstanceValue, to: InstanceValue) => void;
  /** An optimiser steps. */
  readonly step: () => void;
  /** The program reads an attribute of a module that the module's registries hold. */
  readonly read: (machine: Machine, module: InstanceValue, name: string) => void;
  /** Code that is not known takes values. */
  readonly escape: (values: Iterable<Value>) => void;
  /** The object whose attribute `enabled` says whether gradients are recorded. */
  readonly watchGrad: (state: InstanceValue) => void;
  /** The layer that a module is. */
  readonly layerOf: (module: InstanceValue) => GraphLayer;
  /** Leaf layers that ran, grouped by the line of the program that constructed them. */
  readonly layers: () => readonly LayerSummary[];
}

/** A node whose run may be told later. */
interface RecordedNode extends Omit<GraphNode, 'run'> {
  run: GraphRun | null;
}

interface Construction {
  readonly path: readonly Site[];
  /** The program's own code made it; not the library as a part of another layer. */
  readonly isDirect: boolean;
}

/** Whether a frame runs a part of a module's construction; in a script what derives from a class has no object before the class has made it. */
function isConstructor(frame: Frame | undefined, module: InstanceValue): boolean {
  if (frame?.self === module) return true;
  return frame?.function?.code.name === 'constructor' && frame.owner !== null && module.class.mro.includes(frame.owner);
}

function construction(machine: Machine, module: InstanceValue): Construction {
  // Frames of the module's own constructor are not where it was made.
  let made = machine.frames.length - 1;
  while (made >= 0 && isConstructor(machine.frames[made], module)) made -= 1;
  const own = machine.frames.slice(made + 1).filter((frame) => frame.file.isProject).length;
  const [maker, caller] = [machine.frames[made], machine.frames[made - 1]];
  // TensorFlow.js has a function for each layer, which does nothing else.
  const isFactory = maker?.file.semantics !== undefined && caller?.file.isProject === true;
  return { path: callPath(machine).slice(own), isDirect: maker?.file.isProject === true || isFactory };
}

/** Whether a module has a bias, as `getattr(module, 'bias', None) is not None` tells. */
function hasBias(module: InstanceValue): boolean {
  const value: Value | undefined = moduleEntries(module, '_parameters')?.get('sbias')?.value ?? module.attributes.get('bias');
  return value !== undefined && value.kind !== 'none';
}

function flag(value: Value | undefined): boolean | null {
  return value?.kind === 'bool' ? value.value : null;
}

function isTraining(module: InstanceValue): boolean | null {
  return flag(module.attributes.get('training'));
}

function parametersOf(module: InstanceValue): readonly ObjectValue[] {
  return [...(moduleEntries(module, '_parameters')?.values() ?? [])].map(({ value }) => value).filter(isTensor);
}

/** Whether a module has parameters, and `requires_grad` is False for each. */
function isFrozen(module: InstanceValue): boolean {
  const parameters = parametersOf(module);
  return parameters.length > 0 && parameters.every((parameter) => flag(parameter.attributes.get('requires_grad')) === false);
}

const frameworks = /^(torch\.|tfjs:)/;

/** The library's class that a class is or derives from. */
function libraryClass(module: InstanceValue): ClassValue | null {
  return module.class.mro.find((type) => frameworks.test(type.module)) ?? null;
}

function makeLayer(module: InstanceValue, layerOf: (module: InstanceValue) => GraphLayer, biasReads: ReadonlySet<InstanceValue>): GraphLayer {
  return {
    // A lazy layer changes its class.
    get type() {
      return module.class.name;
    },
    get base() {
      return libraryClass(module)?.name ?? module.class.name;
    },
    instance: module,
    framework: libraryClass(module)?.module.startsWith('tfjs:') === true ? 'tensorflow.js' : 'torch',
    hasBias: () => hasBias(module),
    isBiasRead: () => biasReads.has(module),
    training: () => isTraining(module),
    attribute: (name) => toDatum(module.attributes.get(name) ?? unknown),
    parameters: () => parametersOf(module).map(graphTensor),
    children: () => [...(moduleEntries(module, '_modules')?.values() ?? [])].flatMap(({ value }) => (value.kind === 'instance' ? [layerOf(value)] : [])),
    consumers: new Map(),
  };
}

/** The tensors in a value, those in containers and in the attributes of objects included. */
function* tensorsIn(value: Value, depth = 0): Iterable<ObjectValue> {
  if (isTensor(value)) yield value;
  if (depth > 4) return;
  switch (value.kind) {
    case 'tuple':
    case 'list':
      for (const item of value.items) yield* tensorsIn(item, depth + 1);
      if (value.rest !== null) yield* tensorsIn(value.rest, depth + 1);
      break;
    case 'dict':
      for (const entry of value.entries.values()) yield* tensorsIn(entry.value, depth + 1);
      break;
    case 'instance':
      // A module's parts are its own business.
      if (value.attributes.has('_modules')) break;
      for (const held of value.attributes.values()) yield* tensorsIn(held, depth + 1);
      break;
    default:
  }
}

/** An empty record. */
export function makeRecorder(check: Check = plainCheck): Recorder {
  const nodes: RecordedNode[] = [];
  const constructions = new Map<InstanceValue, Construction>();
  const layers = new Map<InstanceValue, GraphLayer>();
  const ran = new Map<GraphLayer, InstanceValue>();
  const runs: GraphRun[] = [];
  const supposed = new Map<InstanceValue, GraphRun & { readonly outputs: GraphTensor[] }>();
  const called = new Set<ClassValue>();
  const events: GraphEvent[] = [];
  const steps: number[] = [];
  const biasReads = new Set<InstanceValue>();
  let current: GraphRun | null = null;
  let gradState: InstanceValue | null = null;
  const layerOf = (module: InstanceValue): GraphLayer => {
    let layer = layers.get(module);
    if (layer === undefined) {
      layer = makeLayer(module, layerOf, biasReads);
      layers.set(module, layer);
    }
    return layer;
  };
  const isGrad = (): boolean | null => (gradState === null ? true : flag(gradState.attributes.get('enabled')));
  const moduleOf = (machine: Machine): GraphLayer | null => {
    const self = projectFrame(machine)?.self;
    return self?.kind === 'instance' && constructions.has(self) ? layerOf(self) : null;
  };
  return {
    nodes,
    runs,
    events,
    steps,
    get constructed() {
      return [...constructions.keys()].map(layerOf);
    },
    check,
    layerOf,
    watchGrad: (state) => {
      gradState = state;
    },
    hasRun: (type) => called.has(type),
    run: (machine, module, call) => {
      if (!called.has(module.class)) for (const type of module.class.mro) called.add(type);
      if (current !== null) return call();
      const outputs: GraphTensor[] = [];
      const site = callPath(machine);
      const run: GraphRun = {
        root: layerOf(module), isSupposed: site.length === 0, grad: isGrad(), training: isTraining(module), outputs, start: nodes.length, site,
        functions: site.map((one) => one.function?.code.name ?? ''),
        isInModule: moduleOf(machine) !== null,
        place: site.map((one) => `${one.file.path}:${String(one.range.start)}`).join(' '),
      };
      runs.push(run);
      current = run;
      try {
        const value = call();
        for (const tensor of tensorsIn(value)) outputs.push(graphTensor(tensor));
        return value;
      } finally {
        current = null;
      }
    },
    suppose: (machine, module, outputs) => {
      let run = supposed.get(module);
      if (run === undefined) {
        run = { root: layerOf(module), isSupposed: true, grad: true, training: null, outputs: [], start: nodes.length, functions: [], isInModule: false, place: '', site: callPath(machine) };
        supposed.set(module, run);
        runs.push(run);
      }
      run.outputs.splice(0, run.outputs.length, ...outputs);
      const open = outputs.map(({ producer }) => producer);
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        const node = at === null ? undefined : nodes[at.id];
        // What a model before it holds is that one's.
        if (node === undefined || node.run !== null) continue;
        node.run = run;
        open.push(...node.producers);
      }
    },
    happen: (machine, kind, module, training) => {
      events.push({ kind, layer: layerOf(module), training, grad: isGrad(), at: nodes.length, site: callPath(machine) });
    },
    step: () => {
      steps.push(nodes.length);
    },
    read: (machine, module, name) => {
      if (name === 'bias' && machine.frames.at(-1)?.file.isProject === true) biasReads.add(module);
    },
    escape: (values) => {
      for (const value of values) for (const tensor of tensorsIn(value)) graphTensor(tensor).escaped = true;
    },
    construct: (machine, module) => {
      if (!constructions.has(module)) constructions.set(module, construction(machine, module));
    },
    copied: (from, to) => {
      const made = constructions.get(from);
      if (made !== undefined) constructions.set(to, made);
    },
    constructedAt: (module) => constructions.get(module)?.path ?? [],
    modules: () => [...constructions.keys()],
    apply: (machine, { op, called, application, args, inputs, outputs, layer, channelsLast = false }) => {
      for (const [, { layer: maker }] of inputs) maker?.consumers.set(called, (maker.consumers.get(called) ?? 0) + 1);
      const node: RecordedNode = {
        id: nodes.length, op, called, application, args, outputs, channelsLast,
        inputs: inputs.map(([, tensor]) => tensor),
        parameters: inputs.map(([parameter]) => parameter),
        producers: inputs.map(([, tensor]) => tensor.producer),
        layer: layer === null ? null : layerOf(layer),
        training: layer === null ? null : isTraining(layer),
        frozen: layer !== null && isFrozen(layer),
        grad: isGrad(),
        run: current,
        module: moduleOf(machine),
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
