/** Changes to a chain of layers: what took an item's output takes the new one's, or that of the item before. */
import { fitted } from './engine/learned';
import type { ChainItem, Layer, Operand, Source } from './engine/task';

/** The item's place in a chain after others came or went; null where it is gone. */
type Renumber = (source: Source) => Source | null;

function renumbered(item: ChainItem, renumber: Renumber): ChainItem {
  return { ...item, from: item.from.map((source) => (source === null ? null : renumber(source))) };
}

/** The chain without an item: its takers take what it took. Null where it took nothing but an input of the chain and others need it as such. */
export function removed(items: readonly ChainItem[], index: number): readonly ChainItem[] | null {
  const gone = items[index];
  if (gone === undefined) return null;
  const above = gone.from[0] ?? null;
  const shift = (source: Source): Source => (source.item > index ? { ...source, item: source.item - 1 } : source);
  return items.flatMap((item, at) => {
    if (at === index) return [];
    const operands = item.layer.operands.map((operand, position) => {
      const source = item.from[position] ?? null;
      // An input of the chain itself is handed on with its shape.
      return source?.item === index && above === null ? { ...operand, shape: gone.layer.operands[0]?.shape ?? operand.shape } : operand;
    });
    const renumber: Renumber = (source) => (source.item === index ? (above === null ? null : shift(above)) : shift(source));
    return [renumbered({ ...item, layer: { ...item.layer, operands } }, renumber)];
  });
}

/** The chain with an item after another. */
export function inserted(items: readonly ChainItem[], index: number, fresh: Pick<ChainItem, 'name' | 'type' | 'layer'>): readonly ChainItem[] {
  const shift = (source: Source): Source => (source.item > index ? { ...source, item: source.item + 1 } : source);
  const item: ChainItem = { ...fresh, training: items[index]?.training ?? true, from: fresh.layer.operands.map((_, position) => (position === 0 ? { item: index, output: 0 } : null)) };
  const after = items.slice(index + 1).map((other) => renumbered(other, (source) => (source.item === index && source.output === 0 ? { item: index + 1, output: 0 } : shift(source))));
  return [...items.slice(0, index + 1), item, ...after];
}

/** The chain with an item one place up or down; null where another way through depends on the order. */
export function moved(items: readonly ChainItem[], index: number, by: 1 | -1): readonly ChainItem[] | null {
  const [upper, lower] = by === 1 ? [index, index + 1] : [index - 1, index];
  const [first, second] = [items[upper], items[lower]];
  if (first === undefined || second === undefined) return null;
  const feeds = second.from[0]?.item === upper;
  const isShared = second.from.slice(1).some((source) => source?.item === upper);
  if (isShared) return null;
  const swap: Renumber = (source) => ({ ...source, item: source.item === upper ? lower : source.item === lower ? upper : source.item });
  if (!feeds) return items.map((_, at) => renumbered(items[at === upper ? lower : at === lower ? upper : at] ?? first, swap));
  // The lower takes what the upper took, the upper takes the lower's; those behind take the upper's.
  const above = first.from[0] ?? null;
  const raised: ChainItem = { ...second, from: [above, ...second.from.slice(1)], layer: withInput(second.layer, first.layer.operands[0]) };
  const sunk: ChainItem = { ...first, from: [{ item: upper, output: 0 }, ...first.from.slice(1)] };
  return items.map((item, at) => (at === upper ? raised : at === lower ? sunk : item));
}

function withInput(layer: Layer, input: Operand | undefined): Layer {
  return input === undefined ? layer : { ...layer, operands: layer.operands.map((operand, index) => (index === 0 ? { ...operand, shape: input.shape } : operand)) };
}

/** A layer that can be put in, fitted to what reaches it. */
export interface LayerKind {
  readonly name: string;
  /** Of how many axes its input may be. */
  readonly ranks: readonly number[];
  readonly make: (input: readonly number[]) => Pick<ChainItem, 'name' | 'type' | 'layer'>;
}

function tensor(name: string, shape: readonly number[]): Operand {
  return { name, shape, dtype: 'float32' };
}

type Learned = (channels: number, input: readonly number[]) => readonly Operand[];

