/** Whole programs in the styles of real code: what is claimed of an expression holds in the recorded run, and hardly any is left out. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { diagnose } from '../../../extension/analysis/diagnostic';
import { analyseProgram } from '../../../extension/analysis/program';
import { reportProgram } from '../../../extension/analysis/report';
import type { ReportedShape } from '../../../extension/protocol/report';
import { pythonParser } from '../../parser';
import { memoryHost } from './fixture';

const folder = 'test/extension/analysis/model';

type Recorded = readonly [line: number, column: number, endLine: number, endColumn: number, shapes: readonly ReportedShape[]];

/** By program; recorded by record_model.py. */
const truth = JSON.parse(gunzipSync(readFileSync(`${folder}/truth.json.gz`)).toString()) as Readonly<Record<string, readonly Recorded[]>>;

/** Expressions whose shapes depend on data: what boxes are kept, where samples start, which expert takes a token. */
const dependOnData: Readonly<Record<string, number>> = {
  annotated: 2, gpt: 49, moe: 12, pointnet: 4, seq2seq: 2, yolo: 48,
  // NumPy's arrays are not followed.
  rl: 29,
};

function isKnown(shape: ReportedShape): boolean {
  return 'tuple' in shape ? shape.tuple.every(isKnown) : shape.every((size) => typeof size === 'number');
}

describe('programs', () => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.py'))) {
    const program = name.replace(/\.py$/, '');
    it(program, async () => {
      const files = new Map([[name, readFileSync(`${folder}/${name}`, 'utf8')]]);
      const analysed = analyseProgram(memoryHost(await pythonParser(), files), name, { roots: [''] });
      const errors = diagnose(analysed).filter(({ severity }) => severity === 'error');
      assert.deepEqual(errors.map(({ message }) => message), []);
      const claims = new Map<string, Set<string>>();
      for (const { range: { start, end }, shapes } of reportProgram(analysed).files[0]?.expressions ?? []) {
        const place = [start.line + 1, start.character, end.line + 1, end.character].join(':');
        const claimed = claims.get(place) ?? new Set<string>();
        for (const shape of shapes) claimed.add(isKnown(shape) ? JSON.stringify(shape) : '?');
        claims.set(place, claimed);
      }
      const recorded = truth[program] ?? [];
      assert.ok(recorded.length > 20, 'run record_model.py');
      const [wrong, open]: [string[], string[]] = [[], []];
      for (const [line, column, endLine, endColumn, shapes] of recorded) {
        const claimed = claims.get([line, column, endLine, endColumn].join(':')) ?? new Set<string>();
        const seen = new Set(shapes.map((shape) => JSON.stringify(shape)));
        const place = `${name}:${String(line)}:${String(column)}: ${[...claimed].join(' ')}, PyTorch: ${[...seen].join(' ')}`;
        if ([...claimed].some((shape) => shape !== '?' && !seen.has(shape))) wrong.push(place);
        if (claimed.size !== seen.size || claimed.has('?')) open.push(place);
      }
      assert.deepEqual(wrong, []);
      assert.equal(open.length, dependOnData[program] ?? 0, open.join('\n'));
    });
  }
});
