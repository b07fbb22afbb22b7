/** Seeded random numbers, the same on every machine. */

/** A generator of its own state: xoshiro128**, seeded through splitmix32. */
export class Random {
  private a = 0;
  private b = 0;
  private c = 0;
  private d = 0;

  constructor(seed = 0) {
    this.seed(seed);
  }

  /** Starts over: the same seed gives the same numbers. */
  seed(seed: number): void {
    let state = seed | 0;
    const next = (): number => {
      state = (state + 0x9e3779b9) | 0;
      let mixed = state ^ (state >>> 16);
      mixed = Math.imul(mixed, 0x21f0aaad);
      mixed ^= mixed >>> 15;
      mixed = Math.imul(mixed, 0x735a2d97);
      return mixed ^ (mixed >>> 15);
    };
    [this.a, this.b, this.c, this.d] = [next(), next(), next(), next()];
  }

  /** 32 random bits, as an unsigned integer. */
  bits(): number {
    const scrambled = Math.imul(this.b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = (this.d << 11) | (this.d >>> 21);
    return result;
  }

  /** Uniform in [0, 1), exact in float32. */
  uniform(): number {
    return (this.bits() >>> 8) / 0x1000000;
  }

  /** From the normal distribution of mean 0 and variance 1. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Uniform among 0 … end - 1. */
  integer(end: number): number {
    return Math.floor(this.uniform() * end);
  }

  /** Fills with uniform numbers from low to high. */
  fillUniform(data: Float32Array, low = 0, high = 1): void {
    for (let index = 0; index < data.length; index += 1) data[index] = low + (high - low) * this.uniform();
  }

  /** Fills with normal numbers. */
  fillNormal(data: Float32Array, mean = 0, deviation = 1): void {
    for (let index = 0; index < data.length; index += 1) data[index] = mean + deviation * this.normal();
  }
}
