/** Analyses recorded lines of Python and holds what is told of them to what PyTorch answered. */
import { diagnose } from '../../../../../extension/analysis/diagnostic';
import { memoryHost } from '../../../analysis/fixture';
import type { Described } from '../../../../../extension/analysis/fact';
import { analyseProgram } from '../../../../../extension/analysis/program';
import type { SourceParser } from '../../../../../extension/syntax/parser';

/** What PyTorch answered: a tensor, several, something else, or an exception. */
export type Answer =
  | readonly [sizes: readonly number[], dtype: string]
  | { readonly tuple: readonly Answer[] }
  | { readonly other: string }
  | { readonly size: readonly number[] }
  | { readonly error: string; readonly text: string };

/** Statements, of which the last is the expression that was answered. */
export type Sample = readonly [source: string, answer: Answer];

/**
 * Of what PyTorch accepts: told exactly, but for sizes or element types, not at all, wrongly, or as an error.
 * Of what it refuses: told in its words, in others, or not.
 */
export type Verdict = 'exact' | 'no dtype' | 'partial' | 'abstained' | 'wrong' | 'false error' | 'no tensor' | 'told' | 'other words' | 'missed';

export interface Judged {
  readonly sample: Sample;
  readonly verdict: Verdict;
  /** What was told of it. */
  readonly told: string;
}

const preamble = 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n';

/** Lines of one program. */
const most = 400;

function isTensor(answer: Answer): answer is readonly [readonly number[], string] {
  return Array.isArray(answer);
}

export function isError(answer: Answer): answer is { readonly error: string; readonly text: string } {
  return 'error' in answer;
}

const ranks: readonly Verdict[] = ['exact', 'no dtype', 'partial', 'abstained', 'wrong'];

function worst(verdicts: readonly Verdict[]): Verdict {
  return ranks[Math.max(0, ...verdicts.map((verdict) => ranks.indexOf(verdict)))] ?? 'wrong';
}

/** Holds what is told of a value to what it is. */
export function compareAnswer(told: Described | null, answer: Answer): Verdict {
  if (isTensor(answer)) {
    if (told === null) return 'abstained';
    if (told.kind === 'tuple') return 'wrong';
    const [sizes, dtype] = answer;
    if (told.type.dtype !== null && told.type.dtype !== dtype) return 'wrong';
    const { shape } = told.type;
    if (shape === null) return 'abstained';
    if (shape.length !== sizes.length || shape.some((size, axis) => typeof size === 'number' && size !== sizes[axis])) return 'wrong';
    if (shape.some((size) => typeof size !== 'number')) return 'partial';
    return told.type.dtype === null ? 'no dtype' : 'exact';
  }
  if ('tuple' in answer) {
    if (told === null) return 'abstained';
    if (told.kind !== 'tuple' || told.items.length !== answer.tuple.length) return 'wrong';
    return worst(told.items.map((item, index) => compareAnswer(item, answer.tuple[index] ?? { other: '' })));
  }
  // A tensor of other layout is a tensor.
  return told !== null && 'other' in answer && answer.other !== 'layout' ? 'wrong' : 'no tensor';
}

function text(value: Described | null): string {
  if (value === null) return 'nothing';
  if (value.kind === 'tuple') return `(${value.items.map(text).join(', ')})`;
  return `${value.type.shape === null ? '[...]' : JSON.stringify(value.type.shape)} ${value.type.dtype ?? '?'}`;
}

interface Told {
  readonly value: Described | null;
  readonly errors: readonly string[];
}

/** What is told of the last line of each sample, all in one program. */
function tellAll(parser: SourceParser, samples: readonly Sample[], before: string): readonly Told[] {
  let source = `${preamble}${before}`;
  const places = samples.map(([lines]) => {
    const start = source.length;
    source += `${lines}\n`;
    return { start, last: start + lines.lastIndexOf('\n') + 1, end: start + lines.length };
  });
  const program = analyseProgram(memoryHost(parser, new Map([['main.py', source]])), 'main.py', { roots: [] });
  if (program.stopped !== null) throw new Error(program.stopped);
  const errors = diagnose(program).filter(({ severity }) => severity === 'error');
  const facts = program.facts.get('main.py')?.all() ?? [];
  return places.map(({ start, last, end }) => {
    const fact = facts.find((candidate) => candidate.start === last && candidate.end === end);
    const seen = [...(fact?.seen.values() ?? [])];
    return {
      value: seen.length === 1 ? (seen[0]?.value ?? null) : null,
      errors: errors.filter(({ range }) => range.start >= start && range.start <= end).map(({ message }) => message),
    };
  });
}

function judgeOne(sample: Sample, { value, errors }: Told): Judged {
  const [, answer] = sample;
  if (isError(answer)) {
    if (errors.length === 0) return { sample, verdict: 'missed', told: text(value) };
    const isTold = errors.some((message) => message.split('\n')[0]?.includes(answer.text) === true);
    return { sample, verdict: isTold ? 'told' : 'other words', told: errors[0] ?? '' };
  }
  if (errors.length > 0) return { sample, verdict: 'false error', told: errors[0] ?? '' };
  return { sample, verdict: compareAnswer(value, answer), told: text(value) };
}

/** Judges samples; what PyTorch accepts in few programs, each that it refuses in its own. */
export function judge(parser: SourceParser, samples: readonly Sample[], before = ''): readonly Judged[] {
  const good = samples.filter(([, answer]) => !isError(answer));
  const judged: Judged[] = [];
  for (let at = 0; at < good.length; at += most) {
    const part = good.slice(at, at + most);
    for (const [index, told] of tellAll(parser, part, before).entries()) {
      const sample = part[index];
      if (sample !== undefined) judged.push(judgeOne(sample, told));
    }
  }
  for (const sample of samples) {
    const [told] = isError(sample[1]) ? tellAll(parser, [sample], before) : [];
    if (told !== undefined) judged.push(judgeOne(sample, told));
  }
  return judged;
}
