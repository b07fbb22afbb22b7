/** The piece of a program at a place, for the playground: the op there, those around it, and the model that they are a part of. */
import { format } from '../../kernels/dims/dim';
import type { Dim } from '../../kernels/dims/dim';
import type { GraphLayer, GraphNode, GraphTensor } from '../../kernels/graph/layer-graph';
import type { Datum } from '../../kernels/ops/op';
import { tensorflowOps } from '../../kernels/ops/tensorflow';
import type { Shape } from '../../kernels/ops/tensor-type';
import type { Site } from '../interpreter/exception';
import type { InstanceValue } from '../interpreter/value';
import { torchWeight } from '../libraries/tensorflowjs/weight';
import type { Scene, SceneDatum, SceneDim, SceneLayer, SceneNode, ScenePlace } from '../protocol/scene';
import type { Range } from '../syntax/ir';
import { parametersOf } from './layer';
import { modelsIn } from './model';
import { moduleNames } from './name';
import type { Program } from './program';

/** A model of more ops is shown in part. */
const mostNodes = 4000;

interface Placed extends Range {
  readonly node: GraphNode;
}

const placedNodes = new WeakMap<Program, ReadonlyMap<string, readonly Placed[]>>();

/** Whether the playground may be able to run an op: not all have kernels that take channels last. */
function isRunnable(node: GraphNode): boolean {
  return !node.channelsLast || tensorflowOps.has(node.op);
}

/** The op applications that can be run by the file of their call and of their layer's constructor. */
function placedIn(program: Program, path: string): readonly Placed[] {
  let byPath = placedNodes.get(program);
  if (byPath === undefined) {
    const found = new Map<string, Placed[]>();
    for (const node of program.recorder.nodes) {
      if (node.application === null || node.outputs.length === 0 || !isRunnable(node)) continue;
      const [constructed] = node.layer === null ? [] : program.recorder.constructedAt(node.layer.instance as InstanceValue);
      for (const site of [(node.site as readonly Site[])[0], constructed]) {
        if (site === undefined) continue;
        const held = found.get(site.file.path) ?? [];
        found.set(site.file.path, held);
        held.push({ node, ...site.range });
      }
    }
    byPath = found;
    placedNodes.set(program, byPath);
  }
  return byPath.get(path) ?? [];
}

/** The op applications at a place that the playground can run: of the model defined there, by the narrowest call or constructor there, or on that line. */
export function nodesAt(program: Program, path: string, offset: number): readonly GraphNode[] {
  const text = program.sources.get(path)?.text;
  if (text === undefined) return [];
  const line = { start: text.lastIndexOf('\n', offset - 1) + 1, end: text.indexOf('\n', offset) < 0 ? text.length : text.indexOf('\n', offset) };
  const isOnLine = ({ start }: Range): boolean => start >= line.start && start <= line.end;
  const model = modelsIn(program, path).find(({ definition }) => isOnLine(definition));
  if (model !== undefined) return certainFirst(model.runs.filter(isRunnable));
  const placed = placedIn(program, path);
  const holding = placed.filter(({ start, end }) => start <= offset && offset <= end);
  const found = holding.length > 0 ? holding : placed.filter(isOnLine);
  const least = Math.min(...found.map(({ start, end }) => end - start));
  return certainFirst(found.filter(({ start, end }) => end - start === least).map(({ node }) => node));
}

/** What the program runs, before what is only supposed. */
function certainFirst(nodes: readonly GraphNode[]): readonly GraphNode[] {
  const isCertain = ({ run }: GraphNode): boolean => run?.isSupposed !== true;
  return [...nodes.filter(isCertain), ...nodes.filter((node) => !isCertain(node))];
}

/** The scene at an offset of a file; null where no op is known. */
export function sceneAt(program: Program, path: string, offset: number, locate: (path: string, range: Range) => ScenePlace): Omit<Scene, 'uri' | 'documentVersion'> | null {
  const [focus] = nodesAt(program, path, offset);
  if (focus === undefined) return null;
  const whole = program.recorder.nodes.filter((node) => node.run === focus.run && node.outputs.length > 0);
  const at = whole.indexOf(focus);
  const first = Math.max(0, Math.min(at - mostNodes / 2, whole.length - mostNodes));
  const nodes = whole.slice(first, first + mostNodes);
  const writer = new SceneWriter(program, nodes, locate);
  const model = focus.run?.root.type ?? '';
  return {
    file: path.slice(path.lastIndexOf('/') + 1),
    model,
    nodes: nodes.map((node) => writer.node(node)),
    tensors: writer.tensors,
    layers: writer.layers,
    focus: nodes.indexOf(focus),
    block: blockOf(program, nodes, nodes.indexOf(focus)),
  };
}

