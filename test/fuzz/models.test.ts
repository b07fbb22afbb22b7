/** Random models that PyTorch has run: every shape that is claimed of them is the one it had, with their call and without. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { diagnose } from '../../extension/analysis/diagnostic';
import { analyseProgram } from '../../extension/analysis/program';
import type { Program } from '../../extension/analysis/program';
import { evaluate, isSymbol, symbolsOf } from '../../kernels/dims/dim';
import type { Shape } from '../../kernels/ops/tensor-type';
import type { SourceParser } from '../../extension/syntax/parser';
import { memoryHost } from '../extension/analysis/fixture';
import { pythonParser } from '../parser';

interface Recorded {
  readonly source: string;
  readonly input: readonly number[];
  readonly shapes: Readonly<Record<string, readonly number[]>>;
}

/** Recorded by record_models.py. */
const { models } = JSON.parse(gunzipSync(readFileSync('test/fuzz/models.json.gz')).toString()) as { readonly models: readonly Recorded[] };

/** The shapes that are claimed of names, all that each has had. */
function claimsIn(program: Program, source: string): ReadonlyMap<string, readonly (Shape | null)[]> {
  const claims = new Map<string, (Shape | null)[]>();
  for (const { kind, start, end, seen } of program.facts.get('model.py')?.all() ?? []) {
    if (kind !== 'target' && kind !== 'param') continue;
    const name = source.slice(start, end);
    claims.set(name, [...(claims.get(name) ?? []), ...[...seen.values()].map(({ value }) => (value.kind === 'tensor' ? value.type.shape : null))]);
  }
  return claims;
}

/** What the symbols of a claimed input stand for, where it really has this shape. */
function settled(claimed: Shape | null, shape: readonly number[]): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  if (claimed?.length !== shape.length) return values;
  claimed.forEach((dim, axis) => {
    const [name] = symbolsOf(dim);
    if (isSymbol(dim) && name !== undefined && !values.has(name)) values.set(name, shape[axis] ?? 0);
  });
  return values;
}

interface Outcome {
  known: number;
  total: number;
  readonly wrong: string[];
}

/** Holds claims against what was recorded; sizes that are not known count as left out. */
function judge(claims: ReadonlyMap<string, readonly (Shape | null)[]>, values: ReadonlyMap<string, number>, { shapes, source }: Recorded, outcome: Outcome): void {
  for (const [name, shape] of Object.entries(shapes)) {
    outcome.total += 1;
    const claimed = claims.get(name) ?? [];
    const numbers = claimed.map((one) => one?.map((dim) => evaluate(dim, values)) ?? null);
    const contradicts = (one: readonly unknown[] | null): boolean => one !== null && (one.length !== shape.length || one.some((size, axis) => typeof size === 'number' && size !== shape[axis]));
    if (numbers.some(contradicts)) outcome.wrong.push(`${name} is ${JSON.stringify(shape)}, not ${JSON.stringify(numbers)}, in\n${source}`);
    else if (numbers.length > 0 && numbers.every((one) => one?.every((size) => typeof size === 'number') === true)) outcome.known += 1;
  }
}

describe('random models', () => {
  let parser: SourceParser;
  before(async () => {
    parser = await pythonParser();
  });
  const run = (source: string): Program => analyseProgram(memoryHost(parser, new Map([['model.py', source]])), 'model.py', { roots: [''] });

  it('have the shapes that PyTorch gave them, and no mistakes', () => {
    const outcome: Outcome = { known: 0, total: 0, wrong: [] };
    for (const model of models) {
      const program = run(model.source);
      assert.deepEqual(diagnose(program).filter(({ severity }) => severity === 'error').map(({ message }) => message), [], model.source);
      judge(claimsIn(program, model.source), new Map(), model, outcome);
    }
    console.log(`      ${String(models.length)} models: ${String(outcome.known)} of ${String(outcome.total)} shapes known, ${String(outcome.wrong.length)} wrong`);
    assert.deepEqual(outcome.wrong, []);
    assert.ok(outcome.known / outcome.total > 0.99, `${String(outcome.known)} of ${String(outcome.total)}`);
  });

  it('have shapes that agree with that where nothing calls them', () => {
    const outcome: Outcome = { known: 0, total: 0, wrong: [] };
    for (const model of models) {
      const source = model.source.slice(0, model.source.indexOf('\n\n\n', model.source.indexOf('return')) + 1);
      const program = run(source);
      assert.deepEqual(diagnose(program).filter(({ severity }) => severity === 'error').map(({ message }) => message), [], source);
      const claims = claimsIn(program, source);
      // A model whose input is taken for another one than it was run with says nothing of that run.
      const inputs = claims.get('x') ?? [];
      const [input = null] = inputs;
      if (inputs.length !== 1 || input?.length !== model.input.length) continue;
      judge(claims, settled(input, model.input), model, outcome);
    }
    console.log(`      without their call: ${String(outcome.known)} of ${String(outcome.total)} shapes known, ${String(outcome.wrong.length)} wrong`);
    assert.deepEqual(outcome.wrong, []);
    assert.ok(outcome.total > 500 && outcome.known / outcome.total > 0.5, `${String(outcome.known)} of ${String(outcome.total)}`);
  });
});
