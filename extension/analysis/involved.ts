/** The shapes of the tensors that a piece of source names. */
import type { Range } from '../syntax/ir';
import { shapeText } from './fact';
import type { Program } from './program';

/** Longer lists are not read. */
const most = 4;

/** `x [2, 4608]` for the variables and attributes in a range, in the order of the source; several shapes of one are listed. */
export function shapesInvolved(program: Program, path: string, { start, end }: Range): readonly string[] {
  const text = program.sources.get(path)?.text ?? '';
  const found = new Map<string, Set<string>>();
  const facts = (program.facts.get(path)?.all() ?? []).filter((fact) => (fact.kind === 'name' || fact.kind === 'attribute') && fact.start >= start && fact.end <= end);
  for (const fact of [...facts].sort((a, b) => a.start - b.start)) {
    const name = text.slice(fact.start, fact.end);
    for (const { value } of fact.seen.values()) {
      if (value.kind !== 'tensor' || value.type.shape === null) continue;
      const shapes = found.get(name) ?? new Set<string>();
      found.set(name, shapes.add(shapeText(value.type)));
    }
  }
  return [...found].slice(0, most).map(([name, shapes]) => `${name} ${[...shapes].slice(0, most).join(' | ')}${shapes.size > most ? ' …' : ''}`);
}
