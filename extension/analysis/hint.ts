/** Inlay hints: the shape of what a line binds, one per line. */
import type { Range } from '../syntax/ir';
import { LineIndex } from '../syntax/line-index';
import { describedShape } from './fact';
import type { Described, Fact } from './fact';
import type { Program } from './program';

export interface Hint {
  /** Where the hint stands. */
  readonly offset: number;
  readonly label: string;
}

/** Editors cut hints off at 43 characters; what is dropped here is what says least. */
const widest = 36;

/** A shape whose widest sizes give way to dots until it fits. */
function shortened(shape: string): string {
  if (shape.length <= widest) return shape;
  const sizes = shape.split(', ');
  const core = (size: string): string => size.replaceAll(/^[[(]+|[\])]+$/g, '');
  for (let text = shape; text.length > widest; text = sizes.join(', ')) {
    const longest = sizes.reduce((best, size, index) => (core(size).length > core(sizes[best] ?? '').length ? index : best), 0);
    const size = sizes[longest] ?? '';
    // Nothing but short ones: the middle is left out.
    if (core(size).length <= 4) return `${sizes.slice(0, 3).join(', ')}, …, ${sizes.at(-1) ?? ''}`;
    sizes[longest] = size.replace(core(size), '…');
  }
  return sizes.join(', ');
}

/** Whether anything is known that is worth a hint. */
function isKnown(value: Described): boolean {
  return value.kind === 'tuple' ? value.items.some(isKnown) : value.type.shape !== null;
}

/** What a line binds, and the distinct values of it that are worth showing. */
export interface ShownFact {
  readonly end: number;
  readonly values: readonly Described[];
}

/** The first that each line of a range binds of which something is known. */
export function shownFacts(program: Program, path: string, range: Range): readonly ShownFact[] {
  const source = program.sources.get(path);
  if (source === undefined) return [];
  const lines = new LineIndex(source.text);
  const targets = (program.facts.get(path)?.all() ?? []).filter((fact) => fact.kind === 'target' && fact.start >= range.start && fact.end <= range.end);
  const byLine = new Map<number, Fact>();
  for (const fact of targets) {
    const { line } = lines.position(fact.end);
    if (!byLine.has(line)) byLine.set(line, fact);
  }
  return [...byLine.values()].map(({ end, seen }) => ({ end, values: [...seen.values()].map(({ value }) => value).filter(isKnown) })).filter(({ values }) => values.length > 0);
}

/** The hints of a file in a range. */
export function hintsIn(program: Program, path: string, range: Range): readonly Hint[] {
  return shownFacts(program, path, range).flatMap(({ end, values }): Hint[] => {
    const labels = [...new Set(values.map((value) => describedShape(value)))];
    const [first] = labels;
    if (first === undefined) return [];
    const more = labels.length > 1 ? ` (+${String(labels.length - 1)})` : '';
    return [{ offset: end, label: `: ${shortened(first)}${more}` }];
  });
}
