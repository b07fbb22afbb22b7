/** A position as editors give it: zero-based line, and UTF-16 offset in that line. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Converts between offsets into a text and positions. A line ends at \n, \r\n or \r. */
export class LineIndex {
  /** The offset at which each line starts. */
  private readonly starts: readonly number[];

  constructor(private readonly text: string) {
    const starts = [0];
    for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
    this.starts = starts;
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** The position of an offset; one outside the text counts as its nearest end. */
  position(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lineStart(middle) <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: clamped - this.lineStart(low) };
  }

  /** The offset of a position; one beyond the end of its line counts as that end. */
  offset({ line, character }: Position): number {
    if (line < 0) return 0;
    if (line >= this.starts.length) return this.text.length;
    return Math.min(this.lineStart(line) + Math.max(0, character), this.lineEnd(line));
  }

  /** The text of a line, without its line end. */
  lineText(line: number): string {
    return this.text.slice(this.lineStart(line), this.lineEnd(line));
  }

  private lineStart(line: number): number {
    return this.starts[line] ?? this.text.length;
  }

  private lineEnd(line: number): number {
    const next = this.lineStart(line + 1);
    if (line + 1 >= this.starts.length) return next;
    return this.text.startsWith('\r\n', next - 2) ? next - 2 : next - 1;
  }
}
