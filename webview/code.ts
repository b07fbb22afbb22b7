/** A layer as source code: PyTorch, or TensorFlow.js where that has the same layer. */
import type { SceneDatum } from '../extension/protocol/scene';
import { learnedFields, numbersOf } from './engine/learned';
import type { OwnField } from './engine/learned';
import type { Field, Layer } from './engine/task';
import { spatialRank } from './window';
import { pythonText, scriptText } from './text';

/** Functions whose layer has another name than theirs in capitals. */
const layerNames: Readonly<Record<string, string>> = {
  batch_norm: 'BatchNorm2d', instance_norm: 'InstanceNorm2d', group_norm: 'GroupNorm', layer_norm: 'LayerNorm', rms_norm: 'RMSNorm', local_response_norm: 'LocalResponseNorm',
  linear: 'Linear', relu: 'ReLU', leaky_relu: 'LeakyReLU', gelu: 'GELU', silu: 'SiLU', elu: 'ELU', softplus: 'Softplus', sigmoid: 'Sigmoid', tanh: 'Tanh', hardswish: 'Hardswish',
  softmax: 'Softmax', log_softmax: 'LogSoftmax', dropout: 'Dropout', flatten: 'Flatten', interpolate: 'Upsample',
};

function normName(layer: Layer): string | null {
  const rank = (layer.operands[0]?.shape.length ?? 4) - 2;
  if (layer.op !== 'batch_norm' && layer.op !== 'instance_norm') return null;
  return `${layer.op === 'batch_norm' ? 'BatchNorm' : 'InstanceNorm'}${String(Math.max(1, Math.min(3, rank)))}d`;
}

