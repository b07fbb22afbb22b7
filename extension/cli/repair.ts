/** Fixes of many findings applied to texts, as far as they do not touch each other. */
import type { Edit, Fix } from '../analysis/fix';

/** Edits of one text never overlap; an insertion may not stand inside another edit. */
function collides(a: Edit, b: Edit): boolean {
  return a.path === b.path && a.start < b.end + (b.start === b.end ? 1 : 0) && b.start < a.end + (a.start === a.end ? 1 : 0);
}

function isSame(a: Edit, b: Edit): boolean {
  return a.path === b.path && a.start === b.start && a.end === b.end && a.text === b.text;
}

/** Applies fixes in turn, each whole or not at all; those in the way of an earlier one wait for the next round. Returns how many were applied. */
export function applyFixes(fixes: readonly Fix[], texts: Map<string, string>, textOf: (path: string) => string | null): number {
  const accepted: Edit[] = [];
  let count = 0;
  for (const { edits } of fixes) {
    const fresh = edits.filter((edit) => !accepted.some((other) => isSame(edit, other)));
    if (fresh.some((edit) => accepted.some((other) => collides(edit, other)) || textOf(edit.path) === null)) continue;
    accepted.push(...fresh);
    count += 1;
  }
  for (const path of new Set(accepted.map((edit) => edit.path))) {
    let text = texts.get(path) ?? textOf(path) ?? '';
    for (const { start, end, text: put } of accepted.filter((edit) => edit.path === path).sort((a, b) => b.start - a.start)) text = text.slice(0, start) + put + text.slice(end);
    texts.set(path, text);
  }
  return count;
}
