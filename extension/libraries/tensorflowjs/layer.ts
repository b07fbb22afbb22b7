/** Layers of TensorFlow.js in the layer graph: constructed, given weights, applied, held by a model. */
import { add, product } from '../../../kernels/dims/dim';
import type { Dim } from '../../../kernels/dims/dim';
import { freshTensor } from '../../../kernels/graph/layer-graph';
import type { GraphTensor } from '../../../kernels/graph/layer-graph';
import { Refusal } from '../../../kernels/ops/op';
import type { Application, Datum } from '../../../kernels/ops/op';
import { tensorflowOps } from '../../../kernels/ops/tensorflow';
import { batchedShape, tensorType } from '../../../kernels/ops/tensor-type';
import type { Shape, TensorType } from '../../../kernels/ops/tensor-type';
import { ownProperties } from '../../interpreter/javascript/property';
import { iterate } from '../../interpreter/javascript/iterate';
import type { Machine } from '../../interpreter/machine';
import { dict, str, undefinedValue } from '../../interpreter/value';
import type { InstanceValue, ObjectValue, Value } from '../../interpreter/value';
import { currentLayer, recorderOf, toDatum } from '../torch/binding';
import { graphTensor, isTensor } from '../torch/tensor';
import { layerCost } from './cost';
import { tensorClass, tensorOfShape } from './tensor';
import { torchWeight } from './weight';

/** What the ops of activations are called, by TensorFlow.js's names for them in lower case. */
const activations: Readonly<Record<string, string>> = {
  swish: 'silu', hardsigmoid: 'hardsigmoid', hard_sigmoid: 'hardsigmoid', logsoftmax: 'log_softmax', gelu_new: 'gelu', linear: 'clone',
};

function activationOp(name: Value): string {
  const given = name.kind === 'str' ? (name.value?.toLowerCase() ?? null) : null;
  // A function, or a name that is not known, may be any.
  return given === null ? 'activation' : (activations[given] ?? given);
}

/** The parameter of PyTorch's op that a layer's input is for. */
function inputName(op: string, index: number): string {
  if (op === 'cat') return 'tensors';
  return index === 0 ? 'input' : index === 1 ? 'other' : `other ${String(index)}`;
}

/** A layer is constructed: it has no parts yet. */
export function constructed(machine: Machine, layer: Value | undefined): Value {
  if (layer?.kind !== 'instance') return undefinedValue;
  machine.heap.touch(layer);
  for (const name of ['_parameters', '_modules']) layer.attributes.set(name, dict());
  recorderOf(machine).construct(machine, layer);
  return undefinedValue;
}

/** Puts a part into one of a layer's registries. */
function register(machine: Machine, layer: InstanceValue, registry: '_parameters' | '_modules', name: string, value: Value): void {
  const held = layer.attributes.get(registry);
  if (held?.kind !== 'dict') return;
  machine.heap.touch(held);
  held.entries.set(`s${name}`, { key: str(name), value });
}

/** A layer makes itself a weight. */
export function weighed(machine: Machine, layer?: Value, name?: Value, shape?: Value, dtype?: Value): Value {
  if (layer?.kind === 'instance' && name?.kind === 'str' && name.value !== null) register(machine, layer, '_parameters', name.value, tensorOfShape(tensorClass, shape, dtype?.kind === 'str' ? dtype : str('float32')));
  return undefinedValue;
}

/** A model holds layers, and makes these outputs so far. */
export function modelled(machine: Machine, model?: Value, layers?: Value, outputs?: Value): Value {
  if (model?.kind !== 'instance' || layers === undefined || outputs === undefined) return undefinedValue;
  for (const layer of iterate(machine, layers).items) {
    const name = layer.kind === 'instance' ? layer.attributes.get('name') : undefined;
    if (layer.kind === 'instance') register(machine, model, '_modules', name?.kind === 'str' && name.value !== null ? name.value : `layer ${String(layer.born)}`, layer);
  }
  recorderOf(machine).suppose(machine, model, tensorsOf(machine, outputs));
  return undefinedValue;
}

