import assert from 'node:assert/strict';
import { ops } from '../../../kernels/ops/all';
import { Refusal } from '../../../kernels/ops/op';
import type { Op } from '../../../kernels/ops/op';
import { run } from '../../../kernels/ops/run';
import type { Run, Value } from '../../../kernels/ops/run';
import type { Engine } from '../../../kernels/wasm/engine';
import { Tensor } from '../../../kernels/wasm/tensor';
import { testEngine } from './engine';

function op(name: string): Op {
  const found = ops.get(name);
  assert.ok(found);
  return found;
}

function ran(engine: Engine, name: string, args: Readonly<Record<string, Value>>): Run {
  const result = run(op(name), engine, args);
  if (result instanceof Refusal) throw result;
  return result;
}

describe('engine', () => {
  it('runs an op forward and backward', async () => {
    const engine = await testEngine();
    const x = engine.tensor([1, 1, 4, 4], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
    const pooled = ran(engine, 'max_pool2d', { input: x, kernel_size: 2 });
    assert.deepEqual([...(pooled.outputs[0]?.data ?? [])], [6, 8, 14, 16]);
    const { input } = pooled.backward([engine.tensor([1, 1, 2, 2], [1, 2, 3, 4])]);
    assert.ok(input instanceof Tensor);
    assert.deepEqual([...input.data], [0, 0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 3, 0, 4]);
  });

  it('refuses in PyTorch\'s words', async () => {
    const engine = await testEngine();
    const refusal = run(op('max_pool2d'), engine, { input: engine.zeros([1, 1, 4, 4]), kernel_size: 2, padding: 2 });
    assert.ok(refusal instanceof Refusal);
    assert.equal(refusal.text, 'pad should be at most half of effective kernel size, but got pad=2, kernel_size=2 and dilation=1');
  });

  it('works for ever in the same memory', async () => {
    const engine = await testEngine();
    const random = engine.random;
    const step = (index: number) => {
      engine.scope(() => {
        const shape = [1 + random.integer(3), 1 + random.integer(4), 6 + random.integer(20), 6 + random.integer(20)];
        const x = engine.filled(shape, 1);
        const name = ['max_pool2d', 'avg_pool2d', 'adaptive_avg_pool2d', 'lp_pool2d'][index % 4] ?? '';
        const args = { max_pool2d: { kernel_size: 3 }, avg_pool2d: { kernel_size: 2 }, adaptive_avg_pool2d: { output_size: 3 }, lp_pool2d: { norm_type: 2, kernel_size: 2 } }[name];
        const result = ran(engine, name, { input: x, ...args });
        result.backward(result.outputs.map((output) => engine.filled(output.shape, 1)));
      });
    };
    for (let index = 0; index < 5_000; index += 1) step(index);
    const { byteLength } = engine.memory.buffer;
    for (let index = 0; index < 50_000; index += 1) step(index);
    assert.equal(engine.memory.buffer.byteLength, byteLength);
    assert.equal(engine.arena.bytesInUse, 0);
  });

  it('leaves nothing behind when an op is refused', async () => {
    const engine = await testEngine();
    engine.scope(() => {
      const x = engine.filled([1, 1, 2, 2], 1);
      const before = engine.arena.bytesInUse;
      const refusal = run(op('max_unpool2d'), engine, { input: x, indices: engine.filled([1, 1, 2, 2], 99, 'int64'), kernel_size: 2 });
      assert.ok(refusal instanceof Refusal);
      assert.equal(refusal.text, 'Found an invalid max index: 99 (output volumes are of size 4x4)');
      assert.ok(engine.arena.bytesInUse <= before + 64);
    });
    assert.equal(engine.arena.bytesInUse, 0);
  });

  it('refuses what does not fit into its memory, and goes on', async () => {
    const engine = await testEngine();
    const input = engine.zeros([1, 1, 8]);
    const refusal = run(op('adaptive_avg_pool1d'), engine, { input, output_size: 2_000_000_000 });
    assert.ok(refusal instanceof Refusal);
    assert.equal(refusal.text, 'DefaultCPUAllocator: can\'t allocate memory: you tried to allocate 8000000000 bytes.');
    ran(engine, 'adaptive_avg_pool1d', { input, output_size: 2 }).dispose();
    input.dispose();
    assert.equal(engine.arena.bytesInUse, 0);
  });

  it('goes by the shapes and parameters of each call', async () => {
    const engine = await testEngine();
    const x = engine.tensor([1, 1, 4, 4], Float32Array.from({ length: 16 }, (_, index) => index));
    const results = [[2, 2], [4, 4], [2, 2], 4, 2].map((size) => [...ran(engine, 'max_pool2d', { input: x, kernel_size: size }).outputs[0]?.data ?? []]);
    assert.deepEqual(results, [[5, 7, 13, 15], [15], [5, 7, 13, 15], [15], [5, 7, 13, 15]]);
    const other = engine.tensor([1, 1, 2, 8], x.data);
    assert.deepEqual([...ran(engine, 'max_pool2d', { input: other, kernel_size: 2 }).outputs[0]?.data ?? []], [9, 11, 13, 15]);
    assert.deepEqual([...ran(engine, 'max_pool2d', { input: other, kernel_size: 2, stride: 1 }).outputs[0]?.data ?? []], [9, 10, 11, 12, 13, 14, 15]);
  });

  it('refuses what it has no kernels for', async () => {
    const engine = await testEngine();
    const refusal = run(op('ctc_loss'), engine, {});
    assert.ok(refusal instanceof Refusal);
    const unlike = ran(engine, 'max_pool2d', { input: engine.zeros([1, 1, 4, 4]), kernel_size: 2 });
    assert.throws(() => unlike.backward([engine.zeros([1, 1, 3, 3])]), {
      message: 'Mismatch in shape: grad_output[0] has a shape of torch.Size([1, 1, 3, 3]) and output[0] has a shape of torch.Size([1, 1, 2, 2]).',
    });
  });

  it('reads and writes nothing beside its tensors', async () => {
    const engine = await testEngine();
    for (const [height, width] of [[4, 4], [5, 13], [9, 31], [12, 12], [7, 3]] as const) {
      for (const name of ['max_pool2d', 'avg_pool2d']) {
        engine.scope(() => {
          const results = [1, 99].map((around) => {
            const before = engine.filled([64], around);
            const x = engine.tensor([2, height, width], Float32Array.from({ length: 2 * height * width }, (_, index) => Math.sin(index)));
            const after = engine.filled([64], around);
            const result = ran(engine, name, { input: x, kernel_size: 3, stride: 2, padding: 1 });
            assert.ok([before, after].every((guard) => guard.data.every((value) => value === around)));
            return [...result.outputs[0]?.data ?? []];
          });
          assert.deepEqual(results[0], results[1]);
        });
      }
    }
  });
});
