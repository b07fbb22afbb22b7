/** An optional chain that ends early: what was asked of is undefined or null. */
export class ShortCircuit extends Error {}
