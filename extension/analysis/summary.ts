/** A model as a table: what each layer makes, holds and costs. */
import { add } from '../../kernels/dims/dim';
import type { Dim } from '../../kernels/dims/dim';
import type { GraphLayer, GraphNode } from '../../kernels/graph/layer-graph';
import type { TensorType } from '../../kernels/ops/tensor-type';
import type { InstanceValue } from '../interpreter/value';
import { countText, shapeText } from './fact';
import { macsOf, memoryOf, parametersOf } from './layer';
import { moduleNames } from './name';
import type { Program } from './program';

export interface SummaryRow {
  /** Dotted path below the model. */
  readonly path: string;
  readonly type: string;
  /** What the layer made when it first ran. */
  readonly output: TensorType;
  readonly parameters: Dim;
  /** Multiply-accumulates of all its runs. */
  readonly macs: Dim;
  /** Bytes of what it made. */
  readonly memory: Dim;
}

type SummaryTotal = Pick<SummaryRow, 'parameters' | 'macs' | 'memory'>;

/** What all layers hold and cost together. */
function totalOf(rows: readonly SummaryRow[]): SummaryTotal {
  const total = (key: keyof SummaryTotal): Dim => rows.map((row) => row[key]).reduce<Dim>(add, 0);
  return { parameters: total('parameters'), macs: total('macs'), memory: total('memory') };
}

/** The layers of a program, or these of it, in the order in which they first ran. */
export function summarise(program: Program, layers?: ReadonlySet<InstanceValue>): readonly SummaryRow[] {
  const names = moduleNames(program.recorder);
  const nodes = new Map<GraphLayer, GraphNode[]>();
  for (const node of program.recorder.nodes) {
    if (node.layer === null || node.outputs.length === 0 || layers?.has(node.layer.instance as InstanceValue) === false) continue;
    nodes.set(node.layer, [...(nodes.get(node.layer) ?? []), node]);
  }
  return [...nodes].map(([layer, applied]): SummaryRow => {
    const module = layer.instance as InstanceValue;
    const output = applied.at(-1)?.outputs[0]?.type ?? { shape: null, dtype: null };
    return {
      path: names.get(module) ?? '',
      type: layer.type,
      output,
      parameters: parametersOf([module]),
      macs: macsOf(applied),
      memory: memoryOf(output),
    };
  });
}

/** Layers as a table of text, with what they hold and cost together. */
export function summaryTable(rows: readonly SummaryRow[]): string {
  const header = ['Layer', 'Type', 'Output', 'Parameters', 'MACs', 'Memory'];
  const costs = ({ parameters, macs, memory }: SummaryTotal): string[] => [countText(parameters), countText(macs), sized(memory)];
  const cells = rows.map((row) => [row.path, row.type, shapeText(row.output), ...costs(row)]);
  const sum = ['Total', '', '', ...costs(totalOf(rows))];
  const widths = header.map((title, column) => Math.max(...[header, ...cells, sum].map((row) => (row[column] ?? title).length)));
  const line = (row: readonly string[]): string => row.map((cell, column) => (column < 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [line(header), rule, ...cells.map(line), rule, line(sum), ''].join('\n');
}

/** Bytes in the unit that fits. */
function sized(memory: SummaryTotal['memory']): string {
  if (typeof memory !== 'number') return countText(memory);
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  let value = memory;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? String(value) : value.toFixed(1)} ${units[unit] ?? ''}`;
}
