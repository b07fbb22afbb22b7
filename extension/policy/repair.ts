/** Fixes of many findings at once, as far as they do not touch each other. */
import type { Edit, Fix } from '../analysis/fix';

/** Edits of one text never overlap; an insertion may not stand where another edit is. */
function collides(a: Edit, b: Edit): boolean {
  return a.path === b.path && a.start < b.end + (b.start === b.end ? 1 : 0) && b.start < a.end + (a.start === a.end ? 1 : 0);
}

function isSame(a: Edit, b: Edit): boolean {
  return a.path === b.path && a.start === b.start && a.end === b.end && a.text === b.text;
}

/** The edits of fixes that go together, each fix whole or not at all; those in the way of an earlier one wait. */
export function compatible(fixes: readonly Fix[]): { readonly edits: readonly Edit[]; readonly count: number } {
  const accepted: Edit[] = [];
  let count = 0;
  for (const { edits } of fixes) {
    const fresh = edits.filter((edit) => !accepted.some((other) => isSame(edit, other)));
    if (fresh.some((edit) => accepted.some((other) => collides(edit, other)))) continue;
    accepted.push(...fresh);
    count += 1;
  }
  return { edits: accepted, count };
}

/** A text with the edits of its file. */
export function edited(text: string, edits: readonly Edit[]): string {
  return [...edits].sort((a, b) => b.start - a.start).reduce((changed, { start, end, text: put }) => changed.slice(0, start) + put + changed.slice(end), text);
}
