import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { diagnose } from '../../../extension/analysis/diagnostic';
import { shapeText } from '../../../extension/analysis/fact';
import type { Described, Fact } from '../../../extension/analysis/fact';
import { analyseProgram } from '../../../extension/analysis/program';
import type { Program } from '../../../extension/analysis/program';
import { LineIndex } from '../../../extension/syntax/line-index';
import { pythonParser } from '../../parser';
import { memoryHost, readFixture } from './fixture';
import type { Fixture, ShapeMark } from './fixture';

const folder = 'test/extension/analysis/fixture';

function shapeOf(value: Described): string {
  return value.kind === 'tensor' ? shapeText(value.type) : `(${value.items.map(shapeOf).join(', ')})`;
}

function shapesOf(fact: Fact | undefined): string {
  if (fact === undefined) return 'none';
  return [...new Set([...fact.seen.values()].map((seen) => shapeOf(seen.value)))].join(' | ');
}

function factAt(program: Program, fixture: Fixture, mark: ShapeMark): Fact | undefined {
  const lines = new LineIndex(fixture.files.get(mark.file) ?? '');
  const start = lines.offset({ line: mark.line, character: mark.start });
  const end = mark.end === null ? null : lines.offset({ line: mark.line, character: mark.end });
  const facts = program.facts.get(mark.file)?.all() ?? [];
  return facts.find((fact) => fact.start === start && (end === null || fact.end === end));
}

describe('fixtures', () => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.py'))) {
    it(name, async () => {
      const fixture = readFixture(name, readFileSync(`${folder}/${name}`, 'utf8'));
      assert.ok(fixture.shapes.length + fixture.diagnostics.length > 0, 'a fixture without marks cannot fail');
      const program = analyseProgram(memoryHost(await pythonParser(), fixture.files), fixture.entry, { roots: [''] });
      for (const mark of fixture.shapes) {
        assert.equal(shapesOf(factAt(program, fixture, mark)), mark.expected, `${mark.file}:${String(mark.line + 1)}`);
      }
      const found = diagnose(program).map((diagnostic) => {
        const line = new LineIndex(fixture.files.get(diagnostic.path) ?? '').position(diagnostic.range.start).line;
        return { ...diagnostic, line };
      });
      const expected = fixture.diagnostics.map((mark) => `${mark.file}:${String(mark.line + 1)} ${mark.severity} ${mark.code}`);
      assert.deepEqual(found.map((one) => `${one.path}:${String(one.line + 1)} ${one.severity} ${one.code}`).sort(), [...expected].sort());
      for (const mark of fixture.diagnostics) {
        const texts = found.filter((one) => one.path === mark.file && one.line === mark.line).map((one) => one.message);
        assert.ok(texts.some((text) => text.includes(mark.text)), `${mark.file}:${String(mark.line + 1)} says: ${texts.join(' / ')}`);
      }
    });
  }
});
