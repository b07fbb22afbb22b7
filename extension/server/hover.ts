import { MarkupKind } from 'vscode-languageserver';
import type { Hover, Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { hoverAt } from '../analysis/hover';
import type { Analysis } from './analyser';

/** The hover at a position. */
export function hover(document: TextDocument, { program, path }: Analysis, position: Position): Hover | null {
  const found = hoverAt(program, path, document.offsetAt(position));
  if (found === null) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: found.markdown },
    range: { start: document.positionAt(found.range.start), end: document.positionAt(found.range.end) },
  };
}
