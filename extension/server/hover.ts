import { MarkupKind } from 'vscode-languageserver';
import type { Hover, Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { hoverAt } from '../analysis/hover';
import type { Analysis } from './analyser';
import { playgroundCommand } from './playground';

/** The hover at a position. */
export function hover(document: TextDocument, analysis: Analysis, position: Position, opensPlayground: boolean): Hover | null {
  const { program, path } = analysis;
  const found = hoverAt(program, path, document.offsetAt(position));
  if (found === null) return null;
  const open = opensPlayground ? playgroundCommand(document, analysis, position) : null;
  const link = open === null ? '' : `\n\n[${open.title}](command:${open.command}?${encodeURIComponent(JSON.stringify(open.arguments))})`;
  return {
    contents: { kind: MarkupKind.Markdown, value: found.markdown + link },
    range: { start: document.positionAt(found.range.start), end: document.positionAt(found.range.end) },
  };
}
