/** TensorFlow.js: layers and ops answer as the real ones did, in shapes, parameters and the words of errors. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { diagnose } from '../../../../extension/analysis/diagnostic';
import { analyseProgram } from '../../../../extension/analysis/program';
import { reportProgram } from '../../../../extension/analysis/report';
import type { ReportedShape } from '../../../../extension/protocol/report';
import { pythonParser } from '../../../parser';
import { memoryHost } from '../../analysis/fixture';

interface Described {
  readonly shape?: readonly (number | null)[];
}

type Outcome = { readonly value: Described | readonly Described[] | boolean } | { readonly error: string };

interface LayerRecord {
  readonly layer: string;
  readonly input: string | null;
  /** What the constructor refuses. */
  readonly made?: string;
  readonly symbolic?: Outcome;
  readonly counts?: readonly [total: number, trainable: number] | null;
}

function recorded(name: string): readonly unknown[] {
  const { records } = JSON.parse(gunzipSync(readFileSync(`test/extension/libraries/tensorflowjs/truth/${name}.json.gz`)).toString()) as { readonly records: readonly unknown[] };
  return records;
}

/** Counters in names tell how many layers there were before. */
const withoutCounters = (text: string): string => text.replace(/\b([a-z]\w*_[A-Z]\w*?)\d+\b/g, '$1');

/** What is told of a mistake that TensorFlow.js itself lets through. */
const isSilent = (message: string): boolean => /TensorFlow\.js (computes on|finds this only)/.test(message);

interface Line {
  readonly errors: readonly string[];
  /** Shapes by the column at which an expression starts; of those that start together, the longest's. */
  readonly shapes: ReadonlyMap<number, ReportedShape>;
}

/** Analyses lines of a program, so many at a time. */
async function analysed(lines: readonly string[]): Promise<readonly Line[]> {
  const parser = await pythonParser();
  const answers: Line[] = [];
  for (let from = 0; from < lines.length; from += 400) {
    const part = lines.slice(from, from + 400);
    const text = ["import * as tf from '@tensorflow/tfjs';", ...part, ''].join('\n');
    const program = analyseProgram(memoryHost(parser, new Map([['program.ts', text]])), 'program.ts', { roots: [''] });
    assert.equal(program.stopped, null);
    const errors = part.map((): string[] => []);
    for (const { range, severity, message } of diagnose(program)) {
      if (severity === 'error') errors[text.slice(0, range.start).split('\n').length - 2]?.push(withoutCounters(message));
    }
    const shapes = part.map(() => new Map<number, { readonly end: number; readonly shape: ReportedShape }>());
    for (const { range, shapes: seen } of reportProgram(program).files[0]?.expressions ?? []) {
      const ofLine = shapes[range.start.line - 1];
      const held = ofLine?.get(range.start.character);
      const [shape] = seen;
      if (shape !== undefined && (held === undefined || held.end < range.end.character)) ofLine?.set(range.start.character, { end: range.end.character, shape });
    }
    part.forEach((_, index) => answers.push({ errors: errors[index] ?? [], shapes: new Map([...(shapes[index] ?? [])].map(([column, { shape }]) => [column, shape])) }));
  }
  return answers;
}

function shapeOf(value: Described | readonly Described[] | boolean): ReportedShape | null {
  if (typeof value === 'boolean') return null;
  if (Array.isArray(value)) return { tuple: (value as readonly Described[]).map(({ shape = [] }) => [...shape]) };
  const { shape } = value as Described;
  return shape === undefined ? null : [...shape];
}

/** What differs from the record; null where nothing does. */
function difference(outcome: Outcome, line: Line, column: number): string | null {
  if ('error' in outcome) return line.errors.some((message) => message.startsWith(outcome.error)) ? null : `told: ${line.errors[0] ?? 'nothing'}\n  TensorFlow.js: ${outcome.error}`;
  if (line.errors.length > 0) return line.errors.every(isSilent) ? null : `told: ${line.errors[0] ?? ''}\n  TensorFlow.js runs it`;
  const [claimed, seen] = [line.shapes.get(column) ?? null, shapeOf(outcome.value)];
  return seen === null || JSON.stringify(claimed) === JSON.stringify(seen) ? null : `claimed: ${JSON.stringify(claimed)}\n  TensorFlow.js: ${JSON.stringify(seen)}`;
}

describe('TensorFlow.js', () => {
  it('ops answer as the real ones', async () => {
    const records = recorded('ops') as readonly (Outcome & { readonly source: string })[];
    assert.ok(records.length > 1300, 'run record.mjs');
    const lines = await analysed(records.map(({ source }) => `(${source});`));
    const wrong = records.flatMap((record, index) => {
      const found = difference(record, lines[index] ?? { errors: [], shapes: new Map() }, 1);
      return found === null ? [] : [`${record.source}\n  ${found}`];
    });
    assert.deepEqual(wrong, []);
  });

  it('layers answer as the real ones, with their parameters', async () => {
    const records = recorded('layers') as readonly LayerRecord[];
    assert.ok(records.length > 2300, 'run record.mjs');
    const applied = records.map(({ input }, index) => (input === null ? `l${String(index)}.inboundNodes[0].outputTensors[0]` : `l${String(index)}.apply(${input})`));
    const starts = records.map(({ layer }, index) => `{ const l${String(index)} = ${layer}; `);
    const lines = await analysed(records.map((_, index) => `${starts[index] ?? ''}${applied[index] ?? ''}; tf.zeros([l${String(index)}.countParams(), 7]); }`));
    const wrong = records.flatMap((record, index) => {
      const line = lines[index] ?? { errors: [], shapes: new Map<number, ReportedShape>() };
      const column = (starts[index] ?? '').length;
      const found = difference(record.made === undefined ? (record.symbolic ?? { error: '' }) : { error: record.made }, line, column);
      const counted = line.shapes.get(column + (applied[index] ?? '').length + 2);
      const isCounted = record.counts === undefined || record.counts === null || line.errors.length > 0 || JSON.stringify(counted) === JSON.stringify([record.counts[0], 7]);
      if (found === null && isCounted) return [];
      return [`${record.layer} applied to ${record.input ?? 'nothing'}\n  ${found ?? `parameters: ${JSON.stringify(counted)}, TensorFlow.js: ${JSON.stringify(record.counts)}`}`];
    });
    assert.deepEqual(wrong, []);
  });
});
