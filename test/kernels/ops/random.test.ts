/** Random calls of ops that can be run: PyTorch's numbers, or a refusal where PyTorch refuses; never a trap (record_random.py). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { ops } from '../../../kernels/ops/all';
import { Refusal } from '../../../kernels/ops/op';
import { run } from '../../../kernels/ops/run';
import type { Value } from '../../../kernels/ops/run';
import { Tensor } from '../../../kernels/wasm/tensor';
import type { Engine } from '../../../kernels/wasm/engine';
import { testEngine } from '../wasm/engine';

type Argument = number | string | boolean | null | readonly Argument[] | { readonly float: number } | { readonly tensor: readonly number[] };

interface Call {
  readonly op: string;
  readonly args: Readonly<Record<string, Argument>>;
  readonly out?: readonly { readonly shape: readonly number[]; readonly numbers: readonly (number | null)[]; readonly sum: number | null }[];
  readonly error?: string;
}

const calls = JSON.parse(gunzipSync(readFileSync('test/kernels/ops/random.json.gz')).toString()) as readonly Call[];

function isList(value: Argument): value is readonly Argument[] {
  return Array.isArray(value);
}

/** An argument with the numbers that record_random.py gives its tensors. */
function valueOf(engine: Engine, argument: Argument): Value {
  if (typeof argument !== 'object' || argument === null) return argument;
  if (isList(argument)) return argument.map((item) => valueOf(engine, item));
  if ('float' in argument) return { kind: 'float', value: argument.float };
  const tensor = engine.empty(argument.tensor);
  const { data } = tensor;
  for (let index = 0; index < tensor.size; index += 1) data[index] = Math.fround(((index * 7919) % 101) / 50 - 1);
  return tensor;
}

/** `wanted` is null where PyTorch's is no finite number. */
function isClose(found: number, wanted: number | null, scale: number): boolean {
  return wanted === null ? !Number.isFinite(found) : found === wanted || Math.abs(found - wanted) <= 2e-4 * Math.max(1, Math.abs(wanted), scale);
}

/** What differs from PyTorch's answer; null where nothing does. */
function difference(engine: Engine, { op: name, args, out, error }: Call): string | null {
  const op = ops.get(name);
  if (op === undefined) return 'no such op';
  const values = Object.fromEntries(Object.entries(args).map(([key, argument]) => [key, valueOf(engine, argument)]));
  const result = run(op, engine, values);
  const free = (): void => {
    if (!(result instanceof Refusal)) result.dispose();
    for (const value of Object.values(values)) if (value instanceof Tensor) value.dispose();
  };
  try {
    // A form that the kernels do not have.
    if (result instanceof Refusal && result.exception === 'NotImplementedError') return null;
    if (result instanceof Refusal) return error === undefined ? `refused: ${result.text}` : null;
    if (error !== undefined) return `PyTorch refuses: ${error}`;
    for (const [index, { shape, numbers, sum }] of (out ?? []).entries()) {
      const output = result.outputs[index];
      if (output === undefined) return `output ${String(index)} is missing`;
      if (output.shape.join() !== shape.join()) return `[${output.shape.join()}] instead of [${shape.join()}]`;
      const step = Math.max(1, Math.floor(output.size / 8));
      const found = Array.from({ length: numbers.length }, (_, at) => (output.dtype === 'float32' ? output.data : output.indices)[at * step] ?? 0);
      if (!found.every((number, at) => isClose(number, numbers[at] ?? null, 0))) return `${found.join()} instead of ${numbers.join()}`;
      const total = Array.from(output.dtype === 'float32' ? output.data : output.indices).reduce((a, b) => a + b, 0);
      if (!isClose(total, sum, output.size)) return `sum ${String(total)} instead of ${String(sum)}`;
    }
    return null;
  } finally {
    free();
  }
}

describe('random calls of ops', () => {
  it('give what PyTorch gives, or are refused as PyTorch refuses them', async () => {
    const engine = await testEngine();
    const wrong = calls.flatMap((call) => {
      const found = difference(engine, call);
      return found === null ? [] : [`${call.op}(${JSON.stringify(call.args)}): ${found}`];
    });
    assert.deepEqual(wrong, []);
    assert.ok(calls.filter(({ error }) => error !== undefined).length > calls.length / 20);
  });
});