/** The program sets the weights of a layer, or asks for all of them: it may count on each. */
export function exchanged(machine: Machine, layer?: Value): Value {
  if (layer?.kind === 'instance') recorderOf(machine).happen(machine, 'load', layer, null);
  return undefinedValue;
}

function tensorsOf(machine: Machine, value: Value): readonly GraphTensor[] {
  return iterate(machine, value).items.filter(isTensor).map(graphTensor);
}

function parameterOf(layer: InstanceValue, name: string): GraphTensor | null {
  const held = layer.attributes.get('_parameters');
  const value = held?.kind === 'dict' ? held.entries.get(`s${name}`)?.value : undefined;
  return value !== undefined && isTensor(value) ? graphTensor(value) : null;
}

interface Applied {
  readonly op: string;
  readonly args: Readonly<Record<string, Datum>>;
  readonly isDepthwise: boolean;
  readonly input: GraphTensor | undefined;
  readonly weight: GraphTensor | null;
  readonly outputs: readonly GraphTensor[];
  readonly parameters: Dim;
}

/** The op's formula with the numbers in it. */
function explained({ op, args, isDepthwise, input, weight }: Applied): readonly string[] {
  const given = (type: TensorType): Datum => ({ kind: 'tensor', type });
  const shape = weight?.type.shape;
  const tensors = { ...(input === undefined ? {} : { input: given(input.type) }), ...(shape == null ? {} : { weight: given(tensorType(torchWeight(op, isDepthwise, shape))) }) };
  const result = tensorflowOps.get(op)?.apply({ ...args, ...tensors });
  return result === undefined || result instanceof Refusal ? [] : result.explain();
}

function counted(tensor: GraphTensor | undefined): Shape | null {
  return tensor === undefined ? null : batchedShape(tensor.type);
}

/** What an application tells besides its shapes, which the layer has worked out. */
function applicationOf(applied: Applied): Application {
  const { op, isDepthwise, input, weight, outputs, parameters } = applied;
  return {
    outputs: outputs.map(({ type }) => type), isTuple: outputs.length > 1, each: null, explain: () => explained(applied), forward: null, backward: null,
    cost: () => ({ macs: layerCost(op, isDepthwise, counted(input), weight?.type.shape ?? null, counted(outputs[0])), parameters }),
  };
}

/** Functions that PyTorch calls otherwise. */
const functionOps: Readonly<Record<string, string>> = { leakyRelu: 'leaky_relu', max: 'amax', min: 'amin', logSoftmax: 'log_softmax', clipByValue: 'clamp' };

/** A function of the op API is applied; `described` as for layers. */
export function calledFunction(machine: Machine, name: string, given: readonly ObjectValue[], output: ObjectValue, described: Value | undefined): void {
  const properties = described?.kind === 'instance' ? new Map(ownProperties(machine, described)) : new Map<string, Value>();
  const op = functionOps[name] ?? name;
  const [inputs, outputs] = [given.map(graphTensor), [graphTensor(output)]];
  const isLast = isChannelsLast(properties.get('channels'), inputs[0]);
  const isDepthwise = properties.has('isDepthwise');
  const args = argumentsOf(properties, isDepthwise, inputs[0], isLast);
  const names = properties.get('names');
  const nameOf = (index: number): string => {
    const told = names?.kind === 'list' ? names.items[index] : undefined;
    return told?.kind === 'str' && told.value !== null ? told.value : inputName(op, index);
  };
  const parts = inputs.map((input, index) => [nameOf(index), input] as const);
  recorderOf(machine).apply(machine, {
    op, called: name, layer: currentLayer(machine), args, outputs, channelsLast: isLast,
    inputs: parts,
    application: tensorflowOps.has(op) ? applicationOf({ op, args, isDepthwise, input: inputs[0], weight: parts.find(([name]) => name === 'weight')?.[1] ?? null, outputs, parameters: 0 }) : null,
  });
}

