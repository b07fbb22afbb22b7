/** Pins that are set, changed or taken back in the source: `# shape: x = [N, 3, 224, 224]` above the `def`. */
import * as l10n from '@vscode/l10n';
import { parse } from '../../kernels/dims/dim';
import { LineIndex } from '../syntax/line-index';
import type { Edit } from './fix';
import { forwardOf } from './model';
import type { Model } from './model';
import { pinCommentsAt } from './pin';
import type { Program } from './program';

/** A shape as a person types it, as it is pinned; a text in braces says what is wrong with it. */
export function readShape(typed: string): { readonly shape: string } | { readonly refused: string } {
  const inner = /^\s*[[(]?([^[\]()]*)[\])]?\s*$/.exec(typed)?.[1];
  if (inner === undefined) return { refused: l10n.t('Write the sizes between brackets: {0}', '[N, 3, 224, 224]') };
  const sizes = inner.split(',').map((size) => size.trim());
  if (sizes.at(-1) === '') sizes.pop();
  for (const size of sizes) {
    if (size === '') return { refused: l10n.t('A size is missing between two commas') };
    if (size !== '?' && !isSize(size)) return { refused: l10n.t("'{0}' is no size: write a number (224), a name (N), an expression (H // 2), or ? where anything goes", size) };
  }
  return { shape: `[${sizes.join(', ')}]` };
}

function isSize(text: string): boolean {
  try {
    const size = parse(text);
    return typeof size !== 'number' || (Number.isSafeInteger(size) && size >= 0);
  } catch {
    return false;
  }
}

/** What a model's pins are called in the settings: `Net.forward`. */
export function pinnedFunction(model: Model): string | null {
  const forward = forwardOf(model);
  return forward === null ? null : `${model.root.class.name}.${forward.code.name}`;
}

/** The edits that pin a parameter of a model's forward to a shape, or with null take its pin back. */
export function pinEdits(program: Program, model: Model, parameter: string, shape: string | null): readonly Edit[] {
  const forward = forwardOf(model);
  const source = forward === null ? undefined : program.sources.get(forward.file.path);
  if (forward === null || source === undefined) return [];
  const { path } = forward.file;
  for (const { start, end, text } of pinCommentsAt(forward.code, source.text, source.module().comments)) {
    const pins = [...text.matchAll(/(\w+)\s*=\s*\[[^[\]]*\]/g)];
    const own = pins.find(([, name]) => name === parameter);
    if (own !== undefined && shape !== null) return [{ path, start: start + own.index, end: start + own.index + own[0].length, text: `${parameter} = ${shape}` }];
    if (own !== undefined && pins.length > 1) {
      const left = pins.filter((pin) => pin !== own).map(([pin]) => pin).join(', ');
      return [{ path, start, end, text: `# shape: ${left}` }];
    }
    if (own !== undefined) return [withoutComment(path, source.text, start, end)];
    if (shape !== null) return [{ path, start: end, end, text: `, ${parameter} = ${shape}` }];
  }
  if (shape === null) return [];
  const lines = new LineIndex(source.text);
  const { line } = lines.position(forward.code.nameRange.start);
  const at = lines.offset({ line, character: 0 });
  const indent = /^[ \t]*/.exec(lines.lineText(line))?.[0] ?? '';
  const lineEnd = source.text.includes('\r\n') ? '\r\n' : '\n';
  return [{ path, start: at, end: at, text: `${indent}# shape: ${parameter} = ${shape}${lineEnd}` }];
}

/** Takes a comment away, with its line where nothing else stands on it. */
function withoutComment(path: string, text: string, start: number, end: number): Edit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start);
  if (before.trim() !== '') return { path, start: lineStart + before.trimEnd().length, end, text: '' };
  const next = text.indexOf('\n', end);
  return { path, start: lineStart, end: next < 0 ? text.length : next + 1, text: '' };
}
