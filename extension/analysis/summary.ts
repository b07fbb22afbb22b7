/** A model as a table: what each layer makes, holds and costs. */
import { add } from '../../kernels/dims/dim';
import type { Dim } from '../../kernels/dims/dim';
import type { GraphLayer, GraphNode } from '../../kernels/graph/layer-graph';
import type { TensorType } from '../../kernels/ops/tensor-type';
import type { InstanceValue } from '../interpreter/value';
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

export type SummaryTotal = Pick<SummaryRow, 'parameters' | 'macs' | 'memory'>;

/** What all layers hold and cost together. */
export function totalOf(rows: readonly SummaryRow[]): SummaryTotal {
  const total = (key: keyof SummaryTotal): Dim => rows.map((row) => row[key]).reduce<Dim>(add, 0);
  return { parameters: total('parameters'), macs: total('macs'), memory: total('memory') };
}

/** The layers of a program in the order in which they first ran. */
export function summarise(program: Program): readonly SummaryRow[] {
  const names = moduleNames(program.recorder);
  const nodes = new Map<GraphLayer, GraphNode[]>();
  for (const node of program.recorder.nodes) {
    if (node.layer !== null && node.outputs.length > 0) nodes.set(node.layer, [...(nodes.get(node.layer) ?? []), node]);
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
