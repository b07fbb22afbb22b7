import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as dims from '../../../kernels/dims/dim';
import { ASSIGNMENTS, anyLayerSize, anyTree, dimOf, valueOf } from './tree';
import type { Dim } from '../../../kernels/dims/dim';
import type { Tree } from './tree';

const { parse, format } = dims;

/** What tells two sizes apart. */
function keyOf(dim: Dim): string {
  return dim === null || typeof dim === 'number' ? String(dim) : dim.key;
}

/** Both values for every assignment at which both trees have one. */
function valuePairs(a: Tree, b: Tree): [number, number][] {
  return ASSIGNMENTS.map((values): [number, number] => [valueOf(a, values), valueOf(b, values)]).filter((pair) => !pair.some(Number.isNaN));
}

/** Runs a property: always the same runs, so that a failure can be seen again. */
function holds<T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>, numRuns = Number(process.env['DIM_RUNS'] ?? 1000)): void {
  fc.assert(property, { seed: Number(process.env['DIM_SEED'] ?? 1), numRuns });
}

describe('dims: laws', () => {
  it('the normal form has the value of the tree', () => {
    holds(
      fc.property(fc.oneof(anyTree, anyLayerSize), (tree) => {
        const dim = dimOf(tree);
        for (const values of ASSIGNMENTS) {
          const value = valueOf(tree, values);
          if (!Number.isNaN(value)) assert.equal(dims.evaluate(dim, values), value, `${keyOf(dim)} at ${JSON.stringify([...values])}`);
        }
      }),
    );
  });

  it('what is printed reads back as the same size', () => {
    holds(
      fc.property(fc.oneof(anyTree, anyLayerSize), (tree) => {
        const dim = dimOf(tree);
        assert.equal(keyOf(parse(format(dim))), keyOf(dim), format(dim));
      }),
    );
  });

  const anyPair = fc.oneof(
    fc.tuple(anyTree, anyTree),
    fc.tuple(anyLayerSize, anyLayerSize),
    fc.tuple(anyTree, fc.integer({ min: -3, max: 12 })),
    fc.tuple(anyTree, fc.integer({ min: -3, max: 3 })).map(([left, right]): [Tree, Tree] => [left, { operator: '+', left, right }]),
  );

  it('no comparison contradicts the values', () => {
    holds(
      fc.property(anyPair, ([a, b]) => {
        const [left, right] = [dimOf(a), dimOf(b)];
        const comparison = dims.compare(left, right);
        const [isLess, isLessOrEqual, isDivisor] = [dims.lessThan(left, right), dims.lessOrEqual(left, right), dims.divides(left, right)];
        for (const [x, y] of valuePairs(a, b)) {
          if (comparison !== 'unknown') assert.equal(x === y, comparison === 'equal');
          if (isLess !== undefined) assert.equal(x < y, isLess);
          if (isLessOrEqual !== undefined) assert.equal(x <= y, isLessOrEqual);
          if (isDivisor !== undefined && x !== 0) assert.equal(y % x === 0, isDivisor);
        }
      }),
    );
  });

  it('comparison is the same from both sides', () => {
    holds(
      fc.property(anyPair, ([a, b]) => {
        assert.equal(dims.compare(dimOf(a), dimOf(b)), dims.compare(dimOf(b), dimOf(a)));
      }),
    );
  });

  it('substitution is evaluation with the value of what is put in', () => {
    holds(
      fc.property(anyTree, fc.oneof(anyLayerSize, fc.constant('W')), (tree, replacement) => {
        const dim = dims.substitute(dimOf(tree), new Map([['H', dimOf(replacement)]]));
        for (const values of ASSIGNMENTS) {
          const inner = valueOf(replacement, values);
          const value = valueOf(tree, new Map(values).set('H', inner));
          if (dim !== null && inner >= 1 && !Number.isNaN(value)) assert.equal(dims.evaluate(dim, values), value, keyOf(dim));
        }
      }),
    );
  });

  it('sums do not depend on order, and a size less itself is 0', () => {
    holds(
      fc.property(anyTree, anyTree, anyTree, (x, y, z) => {
        const [a, b, c] = [dimOf(x), dimOf(y), dimOf(z)];
        assert.equal(keyOf(dims.add(dims.add(a, b), c)), keyOf(dims.add(dims.add(c, b), a)));
        if (a !== null) assert.equal(dims.sub(a, a), 0);
      }),
    );
  });

  it('quotient and remainder make the size', () => {
    holds(
      fc.property(anyLayerSize, fc.integer({ min: 1, max: 9 }), (tree, divisor) => {
        const dim = dimOf(tree);
        const whole = dims.mul(dims.floorDiv(dim, divisor), divisor);
        assert.equal(keyOf(dims.add(whole, dims.mod(dim, divisor))), keyOf(dim));
      }),
    );
  });

  it('a remainder is known to be below its divisor, and rounding up to be rounding down the other way', () => {
    const small = fc.integer({ min: -9, max: 9 });
    holds(
      fc.property(small, small, small, fc.integer({ min: 1, max: 9 }), (a, b, c, divisor) => {
        const dim = dims.sum([dims.mul(a, dims.symbol('H')), dims.mul(b, dims.symbol('W')), c]);
        const remainder = dims.mod(dim, divisor);
        assert.equal(dims.lessThan(remainder, divisor), true);
        assert.equal(dims.lessOrEqual(0, remainder), true);
        assert.equal(keyOf(dims.ceilDiv(dim, divisor)), keyOf(dims.neg(dims.floorDiv(dim, -divisor))));
      }),
    );
  });
});