/** What has no layout of its own has that of its input. */
function isChannelsLast(layout: Value | undefined, input: GraphTensor | undefined): boolean {
  return layout?.kind === 'str' && layout.value !== null ? layout.value !== 'channelsFirst' : (input?.producer?.channelsLast ?? true);
}

/** Arguments as PyTorch's ops name them; `padding` in pixels where there is none. */
function argumentsOf(described: ReadonlyMap<string, Value>, isDepthwise: boolean, input: GraphTensor | undefined, isLast: boolean): Readonly<Record<string, Datum>> {
  const args: Record<string, Datum> = isDepthwise ? { groups: { kind: 'int', value: input?.type.shape?.at(isLast ? -1 : 1) ?? null } } : {};
  for (const [name, value] of described) {
    if (['op', 'names', 'channels', 'activation', 'isDepthwise'].includes(name)) continue;
    args[name] = name === 'padding' && value.kind === 'str' && value.value === 'valid' ? { kind: 'int', value: 0 } : toDatum(value);
  }
  return args;
}

/**
 * A layer is applied. `described` is what it says of its op: the name, `channels` for the layout, the `activation` that
 * follows, and arguments; null where it is more than one op.
 */
export function applied(machine: Machine, layer?: Value, described?: Value, given?: Value, made?: Value): Value {
  if (layer?.kind !== 'instance' || given === undefined || made === undefined) return undefinedValue;
  const recorder = recorderOf(machine);
  const [inputs, outputs] = [tensorsOf(machine, given), tensorsOf(machine, made)];
  // Where the layer may not be applied after all, what it takes goes another way as well.
  if (machine.uncertain > 0) for (const input of inputs) input.escaped = true;
  const properties = new Map(described?.kind === 'instance' ? ownProperties(machine, described) : []);
  const [name, layout, activation] = ['op', 'channels', 'activation'].map((key) => properties.get(key));
  const isActivation = layer.class.name === 'Activation';
  const op = isActivation && activation !== undefined ? activationOp(activation) : name?.kind === 'str' && name.value !== null ? name.value : layer.class.name;
  const follows = isActivation || activation === undefined || activation.kind === 'undefined' || activation.kind === 'none' ? null : activationOp(activation);
  const isLast = isChannelsLast(layout, inputs[0]);
  const [output] = outputs;
  const ends = follows === null || follows === 'clone' || output === undefined ? outputs : [freshTensor(output.type)];
  const isDepthwise = properties.has('isDepthwise');
  const [weight, bias] = [parameterOf(layer, isDepthwise ? 'depthwise_kernel' : 'kernel') ?? parameterOf(layer, 'gamma'), parameterOf(layer, 'bias') ?? parameterOf(layer, 'beta')];
  const kept = { weight, bias, running_mean: parameterOf(layer, 'moving_mean'), running_var: parameterOf(layer, 'moving_variance') };
  const parts = [...inputs.map((input, index) => [inputName(op, index), input] as const), ...Object.entries(kept).flatMap(([part, held]) => (held === null ? [] : [[part, held] as const]))];
  const parameters = [weight, bias].map((part) => (part === null ? 0 : part.type.shape === null ? null : product(part.type.shape))).reduce<Dim>(add, 0);
  const args = argumentsOf(properties, isDepthwise, inputs[0], isLast);
  recorder.apply(machine, {
    op, called: op, layer, args, inputs: parts, outputs: ends, channelsLast: isLast,
    application: applicationOf({ op, args, isDepthwise, input: inputs[0], weight, outputs: ends, parameters }),
  });
  if (ends !== outputs && follows !== null) {
    recorder.apply(machine, { op: follows, called: follows, layer: null, args: {}, inputs: ends.map((end) => ['input', end] as const), outputs, channelsLast: isLast, application: applicationOf({ op: follows, args: {}, isDepthwise: false, input: ends[0], weight: null, outputs, parameters: 0 }) });
  }
  const children = layer.attributes.get('_modules');
  if (output !== undefined && children?.kind === 'dict' && children.entries.size === 0) recorder.returned(layer, output);
  return undefinedValue;
}
