import assert from 'node:assert/strict';
import { consumersOf, freshTensor } from '../../../kernels/graph/layer-graph';
import type { GraphNode, GraphTensor } from '../../../kernels/graph/layer-graph';

function tensor(): GraphTensor {
  return freshTensor({ shape: [2, 3], dtype: 'float32' });
}

/** A graph of ops that are applied one after the other: each takes tensors and makes or changes one. */
function graphOf(...applied: readonly (readonly [op: string, inputs: readonly GraphTensor[], output: GraphTensor])[]): { readonly nodes: readonly GraphNode[] } {
  const nodes: GraphNode[] = [];
  for (const [op, inputs, output] of applied) {
    const node: GraphNode = {
      id: nodes.length, op, called: op, channelsLast: false, application: null, args: {}, inputs, parameters: inputs.map(() => 'input'),
      producers: inputs.map((input) => input.producer), outputs: [output], layer: null, training: null, frozen: false, grad: true, run: null, module: null, site: null,
    };
    output.producer = node;
    nodes.push(node);
  }
  return { nodes };
}

/** Who takes what, as text: `conv2d: batch_norm relu`. */
function takers(graph: { readonly nodes: readonly GraphNode[] }): readonly string[] {
  return [...consumersOf(graph)].map(([node, consumers]) => `${node.op}: ${consumers.map(({ op }) => op).join(' ')}`);
}

describe('layer graph', () => {
  const [x, y, z] = [tensor(), tensor(), tensor()];
  const [a, b, c] = [tensor(), tensor(), tensor()];
  const cases: readonly (readonly [title: string, graph: { readonly nodes: readonly GraphNode[] }, expected: readonly string[]])[] = [
    ['inputs have no producer', graphOf(['relu', [tensor()], tensor()]), []],
    ['a chain', graphOf(['conv2d', [x], y], ['batch_norm', [y], z], ['relu', [z], tensor()]), ['conv2d: batch_norm', 'batch_norm: relu']],
    ['taken twice by one node', graphOf(['relu', [tensor()], a], ['add', [a, a], tensor()]), ['relu: add add']],
    ['a tensor changed in place has a new producer', graphOf(['conv2d', [tensor()], b], ['relu_', [b], b], ['add', [b], c]), ['conv2d: relu_', 'relu_: add']],
  ];
  for (const [title, graph, expected] of cases) {
    it(title, () => {
      assert.deepEqual(takers(graph), expected);
    });
  }
});