/** The class of torch.nn that stands for an op; null where none does. */
export function layerName(layer: Layer): string | null {
  const pool = /^(adaptive_)?(max|avg|lp)_pool([123])d$/.exec(layer.op);
  if (pool !== null) {
    const [, adaptive, kind = '', rank = ''] = pool;
    const name = kind === 'lp' ? 'LP' : `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
    return `${adaptive === undefined ? '' : 'Adaptive'}${name}Pool${rank}d`;
  }
  const conv = /^conv(_transpose)?([123])d$/.exec(layer.op);
  if (conv !== null) return `Conv${conv[1] === undefined ? '' : 'Transpose'}${conv[2] ?? ''}d`;
  return normName(layer) ?? layerNames[layer.op] ?? null;
}

function isSame(a: SceneDatum, b: SceneDatum | null): boolean {
  return b !== null && pythonText(a) === pythonText(b);
}

/** The flags that are true where nothing is said. */
const trueByDefault = new Set(['bias', 'elementwise_affine', 'track_running_stats']);

function isDefault(layer: Layer, { name, value, default: byDefault }: OwnField): boolean {
  if (isSame(value, byDefault)) return true;
  const isSet = value.kind === 'bool' && value.value === true;
  if (name === 'affine') return isSet === (layer.op !== 'instance_norm');
  if (name === 'track_running_stats' && layer.op === 'instance_norm') return !isSet;
  return trueByDefault.has(name) && isSet;
}

/** The layer's constructor, or the call of its function; null where PyTorch has none that does the same. */
export function pytorchCode(layer: Layer, fields: readonly Field[]): string | null {
  if (layer.channelsLast) return translated(layer, fields);
  const given = fields.filter((field) => !isDefault(layer, field)).map(({ name, value }) => `${name}=${pythonText(value)}`);
  const name = layerName(layer);
  if (name !== null) return `nn.${name}(${given.join(', ')})`;
  return `torch.${layer.op}(${['x', ...given].join(', ')})`;
}

/** Arguments of TensorFlow.js's layers that PyTorch's have too, with what PyTorch takes where nothing is said. */
const shared: Readonly<Record<string, string | null>> = { kernel_size: null, stride: '1', padding: '0', dilation: '1', groups: '1', momentum: '0.1', eps: '1e-05', p: '0.5', negative_slope: '0.01' };

/** A layer of TensorFlow.js in PyTorch, for input with its channels first. */
function translated(layer: Layer, fields: readonly Field[]): string | null {
  const name = layerName(layer);
  const args: Layer['args'] = { ...layer.args, ...Object.fromEntries(fields.map(({ name: key, value }) => [key, value])) };
  const padding = torchPadding(layer, args);
  const rank = layer.operands[0]?.shape.length ?? 0;
  // Over the last axis of a map the same layer of PyTorch would go along its rows.
  if (name === null || padding === null || (rank > 2 && /softmax|^layer_norm$|^linear$/.test(layer.op))) return null;
  const own = learnedFields({ ...layer, channelsLast: false }).filter((field) => !isDefault(layer, field)).map(({ name: key, value }) => `${key}=${pythonText(value)}`);
  const others = Object.entries(shared).flatMap(([key, byDefault]) => {
    const value = padding[key] ?? args[key];
    // The weight of the new average here, of the old one there.
    const turned: SceneDatum | undefined = key === 'momentum' && value?.kind === 'float' && typeof value.value === 'number' ? { kind: 'float', value: Number((1 - value.value).toPrecision(6)) } : value;
    const written = turned === undefined ? null : pythonText(turned);
    const isPoolStride = key === 'stride' && layer.op.includes('pool');
    return written === null || (written === byDefault && !isPoolStride) || (key === 'kernel_size' && own.some((text) => text.startsWith('kernel_size='))) ? [] : [`${key}=${written}`];
  });
  const counts = layer.op.startsWith('avg_pool') && padding['padding'] !== undefined ? ['count_include_pad=False'] : [];
  return `nn.${name}(${[...own, ...others, ...counts].join(', ')})`;
}

/** The padding in numbers, as arguments; null where both sides are not alike. */
function torchPadding(layer: Layer, args: Layer['args']): Layer['args'] | null {
  const given = args['padding'];
  if (given?.kind !== 'str') return {};
  if (given.value !== 'same') return { padding: { kind: 'int', value: 0 } };
  const rank = spatialRank(layer.op);
  const kernel = layer.operands.find(({ name }) => name === 'weight')?.shape.slice(2) ?? numbersOf(args['kernel_size'], rank) ?? [];
  const [stride, dilation] = [numbersOf(args['stride'], rank), numbersOf(args['dilation'], rank)];
  const spans = kernel.map((size, axis) => (dilation?.[axis] ?? 1) * (size - 1));
  if (layer.op.startsWith('conv_transpose') || spans.some((span) => span % 2 === 1) || stride?.some((step) => step !== 1) === true) return null;
  return { padding: spans.every((span) => span === spans[0]) ? { kind: 'int', value: (spans[0] ?? 0) / 2 } : { kind: 'list', items: spans.map((span) => ({ kind: 'int', value: span / 2 })) } };
}

function text(value: SceneDatum | undefined): string {
  return value === undefined ? 'null' : scriptText(value);
}

type Translate = (layer: Layer, field: (name: string) => SceneDatum | undefined) => string | null;

/** TF.js knows no number for the padding: all, or none. */
function paddingOf(layer: Layer, field: (name: string) => SceneDatum | undefined): string | null {
  const rank = spatialRank(layer.op);
  const [padding, kernel, stride] = [numbersOf(field('padding'), rank), numbersOf(field('kernel_size'), rank), numbersOf(field('stride'), rank)];
  if (padding === null || padding.every((size) => size === 0)) return 'valid';
  const isSame = padding.every((size, axis) => 2 * size + 1 === kernel?.[axis]) && (stride ?? []).every((size) => size === 1);
  return isSame ? 'same' : null;
}

function flagged(value: SceneDatum | undefined): boolean {
  return value?.kind === 'bool' && value.value === true;
}

const translations: Readonly<Record<string, Translate>> = {
  max_pool: (layer, field) => pool('max', layer, field),
  avg_pool: (layer, field) => pool('average', layer, field),
  conv: (layer, field) => {
    const padding = paddingOf(layer, field);
    const groups = field('groups');
    if (padding === null || (groups !== undefined && text(groups) !== '1')) return null;
    return `tf.layers.conv${String(spatialRank(layer.op))}d({ filters: ${text(field('out_channels'))}, kernelSize: ${text(field('kernel_size'))}, strides: ${text(field('stride'))}, padding: '${padding}', dilationRate: ${text(field('dilation'))}, useBias: ${text(field('bias'))} })`;
  },
  linear: (_layer, field) => `tf.layers.dense({ units: ${text(field('out_features'))}, useBias: ${text(field('bias'))} })`,
  batch_norm: (_layer, field) => {
    const [momentum, affine] = [field('momentum'), flagged(field('affine'))];
    if (momentum?.kind !== 'float' || typeof momentum.value !== 'number') return null;
    // TF.js gives the weight of the old average.
    return `tf.layers.batchNormalization({ momentum: ${String(Number((1 - momentum.value).toPrecision(6)))}, epsilon: ${text(field('eps'))}, center: ${String(affine)}, scale: ${String(affine)} })`;
  },
  layer_norm: (_layer, field) => `tf.layers.layerNormalization({ epsilon: ${text(field('eps'))} })`,
  dropout: (_layer, field) => `tf.layers.dropout({ rate: ${text(field('p'))} })`,
  flatten: () => 'tf.layers.flatten()',
  relu: () => 'tf.layers.reLU()',
  leaky_relu: (_layer, field) => `tf.layers.leakyReLU({ alpha: ${text(field('negative_slope'))} })`,
  softmax: (_layer, field) => `tf.layers.softmax({ axis: ${text(field('dim'))} })`,
};

function pool(kind: string, layer: Layer, field: (name: string) => SceneDatum | undefined): string | null {
  const padding = paddingOf(layer, field);
  const dilation = numbersOf(field('dilation'), spatialRank(layer.op));
  if (padding === null || flagged(field('ceil_mode')) || dilation?.some((size) => size !== 1) === true) return null;
  const stride = field('stride');
  return `tf.layers.${kind}Pooling${String(spatialRank(layer.op))}d({ poolSize: ${text(field('kernel_size'))}, strides: ${text(stride?.kind === 'none' ? field('kernel_size') : stride)}, padding: '${padding}' })`;
}

/** Layers of TensorFlow.js whose function is not the name of the op. */
const functionNames: Readonly<Record<string, string>> = {
  conv_transpose2d: 'conv2dTranspose', conv_transpose3d: 'conv3dTranspose', batch_norm: 'batchNormalization', layer_norm: 'layerNormalization', linear: 'dense', relu: 'reLU', leaky_relu: 'leakyReLU',
  cat: 'concatenate', mul: 'multiply', conv1d: 'conv1d', conv2d: 'conv2d', conv3d: 'conv3d', softmax: 'softmax', dropout: 'dropout', flatten: 'flatten', add: 'add', elu: 'elu',
};

/** A layer that is TensorFlow.js's own. */
function ownCode(layer: Layer, fields: readonly Field[]): string | null {
  const pool = /^(max|avg)_pool([123])d$/.exec(layer.op);
  const rank = (layer.operands[0]?.shape.length ?? 4) - 2;
  const globalName = layer.op === 'mean' ? 'globalAveragePooling' : layer.op === 'amax' ? 'globalMaxPooling' : null;
  const isDepthwise = layer.op === 'conv2d' && layer.args['groups'] !== undefined;
  const name = pool !== null ? `${pool[1] === 'max' ? 'max' : 'average'}Pooling${pool[2] ?? ''}d` : globalName !== null ? `${globalName}${String(rank)}d` : isDepthwise ? 'depthwiseConv2d' : functionNames[layer.op];
  if (name === undefined) return `tf.layers.activation({ activation: '${layer.op}' })`;
  const config = fields.filter(({ label }) => !(isDepthwise && label === 'filters')).map(({ label, text: value }) => `${label}: ${value}`);
  return `tf.layers.${name}(${config.length === 0 ? '' : `{ ${config.join(', ')} }`})`;
}

/** The layer in TensorFlow.js, for input with its channels last; null where there is none that does the same. */
export function tensorflowCode(layer: Layer, fields: readonly Field[]): string | null {
  if (layer.channelsLast) return ownCode(layer, fields);
  const field = (name: string): SceneDatum | undefined => fields.find((one) => one.name === name)?.value;
  return translations[layer.op.replace(/[123]d$/, '')]?.(layer, field) ?? null;
}
