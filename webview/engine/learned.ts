/**
 * What layers are constructed with besides their op's own parameters: the sizes of what they learn. Named as the constructors
 * of torch.nn name them.
 */
import type { SceneDatum } from '../../extension/protocol/scene';
import type { Field, Layer, Operand } from './task';

/** A field before it is put into words. */
export type OwnField = Omit<Field, 'label' | 'text'>;

function int(value: number): SceneDatum {
  return { kind: 'int', value };
}

function bool(value: boolean): SceneDatum {
  return { kind: 'bool', value };
}

function ints(values: readonly number[]): SceneDatum {
  const [first = 1] = values;
  return values.every((value) => value === first) ? int(first) : { kind: 'list', items: values.map(int) };
}

/** The numbers of an argument; null where it has none. One number stands for all. */
export function numbersOf(value: SceneDatum | undefined, count: number): readonly number[] | null {
  if (value?.kind === 'int' && typeof value.value === 'number') return Array.from({ length: count }, () => Number(value.value));
  if (value?.kind !== 'list' || value.items === null) return null;
  const numbers = value.items.map((item) => (item.kind === 'int' && typeof item.value === 'number' ? item.value : null));
  return numbers.every((number) => number !== null) && numbers.length === count ? numbers : null;
}

function oneNumber(value: SceneDatum): number | null {
  return numbersOf(value, 1)?.[0] ?? null;
}

function flag(value: SceneDatum): boolean {
  return value.kind === 'bool' && value.value === true;
}

function shapeOf(layer: Layer, name: string): readonly number[] | null {
  return layer.operands.find((operand) => operand.name === name)?.shape ?? null;
}

/** The layer with a tensor of this shape, or without it where that is null. */
function having(layer: Layer, name: string, shape: readonly number[] | null): Layer {
  const operand: Operand | null = shape === null ? null : { name, shape, dtype: 'float32' };
  const at = layer.operands.findIndex((other) => other.name === name);
  const operands = at < 0 ? [...layer.operands, ...(operand === null ? [] : [operand])] : layer.operands.flatMap((other, index) => (index === at ? (operand ?? []) : other));
  return { ...layer, operands };
}

function intArgument(layer: Layer, name: string, byDefault: number): number {
  const value = layer.args[name];
  return (value === undefined ? null : oneNumber(value)) ?? byDefault;
}

/** One size, flag or list that the constructor takes. */
interface LearnedField {
  readonly name: string;
  readonly type: string;
  /** Null where the layer has none. */
  readonly read: (layer: Layer) => SceneDatum | null;
  /** Null where the value says nothing. */
  readonly write: (layer: Layer, value: SceneDatum) => Layer | null;
}

function biasField(size: (weight: readonly number[], layer: Layer) => number): LearnedField {
  return {
    name: 'bias', type: 'bool',
    read: (layer) => bool(shapeOf(layer, 'bias') !== null),
    write: (layer, value) => having(layer, 'bias', flag(value) ? [size(shapeOf(layer, 'weight') ?? [], layer)] : null),
  };
}

/** A field that is one axis of the weight, times `groups` where the weight holds one group's. */
function axisField(name: string, axis: number, isGrouped: boolean, setsBias: boolean): LearnedField {
  const groupsOf = (layer: Layer): number => (isGrouped ? intArgument(layer, 'groups', 1) : 1);
  return {
    name, type: 'int',
    read: (layer) => {
      const size = shapeOf(layer, 'weight')?.[axis];
      return size === undefined ? null : int(size * groupsOf(layer));
    },
    write: (layer, value) => {
      const [size, weight] = [oneNumber(value), shapeOf(layer, 'weight')];
      if (size === null || weight === null || size < 0) return null;
      const changed = having(layer, 'weight', weight.with(axis, Math.floor(size / groupsOf(layer))));
      return setsBias && shapeOf(layer, 'bias') !== null ? having(changed, 'bias', [size]) : changed;
    },
  };
}

function kernelField(): LearnedField {
  return {
    name: 'kernel_size', type: 'int or ints',
    read: (layer) => {
      const weight = shapeOf(layer, 'weight');
      return weight === null ? null : ints(weight.slice(2));
    },
    write: (layer, value) => {
      const weight = shapeOf(layer, 'weight');
      const sizes = weight === null ? null : numbersOf(value, weight.length - 2);
      return weight === null || sizes === null ? null : having(layer, 'weight', [...weight.slice(0, 2), ...sizes]);
    },
  };
}

const statistics = ['running_mean', 'running_var'];
const affine = ['weight', 'bias'];