describe('dims: printed forms', () => {
  const cases: readonly [text: string, printed: string][] = [
    ['H', 'H'],
    ['2*H', '2*H'],
    ['H - 1', 'H - 1'],
    ['-1*H + 7', '7 - H'],
    ['-H', '-H'],
    ['W*H', 'H*W'],
    ['H*H', 'H**2'],
    ['(H + 1)*(H - 1)', 'H**2 - 1'],
    ['3 - 3', '0'],
    ['?', '?'],
    ['0*?', '?'],
    ['H//2', '⌊H/2⌋'],
    ['(H-1)//2+1', '⌈H/2⌉'],
    ['((H-1)//2+1-1)//2+1', '⌈H/4⌉'],
    ['ceil(H/2)', '⌈H/2⌉'],
    ['-(-H//2)', '⌈H/2⌉'],
    ['-(H//2)', '-⌊H/2⌋'],
    ['N*ceil(H/2)', 'N*⌈H/2⌉'],
    ['512*ceil(H/32)*ceil(W/32)', '512*⌈H/32⌉*⌈W/32⌉'],
    ['(H + 2)//4', '⌊(H + 2)/4⌋'],
    ['(H + 2*2 - 11)//4 + 1', '⌊(H - 3)/4⌋'],
    ['H//2 + 1', '⌊H/2⌋ + 1'],
    ['N - H//2', 'N - ⌊H/2⌋'],
    ['3*H//4', '⌊3*H/4⌋'],
    ['(4*H)//2', '2*H'],
    ['(4*H + 1)//2', '2*H'],
    ['(H*W*512)//(H*W)', '512'],
    ['(H*W + H)//(W + 1)', 'H'],
    ['N*C*H*W//(4*N)', '⌊C*H*W/4⌋'],
    ['H//W', '⌊H/W⌋'],
    ['(H + W - 1)//W', '⌈H/W⌉'],
    ['H//(W + 1)', '⌊H/(W + 1)⌋'],
    ['1//(H + 1)', '0'],
    ['4*H % 2', '0'],
    ['H % 2', 'H % 2'],
    ['3*(H % 2) + 1', '3*(H % 2) + 1'],
    ['H % W', 'H % W'],
    ['(7 - H % 7) % 7', '(-H) % 7'],
    ['H + (7 - H % 7) % 7', '7*⌈H/7⌉'],
    ['max(H, 3)', 'max(H, 3)'],
    ['max(H, 1)', 'H'],
    ['min(H, 5, max(W, 2))', 'min(H, max(W, 2), 5)'],
    ['H.x + batch_size', 'H.x + batch_size'],
  ];
  for (const [text, printed] of cases) {
    it(`${text} is ${printed}`, () => {
      assert.equal(format(parse(text)), printed);
      assert.equal(keyOf(parse(printed)), keyOf(parse(text)));
    });
  }

  const refused: readonly [text: string, message: string][] = [
    ['', "'' is not a dimension: unexpected end"],
    ['H +', "'H +' is not a dimension: unexpected end"],
    ['H W', "'H W' is not a dimension: unexpected 'W'"],
    ['H/2', "'H/2' is not a dimension: unexpected '/'"],
    ['f(H)', "'f(H)' is not a dimension: unexpected 'f'"],
    ['H & 2', "'H & 2' is not a dimension: unexpected '&'"],
    ['⌊H/2⌉', "'⌊H/2⌉' is not a dimension: unexpected '⌉'"],
    ['2**H', "'2**H' is not a dimension: unexpected end"],
  ];
  for (const [text, message] of refused) {
    it(`'${text}' is refused`, () => {
      assert.throws(() => parse(text), { message });
    });
  }
});

