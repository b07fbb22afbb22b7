/**
 * Runs a part of the layer graph with numbers: a block, or a whole model. Forward in the order of the nodes, each timed and
 * its outputs described; backward in the reverse order, gradients of a tensor that is taken twice added up.
 *
 * Tensors that no node of the chain has made (inputs and learned parameters) are asked of the caller. Their sizes settle
 * what the graph's symbols stand for.
 */
import { evaluate, isSymbol } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { ops } from '../ops/all';
import { statisticsOf } from '../ops/computation';
import type { Engine, Statistics, Tensor } from '../ops/computation';
import { Refusal } from '../ops/op';
import type { Datum } from '../ops/op';
import { run } from '../ops/run';
import type { Run } from '../ops/run';
import type { GraphNode, GraphTensor } from './layer-graph';

/** A tensor that the chain starts from, and what it is first taken for. */
export interface Leaf {
  readonly tensor: GraphTensor;
  readonly node: GraphNode;
  /** The op's parameter: `input`, `weight`. */
  readonly parameter: string;
  /** Its sizes, as far as the symbols are settled. */
  readonly shape: readonly Dim[] | null;
}

/** One node, run. */
export interface Step {
  readonly node: GraphNode;
  readonly run: Run;
  readonly milliseconds: number;
  /** Of each output; null of one that holds indices. */
  readonly statistics: readonly (Statistics | null)[];
}

/** Where a chain could not go on. */
export interface Stop {
  readonly node: GraphNode;
  readonly refusal: Refusal;
}

/** What the backward of a chain has found. */
export interface ChainGradients {
  /** Of the leaves that something flowed back to. */
  readonly leaves: ReadonlyMap<GraphTensor, Tensor>;
  readonly milliseconds: ReadonlyMap<GraphNode, number>;
}

export interface Chain {
  /** The nodes that ran, in order. */
  readonly steps: readonly Step[];
  /** Null when all did. */
  readonly stopped: Stop | null;
  readonly leaves: ReadonlyMap<GraphTensor, Tensor>;
  /** The numbers of a tensor: as they were last, where nodes have changed it in place. */
  readonly valueOf: (tensor: GraphTensor) => Tensor | null;
  /** Differentiates, from the gradients of tensors; without them the sum of all that no node takes. The caller owns the gradients of the leaves. */
  readonly backward: (gradients?: ReadonlyMap<GraphTensor, Tensor>) => ChainGradients;
  /** Gives back what the chain has made; the leaves stay. */
  readonly dispose: () => void;
}

/** Runs nodes in their order. `leaf` makes or finds the tensor of a leaf; it stays the caller's. */
export function runChain(nodes: readonly GraphNode[], engine: Engine, leaf: (leaf: Leaf) => Tensor): Chain {
  const chain = new RunningChain(engine, leaf);
  for (const node of nodes) if (!chain.advance(node)) break;
  return chain;
}

class RunningChain implements Chain {
  readonly steps: Step[] = [];
  readonly leaves = new Map<GraphTensor, Tensor>();
  stopped: Stop | null = null;
  private readonly made = new Map<GraphNode, readonly Tensor[]>();
  private readonly last = new Map<GraphTensor, Tensor>();
  private readonly symbols = new Map<string, number>();
  /** What each step was given, by the op's parameter. */
  private readonly given = new Map<Step, ReadonlyMap<string, readonly Tensor[]>>();

  constructor(
    private readonly engine: Engine,
    private readonly leaf: (leaf: Leaf) => Tensor,
  ) {}

  valueOf(tensor: GraphTensor): Tensor | null {
    return this.last.get(tensor) ?? this.leaves.get(tensor) ?? null;
  }

  /** Runs a node; false when the chain ends there. */
  advance(node: GraphNode): boolean {
    const op = ops.get(node.op);
    if (op === undefined) return this.stop(node, new Refusal('shape/arguments', `"${node.op}" not implemented`, 'NotImplementedError'));
    const given = new Map<string, Tensor[]>();
    node.inputs.forEach((input, index) => {
      const parameter = node.parameters[index] ?? '';
      const list = given.get(parameter) ?? [];
      list.push(this.inputOf(node, input, index));
      given.set(parameter, list);
    });
    const args = Object.fromEntries(Object.entries(node.args).map(([name, datum]) => [name, this.settled(datum, [...given.get(name) ?? []])]));
    const start = performance.now();
    const result = run(op, this.engine, args);
    const milliseconds = performance.now() - start;
    if (result instanceof Refusal) return this.stop(node, result);
    const statistics = result.outputs.map((output) => (output.dtype === 'float32' ? statisticsOf(this.engine, output) : null));
    const step: Step = { node, run: result, milliseconds, statistics };
    this.steps.push(step);
    this.given.set(step, given);
    this.made.set(node, result.outputs);
    node.outputs.forEach((output, index) => {
      const value = result.outputs[index];
      if (value !== undefined) this.last.set(output, value);
    });
    return true;
  }

