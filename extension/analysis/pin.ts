/** Pins: shapes of arguments that the user has said, `# shape: x = [N, 3, 224, 224]` on or above a `def`, or in the settings. */
import { parse } from '../../kernels/dims/dim';
import type { Dim } from '../../kernels/dims/dim';
import type { DType } from '../../kernels/ops/tensor-type';
import type { Comment, FunctionCode } from '../syntax/ir';
import { LineIndex } from '../syntax/line-index';
import { statedBy } from './annotation';

/** By function, `Net.forward`, and parameter: `[N, 3, 224, 224]`. */
export type Pins = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The pinned shapes by parameter; the element type where an annotation says it. */
export type PinnedShapes = ReadonlyMap<string, { readonly shape: readonly Dim[]; readonly dtype: DType | null }>;

const comment = /^(?:#|\/\/)\s*shape:\s*(.+)$/;
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

/** The comments that pin: on the line of a `def`, or alone on the line above. */
export function pinCommentsAt(code: FunctionCode, text: string, comments: readonly Comment[]): readonly Comment[] {
  const lines = new LineIndex(text);
  const { line } = lines.position(code.nameRange.start);
  return comments.filter(({ text: words, start }) => {
    const at = lines.position(start).line;
    return comment.test(words) && (at === line || (at === line - 1 && lines.lineText(at).trimStart().startsWith(words.slice(0, 1))));
  });
}

/** The pins of a method: comments at its `def` before the settings, and those before its annotations. */
export function pinsOf(className: string, code: FunctionCode, text: string, comments: readonly Comment[], settings: Pins): PinnedShapes {
  const found = new Map<string, { readonly shape: readonly Dim[]; readonly dtype: DType | null }>();
  const pin = (parameter: string, shape: readonly Dim[]): void => {
    found.set(parameter, { shape, dtype: found.get(parameter)?.dtype ?? null });
  };
  for (const { name, annotation } of code.parameters) {
    const stated = statedBy(annotation);
    if (stated !== null) found.set(name, stated);
  }
  for (const [parameter, shape] of settings.get(`${className}.${code.name}`) ?? []) pin(parameter, shapeOf(shape.replaceAll(/[[\]]/g, '')));
  for (const { text: words } of pinCommentsAt(code, text, comments)) {
    for (const [, parameter = '', inner = ''] of comment.exec(words)?.[1]?.matchAll(assignment) ?? []) pin(parameter, shapeOf(inner));
  }
  return found;
}
