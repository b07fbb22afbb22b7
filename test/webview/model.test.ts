import assert from 'node:assert/strict';
import type { Scene } from '../../extension/protocol/scene';
import { sceneSchema } from '../../extension/protocol/scene';
import { received } from '../../extension/protocol/playground';
import { inserted, kindsAfter, moved, removed } from '../../webview/block';
import { runChainTask } from '../../webview/engine/chain';
import type { ChainItem, ChainResult } from '../../webview/engine/task';
import { rowsOf } from '../../webview/model-rows';
import { chainOf } from '../../webview/settle';
import { testEngine } from '../kernels/wasm/engine';
import { lastOn, layerOn } from './layers';
import { residual, sceneOn } from './scene';

const plain = `
import torch
from torch import nn
net = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(8 * 16, 10))
net(torch.randn(4, 3, 8, 8))
`;

describe('a scene', () => {
  let scene: Scene;
  before(async () => {
    scene = await sceneOn(residual, 'self.fc(x.mean');
  });

  it('holds the whole model, the op at the cursor and the ops of its call around it', () => {
    assert.equal(scene.model, 'Net');
    assert.equal(scene.nodes[scene.focus]?.op, 'linear');
    assert.deepEqual(scene.nodes.slice(...scene.block).map(({ op }) => op).at(-1), 'linear');
    assert.deepEqual(scene.nodes.map(({ op, module }) => `${module} ${op}`), [
      ' conv2d', 'blocks.0 conv2d', 'blocks.0 batch_norm', 'blocks.0 relu', 'blocks.0 add', 'blocks.1 conv2d', 'blocks.1 batch_norm', 'blocks.1 relu', 'blocks.1 add', ' max_pool2d', ' mean', ' linear',
    ]);
  });

  it('passes its own schema, and nothing else does', () => {
    assert.deepEqual(received(sceneSchema, JSON.parse(JSON.stringify(scene))), JSON.parse(JSON.stringify(scene)));
    assert.equal(received(sceneSchema, { ...scene, nodes: 'none' }), null);
    assert.equal(received(sceneSchema, { ...scene, tensors: [{ shape: [{}], dtype: null }] }), null);
  });

  it('tells what each layer makes, holds, costs and sees', () => {
    const rows = rowsOf(scene, null);
    assert.deepEqual(rows.map(({ name, parameters, macs, field }) => [name, parameters, macs, field]).slice(0, 3), [['stem', 224, 110592, 3], ['blocks.0.conv', 576, 294912, 7], ['blocks.0.bn', 16, rows[2]?.macs, 7]]);
    // By hand: 3, then 3 x 3 at a stride of 2 twice, then a window of 2 at that stride.
    assert.deepEqual(rows.map(({ field }) => field), [3, 7, 7, 7, 7, 11, 11, 11, 11, 13, null, null]);
    assert.equal(rows.reduce((sum, { parameters }) => sum + parameters, 0), 224 + 2 * (576 + 16) + 90);
  });
});

describe('a chain that is edited', () => {
  let items: readonly ChainItem[];
  let run: (chain: readonly ChainItem[]) => Promise<ChainResult>;
  before(async () => {
    const scene = await sceneOn(plain, 'net(torch');
    items = chainOf(scene, 0, scene.nodes.length);
    const engine = await testEngine();
    run = (chain) => runChainTask(engine, { kind: 'chain', items: chain, sample: { kind: 'normal', seed: 0, given: null }, runs: true }, () => Promise.resolve(true));
  });
  const outputs = (result: ChainResult): readonly (readonly number[] | null)[] => result.steps.map(({ output }) => output);

  it('runs, and is judged', async () => {
    const result = await run(items);
    assert.ok(result.isWhole);
    assert.deepEqual(outputs(result), [[4, 8, 8, 8], [4, 8, 8, 8], [4, 8, 8, 8], [4, 8, 4, 4], [4, 128], [4, 10]]);
    assert.deepEqual(result.judgements.filter(({ severity }) => severity !== 'hint').map(({ rule, item }) => [rule, item]), [['norm/redundant-bias', 0]]);
  });

  it('goes on without an item', async () => {
    const without = removed(items, 1);
    assert.ok(without);
    const result = await run(without);
    assert.deepEqual(outputs(result).at(-1), [4, 10]);
    assert.deepEqual(result.judgements.filter(({ severity }) => severity !== 'hint'), []);
  });

  it('tells in PyTorch\'s words what no longer fits', async () => {
    const without = removed(items, 3);
    assert.ok(without);
    const { steps, isWhole } = await run(without);
    assert.equal(isWhole, false);
    assert.equal(steps.at(-1)?.refusal, 'mat1 and mat2 shapes cannot be multiplied (4x512 and 128x10)');
  });

  it('takes a new item, and moves it', async () => {
    const pool = kindsAfter(items[0]?.layer ?? assert.fail(), [4, 8, 8, 8]).find(({ name }) => name === 'AvgPool2d');
    assert.ok(pool);
    const longer = inserted(items, 0, pool.make([4, 8, 8, 8]));
    assert.deepEqual(outputs(await run(longer)).slice(0, 3), [[4, 8, 8, 8], [4, 8, 4, 4], [4, 8, 4, 4]]);
    const lower = moved(longer, 1, 1);
    assert.ok(lower);
    assert.deepEqual(lower.map(({ type }) => type).slice(0, 3), ['Conv2d', 'BatchNorm2d', 'AvgPool2d']);
    assert.deepEqual(outputs(await run(lower)).slice(0, 3), [[4, 8, 8, 8], [4, 8, 8, 8], [4, 8, 4, 4]]);
    assert.equal(moved(items, 0, -1), null);
  });

  it('makes every kind of layer so that it runs', async () => {
    for (const layer of [layerOn('relu', [4, 8]), lastOn('relu', [4, 8])]) {
      for (const shape of [[4, 8], [4, 8, 6], [4, 8, 6, 6], [4, 8, 6, 6, 6]]) {
        const kinds = kindsAfter(layer, shape);
        assert.ok(kinds.length > 3);
        for (const { name, make } of kinds) {
          const fresh = make(shape);
          const { steps } = await run([{ ...fresh, training: true, from: fresh.layer.operands.map(() => null) }]);
          assert.equal(steps[0]?.refusal, null, `${name} of rank ${String(shape.length)}`);
        }
      }
    }
  });
});