describe('dims: comparison', () => {
  const cases: readonly [a: string, b: string, comparison: dims.Comparison][] = [
    ['H', 'H', 'equal'],
    ['H', 'W', 'unknown'],
    ['H + 1', 'H', 'different'],
    ['H', '0', 'different'],
    ['H', '1', 'unknown'],
    ['2*H', '3', 'different'],
    ['2*ceil(H/2)', 'H', 'unknown'],
    ['2*(H//2) + H % 2', 'H', 'equal'],
    ['(-(H//2))*(W//2)', '-((H//2)*(W//2))', 'equal'],
    ['4*ceil(H/2) + 1', '2*W', 'different'],
    ['H % 7', '7', 'different'],
    ['min(H, 3)', '4', 'different'],
    ['H*W', '0', 'different'],
    ['H*W + 1', 'H', 'different'],
    ['ceil(H/2)', 'H + 1', 'different'],
    ['N*(H//2)*(W//2)', 'N*H*W + 1', 'different'],
    ['?', '?', 'unknown'],
  ];
  for (const [a, b, comparison] of cases) {
    it(`${a} and ${b}: ${comparison}`, () => {
      assert.equal(dims.compare(parse(a), parse(b)), comparison);
    });
  }

  const orders: readonly [a: string, b: string, isLess: boolean | undefined, isLessOrEqual: boolean | undefined][] = [
    ['H', 'H', false, true],
    ['1', 'H', undefined, true],
    ['H//2', 'H', true, true],
    ['ceil(H/2)', 'H', undefined, true],
    ['H', 'H*W', undefined, true],
    ['max(H, W)', 'H', false, undefined],
    ['H', '?', undefined, undefined],
  ];
  for (const [a, b, isLess, isLessOrEqual] of orders) {
    it(`${a} < ${b}: ${String(isLess)}, <=: ${String(isLessOrEqual)}`, () => {
      assert.equal(dims.lessThan(parse(a), parse(b)), isLess);
      assert.equal(dims.lessOrEqual(parse(a), parse(b)), isLessOrEqual);
    });
  }

  const divisions: readonly [divisor: string, dim: string, divides: boolean | undefined][] = [
    ['2', '4*H', true],
    ['2', '2*H + 1', false],
    ['4', '2*H + 1', false],
    ['2', 'H', undefined],
    ['H', 'H*W', true],
    ['7', '7*ceil(H/7)', true],
    ['0', 'H', undefined],
  ];
  for (const [divisor, dim, divides] of divisions) {
    it(`${divisor} divides ${dim}: ${String(divides)}`, () => {
      assert.equal(dims.divides(parse(divisor), parse(dim)), divides);
    });
  }
});

describe('dims: limits', () => {
  it('unknown stays unknown, and only a product holding 0 is known', () => {
    for (const apply of [dims.add, dims.sub, dims.mul, dims.floorDiv, dims.mod, dims.ceilDiv, dims.max, dims.min]) {
      assert.equal(apply(null, 2), null);
      assert.equal(apply(parse('H'), null), null);
    }
    assert.equal(dims.mul(0, null), null);
    assert.equal(dims.product([null, 0]), 0);
    assert.equal(dims.product([]), 1);
    assert.equal(dims.sum([1, 2, 3]), 6);
    assert.equal(dims.pow(parse('H'), -1), null);
  });

  it('what a double cannot hold is unknown, even where it would cancel', () => {
    const huge = Number.MAX_SAFE_INTEGER;
    assert.equal(dims.add(huge, 1), null);
    assert.equal(dims.mul(parse('H'), dims.mul(huge, 2)), null);
    assert.equal(dims.mul(dims.mul(parse('H'), huge), parse('2*H')), null);
  });

  it('a division by zero has no value', () => {
    assert.equal(dims.floorDiv(parse('H'), 0), null);
    assert.equal(dims.mod(3, 0), null);
    assert.equal(dims.evaluate(parse('4//(H - 1)'), new Map([['H', 1]])), null);
  });

  it('an expression without end is given up', () => {
    let dim = parse('H');
    for (let step = 0; step < 100 && dim !== null; step++) dim = dims.add(dims.floorDiv(dims.mul(dim, 3), 7), dims.max(dim, step));
    assert.equal(dim, null);
  });

  it('symbols are told', () => {
    assert.deepEqual([...dims.symbolsOf(parse('N*ceil(H/W) + max(C, 3)'))].sort(), ['C', 'H', 'N', 'W']);
    assert.equal(dims.isSymbol(parse('H')), 'H');
    for (const text of ['2*H', 'H + 1', 'H**2', '3', '?']) assert.equal(dims.isSymbol(parse(text)), null);
    assert.equal(dims.isConcrete(3), true);
    assert.equal(dims.isConcrete(parse('H')), false);
    assert.throws(() => dims.symbol('2x'), /cannot name a dimension/);
  });
});