/** One size for everything that a norm holds for each channel. */
function channelsField(name: string): LearnedField {
  const all = [...affine, ...statistics];
  return {
    name, type: 'int',
    read: (layer) => {
      const size = all.map((tensor) => shapeOf(layer, tensor)?.[0]).find((held) => held !== undefined);
      return size === undefined ? null : int(size);
    },
    write: (layer, value) => {
      const size = oneNumber(value);
      return size === null || size < 0 ? null : all.reduce((changed, tensor) => (shapeOf(changed, tensor) === null ? changed : having(changed, tensor, [size])), layer);
    },
  };
}

/** Whether tensors are there; they are as long as the input has channels, or as the normalised shape. */
function presence(name: string, tensors: readonly string[]): LearnedField {
  return {
    name, type: 'bool',
    read: (layer) => bool(tensors.some((tensor) => shapeOf(layer, tensor) !== null)),
    write: (layer, value) => {
      const own = [...affine, ...statistics].map((tensor) => shapeOf(layer, tensor)).find((shape) => shape !== null);
      const normalised = layer.args['normalized_shape'];
      const last = normalised?.kind === 'list' ? numbersOf(normalised, normalised.items?.length ?? 0) : null;
      const shape = own ?? last ?? [shapeOf(layer, 'input')?.at(layer.channelsLast ? -1 : 1) ?? 1];
      return tensors.reduce((changed, tensor) => having(changed, tensor, flag(value) ? shape : null), layer);
    },
  };
}

function convolution(): readonly LearnedField[] {
  return [axisField('in_channels', 1, true, false), axisField('out_channels', 0, false, true), kernelField(), biasField(([out = 0]) => out)];
}

function transposed(): readonly LearnedField[] {
  return [
    axisField('in_channels', 0, false, false), axisField('out_channels', 1, true, true), kernelField(),
    biasField(([, out = 0], layer) => out * intArgument(layer, 'groups', 1)),
  ];
}

const fields: Readonly<Record<string, readonly LearnedField[]>> = {
  conv1d: convolution(), conv2d: convolution(), conv3d: convolution(),
  conv_transpose1d: transposed(), conv_transpose2d: transposed(), conv_transpose3d: transposed(),
  linear: [axisField('in_features', 1, false, false), axisField('out_features', 0, false, true), biasField(([out = 0]) => out)],
  batch_norm: [channelsField('num_features'), presence('affine', affine), presence('track_running_stats', statistics)],
  instance_norm: [channelsField('num_features'), presence('affine', affine), presence('track_running_stats', statistics)],
  group_norm: [channelsField('num_channels'), presence('affine', affine)],
  layer_norm: [presence('elementwise_affine', affine)],
  rms_norm: [presence('elementwise_affine', ['weight'])],
};

/** TensorFlow.js can leave out either part of a norm. */
const parted = [presence('scale', ['weight']), presence('center', ['bias'])];
const channelsLastFields: Readonly<Record<string, readonly LearnedField[]>> = { batch_norm: [channelsField('num_features'), ...parted], layer_norm: [channelsField('num_features'), ...parted] };

function fieldsOf(layer: Layer): readonly LearnedField[] {
  return (layer.channelsLast ? channelsLastFields[layer.op] : undefined) ?? fields[layer.op] ?? [];
}

/** A layer of TensorFlow.js makes its weights for the input that it is given. */
export function fitted(layer: Layer): Layer {
  const channels = shapeOf(layer, 'input')?.at(-1);
  if (!layer.channelsLast || channels === undefined) return layer;
  const groups = intArgument(layer, 'groups', 1);
  if (groups > 1) {
    const weight = shapeOf(layer, 'weight') ?? [];
    const filters = ((weight[0] ?? groups) / groups) * channels;
    const grouped = having({ ...layer, args: { ...layer.args, groups: int(channels) } }, 'weight', weight.with(0, filters));
    return shapeOf(layer, 'bias') === null ? grouped : having(grouped, 'bias', [filters]);
  }
  const sized = ['in_channels', 'in_features', 'num_features'].reduce((made, name) => withLearned(made, name, int(channels)) ?? made, layer);
  return layer.args['normalized_shape']?.kind === 'list' ? { ...sized, args: { ...sized.args, normalized_shape: { kind: 'list', items: [int(channels)] } } } : sized;
}

/** The fields of a layer's constructor that its op does not have. */
export function learnedFields(layer: Layer): readonly OwnField[] {
  return fieldsOf(layer).flatMap(({ name, type, read }) => {
    const value = read(layer);
    return value === null ? [] : [{ name, type, value, default: null, choices: null }];
  });
}

/** The layer with another value of such a field; null where the op has no such field, or the value says nothing. */
export function withLearned(layer: Layer, name: string, value: SceneDatum): Layer | null {
  return fieldsOf(layer).find((field) => field.name === name)?.write(layer, value) ?? null;
}

/** Whether the op learns, so that a layer of torch.nn stands for it. */
export function hasLearned(op: string): boolean {
  return op in fields;
}
