/** Shapes written into the source as comments, `x = self.pool(x)  # [N, 64, 56, 56]`. */
import type { Range } from '../syntax/ir';
import { LineIndex } from '../syntax/line-index';
import { describedShape } from './fact';
import type { Edit } from './fix';
import { shownFacts } from './hint';
import type { Program } from './program';

/** A line that runs with more shapes lists the first ones. */
const mostShapes = 3;

/** A comment that this wrote before: it is brought up to date. */
const ownComment = /\s*#\s*[[(][^#]*[\])](?:\s*(?:\||…)[^#]*)?\s*$/;

/** The edits that write the shapes of a range's lines behind them. Lines with a comment of another kind are left alone. */
export function shapeComments(program: Program, path: string, range: Range): readonly Edit[] {
  const source = program.sources.get(path);
  if (source === undefined) return [];
  const lines = new LineIndex(source.text);
  return shownFacts(program, path, range).flatMap(({ end, values }): Edit[] => {
    const { line } = lines.position(end);
    const text = lines.lineText(line);
    const start = lines.offset({ line, character: 0 });
    const comments = source.module().comments.filter((comment) => comment.start >= start && comment.start < start + text.length);
    const own = ownComment.exec(text)?.index;
    // What a backslash or an open string carries on takes no comment.
    if ((comments.length > 0 && own === undefined) || text.endsWith('\\') || (text.match(/"""|'''/g)?.length ?? 0) % 2 === 1) return [];
    const shapes = [...new Set(values.map((value) => describedShape(value)))];
    const shown = `${shapes.slice(0, mostShapes).join(' | ')}${shapes.length > mostShapes ? ' …' : ''}`;
    const from = own ?? text.trimEnd().length;
    const written = `  # ${shown}`;
    return text.slice(from) === written ? [] : [{ path, start: start + from, end: start + text.length, text: written }];
  });
}
