import assert from 'node:assert/strict';
import { ops } from '../../../kernels/ops/all';
import { run, Run } from '../../../kernels/ops/run';
import { Tensor } from '../../../kernels/wasm/tensor';
import { testEngine } from './engine';

describe('dropout', () => {
  for (const [name, together] of [['dropout', 1], ['dropout2d', 4]] as const) {
    it(`${name} draws from its seed, and lets gradients through where it let numbers through`, async () => {
      const engine = await testEngine();
      const op = ops.get(name);
      assert.ok(op !== undefined);
      const input = engine.filled([50, 50, 2, 2], 3);
      const drawn = [5, 5, 6].map((seed) => {
        engine.random.seed(seed);
        const result = run(op, engine, { input, p: 0.25, training: true });
        assert.ok(result instanceof Run);
        const values = [...(result.outputs[0]?.data ?? [])];
        const gradient = result.backward([engine.filled([50, 50, 2, 2], 3)])['input'];
        assert.ok(gradient instanceof Tensor);
        assert.deepEqual([...gradient.data], values);
        return values;
      });
      assert.deepEqual(drawn[0], drawn[1]);
      assert.notDeepEqual(drawn[0], drawn[2]);
      const values = drawn[0] ?? [];
      assert.ok(values.every((value, index) => (value === 0 || value === 4) && value === values[index - (index % together)]));
      const share = values.filter((value) => value === 4).length / values.length;
      assert.ok(Math.abs(share - 0.75) < 0.03, `${String(share)} are kept`);
    });
  }
});
