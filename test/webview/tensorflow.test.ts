/** Layers of TensorFlow.js in the playground: their scene, their form, their numbers. */
import assert from 'node:assert/strict';
import type { Scene } from '../../extension/protocol/scene';
import { runChainTask } from '../../webview/engine/chain';
import { describe as describeLayer } from '../../webview/engine/describe';
import { fitted, withLearned } from '../../webview/engine/learned';
import { LayerRunner } from '../../webview/engine/run';
import type { Sample } from '../../webview/engine/task';
import { Settler, chainOf, layerOfNode, nameOfNode } from '../../webview/settle';
import { testEngine } from '../kernels/wasm/engine';
import { int } from './layers';
import { sceneOn } from './scene';

const source = `
import * as tf from '@tensorflow/tfjs';

const input = tf.input({ shape: [17, 14, 3] });
const stem = tf.layers.conv2d({ filters: 8, kernelSize: 3, strides: 2, padding: 'same', useBias: false }).apply(input) as tf.SymbolicTensor;
const norm = tf.layers.batchNormalization({ epsilon: 0.01 }).apply(stem) as tf.SymbolicTensor;
const active = tf.layers.leakyReLU({ alpha: 0.2 }).apply(norm) as tf.SymbolicTensor;
const spread = tf.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: 'same', activation: 'relu' }).apply(active) as tf.SymbolicTensor;
const back = tf.layers.conv2d({ filters: 8, kernelSize: 1 }).apply(spread) as tf.SymbolicTensor;
const both = tf.layers.add().apply([active, back]) as tf.SymbolicTensor;
const wide = tf.layers.concatenate().apply([both, active]) as tf.SymbolicTensor;
const pooled = tf.layers.averagePooling2d({ poolSize: [3, 2], padding: 'same' }).apply(wide) as tf.SymbolicTensor;
const large = tf.layers.conv2dTranspose({ filters: 4, kernelSize: 4, strides: 2, padding: 'same' }).apply(pooled) as tf.SymbolicTensor;
const small = tf.layers.maxPooling2d({ poolSize: 2 }).apply(large) as tf.SymbolicTensor;
const level = tf.layers.layerNormalization().apply(small) as tf.SymbolicTensor;
const flat = tf.layers.flatten().apply(level) as tf.SymbolicTensor;
const thin = tf.layers.dropout({ rate: 0.25 }).apply(flat) as tf.SymbolicTensor;
const output = tf.layers.dense({ units: 10, activation: 'softmax' }).apply(thin) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: output });
model.predict(tf.zeros([2, 17, 14, 3]));
`;
const sample: Sample = { kind: 'normal', seed: 0, given: null };

