/** Whole models against PyTorch: what record_chain.py has recorded, run through the layer graph of the same source. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { analyseProgram } from '../../../extension/analysis/program';
import { runChain } from '../../../kernels/graph/chain';
import type { Leaf } from '../../../kernels/graph/chain';
import type { GraphNode } from '../../../kernels/graph/layer-graph';
import type { Tensor } from '../../../kernels/ops/computation';
import { memoryHost } from '../../extension/analysis/fixture';
import { pythonParser } from '../../parser';
import { testEngine } from '../wasm/engine';

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface Model {
  readonly title: string;
  readonly source: string;
  /** By op and parameter; `input` and `target` are what the model is given. */
  readonly given: Readonly<Record<string, Numbers>>;
  /** What the layers without children gave, in order. */
  readonly layers: readonly Numbers[];
  readonly output: Numbers;
  readonly upstream: Numbers;
  readonly gradients: Readonly<Record<string, Numbers>>;
  /** Running statistics after the run. */
  readonly states: Readonly<Record<string, Numbers>>;
}

const models = JSON.parse(readFileSync('test/kernels/graph/chain.json', 'utf8')) as readonly Model[];
/** What the model is given is made by an op of the program too. */
const makers = new Set(['randn', 'randint']);
const tolerance = 2e-6;

function assertNear(what: string, given: Tensor | null | undefined, { shape, data }: Numbers): void {
  assert.ok(given, what);
  assert.deepEqual(given.shape, shape, what);
  const greatest = Math.max(...data.map(Math.abs));
  given.data.forEach((value, index) => {
    const wanted = data[index] ?? NaN;
    assert.ok(Math.abs(value - wanted) <= tolerance * greatest, `${what}[${String(index)}]: ${String(value)} instead of ${String(wanted)}`);
  });
}

/** Names leaves as the recording does: with the number of the layer among those of its op. */
function naming(): (leaf: Leaf) => string {
  const layers = new Map<string, GraphNode[]>();
  return ({ node, parameter }) => {
    if (parameter === 'input' || parameter === 'target') return parameter;
    const known = layers.get(node.op) ?? [];
    if (!known.includes(node)) known.push(node);
    layers.set(node.op, known);
    return `${node.op} ${parameter} ${String(known.indexOf(node) + 1)}`;
  };
}

describe('chains of ops against PyTorch', () => {
  for (const { title, source, given, layers, output, upstream, gradients, states } of models) {
    it(`run ${title}`, async () => {
      const engine = await testEngine();
      const host = memoryHost(await pythonParser(), new Map([['main.py', source]]));
      const { nodes } = analyseProgram(host, 'main.py', { roots: [''] }).recorder;
      const nameOf = naming();
      const leaves = new Map<string, Tensor>();
      const chain = runChain(nodes.filter(({ op }) => !makers.has(op)), engine, (leaf) => {
        const name = nameOf(leaf);
        const numbers = given[name];
        assert.ok(numbers !== undefined, `the graph asks for ${name}`);
        const tensor = engine.tensor(numbers.shape, numbers.data, leaf.tensor.type.dtype === 'int64' ? 'int64' : 'float32');
        leaves.set(name, tensor);
        return tensor;
      });
      assert.equal(chain.stopped?.refusal.text, undefined);
      assert.deepEqual([...leaves.keys()].sort(), Object.keys(given).sort());

      const ofLayers = chain.steps.filter(({ node }) => node.layer?.children().length === 0 && node.op !== 'cross_entropy');
      assert.equal(ofLayers.length, layers.length);
      ofLayers.forEach(({ node, run }, index) => {
        assertNear(node.op, run.outputs[0], layers[index] ?? output);
      });
      const end = chain.steps.at(-1)?.node.outputs[0];
      assert.ok(end !== undefined);
      assertNear('output', chain.valueOf(end), output);
      for (const [name, numbers] of Object.entries(states)) assertNear(name, leaves.get(name), numbers);

      const found = chain.backward(new Map([[end, engine.tensor(upstream.shape, upstream.data)]])).leaves;
      const byValue = new Map([...found].map(([tensor, gradient]) => [chain.leaves.get(tensor), gradient]));
      for (const [name, numbers] of Object.entries(gradients)) assertNear(`gradient of ${name}`, byValue.get(leaves.get(name)), numbers);
      assert.equal(byValue.size, Object.keys(gradients).length);
    });
  }
});
