/** What the neural ops say besides their outputs: costs, formulas, suppositions on unknown inputs, and how they go on after a mistake. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { format } from '../../../kernels/dims/dim';
import type { Dim } from '../../../kernels/dims/dim';
import { ops } from '../../../kernels/ops/all';
import { Refusal, plainCheck } from '../../../kernels/ops/op';
import type { Check, Op } from '../../../kernels/ops/op';
import type { Shape } from '../../../kernels/ops/tensor-type';
import { folder, toDatum } from './recorded';
import type { Argument } from './recorded';

type Arguments = Readonly<Record<string, Argument>>;

function opOf(name: string): Op {
  const op = ops.get(name);
  assert.ok(op, name);
  return op;
}

function data(args: Arguments): Parameters<Op['apply']>[0] {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, toDatum(value, (shape, dtype) => ({ shape, dtype }), name)]));
}

const tensor = (...shape: number[]): Argument => ({ tensor: shape, dtype: 'float32' });

function shapeText(shape: Shape | null): string {
  return shape === null ? 'unknown' : `[${shape.map((dim: Dim) => (dim === null ? '?' : typeof dim === 'number' ? String(dim) : format(dim))).join(', ')}]`;
}

describe('neural ops', () => {
  describe('count as PyTorch counts', () => {
    const rows = JSON.parse(readFileSync(`${folder}/macs.json`, 'utf8')) as { op: string; args: Arguments; macs: number }[];
    for (const { op, args, macs } of rows) {
      it(`${op} ${JSON.stringify(args)}`, () => {
        const result = opOf(op).apply(data(args));
        assert.ok(!(result instanceof Refusal));
        assert.equal(result.cost().macs, macs);
      });
    }
  });

  const formulas: readonly (readonly [string, Arguments, readonly string[]])[] = [
    ['conv2d', { input: tensor(1, 3, 224, 224), weight: tensor(64, 3, 7, 7), stride: 2, padding: 3 }, ['H_out = W_out = ⌊(224 + 2·3 − 1·(7 − 1) − 1)/2⌋ + 1 = 112']],
    ['conv2d', { input: tensor(1, 3, 8, 6), weight: tensor(4, 3, 3, 3) }, ['H_out = ⌊(8 + 2·0 − 1·(3 − 1) − 1)/1⌋ + 1 = 6', 'W_out = ⌊(6 + 2·0 − 1·(3 − 1) − 1)/1⌋ + 1 = 4']],
    ['conv1d', { input: tensor(1, 3, 8), weight: tensor(4, 3, 3), padding: 'same' }, ["L_out = 8 (padding 'same') = 8"]],
    ['conv_transpose1d', { input: tensor(1, 4, 5), weight: tensor(4, 2, 3), stride: 2 }, ['L_out = (5 − 1)·2 − 2·0 + 1·(3 − 1) + 0 + 1 = 11']],
    ['max_pool2d', { input: tensor(1, 64, 112, 112), kernel_size: 3, stride: 2, padding: 1 }, ['H_out = W_out = ⌊(112 + 2·1 − 1·(3 − 1) − 1)/2⌋ + 1 = 56']],
    ['avg_pool1d', { input: tensor(1, 2, 5), kernel_size: 2, ceil_mode: true }, ['L_out = ⌈(5 + 2·0 − 1·(2 − 1) − 1)/2⌉ + 1 = 3']],
    ['linear', { input: tensor(2, 512), weight: tensor(10, 512) }, ['last axis: 512 = in_features 512 → out_features 10']],
    ['pixel_shuffle', { input: tensor(1, 12, 3, 4), upscale_factor: 2 }, ['C_out = C/2² = 3', 'H_out = H·2 = 6, W_out = W·2 = 8']],
    ['interpolate', { input: tensor(1, 3, 7), scale_factor: { float: 1.5 } }, ['L_out = ⌊7 · 1.5⌋ = 10']],
  ];

  describe('write their formulas with the numbers in them', () => {
    for (const [name, args, lines] of formulas) {
      it(`${name}: ${lines[0] ?? ''}`, () => {
        const result = opOf(name).apply(data(args));
        assert.ok(!(result instanceof Refusal));
        assert.deepEqual(result.explain(), lines);
      });
    }
  });

  const suppositions: readonly (readonly [string, Arguments, string])[] = [
    ['conv1d', { weight: tensor(8, 3, 3) }, '[?, 3, ?]'],
    ['conv2d', { weight: tensor(8, 2, 3, 3), groups: 2 }, '[?, 4, ?, ?]'],
    ['conv_transpose2d', { weight: tensor(8, 2, 3, 3) }, '[?, 8, ?, ?]'],
    ['max_pool3d', { kernel_size: 2 }, '[?, ?, ?, ?, ?]'],
    ['adaptive_avg_pool2d', { output_size: 1 }, '[?, ?, ?, ?]'],
    ['linear', { weight: tensor(10, 512) }, '[?, 512]'],
    ['layer_norm', { normalized_shape: [4, 5] }, '[?, 4, 5]'],
    ['pixel_shuffle', { upscale_factor: 2 }, '[?, ?, ?, ?]'],
    ['lstm', { input_size: 10, hidden_size: 20 }, '[?, ?, 10]'],
  ];

  describe('suppose the shape of an input that nothing is known of', () => {
    for (const [name, args, supposed] of suppositions) {
      it(`${name}: ${supposed}`, () => {
        const seen: string[] = [];
        const suppose: Check['suppose'] = (input, shape) => {
          if (input.shape !== null) return input.shape;
          seen.push(shapeText(shape()));
          return shape();
        };
        const check: Check = { ...plainCheck, suppose, guess: suppose };
        const result = opOf(name).apply({ ...data(args), input: { kind: 'unknown' } }, check);
        assert.ok(!(result instanceof Refusal));
        assert.deepEqual(seen, [supposed]);
      });
    }
  });

  const mistakes: readonly (readonly [string, Arguments, string, string])[] = [
    ['conv2d', { input: tensor(2, 1, 28, 28), weight: tensor(8, 3, 3, 3) }, 'shape/conv-channels', '[2, 8, 26, 26]'],
    ['conv2d', { input: tensor(2, 3, 4, 4), weight: tensor(8, 3, 7, 7) }, 'shape/kernel-exceeds-input', '[2, 8, ?, ?]'],
    ['conv2d', { input: tensor(2, 4, 9, 9), weight: tensor(7, 2, 3, 3), groups: 2 }, 'shape/conv-groups', 'unknown'],
    ['conv2d', { input: tensor(2, 4), weight: tensor(7, 4, 3, 3) }, 'shape/rank', 'unknown'],
    ['linear', { input: tensor(4, 64), weight: tensor(10, 128) }, 'shape/linear-features', '[4, 10]'],
    ['max_pool2d', { input: tensor(2, 8, 1, 1), kernel_size: 2 }, 'pooling/empty-output', '[2, 8, ?, ?]'],
    ['max_pool2d', { input: tensor(2, 8, 9, 9), kernel_size: 2, padding: 2 }, 'pooling/padding-too-large', '[2, 8, ?, ?]'],
    ['avg_pool3d', { input: tensor(2, 8, 1, 9, 9), kernel_size: 2 }, 'pooling/empty-output', '[2, 8, ?, ?, ?]'],
    ['max_unpool2d', { input: tensor(2, 3, 4, 4), indices: tensor(2, 3, 4, 4), kernel_size: 2 }, 'pooling/unpool-indices', '[2, 3, 8, 8]'],
    ['batch_norm', { input: tensor(2, 64, 8, 8), running_mean: tensor(32), running_var: tensor(32) }, 'norm/num-features', '[2, 64, 8, 8]'],
    ['batch_norm', { input: tensor(1, 64), running_mean: null, running_var: null, training: true }, 'norm/single-value', '[1, 64]'],
    ['group_norm', { input: tensor(2, 64, 8), num_groups: 3 }, 'norm/num-features', '[2, 64, 8]'],
    ['layer_norm', { input: tensor(2, 10, 32), normalized_shape: [64] }, 'norm/normalized-shape', '[2, 10, 32]'],
    ['softmax', { input: tensor(2, 3), dim: 2 }, 'shape/dim-range', '[2, 3]'],
    ['mse_loss', { input: tensor(4, 5), target: tensor(4, 6), reduction: 'none' }, 'shape/broadcast', '[4, 6]'],
    ['mse_loss', { input: tensor(4, 5), target: tensor(4, 6) }, 'shape/broadcast', '[]'],
    ['kl_div', { input: tensor(4, 5), target: tensor(4, 6) }, 'shape/broadcast', '[]'],
  ];

  describe('name the rule of a mistake and go on as if it were mended', () => {
    for (const [name, args, code, shape] of mistakes) {
      it(`${name}: ${code}, then ${shape}`, () => {
        const result = opOf(name).apply(data(args));
        assert.ok(result instanceof Refusal);
        assert.deepEqual([result.code, shapeText(result.recovery?.shape ?? null)], [code, shape]);
      });
    }
  });
});