function kind(name: string, op: string, ranks: readonly number[], args: Layer['args'] = {}, learned: Learned = () => [], channelsLast = false): LayerKind {
  return {
    name, ranks,
    make: (input) => ({
      name: 'new', type: name,
      layer: fitted({ op, channelsLast, args, operands: [tensor('input', input), ...learned(input.at(channelsLast ? -1 : 1) ?? 1, input)] }),
    }),
  };
}

/** A layer of TensorFlow.js. */
function lastKind(name: string, op: string, ranks: readonly number[], args: Layer['args'] = {}, learned: Learned = () => []): LayerKind {
  return kind(name, op, ranks, args, learned, true);
}

const maps = [4];
const any = [2, 3, 4, 5];
const int = (value: number) => ({ kind: 'int' as const, value });
const flag = (value: boolean) => ({ kind: 'bool' as const, value });
const text = (value: string) => ({ kind: 'str' as const, value });
const ints = (...values: readonly number[]) => ({ kind: 'list' as const, items: values.map(int) });
const affine = (channels: number): readonly Operand[] => [tensor('weight', [channels]), tensor('bias', [channels])];
const statistics = (channels: number): readonly Operand[] => [tensor('running_mean', [channels]), tensor('running_var', [channels])];

const torchKinds: readonly LayerKind[] = [
  kind('Conv2d', 'conv2d', maps, { padding: int(1) }, (channels) => [tensor('weight', [channels, channels, 3, 3]), tensor('bias', [channels])]),
  kind('BatchNorm2d', 'batch_norm', maps, { training: flag(true) }, (channels) => [...affine(channels), ...statistics(channels)]),
  kind('BatchNorm1d', 'batch_norm', [2, 3], { training: flag(true) }, (channels) => [...affine(channels), ...statistics(channels)]),
  kind('GroupNorm', 'group_norm', [3, 4, 5], { num_groups: int(1) }, affine),
  kind('ReLU', 'relu', any),
  kind('GELU', 'gelu', any),
  kind('Dropout', 'dropout', any, { p: { kind: 'float', value: 0.5 }, training: flag(true) }),
  kind('MaxPool2d', 'max_pool2d', maps, { kernel_size: int(2) }),
  kind('AvgPool2d', 'avg_pool2d', maps, { kernel_size: int(2) }),
  kind('AdaptiveAvgPool2d', 'adaptive_avg_pool2d', maps, { output_size: int(1) }),
  kind('Flatten', 'flatten', [3, 4, 5], { start_dim: int(1) }),
  kind('Linear', 'linear', [2, 3], {}, (_channels, input) => [tensor('weight', [input.at(-1) ?? 1, input.at(-1) ?? 1]), tensor('bias', [input.at(-1) ?? 1])]),
  kind('Softmax', 'softmax', [2, 3, 4], { dim: int(1) }),
];

const tensorflowKinds: readonly LayerKind[] = [
  lastKind('Conv2D', 'conv2d', maps, { padding: text('same') }, (channels) => [tensor('weight', [channels, channels, 3, 3]), tensor('bias', [channels])]),
  lastKind('BatchNormalization', 'batch_norm', any, {}, (channels) => [...affine(channels), ...statistics(channels)]),
  lastKind('LayerNormalization', 'layer_norm', any, { normalized_shape: ints(1), eps: { kind: 'float', value: 1e-3 } }, affine),
  lastKind('ReLU', 'relu', any),
  lastKind('Dropout', 'dropout', any, { p: { kind: 'float', value: 0.5 }, training: flag(true) }),
  lastKind('MaxPooling2D', 'max_pool2d', maps, { kernel_size: int(2), padding: text('valid') }),
  lastKind('AveragePooling2D', 'avg_pool2d', maps, { kernel_size: int(2), padding: text('valid') }),
  lastKind('GlobalAveragePooling2D', 'mean', maps, { dim: ints(1, 2) }),
  lastKind('Flatten', 'flatten', [3, 4, 5], { start_dim: int(1) }),
  lastKind('Dense', 'linear', any, {}, (channels) => [tensor('weight', [channels, channels]), tensor('bias', [channels])]),
  lastKind('Softmax', 'softmax', any, { dim: int(-1) }),
];

/** The layers that can be put in after another. */
export function kindsAfter({ channelsLast }: Layer, output: readonly number[] | null): readonly LayerKind[] {
  return (channelsLast ? tensorflowKinds : torchKinds).filter(({ ranks }) => ranks.includes(output?.length ?? 0));
}
