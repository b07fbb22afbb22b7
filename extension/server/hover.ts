import { MarkupKind } from 'vscode-languageserver';
import type { Hover, Position } from 'vscode-languageserver';
import { hoverAt } from '../analysis/hover';
import { rangeOn } from './page';
import { playgroundCommand } from './playground';
import type { View } from './view';

/** The hover at a position. */
export function hover(view: View, position: Position): Hover | null {
  const { page, analysis: { program, path } } = view;
  const found = hoverAt(program, path, page.offsetAt(position));
  if (found === null) return null;
  const open = playgroundCommand(view, position);
  const link = open === null ? '' : `\n\n[${open.title}](command:${open.command}?${encodeURIComponent(JSON.stringify(open.arguments))})`;
  return { contents: { kind: MarkupKind.Markdown, value: found.markdown + link }, range: rangeOn(page, found.range) };
}
