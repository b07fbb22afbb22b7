/** The record of the sample programs is of the programs as they stand, and what is claimed of their expressions is what was seen. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { diagnose } from '../../../../extension/analysis/diagnostic';
import { analyseProgram } from '../../../../extension/analysis/program';
import { reportProgram } from '../../../../extension/analysis/report';
import type { ReportedShape } from '../../../../extension/protocol/report';
import { pythonParser } from '../../../parser';
import { memoryHost } from '../../analysis/fixture';
import { places } from './instrument.mjs';

const home = 'test/extension/libraries/tensorflowjs';

type Recorded = readonly [line: number, column: number, endLine: number, endColumn: number, shapes: readonly ReportedShape[]];

/** By program and file; recorded by record-program.mjs. */
const truth = JSON.parse(gunzipSync(readFileSync(`${home}/truth/program.json.gz`)).toString()) as Readonly<Record<string, Readonly<Record<string, { text: string; expressions: readonly Recorded[] }>>>>;

describe('recorded programs of TensorFlow.js', () => {
  const entries = readdirSync(`${home}/program`);

  it('are those in the folder', () => {
    assert.deepEqual(Object.keys(truth).sort(), entries.map((entry) => entry.replace(/\.[jt]s$/, '')).sort());
  });

  for (const entry of entries) {
    it(`${entry} stands as it was run, and what was seen is in it`, () => {
      const path = `${home}/program/${entry}`;
      const files = statSync(path).isDirectory() ? readdirSync(path).map((file) => [file, `${path}/${file}`] as const) : [[entry, path] as const];
      const recorded = truth[entry.replace(/\.[jt]s$/, '')] ?? {};
      assert.deepEqual(Object.keys(recorded).sort(), files.map(([file]) => file).sort());
      let seen = 0;
      for (const [file, filePath] of files) {
        const text = readFileSync(filePath, 'utf8');
        assert.equal(recorded[file]?.text, createHash('sha256').update(text).digest('hex'), `${file} has changed: run record-program.mjs`);
        const possible = new Set(places(file, text).map((place) => place.join(':')));
        for (const [line, column, endLine, endColumn, shapes] of recorded[file].expressions) {
          const place = [line, column, endLine, endColumn].join(':');
          assert.ok(possible.has(place), `${file}:${place} is no expression`);
          assert.ok(shapes.length > 0);
          seen += 1;
        }
      }
      assert.ok(seen > 10);
    });
  }

  it('are understood: hardly an expression is left out, none is wrong, no error is told', async () => {
    const parser = await pythonParser();
    const [missed, wrong, errors]: [string[], string[], string[]] = [[], [], []];
    let total = 0;
    for (const entry of entries) {
      const path = `${home}/program/${entry}`;
      const files = statSync(path).isDirectory() ? readdirSync(path) : [entry];
      const texts = new Map(files.map((file) => [`program/${file}`, readFileSync(statSync(path).isDirectory() ? `${path}/${file}` : path, 'utf8')]));
      const main = files.length === 1 ? entry : 'main.ts';
      const program = analyseProgram(memoryHost(parser, texts), `program/${main}`, { roots: [''] });
      errors.push(...diagnose(program).filter(({ severity }) => severity === 'error').map(({ path: at, message }) => `${at}: ${message}`));
      const reported = reportProgram(program).files;
      for (const [file, { expressions }] of Object.entries(truth[entry.replace(/\.[jt]s$/, '')] ?? {})) {
        const claims = new Map((reported.find(({ path: of }) => of === `program/${file}`)?.expressions ?? []).map(({ range: { start, end }, shapes }) => [
          [start.line + 1, start.character, end.line + 1, end.character].join(':'), shapes.map((shape) => JSON.stringify(shape)),
        ]));
        for (const [line, column, endLine, endColumn, shapes] of expressions) {
          total += 1;
          const claimed = claims.get([line, column, endLine, endColumn].join(':')) ?? [];
          const seen = shapes.map((shape) => JSON.stringify(shape));
          const place = `${file}:${String(line)}:${String(column)}: ${claimed.join(' ')}, TensorFlow.js: ${seen.join(' ')}`;
          // A null may be a size that is not known.
          if (claimed.some((shape) => !seen.includes(shape) && !shape.includes('null'))) wrong.push(place);
          if (claimed.length !== seen.length || !seen.every((shape) => claimed.includes(shape))) missed.push(place);
        }
      }
    }
    assert.deepEqual(errors, []);
    assert.deepEqual(wrong, []);
    assert.ok(total > 400 && missed.length / total < 0.02, `${String(missed.length)} of ${String(total)} are left out:\n${missed.join('\n')}`);
  });
});
