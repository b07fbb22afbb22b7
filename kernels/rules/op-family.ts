/** Families of ops as rules speak of them, and their arguments read. */
import type { Dim } from '../dims/dim';
import type { GraphNode } from '../graph/layer-graph';
import type { Datum } from '../ops/op';

const convolutions = /^conv(_transpose)?[123]d$/;
const pools = /^(adaptive_)?(avg|max|lp)_pool[123]d$/;

export const activations: ReadonlySet<string> = new Set([
  'relu', 'relu6', 'elu', 'selu', 'celu', 'leaky_relu', 'rrelu', 'threshold', 'hardshrink', 'softplus', 'hardsigmoid', 'hardswish', 'silu', 'mish', 'tanh',
  'sigmoid', 'tanhshrink', 'softsign', 'hardtanh', 'gelu', 'prelu', 'softshrink', 'logsigmoid',
]);

const dropouts: ReadonlySet<string> = new Set(['dropout', 'dropout1d', 'dropout2d', 'dropout3d', 'alpha_dropout', 'feature_alpha_dropout']);
const norms: ReadonlySet<string> = new Set(['batch_norm', 'instance_norm', 'group_norm', 'layer_norm', 'rms_norm']);
const rearranging: ReadonlySet<string> = new Set([
  'view', 'reshape', 'flatten', 'unflatten', 'permute', 'transpose', 'movedim', 'squeeze', 'unsqueeze', 'view_as', 'reshape_as', 'numpy_T', 'mT', 't', 'swapaxes',
  'detach', 'clone', 'contiguous', 'to', 'float', 'half', 'double', 'bfloat16', 'type', 'type_as', 'expand', 'expand_as',
]);

export function isConvolution(node: GraphNode): boolean {
  return convolutions.test(node.op);
}

export function isPool(node: GraphNode): boolean {
  return pools.test(node.op);
}

export function isActivation(node: GraphNode): boolean {
  return activations.has(node.op);
}

/** A dropout that may drop something. */
export function isDropout(node: GraphNode): boolean {
  return dropouts.has(node.op) && numberOf(node.args['p']) !== 0;
}

export function isNorm(node: GraphNode): boolean {
  return norms.has(node.op);
}

/** Rearranges or copies values, and computes nothing. */
export function isRearranging(node: GraphNode): boolean {
  return rearranging.has(node.op);
}

/** Losses that compare a prediction with a target. */
export function isLoss(node: GraphNode): boolean {
  return /(_loss|^cross_entropy|^binary_cross_entropy(_with_logits)?)$/.test(node.op);
}

/** A plain number; null where it is none or not known. */
export function numberOf(datum: Datum | undefined): number | null {
  return (datum?.kind === 'int' || datum?.kind === 'float') && typeof datum.value === 'number' ? datum.value : null;
}

/** A bool as it was given; `byDefault` where it was not; null where it is not known. */
export function flagOf(datum: Datum | undefined, byDefault: boolean): boolean | null {
  if (datum === undefined) return byDefault;
  if (datum.kind === 'int' && typeof datum.value === 'number') return datum.value !== 0;
  return datum.kind === 'bool' ? datum.value : null;
}

/** One number or one for each axis; null where any is not known. */
export function perAxis(datum: Datum | undefined, rank: number, byDefault: number): readonly number[] | null {
  if (datum === undefined) return Array.from({ length: rank }, () => byDefault);
  const one = numberOf(datum);
  if (one !== null) return Array.from({ length: rank }, () => one);
  if (datum.kind !== 'list' || datum.items === null) return null;
  const numbers = datum.items.map(numberOf).filter((number) => number !== null);
  if (numbers.length !== datum.items.length) return null;
  const [first] = numbers;
  return numbers.length === 1 && first !== undefined ? Array.from({ length: rank }, () => first) : numbers.length === rank ? numbers : null;
}

/** How many spatial axes an op of a family with 1d to 3d works on. */
export function spatialRank(node: GraphNode): number | null {
  const match = /([123])d$/.exec(node.op);
  return match === null ? null : Number(match[1]);
}

/** The axis of a map's channels. */
export function channelAxis(node: GraphNode, rank: number): number {
  return node.channelsLast ? rank - 1 : 1;
}

/** The sizes along the spatial axes of a map that a node takes or makes; null where any is not a plain number. */
export function spatialSizes({ channelsLast }: Pick<GraphNode, 'channelsLast'>, shape: readonly Dim[] | null | undefined, rank: number): readonly number[] | null {
  if (shape === null || shape === undefined || shape.length < rank + 1) return null;
  const map = channelsLast ? shape.slice(0, -1) : shape;
  const sizes = map.slice(-rank).filter((size) => typeof size === 'number');
  return sizes.length === rank ? sizes : null;
}

/** What a layer is called in a message: its class. */
export function nameOf(node: GraphNode): string {
  return node.layer === null ? node.called : node.layer.type;
}

/** Where a node is to be spoken of: at the layer's constructor, or at the call of the function. */
export function placeOf(node: GraphNode): NonNullable<GraphNode['layer']> | { readonly site: unknown } {
  return node.layer ?? { site: node.site };
}
