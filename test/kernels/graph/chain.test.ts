import assert from 'node:assert/strict';
import { analyseProgram } from '../../../extension/analysis/program';
import { runChain } from '../../../kernels/graph/chain';
import type { Chain, Leaf } from '../../../kernels/graph/chain';
import type { GraphTensor } from '../../../kernels/graph/layer-graph';
import { sampleLeaf } from '../../../kernels/graph/sample-leaf';
import type { Tensor } from '../../../kernels/ops/computation';
import type { Engine } from '../../../kernels/wasm/engine';
import { memoryHost } from '../../extension/analysis/fixture';
import { pythonParser } from '../../parser';
import { testEngine } from '../wasm/engine';

/** Runs all that a program applies, on leaves that count up from 0. */
async function chainOf(engine: Engine, source: string, leaf = (wanted: Leaf) => counting(engine, wanted)): Promise<{ readonly chain: Chain; readonly inputs: readonly GraphTensor[] }> {
  const host = memoryHost(await pythonParser(), new Map([['main.py', `import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n${source}`]]));
  const { nodes } = analyseProgram(host, 'main.py', { roots: [''] }).recorder;
  const chain = runChain(nodes.filter(({ op }) => op !== 'randn'), engine, leaf);
  return { chain, inputs: [...chain.leaves.keys()] };
}

function counting(engine: Engine, { shape }: Leaf): Tensor {
  const sizes = (shape ?? []).map((dim) => (typeof dim === 'number' ? dim : 2));
  const count = sizes.reduce((product, size) => product * size, 1);
  return engine.tensor(sizes, Float32Array.from({ length: count }, (_, index) => index));
}

function numbers(tensor: Tensor | null | undefined): readonly number[] {
  return tensor ? [...tensor.data] : [];
}

describe('chains of ops', () => {
  it('run forward and backward, with what each step looks like', async () => {
    const engine = await testEngine();
    const { chain, inputs: [x] } = await chainOf(engine, 'y = F.avg_pool2d(nn.MaxPool2d(2)(torch.randn(1, 1, 4, 8)), 2)');
    assert.equal(chain.stopped, null);
    assert.deepEqual(chain.steps.map(({ node }) => node.op), ['max_pool2d', 'avg_pool2d']);
    assert.deepEqual(chain.steps.map(({ run: { outputs } }) => numbers(outputs[0])), [[9, 11, 13, 15, 25, 27, 29, 31], [18, 22]]);
    const [pooled] = chain.steps;
    assert.deepEqual(pooled?.statistics, [{ mean: 20, deviation: Math.sqrt(69), least: 9, greatest: 31, zeros: 0, nonFinite: 0 }]);
    assert.ok(pooled.milliseconds >= 0);
    const { leaves, milliseconds } = chain.backward();
    assert.ok(x !== undefined);
    const gradient = leaves.get(x);
    assert.deepEqual(numbers(gradient).flatMap((value, index) => (value === 0 ? [] : [[index, value]])), [9, 11, 13, 15, 25, 27, 29, 31].map((index) => [index, 0.25]));
    assert.equal(milliseconds.size, 2);
    gradient?.dispose();
    chain.dispose();
    for (const tensor of chain.leaves.values()) tensor.dispose();
    assert.equal(engine.arena.bytesInUse, 0);
  });

  it('add up the gradients of what is taken twice', async () => {
    const engine = await testEngine();
    const { chain, inputs: [x] } = await chainOf(engine, 'x = torch.randn(1, 1, 2, 2)\na = F.max_pool2d(x, 2)\nb = F.avg_pool2d(x, 2)');
    assert.ok(x !== undefined);
    const { leaves } = chain.backward();
    assert.deepEqual(numbers(leaves.get(x)), [0.25, 0.25, 0.25, 1.25]);
  });

  it('start backward where they are told to', async () => {
    const engine = await testEngine();
    const { chain, inputs: [x] } = await chainOf(engine, 'x = torch.randn(1, 1, 2, 2)\na = F.max_pool2d(x, 2)\nb = F.avg_pool2d(x, 2)');
    const end = chain.steps[0]?.node.outputs[0];
    assert.ok(x !== undefined && end !== undefined);
    const { leaves } = chain.backward(new Map([[end, engine.tensor([1, 1, 1, 1], [7])]]));
    assert.deepEqual(numbers(leaves.get(x)), [0, 0, 0, 7]);
  });

  it('settle the symbols of the graph by the sizes of their inputs', async () => {
    const engine = await testEngine();
    const source = 'class Net(nn.Module):\n    def forward(self, x):\n        return F.max_pool2d(x, x.shape[-1])\nNet()(torch.randn(1, 1, 3, 3))';
    const { chain } = await chainOf(engine, source);
    assert.deepEqual(chain.steps.map(({ run: { outputs } }) => numbers(outputs[0])), [[8]]);
  });

  it('stop where an op refuses, and keep what came before', async () => {
    const engine = await testEngine();
    const { chain } = await chainOf(engine, 'y = F.max_pool2d(F.avg_pool2d(torch.randn(1, 1, 4, 4), 2), 2)', ({ shape }) => {
      assert.deepEqual(shape, [1, 1, 4, 4]);
      return engine.zeros([1, 1, 3, 3]);
    });
    assert.equal(chain.steps.length, 1);
    assert.equal(chain.stopped?.refusal.text, 'Given input size: (1x1x1). Calculated output size: (1x0x0). Output size is too small');
    assert.equal(chain.stopped.node.op, 'max_pool2d');
  });

  it('start from what PyTorch\'s layers start from', async () => {
    const engine = await testEngine(1);
    const spread = new Map<string, readonly number[]>();
    const source = 'nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.Flatten(), nn.Linear(8 * 36, 5))(torch.randn(4, 3, 8, 8))';
    const host = memoryHost(await pythonParser(), new Map([['main.py', `import torch\nimport torch.nn as nn\n${source}`]]));
    const { nodes } = analyseProgram(host, 'main.py', { roots: [''] }).recorder;
    for (const node of nodes) {
      node.inputs.forEach((tensor, index) => {
        const parameter = node.parameters[index] ?? '';
        const { data } = sampleLeaf(engine, { tensor, node, parameter, shape: tensor.type.shape }, () => 1);
        spread.set(`${node.op} ${parameter}`, [data.length, Math.min(...data), Math.max(...data)]);
      });
    }
    const within = (name: string, count: number, bound: number) => {
      const [size, least = NaN, greatest = NaN] = spread.get(name) ?? [];
      assert.equal(size, count, name);
      assert.ok(-bound <= least && least < greatest && greatest <= bound && greatest - least > bound, name);
    };
    within('conv2d weight', 216, 1 / Math.sqrt(27));
    within('conv2d bias', 8, 1 / Math.sqrt(27));
    within('linear weight', 1440, 1 / Math.sqrt(288));
    assert.deepEqual(['weight', 'bias', 'running_mean', 'running_var'].map((name) => spread.get(`batch_norm ${name}`)), [[8, 1, 1], [8, 0, 0], [8, 0, 0], [8, 1, 1]]);
    within('conv2d input', 768, 6);
  });
});
