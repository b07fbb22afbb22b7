/** Random arithmetic on sizes, kept as plain trees that are evaluated without any normal form. */
import fc from 'fast-check';
import { add, ceilDiv, floorDiv, max, min, mod, mul, sub, symbol } from '../../../kernels/dims/dim';
import type { Dim } from '../../../kernels/dims/dim';

/** A size as it was written. */
export type Tree = number | string | { readonly operator: Operator; readonly left: Tree; readonly right: Tree };

type Operator = '+' | '-' | '*' | '//' | '%' | 'ceil' | 'max' | 'min';

const SYMBOLIC: Readonly<Record<Operator, (a: Dim, b: Dim) => Dim>> = {
  '+': add,
  '-': sub,
  '*': mul,
  '//': floorDiv,
  '%': mod,
  ceil: ceilDiv,
  max,
  min,
};

const PLAIN: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '//': (a, b) => Math.floor(a / b),
  '%': (a, b) => a - b * Math.floor(a / b),
  ceil: (a, b) => Math.ceil(a / b),
  max: Math.max,
  min: Math.min,
};

/** The tree's size, by the functions under test. */
export function dimOf(tree: Tree): Dim {
  if (typeof tree === 'number') return tree;
  return typeof tree === 'string' ? symbol(tree) : SYMBOLIC[tree.operator](dimOf(tree.left), dimOf(tree.right));
}

/** The tree's value, by plain arithmetic; NaN where it divides by zero. */
export function valueOf(tree: Tree, values: ReadonlyMap<string, number>): number {
  if (typeof tree === 'number') return tree;
  if (typeof tree === 'string') return values.get(tree) ?? NaN;
  const value = PLAIN[tree.operator](valueOf(tree.left, values), valueOf(tree.right, values));
  return Number.isFinite(value) ? value + 0 : NaN;
}

const SYMBOLS = ['H', 'W', 'N'];
const SAMPLES = [1, 2, 3, 5, 10];

/** Every assignment of the samples to the symbols. */
export const ASSIGNMENTS: readonly ReadonlyMap<string, number>[] = SAMPLES.flatMap((h) =>
  SAMPLES.flatMap((w) => SAMPLES.map((n) => new Map(Object.entries({ H: h, W: w, N: n })))),
);

const leaf = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...SYMBOLS) }, { weight: 2, arbitrary: fc.integer({ min: -4, max: 9 }) });

/** Trees of the operators, at most `depth` deep. */
function trees(depth: number, operators: readonly Operator[]): fc.Arbitrary<Tree> {
  if (depth === 0) return leaf;
  const smaller = trees(depth - 1, operators);
  const operator = fc.constantFrom(...operators);
  return fc.oneof(
    leaf,
    fc.record({ operator, left: smaller, right: smaller }),
    fc.record({ operator, left: smaller, right: fc.integer({ min: 1, max: 6 }) }),
  );
}

/** Any tree. */
export const anyTree = trees(4, ['+', '-', '*', '//', '%', 'ceil', 'max', 'min']);

/** What layers make of sizes: sums, and floors of a constant divisor. */
export const anyLayerSize: fc.Arbitrary<Tree> = fc
  .array(fc.tuple(fc.constantFrom<Operator>('+', '-', '//', 'ceil', '%'), fc.integer({ min: 1, max: 7 })), { maxLength: 5 })
  .map((steps) => steps.reduce<Tree>((left, [operator, right]) => ({ operator, left, right }), 'H'));
