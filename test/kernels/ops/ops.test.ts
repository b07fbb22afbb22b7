/** Holds every op to what PyTorch answered: the truth files are recorded by record_*.py beside this file. */
import assert from 'node:assert/strict';
import { evaluate, substitute, symbol } from '../../../kernels/dims/dim';
import type { Dim } from '../../../kernels/dims/dim';
import { ops } from '../../../kernels/ops/all';
import { Refusal } from '../../../kernels/ops/op';
import type { Application, Datum } from '../../../kernels/ops/op';
import { readCases, toDatum } from './recorded';
import type { Case, Stand, TensorAnswer } from './recorded';

function apply(item: Case, stand: Stand, unknown?: string): Application | Refusal {
  const op = ops.get(item.op);
  assert.ok(op, `no op is named ${item.op}`);
  const args = Object.entries(item.args).map(([name, value]): [string, Datum] => [name, name === unknown ? { kind: 'unknown' } : toDatum(value, stand, name)]);
  return op.apply(Object.fromEntries(args));
}

const asRecorded: Stand = (shape, dtype) => ({ shape, dtype });

function title(item: Case): string {
  return `${item.op}(${Object.entries(item.args).map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(', ')})`;
}

function answerOf(result: Application | Refusal): unknown {
  if (result instanceof Refusal) return { type: result.exception, text: result.text };
  const outputs = result.outputs.map(({ shape, dtype }) => ({ shape, dtype }));
  return result.isTuple ? { tuple: outputs } : outputs[0];
}

function recordedOutputs(item: Case): readonly TensorAnswer[] {
  assert.ok(item.out);
  return 'tuple' in item.out ? item.out.tuple : [item.out];
}

/** With less known the answer must be the recorded one as far as it is known, and never a refusal. */
function assertAgrees(item: Case, result: Application | Refusal, value: (dim: Dim) => Dim, how: string): void {
  const where = (): string => `${title(item)}, ${how}`;
  if (result instanceof Refusal) assert.fail(`${where()}: refused, ${result.text}`);
  const recorded = recordedOutputs(item);
  const isTuple = item.out !== undefined && 'tuple' in item.out;
  if (result.isTuple !== isTuple) {
    // Only when the argument that decides it is unknown, and then nothing may be claimed.
    if (!how.startsWith('unknown ')) assert.fail(`${where()}: one output or several?`);
    return;
  }
  if (result.outputs.length !== recorded.length) assert.equal(result.outputs.length, 0, where());
  result.outputs.forEach((output, index) => {
    const { shape, dtype } = recorded[index] ?? { shape: [], dtype: 'float32' };
    const sizes = output.shape?.map(value) ?? null;
    const agrees = (output.dtype === null || output.dtype === dtype)
      && (sizes === null || (sizes.length === shape.length && sizes.every((size, axis) => size === null || size === shape[axis])));
    if (!agrees) assert.deepEqual({ shape: sizes, dtype: output.dtype }, { shape, dtype }, where());
  });
}

/** Every positive size becomes a symbol: one for each axis, or one for each number. */
function symbolic(shared: boolean): { readonly stand: Stand; readonly value: (dim: Dim) => Dim } {
  const numbers = new Map<string, number>();
  return {
    stand: (shape, dtype, name) => ({
      dtype,
      shape: shape.map((size, axis) => {
        if (size === 0) return 0;
        const letter = shared ? `s${String(size)}` : `${name}_${String(axis)}`;
        numbers.set(letter, size);
        return symbol(letter);
      }),
    }),
    value: (dim) => (dim === null ? null : evaluate(substitute(dim, new Map()), numbers)),
  };
}

describe('ops', () => {
  const byOp = readCases();

  it('every op has cases, and every case an op', () => {
    assert.deepEqual([...ops.keys()].filter((name) => !byOp.has(name)), [], 'ops without cases');
    assert.deepEqual([...byOp.keys()].filter((name) => !ops.has(name)), [], 'cases without an op');
  });

  for (const [name, cases] of byOp) {
    const accepted = cases.filter((item) => item.out !== undefined);

    describe(`${name}: ${String(cases.length)} combinations, ${String(cases.length - accepted.length)} refused`, () => {
      it('answers as PyTorch does', () => {
        for (const item of cases) assert.deepEqual(answerOf(apply(item, asRecorded)), item.out ?? item.error, title(item));
      });

      it('agrees with itself when sizes are symbols', () => {
        for (const shared of [false, true]) {
          for (const item of accepted) {
            const { stand, value } = symbolic(shared);
            assertAgrees(item, apply(item, stand), value, shared ? 'a symbol a size' : 'a symbol an axis');
          }
        }
      });

      it('claims nothing wrong when sizes, ranks or arguments are unknown', () => {
        const same = (dim: Dim): Dim => dim;
        for (const item of accepted) {
          // An unknown size is taken to be positive, as a symbol is.
          assertAgrees(item, apply(item, (shape, dtype) => ({ shape: shape.map((size) => (size === 0 ? 0 : null)), dtype })), same, 'sizes unknown');
          assertAgrees(item, apply(item, () => ({ shape: null, dtype: null })), same, 'tensors unknown');
          for (const argument of Object.keys(item.args)) assertAgrees(item, apply(item, asRecorded, argument), same, `unknown ${argument}`);
        }
      });

      it('explains and counts without failing', () => {
        for (const item of accepted) {
          const result = apply(item, asRecorded);
          if (result instanceof Refusal) continue;
          for (const line of result.explain()) assert.doesNotMatch(line, /undefined|NaN|\[object/, title(item));
          const { macs, parameters } = result.cost();
          assert.ok(macs === null || typeof macs === 'number', title(item));
          assert.ok(parameters === null || typeof parameters === 'number', title(item));
        }
      });
    });
  }

  it('counts its combinations', () => {
    const counts = [...byOp].map(([name, cases]) => `${name} ${String(cases.length)}`);
    const total = [...byOp.values()].reduce((count, cases) => count + cases.length, 0);
    console.log(`      ${counts.join(', ')}\n      ${String(total)} combinations of ${String(byOp.size)} ops`);
    assert.ok(total >= 5000);
  });
});
