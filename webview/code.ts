/** A layer as source code: PyTorch, or TensorFlow.js where that has the same layer. */
import type { SceneDatum } from '../extension/protocol/scene';
import { numbersOf } from './engine/learned';
import type { Field, Layer } from './engine/task';
import { spatialRank } from './window';
import { pythonText } from './text';

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

function isDefault(layer: Layer, { name, value, default: byDefault }: Field): boolean {
  if (isSame(value, byDefault)) return true;
  const isSet = value.kind === 'bool' && value.value === true;
  if (name === 'affine') return isSet === (layer.op !== 'instance_norm');
  if (name === 'track_running_stats' && layer.op === 'instance_norm') return !isSet;
  return trueByDefault.has(name) && isSet;
}

/** The layer's constructor, or the call of its function. */
export function pytorchCode(layer: Layer, fields: readonly Field[]): string {
  const given = fields.filter((field) => !isDefault(layer, field)).map(({ name, value }) => `${name}=${pythonText(value)}`);
  const name = layerName(layer);
  if (name !== null) return `nn.${name}(${given.join(', ')})`;
  return `torch.${layer.op}(${['x', ...given].join(', ')})`;
}

function text(value: SceneDatum | undefined): string {
  if (value === undefined) return 'null';
  if (value.kind === 'list') return `[${(value.items ?? []).map(text).join(', ')}]`;
  if (value.kind === 'bool') return String(value.value);
  return value.kind === 'int' || value.kind === 'float' ? String(value.value) : value.kind === 'str' ? `'${value.value ?? ''}'` : 'null';
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

/** The layer in TensorFlow.js, for input with its channels last; null where there is none that does the same. */
export function tensorflowCode(layer: Layer, fields: readonly Field[]): string | null {
  const field = (name: string): SceneDatum | undefined => fields.find((one) => one.name === name)?.value;
  return translations[layer.op.replace(/[123]d$/, '')]?.(layer, field) ?? null;
}