describe('layers of TensorFlow.js in the playground', () => {
  let scene: Scene;
  before(async () => {
    scene = await sceneOn(source, 'tf.layers.dense(', 'net.ts');
  });

  it('run as a whole model, with the shapes that the analysis has found', async () => {
    const items = chainOf(scene, 0, scene.nodes.length);
    const { steps, isWhole } = await runChainTask(await testEngine(), { kind: 'chain', items, sample, runs: true }, () => Promise.resolve(true));
    assert.deepEqual(steps.map(({ refusal }) => refusal).filter((refusal) => refusal !== null), []);
    assert.equal(isWhole, true);
    const settler = new Settler();
    const told = scene.nodes.map((node) => (scene.tensors[node.outputs[0] ?? -1]?.shape ?? []).map((dim, axis) => settler.size(dim, axis)));
    assert.deepEqual(steps.map(({ output }) => output), told);
    assert.deepEqual(told.at(-1), [2, 10]);
    // As TensorFlow.js counts them: countParams() of each layer.
    assert.deepEqual(scene.layers.map(({ type, parameters }) => [type, parameters]).filter(([, parameters]) => parameters !== 0), [
      ['Conv2D', 216], ['BatchNormalization', 32], ['DepthwiseConv2D', 160], ['Conv2D', 136], ['Conv2DTranspose', 1028], ['LayerNormalization', 8], ['Dense', 490],
    ]);
  });

  const forms: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['tf.layers.conv2d({ filters: 8, kernelSize: 3', { filters: '8', kernelSize: '3', useBias: 'false', strides: '[2, 2]', padding: "'same'", dilationRate: '[1, 1]' }],
    ['tf.layers.batchNormalization', { scale: 'true', center: 'true', momentum: '0.99', epsilon: '0.01' }],
    ['tf.layers.leakyReLU', { alpha: '0.2' }],
    ['tf.layers.averagePooling2d', { poolSize: '[3, 2]', strides: '[3, 2]', padding: "'same'" }],
    ['tf.layers.maxPooling2d', { poolSize: '[2, 2]', strides: '[2, 2]', padding: "'valid'" }],
    ['tf.layers.layerNormalization', { scale: 'true', center: 'true', epsilon: '0.001' }],
    ['tf.layers.dropout', { rate: '0.25' }],
    ['tf.layers.dense', { units: '10', useBias: 'true' }],
    ['tf.layers.concatenate', { axis: '-1' }],
    ['tf.layers.flatten', {}],
  ];
  for (const [at, wanted] of forms) {
    it(`have a form in its words: ${at}`, async () => {
      const opened = await sceneOn(source, at, 'net.ts');
      const node = opened.nodes[opened.focus] ?? assert.fail();
      const { fields, refusal } = describeLayer(layerOfNode(opened, node, new Settler()));
      assert.equal(refusal, null);
      assert.deepEqual(Object.fromEntries(fields.map(({ label, text }) => [label, text])), wanted);
    });
  }

  it('are shown by planes, with the shape as it is', async () => {
    const opened = await sceneOn(source, 'tf.layers.maxPooling2d', 'net.ts');
    const node = opened.nodes[opened.focus] ?? assert.fail();
    assert.equal(nameOfNode(opened, node), 'max_pooling2d_MaxPooling2D1');
    const runner = new LayerRunner(await testEngine());
    const layer = layerOfNode(opened, node, new Settler());
    const { run } = runner.run({ kind: 'run', layer, sample: { ...sample, kind: 'ramp' }, upstream: { kind: 'cell', index: 3 }, plane: 5, others: 12 });
    assert.ok(run);
    assert.deepEqual([run.input.shape, run.output.shape], [[2, 6, 8, 4], [2, 3, 4, 4]]);
    assert.deepEqual([run.input.plane.rows, run.input.plane.columns, run.input.others.length], [6, 8, 8]);
    // A ramp grows to the right and down: of each window the last cell.
    assert.deepEqual([...run.output.plane.values].map((value) => Math.round(value * 47)), [9, 11, 13, 15, 25, 27, 29, 31, 41, 43, 45, 47]);
    assert.deepEqual([...run.gradient?.plane.values ?? []].flatMap((value, index) => (value === 1 ? [index] : [])), [15]);
  });

  it('make their weights for what they are given', async () => {
    const of = async (at: string): Promise<ReturnType<typeof layerOfNode>> => {
      const opened = await sceneOn(source, at, 'net.ts');
      return layerOfNode(opened, opened.nodes[opened.focus] ?? assert.fail(), new Settler());
    };
    for (const at of ['tf.layers.conv2d({ filters: 8, kernelSize: 3', 'tf.layers.batchNormalization', 'tf.layers.depthwiseConv2d', 'tf.layers.conv2dTranspose', 'tf.layers.layerNormalization', 'tf.layers.dense']) {
      const layer = await of(at);
      const operands = layer.operands.map((operand, index) => (index === 0 ? { ...operand, shape: operand.shape.with(-1, 5) } : operand));
      assert.equal(describeLayer(fitted({ ...layer, operands })).refusal, null, at);
    }
    const wider = withLearned(await of('tf.layers.dense'), 'out_features', int(12)) ?? assert.fail();
    assert.deepEqual(describeLayer(wider).outputs, [[2, 12]]);
  });
});

const functions = `
import * as tf from '@tensorflow/tfjs';
const image = tf.randomNormal<tf.Rank.R4>([2, 12, 10, 3]);
const filter = tf.randomNormal<tf.Rank.R4>([3, 3, 3, 8]);
const map = tf.conv2d(image, filter, 2, 'same');
const deep = tf.depthwiseConv2d(map, tf.randomNormal<tf.Rank.R4>([3, 3, 8, 2]), 1, 'same');
const even = tf.batchNorm(deep, tf.zeros([16]), tf.ones([16]));
const pooled = tf.maxPool(even, 2, 2, 'same');
const mean = pooled.mean([1, 2]);
const high = tf.avgPool(pooled, 2, 1, 0).max([1, 2]);
const both = tf.add(mean, high).relu();
const scores = both.matMul(tf.randomNormal([16, 5])).softmax();
`;

describe('functions of TensorFlow.js in the playground', () => {
  for (const [at, steps] of [
    ['tf.conv2d', ['H_out = ⌈12 / 2⌉ = 6', 'W_out = ⌈10 / 2⌉ = 5']], ['tf.depthwiseConv2d', ['H_out = ⌈6 / 1⌉ = 6', 'W_out = ⌈5 / 1⌉ = 5']], ['tf.batchNorm', null], ['tf.maxPool', ['H_out = ⌈6 / 2⌉ = 3', 'W_out = ⌈5 / 2⌉ = 3']],
    ['pooled.mean', null], ['tf.avgPool', null], ['tf.add', null], ['both.matMul', null],
  ] as const) {
    it(`run from their line: ${at}`, async () => {
      const opened = await sceneOn(functions, at, 'net.ts');
      const node = opened.nodes[opened.focus] ?? assert.fail();
      const layer = layerOfNode(opened, node, new Settler());
      const { run, refusal, description } = new LayerRunner(await testEngine()).run({ kind: 'run', layer, sample, upstream: { kind: 'ones' }, plane: 0, others: 12 });
      assert.equal(refusal, null);
      assert.deepEqual(run?.output.shape, opened.tensors[node.outputs[0] ?? -1]?.shape);
      if (steps !== null) assert.deepEqual(description.steps, steps);
    });
  }
});
