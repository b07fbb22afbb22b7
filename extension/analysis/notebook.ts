/** A Jupyter notebook as one program: its code cells in the order of the document. */

export interface Notebook {
  readonly text: string;
  /** The line of the text where each code cell starts, and its number among all cells, from one. */
  readonly cells: readonly { readonly line: number; readonly number: number }[];
}

/** Cell magics whose cell is Python all the same. */
const pythonMagics = /^%%(time|timeit|capture|prun|python3?)\b/;

/** Magics and shell lines become comments of the same length, so that every place stays. */
function withoutMagics(source: string): string {
  const lines = source.split('\n');
  const isForeign = lines[0]?.startsWith('%%') === true && !pythonMagics.test(lines[0]);
  return lines.map((line) => (isForeign || /^\s*[%!]/.test(line) ? line.replace(/\S/, '#') : line)).join('\n');
}

function textOf(source: unknown): string {
  if (typeof source === 'string') return source;
  return Array.isArray(source) ? source.filter((part) => typeof part === 'string').join('') : '';
}

/** Reads a notebook's JSON; null where it is none. */
export function readNotebook(json: string): Notebook | null {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof given !== 'object' || given === null || !('cells' in given) || !Array.isArray(given.cells)) return null;
  const cells: { line: number; number: number }[] = [];
  const texts: string[] = [];
  let line = 0;
  given.cells.forEach((cell: unknown, index) => {
    if (typeof cell !== 'object' || cell === null || !('cell_type' in cell) || cell.cell_type !== 'code' || !('source' in cell)) return;
    const text = withoutMagics(textOf(cell.source).replaceAll('\r\n', '\n'));
    cells.push({ line, number: index + 1 });
    texts.push(text);
    line += text.split('\n').length;
  });
  return { text: `${texts.join('\n')}\n`, cells };
}

/** The cell that a line of the text is in, and the line in it. */
export function cellAt({ cells }: Notebook, line: number): { readonly number: number; readonly line: number } | null {
  const cell = cells.findLast((one) => one.line <= line);
  return cell === undefined ? null : { number: cell.number, line: line - cell.line };
}
