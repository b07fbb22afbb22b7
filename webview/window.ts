/** Where the windows of pooling and convolution lie on a plane: which input cells an output cell reads, and with what sum. */
import type { SceneDatum } from '../extension/protocol/scene';
import { numbersOf } from './engine/learned';
import type { Layer, Plane } from './engine/task';
import { numberText } from './text';

/** Along one axis: the input positions that each output reads, those in the padding included. */
export interface AxisWindows {
  readonly size: number;
  readonly outputs: readonly (readonly number[])[];
  /** Of each output, how many positions its divisor counts in average pooling. */
  readonly counted: readonly number[];
}

/** The windows of an op over rows and columns. */
export interface Windows {
  readonly rows: AxisWindows;
  readonly columns: AxisWindows;
}

interface AxisRule {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

/** What TensorFlow.js puts before an axis under 'same': half of what its windows lack, which over volumes may be less than nothing. */
function sameBefore(size: number, { kernel, stride, dilation }: AxisRule, rank: number): number {
  const lacking = (Math.ceil(size / stride) - 1) * stride + dilation * (kernel - 1) + 1 - size;
  return Math.floor((rank === 3 ? lacking : Math.max(lacking, 0)) / 2);
}

function slidingAxis(size: number, outputs: number, { kernel, stride, padding, dilation }: AxisRule): AxisWindows {
  const windows = Array.from({ length: outputs }, (_, output) => Array.from({ length: kernel }, (_, tap) => output * stride - padding + tap * dilation));
  // In ceil_mode the last window may reach beyond the padding: what lies there is not counted.
  const counted = windows.map((window) => window.filter((at) => at < size + padding).length);
  return { size, outputs: windows, counted };
}

function adaptiveAxis(size: number, outputs: number): AxisWindows {
  const windows = Array.from({ length: outputs }, (_, output) => {
    const [start, end] = [Math.floor((output * size) / outputs), Math.ceil(((output + 1) * size) / outputs)];
    return Array.from({ length: end - start }, (_, tap) => start + tap);
  });
  return { size, outputs: windows, counted: windows.map((window) => window.length) };
}

export type PoolKind = 'max' | 'avg' | 'lp' | 'adaptive_avg' | 'adaptive_max' | 'conv';

/** What kind of window op it is; null for any other. */
export function windowKind(op: string): PoolKind | null {
  const match = /^(max|avg|lp|adaptive_avg|adaptive_max)_pool[123]d$|^(conv)[123]d$/.exec(op);
  return (match?.[1] ?? match?.[2] ?? null) as PoolKind | null;
}

/** How many spatial axes the op's name says. */
export function spatialRank(op: string): number {
  return Number(/([123])d$/.exec(op)?.[1] ?? 2);
}

function axisNumbers(value: SceneDatum | undefined, rank: number, missing: number): readonly number[] {
  return numbersOf(value, rank) ?? Array.from({ length: rank }, () => missing);
}

/** The windows of a layer on planes of these sizes; null where the op has none. */
export function windowsOf(layer: Layer, input: Pick<Plane, 'rows' | 'columns'>, output: Pick<Plane, 'rows' | 'columns'>): Windows | null {
  const kind = windowKind(layer.op);
  if (kind === null) return null;
  const rank = spatialRank(layer.op);
  if (kind.startsWith('adaptive')) {
    return { rows: rank === 1 ? adaptiveAxis(1, 1) : adaptiveAxis(input.rows, output.rows), columns: adaptiveAxis(input.columns, output.columns) };
  }
  const { args } = layer;
  const weight = layer.operands.find(({ name }) => name === 'weight')?.shape.slice(2);
  const kernel = weight ?? axisNumbers(args['kernel_size'], rank, 1);
  const dilation = axisNumbers(args['dilation'], rank, 1);
  const stride = numbersOf(args['stride'], rank) ?? (kind === 'conv' ? kernel.map(() => 1) : kernel);
  const padding = numbersOf(args['padding'], rank)
    ?? (args['padding']?.kind === 'str' && args['padding'].value === 'same' ? kernel.map((size, axis) => Math.floor(((dilation[axis] ?? 1) * (size - 1)) / 2)) : kernel.map(() => 0));
  const isSame = layer.channelsLast && args['padding']?.kind === 'str' && args['padding'].value === 'same';
  const ruleOf = (axis: number, size: number): AxisRule => {
    const rule = { kernel: kernel.at(axis) ?? 1, stride: stride.at(axis) ?? 1, padding: padding.at(axis) ?? 0, dilation: dilation.at(axis) ?? 1 };
    return isSame ? { ...rule, padding: sameBefore(size, rule, rank) } : rule;
  };
  return {
    rows: rank === 1 ? adaptiveAxis(1, 1) : slidingAxis(input.rows, output.rows, ruleOf(-2, input.rows)),
    columns: slidingAxis(input.columns, output.columns, ruleOf(-1, input.columns)),
  };
}

/** How far windows reach beyond the plane. */
export function marginsOf({ rows, columns }: Windows): { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number } {
  const reach = ({ size, outputs }: AxisWindows): readonly [number, number] => {
    const all = outputs.flat();
    return [Math.max(0, -Math.min(0, ...all)), Math.max(0, Math.max(size - 1, ...all) - size + 1)];
  };
  const [[top, bottom], [left, right]] = [reach(rows), reach(columns)];
  return { top, bottom, left, right };
}

/** How many windows read each position of an axis. */
export function readersOf({ size, outputs }: AxisWindows): readonly (readonly number[])[] {
  const readers: number[][] = Array.from({ length: size }, () => []);
  outputs.forEach((window, output) => {
    for (const at of window) readers[at]?.push(output);
  });
  return readers;
}

/** How many cells of the plane no window reads. */
export function unreadOf({ rows, columns }: Windows): number {
  const read = (axis: AxisWindows): number => readersOf(axis).filter((readers) => readers.length > 0).length;
  return rows.size * columns.size - read(rows) * read(columns);
}

/** The numbers that an output cell reads, in row-major order; null in the padding. */
export function readBy({ rows, columns }: Windows, input: Plane, row: number, column: number): readonly (number | null)[] {
  return (rows.outputs[row] ?? []).flatMap((y) => (columns.outputs[column] ?? []).map((x) => {
    const isInside = y >= 0 && y < input.rows && x >= 0 && x < input.columns;
    return isInside ? (input.values[y * input.columns + x] ?? null) : null;
  }));
}

/** Longer sums are cut in the middle. */
const mostTerms = 12;

function listed(terms: readonly string[], separator: string): string {
  if (terms.length <= mostTerms) return terms.join(separator);
  return [...terms.slice(0, mostTerms - 2), `… ${String(terms.length - mostTerms + 1)} more …`, terms.at(-1) ?? ''].join(separator);
}

/** The arithmetic of one output cell, spelled out. */
export function arithmetic(layer: Layer, windows: Windows, input: Plane, row: number, column: number, result: number): string {
  const kind = windowKind(layer.op);
  const read = readBy(windows, input, row, column);
  const inside = read.filter((value) => value !== null);
  const padded = read.length - inside.length;
  const terms = inside.map((value) => numberText(value, 3));
  const equals = ` = ${numberText(result)}`;
  const note = padded === 0 ? '' : ` (${String(padded)} in the padding)`;
  switch (kind) {
    case 'max':
    case 'adaptive_max':
      return `max(${listed(terms, ', ')})${equals}${note}`;
    case 'adaptive_avg':
      return `(${listed(terms, ' + ')}) / ${String(inside.length)}${equals}`;
    case 'avg': {
      const override = layer.args['divisor_override'];
      const counts = layer.args['count_include_pad'];
      const whole = (windows.rows.counted[row] ?? 1) * (windows.columns.counted[column] ?? 1);
      const countsPadding = !layer.channelsLast && !(counts?.kind === 'bool' && counts.value === false);
      const divisor = override?.kind === 'int' ? String(override.value) : String(countsPadding ? whole : inside.length);
      return `(${listed(terms, ' + ')}) / ${divisor}${equals}${note}`;
    }
    case 'lp': {
      const power = layer.args['norm_type'];
      const p = power?.kind === 'int' || power?.kind === 'float' ? String(power.value) : 'p';
      return `(${listed(terms.map((term) => `${term}^${p}`), ' + ')})^(1/${p})${equals}`;
    }
    case 'conv':
      return `Σ weight · input over ${String(inside.length)} cells of each channel + bias${equals}${note}`;
    case null:
      return numberText(result);
  }
}
