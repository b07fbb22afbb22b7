import assert from 'node:assert/strict';
import { Random } from '../../../kernels/wasm/random';

/** Mean and variance of many draws. */
function moments(draw: () => number, count = 100_000): readonly [number, number] {
  let [sum, squares] = [0, 0];
  for (let index = 0; index < count; index += 1) {
    const value = draw();
    sum += value;
    squares += value * value;
  }
  return [sum / count, squares / count - (sum / count) ** 2];
}

describe('random numbers', () => {
  it('are the same for a seed, and others for another', () => {
    const draws = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 20 }, () => random.bits());
    };
    assert.deepEqual(draws(7), draws(7));
    assert.equal(new Set([0, 1, 2, 3, -1].flatMap(draws)).size, 100);
  });

  it('start over with a seed', () => {
    const random = new Random(3);
    const first = random.uniform();
    random.uniform();
    random.seed(3);
    assert.equal(random.uniform(), first);
  });

  it('are uniform', () => {
    const random = new Random(1);
    const [mean, variance] = moments(() => random.uniform());
    assert.ok(Math.abs(mean - 0.5) < 0.004 && Math.abs(variance - 1 / 12) < 0.002, `mean ${String(mean)}, variance ${String(variance)}`);
    const counts = new Array<number>(10).fill(0);
    for (let index = 0; index < 100_000; index += 1) {
      const value = random.integer(10);
      counts[value] = (counts[value] ?? NaN) + 1;
    }
    for (const count of counts) assert.ok(Math.abs(count - 10_000) < 400, counts.join(' '));
  });

  it('are normal', () => {
    const random = new Random(2);
    const [mean, variance] = moments(() => random.normal());
    assert.ok(Math.abs(mean) < 0.015 && Math.abs(variance - 1) < 0.02, `mean ${String(mean)}, variance ${String(variance)}`);
    let within = 0;
    for (let index = 0; index < 100_000; index += 1) if (Math.abs(random.normal()) < 1) within += 1;
    assert.ok(Math.abs(within / 100_000 - 0.6827) < 0.006, String(within));
  });

  it('fill arrays', () => {
    const data = new Float32Array(50_000);
    const random = new Random(5);
    random.fillUniform(data, -3, -1);
    assert.ok(data.every((value) => value >= -3 && value <= -1));
    random.fillNormal(data, 10, 0.5);
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    assert.ok(Math.abs(mean - 10) < 0.02);
  });
});
