/** What every fuzz test demands of an analysis, and how many inputs it tries: `FUZZ_RUNS` says otherwise. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diagnose } from '../../extension/analysis/diagnostic';
import { shapeText } from '../../extension/analysis/fact';
import { analyseProgram } from '../../extension/analysis/program';
import type { Program } from '../../extension/analysis/program';
import { reportProgram } from '../../extension/analysis/report';
import { defaultLimits } from '../../extension/interpreter/machine';
import type { SourceParser } from '../../extension/syntax/parser';
import { memoryHost } from '../extension/analysis/fixture';

/** Small, so that what runs past its budget shows. */
const limits = { ...defaultLimits, steps: 400_000, loopSteps: 60_000, branchSteps: 40_000, moduleSteps: 100_000 };

/** Far more than the budget allows on a slow machine that does other things as well. */
const mostMilliseconds = 20_000;

const megabytes = (): number => Math.round(process.memoryUsage().rss / 2 ** 20);
const tally = { inputs: 0, slowest: 0, before: megabytes() };

/** Inputs tried so far, and the longest time that one took, as text. */
export function tallyText(): string {
  return `${String(tally.inputs)} inputs, the slowest ${String(Math.round(tally.slowest))} ms, ${String(tally.before)} MB before, ${String(megabytes())} MB at the end`;
}

/** Analyses files and checks what holds whatever is in them. */
export function attempt(parser: SourceParser, files: ReadonlyMap<string, string>, entry: string): Program {
  const start = performance.now();
  const program = analyseProgram(memoryHost(parser, files), entry, { roots: [''], limits });
  const report = reportProgram(program);
  const taken = performance.now() - start;
  tally.inputs += 1;
  tally.slowest = Math.max(tally.slowest, taken);
  assert.ok(taken < mostMilliseconds, `the analysis took ${String(Math.round(taken))} ms`);
  for (const { path, range, message } of diagnose(program)) {
    const length = files.get(path)?.length ?? -1;
    assert.ok(range.start >= 0 && range.start <= range.end && range.end <= length, `${path}: a diagnostic at ${String(range.start)}-${String(range.end)} of ${String(length)}: ${message}`);
    assert.doesNotMatch(message, /\[object |\.[tj]s:\d|Maximum call stack/);
  }
  for (const [path, facts] of program.facts) {
    const length = files.get(path)?.length ?? -1;
    for (const { start: from, end } of facts.all()) assert.ok(from >= 0 && from <= end && end <= length, `${path}: a fact at ${String(from)}-${String(end)} of ${String(length)}`);
  }
  for (const { expressions } of report.files) for (const { range } of expressions) assert.ok(range.start.line >= 0 && range.start.character >= 0);
  return program;
}

/** What is told of each expression of a file between two offsets, as text. */
export function told(program: Program, path: string, from: number, to: number): readonly string[] {
  const facts = program.facts.get(path)?.all() ?? [];
  return facts
    .filter(({ start, end }) => start >= from && end <= to)
    .map(({ start, end, seen }) => `${String(start)}-${String(end)} ${[...seen.values()].map(({ value }) => (value.kind === 'tensor' ? shapeText(value.type) : `(${value.items.map((item) => (item.kind === 'tensor' ? shapeText(item.type) : '')).join(', ')})`)).join(' | ')}`);
}

/** How many inputs (of FUZZ_RUNS, `share` for what takes long), and a seed that FUZZ_SEED changes: a run of the tests is the same every time. */
export function parameters(runs: number, share = 1): fc.Parameters<unknown> {
  return { numRuns: Math.ceil(Number(process.env['FUZZ_RUNS'] ?? runs / share) * share), seed: Number(process.env['FUZZ_SEED'] ?? 1), endOnFailure: process.env['FUZZ_RUNS'] === undefined };
}
