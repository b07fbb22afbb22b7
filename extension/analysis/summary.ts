/** A model as a table: what each layer makes, holds and costs. */
import { add, mul, product } from '../../kernels/dims/dim';
import type { Dim } from '../../kernels/dims/dim';
import type { GraphLayer, GraphNode } from '../../kernels/graph/layer-graph';
import type { DType, TensorType } from '../../kernels/ops/tensor-type';
import type { InstanceValue } from '../interpreter/value';
import { moduleEntries } from '../libraries/torch/module-entries';
import { tensorTypeOf } from '../libraries/torch/tensor';
import { grouped } from './hover';
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

const bytes: Readonly<Record<DType, number>> = {
  float16: 2, bfloat16: 2, float32: 4, float64: 8, uint8: 1, int8: 1, int16: 2, int32: 4, int64: 8, bool: 1, complex64: 8, complex128: 16,
};

function memoryOf(type: TensorType): Dim {
  return type.shape === null || type.dtype === null ? null : mul(product(type.shape), bytes[type.dtype]);
}

/** Numbers that a module itself holds as parameters. */
function parametersOf(module: InstanceValue): Dim {
  let total: Dim = 0;
  for (const { value } of moduleEntries(module, '_parameters')?.values() ?? []) {
    const type = tensorTypeOf(value);
    if (type !== null) total = add(total, type.shape === null ? null : product(type.shape));
  }
  return total;
}

export type SummaryTotal = Pick<SummaryRow, 'parameters' | 'macs' | 'memory'>;

/** What all layers hold and cost together. */
export function totalOf(rows: readonly SummaryRow[]): SummaryTotal {
  const total = (key: keyof SummaryTotal): Dim => rows.map((row) => row[key]).reduce<Dim>(add, 0);
  return { parameters: total('parameters'), macs: total('macs'), memory: total('memory') };
}

/** A count for reading: thousands apart, unknown as a question mark. */
export function countText(count: Dim): string {
  return count === null ? '?' : grouped(count);
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
      parameters: parametersOf(module),
      macs: applied.map((node) => node.application?.cost().macs ?? 0).reduce<Dim>(add, 0),
      memory: memoryOf(output),
    };
  });
}
