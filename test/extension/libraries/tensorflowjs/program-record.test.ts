/** The record of the sample programs is of the programs as they stand. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { ReportedShape } from '../../../../extension/protocol/report';
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
});
