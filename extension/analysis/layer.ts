/** What a run tells of a layer: what it made, holds and costs. */
import { add, mul, product } from '../../kernels/dims/dim';
import type { Dim } from '../../kernels/dims/dim';
import type { GraphNode } from '../../kernels/graph/layer-graph';
import { batchedShape } from '../../kernels/ops/tensor-type';
import type { DType, TensorType } from '../../kernels/ops/tensor-type';
import type { InstanceValue } from '../interpreter/value';
import { moduleEntries } from '../libraries/torch/module-entries';
import { tensorTypeOf } from '../libraries/torch/tensor';
import type { Program } from './program';

const bytes: Readonly<Record<DType, number>> = {
  float16: 2, bfloat16: 2, float32: 4, float64: 8, uint8: 1, int8: 1, int16: 2, int32: 4, int64: 8, bool: 1, complex64: 8, complex128: 16,
};

/** Bytes of a tensor. */
export function memoryOf(type: TensorType): Dim {
  const shape = batchedShape(type);
  return shape === null || type.dtype === null ? null : mul(product(shape), bytes[type.dtype]);
}

/** The children of a module by name. */
export function childrenOf(module: InstanceValue): readonly (readonly [name: string, child: InstanceValue])[] {
  return [...(moduleEntries(module, '_modules')?.values() ?? [])].flatMap(({ key, value }) =>
    key.kind === 'str' && key.value !== null && value.kind === 'instance' ? [[key.value, value] as const] : [],
  );
}

/** A module and all below it, each once. */
export function subtreeOf(module: InstanceValue): ReadonlySet<InstanceValue> {
  const found = new Set<InstanceValue>();
  const walk = (one: InstanceValue): void => {
    if (found.has(one)) return;
    found.add(one);
    for (const [, child] of childrenOf(one)) walk(child);
  };
  walk(module);
  return found;
}

/** Numbers that modules hold as parameters of their own; a shared parameter counts once. */
export function parametersOf(modules: Iterable<InstanceValue>): Dim {
  const types = new Map<unknown, TensorType>();
  for (const module of modules) {
    for (const { value } of moduleEntries(module, '_parameters')?.values() ?? []) {
      const type = tensorTypeOf(value);
      if (type !== null) types.set(value, type);
    }
  }
  return [...types.values()].map(({ shape }) => (shape === null ? null : product(shape))).reduce<Dim>(add, 0);
}

/** Multiply-accumulates of op applications together; null where those of any are not known. */
export function macsOf(nodes: readonly GraphNode[]): Dim {
  // Where the program runs them, what is only supposed counts for nothing.
  const ran = nodes.filter(({ run }) => run?.isSupposed === false);
  return (ran.length > 0 ? ran : nodes).map((node) => (node.application === null ? 0 : node.application.cost().macs)).reduce<Dim>(add, 0);
}

/** The op applications of layers, in the order of the run. */
export function runsOf(program: Program, layers: ReadonlySet<unknown>): readonly GraphNode[] {
  return program.recorder.nodes.filter((node) => node.layer !== null && layers.has(node.layer.instance));
}
