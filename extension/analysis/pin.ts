/** Pins: shapes of arguments that the user has said, `# shape: x = [N, 3, 224, 224]` on or above a `def`, or in the settings. */
import { parse } from '../../kernels/dims/dim';
import type { Dim } from '../../kernels/dims/dim';
import type { Comment, FunctionCode } from '../syntax/ir';
import { LineIndex } from '../syntax/line-index';

/** By function, `Net.forward`, and parameter: `[N, 3, 224, 224]`. */
export type Pins = ReadonlyMap<string, ReadonlyMap<string, string>>;

export type PinnedShapes = ReadonlyMap<string, readonly Dim[]>;

const comment = /^#\s*shape:\s*(.+)$/;
const assignment = /(\w+)\s*=\s*\[([^[\]]*)\]/g;

function dimOf(text: string): Dim {
  try {
    return parse(text.trim());
  } catch {
    return null;
  }
}

/** The sizes in `N, 3, 224, 224`; one that cannot be read is open. */
function shapeOf(inner: string): readonly Dim[] {
  return inner.trim() === '' ? [] : inner.split(',').map(dimOf);
}

/** The pins of a method: comments at its `def` before the settings. */
export function pinsOf(className: string, code: FunctionCode, text: string, comments: readonly Comment[], settings: Pins): PinnedShapes {
  const found = new Map<string, readonly Dim[]>();
  for (const [parameter, shape] of settings.get(`${className}.${code.name}`) ?? []) found.set(parameter, shapeOf(shape.replaceAll(/[[\]]/g, '')));
  const lines = new LineIndex(text);
  const { line } = lines.position(code.nameRange.start);
  for (const { text: words, start } of comments) {
    const at = lines.position(start).line;
    const isAbove = at === line - 1 && lines.lineText(at).trimStart().startsWith('#');
    const said = at === line || isAbove ? comment.exec(words)?.[1] : undefined;
    for (const [, parameter = '', inner = ''] of said?.matchAll(assignment) ?? []) found.set(parameter, shapeOf(inner));
  }
  return found;
}