  backward(gradients?: ReadonlyMap<GraphTensor, Tensor>): ChainGradients {
    const flowing = new Map<Tensor, Tensor>();
    const add = (value: Tensor, gradient: Tensor) => {
      const before = flowing.get(value);
      if (before === undefined) {
        flowing.set(value, gradient);
        return;
      }
      // Not in place: gradients may share their numbers.
      const sum = this.engine.empty(value.shape);
      this.engine.call('add_gradients', before.pointer, gradient.pointer, sum.pointer, sum.size);
      flowing.set(value, sum);
      before.dispose();
      gradient.dispose();
    };
    for (const [value, gradient] of this.startOf(gradients)) add(value, gradient);
    const milliseconds = new Map<GraphNode, number>();
    for (const step of [...this.steps].reverse()) {
      const mine = step.run.outputs.map((output) => flowing.get(output) ?? null);
      if (mine.every((gradient) => gradient === null)) continue;
      const start = performance.now();
      const found = step.run.backward(mine);
      milliseconds.set(step.node, performance.now() - start);
      const given = this.given.get(step);
      for (const [parameter, gradient] of Object.entries(found)) {
        const list: readonly Tensor[] = gradient === null ? [] : isList(gradient) ? gradient : [gradient];
        list.forEach((item, index) => {
          const value = given?.get(parameter)?.[index];
          if (value === undefined) item.dispose();
          else add(value, item);
        });
      }
      for (const [index, output] of step.run.outputs.entries()) {
        flowing.delete(output);
        mine[index]?.dispose();
      }
    }
    const leaves = new Map<GraphTensor, Tensor>();
    for (const [tensor, value] of this.leaves) {
      const gradient = flowing.get(value);
      if (gradient !== undefined) leaves.set(tensor, gradient);
    }
    return { leaves, milliseconds };
  }

  dispose(): void {
    for (const { run: result } of this.steps) result.dispose();
  }

  private stop(node: GraphNode, refusal: Refusal): boolean {
    this.stopped = { node, refusal };
    return false;
  }

  /** Where the backward starts, in tensors of the chain's own. */
  private startOf(gradients: ReadonlyMap<GraphTensor, Tensor> | undefined): readonly (readonly [Tensor, Tensor])[] {
    if (gradients !== undefined) {
      return [...gradients].flatMap(([tensor, gradient]) => {
        const value = this.valueOf(tensor);
        return value === null ? [] : [[value, this.engine.view(gradient, gradient.shape)] as const];
      });
    }
    const taken = new Set([...this.given.values()].flatMap((given) => [...given.values()].flat()));
    const ends = this.steps.flatMap(({ run: { outputs } }) => outputs.filter((output) => output.dtype === 'float32' && !taken.has(output)));
    return ends.map((output) => [output, this.engine.filled(output.shape, 1)] as const);
  }

  /** The numbers of a node's input: of whoever had made it by then, or a leaf's. */
  private inputOf(node: GraphNode, input: GraphTensor, index: number): Tensor {
    const producer = node.producers[index] ?? null;
    const made = producer === null ? undefined : this.made.get(producer)?.[producer.outputs.indexOf(input)];
    return made ?? this.leafOf(node, input, node.parameters[index] ?? '');
  }

  private leafOf(node: GraphNode, tensor: GraphTensor, parameter: string): Tensor {
    const known = this.leaves.get(tensor);
    if (known !== undefined) return known;
    const shape = tensor.type.shape?.map((dim) => evaluate(dim, this.symbols) ?? dim) ?? null;
    const value = this.leaf({ tensor, node, parameter, shape });
    this.leaves.set(tensor, value);
    tensor.type.shape?.forEach((dim, axis) => {
      const name = isSymbol(dim);
      if (name !== null) this.symbols.set(name, value.shape[axis] ?? 0);
    });
    return value;
  }

  /** An argument with its symbols settled, and its tensors put in from `tensors` in turn. */
  private settled(datum: Datum, tensors: Tensor[]): Datum {
    if (datum.kind === 'tensor') {
      const tensor = tensors.shift();
      return tensor === undefined ? datum : { kind: 'tensor', type: tensor };
    }
    if (datum.kind === 'int') return { kind: 'int', value: evaluate(datum.value, this.symbols) ?? datum.value };
    if (datum.kind === 'list') return { kind: 'list', items: datum.items?.map((item) => this.settled(item, tensors)) ?? null };
    if (datum.kind !== 'slice') return datum;
    const [start, stop, step] = [datum.start, datum.stop, datum.step].map((part) => this.settled(part, tensors));
    return { kind: 'slice', start: start ?? datum.start, stop: stop ?? datum.stop, step: step ?? datum.step };
  }
}

function isList(gradient: Tensor | readonly Tensor[]): gradient is readonly Tensor[] {
  return Array.isArray(gradient);
}
