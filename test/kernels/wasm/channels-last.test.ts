/** The layers whose channels are last, against the recorded numbers of TensorFlow.js. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { channelsLastOps } from '../../../kernels/ops/channels-last';
import { Refusal } from '../../../kernels/ops/op';
import { registryOf } from '../../../kernels/ops/registry';
import { Run, run } from '../../../kernels/ops/run';
import type { Value } from '../../../kernels/ops/run';
import { Tensor } from '../../../kernels/wasm/tensor';
import { testEngine } from './engine';

interface Numbers {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

interface Case {
  readonly op: string;
  readonly args: Readonly<Record<string, Value>>;
  readonly tensors: Readonly<Record<string, Numbers>>;
  readonly output: Numbers;
  /** Null where TensorFlow.js has no gradient. */
  readonly upstream: Numbers | null;
  readonly gradients: Readonly<Record<string, Numbers>> | null;
}

const ops = registryOf([channelsLastOps]);
const { cases } = JSON.parse(gunzipSync(readFileSync('test/kernels/wasm/truth/channels-last.json.gz')).toString('utf8')) as { readonly cases: readonly Case[] };

function assertClose(given: Tensor, wanted: Numbers, what: string): void {
  assert.deepEqual(given.shape, wanted.shape, what);
  given.data.forEach((value, index) => {
    const other = wanted.values[index] ?? NaN;
    assert.ok(Math.abs(value - other) <= 2e-5 * Math.max(1, Math.abs(other)), `${what}: ${String(value)} at ${String(index)} instead of ${String(other)}`);
  });
}

describe('ops with their channels last', () => {
  for (const name of ops.keys()) {
    const own = cases.filter(({ op }) => op === name);
    if (own.length === 0) continue;
    it(`${name}: ${String(own.length)} cases`, async () => {
      const engine = await testEngine();
      for (const { args, tensors, output, upstream, gradients } of own) {
        const op = ops.get(name);
        assert.ok(op !== undefined);
        const what = `${name} ${JSON.stringify(args)} of ${JSON.stringify(tensors['input']?.shape)}`;
        const given = Object.fromEntries(Object.entries(tensors).map(([key, { shape, values }]) => [key, engine.tensor(shape, values)]));
        const result = run(op, engine, { ...given, ...args });
        assert.ok(result instanceof Run, `${what}: ${result instanceof Refusal ? result.text : ''}`);
        assertClose(result.outputs[0] ?? assert.fail(), output, what);
        if (upstream === null || gradients === null) continue;
        const made = result.backward([engine.tensor(upstream.shape, upstream.values)]);
        for (const [key, wanted] of Object.entries(gradients)) {
          const gradient = made[key];
          assert.ok(gradient instanceof Tensor, `${what}: no gradient of ${key}`);
          assertClose(gradient, wanted, `${what}: gradient of ${key}`);
        }
      }
    });
  }

  const refusals: readonly (readonly [string, Readonly<Record<string, readonly number[]>>, Readonly<Record<string, Value>>, string])[] = [
    ['max_pool2d', { input: [1, 2, 5, 3] }, { kernel_size: 3, padding: 'valid' }, 'The pool of 3 x 3 is larger than its input of 2 x 5: nothing is left of the map, and TensorFlow.js computes on with no values'],
    ['conv2d', { input: [1, 5, 5, 3], weight: [4, 2, 3, 3] }, {}, 'Error in conv2d: depth of input (3) must match input depth for filter 2.'],
    ['conv2d', { input: [1, 9, 9, 2], weight: [4, 2, 3, 3] }, { stride: [2, 2], dilation: [2, 2] }, "Error in conv2D: Either strides or dilations must be 1. Got strides 2,2 and dilations '2,2'"],
    ['max_pool2d', { input: [5, 5, 3] }, { kernel_size: 2 }, 'Input 0 is incompatible with layer max_pool2d: expected ndim=4, found ndim=3'],
  ];
  for (const [name, tensors, args, text] of refusals) {
    it(`${name} refuses: ${text}`, () => {
      const types = Object.fromEntries(Object.entries(tensors).map(([key, shape]) => [key, { kind: 'tensor' as const, type: { shape, dtype: 'float32' as const } }]));
      const given = Object.fromEntries(Object.entries(args).map(([key, value]) => [key, typeof value === 'number' ? { kind: 'int' as const, value } : typeof value === 'string' ? { kind: 'str' as const, value } : { kind: 'list' as const, items: (value as readonly number[]).map((item) => ({ kind: 'int' as const, value: item })) }]));
      const result = ops.get(name)?.apply({ ...types, ...given });
      assert.ok(result instanceof Refusal);
      assert.equal(result.text, text);
    });
  }
});
