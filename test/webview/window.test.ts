import assert from 'node:assert/strict';
import { Refusal } from '../../kernels/ops/op';
import { run } from '../../kernels/ops/run';
import type { Value } from '../../kernels/ops/run';
import type { Engine } from '../../kernels/wasm/engine';
import { argumentsOf } from '../../webview/engine/describe';
import { planeOf } from '../../webview/engine/numbers';
import { channelsFirst } from '../../webview/engine/layout';
import { opOf } from '../../webview/engine/ops';
import type { Layer, Plane } from '../../webview/engine/task';
import { arithmetic, marginsOf, readBy, readersOf, unreadOf, windowsOf } from '../../webview/window';
import { testEngine } from '../kernels/wasm/engine';
import { bool, int, ints, lastOn, layerOn } from './layers';

/** The planes of a layer that really ran on other numbers each. */
function ran(engine: Engine, layer: Layer): { readonly input: Plane; readonly output: Plane } {
  const made = layer.operands.map(({ shape }) => {
    const tensor = engine.empty(shape);
    engine.random.fillUniform(tensor.data, 1, 2);
    return tensor;
  });
  const op = opOf(layer);
  assert.ok(op);
  const result = run(op, engine, argumentsOf<Value>(layer, (_, index) => made[index] ?? null, (items) => items));
  if (result instanceof Refusal) throw result;
  const [input, output] = [made[0], result.outputs[0]];
  assert.ok(input && output);
  return { input: planeOf(channelsFirst(engine, layer, input), 0), output: planeOf(channelsFirst(engine, layer, output), 0) };
}

function near(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) < 1e-5, `${what}: ${String(actual)} instead of ${String(expected)}`);
}

/** The cells of a plane, each with its value. */
function cellsOf({ rows, columns, values }: Plane): readonly { readonly row: number; readonly column: number; readonly value: number }[] {
  return Array.from({ length: rows * columns }, (_, index) => ({ row: Math.floor(index / columns), column: index % columns, value: values[index] ?? NaN }));
}

describe('windows', () => {
  let engine: Engine;
  before(async () => {
    engine = await testEngine(3);
  });

  const sliding = [
    { kernel_size: int(2) },
    { kernel_size: int(3), stride: int(2), padding: int(1) },
    { kernel_size: ints(3, 2), stride: ints(1, 3), padding: ints(1, 0) },
    { kernel_size: int(3), stride: int(2), ceil_mode: bool(true) },
    { kernel_size: int(2), stride: int(3), padding: int(1), ceil_mode: bool(true) },
  ] as const;
  const sum = (values: readonly (number | null)[]): number => values.reduce((total: number, value) => total + (value ?? 0), 0);

  for (const [kernel, stride] of [[2, 1], [3, 2], [2, 3], [5, 2], [1, 2]] as const) {
    const args = { kernel_size: int(kernel), stride: int(stride), padding: { kind: 'str', value: 'same' } } as const;
    it(`of TensorFlow.js under 'same' are what the op reads: ${String(kernel)}, ${String(stride)}`, () => {
      for (const op of ['max_pool2d', 'avg_pool2d']) {
        const layer = lastOn(op, [1, 7, 8, 2], args);
        const { input, output } = ran(engine, layer);
        const windows = windowsOf(layer, input, output);
        assert.ok(windows);
        for (const { row, column, value } of cellsOf(output)) {
          const inside = readBy(windows, input, row, column).filter((one) => one !== null);
          near(op === 'max_pool2d' ? Math.max(...inside) : sum(inside) / inside.length, value, `${op} ${String(row)}, ${String(column)}`);
          if (op === 'avg_pool2d') assert.match(arithmetic(layer, windows, input, row, column, value), new RegExp(`/ ${String(inside.length)} =`));
        }
      }
    });
  }

  for (const args of sliding) {
    const told = JSON.stringify(args).replaceAll(/"kind":"\w+",|"/g, '');
    it(`of max pooling are what the op reads: ${told}`, () => {
      const layer = layerOn('max_pool2d', [1, 1, 7, 8], args);
      const { input, output } = ran(engine, layer);
      const windows = windowsOf(layer, input, output);
      assert.ok(windows);
      for (const { row, column, value } of cellsOf(output)) {
        const inside = readBy(windows, input, row, column).filter((one) => one !== null);
        near(Math.max(...inside), value, `${String(row)}, ${String(column)}`);
      }
    });
    for (const counts of [true, false]) {
      it(`of average pooling divide as the op does, ${counts ? 'with' : 'without'} the padding: ${told}`, () => {
        const layer = layerOn('avg_pool2d', [1, 1, 7, 8], { ...args, count_include_pad: bool(counts) });
        const { input, output } = ran(engine, layer);
        const windows = windowsOf(layer, input, output);
        assert.ok(windows);
        for (const { row, column, value } of cellsOf(output)) {
          const divisor = Number(/\/ (\d+) =/.exec(arithmetic(layer, windows, input, row, column, value))?.[1]);
          near(sum(readBy(windows, input, row, column)) / divisor, value, `${String(row)}, ${String(column)}`);
        }
      });
    }
  }

  it('of adaptive pooling are its bins', () => {
    const layer = layerOn('adaptive_avg_pool2d', [1, 1, 7, 5], { output_size: ints(3, 4) });
    const { input, output } = ran(engine, layer);
    const windows = windowsOf(layer, input, output);
    assert.ok(windows);
    assert.deepEqual(windows.rows.outputs, [[0, 1, 2], [2, 3, 4], [4, 5, 6]]);
    for (let column = 0; column < 4; column += 1) {
      const inside = readBy(windows, input, 1, column);
      near(sum(inside) / inside.length, output.values[4 + column] ?? NaN, String(column));
    }
  });

  it('tell who reads a cell, what nobody reads, and how far they reach', () => {
    const layer = layerOn('max_pool2d', [1, 1, 5, 5], { kernel_size: int(2), stride: int(2) });
    const windows = windowsOf(layer, { rows: 5, columns: 5 }, { rows: 2, columns: 2 });
    assert.ok(windows);
    assert.deepEqual(readersOf(windows.rows), [[0], [0], [1], [1], []]);
    assert.equal(unreadOf(windows), 9);
    assert.deepEqual(marginsOf(windows), { top: 0, bottom: 0, left: 0, right: 0 });
    const padded = windowsOf(layerOn('conv2d', [1, 1, 5, 5], { padding: int(2) }, { weight: [1, 1, 5, 5] }), { rows: 5, columns: 5 }, { rows: 5, columns: 5 });
    assert.ok(padded);
    assert.deepEqual(marginsOf(padded), { top: 2, bottom: 2, left: 2, right: 2 });
  });

  it('of one dimension run along the columns', () => {
    const windows = windowsOf(layerOn('max_pool1d', [1, 1, 6], { kernel_size: int(3) }), { rows: 1, columns: 6 }, { rows: 1, columns: 2 });
    assert.deepEqual(windows?.rows.outputs, [[0]]);
    assert.deepEqual(windows.columns.outputs, [[0, 1, 2], [3, 4, 5]]);
  });

  it('are none for other ops', () => {
    assert.equal(windowsOf(layerOn('relu', [1, 1, 4, 4]), { rows: 4, columns: 4 }, { rows: 4, columns: 4 }), null);
  });
});
