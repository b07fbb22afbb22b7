import type { Range } from './ir';

/** Replaces a range of a text; an empty range inserts. */
export interface TextEdit extends Range {
  readonly text: string;
}

/** A text after edits, and the way back from its ranges: inserted text has no width in the source. */
export interface EditedText {
  readonly text: string;
  readonly toSource: (start: number, end: number) => Range;
}

/** Applies edits that do not overlap; those at one place in the order given. */
export function applyEdits(source: string, edits: readonly TextEdit[]): EditedText {
  if (edits.length === 0) return { text: source, toSource: (start, end) => ({ start, end }) };
  const ordered = edits.map((edit, index) => ({ edit, index })).sort((a, b) => a.edit.start - b.edit.start || a.index - b.index);
  /** Stretches of the edited text: `width` characters of it are in the source as they are, the rest up to the next are inserted. */
  const stretches: { edited: number; source: number; width: number }[] = [];
  let text = '';
  let at = 0;
  for (const { edit } of ordered) {
    stretches.push({ edited: text.length, source: at, width: edit.start - at });
    text += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  stretches.push({ edited: text.length, source: at, width: source.length - at });
  text += source.slice(at);
  /** The last stretch that starts before an offset, or at it. */
  const sourceOffset = (offset: number, orAt: boolean): number => {
    let low = 0;
    let high = stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const { edited } = stretches[middle] ?? { edited: 0 };
      if (edited < offset || (orAt && edited === offset)) low = middle;
      else high = middle - 1;
    }
    const stretch = stretches[low];
    return stretch === undefined ? offset : stretch.source + Math.min(offset - stretch.edited, stretch.width);
  };
  return {
    text,
    toSource: (start, end) => {
      const mapped = sourceOffset(end, false);
      // At a deletion the two sides differ: a range starts after it and ends before it.
      return { start: start === end ? mapped : Math.min(sourceOffset(start, true), mapped), end: mapped };
    },
  };
}
