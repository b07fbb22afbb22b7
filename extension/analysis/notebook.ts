/** A Jupyter notebook as one program: its code cells in the order of the document. */

export interface Notebook {
  readonly text: string;
  /** The line of the text where each code cell starts, and its number among all cells, from one. */
  readonly cells: readonly { readonly line: number; readonly number: number }[];
}

/** Cell magics whose cell is Python all the same. */
const pythonMagics = /^%%(time|timeit|capture|prun|python3?)\b/;

/** What IPython runs in place of Python, at the start of a statement: magics, shell lines, `name?`. */
const foreign = /^\s*(?:[%!?]|[\w.]+\?{1,2}\s*$)/;
/** A magic whose rest is a statement: `%time y = f(x)`. */
const timed = /^(\s*)(%time(?:it)?\s)(?=\s*[^\s-])/;
/** What a magic or shell line gives: `files = !ls`. */
const captured = /^(\s*[\w.,\s]+=\s*)[!%]\w/;

/** Whether a line leaves a statement open, and what would close it: brackets, and a string of several lines. */
interface Open {
  readonly depth: number;
  readonly string: string | null;
  readonly continues: boolean;
}

const closed: Open = { depth: 0, string: null, continues: false };

function after(line: string, before: Open): Open {
  let { depth, string } = before;
  let rest = line;
  while (rest !== '') {
    if (string !== null) {
      const end = new RegExp(`(?<!\\\\)(?:\\\\\\\\)*${string}`).exec(rest);
      // A string in simple quotes ends with its line.
      if (end === null) return { depth, string: string.length === 3 ? string : null, continues: rest.endsWith('\\') };
      rest = rest.slice(end.index + end[0].length);
      string = null;
      continue;
    }
    const mark = /[#()[\]{}]|'''|"""|'|"/.exec(rest);
    if (mark === null || mark[0] === '#') break;
    if (/['"]/.test(mark[0])) [string] = mark;
    else depth = Math.max(0, depth + ('([{'.includes(mark[0]) ? 1 : -1));
    rest = rest.slice(mark.index + mark[0].length);
  }
  return { depth, string, continues: string === null && line.endsWith('\\') };
}

/** A cell in plain Python: every place stays where it is. */
export function withoutMagics(source: string): string {
  const lines = source.split('\n');
  const first = lines.find((line) => line.trim() !== '') ?? '';
  const isForeign = first.startsWith('%%') && !pythonMagics.test(first);
  let open = closed;
  let isContinued = false;
  return lines.map((line) => {
    const isInside = open.depth > 0 || open.string !== null || open.continues;
    if (isForeign || isContinued || (!isInside && foreign.test(line) && !timed.test(line))) {
      isContinued = line.endsWith('\\');
      return line.replace(/\S/, '#');
    }
    const plain = isInside ? line : line
      .replace(timed, (_, indent: string, magic: string) => `${indent}if 1${':'.padStart(magic.length - 5)} `)
      .replace(captured, '$1_#');
    open = after(plain, open);
    return plain;
  }).join('\n');
}

/** Cells in plain Python one after the other, and where each starts. */
export function joinCells(sources: readonly string[]): { readonly text: string; readonly starts: readonly number[] } {
  const starts: number[] = [];
  let text = '';
  for (const source of sources) {
    starts.push(text.length);
    text += `${withoutMagics(source)}\n`;
  }
  return { text, starts };
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
  const sources: string[] = [];
  let line = 0;
  given.cells.forEach((cell: unknown, index) => {
    if (typeof cell !== 'object' || cell === null || !('cell_type' in cell) || cell.cell_type !== 'code' || !('source' in cell)) return;
    const source = textOf(cell.source).replaceAll('\r\n', '\n');
    cells.push({ line, number: index + 1 });
    sources.push(source);
    line += source.split('\n').length;
  });
  return { text: sources.length === 0 ? '\n' : joinCells(sources).text, cells };
}

/** The cell that a line of the text is in, and the line in it. */
export function cellAt({ cells }: Notebook, line: number): { readonly number: number; readonly line: number } | null {
  const cell = cells.findLast((one) => one.line <= line);
  return cell === undefined ? null : { number: cell.number, line: line - cell.line };
}
