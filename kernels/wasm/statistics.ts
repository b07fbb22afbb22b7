/** What the numbers of a tensor look like. */
import type { Engine } from './engine';
import type { Tensor } from './tensor';

/** Mean, deviation, least, greatest and zeros are of the finite numbers; NaN where there are none. */
export interface Statistics {
  readonly mean: number;
  /** The population's. */
  readonly deviation: number;
  readonly least: number;
  readonly greatest: number;
  /** The share that is exactly 0: of an activation, what does not take part. */
  readonly zeros: number;
  /** How many are NaN or infinite. */
  readonly nonFinite: number;
}

/** The statistics of a float32 tensor. */
export function statisticsOf(engine: Engine, { pointer, size }: Tensor): Statistics {
  const result = engine.arena.allocate(48);
  engine.call('activation_statistics', pointer, size, result);
  const [mean = NaN, deviation = NaN, least = NaN, greatest = NaN, zeros = 0, finite = 0] = new Float64Array(engine.memory.buffer, result, 6);
  engine.arena.release(result, 48);
  if (finite === 0) return { mean: NaN, deviation: NaN, least: NaN, greatest: NaN, zeros: NaN, nonFinite: size };
  return { mean, deviation, least, greatest, zeros: zeros / finite, nonFinite: size - finite };
}