/** Nodes around one: of the same call of the same module. */
function blockOf(program: Program, nodes: readonly GraphNode[], focus: number): [number, number] {
  const names = moduleNames(program.recorder);
  const nameOf = (node: GraphNode | undefined): string | undefined => (node?.layer == null ? undefined : names.get(node.layer.instance as InstanceValue));
  const callers = (node: GraphNode | undefined): readonly Site[] => (node === undefined ? [] : (node.site as readonly Site[]).slice(1));
  const mine = callers(nodes[focus]);
  const isSameCall = (node: GraphNode | undefined): boolean => {
    const theirs = callers(node);
    return theirs.length === mine.length && theirs.every(({ file, range }, index) => file === mine[index]?.file && range.start === mine[index].range.start);
  };
  const own = nameOf(nodes[focus]) ?? nameOf(nodes.slice(0, focus).findLast((node) => node.layer !== null && isSameCall(node)));
  const parent = own === undefined || !own.includes('.') ? null : own.slice(0, own.lastIndexOf('.') + 1);
  const isNear = (index: number): boolean => {
    const node = nodes[index];
    const name = nameOf(node);
    return node !== undefined && isSameCall(node) && (name === undefined || parent === null || name.startsWith(parent));
  };
  let [start, end] = [focus, focus + 1];
  while (isNear(start - 1)) start -= 1;
  while (isNear(end)) end += 1;
  return [start, end];
}

class SceneWriter {
  readonly tensors: Scene['tensors'] = [];
  readonly layers: SceneLayer[] = [];
  private readonly tensorNumbers = new Map<GraphTensor, number>();
  private readonly layerNumbers = new Map<GraphLayer, number>();
  private readonly nodeNumbers: ReadonlyMap<GraphNode, number>;
  private readonly names;

  constructor(
    private readonly program: Program,
    nodes: readonly GraphNode[],
    private readonly locate: (path: string, range: Range) => ScenePlace,
  ) {
    this.nodeNumbers = new Map(nodes.map((node, index) => [node, index]));
    this.names = moduleNames(program.recorder);
  }

  node(node: GraphNode): SceneNode {
    const inputs = node.inputs.map((input, index) => ((node.channelsLast || node.layer?.framework === 'tensorflow.js') && node.parameters[index] === 'weight' ? this.weight(node, input) : this.tensor(input)));
    const givenFor = (name: string): number[] => inputs.filter((_, index) => node.parameters[index] === name);
    return {
      id: node.id,
      op: node.op,
      channelsLast: node.channelsLast,
      args: Object.fromEntries(Object.entries(node.args).map(([name, datum]) => [name, this.datum(datum, givenFor(name))])),
      inputs,
      parameters: [...node.parameters],
      producers: node.producers.map((producer) => (producer === null ? null : (this.nodeNumbers.get(producer) ?? null))),
      outputs: node.outputs.map((output) => this.tensor(output)),
      layer: node.layer === null ? null : this.layer(node.layer),
      module: node.module === null || node.module === node.run?.root ? '' : (this.names.get(node.module.instance as InstanceValue) ?? ''),
      training: node.training,
      macs: sceneDim(node.application?.cost().macs ?? null),
      at: this.place((node.site as readonly Site[])[0]),
    };
  }

  private place(site: Site | undefined): ScenePlace | null {
    return site === undefined || !this.program.sources.has(site.file.path) ? null : this.locate(site.file.path, site.range);
  }

  private tensor(tensor: GraphTensor): number {
    let number = this.tensorNumbers.get(tensor);
    if (number === undefined) {
      number = this.add(tensor, tensor.type.shape);
      this.tensorNumbers.set(tensor, number);
    }
    return number;
  }

  private weight(node: GraphNode, weight: GraphTensor): number {
    const { shape } = weight.type;
    return this.add(weight, shape === null ? null : torchWeight(node.op, node.args['groups'] !== undefined, shape));
  }

  private add({ type }: GraphTensor, shape: Shape | null): number {
    this.tensors.push({ shape: shape?.map(sceneDim) ?? null, dtype: type.dtype });
    return this.tensors.length - 1;
  }

  private layer(layer: GraphLayer): number {
    let number = this.layerNumbers.get(layer);
    if (number === undefined) {
      number = this.layers.length;
      this.layerNumbers.set(layer, number);
      const module = layer.instance as InstanceValue;
      const [site] = this.program.recorder.constructedAt(module);
      this.layers.push({ path: this.names.get(module) ?? '', type: layer.type, parameters: sceneDim(parametersOf([module])), at: this.place(site) });
    }
    return number;
  }

  /** `left`: the node's tensors, which its arguments name in turn. */
  private datum(datum: Datum, left: number[]): SceneDatum {
    switch (datum.kind) {
      case 'int':
        return { kind: 'int', value: sceneDim(datum.value) };
      case 'float':
        return { kind: 'float', value: datum.value === null || Number.isFinite(datum.value) ? datum.value : String(datum.value) };
      case 'complex':
        return { kind: 'unknown' };
      case 'tensor': {
        const tensor = left.shift();
        return tensor === undefined ? { kind: 'unknown' } : { kind: 'tensor', tensor };
      }
      case 'list':
        return { kind: 'list', items: datum.items?.map((item) => this.datum(item, left)) ?? null };
      case 'slice':
        return { kind: 'slice', start: this.datum(datum.start, left), stop: this.datum(datum.stop, left), step: this.datum(datum.step, left) };
      default:
        return datum;
    }
  }
}

function sceneDim(dim: Dim): SceneDim {
  return typeof dim === 'object' && dim !== null ? format(dim) : dim;
}
