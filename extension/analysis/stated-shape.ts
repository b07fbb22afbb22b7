/** Shapes of a model's inputs that people have written in words, in a docstring or a comment: offered as pins, never trusted. */
import type { FunctionCode, Statement } from '../syntax/ir';
import { LineIndex } from '../syntax/line-index';
import { statementBlocks } from '../syntax/walk';
import { callOf, forwardOf } from './model';
import type { Model } from './model';
import { pinCommentsAt } from './pin';
import { readShape } from './pin-edit';
import type { Program } from './program';

export interface StatedShape {
  readonly parameter: string;
  /** `[B, 3, H, W]`. */
  readonly shape: string;
}

/** Comments that speak of the parameters: those above the `def`, in its head, and directly below it. */
function wordsAbout(code: FunctionCode, text: string, comments: readonly { readonly start: number; readonly text: string }[]): string {
  const lines = new LineIndex(text);
  const [first] = code.body();
  const [head, end] = [lines.position(code.nameRange.start).line, lines.position(first?.start ?? code.end).line];
  let above = head;
  while (above > 0 && lines.lineText(above - 1).trimStart().startsWith('#')) above -= 1;
  return comments.filter(({ start }) => {
    const { line } = lines.position(start);
    return line >= above && line <= end;
  }).map((one) => one.text).join('\n');
}

/** The first brackets behind a mention of a name that hold sizes, up to a blank line or the mention of another name. */
function shapeBehind(words: string, name: string, others: readonly string[]): string | null {
  for (const mention of words.matchAll(new RegExp(`(?<![\\w.])${name}(?!\\w)(?=\\s*(?:[:=(\\[]|--|–|\\b(?:is|has|of|with)\\b))`, 'g'))) {
    const rest = words.slice(mention.index + name.length);
    const stop = others.map((other) => rest.search(new RegExp(`\\n\\s*#?\\s*${other}\\s*[:=(]`))).filter((at) => at >= 0);
    const segment = rest.slice(0, Math.min(...stop, ...[rest.search(/\n\s*\n/)].filter((at) => at >= 0), 400));
    for (const [, inner = ''] of segment.matchAll(/[([]([^()[\]\n]*)[)\]]/g)) {
      // A single word in brackets is a type; sizes are several, or a number.
      const isSizes = (inner.includes(',') && inner.split(',').every((size) => /^\s*(?:[A-Za-z_]\w*|\d+|\?|[\w\s*+/()-]+)\s*$/.test(size) && !/\b(?:torch|Tensor|optional|default|int|float|bool|str|list|tuple|dict|None)\b/i.test(size))) || /^\s*\d+\s*$/.test(inner);
      const read = isSizes ? readShape(inner) : null;
      if (read !== null && 'shape' in read) return read.shape;
    }
  }
  return null;
}

/** The docstring of the class whose name stands at an offset. */
function classDocstring(statements: readonly Statement[], start: number): string | null {
  for (const statement of statements) {
    if (statement.kind === 'class' && statement.nameRange.start === start) return statement.docstring;
    const inner = classDocstring(statement.kind === 'class' ? statement.body : statementBlocks(statement).flat(), start);
    if (inner !== null) return inner;
  }
  return null;
}

/** What is written of the inputs of a model that nothing runs and nobody has pinned. */
export function statedShapes(program: Program, model: Model): readonly StatedShape[] {
  const forward = forwardOf(model);
  const source = forward === null ? undefined : program.sources.get(forward.file.path);
  if (forward === null || source === undefined || callOf(model) !== null) return [];
  const { comments } = source.module();
  if (pinCommentsAt(forward.code, source.text, comments).length > 0) return [];
  const names = forward.code.parameters.slice(1).filter(({ kind }) => !kind.startsWith('var')).map(({ name }) => name);
  const words = [forward.code.docstring ?? '', wordsAbout(forward.code, source.text, comments), classDocstring(source.module().body, model.definition.start) ?? ''].join('\n\n');
  return names.flatMap((parameter) => {
    const shape = shapeBehind(words, parameter, names.filter((other) => other !== parameter));
    return shape === null ? [] : [{ parameter, shape }];
  });
}
